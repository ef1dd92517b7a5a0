"""One line of each command's answer: ids, words and counts, flat, so that it is a row of a table as it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """How a claim is borne out.

    claim:       its id, for `memcon why`. factuality: actual, planned, denied …
    first_seen, last_seen: when its first and last telling was published, UTC.
    articles, outlets: how many tell it. independent: how many independent origins they come down to.
    origins:     these, in words, the first first: `two officials (Axios)`.
    contradicted_by: ids of claims that cannot be true beside it. superseded_by: id of the one that took its place.
    retracted:   an article withdrew it.
    """

    claim: str
    factuality: str
    first_seen: str
    last_seen: str
    articles: int
    outlets: int
    independent: int
    origins: tuple[str, ...]
    contradicted_by: tuple[str, ...]
    superseded_by: str | None
    retracted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine(Borne):
    """A position: whose, which stance, on what, in the article's words, toward whom, under which conditions."""

    side: str
    holder: str
    issue: str
    stance: str
    words: str
    toward: str | None
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine(Borne):
    """A contact. day: when it took place, else null; mode: in words; mediators: names; words: of the article."""

    day: str | None
    end: str | None
    mode: str
    parties: str
    mediators: str
    place: str | None
    issue: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine(Borne):
    """A plan on the table: its name as written, whose it is, what it is about."""

    name: str
    by: str
    side: str
    issue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine(Borne):
    """How the talks stand on an issue, or as a whole, in somebody's judgement."""

    issue: str
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine(Borne):
    """A claim of any kind: what it says in a word (`demand`, `phone call`, `deadlocked`), and in the article's."""

    kind: str
    who: str
    side: str
    issue: str
    says: str
    words: str
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Where chains end.

    origin: its id. name: in words, with the outlet that has it. claims: how many rest on it.
    alone: how many of these rest on nothing else; of the newest 200 where there are more.
    first_seen, last_seen: of claims on its word.
    """

    origin: str
    kind: str
    name: str
    outlet: str | None
    claims: int
    alone: int
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A step in what a side says on an issue.

    kind:      first, repeated, hardened, softened, reversed, dropped. seen: when the article came out that shows it.
    words:     of the position arrived at, with its stance; before: the same of the position left.
    contested: the side itself denies it. claim, earlier: their ids. article: id; outlet, title: its head.
    """

    seen: str
    side: str
    issue: str
    kind: str
    stance: str
    words: str
    before: str | None
    contested: bool
    claim: str
    earlier: str | None
    articles: int
    independent: int
    origins: tuple[str, ...]
    article: str
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """Something on a day: a contact or act, a change, a plan, an assessment. who: names; says: what, in a word."""

    day: str
    kind: str
    who: str
    says: str
    issue: str
    words: str
    factuality: str
    claim: str
    articles: int
    independent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """The position that a side took last on an issue, no denial. positions: how many it took or denied there."""

    side: str
    issue: str
    stance: str
    words: str
    factuality: str
    last_seen: str
    positions: int
    articles: int
    independent: int
    claim: str
