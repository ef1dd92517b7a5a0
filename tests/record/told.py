"""Entries made by hand: a text, who is in it, and what is told on whose word."""

from memcon.coding.record import (
    ArticleRecord,
    AttributionRecord,
    Entity,
    MadeBy,
    Position,
    Record,
    Role,
    Source,
    Unnamed,
)
from memcon.record import Entry
from memcon.spans import Span


class Draft:
    """One article in the making; words are found in its text, `said` is on whose word its positions stand."""

    def __init__(self, name, text, *, outlet="The Ferry Post", published="2025-03-03T12:00:00Z", credit=None):
        self.name, self.text, self.outlet, self.published, self.credit = name, text, outlet, published, credit
        self.entities, self.sources, self.positions, self.attributions = [], [Source(id="s0", kind="writer")], [], []

    def span(self, words):
        at = self.text.index(words)
        return Span(at, at + len(words))

    def who(self, kind, name, *mentions, side=None, roles=()):
        """Add an entity and return its id; roles are (title, id of whom it serves)."""
        id_ = f"n{len(self.entities) + 1}"
        spans = tuple(self.span(words) for words in mentions or (name,))
        given = tuple(Role(title=title, of=of) for title, of in roles)
        own = id_ if side == "own" else side
        self.entities.append(Entity(id=id_, kind=kind, name=name, roles=given, side=own, mentions=spans))
        return id_

    def source(self, kind, words, entity=None, side=None):
        """Add a hop and return its id."""
        id_ = f"s{len(self.sources)}"
        facts = Unnamed(side=side) if kind == "unnamed" else None
        self.sources.append(Source(id=id_, kind=kind, entity=entity, span=self.span(words), unnamed=facts))
        return id_

    def says(self, words, *hops, cue=None, source=None):
        """Add a position that stands on hops, and with a cue the attribution that it is; return its chain."""
        chain = ("s0", *hops)
        if cue:
            id_ = f"q{len(self.attributions) + 1}"
            by = (self.span(source),) if source else ()
            said = {"source": by, "cue": (self.span(cue),), "content": (self.span(words),), "manner": "indirect"}
            self.attributions.append(AttributionRecord(id=id_, chain=chain, **said))
        empty = dict.fromkeys(("side", "issue", "toward", "proposal", "when"))
        what = {"stance": "demand", "object": (), "conditions": (), "told_by": "third-party", "factuality": "actual"}
        id_ = f"p{len(self.positions) + 1}"
        self.positions.append(Position(id=id_, holder="n1", evidence=(self.span(words),), chain=chain, **empty, **what))
        return chain

    def entry(self):
        about = dict.fromkeys(("title", "url", "dateline", "byline", "language"))
        about |= {"outlet": self.outlet, "published": self.published, "credit": self.credit}
        record = Record(
            made_by=MadeBy(memcon="0", model="0", codebook="0"),
            article=ArticleRecord(id=self.name, sha256=self.name, text=self.text, **about),
            entities=tuple(self.entities),
            sources=tuple(self.sources),
            positions=tuple(self.positions),
            attributions=tuple(self.attributions),
        )
        return Entry(id=self.name, record=record, published=self.published, added=self.published)
