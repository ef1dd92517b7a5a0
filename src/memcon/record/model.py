"""What comes out where articles meet: the docket's own types, beside the records of single articles.

Times are ISO strings in UTC (`2025-07-09T13:00:00Z`), days their first ten characters, so that order is string order.
Ids tell what they name by their first letter and stay the same when everything is gathered again: they are short
digests of what founded the thing (`new_id`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from memcon.coding.record import Factuality, Record, ToldBy
    from memcon.spans import Span

    Vector: TypeAlias = NDArray[np.float32]  # (m,) of length one: what some words are about, for cosines

ClaimKind: TypeAlias = Literal["position", "event", "proposal", "standing"]
OriginKind: TypeAlias = Literal["person", "institution", "document", "unnamed", "outlet", "platform"]
RelationKind: TypeAlias = Literal["supports", "contradicts", "supersedes", "retracts"]
ChangeKind: TypeAlias = Literal["first", "repeated", "hardened", "softened", "reversed", "dropped"]


def new_id(letter: str, *founded_on: str) -> str:
    """Make an id: a letter (n article, c claim, o origin, a actor, r report, t story) and twelve hexadecimal digits.

    A million ids are all different with odds of 500 to 1.
    """
    return letter + blake2b("\x1f".join(founded_on).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version of one article as the docket takes it.

    id:        the article's id in the docket, one for each version.
    published: when it came out, UTC; the time of adding where nothing says it.
    version_of: id of the first version of the same address; None for a first version.
    meanings:  record id (`p1`, `e3` …) → what its words are about; `lead` is the title and first sentence.
    page:      digest of the raw input, by which a second run knows it unread.
    """

    id: str
    record: Record
    published: str
    added: str
    url: str | None = None
    version_of: str | None = None
    meanings: Mapping[str, Vector] = field(default_factory=dict, compare=False, repr=False)
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that are one text: copies, cuts and light rewrites. `id` is founded on the earliest article."""

    id: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Articles that rest on one original report.

    original: the article that reported first, where the docket has it. outlet: whose report it is.
    """

    id: str
    outlet: str | None
    original: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One person, state, organisation or group across articles.

    name: the fullest name seen. aliases: normalised names by which it is found again. side: an actor's id.
    """

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    side: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRole:
    """An office that an actor held, `of` whom, and when the first and the last article that shows it came out.

    title: without the state's name: `Foreign Ministry spokesperson`. An empty one is no office: it says when an actor
    was met at all, speaking for the side `of`.
    """

    actor: str
    title: str
    of: str | None
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where chains end: who is said to know.

    actor: the actor who is this origin; outlet: for unnamed sources and outlets, who had it first.
    words: how an unnamed source is described.
    """

    id: str
    kind: OriginKind
    name: str
    actor: str | None = None
    outlet: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One record of one article, with actors, outlet and origins known across articles.

    record:  the record's id within the article.
    parties: a position's holder; an event's actors and recipients; a proposal's authors; none of a standing.
    sides:   those for which the parties act, each once; `side` is the first. A party that acts for nobody is its own.
    word:    stance, `TYPE/mode`, or state. words: the object's words, or the evidence's where there is no object.
    mediators, where: of an event. start, end: days of the position or event itself, not of the article; a position
             that is told as one of the past (`until now X refused`) has an end alone: `is_past`.
    cited:   ids of the origins in which its chain ends within the article; empty when the writer alone tells it.
    origins: the same with an outlet's report followed to who told that outlet, as far as the docket knows.
    """

    article: str
    record: str
    kind: ClaimKind
    published: str
    outlet: str | None
    parties: tuple[str, ...]
    side: str | None
    issue: str | None
    word: str
    words: str
    conditions: tuple[str, ...] = ()
    toward: str | None = None
    sides: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    where: str | None = None
    start: str | None = None
    end: str | None = None
    factuality: Factuality = "actual"
    told_by: ToldBy | None = None
    evidence: tuple[Span, ...] = ()
    chain: tuple[str, ...] = ("s0",)
    cited: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    vector: Vector | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What several articles tell as one: its founding telling's words, and how well it is borne out.

    first_seen, last_seen: publication of the first and last telling. articles, outlets: how many tell it.
    independent: how many different origins its tellings come down to.
    question: what it answers, of its side or parties: the id of the claim that first answered it. Claims with one
        question stand in a row: first, hardened, softened; planned, then held.
    vector: mean of its tellings' vectors.
    """

    id: str
    kind: ClaimKind
    question: str
    parties: tuple[str, ...]
    side: str | None
    issue: str | None
    word: str
    words: str
    factuality: Factuality
    first_seen: str
    last_seen: str
    articles: int
    outlets: int
    independent: int
    origins: tuple[str, ...]
    start: str | None = None
    end: str | None = None
    sides: tuple[str, ...] = ()
    vector: Vector | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation of claim `start` to claim `end`.

    seen: when both had been published. by: the correcting article of a `retracts`.
    """

    kind: RelationKind
    start: str
    end: str
    seen: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A step in what a side says on an issue.

    start, end: the claims left and arrived at. article: the one that shows it. seen: when that came out.
    contested: the holder himself denies the position.
    """

    side: str
    issue: str | None
    kind: ChangeKind
    start: str | None
    end: str
    seen: str
    article: str
    contested: bool = False


def is_past(one: Telling | Claim) -> bool:
    """Say whether a position is told only as one that was held before: nobody says since when."""
    return one.kind == "position" and one.start is None and one.end is not None
