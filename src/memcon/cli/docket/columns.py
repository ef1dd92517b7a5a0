"""Which columns a command shows to people: fewer than its rows have fields, in words, and shortened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from memcon.cli.terminal import STANCES, painted
from memcon.cli.visible import on_one_line
from memcon.views.dates import day_words, days_words
from memcon.views.docket import (
    Changes,
    Claims,
    Contacts,
    Listing,
    Positions,
    Proposals,
    Sources,
    Standings,
    Timeline,
)
from memcon.views.docket.naming import short
from memcon.views.docket.notes import shortened
from memcon.views.records import NO_ISSUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text

    from memcon.views.docket import Borne, ChangeLine, ContactLine, PositionLine, TimelineLine

LONGEST = 200
"""Characters of an article's words in a table."""
WARNING = "bold red"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it shows of a line, and the share of the width that it takes; 0 as it needs."""

    heading: str
    of: Callable[[Any], Text]
    share: int = 0


def _plain(words: str, style: str = "") -> Text:
    return painted(on_one_line(words), style)


def _said(word: str, words: str, line: Borne | None = None) -> Text:
    """Write what a claim says in a word, what the reader must know of it, and the words."""
    text = _plain(word, STANCES.get(word, "bold"))
    if line and (marks := _marks(line)):
        text.append(f" ({', '.join(marks)})", WARNING)
    return text.append(f"  {on_one_line(shortened(words, LONGEST))}")


def _marks(line: Borne) -> list[str]:
    """Return what the reader must know of a claim: denied, contradicted, superseded, withdrawn."""
    marks = [line.factuality.replace("-", " ")] if line.factuality != "actual" else []
    marks += ["contradicted"] if line.contradicted_by else []
    marks += ["superseded"] if line.superseded_by else []
    return marks + (["withdrawn"] if line.retracted else [])


def _borne(line: Borne) -> Text:
    """Write how a claim is borne out, when it was told, and its id: a line each."""
    return _stacked(line.independent, line.articles, _span(line.first_seen, line.last_seen), short(line.claim))


def _counted(line: Any) -> Text:  # noqa: ANN401  a change, or a line of the timeline
    return _stacked(line.independent, line.articles, "", short(line.claim))


def _stacked(independent: int, articles: int, told: str, claim: str) -> Text:
    text = painted(f"{independent} ← {articles}", "bold" if independent > 1 else "")
    return text.append("".join(f"\n{one}" for one in (told, claim) if one), "dim")


def _span(first: str, last: str) -> str:
    """Write the days from one moment to another: `13 Jul 2025`, `13–15 Jul 2025`, `30 Jun – 2 Jul 2025`."""
    start, end = day_words(first), day_words(last)
    if start == end:
        return end
    if first[:7] == last[:7]:
        return f"{start.split()[0]}–{end}"
    return f"{start.rpartition(' ')[0]} – {end}" if first[:4] == last[:4] else f"{start} – {end}"


def _position(line: PositionLine) -> Text:
    stance = f"{line.stance} {line.toward}" if line.toward else line.stance
    text = _said(line.stance, "", line)
    text.rstrip()
    text.append(f" {on_one_line(stance[len(line.stance) :].strip())}" if line.toward else "")
    text.append(f"  {on_one_line(shortened(line.words, LONGEST))}")
    for condition in line.conditions:
        text.append(f"\n└ {on_one_line(shortened(condition, LONGEST))}", "magenta")
    return text


def _holder(line: PositionLine) -> Text:
    text = _plain(line.side or line.holder, "bold cyan")
    return text.append(f"\n{on_one_line(line.holder)}") if line.holder not in ("", line.side) else text


def _contact(line: ContactLine) -> Text:
    more = [f"in {line.place}"] if line.place else []
    more += [f"mediator {line.mediators}"] if line.mediators else []
    return _said(line.mode, "; ".join([*more, line.words]), line)


def _moved(line: ChangeLine) -> Text:
    """Write how a side moved, on what, from which words to which."""
    text = _plain(line.kind, "bold").append(" (contested)" if line.contested else "", WARNING)
    text.append(f", {line.issue}\n" if line.issue == NO_ISSUE else f" on {on_one_line(line.issue)}\n", "italic")
    if line.before:
        text.append(f"{on_one_line(shortened(line.before, LONGEST // 2))}\n→ ", "dim")
    return text.append(f"{on_one_line(line.stance)}: {on_one_line(shortened(line.words, LONGEST // 2))}")


def _happened(line: TimelineLine) -> Text:
    fact = "" if line.factuality == "actual" else f" ({line.factuality.replace('-', ' ')})"
    text = _plain(line.says, "bold").append(fact, WARNING)
    return text.append(f"  {on_one_line(shortened(line.words, LONGEST))}")


BORNE = Column("Borne out", _borne)
COUNTED = Column("Borne out", _counted)
ISSUE = Column("Issue", lambda line: _plain(line.issue, "italic"), 2)

COLUMNS: dict[type[Listing[Any]], tuple[Column, ...]] = {
    Positions: (Column("Side", _holder, 2), ISSUE, Column("Position", _position, 6), BORNE),
    Contacts: (
        Column("Day", lambda line: _plain(days_words(line.day, line.end or line.day) if line.day else "not said")),
        Column("Who", lambda line: _plain(line.parties or "not named", "bold cyan"), 3),
        Column("Contact", _contact, 6),
        BORNE,
    ),
    Proposals: (
        Column("By", lambda line: _plain(line.by or "not said", "bold cyan"), 2),
        ISSUE,
        Column("Plan", lambda line: _said("plan", line.name, line), 6),
        BORNE,
    ),
    Standings: (
        ISSUE,
        Column("Assessment", lambda line: _said(line.state, line.words, line), 6),
        Column("On whose word", lambda line: _plain(", ".join(line.origins) or "the writers"), 3),
        BORNE,
    ),
    Claims: (
        Column("Who", lambda line: _plain(line.who or line.side or "–", "bold cyan"), 2),
        ISSUE,
        Column("Claim", lambda line: _said(line.says, line.words, line), 6),
        BORNE,
    ),
    Sources: (
        Column("Who says so", lambda line: _plain(line.name, "bold cyan"), 1),
        Column("Kind", lambda line: _plain(line.kind)),
        Column("Claims", lambda line: _plain(f"{line.claims:,}")),
        Column("Alone", lambda line: _plain(f"{line.alone:,}")),
        Column("Seen", lambda line: _plain(_span(line.first_seen, line.last_seen)).append(f"\n{line.origin}", "dim")),
    ),
    Changes: (
        Column("Seen", lambda line: _plain(day_words(line.seen))),
        Column("Side", lambda line: _plain(line.side, "bold cyan"), 2),
        Column("Change", _moved, 6),
        COUNTED,
    ),
    Timeline: (
        Column("Day", lambda line: _plain(day_words(line.day))),
        Column("Who", lambda line: _plain(line.who or "–", "bold cyan"), 2),
        Column("What", _happened, 6),
        COUNTED,
    ),
}
