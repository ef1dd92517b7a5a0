"""Write what the docs can know by themselves: the reference, shown output, and the model card's figures.

usage: python docs/generate.py [--check]     --check writes nothing and fails when something is out of date

A fenced block of kind `console` in README.md and docs/*.md holds one command (`$ memcon …`) and, below it, what the
command prints: the command is run in the repository's root and its output put there. Commands about a dossier find one
built from `examples/dossier`. Commands whose output is not
the same everywhere stand in blocks of kind `sh` and are not run. Between `<!-- figures -->` and `<!-- /figures -->`
stands the table of what `eval/floors.json` pins.
"""

from __future__ import annotations

import ast
import atexit
import dataclasses
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

import memcon
from memcon import errors, settings
from memcon.cli import main as door
from memcon.coding import record
from memcon.views.docket import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference.md"
BLOCK = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
FIGURES = re.compile(r"(<!-- figures -->)\n.*?(<!-- /figures -->)", re.DOTALL)
WIDTH = 100
OF_DOSSIER = re.compile(r"memcon (?!read|explain|doctor|init|add)")


# -- commands and what they print


def printed(command: str) -> str:
    """Run a command as a reader would, without colours and 100 columns wide; return what it prints."""
    done = _run(command, {"MEMCON_DOSSIER": _dossier()} if OF_DOSSIER.match(command) else {})
    if done.stderr:
        raise SystemExit(f"`{command}` complained:\n{done.stderr}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _run(command: str, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONUTF8": "1", **more}
    return subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@cache
def _dossier() -> str:
    """Build the dossier of `make demo` once, in a folder that goes when this process ends."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = _run(f"examples/demo.sh {folder}/gaza", {})
    if done.returncode:
        raise SystemExit(f"examples/demo.sh failed:\n{done.stdout}{done.stderr}")
    return f"{folder}/gaza"


def with_output(page: str) -> str:
    """Return a page with the output of each of its `console` blocks made anew."""
    return BLOCK.sub(lambda block: f"```console\n$ {block['command']}\n{printed(block['command'])}```", page)


# -- the model card's figures


def figures() -> str:
    """Return the table of pinned figures: each floor is what the shipped model reached, rounded down."""
    rows = ["| measure | figure | reached | goal |", "|---|---|---|---|"]
    for measure, pinned in sorted(json.loads((ROOT / "eval" / "floors.json").read_text("utf-8")).items()):
        for name, pin in sorted(pinned["figures"].items()):
            goal = "–" if pin["goal"] is None else f"{pin['goal']:.3f}"
            rows.append(f"| {measure} | {name} | {pin['floor']:.3f} | {goal} |")
    return "\n".join(rows)


def with_figures(page: str) -> str:
    """Return a page with the table between its two `figures` comments made anew."""
    return FIGURES.sub(lambda found: f"{found[1]}\n\n{figures()}\n\n{found[2]}", page)


# -- the reference


def reference() -> str:
    """Return the whole of `docs/reference.md`."""
    parts = [
        "# Reference\n\nWritten by `make docs` from the code; change the docstrings instead.\n",
        "## Commands\n",
        *commands(door, "memcon"),
        "## Python\n",
        *functions([memcon.read, memcon.read_many, memcon.open]),
        *methods(memcon.Docket),
        "### What a docket answers\n",
        *classes(line_classes()),
        "### Settings\n",
        *classes([settings.Settings, settings.Overrides]),
        "### Errors\n",
        *mistakes(),
        "## The record\n",
        *classes(record_classes()),
        "## Problems\n",
        *problems(),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def commands(command: click.Command, name: str) -> Iterator[str]:
    """Describe a command, its arguments and options, then its subcommands."""
    yield f"### `{name}`\n\n{inspect.cleandoc(command.help or '').split(chr(12))[0]}\n"
    rows = [row for parameter in command.params for row in _parameter(parameter)]
    if rows:
        yield "\n".join(["| | |", "|---|---|", *rows])
    if isinstance(command, click.Group):
        for child in sorted(command.commands):
            yield from commands(command.commands[child], f"{name} {child}")


def _parameter(parameter: click.Parameter) -> Iterator[str]:
    """Describe one option or argument as a row of a table."""
    if isinstance(parameter, click.Argument):
        many = " …" if parameter.nargs == -1 else ""
        yield f"| `{(parameter.name or '').upper()}{many}` | {'needed' if parameter.required else 'may be left out'} |"
    elif isinstance(parameter, click.Option):
        names = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
        value = "" if parameter.is_flag else f" `{parameter.metavar or parameter.type.name.upper()}`"
        said = re.sub(r"\s+", " ", parameter.help or "").replace("|", "\\|")
        yield f"| {names}{value} | {said} |"


def functions(those: Iterable[Callable[..., object]]) -> Iterator[str]:
    """Describe functions by their signature and docstring."""
    for one in those:
        signature = str(inspect.signature(one)).replace("'", "")
        yield f"### `memcon.{one.__name__}`\n\n```python\n{one.__name__}{signature}\n```\n\n{_plain(one)}\n"


def methods(one: type) -> Iterator[str]:
    """Describe the questions that can be put to an object, each by the first line of its docstring."""
    yield f"### `memcon.{one.__name__}`\n\n{_plain(one)}\n"
    rows = ["| method | |", "|---|---|"]
    for name, method in inspect.getmembers(one, inspect.isfunction):
        if not name.startswith("_"):
            said = (inspect.getdoc(method) or "").splitlines()[0].replace("|", "\\|")
            rows.append(f"| `{name}` | {said} |")
    yield "\n".join(rows)


def line_classes() -> list[type]:
    """Return the classes of the lines of listings, in the order in which they are written."""
    every = [one for _, one in inspect.getmembers(lines, inspect.isclass) if one.__module__ == lines.__name__]
    return sorted(every, key=_line)


def record_classes() -> list[type]:
    """Return the classes of the record, in the order in which they are written."""
    every = [one for _, one in inspect.getmembers(record, inspect.isclass) if one.__module__ == record.__name__]
    return sorted((one for one in every if dataclasses.is_dataclass(one)), key=_line)


def _line(one: type) -> int:
    return inspect.getsourcelines(one)[1]


def classes(those: Iterable[type]) -> Iterator[str]:
    """Describe dataclasses by their docstring and their fields."""
    for one in those:
        rows = [f"| `{field.name}` | `{_type(field)}` |" for field in dataclasses.fields(one)]
        yield "\n".join([f"#### {one.__name__}\n\n{_plain(one)}\n", "| field | type |", "|---|---|", *rows])


def _type(field: dataclasses.Field[object]) -> str:
    return str(field.type).replace("|", "\\|")


def _plain(one: object) -> str:
    """Return a docstring as Markdown: the lines of a list of terms stay lines."""
    text = inspect.getdoc(one) or ""
    return "\n\n".join(
        f"```text\n{part}\n```" if re.match(r"[a-z_, ]+: ", part) else part for part in text.split("\n\n")
    )


def mistakes() -> Iterator[str]:
    """List the errors with their exit codes and HTTP statuses."""
    rows = ["| error | exit code | HTTP | |", "|---|---|---|---|"]
    for name, one in inspect.getmembers(errors, inspect.isclass):
        if issubclass(one, errors.MemconError):
            said = (inspect.getdoc(one) or "").splitlines()[0].replace("|", "\\|")
            rows.append(f"| `{name}` | {one.exit_code} | {one.http_status} | {said} |")
    yield "\n".join(rows)


def problems() -> Iterator[str]:
    """List every `Problem` that the code can return, room by room, with its remedy."""
    yield "An input that cannot be used gives a problem; the run goes on. `{…}` stands for what is known only then."
    rows = ["| room | what | what to do |", "|---|---|---|"]
    for path in sorted((ROOT / "src" / "memcon").rglob("*.py")):
        room = path.relative_to(ROOT / "src" / "memcon").parts[0].removesuffix(".py")
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Problem":
                said = [_template(argument) for argument in (*call.args, *(word.value for word in call.keywords))]
                row = f"| {room} | {' | '.join(said[1:3])} |"
                rows += [row] if row not in rows and len(said) == len(("where", "what", "fix")) else []
    yield "\n".join(rows)


def _template(node: ast.expr) -> str:
    """Return the text of a string literal, `{…}` where it depends on the input."""
    if isinstance(node, ast.Constant):
        return str(node.value).replace("|", "\\|")
    if isinstance(node, ast.JoinedStr):
        return "".join(_template(part) for part in node.values)
    if isinstance(node, ast.IfExp):
        return f"{_template(node.body)} / {_template(node.orelse)}"
    return "{…}"


# -- the door


def pages() -> dict[Path, str]:
    """Return every page that this script writes, as it should be."""
    shown = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    made = {path: with_figures(with_output(path.read_text("utf-8"))) for path in shown if path != REFERENCE}
    return {**made, REFERENCE: reference()}


def main(argv: list[str]) -> int:
    """Write the pages, or with `--check` say which are out of date; return the exit code."""
    check = "--check" in argv
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        print(f"{path.relative_to(ROOT)}: {'out of date, run `make docs`' if check else 'written'}")
        if not check:
            path.write_text(text, "utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
