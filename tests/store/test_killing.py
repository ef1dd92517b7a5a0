"""`memcon add`, really killed: nothing that was added is lost, nothing is doubled, and the next run goes on."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
from time import monotonic

import pytest

from bench.articles import article
from memcon import store
from tests.store.test_gathering import content

KILLS = 50
ARTICLES = 30
ROW = {"outlet": "The Lantern", "published": "2001-04-09"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Short articles, every tenth a later version of the one before, in JSON Lines."""
    path = tmp_path_factory.mktemp("rows") / "articles.jsonl"
    written = []
    for seed in range(ARTICLES):
        later = seed % 10 == 9
        text = article(seed - later, 70 if later else 30)
        written.append(json.dumps({"url": f"https://lantern.example/{seed - later}", "text": text, **ROW}))
    path.write_text("\n".join(written) + "\n")
    return path


def adding(rows, docket):
    """Start a run in a process of its own."""
    command = [sys.executable, "-m", "memcon.cli", "add", "--quiet", "--json", "--dossier", docket, rows]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kept(path):
    """Articles by what tells them apart, checked to be whole: as another program sees them, right after a kill."""
    if not path.exists():
        return []
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "bodies" not in tables:
            return []
        found = connection.execute("SELECT address, sha256 FROM articles JOIN bodies ON article = id").fetchall()
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (len(found),)
    connection.close()
    return found


def test_killed_at_any_moment(tmp_path, rows):
    """Fifty kills at random moments, over as many dockets as are finished meanwhile; each ends as if nobody killed."""
    dice = random.Random(4)  # noqa: S311  draws moments, guards nothing
    began = monotonic()
    adding(rows, tmp_path / "whole.db").communicate()
    takes = monotonic() - began
    with store.open(tmp_path / "whole.db") as docket:
        whole = content(docket)
    assert len(whole["articles"]) == ARTICLES
    number, kills, at_kill = 0, 0, []
    while kills < KILLS or at_kill:
        path, before = tmp_path / f"{number}.db", at_kill
        run = adding(rows, path)
        try:
            left = takes * (1 - 0.6 * len(before) / ARTICLES)  # what was added before is passed over
            out, _ = run.communicate(timeout=dice.uniform(0.1, left) if kills < KILLS else None)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.communicate()
            kills += 1
            at_kill = kept(path)
            assert set(at_kill) >= set(before)
            assert len(set(at_kill)) == len(at_kill)
            continue
        said = json.loads(out)
        assert len(said["new"]) + len(said["versions"]) == ARTICLES - len(before)
        assert said["known"] == len(before)
        with store.open(path) as docket:
            found = content(docket)
        assert [name for name in whole if found[name] != whole[name]] == []
        number, at_kill = number + 1, []
