"""Bodies that an article leaves without a name, by whose they are: `his party`; `the union`, says its leader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.codebook import load
from memcon.codebook.people import actors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.record import Entity, Record
    from memcon.record.model import Actor
    from memcon.spans import Span

_OWNED = re.compile(r"(his|her|their|our|my)\s+(?:own\s+)?([\w-]+)", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"the\s+([\w-]+)", re.IGNORECASE)
_ANY = frozenset(("group", "organisation", "organization", "body", "side", "team"))


def people_of(words: str) -> str | None:
    """Return the key of `the Norvish firm`: a body that goes by its state and what it is; None for other words."""
    state, _, noun = words.removeprefix("the ").removeprefix("The ").rpartition(" ")
    found = load().states.get(state) if state in load().demonyms else None
    return f"d:{found.code}" if found is not None and noun in actors().bodies else None


def persons(record: Record, body: Entity) -> Iterator[tuple[str, Entity]]:
    """Yield the noun by which a nameless body is called, each with a person whose body it may be."""
    text = record.article.text
    for mention in body.mentions:
        words = mention.of(text)
        if owned := _OWNED.fullmatch(words):
            yield from ((owned[2], one) for one in _at(record, mention.start, mention.start + len(owned[1])))
        elif spoken_of := _SPOKEN_OF.fullmatch(words):
            yield from ((spoken_of[1], one) for one in _speaking(record, mention))


def is_so_called(body: Actor, noun: str) -> bool:
    """Say whether a noun can call a body: its name says so, or says nothing of what it is."""
    known = actors()
    lemma = known.bodies.get(noun.lower())
    if body.kind not in ("organisation", "group") or lemma is None:
        return False
    called = known.called(body.name)
    return not called or lemma in called or lemma in _ANY or (lemma in known.companies and "company" in called)


def _at(record: Record, start: int, end: int) -> Iterator[Entity]:
    """Yield the persons whom a pronoun at a place means."""
    for one in record.entities:
        if one.kind == "person" and any((at.start, at.end) == (start, end) for at in one.mentions):
            yield one


def _speaking(record: Record, mention: Span) -> Iterator[Entity]:
    """Yield the persons who say what a mention stands in."""
    sources = {one.id: one.entity for one in record.sources}
    said = (one for one in record.attributions if any(span.contains(mention) for span in one.content))
    speakers = {sources.get(one.chain[-1]) for one in said}
    yield from (one for one in record.entities if one.id in speakers and one.kind == "person")
