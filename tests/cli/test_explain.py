"""`memcon explain`: one record, its rule, its words, its chain and its parse."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from memcon.cli.explained import Explainer
from memcon.codebook.entries import Entry
from memcon.coding.code import Coding
from memcon.errors import Problem
from memcon.pipeline import Close
from memcon.views import explanation
from tests.readings import reading

SHOWN = Path(__file__).with_name("explained.txt")
ENTRY = Entry("toy.yaml#offer/reopen", "toy.yaml", 7, ("  offer:", "    thing: reopen"))
RULES = {"p1": ENTRY.rule, "e1": ENTRY.rule}


@pytest.fixture
def closely(monkeypatch, split):
    """Read every page as `pass.json`; the list that is returned holds the pages and the settings."""
    seen = []

    def read_closely(page, settings):
        seen.append((page, settings))
        if page.body == b"unread":
            return Problem(page.where, "it is empty", "Give the text of an article")
        coding = Coding((), (), (), rules=RULES)
        return Close(split, reading(split.article.text), coding)

    monkeypatch.setattr("memcon.pipeline.read_closely", read_closely)
    monkeypatch.setattr("memcon.views.explaining.entry", lambda _: ENTRY)
    return seen


def test_a_position_is_explained(run, closely, folder, monkeypatch):
    """The whole of it: `explained.txt` beside this file is what a person sees."""
    monkeypatch.setenv("COLUMNS", "80")
    done = run("explain", folder / "a.txt", "p1")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == SHOWN.read_text(encoding="utf-8")
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_for_programs_it_is_one_object(run, closely, folder):
    told = json.loads(run("explain", "--json", folder / "a.txt", "e1").stdout)
    assert [told["id"], told["kind"], told["rule"]["rule"]] == ["e1", "event", ENTRY.rule]
    assert told["fields"][4]["words"] == ["Veldrian President Maro Lind"]
    assert told["sentences"][0][0]["number"] == 1


def test_a_record_that_was_kept_is_read_again_with_its_own_head(run, closely, tmp_path, split):
    (tmp_path / "kept.json").write_text(split.to_json(indent=1), encoding="utf-8")
    assert run("explain", tmp_path / "kept.json", "p1").exit_code == 0
    ((page, _),) = closely
    assert page.body.decode() == split.article.text
    assert (page.given["id"], page.given["published"]) == ("pass", "2031-04-09")


def test_a_record_may_come_from_standard_input(run, closely, split):
    assert run("explain", "-", "p1", input=split.to_json()).exit_code == 0
    assert run("explain", "-", "p1", input="Some report.").exit_code == 0
    assert [page.body.decode() for page, _ in closely] == [split.article.text, "Some report."]


def test_of_several_articles_one_is_named(run, closely, tmp_path, split):
    other = replace(split, article=replace(split.article, id="other", text="Line\u2028one."))
    (tmp_path / "two.jsonl").write_text(f"{split.to_json()}\n{other.to_json()}\n", encoding="utf-8")
    done = run("explain", tmp_path / "two.jsonl", "p1")
    assert done.exit_code == 2
    assert "holds 2 articles. Say which with --article ID: pass, other." in done.stderr
    assert run("explain", tmp_path / "two.jsonl", "p1", "--article", "other").exit_code == 0
    assert "holds no article `none`" in run("explain", tmp_path / "two.jsonl", "p1", "--article", "none").stderr


def test_rows_that_are_no_records_are_articles(run, closely, tmp_path):
    (tmp_path / "rows.jsonl").write_text(
        '{"id": "r1", "text": "One."}\n{"id": "r2", "text": "Two."}\n', encoding="utf-8"
    )
    assert run("explain", tmp_path / "rows.jsonl", "p1", "--article", "r2").exit_code == 0
    assert closely[0][0].body == b"Two."


def test_what_is_stated_is_handed_on(run, closely, folder):
    run("explain", folder / "a.txt", "p1", "--published", "2031-01-01", "--threads", "1")
    (_, settings) = closely[0]
    assert (settings.overrides.published, settings.threads) == ("2031-01-01", 1)


@pytest.mark.parametrize("name", ["none.txt", "none.json"])
def test_a_missing_file_is_said(run, closely, tmp_path, name):
    done = run("explain", tmp_path / name, "p1")
    assert done.exit_code == 2
    assert "there is no such file" in done.stderr


def test_an_article_that_cannot_be_read_is_said(run, closely, tmp_path):
    (tmp_path / "a.txt").write_text("unread", encoding="utf-8")
    assert "it is empty" in run("explain", tmp_path / "a.txt", "p1").stderr


def test_a_record_that_is_not_there_is_said(run, closely, folder):
    done = run("explain", folder / "a.txt", "p77")
    assert done.exit_code == 2
    assert "no record `p77`" in done.stderr


def test_a_damaged_record_is_said(run, closely, tmp_path):
    (tmp_path / "bad.json").write_text('{"schema": 1, "article": {}}', encoding="utf-8")
    assert run("explain", tmp_path / "bad.json", "p1").exit_code == 65


def test_an_explanation_cannot_command_the_terminal(split):
    evil = "\x1b[2J\u202eevil\r\x07"
    text = split.article.text.replace("Lind told", f"{evil} told", 1)
    hostile = replace(split, article=replace(split.article, text=text))
    hostile = replace(hostile, entities=tuple(replace(one, name=evil) for one in split.entities))
    stream = StringIO()
    for name in ("p1", "e1", "d1", "g1", "q2"):
        Explainer(stream).show(explanation(hostile, reading(text), {"p1": f"{evil}#{evil}"}, name))
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(stream.getvalue())
