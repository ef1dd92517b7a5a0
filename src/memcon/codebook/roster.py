"""Who is known by name: the parties of a dossier, what belongs to them and their people, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from memcon.codebook.inforce import current, once
from memcon.codebook.loading import load
from memcon.codebook.parties import settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from memcon.codebook.dossier import Body, Party, Person


class Post(NamedTuple):
    """What somebody is and for whom: the dossier's entry and the name of the party, None for those of no party."""

    person: Person
    party: str | None


class Member(NamedTuple):
    """An organisation or a person of a dossier: the one name that a record shows, and the party that it is on.

    party: of an organisation the party's name, its own for a party. posts: of a person, in the order of the file.
    """

    kind: str
    name: str
    names: tuple[str, ...]
    wikidata: str | None
    party: str | None = None
    posts: tuple[Post, ...] = ()

    def post_on(self, day: str | None) -> Post | None:
        """Return the post that somebody holds on a day; None where the dossier has none for it."""
        return next((post for post in self.posts if post.person.serves_on(day)), None)


@dataclass(frozen=True, slots=True)
class Roster:
    """The organisations and persons of the dossier in force by every name, and the Wikidata ids of its states by code.

    folded: the same by names in lower case without `the`, for text that is known to be a name.
    longest: words of the longest name.
    """

    named: Mapping[str, Member]
    folded: Mapping[str, Member]
    people: tuple[Member, ...]
    states: Mapping[str, str]
    longest: int


@once
def roster() -> Roster:
    """Return who is known by name; nobody where no dossier is in force."""
    dossier = current().dossier
    if dossier is None:
        return Roster(MappingProxyType({}), MappingProxyType({}), (), MappingProxyType({}), 0)
    parties = settled(dossier.parties, load())
    organisations = [member for party in parties for member in _organisations(party)]
    posts = [(one, party.name) for party in parties for one in party.people]
    people = _people([*posts, *((one, None) for one in dossier.people)])
    named = {name: one for one in reversed((*organisations, *people)) for name in one.names}
    return Roster(
        named=MappingProxyType(named),
        folded=MappingProxyType({folded(name): one for name, one in named.items()}),
        people=people,
        states=MappingProxyType({p.iso or p.name: p.wikidata for p in parties if p.kind == "state" and p.wikidata}),
        longest=max([len(name.split()) for name in named], default=0),
    )


def folded(name: str) -> str:
    """Return a name as it is compared: in lower case, without the article."""
    return name.casefold().removeprefix("the ")


def _organisations(party: Party) -> Iterator[Member]:
    """Yield the party itself, if it is no state, and the bodies that belong to it."""
    if party.kind != "state":
        yield _organisation(party, party.name)
    yield from (_organisation(body, party.name) for body in party.bodies)


def _organisation(body: Body, party: str) -> Member:
    return Member("organisation", body.name, (body.name, *body.aliases), body.wikidata, party)


def _people(posts: list[tuple[Person, str | None]]) -> tuple[Member, ...]:
    """Return the people, each once with all posts in which the dossier lists them."""
    found: dict[str, Member] = {}
    for person, party in posts:
        key = folded(person.name)
        known = found.get(key) or Member("person", person.name, (person.name,), person.wikidata)
        names = tuple(dict.fromkeys((*known.names, *person.aliases)))
        own = (*known.posts, Post(person, party))
        found[key] = known._replace(names=names, posts=own, wikidata=known.wikidata or person.wikidata)
    return tuple(found.values())
