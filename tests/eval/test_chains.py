"""The scorer of chains, on records made by hand: right is 1.0, and every way of being wrong costs what it should."""

from __future__ import annotations

import copy
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval import chain_match, chains

ROOT = Path(__file__).resolve().parents[2]


def _module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


build = _module("gold_chains_build", ROOT / "eval" / "gold" / "chains" / "build.py")

MARKED = """toy | wire | Toyland
{t1 The bridge will stay shut}, {ax:o Axios} reported, {c1 citing} {two:u two Ruritanian officials briefed on the talks}. \
{t2 "It is over,"} {one:u one of them} {c2 was quoted as saying}. {min:p Minister Rupert Hentzau} {c3 said} {t3 that {zen:i Zenda} \
had {c4 promised} {t4 to pay}}. {he:p=min He} {c5 declined} {t5 to comment on a date}. {kin:p The king} {c6 hopes} {t6 for an answer}. \
{t7 The duke} {c7 reportedly} {t7 agreed}. {pub:o=ax The outlet} {c8 added} {t8 that nothing was signed}.
---
1 ax>two | count=2 closeness="briefed on the talks" side="Ruritanian" office="officials"
2 ax>one | count=1
3 min
4 min>zen
5 he | response=declined
6 kin | attitude
7 -
8 pub
"""
PASSAGE = build.passage_of(MARKED, "dev")
TEXT = PASSAGE["text"]


def at(words):
    assert TEXT.count(words) == 1, words
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def perfect(passage=PASSAGE):
    """The record that says what gold says, in the record's own form."""
    sources = [{"id": "s0", "kind": "writer", "entity": None, "span": None}]
    attributions = []
    for number, a in enumerate(passage["attributions"]):
        way = ["s0"]
        for hop in a["chain"][1:]:
            source = {"id": f"s{len(sources)}", "kind": hop["kind"], "entity": None, "span": hop["span"]}
            if hop is a["chain"][-1] and a["unnamed"]:
                source["unnamed"] = dict(a["unnamed"])
            sources.append(source)
            way.append(source["id"])
        said = {key: a[key] for key in ("source", "cue", "content", "manner", "channel", "response")}
        attributions.append({"id": f"q{number}", "said": None, "chain": way, **copy.deepcopy(said)})
    return {
        "article": {"id": passage["id"], "text": passage["text"]},
        "entities": [],
        "sources": sources,
        "attributions": attributions,
    }


def of(record, words):
    """The predicted attribution with this cue."""
    return next(a for a in record["attributions"] if [TEXT[s:e] for s, e in a["cue"]] == [words])


def source_of(record, words):
    last = of(record, words)["chain"][-1]
    return next(s for s in record["sources"] if s["id"] == last)


def figures(record):
    return chains.figures(chains.score(PASSAGE, record))


@pytest.fixture
def record():
    return perfect()


def test_a_perfect_record_scores_one_everywhere(record):
    result = figures(record)
    assert {f["f1"] for f in result.values() if "f1" in f} == {1.0}
    assert {f["accuracy"] for f in result.values() if "accuracy" in f} == {1.0}
    assert (result["attribution"]["gold"], result["attribution"]["predicted"]) == (7, 7)
    assert {k: f["n"] for k, f in result.items() if k.startswith("chain of")} == {
        "chain of 0 hops": 1,
        "chain of 1 hop": 3,
        "chain of 2 hops": 3,
    }


def test_an_empty_record_scores_nothing(record):
    record["attributions"] = []
    result = figures(record)
    assert result["attribution"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 7, "predicted": 0}
    assert result["unnamed"]["gold"] == 2
    assert result["not a statement"] == {"accuracy": 0.0, "n": 1}
    assert "manner" not in result


def test_a_missing_hop_loses_the_chain_and_keeps_the_attribution(record):
    """Axios reported, citing two officials: `writer > officials` forgets Axios."""
    del of(record, "citing")["chain"][1]
    result = figures(record)
    assert result["attribution"]["f1"] == 1.0
    assert result["chain"]["r"] == 6 / 7
    assert result["chain of 2 hops"]["accuracy"] == 2 / 3
    assert result["chain of 1 hop"]["accuracy"] == 1.0


@pytest.mark.parametrize("change", ["kind", "place", "order", "writer"])
def test_a_hop_of_another_kind_or_place_or_order_loses_the_chain(record, change):
    way = of(record, "citing")["chain"]
    hops = {s["id"]: s for s in record["sources"]}
    if change == "kind":
        hops[way[1]]["kind"] = "institution"
    elif change == "place":
        hops[way[1]]["span"] = at("The king")
    elif change == "order":
        way[1], way[2] = way[2], way[1]
    else:
        del way[0]
    assert figures(record)["chain"]["r"] == 6 / 7


def test_a_wrong_source_loses_the_attribution_too(record):
    of(record, "declined")["source"] = [at("The king")]
    result = figures(record)
    assert result["attribution"]["r"] == result["attribution"]["p"] == 6 / 7
    assert result["not a statement"]["accuracy"] == 0.0


def test_a_source_where_gold_has_none_loses_the_attribution(record):
    of(record, "reportedly")["source"] = [at("The king")]
    assert figures(record)["attribution"]["r"] == 6 / 7


def test_half_of_the_content_is_enough_and_less_is_not(record):
    content = of(record, "said")["content"]
    start, end = at("that Zenda had promised to pay")
    content[0] = [start, start + len("that Zenda had")]  # three of six words
    assert figures(record)["attribution"]["f1"] == 1.0
    content[0] = [start, start + len("that Zenda")]
    assert figures(record)["attribution"]["r"] == 6 / 7
    content[0] = [start, end]


def test_an_invented_attribution_costs_precision_only(record):
    record["attributions"].append({**copy.deepcopy(of(record, "said")), "content": [at("The bridge")]})
    result = figures(record)
    assert result["attribution"]["r"] == 1.0
    assert result["attribution"]["p"] == result["chain"]["p"] == 7 / 8


def test_a_second_record_of_the_same_attribution_is_invented(record):
    record["attributions"].append(copy.deepcopy(of(record, "said")))
    assert figures(record)["attribution"]["p"] == 7 / 8


def test_an_attitude_may_be_given_or_not(record):
    with_it = figures(record)
    record["attributions"].remove(of(record, "hopes"))
    assert figures(record) == with_it


def test_a_relays_own_record_is_neither_rewarded_nor_punished(record):
    """`Axios reported that the bridge will stay shut`, beside the same of the officials whom it cites."""
    relay = {**copy.deepcopy(of(record, "citing")), "source": [at("Axios")], "chain": of(record, "citing")["chain"][:2]}
    record["attributions"].append(relay)
    assert figures(record)["attribution"]["p"] == 1.0
    record["attributions"].remove(of(record, "citing"))
    assert figures(record)["attribution"]["r"] == 6 / 7


def test_a_hop_may_stand_at_the_first_mention_or_be_joined_by_its_entity(record):
    """`The outlet` and `Axios` are one; so are two spans that one entity mentions; `The king` is neither."""
    source = source_of(record, "added")
    source["span"] = at("Axios")
    assert figures(record)["chain"]["f1"] == 1.0
    source["span"] = at("nothing")
    assert figures(record)["chain"]["r"] == 6 / 7
    source["entity"] = "n1"
    record["entities"] = [{"id": "n1", "kind": "outlet", "name": "Axios", "side": None, "mentions": [at("Axios")]}]
    assert figures(record)["chain"]["f1"] == 1.0


def test_nobody_named_may_be_the_writer_alone_or_an_unnamed_hop_without_words(record):
    record["sources"].append({"id": "s99", "kind": "unnamed", "entity": None, "span": None, "unnamed": None})
    of(record, "reportedly")["chain"] = ["s0", "s99"]
    result = figures(record)
    assert result["chain"]["f1"] == result["unnamed"]["f1"] == 1.0


def test_a_refusal_may_be_cut_anywhere_between_cue_and_content(record):
    refusal = of(record, "declined")
    refusal["cue"], refusal["content"] = [at("declined to comment on a date")], []
    assert figures(record)["attribution"]["f1"] == 1.0
    refusal["response"] = "statement"
    assert figures(record)["not a statement"]["accuracy"] == 0.0
    assert figures(record)["response"]["accuracy"] == 6 / 7


def test_labels_are_counted_over_matched_attributions(record):
    of(record, "said")["manner"] = "direct"
    of(record, "promised")["channel"] = "phone"
    result = figures(record)
    assert result["manner"] == {"accuracy": 6 / 7, "n": 7}
    assert result["channel"] == {"accuracy": 6 / 7, "n": 7}


def test_unnamed_sources_are_found_missed_and_invented(record):
    for source in record["sources"]:
        if source["span"] == at("two Ruritanian officials briefed on the talks"):
            source["kind"] = "institution"
    result = figures(record)
    assert (result["unnamed"]["r"], result["unnamed"]["p"]) == (0.5, 1.0)
    source_of(record, "said")["kind"] = "unnamed"
    assert figures(record)["unnamed"]["p"] == 0.5


def test_fields_of_an_unnamed_source_are_right_wrong_or_rightly_null(record):
    told = source_of(record, "citing")["unnamed"]
    told |= {"closeness": "briefed on", "office": "soldiers", "count": 3, "reason": "fear"}
    result = figures(record)
    assert result["closeness, told"] == {"accuracy": 1.0, "n": 1}
    assert result["office, told"] == {"accuracy": 0.0, "n": 1}
    assert result["count, told"] == {"accuracy": 0.5, "n": 2}
    assert result["reason, all"] == {"accuracy": 0.5, "n": 2}
    assert "reason, told" not in result


@pytest.mark.parametrize(
    ("side", "right"), [("n1", 1.0), ("n2", 0.0), (None, 0.0), ("Ruritania", 1.0), ("Graustark", 0.0)]
)
def test_a_side_is_an_entity_or_its_words(record, side, right):
    source_of(record, "citing")["unnamed"]["side"] = side
    record["entities"] = [
        {"id": "n1", "kind": "state", "name": "Ruritania", "side": "n1", "mentions": []},
        {"id": "n2", "kind": "state", "name": "Graustark", "side": "n2", "mentions": []},
    ]
    assert figures(record)["side, told"]["accuracy"] == right


def test_american_and_united_states_are_one_side():
    assert chain_match.field_is_right("side", "American", "United States")
    assert not chain_match.field_is_right("side", "American", "United Kingdom")
    assert not chain_match.field_is_right("side", "American", None)


def test_a_record_of_a_cut_text_is_moved_back(record):
    cut = TEXT.index("Axios")
    record["article"]["text"] = TEXT[cut:]
    record["attributions"] = [of(record, "added")]
    for role in ("source", "cue", "content"):
        record["attributions"][0][role] = [[s - cut, e - cut] for s, e in record["attributions"][0][role]]
    for source in record["sources"]:
        source["span"] = source["span"] and [source["span"][0] - cut, source["span"][1] - cut]
    result = figures(record)
    assert (result["attribution"]["p"], result["chain"]["p"]) == (1.0, 1.0)


def test_a_record_of_another_text_is_refused(record):
    record["article"]["text"] = "Something else."
    with pytest.raises(ValueError, match="another text"):
        chains.score(PASSAGE, record)


def test_matching_makes_room_for_as_many_pairs_as_can_be():
    """The first item prefers what alone suits the second."""
    assert chain_match.matching(2, [[0, 1], [0]]) == {0: 1, 1: 0}


def test_a_passage_without_a_record_counts_as_missed(record):
    other = {**PASSAGE, "id": "dev-other"}
    result = chains.figures(chains.score_all([PASSAGE, other], {"dev-toy": record}))
    assert result["attribution"]["r"] == 0.5


def test_shows_what_went_wrong_in_dev(record):
    del of(record, "citing")["chain"][1]
    record["attributions"].remove(of(record, "said"))
    shown = []
    chains.score(PASSAGE, record, shown.append)
    assert [line.split()[0] for line in shown] == ["##", "chain", "missed"]


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("{x:o Axios} said.\n---\n", "never used"),
        ("{t1 Axios said.\n---\n1 -", "never closed"),
        ("{t1 Axios} said.\n---\n1 zz", "no mention"),
        ("{x:o Axios} said.\n---\n1 x", "neither cue nor content"),
        ("{x:o Axios} {c1 said}.\n---\n1 x | count=2", "not unnamed"),
        ("{x:u Men} {c1 said}.\n---\n1 x | side=Ruritanian", "does not stand in the text"),
        ("{x:u Men} {c1 said}.\n---\n1 x | channel=radio", "no such channel"),
        ("{x:u Men} {c1 said}.\n---\n1 x", "40 to 160"),
    ],
)
def test_authoring_that_contradicts_itself_is_refused(marked, why):
    with pytest.raises(build.BadPassage, match=why):
        build.passage_of("toy | wire | Toyland\n" + marked, "dev")


@pytest.mark.parametrize("split", ["dev", "fresh", "heldout"])
def test_gold_is_what_the_authoring_says(split):
    """Ids only, so that a failure shows no held-out text."""
    on_disk = {p["id"]: p for p in chains.passages_of(split)}
    authored = {p["id"]: p for p in build.passages_of(split)}
    assert sorted(on_disk) == sorted(authored)
    stale = [i for i in on_disk if on_disk[i] != authored[i]]
    assert stale == []


def _badly_cut(text, span):
    start, end = span
    if not 0 <= start < end <= len(text) or text[start:end] != text[start:end].strip():
        return True
    return text[max(0, start - 1) : start + 1].isalnum() * (start > 0) or text[end - 1 : end + 1].isalnum() * (
        end < len(text)
    )


@pytest.mark.parametrize("split", ["dev", "fresh", "heldout"])
def test_gold_spans_lie_in_the_text_and_end_at_words(split):
    bad = []
    for passage in chains.passages_of(split):
        for a in passage["attributions"]:
            hops = [span for hop in a["chain"][1:] for span in (hop["span"], hop.get("same_as", hop["span"]))]
            spans = [*a["source"], *a["cue"], *a["content"], *hops]
            bad += [(passage["id"], span) for span in spans if _badly_cut(passage["text"], span)]
    assert bad == []


@pytest.mark.parametrize("split", ["dev", "fresh", "heldout"])
def test_gold_agrees_with_itself(split):
    """Said in the record's own form, every passage scores 1.0: no two of its attributions can be taken for one another."""
    passages = chains.passages_of(split)
    result = chains.figures(chains.score_all(passages, {p["id"]: perfect(p) for p in passages}))
    assert len(passages) >= 30
    assert {name: f for name, f in result.items() if 1.0 not in (f.get("f1"), f.get("accuracy"))} == {}


def test_badly_cut_spans_are_noticed():
    assert [_badly_cut("The duke", span) for span in ([0, 3], [4, 8], [0, 4], [0, 2], [5, 8], [4, 9])] == [
        0,
        0,
        1,
        1,
        1,
        1,
    ]


def test_the_held_out_half_is_scored_and_never_shown(tmp_path):
    """No word of a passage may reach the terminal, whatever the records say."""
    records = tmp_path / "none.jsonl"
    passage = chains.passages_of("heldout")[0]
    row = {"article": {"id": passage["id"], "text": passage["text"]}, "entities": [], "sources": [], "attributions": []}
    records.write_text(json.dumps(row))
    command = [sys.executable, "-m", "eval.chains", "--split", "heldout", "--records", str(records)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "attribution" in done.stdout
    assert passage["id"] not in done.stdout + done.stderr
    assert passage["text"][:20] not in done.stdout + done.stderr
    refused = subprocess.run([*command, "--show"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
