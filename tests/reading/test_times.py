"""Time expressions are found and resolved against the day of publication as newsrooms mean them.

Parts of speech and heads are given where a rule asks for them: `verb` is the word that governs the expression.
"""

from datetime import date

import pytest

from memcon.encoder.words import words
from memcon.reading.calendar import days, nth_weekday, part, step
from memcon.reading.model import Mention, Sentence, Token
from memcon.reading.times import times
from memcon.spans import Span

SUNDAY = date(2025, 12, 7)
VERBS = {
    "met",
    "meets",
    "meet",
    "said",
    "agreed",
    "resume",
    "collapsed",
    "left",
    "postponed",
    "arrived",
    "ended",
    "sign",
}
AUXILIARIES = {"will", "had", "has", "would", "was", "were", "is", "are", "could", "may"}
SMALL = {"on": "ADP", "in": "ADP", "by": "ADP", "at": "ADP", "for": "ADP", "until": "ADP", "to": "PART", "since": "ADP"}


def upos_of(word, following):
    low = word.lower()
    if low in VERBS:
        return "VERB"
    if low in AUXILIARIES and not (word == "May" and following[:1].isdigit()):
        return "PROPN" if word in ("May", "Will") else "AUX"
    return SMALL.get(low) or ("PROPN" if word[0].isupper() else "NUM" if word[0].isdigit() else "NOUN")


def tokens_of(text):
    """Hang every word on the last verb of its sentence: auxiliaries as such, all else as obliques."""
    spans = words(text)
    texts = [text[s:e] for s, e in spans]
    ends = [at + 1 for at, one in enumerate(texts) if one in (".", "?")] or [len(texts)]
    if ends[-1] != len(texts):
        ends.append(len(texts))
    sentences = [Sentence(a, b) for a, b in zip([0, *ends], ends, strict=False)]
    out = []
    for first, last in sentences:
        upos = [upos_of(texts[at], texts[at + 1] if at + 1 < len(texts) else "") for at in range(first, last)]
        verbs = [first + at for at, one in enumerate(upos) if one == "VERB"]
        root = verbs[-1] if verbs else first
        for at in range(first, last):
            kind = upos[at - first]
            deprel = "aux" if kind == "AUX" else "mark" if texts[at] == "to" else "obl"
            head = -1 if at == root else root
            out.append(Token(*spans[at], texts[at], kind, head, "root" if head < 0 else deprel))
    return tuple(out), tuple(sentences)


def found(text, published=SUNDAY, mentions=()):
    """Return the words of each expression and the days it covers."""
    tokens, sentences = tokens_of(text)
    return [(one.span.of(text), one.start, one.end) for one in times(tokens, sentences, mentions, text, published)]


def one(text, published=SUNDAY):
    """Return the only expression of a text."""
    tokens, sentences = tokens_of(text)
    (only,) = times(tokens, sentences, (), text, published)
    return only


# -- one expression: its words, and the days that it covers

DATED = [
    # Weekdays, by the tense of the verb.
    ("The envoys met on Saturday.", "Saturday", "2025-12-06", "2025-12-06"),
    ("The envoys met on Tuesday.", "Tuesday", "2025-12-02", "2025-12-02"),
    ("The envoys will meet on Tuesday.", "Tuesday", "2025-12-09", "2025-12-09"),
    ("The envoys agreed to meet on Tuesday.", "Tuesday", "2025-12-09", "2025-12-09"),
    ("The envoys met on Sunday.", "Sunday", "2025-12-07", "2025-12-07"),
    ("The session was postponed until Monday.", "Monday", "2025-12-08", "2025-12-08"),
    ("The envoys met last Friday.", "last Friday", "2025-12-05", "2025-12-05"),
    ("The envoys meet next Thursday.", "next Thursday", "2025-12-11", "2025-12-11"),
    ("The envoys met on Thursday of last week.", "Thursday of last week", "2025-11-27", "2025-11-27"),
    ("The talks collapsed late on Friday night.", "Friday night", "2025-12-05", "2025-12-05"),
    # Days counted from publication.
    ("The envoys met today.", "today", "2025-12-07", "2025-12-07"),
    ("The envoys met yesterday morning.", "yesterday morning", "2025-12-06", "2025-12-06"),
    ("The envoys will meet tomorrow.", "tomorrow", "2025-12-08", "2025-12-08"),
    ("The envoys met the day before yesterday.", "the day before yesterday", "2025-12-05", "2025-12-05"),
    ("The envoys met last night.", "last night", "2025-12-06", "2025-12-06"),
    ("The envoys met three days ago.", "three days ago", "2025-12-04", "2025-12-04"),
    # Dates.
    ("The pact ended on 3 March 2024.", "3 March 2024", "2024-03-03", "2024-03-03"),
    ("The pact ended on March 3, 2024.", "March 3, 2024", "2024-03-03", "2024-03-03"),
    ("The pact ended on Tuesday, March 3, 2020.", "Tuesday, March 3, 2020", "2020-03-03", "2020-03-03"),
    ("The pact ended on November 30.", "November 30", "2025-11-30", "2025-11-30"),
    ("The envoys will meet on the 12th of January.", "the 12th of January", "2026-01-12", "2026-01-12"),
    ("The envoys met on December 3-4.", "December 3-4", "2025-12-03", "2025-12-04"),
    ("The envoys met on 2025-11-20.", "2025-11-20", "2025-11-20", "2025-11-20"),
    ("The truce ended on New Year's Eve.", "New Year's Eve", "2025-12-31", "2025-12-31"),
    # Weeks, months, quarters, years.
    ("The envoys met last week.", "last week", "2025-11-24", "2025-11-30"),
    ("The envoys met earlier this week.", "earlier this week", "2025-12-01", "2025-12-07"),
    ("The envoys will meet next month.", "next month", "2026-01-01", "2026-01-31"),
    ("The envoys met in October.", "October", "2025-10-01", "2025-10-31"),
    ("The envoys will meet in March.", "March", "2026-03-01", "2026-03-31"),
    ("The envoys met last December.", "last December", "2024-12-01", "2024-12-31"),
    ("The envoys met in late May.", "late May", "2025-05-22", "2025-05-31"),
    ("The envoys will meet by the end of the month.", "the end of the month", "2025-12-22", "2025-12-31"),
    ("The envoys will meet at the start of May.", "the start of May", "2026-05-01", "2026-05-10"),
    ("The envoys will meet by year-end.", "year-end", "2025-09-02", "2025-12-31"),
    ("The envoys met in mid-June 2024.", "mid-June 2024", "2024-06-11", "2024-06-20"),
    ("The deal ended in July last year.", "July last year", "2024-07-01", "2024-07-31"),
    ("The envoys met in the second quarter of 2024.", "the second quarter of 2024", "2024-04-01", "2024-06-30"),
    ("The envoys met in Q2 2024.", "Q2 2024", "2024-04-01", "2024-06-30"),
    ("The deal ended in the first half of 2023.", "the first half of 2023", "2023-01-01", "2023-06-30"),
    ("The talks collapsed last summer.", "last summer", "2025-06-01", "2025-08-31"),
    ("The talks collapsed in 2015.", "2015", "2015-01-01", "2015-12-31"),
    ("The talks collapsed in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
    ("The pact ended last year.", "last year", "2024-01-01", "2024-12-31"),
    ("The envoys met over the weekend.", "the weekend", "2025-12-06", "2025-12-07"),
    ("The envoys met two years ago.", "two years ago", "2023-01-01", "2023-12-31"),
    # Amounts that lie beside publication.
    ("The envoys met over the past two weeks.", "the past two weeks", "2025-11-23", "2025-12-07"),
    ("The envoys will meet within ten days.", "ten days", "2025-12-07", "2025-12-17"),
    ("The envoys will meet in ten days.", "ten days", "2025-12-17", "2025-12-17"),
]


@pytest.mark.parametrize(("text", "words_of_it", "start", "end"), DATED, ids=[case[0] for case in DATED])
def test_an_expression_is_resolved(text, words_of_it, start, end):
    assert found(text) == [(words_of_it, start, end)]


ANCHORED = [
    ("The envoys met on November 20. The deal collapsed a day earlier.", ("a day earlier", "2025-11-19", "2025-11-19")),
    (
        "The envoys met on November 20. The deal collapsed two days later.",
        ("two days later", "2025-11-22", "2025-11-22"),
    ),
    ("The envoys met on November 20. They left the next day.", ("the next day", "2025-11-21", "2025-11-21")),
    ("The envoys met on November 20. They arrived the previous day.", ("the previous day", "2025-11-19", "2025-11-19")),
    ("The envoys met on November 20. They left the same day.", ("the same day", "2025-11-20", "2025-11-20")),
    ("The envoys met in June 2023. They left later that year.", ("later that year", "2023-01-01", "2023-12-31")),
    ("The envoys met on August 18. They left the following week.", ("the following week", "2025-08-25", "2025-08-31")),
]


@pytest.mark.parametrize(("text", "last"), ANCHORED, ids=[case[1][0] for case in ANCHORED])
def test_some_count_from_the_date_before_them(text, last):
    assert found(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The envoys met for two days.", "duration", "P2D"),
        ("The envoys agreed on a 28-hour truce.", "duration", "PT28H"),
        ("They met for several months.", "duration", "PXM"),
        ("The envoys meet every week.", "set", "P1W"),
        ("The envoys meet every Thursday.", "set", "XXXX-WXX-4"),
        ("The envoys met at 9:30 p.m. on Friday.", "time", "2025-12-05T21:30"),
        ("The envoys met on Ramadan.", "date", None),
        ("The two sides now agreed.", "date", "PRESENT_REF"),
    ],
)
def test_the_value_is_that_of_timeml(text, kind, value):
    assert (one(text).kind, one(text).value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Times said so.",
        "Some 2000 people met.",
        "The envoys may agree.",
        "The envoy, 54 years old, left.",
        "They will march to the palace.",
    ],
)
def test_what_is_no_time_is_left_alone(text):
    assert found(text) == []


def test_a_month_in_the_name_of_a_person_is_none():
    assert found("April Glaspie met Saddam.", mentions=[Mention(Span(0, 13), "person")]) == []


def test_without_a_day_of_publication_only_full_dates_are_resolved():
    text = "The envoys met on Tuesday. They left on 3 March 2024."
    assert found(text, None) == [("Tuesday", None, None), ("3 March 2024", "2024-03-03", "2024-03-03")]


def test_nothing_that_has_no_day_gets_one():
    """An amount of time, a set, and what nothing before it anchors stay open."""
    texts = ("They met for two days.", "They meet daily.", "They left two weeks later.", "They met on Easter.")
    assert [one(text).start for text in texts] == [None] * 4


def test_how_says_by_what_rule():
    assert one("The envoys met on Saturday.").how == "weekday before publication"


# -- the calendar


def test_days_of_values():
    assert [str(days(value).end) for value in ("2024-02", "2020-W53", "2024-W01-WE", "2024-WI", "201", "19")] == [
        *("2024-02-29", "2021-01-03", "2024-01-07", "2025-02-28", "2019-12-31", "1999-12-31"),
    ]
    assert days("2023-02-29") is None
    assert days("XXXX-WXX-4") is None


def test_a_step_lands_on_a_day_that_is_there():
    assert step(date(2024, 1, 31), "M", 1) == date(2024, 2, 29)
    with pytest.raises(ValueError, match="year"):
        step(date(2024, 1, 31), "C", 100)


def test_weekdays_of_a_month():
    assert nth_weekday(2025, 11, 4, 3) == date(2025, 11, 27)
    assert nth_weekday(2025, 5, -1, 0) == date(2025, 5, 26)


def test_parts_of_a_period():
    year = days("2025")
    assert part(year, "BEFORE", SUNDAY).end == SUNDAY
    assert part(year, "END", SUNDAY).start == date(2025, 9, 2)
