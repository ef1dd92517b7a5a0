"""When what is said of a predicate holds: the time expression that dates it, if the text has one.

A time dates the predicate that it hangs on. It dates no other that merely stands in the same sentence: not what is
inside what somebody said when it dates the saying ("said on Monday that …"), not the main clause when it stands in a
clause below it ("the deal that was signed in 2015 collapsed"). Where none dates a predicate, that is null.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import TYPE_CHECKING

from memcon.codebook.grammar import grammar
from memcon.codebook.timewords import time_words
from memcon.coding.record import When
from memcon.reading.times import governor, times
from memcon.spans import hull

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memcon.coding.clauses import Clause
    from memcon.coding.view import View
    from memcon.reading.model import Attribution, Reading
    from memcon.reading.times import Time
    from memcon.spans import Span

_SINCE = frozenset(("since",))
_UNTIL = frozenset(("until", "till", "by"))
_BEYOND = frozenset(("before", "after", "beyond", "past", "than"))
_LINKS = frozenset(("to", "through", "until", "and", "-", "–", "or"))
_INTO = frozenset(("obl", "nmod", "obj", "nsubj", "nsubj:pass", "conj", "appos", "compound", "obl:tmod", "nmod:poss"))
_SUBJECT = frozenset(("nsubj", "nsubj:pass"))
_OCCASIONS = frozenset(("after", "during", "following", "at", "in"))
_GRAINS = ("time", "day", "weekend", "week", "part of month", "month", "part of quarter", "quarter", "season", "year")
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_STEPS = 24
_BESIDE = 2  # words between a time and the words of saying that it dates


def published_on(reading: Reading) -> date | None:
    """Return the day of publication; None when the article does not say."""
    written = reading.article.published
    return date.fromisoformat(written[:10]) if written else None


def times_of(reading: Reading) -> tuple[Time, ...]:
    """Return the time expressions of an article, resolved against the day of its publication."""
    text = reading.article.text
    return times(reading.tokens, reading.sentences, reading.mentions, text, published_on(reading))


def when_of(view: View, head: int) -> When | None:
    """Return what dates the predicate headed at token `head`; None when nothing does, or nobody can tell the day.

    Looked at in this order: what hangs on the predicate itself, or on the verb that carries it ("held talks on
    Monday"); what dates the clause that it is a part of ("met on Monday and agreed", "spoke on Monday after talks").
    """
    if found := _apart(view, head):
        return found
    here = [(time, owner) for time in _in_sentence(view, head) if (owner := _owner(view, time)) is not None]
    place: int | None = head
    for _ in range(_STEPS):
        if place is None or not here:
            return None
        places = _places(view, place)
        if found := _when(view, [time for time, owner in here if owner in places], place):
            return found
        here = [(time, owner) for time, owner in here if _carries(view, time, place)]
        place = _carrier(view, place)
    return None


def _places(view: View, at: int) -> set[int]:
    """Return the tokens whose time is a predicate's own: an act is dated by the verb that carries or plans it too."""
    clause = view.clauses.at(at)
    out = {at}
    if clause and clause.support is not None:
        out.add(clause.support)
    if clause and clause.kind == "noun":
        known = grammar()
        for kid in view.syntax.kids[at]:
            below = view.clauses.at(kid) if view.syntax.tokens[kid].deprel.startswith("acl") else None
            if below and (below.lemma in known.support or known.adjectives.get(below.lemma) == "planned"):
                out.add(kid)
    return out


def _carries(view: View, time: Time, at: int) -> bool:
    """Say whether a time can be that of the predicate at `at` too, when it hangs on the predicate above."""
    token, above = view.syntax.tokens[at], view.clauses.at(view.syntax.tokens[at].head)
    before = _before(view, time)
    if token.deprel == "xcomp":  # "agreed on Monday to meet" says nothing of the meeting
        return time.span.start > token.start
    if token.deprel == "conj":
        fronted = above is not None and time.span.start < view.syntax.tokens[above.head].start
        return before not in _UNTIL and (fronted or view.syntax.child(at, *_SUBJECT) is None)
    return above is None or not _plans(above) or before == "for"


def said_on(view: View, attribution: Attribution) -> When | None:
    """Return when something was said: what dates the words of saying, and stands outside what was said."""
    if not attribution.cue:
        return None
    cues = [at for span in attribution.cue for at in view.syntax.inside(span)]
    if not cues or any((clause := view.clauses.at(at)) and clause.passive and _plans(clause) for at in cues):
        return None
    own = []
    for time in _in_sentence(view, cues[0]):
        owner = None if _within(time, attribution.content) else _owner(view, time)
        if owner is not None and _reaches(view, owner, cues):
            own.append(time)
    return _when(view, own, cues[0])


def _within(time: Time, spans: tuple[Span, ...]) -> bool:
    return any(span.contains(time.span) for span in spans)


def _in_sentence(view: View, at: int) -> Iterator[Time]:
    """Yield the dated times of a token's sentence."""
    sentence = view.syntax.sentence(at)
    tokens = view.syntax.tokens
    start = max(tokens[sentence.first].start, view.scene.reading.article.body.start)
    end = tokens[sentence.last - 1].end
    yield from (time for time in _between(view, start, end) if time.start and time.end)


def _between(view: View, start: int, end: int) -> Sequence[Time]:
    """Return the times that begin at a character from `start` on, before `end`."""
    return view.times[bisect_left(view.times, start, key=_begin) : bisect_left(view.times, end, key=_begin)]


def _begin(time: Time) -> int:
    return time.span.start


def _owner(view: View, time: Time) -> int | None:
    """Return the predicate that a time hangs on; the words of saying own what stands outside of what was said."""
    inside = view.syntax.inside(time.span)
    tokens = view.syntax.tokens
    at = next((at for at in inside if tokens[at].head not in inside), None)
    if at is None:
        return None
    above = governor(tokens, inside.start, inside.stop)
    if _belongs(view, at) and not view.clauses.at(above):
        return None  # "last year's floods", "the maps of 1975": the date of a thing
    for _ in range(_STEPS):
        if above < 0:
            return None
        if view.clauses.at(above):
            return _outside(view, inside, above)
        above = tokens[above].head
    return None


def _belongs(view: View, at: int) -> bool:
    """Say whether a time is a part of a noun phrase rather than of a clause."""
    deprel = view.syntax.tokens[at].deprel
    case = view.syntax.child(at, "case")
    of = case is not None and view.syntax.lower[case] in ("of", "'s", "’s")
    return deprel in ("nmod:poss", "amod", "compound", "nummod") or (deprel == "nmod" and of)


def _outside(view: View, time: range, owner: int) -> int:
    """Return the words of saying beside the time instead of `owner`, when that is in what was said and the time not."""
    tokens = view.syntax.tokens
    for told in view.told:
        own = told.attribution
        said = [span for span in own.content if span.start <= tokens[owner].start < span.end]
        if not said or not own.cue or any(span.start <= tokens[time.start].start < span.end for span in own.content):
            continue
        cue = view.syntax.inside(own.cue[0])
        if 0 <= cue.start - time.stop < _BESIDE or 0 <= time.start - cue.stop <= 2 * _BESIDE:
            return next((at for at in cue if view.clauses.at(at)), cue.start)
    return owner


def _reaches(view: View, at: int, cues: list[int]) -> bool:
    """Say whether a predicate is one of the words of saying, or hangs on one as a phrase ("said in a statement")."""
    for _ in range(_STEPS):
        if at in cues:
            return True
        token = view.syntax.tokens[at]
        if token.head < 0 or token.deprel not in _INTO or token.upos in ("VERB", "AUX"):
            return False
        at = token.head
    return False


def _carrier(view: View, at: int) -> int | None:
    """Return the predicate whose time is also that of the one at `at`; None when there is none.

    A verb joined to another by `and` has its time, a verb in the infinitive one that follows it, an act that of the
    verb it is the subject of or the occasion for.
    """
    token, clause = view.syntax.tokens[at], view.clauses.at(at)
    above = view.clauses.at(token.head)
    if clause is None or above is None:
        return None
    if token.deprel in ("conj", "xcomp"):
        return token.head if token.deprel == "xcomp" or clause.tense == above.tense else None
    if clause.kind != "noun":
        return None
    preposition = view.syntax.child(at, "case")
    is_occasion = preposition is not None and view.syntax.lower[preposition] in _OCCASIONS
    return token.head if token.deprel in _SUBJECT or (token.deprel == "obl" and is_occasion) else None


def _plans(clause: Clause) -> bool:
    """Say whether a verb makes something planned, wanted, denied or called off, so that its day is not that thing's."""
    verb = f"{clause.lemma} {clause.particle}" if clause.particle else clause.lemma
    return verb in grammar().verbs or clause.lemma in grammar().verbs


def _when(view: View, own: list[Time], at: int) -> When | None:
    """Choose among the times of a predicate: the most exact, and of these the nearest; ranges are put together."""
    clause = view.clauses.at(at)
    if clause and _plans(clause):  # "wants it by Friday": that is a deadline
        own = [time for time in own if _before(view, time) not in _UNTIL]
    if not own:
        return None
    own = [time for time in own if not _is_counted(view, time)]
    if not own:
        return None
    place = view.syntax.tokens[at].start
    best = min(own, key=lambda time: (_exactness(time), abs(time.span.start - place)))
    linked = next((time for time in own if time is not best and _linked(view, best, time)), None)
    if linked:
        first, last = sorted((best, linked), key=lambda time: time.span)
        if first.start and last.end and first.start <= last.end:
            span = hull((first.span, last.span))
            return When(start=first.start, end=last.end, grain=str(best.grain), span=span, how=first.how)
    return _bounded(view, best)


def _is_counted(view: View, time: Time) -> bool:
    """Say whether a time counts from what another clause tells: `four days after he had left`."""
    return _count(view, time) is not None


def _count(view: View, time: Time) -> tuple[int, str] | None:
    """Return the days, and the word, of `four days after`; None for any other time."""
    stop = view.syntax.inside(time.span).stop
    words = [*time.span.of(view.text).lower().split(), *view.syntax.lower[stop : stop + 1]]
    if words[-2:-1] == words[-1:]:
        words.pop()
    words = words[: words.index("after") + 1] if "after" in words else words
    if len(words) != 3 or words[2] not in ("after", "before"):
        return None
    known = time_words().words.get(words[0])
    number = int(words[0]) if words[0].isdigit() else known.value if known and known.kind == "num" else None
    unit = _DAYS.get(words[1])
    return (number * unit, words[2]) if isinstance(number, int) and unit else None


def _apart(view: View, at: int) -> When | None:
    """Return the day of a clause that is told to be some days before or after another; None where that has none."""
    token = view.syntax.tokens[at]
    if not token.deprel.startswith("advcl"):
        return None
    first = view.syntax.low[at]
    counts = [(time, found) for time in _every(view, at) if (found := _count(view, time))]
    near = [(time, found) for time, found in counts if view.syntax.inside(time.span).start >= first - _BESIDE]
    main = when_of(view, token.head) if near else None
    if main is None or main.start != main.end:
        return None
    time, (days, word) = near[0]
    day = (date.fromisoformat(main.start) + timedelta(days if word == "before" else -days)).isoformat()
    return When(start=day, end=day, grain="day", span=time.span, how=f"counted from what is told to be {word} it")


def _every(view: View, at: int) -> Iterator[Time]:
    """Yield the times of a token's sentence, those without a date too."""
    sentence, tokens = view.syntax.sentence(at), view.syntax.tokens
    start, end = tokens[sentence.first].start, tokens[sentence.last - 1].end
    yield from _between(view, start, end)


def _exactness(time: Time) -> int:
    return _GRAINS.index(time.grain) if time.grain in _GRAINS else len(_GRAINS)


def _linked(view: View, one: Time, other: Time) -> bool:
    """Say whether two times are the ends of one range: `from Monday to Wednesday`."""
    first, last = sorted((one, other), key=lambda time: time.span)
    between = range(view.syntax.inside(first.span).stop, view.syntax.inside(last.span).start)
    return len(between) == 1 and view.syntax.lower[between[0]] in _LINKS and first.grain == last.grain


def _before(view: View, time: Time) -> str:
    """Return the word before a time."""
    at = view.syntax.inside(time.span).start
    return view.syntax.lower[at - 1] if at else ""


def _bounded(view: View, time: Time) -> When | None:
    """Take the preposition into account: `since May` runs until publication, `by Friday` from it."""
    if not time.start or not time.end:
        return None
    start, end, how = time.start, time.end, time.how
    before, published = _before(view, time), published_on(view.scene.reading)
    if before in _BEYOND and time.kind in ("date", "time"):
        return None
    if before in _SINCE and published and start <= published.isoformat():
        end, how = published.isoformat(), f"since then, {how}"
    if before in _UNTIL and published and end > published.isoformat():
        start, how = published.isoformat(), f"until then, {how}"
    return When(start=start, end=end, grain=str(time.grain), span=time.span, how=how)
