"""The measures of coreference on the worked examples of the papers that define them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.clusterings import Scores, adjusted_rand, b_cubed, best_pairing, best_pairs, ceaf_e, muc


def sets(written):
    return [frozenset(one) for one in written.split()]


def rounded(tally):
    return round(tally.found / tally.key, 2), round(tally.right / tally.response, 2), round(tally.f1(), 2)


KEY, RESPONSE = sets("abc defg"), sets("ab cd fghi")  # Pradhan et al. 2014, figure 1


def test_muc_on_the_example_of_pradhan_et_al():
    assert rounded(muc(KEY, RESPONSE)) == (0.4, 0.4, 0.4)


def test_b_cubed_on_the_example_of_pradhan_et_al():
    """Published to two figures, the F1 rounded up from .4545: recall .42, precision .50."""
    assert rounded(b_cubed(KEY, RESPONSE)) == (0.42, 0.5, 0.45)


def test_ceaf_e_on_the_example_of_pradhan_et_al():
    assert rounded(ceaf_e(KEY, RESPONSE)) == (0.65, 0.43, 0.52)


def test_b_cubed_on_the_example_of_bagga_and_baldwin():
    """1998: two entities joined that are alike in nothing; all recall, precision 76 % and 58 %."""
    key = sets("12345 67 89ABC")
    assert rounded(b_cubed(key, sets("12345 6789ABC")))[:2] == (1.0, 0.76)
    assert rounded(b_cubed(key, sets("1234589ABC 67")))[:2] == (1.0, 0.58)


def test_muc_cannot_tell_the_two_errors_of_bagga_and_baldwin_apart():
    key = sets("12345 67 89ABC")
    assert rounded(muc(key, sets("12345 6789ABC"))) == rounded(muc(key, sets("1234589ABC 67"))) == (1.0, 0.9, 0.95)


def test_the_same_clustering_is_perfect_and_singletons_do_not_count():
    scores = Scores()
    scores.add(sets("abc de f"), sets("abc de g"))
    assert scores.figures() == {"muc": 1.0, "b3": 1.0, "ceafe": 1.0, "mean": 1.0}


def test_nothing_found_is_zero():
    scores = Scores()
    scores.add(sets("abc"), [])
    assert scores.figures() == {"muc": 0.0, "b3": 0.0, "ceafe": 0.0, "mean": 0.0}


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=4)
    )
)
def test_the_best_pairing_is_as_good_as_trying_all(worth):
    rows, columns = range(len(worth)), range(len(worth[0]))
    if len(rows) <= len(columns):
        tries = (sum(worth[r][c] for r, c in zip(rows, p, strict=False)) for p in itertools.permutations(columns))
    else:
        tries = (sum(worth[r][c] for c, r in zip(columns, p, strict=False)) for p in itertools.permutations(rows))
    assert best_pairing(worth) == pytest.approx(max(tries))


def test_adjusted_rand_on_a_worked_example():
    """Two groups of three, one member astray: of 15 pairs, 6 in the key, 7 in the response, 4 in both."""
    assert adjusted_rand(sets("abc def"), sets("ab cdef")) == pytest.approx((4 - 6 * 7 / 15) / (6.5 - 6 * 7 / 15))
    assert adjusted_rand(sets("ab c"), sets("c ab")) == 1.0
    assert adjusted_rand(sets("a b c"), sets("a b c")) == 1.0


def test_ends_are_paired_for_the_greatest_sum_and_not_where_they_share_nothing():
    worth = {("a", "x"): 3.0, ("a", "y"): 2.0, ("b", "x"): 2.0, ("c", "z"): 1.0}
    assert best_pairs(worth) == {"a": "y", "b": "x", "c": "z"}
    assert best_pairs({("a", "x"): 1.0, ("b", "x"): 2.0}) == {"b": "x"}
    assert best_pairs({}) == {}
