"""The checker of bundles, on one made by hand; and the bundles that ship."""

import copy
import json

import pytest

from eval.gold.bundles import check
from eval.gold.bundles.bundle import Bundle, jsonl, load
from tests.conftest import REPOSITORY

FILLER = "The bells of the town rang as they do on every market day, and nobody minded them. " * 7


def article(name, outlet, published, text, **more):
    url = f"https://{name}.example/"
    text = f"{text}\n\n{FILLER.strip()}"
    return {"id": name, "url": url, "outlet": outlet, "published": published, "title": name, "text": text} | more


OFFER = "Duke Michael is ready to leave the castle"
ARTICLES = (
    article("herald", "Herald", "1894-03-05T08:00:00Z", f"{OFFER}, two officers told the Herald."),
    article("copy", "Gazette", "1894-03-05T09:00:00Z", f"{OFFER}, two officers told the Herald."),
    article("rewrite", "Courier", "1894-03-05T10:00:00Z", "Michael is ready to go, reports the Herald."),
    article("second", "Mail", "1894-03-06T08:00:00Z", "Duke Michael is ready to quit it, a groom told the Mail."),
    article("denial", "Palace", "1894-03-06T09:00:00Z", "Duke Michael's palace: he made no such offer."),
    article("wrong", "Post", "1894-03-07T08:00:00Z", "Rupert demanded the bridge, he said."),
    article(
        "right",
        "Post",
        "1894-03-07T09:00:00Z",
        "Rupert demanded the gate, he said. Corrected.",
        url="https://wrong.example/",
        version_of="wrong",
    ),
)


def telling(name, words, *origins):
    return {"article": name, "words": words, "origins": list(origins)}


def claim(name, tellings, counts, **more):
    origins = sorted({origin for told in tellings for origin in told["origins"]})
    numbers = dict(zip(("independent", "articles", "outlets"), counts, strict=True))
    base = {"id": name, "kind": "position", "note": name, "tellings": tellings, "origins": origins}
    return base | numbers | {"stance": ["demand"], "issue": "castle"} | more


def change(kind, old, new, date, side="michael", **more):
    return {"side": side, "issue": "castle", "kind": kind, "from": old, "to": new, "date": date} | more


GOLD = {
    "negotiation": "Ruritania",
    "episode": "the castle",
    "actors": {
        "michael": {"name": "Duke Michael's palace", "pattern": "Michael|palace"},
        "rupert": {"name": "Rupert", "pattern": "Rupert"},
    },
    "issues": {"castle": {"is": "territory", "words": "castle"}},
    "origins": {
        "herald": {"kind": "unnamed", "outlet": "Herald", "words": "two officers", "sources": 1},
        "mail": {"kind": "unnamed", "outlet": "Mail", "words": "a groom", "sources": 1},
        "palace": {"kind": "institution", "name": "Duke Michael's palace", "pattern": "palace"},
        "rupert": {"kind": "person", "name": "Rupert", "pattern": "Rupert"},
    },
    "stories": [["herald", "copy"], ["wrong", "right"]],
    "reports": [
        {
            "id": "r1",
            "original": "herald",
            "cited": "Herald",
            "articles": ["herald", "copy", "rewrite"],
            "also": [],
        },
        {"id": "r2", "original": "wrong", "cited": "the Post", "articles": ["wrong", "right"], "also": []},
    ],
    "claims": [
        claim(
            "leave",
            [
                telling("herald", "ready to leave", "herald"),
                telling("copy", "ready to leave", "herald"),
                telling("rewrite", "ready to go", "herald"),
                telling("second", "ready to quit", "mail"),
            ],
            (2, 4, 4),
            holder="michael",
            stance=["open"],
        ),
        claim("none", [telling("denial", "no such", "palace")], (1, 1, 1), holder="michael", factuality=["denied"]),
        claim("bridge", [telling("wrong", "bridge", "rupert")], (1, 1, 1), holder="rupert"),
        claim("gate", [telling("right", "gate", "rupert")], (1, 1, 1), holder="rupert"),
    ],
    "relations": [
        {"kind": "contradicts", "from": "none", "to": "leave"},
        {"kind": "retracts", "from": "gate", "to": "bridge", "by": "right"},
    ],
    "changes": [
        change("first", None, "leave", "1894-03-05", contested=True),
        change("repeated", "leave", "leave", "1894-03-06", contested=True),
        change("first", None, "gate", "1894-03-07", side="rupert"),
    ],
}


@pytest.fixture
def bundle():
    return Bundle({one["id"]: dict(one) for one in ARTICLES}, copy.deepcopy(GOLD))


def test_a_right_bundle_has_no_faults(bundle):
    assert list(check.faults(bundle)) == []


def _rewrite_without_citation(bundle):
    bundle.articles["rewrite"]["text"] = bundle.articles["rewrite"]["text"].replace(", reports the Herald", "")


def _independent_that_cites(bundle):
    bundle.articles["second"]["text"] += " The Herald had it first."


def _words_of_nobody(bundle):
    bundle.gold["claims"][0]["tellings"][0]["words"] = "willing"


def _copy_counted_as_origin(bundle):
    bundle.gold["claims"][0]["independent"] = 3


def _source_of_another_outlet(bundle):
    bundle.gold["claims"][0]["tellings"][3]["origins"] = ["herald"]


def _missing_article(bundle):
    del bundle.articles["copy"]


def _version_elsewhere(bundle):
    bundle.articles["right"]["url"] = "https://right.example/"


def _no_change_to_a_position(bundle):
    bundle.gold["changes"].pop()


def _unnoticed_repetition(bundle):
    del bundle.gold["changes"][1]


def _denied_and_not_contested(bundle):
    del bundle.gold["changes"][0]["contested"]


def _too_early(bundle):
    bundle.gold["changes"][2]["date"] = "1894-03-06"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_rewrite_without_citation, "report r1: rewrite does not cite it"),
        (_independent_that_cites, "report r1: second cites it and is not among its articles"),
        (_words_of_nobody, "claim leave: herald: 'willing' is not in its text"),
        (_copy_counted_as_origin, "claim leave: counts (3, 4, 4), should be (2, 4, 4)"),
        (_source_of_another_outlet, "claim leave: second: cannot have it from herald"),
        (_missing_article, "no article copy"),
        (_version_elsewhere, "right: no older version at this url"),
        (_no_change_to_a_position, "claim gate: 0 changes lead to it"),
        (_unnoticed_repetition, "claim leave: new origin on 1894-03-06, not repeated"),
        (_denied_and_not_contested, "change to leave: contested where its holder denies it, and only there"),
        (_too_early, "change to gate: dated 1894-03-06, first published 1894-03-07"),
    ],
)
def test_every_fault_is_told(bundle, spoil, fault):
    spoil(bundle)
    assert fault in list(check.faults(bundle))


def test_the_bundles_that_ship_are_in_order(capsys):
    assert check.main([]) == 0, capsys.readouterr().out
    folders = list(check.HERE.glob("*/*/bundle.json"))
    assert [sum(path.parts[-3] == split for path in folders) for split in check.SPLITS] >= [4, 2]


def test_the_demo_is_a_bundle_in_the_form_that_add_takes():
    shipped = (REPOSITORY / "examples" / "dossier" / "articles.jsonl").read_text("utf-8")
    assert shipped == jsonl(load(check.HERE / "dev" / "gaza-morag"))
    rows = [json.loads(line) for line in shipped.splitlines()]
    assert all(list(row) == ["id", "url", "outlet", "date", "title", "text"] for row in rows)
