"""Where an article has its lead claim: in sources of its own, in another outlet's report, or in its own earlier one.

Asked of its record alone. The attributions are gone through in text order, as a reader does: the first that names
another outlet, before any source of the article's own, says on whose report it rests. `A report`, `an American
website`, `reportedly` only say that there is one; the name is then sought further down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook import load
from memcon.record import earlier
from memcon.record.mastheads import outlet_key, outlets_of, party_named, short_for
from memcon.record.passages import in_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from memcon.coding.record import AttributionRecord, Record, Source
    from memcon.record.model import Entry, Vector

    Known = Callable[[Collection[str]], Mapping[str, str]]

_LEAD = 130  # folded words in which an article says what it is about
_NEAR = 8  # characters before a name in which `and` ends, and more
_SENTENCES = 6  # attributed sentences in which the lead claim has its source
_REACH = 0.7  # of the text in which an outlet's name is sought once `a report` has been mentioned
_STEM = 6  # letters by which two forms of one word agree
_EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        """
        that this with from have been were they their will would said says after which about what than when into over
        more also told there could other some only first last year week monday tuesday wednesday thursday friday
        saturday sunday report reported reports according percent statement sources
        """,
    )
)
_INDEFINITE = ("a ", "an ", "some ", "several ")
_NAME = re.compile(r"[A-Z][\w.&-]*")
_NAMES = re.compile(r"[A-Z][\w.&'’-]*(?: (?:(?:of|de|al|el|the) )?[A-Z0-9][\w.&-]*)*")
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"“‘A-Z])|\n+")
_PRESS = re.compile(r"\b(?:report|writ|wrote|reveal|claim)")
_A_REPORT = re.compile(
    r"\b(?:reports?|articles?|stor(?:y|ies)|accounts?|publications?|press|media|papers?|interviews?|broadcasts?)\b"
)
_SAID_TO = re.compile(r"report|said|claim|alleg|rumou?r|understood|believed")
_IN_TITLE = (
    re.compile(rf"^(?:The )?({_NAMES.pattern})(?::| (?:reports|says|writes)\b)"),
    re.compile(rf"(?:[,:]|\s[-–—]+)\s(?:[Tt]he )?({_NAMES.pattern})(?: (?:reports|says|writes|reported))?$"),
    re.compile(rf"\b(?:[Pp]er|[Aa]ccording to) (?:[Tt]he )?({_NAMES.pattern})$"),
)
_PART_OF = re.compile(r"\b(?:of|for|and)\s$")
_CREDITED = re.compile(
    r"\b(?i:per|via|citing|quoting|cited by|quoted by|according to|as reported by)\s(?i:the\s)?(?=[A-Z])"
)
_INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed)?(?: (?!with|to|for|on|by|in)[a-z]+)?(?: \w+day)?\s(?:with|to|for|on|by|in)|told)\s"
    r"(?:the\s)?(?:[a-z-]+\s){0,3}(?=[A-Z])"
)
_FIRST_WITH = re.compile(
    r"\b(?:published|reported|obtained|seen|reviewed|revealed|disclosed|leaked|shown|posted)\s(?:by|in|to|on)\s"
    r"(?:the\s)?(?:[a-z-]+\s){0,3}(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What an article says first, and on whose word.

    outlet: key of whose article it is, an agency before the publisher. cited: key of the outlet on whose report it
    rests; None where it has sources of its own. again: it speaks of an earlier report of its own outlet.
    words: stems of what it begins with. vector: what title and first sentence are about.
    confirms: its first source confirms something. relayed: it is an agency's text that somebody else publishes.
    """

    article: str
    published: str
    outlet: str | None
    cited: str | None
    again: bool
    words: frozenset[str]
    vector: Vector | None = field(default=None, compare=False, repr=False)
    confirms: bool = False
    relayed: bool = False


def lead_of(entry: Entry, known: Known = lambda _: {}) -> Lead:
    """Read off a record on whose report the article rests.

    known: tells which keys are those of outlets in the docket, or begin theirs: key → the outlet's. It is asked where
    the reading saw no outlet.
    """
    record = entry.record
    own = outlets_of(record.article)
    cited = _Reader(record, own, known).cited()
    return Lead(
        article=entry.id,
        published=entry.published,
        outlet=own[0] if own else None,
        cited=cited,
        again=cited is None and earlier.is_told(record, own),
        words=_words(record),
        vector=entry.meanings.get("lead"),
        confirms=earlier.is_confirmed(record),
        relayed=bool(own and record.article.outlet) and own[0] != outlet_key(record.article.outlet or ""),
    )


def likeness(one: Lead, other: Lead) -> float:
    """Return how much two leads are about the same, from 0 to 1: shared words and, for what they lack, meaning."""
    less = min(len(one.words), len(other.words))
    shared = len(one.words & other.words) / less if less else 0.0
    if one.vector is None or other.vector is None:
        return shared
    return 0.6 * shared + 0.4 * max(0.0, float(one.vector @ other.vector))


class _Reader:
    """One article's attributions, and whom they go back to."""

    def __init__(self, record: Record, own: Collection[str], known: Known) -> None:
        self._record, self._own, self._known = record, frozenset(own), known
        self._text = record.article.text
        self._sources = {source.id: source for source in record.sources}
        self._entities = {one.id: one for one in record.entities}
        press = [one for one in record.entities if one.kind == "outlet" and not _is_nameless(one.name)]
        press = [one for one in press if not party_named(one, record.entities)]
        self._press = {one.id: outlet_key(one.name) for one in press}
        self._named_at = sorted(
            (mention, self._press[one.id])
            for one in press
            if not one.name.lower().startswith(_INDEFINITE)
            for mention in one.mentions
            if self._text[mention.start].isupper()
        )

    def cited(self) -> str | None:
        """Return the key of the outlet on whose report the lead claim rests."""
        reach = int(_REACH * len(self._text))
        hinted = False
        for number, said in enumerate(self._in_order()):
            if _start(said) > reach or (number >= _SENTENCES and not hinted):
                break
            named = [key for key in self._named(said) if not self._is_own(key)]
            if named:
                return named[-1]
            if self._hints(said):
                hinted = True
            elif not hinted and len(said.chain) > 1:
                before = self._mentioned(self._sentence(_start(said)))
                return before or self._credited(_start(said)) or self._heard(said, reach) or self._titled()
        return self._titled() or self._mentioned(reach) or (self._listed(reach) if hinted else None)

    def _in_order(self) -> Iterator[AttributionRecord]:
        spoken = (said for said in self._record.attributions if said.response == "statement")
        return iter(sorted(spoken, key=lambda said: (_start(said), -len(said.chain))))

    def _named(self, said: AttributionRecord) -> list[str]:
        """Return the outlets of a chain, outermost first, by their keys; `an X report` names X."""
        found: list[str] = []
        for hop in (self._sources[id_] for id_ in said.chain[1:]):
            inside = self._inside(hop)
            if signed := outlets.named(self._words(hop)):
                found.append(outlet_key(signed))
            elif hop.entity in self._press and not self._words(hop).lower().startswith(_INDEFINITE):
                found.append(self._press[hop.entity])
            elif hop.kind in ("document", "outlet"):
                found += inside
        return found or self._writing(said)

    def _writing(self, said: AttributionRecord) -> list[str]:
        """Return an outlet of the docket that the reading took for a person or a body: it writes, or is `the Post`."""
        hops = [self._sources[id_] for id_ in said.chain[1:]]
        keys = {
            key for hop in hops if self._words(hop).lower().startswith("the ") for key in short_for(self._words(hop))
        }
        if any(_PRESS.search(self._text[cue.start : cue.end]) for cue in said.cue):
            keys |= {outlet_key(one.name) for hop in hops if (one := self._entities.get(hop.entity or ""))}
        others = sorted(key for key in keys - self._acting() if key and not self._is_own(key))
        return sorted(set(self._known(others).values())) if others else []

    def _inside(self, hop: Source) -> list[str]:
        """Return the outlets that the words of a source name in passing."""
        span = hop.span
        if span is None:
            return []
        return [key for at, key in self._named_at if span.start <= at.start and at.end <= span.end]

    def _words(self, hop: Source) -> str:
        return self._text[hop.span.start : hop.span.end] if hop.span else ""

    def _hints(self, said: AttributionRecord) -> bool:
        """Say whether somebody else's report is meant whose name is still to come."""
        if len(said.chain) < 2:
            return any(_SAID_TO.search(self._text[cue.start : cue.end]) for cue in said.cue)
        outer = self._sources[said.chain[1]]
        words = self._words(outer).lower()
        if outer.kind == "document" and not (_A_REPORT.search(words) or outer.span is None):
            return False
        own = words.startswith("this ") or any(map(self._is_own, self._inside(outer)))
        return outer.kind in ("document", "outlet") and not own

    def _is_own(self, key: str) -> bool:
        """Say whether a key is the publisher's, in a shorter or longer form of the name."""
        return any(
            key == own or (min(len(key), len(own)) > 3 and (key.startswith(own) or own.startswith(key)))
            for own in self._own
        )

    def _mentioned(self, end: int) -> str | None:
        """Return the first other outlet that is named before a place in the text: `X has it from insiders that …`."""
        return next((key for at, key in self._named_at if at.start < end and not self._is_own(key)), None)

    def _sentence(self, start: int) -> int:
        """Return where the sentence begins that holds a place in the text."""
        return max((stop.end() for stop in _STOP.finditer(self._text, 0, start)), default=0)

    def _credited(self, start: int) -> str | None:
        """Return the other outlet to which the paragraph that holds a place in the text is credited: `…, per X.`."""
        begin = self._text.rfind("\n", 0, start) + 1
        return self._behind(_CREDITED, begin, self._text.find("\n", start) % (len(self._text) + 1))

    def _behind(self, credit: re.Pattern[str], begin: int, end: int) -> str | None:
        """Return the first other outlet that stands behind certain words of a part of the text."""
        runs = (_NAMES.match(self._text, word.end()) for word in credit.finditer(self._text, begin, end))
        names = [_STOP.split(run[0])[0] for run in runs if run]
        keys = {key: outlets.named(name) is not None for name in names if (key := outlet_key(name))}
        return self._of_press({key: listed for key, listed in keys.items() if not self._is_own(key)})

    def _heard(self, said: AttributionRecord, reach: int) -> str | None:
        """Return the other outlet that heard a person first (`in an interview with X`), or had a document first."""
        source = self._sources[said.chain[-1]]
        if any(self._sources[one].kind == "document" for one in said.chain):
            return self._behind(_FIRST_WITH, 0, reach)
        if source.kind != "person" or source.entity is None:
            return None
        end = self._text.find("\n", _start(said)) % (len(self._text) + 1)
        goes_on = next((one for one in self._in_order() if _start(one) > end and one.response == "statement"), None)
        if goes_on is not None and self._sources[goes_on.chain[-1]].entity == source.entity:
            end = self._text.find("\n", _start(goes_on)) % (len(self._text) + 1)
        return self._behind(_INTERVIEW, 0, end)

    def _listed(self, end: int) -> str | None:
        """Return the first outlet, in a list or in the docket, that stands in the text where the reading saw none."""
        found: dict[str, bool] = {}
        for name in self._names(end):
            if (key := outlet_key(name)) and not self._is_own(key):
                found.setdefault(key, outlets.named(name) is not None)
        return self._of_press(found)

    def _titled(self) -> str | None:
        """Return the other outlet that the title credits: `X: …`, `X reports that …`, `… - X`, `…, X says`."""
        title = self._record.article.title or ""
        names = [found[1] for pattern in _IN_TITLE if (found := pattern.search(title))]
        keys = {key: outlets.named(name) is not None for name in names if (key := outlet_key(name))}
        return self._of_press({key: listed for key, listed in keys.items() if not self._is_own(key)})

    def _of_press(self, found: Mapping[str, bool]) -> str | None:
        """Return the first of some keys that is an outlet's: listed, as its value says, or in the docket."""
        if not found:
            return None
        acting, press = self._acting(), set(self._press.values())
        known = self._known([key for key in found if key not in acting])
        whole = (key for key, listed in found.items() if listed or key in press or known.get(key) == key)
        return next(whole, None) or next((known[key] for key in found if key in known), None)

    def _names(self, end: int) -> Iterator[str]:
        """Yield what stands in capitals before a place in the text, longer names first; no part of a longer title."""
        for run in _NAMES.finditer(self._text):
            if run.start() >= end:
                return
            words = [word.span() for word in _NAME.finditer(run[0])]
            for first, (start, _) in enumerate(words):
                at = run.start() + start
                if not _PART_OF.search(self._text, max(0, at - _NEAR), at):
                    yield from (run[0][start:last] for _, last in words[first : first + 4][::-1])

    def _acting(self) -> frozenset[str]:
        """Return the keys of places and of those who do something: a party with a page of its own is no outlet."""
        record = self._record
        acting = {id_ for event in record.events for id_ in (*event.actor, *event.mediator)}
        acting |= {id_ for one in record.positions for id_ in (one.holder, one.side) if id_}
        names = {one.name for one in record.entities if one.id in acting}
        where = [one for one in record.entities if one.kind in ("state", "place")]
        names |= {self._text[at.start : at.end] for one in where for at in one.mentions}
        return frozenset(map(outlet_key, names))


def _is_nameless(name: str) -> bool:
    """Say whether words only say what kind of outlet it is, as `state TV` does."""
    last = name.rsplit(maxsplit=1)[-1]
    return last.lower() in load().media and name.removesuffix(last) == name.removesuffix(last).lower()


def _start(said: AttributionRecord) -> int:
    return min(span.start for span in (*said.content, *said.source, *said.cue))


def _words(record: Record) -> frozenset[str]:
    """Return stems of the words of the title and the beginning; short and everyday ones, outlets' names say nothing."""
    found: list[str] = []
    for part in in_turn(f"{record.article.title or ''}.\n\n{record.article.text}"):
        found += part.words
        if len(found) > _LEAD:
            break
    press = " ".join([record.article.outlet or "", *(one.name for one in record.entities if one.kind == "outlet")])
    names = {name.casefold() for name in re.findall(r"\w+", press)}
    kept = (word for word in found if (len(word) > 3 and word not in _EVERYDAY) or word[0].isdigit())
    return frozenset(word[:_STEM] for word in kept if word not in names)
