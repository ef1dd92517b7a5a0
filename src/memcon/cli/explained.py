"""An explanation on the terminal: what was coded, by which rule, from which words, and how the sentence was parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from memcon.cli.terminal import Screen, painted
from memcon.cli.visible import on_one_line, visible

if TYPE_CHECKING:
    from typing import TextIO

    from memcon.codebook.entries import Entry
    from memcon.views import Explanation, Field, Word

BY_MODEL = "No entry of the codebook: the model marks source, cue and content, and the rules of English nest them."
NOBODY_ELSE = "for it stands in nobody else's words"
CARRIED_ON = "no attribution holds these words; the sentence, or one before it, says whose they are"
LABEL, WORDS = 13, 28
"""Columns of a field's name, and from there of its value, before its words."""


class Explainer:
    """Shows explanations on a stream, 80 columns and more wide."""

    def __init__(self, stream: TextIO) -> None:
        self._screen = Screen(stream)

    def show(self, why: Explanation) -> None:
        """Print one explanation."""
        self._screen.line(Text(f"{why.kind} {on_one_line(why.id)}", "bold"))
        self._screen.quote(why.evidence, 2)
        self._rule(why.rule)
        self._heading("Fields")
        for field in why.fields:
            self._field(field)
        self._chain(why)
        for words in why.sentences:
            self._heading("Parse")
            self._parse(words)
        for note in why.notes:
            self._screen.line("")
            self._screen.indented(Text(on_one_line(note), "bold yellow"), "! ", "  ")

    def _heading(self, words: str) -> None:
        self._screen.line(f"\n{words.upper()}", "bold")

    def _rule(self, rule: Entry | None) -> None:
        """Print the codebook's file, line and entry, as they stand there."""
        self._heading("Rule")
        if rule is None:
            self._screen.indented(Text(BY_MODEL), "  ", "  ")
            return
        where = f"line {rule.line}" if rule.line else "the codebook has no such entry any more"
        self._screen.indented(painted(on_one_line(rule.rule), "bold cyan").append(f"  {where}", "dim"), "  ", "    ")
        for line in rule.text:
            indent = " " * (4 + len(line) - len(line.lstrip()))
            self._screen.indented(Text(visible(line.strip())), indent, f"{indent}    ")

    def _field(self, field: Field) -> None:
        """Print a field's name, its value, and the words that gave it."""
        name = on_one_line(field.name.replace("_", " "))
        text = painted(on_one_line(field.value), "bold")
        for words in field.words:
            text.append("  " if text else "").append(f"“{on_one_line(words)}”", "green")
        if field.how:
            text.append(f"  ({on_one_line(field.how)})", "dim")
        self._screen.indented(text, f"  {name:<{LABEL}} ", " " * (LABEL + 3))

    def _chain(self, why: Explanation) -> None:
        """Print the hops, one a line, and the attribution that they come from."""
        self._heading("Chain")
        for hop in why.chain:
            text = Text(f"{on_one_line(hop.source):<5}").append(f"{hop.kind:<12}", "dim").append(on_one_line(hop.words))
            self._screen.indented(text, "  ", " " * 19)
        if why.within:
            self._screen.line(f"  for it stands in what {on_one_line(why.within)} says", "dim")
        elif why.kind != "attribution":
            alone = len(why.chain) == 1
            self._screen.line(f"  {NOBODY_ELSE if alone else CARRIED_ON}", "dim")

    def _parse(self, words: tuple[Word, ...]) -> None:
        """Print a word a line: number, word, part of speech, relation and head, and the field that it is part of."""
        wide = min(max((len(on_one_line(word.text)) for word in words), default=0), 20)
        self._screen.line(f"   #  {'word':<{wide}}  {'class':<6}{'relation':<12} {'to':<18} part of", "dim")
        for word in words:
            head = f"{word.head} {on_one_line(word.head_text)}" if word.head else ""
            text = painted(f"{word.number:>4}  ", "dim").append(
                f"{on_one_line(word.text):<{wide}}", "bold" if word.parts else ""
            )
            text.append(f"  {word.upos:<6}{word.relation:<12} ", "dim").append(f"{head:<18}")
            text.append(f" {word.parts[0]}" if word.parts else "", "cyan")
            text.rstrip()
            self._screen.indented(text, "", " " * 8)
