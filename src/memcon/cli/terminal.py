"""An article on the terminal: head, chains with their words in context, unnamed sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from typing import TextIO

    from memcon.views import ArticleView, AttributionView, SourceView

WIDEST = 100
STYLES = {"source": "bold cyan", "cue": "italic underline yellow", "content": "green"}
MARKS = {"source": ("[", "]"), "cue": ("_", "_"), "content": ("{", "}")}
LEGEND = ("source", "cue", "content")


class _Console(Console):
    """A console that lets the command know when the reader of its pipe has gone; rich would exit with 1."""

    def on_broken_pipe(self) -> None:
        """Raise anew what was just caught."""
        raise BrokenPipeError


class Terminal:
    """Shows articles on a stream. Where there is no colour, brackets mark the parts: [source] _cue_ {content}."""

    def __init__(self, stream: TextIO) -> None:
        self._console = _Console(file=stream, highlight=False, markup=False, emoji=False)
        self._console.width = min(self._console.width, WIDEST)
        self._colour = self._console.color_system is not None and not self._console.no_color
        self._shown = 0

    def show(self, view: ArticleView) -> None:
        """Print one article; a line separates it from the one before."""
        if self._shown:
            self._console.print(Text("─" * self._console.width, "dim"))
        self._shown += 1
        self._head(view)
        for number, said in enumerate(view.attributions, 1):
            self._attribution(number, said)
        if not view.attributions:
            self._line("\nNobody is reported to have said anything.")
        self._unnamed(view)

    def _head(self, view: ArticleView) -> None:
        self._line(on_one_line(view.head.name), "bold")
        known = " · ".join(dict.fromkeys(on_one_line(fact.words) for fact in view.head.facts))
        if known:
            self._line(known, "dim")
        if view.attributions:
            legend = [self._part(role, role) for role in LEGEND]
            self._console.print(Text("\n").append_text(Text("  ").join(legend)))

    def _attribution(self, number: int, said: AttributionView) -> None:
        """Print a chain, what kind of saying it was, and the words in their sentence."""
        chain = Text()
        for hop in said.chain:
            chain.append(" → " if chain else "", "dim")
            chain.append(on_one_line(hop.words), "bold" if hop is said.chain[-1] else "")
        labels = Text(" · ".join(said.labels), "dim")
        fits = chain.cell_len + labels.cell_len + len("  1    ") <= self._console.width
        words = Text("").join(self._piece(piece.text, piece.roles) for piece in said.context)
        self._console.print()
        self._indented(Text("  ").join([chain, labels]) if fits else chain, f"{number:>3}  ", "     ")
        if labels and not fits:
            self._indented(labels, "     ", "     ")
        self._indented(words, "     │ ", "     │ ")

    def _unnamed(self, view: ArticleView) -> None:
        if not view.unnamed:
            return
        numbers = {said.id: number for number, said in enumerate(view.attributions, 1)}
        self._line("\nUnnamed sources", "bold")
        for source in view.unnamed:
            self._source(source, [numbers[name] for name in source.attributions])

    def _source(self, source: SourceView, numbers: list[int]) -> None:
        """Print who, which attributions rest on them, and what the article tells of them."""
        where = f"  ({', '.join(map(str, numbers))})" if numbers else ""
        self._indented(Text(on_one_line(source.words)).append(where, "dim"), "  ", "    ")
        for fact in source.facts:
            self._indented(Text(on_one_line(fact.words)), f"      {fact.label:<12} ", " " * 19)

    def _piece(self, text: str, roles: tuple[str, ...]) -> Text:
        return self._part(text, roles[-1]) if roles else Text(on_one_line(text))

    def _part(self, text: str, role: str) -> Text:
        """Mark words by colour, or by brackets where there is none."""
        if self._colour:
            return Text(on_one_line(text), STYLES[role])
        before, after = MARKS[role]
        return Text(f"{before}{on_one_line(text)}{after}")

    def _indented(self, text: Text, first: str, rest: str) -> None:
        """Print text wrapped to the width, each line behind its indentation."""
        out = Text()
        for line in text.wrap(self._console, max(self._console.width - len(rest), 20)):
            line.rstrip()
            out.append("\n" if out else "").append(rest if out else first, "dim").append_text(line)
        self._console.print(out, soft_wrap=True)

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style))
