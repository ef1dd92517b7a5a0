"""What is kept of what is added, the same in SQLite and on a real PostgreSQL server."""

import threading

import numpy as np
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from memcon.errors import Problem
from memcon.store import adding, keep, packing
from memcon.store.keeping import Stored
from memcon.store.tables import articles, bodies, inputs, revisions

URL = "https://www.harbourpost.example/pass?utm_source=feed"


def rows(docket, *columns, **where):
    with docket.reading() as connection:
        query = select(*columns).filter_by(**where) if where else select(*columns)
        return [tuple(row) for row in connection.execute(query.order_by(*columns))]


def test_an_entry_comes_back_as_it_was_put_in(docket, entry):
    one = entry("Talks on the pass – “now” 😀\x00 go on.", url=URL)
    adding.add(docket, [one])
    with docket.reading() as connection:
        (row,) = connection.execute(select(articles, bodies).join(bodies)).all()
    assert packing.unpack_record(row.record) == one.record
    assert packing.unpack_meanings(row.meanings).keys() == {"p1", "lead"}
    np.testing.assert_allclose(packing.unpack_meanings(row.meanings)["p1"], one.meanings["p1"], atol=1e-3)
    assert row.text == "Talks on the pass – “now” 😀\ufffd go on."  # of the same length
    assert (row.id, row.published, row.dated, row.gathered) == (one.id, "2031-04-09T00:00:00Z", "2031-04-09", False)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"url": URL}, {"url": "http://harbourpost.example/pass/#top"}),
        ({"id": "row-7"}, {"id": "row-7"}),
        ({"url": URL}, {}),
        ({"outlet": None}, {"outlet": "The Harbour Post"}),
    ],
)
def test_the_same_article_twice_is_one(docket, entry, first, second):
    """Word for word the same, and nothing says that it is from another place."""
    one = adding.add(docket, [entry("Talks go on.", **first), entry("Talks go on.", **second)])
    again = adding.add(docket, [entry("Talks go on.", **second)])
    assert (len(one.new), len(one.known), len(again.new), again.known) == (1, 1, 0, one.new)
    assert len(rows(docket, articles.c.id)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"url": URL}, {"url": "https://lantern.example/pass"}),
        ({"outlet": "The Harbour Post"}, {"outlet": "The Lantern"}),
        ({"id": "a"}, {"id": "b"}),
    ],
)
def test_a_copy_in_another_place_is_another_article(docket, entry, first, second):
    added = adding.add(docket, [entry("Talks go on.", **first), entry("Talks go on.", **second)])
    assert len(added.new) == 2


def test_a_changed_text_at_the_same_address_is_a_new_version(docket, entry):
    """The first is named, the last is marked, and the differences are passages of both."""
    old = "Envoys met on Monday. Lind spoke of ten days. Nobody else did."
    new = "Envoys met on Monday.  Lind spoke of twelve days. Nobody else did. The premier agreed."
    first, second = entry(old, url=URL, title="Ten days"), entry(new, url=URL, title="Twelve days")
    added = adding.add(docket, [first])
    added += adding.add(docket, [second])
    assert (added.new, added.versions) == ([first.id], [second.id])
    columns = articles.c.version, articles.c.id, articles.c.version_of, articles.c.latest
    assert rows(docket, *columns) == [(1, first.id, None, False), (2, second.id, first.id, True)]
    seen = rows(docket, revisions.c.number, revisions.c.kind, revisions.c.old, revisions.c.new)
    assert seen == [
        (1, "headline", "Ten days", "Twelve days"),
        (2, "changed", "Lind spoke of ten days.", "Lind spoke of twelve days."),
        (3, "added", "", "The premier agreed."),
    ]
    for a, b, c, d, was, now in rows(docket, *list(revisions.c)[4:]):
        assert (old[a:b] if a is not None else "") in (was, "")
        assert (new[c:d] if c is not None else "") in (now, "")


def test_a_page_that_is_followed_changed_when_it_was_seen(docket, entry):
    """It keeps its first date; for `as of`, its new words came out when they were read."""
    adding.add(docket, [entry("One.", url=URL, published="2031-04-10T08:00:00+02:00", now="2031-04-10T09:00:00Z")])
    adding.add(docket, [entry("Two.", url=URL, published="2031-04-10T08:00:00+02:00", now="2031-04-10T15:00:00Z")])
    assert rows(docket, articles.c.published) == [("2031-04-10T06:00:00Z",), ("2031-04-10T15:00:00Z",)]


def test_an_older_version_that_comes_late_is_not_the_latest(docket, entry):
    adding.add(docket, [entry("Now twelve.", url=URL, published="2031-04-10")])
    adding.add(docket, [entry("First ten.", url=URL, published="2031-04-08")])
    with docket.reading() as connection:
        latest = connection.execute(select(bodies.c.text).join(articles).where(articles.c.latest)).scalars().all()
        differs = connection.execute(select(revisions.c.old, revisions.c.new)).all()
    assert latest == ["Now twelve."]
    assert differs == [("First ten.", "Now twelve.")]


def test_ids_that_count_rows_make_no_versions(docket, entry):
    """`id: 1` of another file is another article, as far as its words tell."""
    one = "The envoys of Osmark and Veldria met in Valmare on Monday to talk about the tolls at the pass."
    two = "Dockers in Port Callis stopped work after the owners turned down their claim for a shorter shift."
    changed = one.replace("Monday", "Tuesday")
    added = adding.add(docket, [entry(text, id="1") for text in (one, two, changed)])
    assert (len(added.new), len(added.versions)) == (2, 1)


def test_a_batch_is_kept_as_a_whole_or_not_at_all(docket, entry, monkeypatch):
    entries = [entry(f"Round {number}.") for number in range(3)]
    body_of = adding.body_of
    monkeypatch.setattr(adding, "body_of", lambda one: body_of(one) | ({"text": None} if one is entries[2] else {}))
    with pytest.raises(IntegrityError):
        adding.add(docket, entries)
    assert rows(docket, articles.c.id) == []
    monkeypatch.undo()
    assert len(adding.add(docket, entries).new) == 3


def test_an_input_is_known_again_unread(docket, entry):
    stored = Stored(docket)
    list(keep(docket, [entry("Talks go on.", page="ab" * 16)], stored))
    assert Stored(docket).page(None, "ab" * 16)
    assert not Stored(docket).page(None, "cd" * 16)


def test_an_article_in_another_wrapping_is_known_and_its_input_remembered(docket, entry):
    one = entry("Talks go on.", page="ab" * 16)
    list(keep(docket, [one], Stored(docket)))
    again = Stored(docket)
    assert again.article(one.record.article, "cd" * 16)
    list(keep(docket, [], again))
    assert rows(docket, inputs.c.digest, inputs.c.article) == [("ab" * 16, one.id), ("cd" * 16, one.id)]
    assert again.known == 1


def test_what_was_read_is_kept_when_the_run_breaks_off(docket, entry):
    def items():
        yield entry("One.")
        yield Problem("two.txt", "is empty", "Give a text")
        yield entry("Three.")
        raise KeyboardInterrupt

    seen = []
    with pytest.raises(KeyboardInterrupt):
        seen.extend(keep(docket, items(), Stored(docket)))
    assert [item.where for item in seen] == ["two.txt"]
    assert len(rows(docket, articles.c.id)) == 2


def test_others_read_while_one_adds(docket, entry):
    """Each reader sees whole batches, never fewer than before, and never waits for the writer."""
    seen, stop = [], threading.Event()

    def look():
        while not stop.is_set():
            with docket.reading() as connection:
                count = connection.execute(select(func.count()).select_from(articles)).scalar()
                texts = connection.execute(select(func.count()).select_from(bodies)).scalar()
            seen.append((count, texts))

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for batch in range(20):
        adding.add(docket, [entry(f"Round {batch}, note {number}.") for number in range(5)])
    stop.set()
    for reader in readers:
        reader.join()
    assert all(count == texts and count % 5 == 0 for count, texts in seen)
    assert len({count for count, _ in seen}) > 1
    assert rows(docket, func.count(articles.c.id)) == [(100,)]


def test_two_that_add_the_same_keep_it_once(docket, entry):
    entries = [entry(f"Round {number}.", url=f"https://lantern.example/{number}") for number in range(30)]
    batches = [entries[at : at + 5] for at in range(0, 30, 5)]

    def run(order):
        for batch in order:
            adding.add(docket, batch)

    runs = [threading.Thread(target=run, args=(order,)) for order in (batches, batches[::-1])]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert rows(docket, func.count(articles.c.id)) == [(30,)]
