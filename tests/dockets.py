"""A docket made by hand, row by row: a report with a copy and a retelling, a second report, and a denial.

n0  Meridian  1 Mar   Norvia demands that its troops stay
n1  Meridian 10 Mar   two officials: Norvia is open to leaving the valley; a call is told, too
n2  Courier  10 Mar   the same text as n1
n3  Herald   11 Mar   retells n1
n4  Beacon   12 Mar   an envoy close to the talks tells it on his own; the talks are difficult; a plan is named
n5  Gazette  13 Mar   Eva Lind denies it
"""

import hashlib
import json
import zlib

from sqlalchemy import insert

from memcon import store
from memcon.store import tables

CLAIM = {name: f"c{at}00000000000" for at, name in enumerate(("stay", "leave", "denial", "call", "state", "plan"), 1)}
EVIL = (
    '=HYPERLINK("http://evil")</style></title><script>alert(1)</script><img src=x onerror=alert(1)>"\' &amp; {{ 7*7 }} '
    "\u202eevil\u202c\x1b[31m\x1b]0;owned\x07 [x](javascript:alert(1)) `code` **bold** ![i](http://evil/i.png) |cell| $x$"
)
SAID = {
    "n0": "Norvia said its troops must stay in the valley.",
    "n1": "Norvia is ready to leave the valley, two officials told Meridian. Norvia called Sund on Sunday.",
    "n2": "Norvia is ready to leave the valley, two officials told Meridian. Norvia called Sund on Sunday.",
    "n3": "Norvia would leave the valley, Meridian reported.",
    "n4": "Norvia offers to leave the valley, an envoy close to the talks said. The talks are difficult. The Ilva plan.",
    "n5": "Eva Lind denied that Norvia would leave the valley.",
}
HEADS = {
    "n0": ("Meridian", "2031-03-01T09:00:00Z", None, None),
    "n1": ("Meridian", "2031-03-10T09:00:00Z", "t1", "r1"),
    "n2": ("Courier", "2031-03-10T12:00:00Z", "t1", "r1"),
    "n3": ("Herald", "2031-03-11T09:00:00Z", None, "r1"),
    "n4": ("Beacon", "2031-03-12T09:00:00Z", None, None),
    "n5": ("Gazette", "2031-03-13T09:00:00Z", None, None),
}
ORIGINS = {
    "ofirst": ("unnamed", "Meridian", "two officials", "Meridian"),
    "osecond": ("unnamed", "Beacon", "an envoy close to the talks", "Beacon"),
    "olind": ("person", "Eva Lind", None, None),
    "omeridian": ("outlet", "Meridian", None, "Meridian"),
}
TOLD = (  # article, record, claim, first and last words of the evidence, origin
    ("n0", "p1", "stay", "its troops", "valley", "olind"),
    ("n1", "p1", "leave", "Norvia is", "valley", "ofirst"),
    ("n1", "e1", "call", "Norvia called", "Sunday", "omeridian"),
    ("n2", "p1", "leave", "Norvia is", "valley", "ofirst"),
    ("n2", "e1", "call", "Norvia called", "Sunday", "omeridian"),
    ("n3", "p1", "leave", "Norvia would", "valley", "ofirst"),
    ("n4", "p1", "leave", "Norvia offers", "valley", "osecond"),
    ("n4", "g1", "state", "The talks", "difficult", "osecond"),
    ("n4", "d1", "plan", "The Ilva", "plan", "osecond"),
    ("n5", "p1", "denial", "Norvia would", "valley", "olind"),
)
CLAIMS = {  # kind, side, issue, word, words, factuality, start, parties
    "stay": (
        "position",
        "anor",
        "withdrawal",
        "demand",
        "its troops must stay in the valley",
        "actual",
        None,
        ["alin"],
    ),
    "leave": ("position", "anor", "withdrawal", "open", "leave the valley", "actual", None, ["anor"]),
    "denial": ("position", "anor", "withdrawal", "open", "leave the valley", "denied", None, ["anor"]),
    "call": (
        "event",
        None,
        None,
        "CONSULT/phone",
        "Norvia called Sund on Sunday",
        "actual",
        "2031-03-09",
        ["anor", "asun"],
    ),
    "state": ("standing", None, None, "difficult", "The talks are difficult", "actual", None, []),
    "plan": ("proposal", "asun", "withdrawal", "proposal", "The Ilva plan", "actual", None, ["asun"]),
}


def filled(path, evil=""):
    """Open a docket at a path and fill it; `evil` stands in every text that strangers write."""
    docket = store.open(path)
    with docket.writing() as connection:
        for table, rows in _rows(evil).items():
            connection.execute(insert(table), rows)
    return docket


def _rows(evil):
    texts = {one: f"{evil} {said}".strip() for one, said in SAID.items()}
    told = [_telling(texts, evil, *one) for one in TOLD]
    return {
        tables.articles: [_article(number, one, texts[one], evil) for number, one in enumerate(HEADS, 1)],
        tables.bodies: [_body(one, text) for one, text in texts.items()],
        tables.stories: [{"id": "t1", "first": "n1", "articles": 2}],
        tables.reports: [{"id": "r1", "outlet": "Meridian", "original": "n1", "articles": 3}],
        tables.actors: [
            _actor("anor", "state", f"Norvia{evil}", "anor"),
            _actor("asun", "state", "Sund", "asun"),
            _actor("alin", "person", f"Eva Lind{evil}", "anor"),
        ],
        tables.mentions: [{"article": "n5", "entity": "n1", "actor": "alin"}],
        tables.origins: [
            {"id": one, "kind": kind, "name": f"{name}{evil}", "actor": None, "words": words and f"{words}{evil}"}
            | {"outlet": outlet}
            for one, (kind, name, words, outlet) in ORIGINS.items()
        ],
        tables.claims: [_claim(name, told, evil) for name in CLAIMS],
        tables.claim_parties: [
            {"claim": CLAIM[name], "actor": one, "number": at}
            for name, fields in CLAIMS.items()
            for at, one in enumerate(fields[-1])
        ],
        tables.claim_origins: [
            {"claim": CLAIM[name], "origin": one, "first_seen": seen, "rank": rank}
            for name in CLAIMS
            for rank, (one, seen) in enumerate(_origins(name).items(), 1)
        ],
        tables.tellings: told,
        tables.telling_origins: [
            {"article": one["article"], "record": one["record"], "origin": json.loads(one["origins"])[0]}
            for one in told
        ],
        tables.relations: [
            _relation("contradicts", "denial", "leave", "n5"),
            _relation("supersedes", "leave", "stay", "n1"),
        ],
        tables.changes: [_change(1, "first", None, "stay", "n0"), _change(2, "softened", "stay", "leave", "n1")],
    }


def _article(number, one, text, evil):
    outlet, published, story, report = HEADS[one]
    empty = dict.fromkeys(tables.articles.c.keys())
    said = {"id": one, "number": number, "key": f"key-{one}", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    kept = {"version": 1, "latest": True, "problems": 0, "gathered": True, "memcon": "0", "model": "m", "codebook": "c"}
    head = {"title": f"Title of {one}{evil}", "outlet": f"{outlet}{evil}", "story": story, "report": report}
    url = f"javascript:alert('{one}')" if evil else f"https://example.org/{one}?a=1&b=2"
    return empty | said | kept | head | {"published": published, "added": published, "url": url}


def _body(one, text):
    """Pack a record with as much of it as the doors look at."""
    source = next(
        (words for words in ("two officials", "an envoy close to the talks", "Eva Lind") if words in text), None
    )
    sources = [{"id": "s0", "kind": "writer", "entity": None, "span": None}]
    if source:
        at = text.index(source)
        sources.append({"id": "s1", "kind": "person", "entity": None, "span": [at, at + len(source)]})
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    head = {"title", "outlet", "url", "published", "dateline", "byline", "credit"}
    record = {
        "schema": 1,
        "made_by": {"memcon": "0", "model": "m", "codebook": "c"},
        "article": dict.fromkeys(sorted(head)) | {"id": one, "language": "en", "sha256": sha256, "text": text},
        "entities": [_entity("n1", "person", "E. Lind" if one == "n5" else "Norvia")],
        "sources": sources,
        **{name: [] for name in ("attributions", "events", "proposals", "standings", "problems")},
        "positions": [_position(text, *each[3:5]) for each in TOLD if each[0] == one and each[1] == "p1"],
    }
    return {"article": one, "text": text, "record": zlib.compress(json.dumps(record).encode()), "meanings": b""}


def _entity(one, kind, name):
    return {"id": one, "kind": kind, "name": name, "roles": [], "side": None, "wikidata": None, "mentions": []}


def _position(text, first, last):
    absent = dict.fromkeys(("side", "toward", "proposal", "when"))
    known = {"id": "p1", "holder": "n1", "stance": "open", "issue": "withdrawal", "told_by": "third-party"}
    spans = {"object": [_span(text, first, last)], "evidence": [_span(text, first, last)], "conditions": []}
    return {**known, **absent, **spans, "factuality": "actual", "chain": ["s0"]}


def _span(text, first, last):
    start = text.index(first)
    return [start, text.index(last, start) + len(last)]


def _actor(one, kind, name, side):
    return {"id": one, "kind": kind, "name": name, "side": side, "wikidata": None}


def _telling(texts, evil, article, *told):
    record, claim, first, last, origin = told
    kind, side, issue, word, words, factuality, start, parties = CLAIMS[claim]
    empty = dict.fromkeys(("sides", "mediators", "cited", "conditions"), "[]")
    empty |= dict.fromkeys(("toward", "place", "end", "told_by", "vector"))
    place = {"article": article, "record": record, "claim": CLAIM[claim], "kind": kind, "origins": json.dumps([origin])}
    said = {"side": side, "issue": issue, "word": word, "words": f"{evil}{words}", "factuality": factuality}
    chain = json.dumps(
        ["s0", "s1"] if origin in ("ofirst", "osecond", "olind") and article in ("n1", "n2", "n4", "n5") else ["s0"]
    )
    spans = {"evidence": json.dumps([_span(texts[article], first, last)]), "chain": chain}
    when = {"published": HEADS[article][1], "outlet": HEADS[article][0], "start": start, "parties": json.dumps(parties)}
    return empty | place | said | spans | when


def _claim(name, told, evil):
    kind, side, issue, word, words, factuality, start, parties = CLAIMS[name]
    mine = [one for one in told if one["claim"] == CLAIM[name]]
    count = {"articles": len(mine), "outlets": len({one["outlet"] for one in mine}), "independent": len(_origins(name))}
    seen = {"first_seen": mine[0]["published"], "last_seen": mine[-1]["published"]}
    founded = {"article": mine[0]["article"], "record": mine[0]["record"], "question": CLAIM[name]}
    said = {
        "kind": kind,
        "side": side,
        "issue": issue,
        "word": word,
        "words": f"{evil}{words}",
        "factuality": factuality,
    }
    lists = {"parties": json.dumps(parties), "sides": "[]", "origins": json.dumps(list(_origins(name)))}
    return {"id": CLAIM[name], "start": start, "end": None, "vector": None, **count, **seen, **founded, **said, **lists}


def _origins(claim):
    """Return the origins of a claim with the moments at which they were first seen."""
    out = {}
    for article, _, name, _, _, origin in TOLD:
        if name == claim:
            out.setdefault(origin, HEADS[article][1])
    return out


def _relation(kind, start, end, article):
    return {"kind": kind, "start": CLAIM[start], "end": CLAIM[end], "seen": HEADS[article][1], "by": None}


def _change(number, kind, start, end, article):
    said = {"question": CLAIM["stay"], "number": number, "side": "anor", "issue": "withdrawal", "kind": kind}
    ends = {"start": CLAIM.get(start), "end": CLAIM[end], "article": article}
    return said | ends | {"seen": HEADS[article][1], "contested": False}
