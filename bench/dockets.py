"""Large dockets made up for measuring: tables filled row by row with what gathering would have put there.

Sides, issues, people, origins and words are drawn as they are in the press: a few everywhere, most of them rare. The
same number of articles gives the same docket. Nothing is read, so a hundred thousand articles take a minute or two.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from memcon.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.store import Docket

START = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = 1_000
TELLINGS = 8  # an article
OUTLETS, SIDES, PEOPLE, ORIGINS, WORDS = 400, 60, 6_000, 20_000, 30_000
ISSUES = (
    *(
        "ceasefire",
        "withdrawal",
        "territory",
        "security-guarantees",
        "prisoners",
        "disarmament",
        "nuclear",
        "sanctions",
    ),
    *("trade", "verification", "recognition", "elections", "humanitarian-access", "return-of-refugees", "constitution"),
)
STANCES = ("demand", "offer", "urge", "accept", "reject", "concede", "commit", "open", "warn")
ACTS = ("CONSULT/meet", "CONSULT/phone", "CONSULT/multilateral", "CONSULT/visit", "THREATEN", "ACCUSE", "REQUEST")
STATES = ("broken-off", "deadlocked", "difficult", "open", "progress", "near-agreement", "agreed")
CHANGES = ("first", "repeated", "hardened", "softened", "reversed", "dropped")
KINDS = ("position",) * 5 + ("event",) * 3 + ("proposal",) + ("standing",)
BATCH = 2_000


class Drawing:
    """Draws things of which a few are common: the n-th as often as 1/n says."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  draws names, guards nothing
        self._weights = {
            n: list(accumulate(1 / (at + 1) for at in range(n))) for n in (OUTLETS, SIDES, PEOPLE, ORIGINS)
        }
        self._weights |= {n: list(accumulate(1 / (at + 2) for at in range(n))) for n in (len(ISSUES), WORDS)}

    def rank(self, of: int) -> int:
        """Draw a place among `of`, the first ones most often."""
        return self.random.choices(range(of), cum_weights=self._weights[of])[0]

    def words(self, count: int) -> str:
        """Draw words that mean nothing."""
        picked = self.random.choices(range(WORDS), cum_weights=self._weights[WORDS], k=count)
        return " ".join(_word(one) for one in picked)


def _word(number: int) -> str:
    """Spell a number with syllables: the same word always."""
    syllables = ("ba", "do", "ke", "li", "mu", "na", "po", "ra", "si", "tu")
    return "".join(syllables[int(digit)] for digit in f"{number:02}")


def fill(docket: Docket, count: int) -> None:
    """Put `count` articles and all that they tell into an empty docket."""
    draw = Drawing(count)
    with docket.writing() as connection:
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.metadata.tables}
        _people(rows, draw)
        claims = Claims(draw)
        for number in range(1, count + 1):
            _article(rows, draw, claims, number, count)
            if number % BATCH == 0 or number == count:
                claims.flush(rows)
                for table in tables.metadata.sorted_tables:
                    if rows[table.name]:
                        connection.execute(insert(table), rows[table.name])
                        rows[table.name].clear()


def _people(rows: dict[str, list[dict[str, Any]]], draw: Drawing) -> None:
    for at in range(SIDES):
        rows["actors"].append(_actor(f"aside{at}", "state", f"Side {_word(at)}", f"aside{at}"))
    for at in range(PEOPLE):
        rows["actors"].append(_actor(f"aman{at}", "person", f"Person {_word(at)}", f"aside{draw.rank(SIDES)}"))
    rows["aliases"] += [{"alias": one["name"].lower(), "actor": one["id"], "number": 0} for one in rows["actors"]]
    for at in range(ORIGINS):
        outlet = f"Outlet {at % OUTLETS}"
        kind = "unnamed" if at % 3 else "person"
        name = f"Person {_word(at % PEOPLE)}" if at % 3 == 0 else f"two officials {at}"
        rows["origins"].append(
            {"id": f"o{at}", "kind": kind, "name": name, "actor": None, "outlet": outlet, "words": name}
        )


def _actor(one: str, kind: str, name: str, side: str) -> dict[str, Any]:
    return {"id": one, "kind": kind, "name": name, "side": side, "wikidata": None}


def _article(rows: dict[str, list[dict[str, Any]]], draw: Drawing, claims: Claims, number: int, count: int) -> None:
    published = (START + timedelta(days=DAYS) * (number / count)).strftime("%Y-%m-%dT%H:%M:%SZ")
    one, outlet = f"n{number}", f"Outlet {draw.rank(OUTLETS)}"
    text = draw.words(250)
    head = dict.fromkeys(tables.articles.c.keys())
    rows["articles"].append(
        head
        | {"id": one, "number": number, "sha256": f"{number:064}", "version": 1, "latest": True, "outlet": outlet}
        | {"title": draw.words(8).capitalize(), "published": published, "added": published, "memcon": "0", "model": "m"}
        | {"codebook": "c", "problems": 0, "gathered": True, "url": f"https://example.org/{number}"}
    )
    rows["bodies"].append({"article": one, "text": text, "record": b"", "meanings": b""})
    for at in range(TELLINGS):
        claims.tell(rows, one, f"r{at}", outlet, published)


class Claims:
    """Claims that articles tell: a new one as often as not, else one of the last few hundred."""

    def __init__(self, draw: Drawing) -> None:
        self._draw = draw
        self._open: list[dict[str, Any]] = []
        self._origins: dict[str, list[str]] = {}
        self._outlets: dict[str, set[str]] = {}
        self._ready: list[dict[str, Any]] = []
        self._made = self._changes = 0
        self._last: dict[tuple[str, str], str] = {}

    def tell(
        self, rows: dict[str, list[dict[str, Any]]], article: str, record: str, outlet: str, published: str
    ) -> None:
        """Let an article tell something."""
        random = self._draw.random
        if self._open and random.random() < 0.55:
            claim = random.choice(self._open)
        else:
            claim = self._new(rows, article, record, published)
        claim["last_seen"], claim["articles"] = published, claim["articles"] + 1
        self._outlets[claim["id"]].add(outlet)
        origin = f"o{self._draw.rank(ORIGINS)}"
        if origin not in self._origins[claim["id"]] and len(self._origins[claim["id"]]) < 6:
            self._origins[claim["id"]].append(origin)
            rank = len(self._origins[claim["id"]])
            rows["claim_origins"].append(
                {"claim": claim["id"], "origin": origin, "first_seen": published, "rank": rank}
            )
        rows["telling_origins"].append({"article": article, "record": record, "origin": origin})
        lists = dict.fromkeys(("mediators", "conditions", "sides", "cited"), "[]")
        lists |= {"evidence": "[[0, 20]]", "chain": '["s0"]', "origins": json.dumps([origin])}
        same = {name: claim[name] for name in ("kind", "side", "issue", "word", "words", "start", "end", "factuality")}
        rows["tellings"].append(
            {"article": article, "record": record, "claim": claim["id"], "published": published, "outlet": outlet}
            | {"toward": None, "place": None, "told_by": None, "vector": None, "parties": claim["parties"]}
            | same
            | lists
        )
        rows["telling_parties"] += [
            {"article": article, "record": record, "actor": one, "part": "party"} for one in claim["people"]
        ]

    def _new(self, rows: dict[str, list[dict[str, Any]]], article: str, record: str, published: str) -> dict[str, Any]:
        draw = self._draw
        self._made += 1
        kind = draw.random.choice(KINDS)
        side = f"aside{draw.rank(SIDES)}" if kind in ("position", "proposal") else None
        word = {"position": STANCES, "event": ACTS, "standing": STATES, "proposal": ("proposal",)}[kind]
        people = [f"aman{draw.rank(PEOPLE)}", f"aside{draw.rank(SIDES)}"][: 2 if kind == "event" else 1]
        claim: dict[str, Any] = {
            "id": f"c{self._made:012x}",
            "kind": kind,
            "question": f"c{self._made:012x}",
            "side": side,
            "issue": ISSUES[draw.rank(len(ISSUES))],
            "word": draw.random.choice(word),
            "words": draw.words(12),
            "factuality": "actual",
            "first_seen": published,
            "last_seen": published,
            "articles": 0,
            "outlets": 0,
            "start": published[:10] if kind == "event" else None,
            "end": None,
            "independent": 0,
            "vector": None,
            "article": article,
            "record": record,
            "people": people,
            "parties": json.dumps(people),
            "sides": "[]",
            "origins": "[]",
        }
        self._origins[claim["id"]], self._outlets[claim["id"]] = [], set()
        self._open.append(claim)
        if len(self._open) > 600:
            self._ready.append(self._open.pop(draw.random.randrange(300)))
        rows["claim_parties"] += [
            {"claim": claim["id"], "actor": one, "number": at} for at, one in enumerate(dict.fromkeys(people))
        ]
        if kind == "position":
            self._change(rows, claim, article)
        return claim

    def _change(self, rows: dict[str, list[dict[str, Any]]], claim: dict[str, Any], article: str) -> None:
        place = claim["side"], claim["issue"]
        self._changes += 1
        earlier = self._last.get(place)
        kind = self._draw.random.choice(CHANGES) if earlier else "first"
        rows["changes"].append(
            {"side": place[0], "issue": place[1], "seen": claim["first_seen"], "number": self._changes, "kind": kind}
            | {"question": claim["id"]}
            | {"start": earlier, "end": claim["id"], "article": article, "contested": False}
        )
        if earlier and self._draw.random.random() < 0.2:
            rows["relations"].append(
                {"kind": "contradicts", "start": claim["id"], "end": earlier, "seen": claim["first_seen"], "by": None}
            )
        self._last[place] = claim["id"]

    def flush(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        """Write all claims so far; they are told again no more."""
        for claim in self._ready + self._open:
            claim["outlets"], claim["independent"] = len(self._outlets[claim["id"]]), len(self._origins[claim["id"]])
            rows["claims"].append({name: value for name, value in claim.items() if name != "people"})
        self._ready, self._open = [], []
        self._origins, self._outlets = {}, {}


def chosen(draw: Drawing, those: Sequence[str]) -> Iterator[str]:
    """Draw from a list for ever."""
    while True:
        yield draw.random.choice(those)
