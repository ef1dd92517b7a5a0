"""`memcon init`, `memcon read --dossier` and what the doctor says of a dossier."""

import json
import re

import pytest
from click.testing import CliRunner

from memcon import codebook
from memcon.cli import main
from tests.conftest import REPOSITORY

REPORT = """Guild Rejects Crane Plan

VALMARE, March 11, 2031 (Tide Table) — The Harbour Guild rejected on Tuesday a plan for automatic cranes.
"""
DOSSIER = """parties: [{name: Harbour Guild, aliases: [Guild]}]
issues: {crane-automation: {description: cranes without drivers, words: [automatic crane]}}
outlets: [{name: Tide Table}]
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")

    def invoked(*words):
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    return invoked


def test_init_makes_a_dossier_once(run, tmp_path):
    first, second = run("init", "port"), run("init", "port")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.startswith("Made port/dossier.yaml. Open it")
    assert second.output == "port/dossier.yaml is there already; nothing was changed.\n"
    assert "party" not in run("doctor", "--json").output
    assert [path.name for path in (tmp_path / "port").iterdir()] == ["dossier.yaml"]


def test_read_knows_what_the_dossier_says(run, tmp_path):
    run("init", "port")
    (tmp_path / "port" / "dossier.yaml").write_text(DOSSIER, "utf-8")
    plain, known = (json.loads(run("read", "--json", *more, "report.txt").stdout) for more in ((), ("-d", "port")))
    assert plain["made_by"]["codebook"] != known["made_by"]["codebook"]
    assert known["article"]["credit"] == "Tide Table"
    issues = [{position["issue"] for position in one["positions"]} - {None} for one in (plain, known)]
    assert "crane-automation" not in issues[0]
    assert issues[1] == {"crane-automation"}
    (guild,) = [one for one in known["entities"] if one["name"] == "Harbour Guild"]
    assert guild["side"] == guild["id"]


def test_a_dossier_at_fault_is_told_of_before_anything_is_written(run, tmp_path):
    (tmp_path / "dossier.yaml").write_text("parties:\n  - {nam: x}\n", "utf-8")
    (tmp_path / "out.html").write_text("kept", "utf-8")
    done = run("read", "-d", "dossier.yaml", "--html", "out.html", "report.txt")
    assert done.exit_code == 78
    assert done.stderr == "memcon: dossier.yaml:2: there is no key `nam` here. Did you mean `name`?\n"
    assert (tmp_path / "out.html").read_text("utf-8") == "kept"


def test_an_entry_of_ones_own_is_explained(run, tmp_path):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "stances.yaml").write_text("verbs:\n  reject:\n    thing: pillory\n", "utf-8")
    (tmp_path / "dossier.yaml").write_text(DOSSIER, "utf-8")
    (tmp_path / "own.txt").write_text(REPORT.replace(" rejected on Tuesday", " pilloried"), "utf-8")
    record = json.loads(run("read", "--json", "-d", ".", "own.txt").stdout)
    (position,) = record["positions"]
    explained = json.loads(run("explain", "-d", ".", "own.txt", position["id"], "--json").stdout)
    assert explained["rule"]["text"] == ["    thing: pillory"]


@pytest.mark.parametrize(
    ("text", "ok", "found"),
    [
        (DOSSIER, True, "1 party, 0 people, 1 issue, 1 outlet, 0 feeds"),
        ("parties: [{}]\n", False, "dossier.yaml:1: `name` is missing. Add `name: …`."),
    ],
)
def test_the_doctor_says_how_a_dossier_is(run, tmp_path, text, ok, found):
    (tmp_path / "dossier.yaml").write_text(text, "utf-8")
    (check,) = [one for one in json.loads(run("doctor", "--json").stdout)["checks"] if one["name"] == "dossier"]
    assert (check["ok"], check["found"].endswith(found)) == (ok, True)


BLOCKS = re.findall(
    r"```yaml\n(?:# codebook/(\S+): .*\n)?((?:.*\n)*?)```", (REPOSITORY / "docs" / "dossier.md").read_text("utf-8")
)


def test_what_the_page_on_dossiers_shows_is_valid(tmp_path):
    """Every piece of a dossier stands by itself, one behind the other in its file."""
    pieces = [text for name, text in BLOCKS if not name]
    (tmp_path / "dossier.yaml").write_text("\n".join(pieces), "utf-8")
    found = codebook.opened(tmp_path).dossier
    assert (len(found.parties), len(found.people), len(found.issues)) == (2, 1, 2)
    assert (len(found.outlets), len(found.feeds)) == (1, 2)


def test_what_the_page_shows_of_a_codebook_counts(run, tmp_path):
    """`pilloried` is a rejection there, and a slowdown a protest."""
    (tmp_path / "dossier.yaml").write_text(DOSSIER, "utf-8")
    for name, text in BLOCKS:
        if name:
            path = tmp_path / "codebook" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    said = "The Harbour Guild began a slowdown on Monday. The Guild pilloried the offer of the port."
    (tmp_path / "own.txt").write_text(
        REPORT.partition("The Harbour")[0].replace("Rejects Crane Plan", "at the Port") + said, "utf-8"
    )
    plain, own = (json.loads(run("read", "--json", *more, "own.txt").stdout) for more in ((), ("-d", ".")))
    counts = [
        ([one["stance"] for one in record["positions"]].count("reject"),
         [one["event_type"] for one in record["events"]].count("PROTEST"))
        for record in (plain, own)
    ]  # fmt: skip
    assert counts[1] == (counts[0][0] + 1, counts[0][1] + 1)
