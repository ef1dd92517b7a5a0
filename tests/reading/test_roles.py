"""From role scores and links to attributions; scores are made by hand, no model is loaded."""

from __future__ import annotations

import numpy as np

from memcon.encoder import Kin, Labels, Scores
from memcon.reading.roles import attributions, best_tags

ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINK = 4


def labels() -> Labels:
    """Only roles matter here; an I- that does not continue its kind is illegal."""
    turns = np.zeros((7, 7), np.float32)
    for i, before in enumerate(ROLES):
        for j, tag in enumerate(ROLES):
            if tag[0] == "I" and before[1:] != tag[1:]:
                turns[i, j] = -1e4
    return Labels((), (), (), (), ROLES, turns, LINK, 1, (), (), 1, Kin((), 0, (), ()))


def scores(n: int, ties: dict[int, int], sources: dict[int, int]) -> Scores:
    """Give content word c the cue ties[c], and cue word q the source sources[q]; every other pair scores 0."""
    links = np.zeros((n, 4, LINK), np.float32)
    for k, (content, cue) in enumerate(ties.items()):
        links[content, 0, k] = links[cue, 1, k] = 8
    for k, (cue, source) in enumerate(sources.items()):
        links[cue, 2, k] = links[source, 3, k] = 8
    empty = np.zeros((n, 0), np.float32)
    zeros = np.zeros(n, np.int64)
    none = np.full((1, 4 * LINK), 1e-3, np.float32)
    shown = links.reshape(n, -1)
    return Scores(
        zeros, zeros, zeros, zeros, empty, empty, empty, shown, none, zeros, empty, (), zeros[:0], empty[:0], zeros, ()
    )


def tags(words: str) -> np.ndarray:
    """Role tags of words written as `S`, `Q` (cue), `C`, each followed by its lower-case letter, and `.` for none."""
    return np.array([".SsQqCc".index(w) for w in words])


def offsets(n: int) -> list[tuple[int, int]]:
    """Words of one character with a space between."""
    return [(2 * i, 2 * i + 1) for i in range(n)]


def test_no_role_continues_what_has_not_begun() -> None:
    """I-content scores highest at the first word of content, yet B-content is chosen there."""
    wanted = np.zeros((3, 7), np.float32)
    wanted[0, 0] = wanted[2, 6] = 5
    wanted[1, 6], wanted[1, 5] = 5, 4
    assert [ROLES[i] for i in best_tags([wanted], labels().turns)[0]] == ["O", "B-content", "I-content"]


def test_texts_of_different_length_are_decoded_in_step() -> None:
    """Each as if it were alone."""
    rng = np.random.default_rng(0)
    texts = [rng.normal(size=(n, 7)).astype(np.float32) for n in (5, 1, 9, 0)]
    alone = [best_tags([t], labels().turns)[0].tolist() for t in texts]
    assert [t.tolist() for t in best_tags(texts, labels().turns)] == alone


def test_viterbi_finds_the_best_path_of_all() -> None:
    """Against every legal path of four words."""
    from itertools import pairwise, product

    rng = np.random.default_rng(3)
    turns = labels().turns + rng.normal(size=(7, 7)).astype(np.float32)
    one = rng.normal(size=(4, 7)).astype(np.float32)

    def total(path: tuple[int, ...]) -> float:
        return sum(one[i, t] for i, t in enumerate(path)) + sum(turns[a, b] for a, b in pairwise(path))

    assert tuple(best_tags([one], turns)[0].tolist()) == max(product(range(7), repeat=4), key=total)


def test_two_cues_share_a_source_and_keep_their_contents() -> None:
    """S said C, adding C."""
    words = "SQCcQCc"
    found = attributions(offsets(7), scores(7, {2: 1, 5: 4}, {1: 0, 4: 0}), labels(), tags(words))
    assert [(a.source, a.cue, a.content) for a in found] == [
        (((0, 1),), ((2, 3),), ((4, 7),)),
        (((0, 1),), ((8, 9),), ((10, 13),)),
    ]


def test_content_in_two_pieces_is_one_attribution() -> None:
    """C, S said, C."""
    found = attributions(offsets(5), scores(5, {0: 3, 4: 3}, {3: 2}), labels(), tags("CcSQC"))
    assert [(a.source, a.content) for a in found] == [(((4, 5),), ((0, 3), (8, 9)))]


def test_a_cue_may_have_no_source() -> None:
    """`reportedly C`: nothing scores higher than the window's "none"."""
    found = attributions(offsets(4), scores(4, {1: 0}, {}), labels(), tags("QCcS"))
    assert [(a.source, a.content) for a in found] == [((), ((2, 5),))]


def test_a_cue_without_content_says_nothing() -> None:
    """And content out of reach of any cue belongs to nobody."""
    words = "SQ" + "." * 150 + "C"
    assert attributions(offsets(153), scores(153, {152: 1}, {1: 0}), labels(), tags(words)) == ()
