"""A time dates the predicate that it hangs on, and no other that merely stands in the same sentence."""

from functools import lru_cache

import pytest

from memcon.coding.code import view_of
from memcon.coding.when import said_on, when_of
from memcon.reading.reader import read_many
from tests.parsed import _encoder, article

PUBLISHED = "2025-12-07"  # a Sunday


@lru_cache(maxsize=64)
def view(text):
    return view_of(read_many([article(text, PUBLISHED)], _encoder())[0])


def dated(text, word):
    """Return the days that date the predicate at a word, None when nothing does."""
    made = view(text)
    (head,) = [at for at, token in enumerate(made.syntax.tokens) if token.text == word]
    when = when_of(made, head)
    return when and (when.start, when.end)


def day(written):
    return (written, written)


CASES = [
    ("The envoys met in Geneva on Saturday.", "met", day("2025-12-06")),
    ("On Tuesday, the two ministers signed the accord.", "signed", day("2025-12-02")),
    ("The delegations will meet in Doha on Tuesday.", "meet", day("2025-12-09")),
    ("The two sides held talks in Muscat on Thursday.", "talks", day("2025-12-04")),
    ("The union said on Monday that its members had rejected the offer.", "said", day("2025-12-01")),
    ("The union said on Monday that its members had rejected the offer.", "rejected", None),
    ("The ministers met on Friday and agreed on a truce.", "agreed", day("2025-12-05")),
    ("The ministers agreed on Friday to send a letter.", "send", None),
    ("The deal that was signed in 2015 collapsed on Friday.", "signed", ("2015-01-01", "2015-12-31")),
    ("The deal that was signed in 2015 collapsed on Friday.", "collapsed", day("2025-12-05")),
    ("A visit that had been set for Thursday was cancelled on Saturday.", "cancelled", day("2025-12-06")),
    ("The sides have met in Cairo since 1 December.", "met", ("2025-12-01", "2025-12-07")),
    ("The army must leave the city by Friday.", "leave", ("2025-12-07", "2025-12-12")),
    ("The delegations met from Monday to Wednesday.", "met", ("2025-12-01", "2025-12-03")),
    ("The minister demanded compensation for last year's floods.", "demanded", None),
    ("The envoys met for two days.", "met", None),
    ("The envoys met in Geneva.", "met", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[f"{case[1]}: {case[0]}" for case in CASES])
def test_what_dates_a_predicate(text, word, expected):
    assert dated(text, word) == expected


def test_the_day_of_a_saying_is_not_that_of_what_is_said():
    made = view("The ministry said on Monday that the talks had collapsed in October.")
    (told,) = made.told
    assert said_on(made, told.attribution).start == "2025-12-01"
    assert dated("The ministry said on Monday that the talks had collapsed in October.", "collapsed") == (
        *("2025-10-01", "2025-10-31"),
    )


def test_a_saying_without_a_day_has_none():
    """The day of publication is never taken for it."""
    made = view("The talks had collapsed in October, the ministry said.")
    (told,) = made.told
    assert said_on(made, told.attribution) is None


def test_when_says_which_words_gave_it_and_how():
    made = view("The envoys met in Geneva on Saturday.")
    when = when_of(made, 2)
    assert (when.span.of(made.text), when.grain, when.how) == ("Saturday", "day", "weekday before publication")
