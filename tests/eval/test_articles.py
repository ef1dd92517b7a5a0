"""The scorer of articles, on a record made by hand: right is 1.0, and every way of being wrong costs what it should."""

import copy
import json
from pathlib import Path

import pytest

from eval import articles
from eval.gold.articles import check

TEXT = (
    "Duke Michael met Rupert in Zenda on Monday. Rupert demanded the castle, and warned of a siege unless he got it.\n"
)


def _spans(*words):
    return [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words]


FACTS = (
    {
        "note": "they met",
        "kind": "event",
        "event_type": ["CONSULT"],
        "parties": ["Michael", "Rupert"],
        "evidence": ["met"],
        "date": "1894-03-05",
    },
    {"note": "no siege", "kind": "event", "event_type": ["ASSAULT"], "evidence": ["siege"], "absent": True},
    {"note": "he wants the castle", "kind": "position", "holder": "Rupert", "stance": ["demand"], "object": ["castle"]},
    {
        "note": "he warns of a siege",
        "kind": "position",
        "holder": "Rupert",
        "stance": ["warn"],
        "object": ["siege"],
        "optional": True,
    },
    {
        "note": "unless he gets it",
        "kind": "position",
        "holder": "Rupert",
        "object": ["siege"],
        "conditions": [{"kind": ["unless"], "text": "got it"}],
        "detail": True,
    },
)
ARTICLE = articles.Article("zenda", TEXT, "1894-03-06", FACTS)


class Check:
    """`check_record.py` is not ours to ship: what the scorer asks of it, in little."""

    LISTS = {"event": "events", "position": "positions"}  # noqa: RUF012

    class Record:
        def __init__(self, data):
            self.data, self.text = data, data["article"]["text"]

    @classmethod
    def matches(cls, fact, item, rec):
        def said(key):
            return " ".join(rec.text[s:e] for s, e in item.get(key) or [])

        ids = [*(item.get("actor") or []), item.get("holder")]
        whens = fact.get("date") in {None, (item.get("when") or {}).get("start")}
        words = all(word in said(key) for key in ("evidence", "object") for word in fact.get(key, []))
        types = item.get("event_type") in fact.get("event_type", [None]) and item.get("stance") in fact.get(
            "stance", [item.get("stance")]
        )
        people = all(
            name in ids
            for name in [*fact.get("parties", []), *fact.get("actor", [])] + [h for h in [fact.get("holder")] if h]
        )
        conditions = all(
            any(one["kind"] in want["kind"] for one in item.get("conditions", []))
            for want in fact.get("conditions", [])
        )
        return whens and words and types and people and conditions

    @classmethod
    def holds(cls, fact, rec):
        return any(cls.matches(fact, item, rec) for item in rec.data[cls.LISTS[fact["kind"]]]) != bool(
            fact.get("absent")
        )


@pytest.fixture
def record():
    meeting = {
        "event_type": "CONSULT",
        "mode": "meet",
        "factuality": "actual",
        "actor": ["Michael", "Rupert"],
        "recipient": [],
        "when": {"start": "1894-03-05"},
        "evidence": _spans("met"),
    }
    castle = {
        "holder": "Rupert",
        "stance": "demand",
        "factuality": "actual",
        "object": _spans("the castle"),
        "conditions": [],
        "when": None,
        "evidence": _spans("demanded the castle"),
    }
    siege = castle | {
        "stance": "warn",
        "object": _spans("a siege"),
        "conditions": [{"kind": "unless"}],
        "evidence": _spans("warned of a siege"),
    }
    people = [{"id": name, "name": name} for name in ("Michael", "Rupert")]
    return {
        "article": {"text": TEXT, "id": "zenda"},
        "entities": people,
        "events": [meeting],
        "positions": [castle, siege],
    }


@pytest.fixture
def figures(record):
    """Return the figures for the record after `change` has had its way with it."""

    def run(change=lambda _: None):
        changed = copy.deepcopy(record)
        change(changed)
        return articles.figures([articles.score(ARTICLE, changed, Check)])

    return run


def test_a_right_record_has_everything(figures):
    assert figures() == dict.fromkeys(
        ("facts", "facts_event", "facts_position", "traps", "precision_events", "precision_positions"), 1.0
    )


def test_an_empty_record_finds_no_fact_and_only_escapes_the_traps(figures):
    empty = figures(lambda r: r.update(events=[], positions=[]))
    assert (empty["facts"], empty["traps"]) == (0.0, 1.0)
    assert "precision_events" not in empty


def test_an_event_that_nobody_annotated_is_wrong_and_may_be_a_trap(figures):
    siege = {"event_type": "ASSAULT", "actor": ["Rupert"], "evidence": _spans("a siege")}
    got = figures(lambda r: r["events"].append(siege))
    assert (got["precision_events"], got["traps"], got["facts"]) == (0.5, 0.0, 1.0)


def test_a_second_record_of_one_fact_is_wrong(figures):
    assert figures(lambda r: r["events"].append(r["events"][0]))["precision_events"] == 0.5


def test_a_fact_that_is_many_takes_every_record(record):
    many = (*FACTS[1:], FACTS[0] | {"many": True})
    record["events"] *= 3
    got = articles.score(articles.Article("zenda", TEXT, "1894-03-06", many), record, Check)
    assert [right for kind, _, right in got.records if kind == "event"] == [True] * 3


def test_no_date_misses_the_fact_and_is_no_wrong_record(figures):
    got = figures(lambda r: r["events"][0].update(when=None))
    assert (got["facts_event"], got["precision_events"]) == (0.0, 1.0)


def test_another_date_is_a_wrong_record(figures):
    assert figures(lambda r: r["events"][0].update(when={"start": "1894-03-06"}))["precision_events"] == 0.0


def test_a_detail_makes_no_record_right(figures):
    got = figures(lambda r: r["positions"][1].update(stance="offer"))
    assert (got["precision_positions"], got["facts_position"]) == (0.5, 1.0)


def test_a_missing_condition_costs_the_detail_alone(figures):
    got = figures(lambda r: r["positions"][1].update(conditions=[]))
    assert (got["precision_positions"], got["facts_position"]) == (1.0, 0.5)


def test_the_event_side_of_a_position_is_right_once(figures):
    request = {"event_type": "REQUEST", "actor": ["Rupert"], "evidence": _spans("demanded the castle")}
    assert figures(lambda r: r["events"].append(request))["precision_events"] == 1.0
    assert figures(lambda r: r["events"].extend([request, request]))["precision_events"] == pytest.approx(2 / 3)
    assert figures(lambda r: r["events"].append(request | {"actor": ["Michael"]}))["precision_events"] == 0.5


def test_show_tells_what_was_missed_and_what_is_wrong(record):
    record["positions"][0]["stance"] = "offer"
    lines = list(articles.shown(ARTICLE, record, articles.score(ARTICLE, record, Check)))
    assert lines == [
        "## zenda",
        "  missed  position    he wants the castle",
        "  wrong   position    offer actual Rupert object [the castle] when None [demanded the castle]",
    ]


@pytest.mark.parametrize("option", [["--show"], ["--only", "a"]])
def test_held_out_articles_are_never_shown(option, capsys):
    with pytest.raises(SystemExit):
        articles.main(["--split", "heldout", *option])
    assert "never shown" in capsys.readouterr().err


def test_records_of_the_cache_are_not_read_again(record, tmp_path, monkeypatch):
    cache = tmp_path / "records.jsonl"
    monkeypatch.setattr(articles, "read_articles", lambda _: {"zenda": record})
    assert articles.cached([ARTICLE], cache) == {"zenda": record}
    monkeypatch.delattr(articles, "read_articles")
    assert articles.cached([ARTICLE], cache) == {"zenda": record}


# ---------------------------------------------------------------- the checker


@pytest.mark.parametrize(
    ("fact", "fault"),
    [
        ({"kind": "event", "evidence": ["met"]}, "no note"),
        ({"note": "n", "kind": "event", "evidence": ["met"], "holder": "Rupert"}, "has no ['holder']"),
        ({"note": "n", "kind": "event", "event_type": ["MEET"], "evidence": ["met"]}, "event_type 'MEET'"),
        ({"note": "n", "kind": "event", "event_type": ["CONSULT"]}, "neither evidence nor object"),
        ({"note": "n", "kind": "event", "evidence": "met"}, "is no list"),
        ({"note": "n", "kind": "event", "evidence": ["(met"]}, "is no list of patterns, or"),
        ({"note": "n", "kind": "event", "evidence": ["fled"]}, "is not in the text"),
        (
            {"note": "n", "kind": "position", "object": ["castle"], "conditions": [{"kind": ["when"], "text": "got"}]},
            "condition 'when'",
        ),
        ({"note": "n", "kind": "event", "evidence": ["met"], "date": "Monday"}, "date 'Monday'"),
        ({"note": "n", "kind": "event", "evidence": ["met"], "optional": True, "absent": True}, "one of them at most"),
    ],
)
def test_a_faulty_fact_is_told(fact, fault):
    assert any(fault in one for one in check.fact_faults(fact, TEXT))


@pytest.mark.parametrize("fact", FACTS)
def test_a_good_fact_passes(fact):
    assert list(check.fact_faults(fact, TEXT)) == []


def test_patterns_must_meet_in_one_paragraph():
    fact = {"note": "n", "kind": "event", "evidence": ["met", "castle"]}
    assert list(check.fact_faults(fact, TEXT.replace("Monday. ", "Monday.\n"))) == [
        "its patterns are never together in one paragraph"
    ]


def test_every_article_is_well_formed(capsys):
    assert check.main([]) == 0, capsys.readouterr().out


def test_every_article_can_be_loaded():
    for path in sorted((Path(check.HERE) / "dev").glob("*.json")):
        assert json.loads(path.read_text("utf-8"))["facts"]
    assert len(articles.articles_of("dev")) == len(check.names("dev"))
