"""`memcon doctor`: whether the installation is in order, and how it is mended if not."""

# ruff: noqa: PLC0415  each check loads what it checks
from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module, metadata
from typing import TYPE_CHECKING

import click

from memcon import __version__
from memcon.cli.dossiers import NoDossier, place_of
from memcon.cli.visible import visible
from memcon.errors import BadCodebook

if TYPE_CHECKING:
    from collections.abc import Callable

OLDEST = (3, 11)
LIBRARIES = {
    "alembic": "alembic",
    "charset-normalizer": "charset_normalizer",
    "click": "click",
    "feedparser": "feedparser",
    "httpx": "httpx",
    "jinja2": "jinja2",
    "lxml-html-clean": "lxml_html_clean",
    "numpy": "numpy",
    "onnxruntime": "onnxruntime",
    "py3langid": "py3langid",
    "pypdf": "pypdf",
    "pyyaml": "yaml",
    "reportlab": "reportlab",
    "rich": "rich",
    "sqlalchemy": "sqlalchemy",
    "tokenizers": "tokenizers",
    "trafilatura": "trafilatura",
}
"""Distributions that memcon needs, and the modules that they bring."""

SAMPLE = """Ministers Resume Talks in Valmare
VALMARE, March 11, 2031 (Meridian) — The foreign minister of Norvia said on Tuesday that the talks would go on.
"We have time," he told reporters. Two officials briefed on the draft said that one point was still open.
"""
_KNOWN = (("party", "parties"), ("person", "people"), ("issue", "issues"), ("outlet", "outlets"), ("feed", "feeds"))
REINSTALL = "Reinstall memcon: pip install --force-reinstall memcon."


class Broken(Exception):
    """A check failed: what was found, and what mends it."""

    def __init__(self, found: str, mend: str) -> None:
        super().__init__(found)
        self.found, self.mend = found, mend


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is in order, what was found, and what mends it (empty when in order)."""

    name: str
    ok: bool
    found: str
    mend: str = ""


def examine() -> list[Check]:
    """Run every check; a check that fails does not keep the others from running."""
    looks: dict[str, Callable[[], str]] = {"python": _python}
    looks |= {f"library {name}": partial(_library, name) for name in LIBRARIES}
    looks |= {"model": _model, "codebook": _codebook, "reading": _reading, "writing": _writing, "dossier": _dossier}
    return [_check(name, look) for name, look in looks.items()]


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, ok=True, found=look())
    except Broken as broken:
        return Check(name, ok=False, found=broken.found, mend=broken.mend)
    except Exception as error:  # noqa: BLE001  whatever is broken, the doctor says so and goes on
        return Check(name, ok=False, found=f"{type(error).__name__}: {error}", mend=REINSTALL)


def _python() -> str:
    found = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info < OLDEST:
        raise Broken(found, "Install Python 3.11 or newer and memcon under it.")
    return found


def _library(name: str) -> str:
    try:
        import_module(LIBRARIES[name])
    except ImportError as error:
        raise Broken(f"cannot be loaded: {error}", f"pip install {name}") from error
    return metadata.version(name)


def _model() -> str:
    from memcon import encoder

    return f"encoder-{encoder.load().digest}"


def _codebook() -> str:
    from memcon import codebook

    return codebook.load().name


def _dossier() -> str:
    """Read the dossier that the current folder lies in, and say what it knows."""
    from memcon import codebook

    try:
        path = place_of(None).yaml
        found = codebook.opened(path).dossier if path else None
    except NoDossier:
        return "none in this folder or above; that is well unless you want one"
    except BadCodebook as error:
        raise Broken(str(error), "Articles are not added or read with this dossier until that is mended.") from error
    if found is None:
        return "the database is here, but no dossier.yaml beside it"
    people = sum(len(party.people) for party in found.parties) + len(found.people)
    counts = (len(found.parties), people, len(found.issues), len(found.outlets), len(found.feeds))
    told = [f"{number} {words[number != 1]}" for number, words in zip(counts, _KNOWN, strict=True)]
    return f"{found.path}: {', '.join(told)}{', its own codebook' if found.codebook else ''}"


def _reading() -> str:
    """Read a report of three sentences, and see whether its record is grounded."""
    import memcon

    record = memcon.read(SAMPLE)
    faults = record.check()
    if faults or not record.attributions:
        raise Broken(f"a sample was read wrongly: {'; '.join(faults) or 'nothing found in it'}", REINSTALL)
    return f"a sample was read, {len(record.attributions)} attributions found"


def _writing() -> str:
    folder = os.getcwd()  # noqa: PTH109  no path is built from it
    if not os.access(folder, os.W_OK):
        raise Broken(f"{folder} cannot be written", "Go to another folder, or give --html and --output a full path.")
    return f"{folder} can be written"


@click.command(short_help="Check the installation, and say how to mend it")
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Check the installation: Python, libraries, model, and a small report read with them.

    Says how to mend what is broken, and exits with 1 if anything is.
    """
    checks = examine()
    well = all(check.ok for check in checks)
    if as_json:
        click.echo(json.dumps({"memcon": __version__, "ok": well, "checks": [asdict(check) for check in checks]}))
    else:
        for check in checks:
            _show(check)
        click.echo("All is well." if well else "Something is broken; see above.")
    ctx.exit(0 if well else 1)


def _show(check: Check) -> None:
    mark = click.style("ok    ", "green") if check.ok else click.style("BROKEN", "red", bold=True)
    click.echo(f"{mark}  {check.name:<26} {visible(check.found)}")
    if check.mend:
        click.echo(f"        {'':<26} {check.mend}")
