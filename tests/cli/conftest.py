"""A pipeline played by stand-ins: what it reads is told by the input's text, and no model is loaded."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from memcon.cli import main
from memcon.coding.record import Record
from memcon.errors import Problem

SUND = Path(__file__).parents[1] / "records" / "sund.json"


@pytest.fixture
def record():
    return Record.from_json(SUND.read_text(encoding="utf-8"))


@pytest.fixture
def split():
    """A report written by us with records of every kind, coded by hand."""
    return Record.from_json(SUND.with_name("pass.json").read_text(encoding="utf-8"))


@pytest.fixture
def pipeline(monkeypatch, record):
    """Give every page the record of `sund.json` under an id of its own; `stop` in a page is Ctrl-C.

    The list that is returned holds the settings of each run.
    """
    runs = []

    def read_pages(pages, settings, took):
        runs.append(settings)
        took["feeds"] = 0.0123
        for page in pages:
            if isinstance(page, Problem):
                yield page
            elif page.body.startswith(b"stop"):
                raise KeyboardInterrupt
            else:
                yield replace(record, article=replace(record.article, id=page.body.decode()))

    monkeypatch.setattr("memcon.pipeline.read_pages", read_pages)
    return runs


@pytest.fixture
def run(monkeypatch):
    """Run `memcon` with arguments, 100 columns wide and without colour."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *arguments, **more: CliRunner().invoke(main, list(map(str, arguments)), **more)


@pytest.fixture
def folder(tmp_path):
    """Three reports, of which the second is missing."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    (tmp_path / "b.txt").unlink()
    return tmp_path
