"""The command `memcon` itself, and how it ends when something goes wrong."""

# ruff: noqa: PLC0415  a room is loaded by the option that needs it
from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from memcon import __version__
from memcon.cli.add import add
from memcon.cli.docket import COMMANDS
from memcon.cli.doctor import doctor
from memcon.cli.explain import explain
from memcon.cli.init import init
from memcon.cli.read import read
from memcon.cli.reread import reread
from memcon.cli.visible import visible
from memcon.errors import BrokenInstallation, MemconError

if TYPE_CHECKING:
    from typing import Any

INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 and the number of the signal, as shells have it

SECTIONS = (
    ("One report", ("read", "explain")),
    ("A dossier of many", ("init", "add", "reread")),
    (
        "Ask the dossier",
        (
            *("brief", "changes", "positions", "contacts", "proposals", "standings", "matrix", "timeline"),
            *("claims", "why", "sources", "search"),
        ),
    ),
    ("Correct it", ("review", "merge", "unmerge", "split")),
    ("The installation", ("doctor",)),
)


class Door(click.Group):
    """A group of commands that turns what goes wrong into a line of text and an exit code."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what they are for, in the order in which one comes to need them."""
        told = {name for _, names in SECTIONS for name in names}
        rest = ("More", tuple(name for name in self.list_commands(ctx) if name not in told))
        for title, names in (*SECTIONS, rest):
            rows = [(name, self.commands[name].get_short_help_str(formatter.width)) for name in names]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows, col_max=12, col_spacing=2)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as click has it
        """Run the command and flush what it wrote."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except MemconError as error:
            click.echo(f"memcon: {visible(str(error))}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(PIPE_CLOSED)


def _let_go_of_stdout() -> None:
    """Point standard output nowhere, so that Python's last flush does not complain of the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  as click calls it
    if not wanted or ctx.resilient_parsing:
        return
    from memcon import codebook, encoder

    try:
        model = f"encoder-{encoder.load().digest}"
    except BrokenInstallation:
        model = "no model: run `memcon doctor`"
    click.echo(f"memcon {__version__} ({model}, {codebook.load().name})")
    ctx.exit()


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the versions of memcon, its model and its codebook.",
)
def main() -> None:
    """Read English news reports of negotiations: who wants what, how it stands, and who says so."""


main.add_command(read)
main.add_command(init)
main.add_command(add)
main.add_command(reread)
main.add_command(explain)
for command in COMMANDS:
    main.add_command(command)
main.add_command(doctor)
