"""Where chains end: who is said to know, and how many of them are independent of each other.

A chain is followed from the writer inward past outlets and reports to the first who is none: a named person, a body, a
document, or somebody unnamed, who goes by the name of the outlet that had them. `settle` looks at all tellings of one
claim: a chain that ends in an outlet goes on in what that outlet told; who heads or speaks for a body is one with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from memcon.record import aliases, institutions
from memcon.record.ends import Ends, chains_of, outlet_origin
from memcon.record.relaying import told_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from memcon.record.cast import ActorIndex
    from memcon.record.model import Actor, ActorRole, Entry, Origin, Telling
    from memcon.record.who import Met


@dataclass(frozen=True, slots=True)
class Settled:
    """What the tellings of one claim come down to.

    by_telling:  (article, record) → ids of its origins, with an outlet's report followed to who told that outlet.
    origins:     the ids of the independent origins, in the order in which they were first told.
    """

    by_telling: Mapping[tuple[str, str], tuple[str, ...]]
    origins: tuple[str, ...]

    @property
    def independent(self) -> int:
        """How many there are."""
        return len(self.origins)


def origins_of(
    entry: Entry, met: Met, index: ActorIndex, first_outlet: str | None = None, story: str | None = None
) -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], tuple[Origin, ...]]:
    """Return for every chain of an entry the ids of its origins, and the origins themselves, to be kept.

    A record whose own words are a public utterance has its origin under `(id,)`, which goes before its chain.

    met: from `who.meet`. first_outlet: outlet of the earliest article of the entry's story; the entry's own where it
    stands alone. An agency that the article credits goes before both.
    story: where the entry was placed; the unnamed of texts without an outlet are the same in one story alone.
    A chain that ends in an outlet gives an origin of kind `outlet`, which `settle` follows on. The chain of the writer
    alone has none, unless the page is an institution's own.
    """
    ends = Ends(entry, met, index, (first_outlet, story or entry.id))
    found = {chain: ends.of(chain) for chain in chains_of(entry.record)}
    found |= {(one.id,): origin for one in told_in(entry.record) if (origin := ends.uttered(one)) is not None}
    found |= {(one.id,): None for one in entry.record.proposals if ends.background(one)}
    unnamed = {one.outlet: one for one in found.values() if one is not None and one.kind == "unnamed"}
    found = {key: unnamed.get(one.outlet, one) if one and one.kind == "outlet" else one for key, one in found.items()}
    kept = {origin.id: origin for origin in reversed(found.values()) if origin}  # in the words that come first
    return {chain: (origin.id,) if origin else () for chain, origin in found.items()}, tuple(kept.values())


@dataclass(frozen=True, slots=True)
class Behind:
    """What the docket has of the article that a report goes back to: its outlet, and the unnamed origin it names."""

    outlet: str
    unnamed: str | None = None


def behind(original: Sequence[Telling], index: ActorIndex) -> Behind | None:
    """Return what stands behind a report by what its original article tells; None where that tells nothing.

    original: the original's tellings, origins as cited.
    """
    if not original or not original[0].outlet:
        return None
    cited = index.origins({id_ for one in original for id_ in one.cited})
    key = _outlet_key(original[0].outlet)
    unnamed = next((one.id for one in cited if one.kind == "unnamed" and _outlet_key(one.outlet) == key), None)
    return Behind(original[0].outlet, unnamed)


def settle(
    tellings: Sequence[Telling],
    reports: Mapping[str, str],
    index: ActorIndex,
    originals: Mapping[str, Behind] = MappingProxyType({}),
) -> Settled:
    """Return the origins that the tellings of one claim come down to.

    tellings: in order of publication, `origins` as `origins_of` gave them. reports: article → report id, for those that
    are in one. originals: report id → what stands behind it, where the docket has its original.
    Where nobody but writers tells the claim, its one origin is the first outlet, or that on whose report it rests.
    """
    known = {one.id: one for one in index.origins({id_ for telling in tellings for id_ in telling.origins})}
    told = {_place(one): [known[id_] for id_ in one.origins if id_ in known] for one in tellings}
    followed = _followed(tellings, told, reports)
    followed = {place: [_from_report(one, originals, index) for one in found] for place, found in followed.items()}
    if not any(followed.values()) and tellings:
        first = _of_writers(tellings[0], reports.get(tellings[0].article, ""), originals, index)
        index.put_origins([first])
        return Settled(dict.fromkeys(told, ()), (first.id,))
    last = max(one.published for one in tellings)
    one_of = _one_of(list(dict.fromkeys(one for found in followed.values() for one in found)), index, last)
    by_telling = {place: _each_once(one_of[one.id] for one in found) for place, found in followed.items()}
    return Settled(by_telling, _each_once(id_ for ids in by_telling.values() for id_ in ids))


def _place(telling: Telling) -> tuple[str, str]:
    return telling.article, telling.record


def _followed(
    tellings: Sequence[Telling], told: Mapping[tuple[str, str], list[Origin]], reports: Mapping[str, str]
) -> dict[tuple[str, str], list[Origin]]:
    """Follow chains that end in an outlet into what that outlet itself tells, or who others say told it."""
    out = {}
    for telling in tellings:
        found: list[Origin] = []
        for origin in told[_place(telling)]:
            found += _of_outlet(origin, telling, tellings, told, reports) if origin.kind == "outlet" else [origin]
        out[_place(telling)] = list(dict.fromkeys(found))
    return out


def _of_outlet(
    origin: Origin,
    telling: Telling,
    tellings: Sequence[Telling],
    told: Mapping[tuple[str, str], list[Origin]],
    reports: Mapping[str, str],
) -> list[Origin]:
    """Return from whom an outlet has a claim: by its own telling in the same report, else by what others say of it."""
    key = _outlet_key(origin.outlet)
    unnamed = [
        one for each in told.values() for one in each if one.kind == "unnamed" and _outlet_key(one.outlet) == key
    ]
    if unnamed:
        return unnamed[:1]
    report = reports.get(telling.article)
    own = [one for one in tellings if _outlet_key(one.outlet) == key and one.published <= telling.published]
    same = [one for one in own if report is None or reports.get(one.article) in (None, report)]
    return [one for each in same for one in told[_place(each)] if one.kind != "outlet"] or [origin]


def _of_writers(first: Telling, report: str, originals: Mapping[str, Behind], index: ActorIndex) -> Origin:
    """Return the origin of what writers alone tell: the first one's outlet, or that whose report it carries."""
    rests_on = originals.get(report)
    if rests_on is None or _outlet_key(rests_on.outlet) == _outlet_key(first.outlet):
        return outlet_origin(first.outlet or "", index, report or first.article)
    return _from_report(outlet_origin(rests_on.outlet, index, report), originals, index)


def _from_report(origin: Origin, originals: Mapping[str, Behind], index: ActorIndex) -> Origin:
    """Return for an outlet of which the claim says no more the unnamed source of its report, if it has one."""
    if origin.kind != "outlet":
        return origin
    key = _outlet_key(origin.outlet)
    known = [one.unnamed for one in originals.values() if one.unnamed and _outlet_key(one.outlet) == key]
    return next(iter(index.origins(known[:1])), origin)


def _outlet_key(name: str | None) -> str:
    return aliases.outlet_key(name or "")


def _one_of(origins: Sequence[Origin], index: ActorIndex, as_of: str) -> Mapping[str, str]:
    """Return for each origin's id that of the first one that it is one with, by what was known at a time.

    One are whoever heads or speaks for a body and the body; and a state that is said to say something is whoever of its
    side is named as saying it.
    """
    actors = {one.id: one for one in index.actors({one.actor for one in origins if one.actor})}
    vague = {one.id for one in origins if one.actor in actors and actors[one.actor].kind == "state"}
    known = _Marks(list(actors.values()), index, as_of)
    taken = Counter(key for one in actors for key in known.of(one).heads)
    groups: list[tuple[set[str], list[Origin]]] = []
    for origin in origins:
        if origin.id in vague:
            continue
        own = known.of(origin.actor)
        shared = {origin.id, *own.all} - {key for key in own.heads if taken[key] > 1}  # two heads are two people
        joined = [group for group in groups if group[0] & shared]
        groups = [group for group in groups if not group[0] & shared]
        groups.append(
            (shared.union(*(group[0] for group in joined)), [*(one for _, each in joined for one in each), origin])
        )
    order = {one.id: at for at, one in enumerate(origins)}
    out = {one.id: min((each.id for each in group), key=order.__getitem__) for _, group in groups for one in group}
    for origin in origins:
        if origin.id in vague:
            named = (one for one in origins if one.id not in vague and known.side(one.actor) == origin.actor)
            out[origin.id] = next((out[one.id] for one in named), origin.id)
    return out


class _Marks:
    """What some actors head and speak for, and on whose side they are, as articles had shown by a time."""

    def __init__(self, actors: Sequence[Actor], index: ActorIndex, as_of: str) -> None:
        self._actors = {one.id: one for one in actors}
        self._roles: dict[str, list[ActorRole]] = {}
        for role in index.roles(self._actors):
            if role.first_seen > as_of:
                continue
            self._roles.setdefault(role.actor, []).append(role)
        served = {role.of for roles in self._roles.values() for role in roles if role.of}
        self._served = {one.id: one for one in index.actors(served)}

    def of(self, actor: str | None) -> institutions.Marks:
        """Return the marks of an actor; none of nobody."""
        known = self._actors.get(actor or "")
        roles = self._roles.get(actor or "", [])
        if known is None:
            return institutions.Marks(frozenset(), frozenset())
        return institutions.marks(known, roles, self._served, self.side(actor))

    def side(self, actor: str | None) -> str | None:
        """Return the side on which an actor was first seen; a body's is its state's."""
        known = self._actors.get(actor or "")
        sides = [role for role in self._roles.get(actor or "", []) if not role.title and role.of]
        shown = min(sides, key=_first_seen, default=None)
        is_body = known is not None and any(key.startswith("b:") for key in known.aliases)
        return shown.of if shown else (known.side if known and is_body else None)


def _first_seen(role: ActorRole) -> tuple[str, str]:
    return role.first_seen, role.of or ""


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
