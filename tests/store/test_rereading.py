"""Rereading: what is stored is read again by today's model, hand corrections stay, and a killed run goes on."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from memcon import store
from memcon.coding.record import MadeBy
from memcon.pipeline import made_by, read_again
from memcon.settings import Settings
from memcon.store import adding, rereading
from memcon.store.tables import articles, corrections, tellings
from tests.store.test_gathering import content


def reread(docket, **options):
    ids = rereading.outdated(docket, made_by(Settings()), **options)
    found = list(rereading.replace(docket, ids, read_again(rereading.stored(docket, ids), Settings(), {})))
    store.gather(docket)
    return found[-1] if found else rereading.Differences()


@pytest.fixture
def some(bundle_entries):
    return sorted(bundle_entries, key=lambda entry: (entry.published, entry.id))[:6]


def test_the_same_model_changes_nothing(docket, some):
    """The text and all that was known of the article are there to be read again."""
    adding.add(docket, some)
    store.gather(docket)
    before = content(docket)
    assert reread(docket).read == 0
    found = reread(docket, everything=True)
    assert (found.read, found.changed, found.added, found.lost) == (6, [], {}, {})
    assert content(docket) == before


def test_what_another_model_read_is_told_by_kind(docket, some):
    """One article, of which an older model had another position and no events."""
    record = some[0].record
    assert record.events
    older = replace(record, events=(), made_by=MadeBy(memcon="0.0", model="encoder-old", codebook="negotiation-1"))
    adding.add(docket, [replace(some[0], record=older), *some[1:]])
    store.gather(docket)
    found = reread(docket)
    assert (found.read, found.changed) == (1, [some[0].id])
    assert (dict(found.added), dict(found.lost)) == ({"event": len(record.events)}, {})
    assert store.waiting(docket) == 0


def test_a_record_that_was_rejected_by_hand_stays_away(docket, some):
    entry = next(entry for entry in some if entry.record.positions)
    position = entry.record.positions[0]
    adding.add(docket, some)
    with docket.writing() as connection:
        row = {"sha256": entry.record.article.sha256, "kind": "position", "verdict": "reject", "fields": "{}"}
        connection.execute(
            insert(corrections), row | {"evidence": json.dumps(position.evidence), "who": "ann", "at": "2026-01-01"}
        )
    for _ in range(2):
        reread(docket, everything=True)
        with docket.reading() as connection:
            told = connection.execute(select(tellings.c.record).where(tellings.c.article == entry.id)).scalars().all()
        assert position.id not in told
        assert told


def test_a_run_that_breaks_off_reads_the_rest_next_time(docket, some, monkeypatch):
    monkeypatch.setattr(rereading, "AT_ONCE", 2)
    adding.add(docket, some)
    store.gather(docket)
    before = content(docket)
    with docket.writing() as connection:
        connection.execute(update(articles).values(model="old"))
    ids = rereading.outdated(docket, made_by(Settings()))
    steps = rereading.replace(docket, ids, read_again(rereading.stored(docket, ids), Settings(), {}))
    next(steps)
    steps.close()
    assert content(docket) == before  # what was gathered stays until all is read
    assert reread(docket).read == 4
    assert content(docket) == before
