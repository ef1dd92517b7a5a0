"""An article on the terminal: head, contacts, positions, what is on the table, how it stands, who says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from rich.console import Console
from rich.text import Text

from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from memcon.views import (
        ArticleView,
        AttributionView,
        EventView,
        Matter,
        PositionView,
        ProposalView,
        Side,
        SourceView,
    )

WIDEST = 100
STYLES = {"source": "bold cyan", "cue": "italic underline yellow", "content": "green"}
MARKS = {"source": ("[", "]"), "cue": ("_", "_"), "content": ("{", "}")}
LEGEND = ("source", "cue", "content")
GIVES, ASKS, REFUSES = "bold green", "bold yellow", "bold red"
STANCES = {
    **dict.fromkeys(("offer", "accept", "concede", "commit", "open"), GIVES),
    **dict.fromkeys(("demand", "urge"), ASKS),
    **dict.fromkeys(("reject", "warn"), REFUSES),
}
QUOTE, HANGING = "│ ", "└ "
BLANKS = re.compile(r" +$", re.MULTILINE)


class _Console(Console):
    """A console that lets the command know when the reader of its pipe has gone; rich would exit with 1."""

    def on_broken_pipe(self) -> None:
        """Raise anew what was just caught."""
        raise BrokenPipeError


def painted(words: str, style: str) -> Text:
    """Return words in a style that what is appended does not take on; `Text(words, style)` hands it on."""
    return Text().append(words, style)


class _Trimming:
    """A stream on which no line ends in blanks: rich fills every line of a table up to its width."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text, without the blanks before its line ends."""
        return self._stream.write(BLANKS.sub("", text))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the stream has
        return getattr(self._stream, name)


def quiet_console(stream: TextIO) -> Console:
    """Return a console that takes all text as it stands: no markup in it, no colours of its own."""
    out = stream if stream.isatty() else cast("TextIO", _Trimming(stream))
    return _Console(file=out, highlight=False, markup=False, emoji=False)


class Screen:
    """Lines on a stream, wrapped and indented; all words are made harmless on the way."""

    def __init__(self, stream: TextIO) -> None:
        self._console = quiet_console(stream)
        self._console.width = self.width = min(self._console.width, WIDEST)
        self.colour = self._console.color_system is not None and not self._console.no_color

    def line(self, text: str | Text, style: str = "") -> None:
        """Print a line as it is."""
        self._console.print(Text(text, style) if isinstance(text, str) else text)

    def rule(self) -> None:
        """Print a line across the page."""
        self.line("─" * self.width, "dim")

    def indented(self, text: Text, first: str, rest: str) -> None:
        """Print text wrapped to the width, each line behind its indentation."""
        out = Text()
        for line in text.wrap(self._console, max(self.width - len(rest), 20)):
            line.rstrip()
            out.append("\n" if out else "").append(rest if out else first, "dim").append_text(line)
        self._console.print(out, soft_wrap=True)

    def entry(self, name: str, title: Text, labels: Iterable[str], indent: int) -> int:
        """Print a record's id, its title, and its labels behind or below; return where its words are to begin."""
        first = " " * indent + f"{on_one_line(name):>3}  "
        blank = " " * len(first)
        told = Text(" · ".join(on_one_line(label) for label in labels), "dim")
        fits = title.cell_len + told.cell_len + len(first) + 2 <= self.width
        self.indented(Text("  ").join([title, told]) if told and fits else title, first, blank)
        if told and not fits:
            self.indented(told, blank, blank)
        return len(first)

    def quote(self, words: Iterable[str], indent: int, mark: str = QUOTE, style: str = "") -> None:
        """Print the article's own words behind a line."""
        blank = " " * indent
        for one in words:
            rest = mark if mark == QUOTE else " " * len(mark)
            self.indented(Text(on_one_line(one), style), blank + mark, blank + rest)


class Terminal:
    """Shows articles on a stream. Where there is no colour, brackets mark the parts: [source] _cue_ {content}."""

    def __init__(self, stream: TextIO) -> None:
        self._screen = Screen(stream)
        self._shown = 0

    def show(self, view: ArticleView) -> None:
        """Print one article; a line separates it from the one before."""
        if self._shown:
            self._screen.rule()
        self._shown += 1
        self._head(view)
        self._events("Contacts", view.contacts)
        self._sides(view.sides)
        self._proposals(view.proposals)
        self._matters(view.matters)
        self._events("Other acts", tuple(one for one in view.acts if one.id not in view.again))
        self._again(view.again)
        self._attributions(view)
        self._unnamed(view)

    def _head(self, view: ArticleView) -> None:
        self._screen.indented(Text(on_one_line(view.head.name), "bold"), "", "")
        known = " · ".join(dict.fromkeys(on_one_line(fact.words) for fact in view.head.facts))
        if known:
            self._screen.indented(Text(known, "dim"), "", "")

    def _heading(self, words: str) -> None:
        self._screen.line(f"\n{words.upper()}", "bold")

    # -- what was coded

    def _events(self, heading: str, events: tuple[EventView, ...]) -> None:
        if events:
            self._heading(heading)
        for event in events:
            self._screen.line("")
            self._event(event)

    def _again(self, names: tuple[str, ...]) -> None:
        """Say which acts are not shown, for the positions above have their words."""
        if names:
            words = f"{', '.join(names)}: the same words as positions above; --json and --html have them as acts, too."
            self._screen.indented(Text(words, "dim"), "\n   ", "   ")

    def _event(self, event: EventView) -> None:
        """Print when, what and where, then who with whom, then the words."""
        title = Text(" · ").join(Text(on_one_line(one)) for one in (event.when, event.kind, event.place) if one)
        for label in event.labels:
            title.append(" · ").append(label, REFUSES)
        about = [f"on {', '.join(event.issues)}"] if event.issues else []
        at = self._screen.entry(event.id, title, [*about, f"per {event.account}"], 2)
        who = Text(on_one_line(event.who), "bold")
        if event.mediators:
            who.append(f"{' · ' if who else ''}mediator {on_one_line(event.mediators)}")
        if who:
            self._screen.indented(who, " " * at, " " * at)
        self._screen.quote(event.words, at)

    def _sides(self, sides: tuple[Side, ...]) -> None:
        if sides:
            self._heading("Positions")
        for side in sides:
            self._screen.line(f"\n  {on_one_line(side.name)}", "bold cyan")
            for issue in side.issues:
                self._screen.line(f"    {on_one_line(issue.name)}", "italic")
                for position in issue.positions:
                    self._position(position)

    def _position(self, position: PositionView) -> None:
        """Print the stance, toward whom and by whom, then the object's words and the conditions'."""
        title = self._stance(position)
        if position.toward:
            title.append(f" {on_one_line(position.toward)}")
        if position.holder:
            title.append(f" · by {on_one_line(position.holder)}")
        on = (f"on {position.proposal}",) if position.proposal else ()
        told = "own account" if position.is_own else f"per {position.account}"
        also = (f"also {', '.join(position.joined)}",) if position.joined else ()
        labels = (*on, *((position.when,) if position.when else ()), *position.labels, told, *also)
        at = self._screen.entry(position.id, title, labels, 6)
        self._screen.quote(position.words, at)
        self._screen.quote(position.conditions, at, HANGING, "magenta")

    def _stance(self, position: PositionView) -> Text:
        return painted(on_one_line(position.stance), STANCES.get(position.stance, "bold"))

    def _proposals(self, proposals: tuple[ProposalView, ...]) -> None:
        if proposals:
            self._heading("On the table")
        for proposal in proposals:
            self._screen.line("")
            self._proposal(proposal)

    def _proposal(self, proposal: ProposalView) -> None:
        """Print a plan's name, whose it is, its terms, and who answered what."""
        by = (f"by {proposal.by}",) if proposal.by else ()
        labels = (*by, *((proposal.when,) if proposal.when else ()), f"per {proposal.account}")
        at = self._screen.entry(proposal.id, Text(on_one_line(proposal.name), "bold"), labels, 2)
        self._screen.quote(proposal.terms, at)
        for answer in proposal.answers:
            title = Text(on_one_line(answer.holder or answer.side)).append(": ").append_text(self._stance(answer))
            self._screen.entry(answer.id, title, answer.labels, at)

    def _matters(self, matters: tuple[Matter, ...]) -> None:
        if matters:
            self._heading("How it stands")
        for matter in matters:
            self._screen.line(f"\n  {on_one_line(matter.name)}", "bold cyan")
            for standing in matter.standings:
                title = Text(on_one_line(standing.state), "bold")
                at = self._screen.entry(standing.id, title, [*standing.labels, f"per {standing.account}"], 4)
                self._screen.quote(standing.words, at)

    # -- who says so

    def _attributions(self, view: ArticleView) -> None:
        if not view.attributions:
            self._screen.line("\nNobody is reported to have said anything.")
            return
        self._heading("Who says so")
        legend = Text("  ").join([self._part(role, role) for role in LEGEND])
        self._screen.line(Text("\n  ").append_text(legend))
        for said in view.attributions:
            self._screen.line("")
            self._attribution(said)

    def _attribution(self, said: AttributionView) -> None:
        """Print a chain, what kind of saying it was, and the words in their sentence."""
        chain = Text()
        hops = said.shown
        for hop in hops:
            chain.append(" → " if chain else "", "dim")
            chain.append(on_one_line(hop.words), "bold" if hop is hops[-1] else "")
        words = Text("").join(self._piece(piece.text, piece.roles) for piece in said.context)
        at = " " * self._screen.entry(said.id, chain, said.labels, 2)
        self._screen.indented(words, at + QUOTE, at + QUOTE)

    def _unnamed(self, view: ArticleView) -> None:
        if not view.unnamed:
            return
        self._heading("Unnamed sources")
        self._screen.line("")
        for source in view.unnamed:
            self._source(source)

    def _source(self, source: SourceView) -> None:
        """Print who, which attributions rest on them, and what the article tells of them."""
        where = f"  ({', '.join(map(on_one_line, source.attributions))})" if source.attributions else ""
        self._screen.indented(Text(on_one_line(source.words)).append(where, "dim"), "  ", "    ")
        for fact in source.facts:
            self._screen.indented(Text(on_one_line(fact.words)), f"      {fact.label:<12} ", " " * 19)

    def _piece(self, text: str, roles: tuple[str, ...]) -> Text:
        return self._part(text, roles[-1]) if roles else Text(on_one_line(text))

    def _part(self, text: str, role: str) -> Text:
        """Mark words by colour, or by brackets where there is none."""
        if self._screen.colour:
            return Text(on_one_line(text), STYLES[role])
        before, after = MARKS[role]
        return Text(f"{before}{on_one_line(text)}{after}")
