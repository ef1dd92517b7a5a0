"""`memcon add` with feeds: what is new is taken, once and again and again."""

import json
import sqlite3

import pytest
from click.testing import CliRunner

from memcon.cli import main
from memcon.cli import rounds as module
from memcon.cli.complaints import Complaints
from memcon.store import docket as dockets
from tests.site import item, rss, serving

PAGE = """<html><head><title>Envoys of Norvia and Castella Meet</title></head><body><article>
<h1>Envoys of Norvia and Castella Meet</h1>
<p>VALMARE (Tide Table) — The foreign minister of Norvia met his Castellan counterpart in Valmare on Tuesday, an official
said. It was meeting number NUMBER.</p>
<p>The two sides rejected a plan to share the port, a second official said, and agreed to meet again next month.</p>
</article></body></html>"""


@pytest.fixture
def site():
    with serving() as server:
        for number in range(1, 4):
            server.put(f"/report/{number}", PAGE.replace("NUMBER", str(number)), Content_Type="text/html")
        server.put("/feed.xml", rss(item(1)))
        yield server


@pytest.fixture
def run(tmp_path, monkeypatch, site):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dossier.yaml").write_text(
        f"feeds:\n  - {{url: {site.address}/feed.xml, outlet: Tide Table}}\n", "utf-8"
    )

    def invoked(*words):
        return CliRunner().invoke(main, ["add", "--local", "--json", *words])

    return invoked


def counts(done):
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [(len(one["new"]), one["known"], one["problems"]) for one in told]


def test_the_dossiers_feeds_are_taken_once(run, site, tmp_path):
    first, again = run("--feeds"), run("--feeds")
    assert (first.exit_code, counts(first)) == (0, [(1, 0, 0)])
    assert (again.exit_code, counts(again)) == (0, [(0, 0, 0)])
    assert site.paths().count("/report/1") == 1
    assert (tmp_path / "feeds.json").is_file()


def test_with_watch_what_is_new_comes_in_later(run, site, monkeypatch):
    naps = []

    def nap(seconds):
        naps.append(seconds)
        site.put("/feed.xml", rss(item(2), item(1)))
        if len(naps) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(module, "sleep", nap)
    done = run("--watch", "--every", "30", f"{site.address}/feed.xml")
    assert (done.exit_code, counts(done), naps) == (130, [(1, 0, 0), (1, 0, 0)], [1800.0, 1800.0])


def test_with_watch_a_docket_that_is_locked_is_waited_for(run, site, tmp_path, monkeypatch):
    """Said each time it has not come free, and then gone on with; without --watch it ends the run."""
    monkeypatch.setattr(dockets, "BUSY_SECONDS", 0.2)
    assert run("--feeds").exit_code == 0
    holder = sqlite3.connect(tmp_path / "docket.db", isolation_level=None)
    said, told = [], Complaints.busy

    def busy(self, where):
        told(self, where)
        said.append(where)
        if len(said) == 2:
            holder.execute("ROLLBACK")
            holder.close()

    def nap(_):
        site.put("/feed.xml", rss(item(2), item(1)))
        if said:
            raise KeyboardInterrupt
        holder.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(module, "sleep", nap)
    monkeypatch.setattr(Complaints, "busy", busy)
    done = run("--feeds", "--watch")
    assert (done.exit_code, counts(done), len(said)) == (130, [(0, 0, 0), (1, 0, 0)], 2)
    assert "another program is writing to it and does not finish" in done.stderr


def test_what_was_fetched_by_a_run_that_was_broken_off_is_taken_by_the_next(run, site, monkeypatch):
    from memcon import store

    def broken(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "keep", broken)
        assert run("--feeds").exit_code == 130
    assert counts(run("--feeds")) == [(1, 0, 0)]


def test_a_broken_feed_says_what_to_do_and_the_others_are_taken(run, site):
    site.put("/broken.xml", "<rss><channel><item>")
    done = run("--feeds", f"{site.address}/broken.xml")
    assert (done.exit_code, counts(done)) == (0, [(1, 0, 1)])
    (problem,) = [json.loads(line) for line in done.stderr.splitlines()]
    assert problem["where"] == f"{site.address}/broken.xml"
    assert problem["what"].startswith("the feed is damaged")


def test_a_dossier_without_feeds_says_where_to_write_them(run, tmp_path):
    (tmp_path / "dossier.yaml").write_text("name: x\n", "utf-8")
    done = run("--feeds")
    assert done.exit_code == 2
    assert "dossier.yaml lists no feeds. Write their addresses below `feeds:`" in done.stderr
