"""Time expressions: found by a grammar over tokens, resolved against the day of publication as newsrooms mean them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.codebook.grammar import grammar
from memcon.codebook.timewords import time_words
from memcon.reading import timelex
from memcon.reading.calendar import days, part
from memcon.reading.timemeaning import Match, Meaning, Now
from memcon.reading.timerules import ABSOLUTE, WRITTEN
from memcon.reading.timesteps import RELATIVE, UNCERTAIN
from memcon.spans import Covered, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.reading.model import Mention, Sentence, Token
    from memcon.reading.timerules import Rule

_RULES = (*ABSOLUTE, *RELATIVE)
_TRIGGER = re.compile("[" + "".join(timelex.grammar(kind) for kind in timelex.TRIGGERS) + "]")
_RUN = re.compile(r"[^.]+")
_KIND = {timelex.grammar(kind): kind for kind in timelex.KINDS}
_NOT_AHEAD = frozenset(("could",))  # as often as not it is the past of `can`
_PAST = frozenset(["was", "were", "did", "had", "has", "have", "been", "'ve", "’ve"])
_PRESENT = frozenset(["is", "are", "am", "'s", "’s", "'re", "’re", "be", "being"])
_BESIDE = 2  # words (`late on`) between a verb and the expression that hangs on it
_STEPS = 24
_NO_DAY = date(2000, 1, 1)  # stands in where the article has no date; nothing resolved by it is kept


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and the days that it covers.

    start, end: ISO dates, both included; None where nobody can tell. grain: how exact they are: day, week, month, …
    how:   the way in which it was resolved, in words.
    kind:  date, time, duration or set; value is TimeML's (TIMEX3), None where it is not resolved.
    part:  START, MID, END, BEFORE or AFTER for a part of the value ("late May").
    """

    span: Span
    start: str | None
    end: str | None
    grain: str | None
    how: str
    kind: str
    value: str | None = None
    part: str | None = None


def times(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    text: str,
    published: date | None,
) -> tuple[Time, ...]:
    """Return the time expressions of a text in order.

    published: the day of the article; without it only what is written in full is resolved.

    Takes time in the number of tokens; expressions do not overlap.
    """
    marked = Covered(mention.span for mention in mentions if mention.kind == "date")
    never = [Span(*found.span()) for found in time_words().never.finditer(text)]
    blocked = Covered((*(mention.span for mention in mentions if mention.kind == "person"), *never))
    finder = _Finder(tokens, timelex.Lexed(tokens, sentences), published)
    out: list[Time] = []
    for sentence in sentences:
        for match, meaning in finder.expressions(sentence):
            span = finder.span(match, meaning)
            doubtful = meaning.how in UNCERTAIN and not marked.touches(span)
            if not doubtful and not blocked.touches(span):
                finder.before.insert(0, meaning)
                out.append(_time(span, meaning, published))
    return tuple(out)


class _Finder:
    """Goes through a text and keeps what it has resolved, the latest first."""

    def __init__(self, tokens: Sequence[Token], lexed: timelex.Lexed, published: date | None) -> None:
        self.tokens, self.lexed, self.published = tokens, lexed, published
        self.before: list[Meaning] = []

    def expressions(self, sentence: Sentence) -> Iterator[tuple[Match, Meaning]]:
        """Yield the expressions of a sentence: from the left, the longest that means something."""
        letters = "".join(self.lexed.letters[sentence.first : sentence.last])
        for run in _RUN.finditer(letters):
            at, end = run.span()
            while at < end and _TRIGGER.search(letters, at, end):
                found = self._longest(sentence.first + at, letters[at - 1 : at] or ".", letters[at:end])
                if found:
                    yield found
                at += found[0].last - found[0].first if found else 1

    def _longest(self, first: int, before: str, letters: str) -> tuple[Match, Meaning] | None:
        for size, one in _candidates(before + letters):
            match = self._match(first, first + size)
            if meaning := self._meaning(_RULES[one], match):
                return match, meaning
        return None

    def _match(self, first: int, last: int) -> Match:
        words = tuple((_KIND[self.lexed.letters[at]], self.lexed.values.get(at, "")) for at in range(first, last))
        before = self.tokens[first - 1].text.lower() if first else ""
        after = self.tokens[last].text.lower() if last < len(self.tokens) else ""
        return Match(first, last, words, before, after)

    def _meaning(self, one: Rule, match: Match) -> Meaning | None:
        """Resolve a match; where the article has no date only what is written in full is resolved."""
        now = Now(self.published or _NO_DAY, lambda: tense(self.tokens, match.first, match.last), self.before)
        try:
            found = one.meaning(match, now)
        except (ValueError, OverflowError):  # outside the calendar
            return None
        if found is None or found.kind not in ("date", "time"):
            return found
        if self.published is None and found.how != WRITTEN:
            return Meaning(found.kind, None, "no publication date")
        return replace(found, part=found.part or _part(match))

    def span(self, match: Match, meaning: Meaning) -> Span:
        """Return the characters of a match; `about`, `more than` belong to an amount of time."""
        first, tokens, known = match.first, self.tokens, time_words()
        if (meaning.kind == "duration" and not match.has("last", "next", "latest")) or match.has("ago"):
            if first and tokens[first - 1].text.lower() in known.around:
                first -= 1
            else:
                words = tuple(token.text.lower() for token in tokens[max(0, first - 3) : first])
                first -= next((n for n in (3, 2) if words[-n:] in known.bounds), 0)
        return Span(tokens[first].start, tokens[match.last - 1].end)


@lru_cache(maxsize=8192)
def _candidates(letters: str) -> tuple[tuple[int, int], ...]:
    """Return how many words each rule takes after the first letter, the longest first, and the rule's number."""
    found = ((match.end() - 1, at) for at, one in enumerate(_RULES) if (match := one.pattern.match(letters, 1)))
    return tuple(sorted(((size, at) for size, at in found if size), key=lambda pair: (-pair[0], pair[1])))


def _part(match: Match) -> str | None:
    """Return which part of its period the expression means, when it begins with a word for one."""
    for kind, value in match.words[:2]:
        if kind in ("part", "edge"):
            return str(value)
        if kind in ("earlier", "later"):
            return "BEFORE" if kind == "earlier" else "AFTER"
    return None


def _time(span: Span, meaning: Meaning, published: date | None) -> Time:
    found = meaning.range or (days(meaning.value) if meaning.value and meaning.kind in ("date", "time") else None)
    if found and meaning.part:
        found = part(found, meaning.part, published)
    start, end, grain = (found.start.isoformat(), found.end.isoformat(), found.grain) if found else (None, None, None)
    return Time(span, start, end, grain, meaning.how, meaning.kind, meaning.value, meaning.part)


def tense(tokens: Sequence[Token], first: int, last: int) -> int:
    """Say whether the verb that governs the tokens looks back (-1) or ahead (1); 0 when it does not show."""
    preposition = tokens[first - 1].text.lower() if first else ""
    at = governor(tokens, first, last)
    if preposition in ("until", "till") or (preposition == "for" and at >= 0 and tokens[at].upos == "VERB"):
        return 1
    for _ in range(_STEPS):
        if at < 0:
            return 0
        if (found := _tense_of(tokens, at)) is not None:
            return found
        at = tokens[at].head
    return 0


def governor(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the token that an expression hangs on, -1 when none: a verb right before it, else as it is parsed."""
    before = first - 1
    while before > 0 and first - before <= _BESIDE and tokens[before].upos in ("ADP", "ADV"):
        before -= 1
    if before >= 0 and tokens[before].upos == "VERB" and not tokens[before].text.endswith("ing"):
        return before
    head = next((at for at in range(first, last) if not first <= tokens[at].head < last), first)
    return tokens[head].head


def _tense_of(tokens: Sequence[Token], at: int) -> int | None:
    """Return where a verb looks; 0 when it looks both ways ("had been due"), None when it does not show."""
    low, words = tokens[at].text.lower(), grammar()
    helpers = _helpers(tokens, at)
    if words.adjectives.get(low) == "planned" and (tokens[at].deprel in ("acl", "amod") or helpers):
        return 0 if "had" in helpers else 1
    if "to" in helpers or any(one in words.auxiliaries and one not in _NOT_AHEAD for one in helpers):
        return 1
    if helpers & _PAST:
        return -1
    if tokens[at].upos not in ("VERB", "AUX") or helpers & _PRESENT:
        return 1 if helpers & _PRESENT else None
    is_past = low in words.past or low.endswith("ed")
    return -1 if is_past else None if low.endswith("ing") else 1


def _helpers(tokens: Sequence[Token], at: int) -> set[str]:
    """Return the auxiliaries, copula and `to` of a word; they stand within ten words of it."""
    near = range(max(0, at - 10), min(len(tokens), at + 3))
    return {
        tokens[k].text.lower()
        for k in near
        if tokens[k].head == at
        and (tokens[k].deprel.startswith(("aux", "cop")) or (tokens[k].deprel == "mark" and tokens[k].upos == "PART"))
    }
