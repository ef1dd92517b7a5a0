"""Our own marked passages become documents with roles and links."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.corpora import ROLES, attributed, passages, share_sources, unmarked

FOLDER = Path(__file__).resolve().parents[2] / "training" / "passages"


def document(marked):
    text, found = unmarked(marked)
    share_sources(text, found)
    return attributed({"id": "toy", "text": text, "attributions": found}, "own")


def roles(doc):
    return [f"{ROLES[role]}:{word}" for role, word in zip(doc.roles, doc.words, strict=True) if role]


def test_marks_become_roles_and_links():
    doc = document("{s1 The envoy} {c1 said} {t1 it was over}. Rain fell.")
    assert roles(doc) == [
        *("B-source:The", "I-source:envoy", "B-cue:said", "B-content:it", "I-content:was", "I-content:over"),
    ]
    assert doc.source_of[2] == 0
    assert doc.cue_of[3] == 2


@pytest.mark.parametrize("second", ["{c2 adding} {t2 that they would return}", "and {c2 promised} {t2 to return}"])
def test_a_second_cue_shares_the_source(second):
    doc = document("{s1 They} {c1 said} {t1 the talks were over}, " + second + ".")
    assert doc.source_of[doc.words.index("said")] == 0
    assert doc.source_of[next(at for at, word in enumerate(doc.words) if word in ("adding", "promised"))] == 0


def test_hearsay_has_no_source():
    doc = document("{c1 It is understood} {t1 that the talks were over}.")
    assert doc.source_of[0] == -2


def test_a_mark_inside_a_mark_is_told():
    with pytest.raises(ValueError, match="a mark inside a mark"):
        unmarked("{t1 it {c2 said} so}")


def test_every_passage_has_its_roles():
    found = list(passages(FOLDER))
    assert len(found) >= 200
    assert not [doc.id for doc in found if "B-cue" not in {ROLES[role] for role in doc.roles}]
    assert not [doc.id for doc in found if any("{" in word or "}" in word for word in doc.words)]
    assert len({doc.id for doc in found}) == len(found)
