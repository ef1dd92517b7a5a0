"""`memcon positions`, `contacts`, `proposals`, `standings`, `claims`, `sources`, `timeline`, `matrix`, `changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from memcon.cli.docket.options import as_rows, asked, asking, opened
from memcon.cli.docket.tables import write

if TYPE_CHECKING:
    from memcon.views.docket import Listing

READING = """
\b
2 ← 10 means: two independent origins, and ten articles that tell it. `memcon why CLAIM` shows which.
"""


class Ask(NamedTuple):
    """A command that lists: its name, its help, an example or two, and what to say when there is nothing."""

    name: str
    says: str
    examples: str
    nothing: str


ASKS = (
    Ask(
        "positions",
        """List who wants what: each position with its side, issue, stance and words, the most recently told first.""",
        """
  memcon positions --side Israel --issue withdrawal
  memcon positions --as-of 2025-07-13 --min-origins 2     what two origins bore out on that day
""",
        "No positions fit.",
    ),
    Ask(
        "contacts",
        """List who dealt with whom: when and how, and what is planned, put off or denied, the latest day first.""",
        """
  memcon contacts --since 2025-07-10 --side "United States"
  memcon contacts --person Witkoff --json
""",
        "No contacts fit.",
    ),
    Ask(
        "proposals",
        """List what is on the table: plans and drafts by name, and whose they are.""",
        """
  memcon proposals --issue ceasefire
""",
        "No proposals fit.",
    ),
    Ask(
        "standings",
        """List how the talks stand: issue by issue and as a whole, and on whose word.""",
        """
  memcon standings --since 2025-07-10
""",
        "No assessments fit.",
    ),
    Ask(
        "claims",
        """List claims of every kind: positions, contacts and other acts, proposals, standings.""",
        """
  memcon claims --origin Axios                            what rests on the word of Axios's sources
  memcon claims --min-origins 2 --csv > confirmed.csv
""",
        "No claims fit.",
    ),
    Ask(
        "sources",
        """List on whose word it all is: people, institutions, and unnamed sources by the outlet that had them first.

        `Claims` counts what they are an origin of; `Alone`, what rests on nobody else (of the newest 200).
        """,
        """
  memcon sources --issue withdrawal
""",
        "No sources fit.",
    ),
    Ask(
        "timeline",
        """List what happened day by day: contacts and other acts, who moved, plans, assessments.""",
        """
  memcon timeline --since 2025-07-13 --until 2025-07-15
""",
        "Nothing happened that fits.",
    ),
    Ask(
        "matrix",
        """Show who stands where: for each issue and side the position taken last.""",
        """
  memcon matrix
  memcon matrix --as-of 2025-07-13                        as it looked on that day
""",
        "No positions fit.",
    ),
)


def _run(name: str, nothing: str, chosen: dict[str, Any], **more: Any) -> None:  # noqa: ANN401  click's values
    with opened(chosen["dossier"]) as docket:
        found: Listing[Any] = getattr(docket, name)(**asked(chosen), **more)
    write(found, as_json=chosen["as_json"], as_csv=chosen["as_csv"], nothing=nothing)


def _command(ask: Ask) -> click.Command:
    @click.command(
        ask.name, help=ask.says, short_help=ask.says.partition(":")[0], epilog=f"\b\nExamples:{ask.examples}{READING}"
    )
    @asking()
    @as_rows()
    def command(**chosen: Any) -> None:  # noqa: ANN401  click hands over what the options hold
        _run(ask.name, ask.nothing, chosen)

    return command


CHANGES = """\b
Examples:
  memcon changes --since 2025-07-13
  memcon changes --side Hamas --repeated
"""


@click.command(epilog=f"{CHANGES}{READING}", short_help="List who moved")
@asking()
@as_rows()
@click.option("--repeated", is_flag=True, help="Show also what was only said again.")
def changes(*, repeated: bool, **chosen: Any) -> None:  # noqa: ANN401  the same
    """List who moved: positions first taken, hardened, softened, reversed and dropped, the latest first."""
    _run("changes", "Nobody moved.", chosen, repeated=repeated)


LISTINGS = (*map(_command, ASKS), changes)
