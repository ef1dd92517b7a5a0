"""Gathering in the tables comes to the same as in memory, in one run, in several, and when it is killed in between."""

import pytest
from sqlalchemy import select

from memcon import store
from memcon.record import gather as steps
from memcon.record.memory import Memory
from memcon.store import adding, claim_rows, gathering
from memcon.store.tables import articles, claims, metadata

LEFT_OUT = {"inputs", "bodies", "revisions"}


def content(docket):
    """All that gathering made, table by table."""
    with docket.reading() as connection:
        made = {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in metadata.sorted_tables
            if table.name not in {"articles", *LEFT_OUT}
        }
        placed = select(articles.c.id, articles.c.story, articles.c.report, articles.c.gathered)
        made["articles"] = sorted(repr(tuple(row)) for row in connection.execute(placed))
    return made


@pytest.fixture(scope="session")
def in_order(bundle_entries):
    return sorted(bundle_entries, key=lambda entry: (entry.published, entry.id))


@pytest.fixture(scope="session")
def in_one_run(in_order, new_address):
    with store.open(new_address("sqlite")) as docket:
        adding.add(docket, in_order)
        assert store.gather(docket) == len(in_order)
        return content(docket)


def test_in_several_runs_as_in_one(docket, in_order, in_one_run, monkeypatch):
    monkeypatch.setattr(gathering, "LOT", 4)
    for at in range(0, len(in_order), 7):
        adding.add(docket, in_order[at : at + 7])
        store.gather(docket)
    assert content(docket) == in_one_run


def test_in_the_tables_as_in_memory(in_order, new_address):
    memory = Memory.empty()
    for entry in in_order:
        memory.add(entry)
    steps.gather(in_order, memory)
    with store.open(new_address("sqlite")) as docket:
        adding.add(docket, in_order)
        store.gather(docket)
        with docket.reading() as connection:
            kept = [claim_rows.claim(row) for row in connection.execute(select(claims))]
            found = connection.execute(select(articles.c.story, articles.c.report)).all()
    assert sorted(kept, key=lambda claim: claim.id) == sorted(memory.claims.all_claims, key=lambda claim: claim.id)
    assert {row.story for row in found} == set(memory.stories.all_stories())
    assert {row.report for row in found} == {report.id for report in memory.reports.all_reports()}


def test_a_lot_that_fails_leaves_nothing_and_is_gathered_next_time(docket, in_order, in_one_run, monkeypatch):
    monkeypatch.setattr(gathering, "LOT", 9)
    adding.add(docket, in_order)
    flush, calls = gathering.SqlIndex.flush, []

    def breaks(self, connection):
        flush(self, connection)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(gathering.SqlIndex, "flush", breaks)
    with pytest.raises(KeyboardInterrupt):
        store.gather(docket)
    assert store.waiting(docket) == len(in_order) - 9
    store.gather(docket)
    assert content(docket) == in_one_run


def test_gathering_what_is_gathered_does_nothing(docket, in_order):
    adding.add(docket, in_order[:5])
    assert [store.gather(docket), store.gather(docket), store.waiting(docket)] == [5, 0, 0]
