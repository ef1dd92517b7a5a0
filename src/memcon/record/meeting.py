"""One article's entities among the docket's actors."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook import load
from memcon.codebook.bodies import bodies
from memcon.codebook.people import actors
from memcon.coding.pages import publishes
from memcon.record import aliases, institutions
from memcon.record.known import find, keys_of, state_actor
from memcon.record.mastheads import party_named
from memcon.record.model import Actor, new_id
from memcon.record.noting import NOBODY, Noting, joined
from memcon.record.offices import definite, describes, read_title, singular, stateless
from memcon.record.persons import best, holder, untitled
from memcon.record.theirs import is_so_called, people_of, persons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.codebook import State
    from memcon.coding.record import Entity

_PRONOUNS = frozenset(("it", "its", "they", "their", "them", "we", "our", "us", "he", "she", "his", "her", "you", "i"))
_MINISTERS = frozenset(("minister", "secretary"))
_BODIES = frozenset(("organisation", "place", "group"))


class Meeting(Noting):
    """One article's entities among the docket's actors; what is found is put into the index at once."""

    def publisher(self) -> Actor | None:
        """Return who published the article: an outlet, or the institution whose own page it is."""
        name = self.record.article.outlet
        if not name:
            return None
        own = self._speaking(name)
        if own is not None:
            return self.actor(own.id)
        if institutions.is_page(name):
            key = aliases.body_key(name)
            called = (one for one in self.record.entities if one.kind == "organisation")
            known = next((one for one in called if aliases.body_key(one.name) == key), None)
            return (known and self._body_named(name, known)) or self._body_named(name, None)
        return self._outlet(outlets.named(name) or name)

    def _speaking(self, outlet: str) -> Entity | None:
        """Return the body that publishes a page of its own: called as the outlet is, and more than its hearer."""
        if outlets.named(outlet) or "." in outlet:
            return None
        for one in self.record.entities:
            if one.kind == "organisation" and aliases.body_key(one.name) == aliases.body_key(outlet):
                return one if self._acts(one) and not publishes(self.record.article.text, one.mentions) else None
        return None

    def _acts(self, body: Entity) -> bool:
        """Say whether a body holds a position or does something, which hardly anybody's own newspaper does."""
        record = self.record
        return any(one.holder == body.id for one in record.positions) or any(
            body.id in one.actor for one in record.events
        )

    def side_of(self, id_: str) -> str | None:
        """Return the id of the side that an entity speaks for, as the docket knows it by now."""
        actor = self._found.get(id_)
        if actor is None:
            return None
        known = next(iter(self._index.actors([actor.id])), actor)
        return known.side or self._side(self._by_id[id_])

    def _meet(self, entity: Entity) -> Actor | None:
        party = party_named(entity, self.record.entities)
        if party:
            return self.actor(party.id)
        given = self._given(entity)
        if given:
            return self._seen(given, entity)
        means = self._merges.same.get(aliases.normal(entity.name))
        if means:
            known = next(iter(find(means, self._index)), None)
            if known and aliases.normal(known.name) not in self._apart(entity):
                return self._seen(known, entity)
            entity = replace(entity, name=means)
        ways = {"state": self._state, "person": self._person, "group": self._group, "outlet": self._publisher}
        return (ways | dict.fromkeys(("organisation", "place"), self._body)).get(entity.kind, self._thing)(entity)

    def _given(self, entity: Entity) -> Actor | None:
        """Return whom the dossier says that a name means."""
        found = self._index.known_as([aliases.given_key(entity.name)])
        fits = [one for one in found if aliases.normal(one.name) not in self._apart(entity)]
        return fits[0] if len(fits) == 1 else None

    def _thing(self, entity: Entity) -> Actor:
        """Return a document or a platform, known by its name."""
        return self._kept(self._new(entity.kind, aliases.normal(entity.name), entity.name))

    # ------------------------------------------------------------ states, outlets

    def _state(self, entity: Entity) -> Actor:
        state = load().states.get(entity.name)
        if state is None:
            return self._thing(entity)
        return self._seen(state_actor(state), entity)

    def _publisher(self, entity: Entity) -> Actor:
        name = entity.name[4:] if entity.name[:4].lower() == "the " else entity.name
        longer = (one for one in self.record.entities if one.kind == "outlet" and name in one.name.split())
        whole = next((one.name for one in longer if len(one.name) > len(entity.name)), None)
        return self._outlet(whole if whole and outlets.named(name) is None else entity.name)

    def _outlet(self, name: str) -> Actor:
        name = outlets.named(name) or name
        new = replace(self._new("outlet", aliases.outlet_key(name), name), aliases=keys_of("outlet", (name,)))
        return self._known_outlet(name) or self._kept(new)

    def _known_outlet(self, name: str) -> Actor | None:
        """Return the outlet of this name that the docket has, by its initials too."""
        short = aliases.acronym(name)
        keys = [aliases.outlet_key(name), *([f"~:{short}"] if short else [])]
        found = [one for one in self._index.known_as(keys) if one.kind == "outlet"]
        return found[0] if len(found) == 1 else next((one for one in found if keys[0] in one.aliases), None)

    # ------------------------------------------------------------ bodies, places

    def _body(self, entity: Entity) -> Actor:
        known = self._known_outlet(entity.name) or self._listed_outlet(entity) or self._short_for(entity)
        if known:
            return known
        body = self._body_named(entity.name, entity)
        if body:
            return self._seen(body, entity)
        if not any(letter.isupper() for letter in entity.name):
            return self._theirs(entity) or self._local(entity)
        if (key := people_of(entity.name)) is not None:
            firms = [one for one in self._index.known_as([key]) if one.kind == "organisation"]
            return firms[0] if len(firms) == 1 else self._local(entity)
        speaker = self._speaker(entity)
        if speaker is not None:
            return self._seen(speaker, entity)
        return self._named_body(entity)

    def _listed_outlet(self, entity: Entity) -> Actor | None:
        name = outlets.named(entity.name)
        return self._outlet(name) if name and entity.kind == "organisation" else None

    def _short_for(self, entity: Entity) -> Actor | None:
        """Return the person or outlet of the same article for whom one word is short that was taken for a body."""
        word = entity.name
        if aliases.is_full(word) or not word[:1].isupper() or aliases.acronym(word):
            return None
        apart = self._apart(entity)
        for other in self._in_full:
            if other.kind == "outlet" and word in other.name.split():
                return self.actor(other.id)
            is_person = other.kind == "person" and aliases.normal(other.name) not in apart
            if is_person and aliases.is_part(word, other.name):
                return self.actor(other.id)
        return None

    @cached_property
    def _in_full(self) -> list[Entity]:
        """Return the outlets and the persons with full names, for whom one word may be short."""
        named = (one for one in self.record.entities if one.kind == "person" and aliases.is_full(one.name))
        persons = {one.id for one in named if not describes(one.name)}
        return [one for one in self.record.entities if one.kind == "outlet" or one.id in persons]

    def _speaker(self, entity: Entity) -> Actor | None:
        """Return the person of the docket for whose surname a word stands that speaks and was taken for a body."""
        name = entity.name
        speaks = any(one.entity == entity.id for one in self.record.sources) or self._acts(entity)
        if not speaks or aliases.is_full(name) or aliases.acronym(name):
            return None
        if self._bodies(name):
            return None
        persons = [one for one in self._index.known_as(aliases.asked_keys(name)[:1]) if one.kind == "person"]
        persons = [one for one in persons if aliases.normal(one.name) not in self._apart(entity)]
        found = best(name, [one for one in persons if aliases.is_full(one.name)], self._index, None, self._day)
        return None if found is None or describes(found.name) else found

    def _body_named(self, name: str, entity: Entity | None) -> Actor | None:
        """Return the body of a state that words name: a ministry, an army; None where no state is said."""
        words, states = stateless(institutions.bare(name))
        states = states or institutions.states_behind(name)
        key = bodies().named(words)
        if key is None:
            return self._kept(self._named(name, "organisation", (name,))) if entity is None else None
        of = state_actor(states[0]) if states else self._whose(words, entity) or self._state_of(key)
        if of is None or of.kind not in ("state", "organisation"):
            return None if entity else self._kept(self._named(name, "organisation", (name,)))
        return self._kept(institutions.body(key, name, of))

    def _state_of(self, key: str) -> Actor | None:
        """Return the state named here whose ministry, say, the docket knows; else the one from which the article is."""
        here = {state_actor(state).id: state for state in self._states_here()}
        sides = {one.side for one in self._index.known_as([f"b:{key}"])}
        if not here and len(sides) == 1:  # a text that names no state speaks of the docket's
            return next(iter(self._index.actors([*filter(None, sides)])), None)
        known = sides & here.keys()
        dateline = load().states.get((self.record.article.dateline or "").title())
        if len(known) == 1:
            return state_actor(here[known.pop() or ""])
        return state_actor(dateline) if dateline in here.values() and dateline else None

    def _states_here(self) -> list[State]:
        names = (one.name for one in self.record.entities if one.kind == "state")
        return [state for name in names if (state := load().states.get(name))]

    def _whose(self, words: str, entity: Entity | None) -> Actor | None:
        """Return whose body it is: the entity's side, or that of whom it is named after."""
        if entity is not None and entity.side not in (None, entity.id):
            side = self._side_actor(entity)
            if side is not None:
                return side
        code = actors().of_state.get(aliases.normal(words)) if entity is not None else None
        if code is not None:
            return state_actor(next(state for state in load().states.values() if state.code == code))
        head = words.split(maxsplit=1)[0] if " " in words else ""
        if not head[:1].isupper():
            return None
        persons = [one for one in self._index.known_as(aliases.asked_keys(head)) if one.kind == "person"]
        person = best(head, persons, self._index, None, self._day)
        return next(iter(self._index.actors([person.side])), None) if person and person.side else None

    def _named_body(self, entity: Entity) -> Actor:
        actor = self._named(entity.name, entity.kind, self._names(entity), self._apart(entity))
        peoples = filter(None, (people_of(span.of(self.record.article.text)) for span in entity.mentions))
        return self._seen(replace(actor, aliases=joined(actor.aliases, tuple(peoples))), entity)

    def _named(self, name: str, kind: str, names: Sequence[str], apart: frozenset[str] = frozenset()) -> Actor:
        """Return the body or place of a name, by its acronym too; new where nobody is called so."""
        found = [one for one in self._bodies(name) or self._mistaken(name) if aliases.normal(one.name) not in apart]
        keys = keys_of(kind, names)
        if not found:
            return replace(self._new(kind, aliases.body_key(name), name, apart), aliases=keys)
        known = found[0]
        name = known.name if aliases.acronym(known.name) is None else max(known.name, name, key=len)
        return replace(known, kind=kind, name=name, aliases=joined(known.aliases, keys))

    def _mistaken(self, name: str) -> list[Actor]:
        """Return whom one word named that was taken for a person, where a body is called so now: `NAME Group`."""
        word = aliases.body_key(name)[2:]
        if " " in word or " " not in name:
            return []
        called = self._index.known_as(aliases.asked_keys(word)[:1])
        return [one for one in called if one.kind == "person" and aliases.normal(one.name) == word]

    def _bodies(self, name: str) -> list[Actor]:
        """Return the bodies and places that go by a name: called so, or one the acronym of the other."""
        exact = [one for one in self._index.known_as([aliases.body_key(name)]) if one.kind in _BODIES]
        if exact:
            return exact
        short = aliases.acronym(name)
        if short:
            found = [one for one in self._index.known_as([f"~:{short}"]) if one.kind == "organisation"]
        else:
            called = self._index.known_as([f"o:{key[2:]}" for key in aliases.initials(name)])
            found = [one for one in called if aliases.acronym(one.name) is not None]
        return found if len(found) == 1 else []

    def _names(self, entity: Entity) -> tuple[str, ...]:
        """Return the names among an entity's mentions."""
        words = (span.of(self.record.article.text).removesuffix("'s").removesuffix("’s") for span in entity.mentions)
        return (entity.name, *dict.fromkeys(one for one in words if _is_name(one)))

    # ------------------------------------------------------------ persons and groups

    def _person(self, entity: Entity) -> Actor:
        name = untitled(entity.name)
        if describes(entity.name):
            return self._holder(entity) or self._local(entity)
        outlet = None if entity.roles else self._known_outlet(entity.name)
        if outlet:
            return outlet
        if self._is_body(entity, name):
            return self._body(replace(entity, kind="organisation"))
        apart, side = self._apart(entity), self._side(entity)
        keys = aliases.asked_keys(name)
        persons = [one for one in self._index.known_as(keys) if one.kind == "person" and not describes(one.name)]
        persons = [one for one in persons if aliases.normal(one.name) not in apart]
        known = best(name, persons, self._index, side, self._day)
        if known is None:
            known = self._newcomer(entity, name, bool(persons), apart)
        fuller = name if len(name.split()) > len(known.name.split()) or describes(known.name) else known.name
        return self._seen(replace(known, name=fuller, aliases=joined(known.aliases, aliases.person_keys(name))), entity)

    def _is_body(self, entity: Entity, name: str) -> bool:
        """Say whether one word that was taken for a person is a body: an acronym, or known as one and as no person."""
        if " " in name or entity.roles:
            return False
        known = [one for one in self._index.known_as([aliases.body_key(name)]) if one.kind == "organisation"]
        is_other = any(word.isupper() for word in re.split(r"[-&+]", name)) and aliases.acronym(name) is not None
        return is_other or (bool(known) and not self._are_persons(name))

    def _are_persons(self, name: str) -> bool:
        called = self._index.known_as(aliases.asked_keys(name)[:1])
        return any(one.kind == "person" for one in called)

    def _newcomer(self, entity: Entity, name: str, is_doubtful: bool, apart: frozenset[str]) -> Actor:  # noqa: FBT001
        """Return a new person; one who was known by the office alone until now is that one."""
        for office in self._offices(entity):
            of = self._of(office, entity)
            unnamed = of and next(iter(self._index.actors([new_id("a", "office", office.noun, of.id)])), None)
            if office.heads and unnamed and describes(unnamed.name) and not apart:
                return unnamed
        if is_doubtful and not aliases.is_full(name):
            apart = apart | {""}
        return self._new("person", aliases.normal(name), name, apart)

    def _group(self, entity: Entity) -> Actor:
        """Return a group, which is nobody elsewhere; one person of a known office is who holds it."""
        known = self._holder(entity) if singular(entity.name) else None
        body = None if known else self._body_named(entity.name, entity)
        if known is None and body is None and self._has_name(entity):
            return self._known_outlet(entity.name) or self._named_body(entity)
        known = known or self._theirs(entity)
        return known or (self._seen(body, entity) if body else self._local(entity))

    def _theirs(self, entity: Entity) -> Actor | None:
        """Return the body of whom the docket knows the side, where an article calls it `his party`."""
        for noun, person in persons(self.record, entity):
            actor = self.actor(person.id)
            roles = sorted(self._index.roles([actor.id]), key=lambda role: role.last_seen) if actor else ()
            served = dict.fromkeys([*([actor.side] if actor else ()), *(role.of for role in reversed(roles))])
            bodies_served = (one for id_ in served if id_ for one in self._index.actors([id_]))
            found = next((one for one in bodies_served if is_so_called(one, noun)), None)
            if found is not None:
                return found
        return None

    def _has_name(self, entity: Entity) -> bool:
        """Say whether many go by a name of their own, with a capital behind the article: `the Greens`."""
        name, text = entity.name, self.record.article.text
        if not all(word[:1].isupper() for word in name.split()) or name in load().demonyms or _is_common(name):
            return False
        inside = (at for at in entity.mentions if text[max(0, at.start - 4) : at.start].lower() == "the ")
        return any(at.of(text).startswith(name) for at in inside)

    def _holder(self, entity: Entity) -> Actor | None:
        """Return who held an office when the article came out, or else that office of a state as somebody unnamed."""
        words, states = stateless(entity.name)
        if not states and aliases.normal(words) in _MINISTERS and (head := self._heading_page()) is not None:
            return self._seen(head, entity)
        office = read_title(words, None)
        of = state_actor(states[0]) if states else self._side_actor(entity)
        if (of is None and not any(office.heads)) or not definite(self.record, entity) or not singular(entity.name):
            return None
        keys, apart = [f"t:{office.noun}@{of.id if of else NOBODY}"], self._apart(entity)
        persons = [one for one in self._index.known_as(keys) if one.kind == "person" and not describes(one.name)]
        persons = [one for one in persons if aliases.normal(one.name) not in apart]
        known = holder(persons, keys[0], self._index, self._day)
        if known or of is None or not any(office.heads) or entity.kind != "person":
            return self._seen(known, entity) if known else None
        id_ = new_id("a", "office", office.noun, of.id)
        found = next(iter(self._index.actors([id_])), None)
        if apart:  # whoever is met by name later would become this one
            return None
        return self._seen(
            found or Actor(id=id_, kind="person", name=entity.name, aliases=(*keys,), side=of.side), entity
        )

    def _heading_page(self) -> Actor | None:
        """Return who heads the ministry whose own page it is: the minister of whom it speaks."""
        page = self.publisher()
        bodies_ = [key[2:] for key in page.aliases if key.startswith("b:") and "@" in key] if page else []
        heads = [f"h:{key}" for key in bodies_ if "ministry@" in key]
        known = [one for one in self._index.known_as(heads) if one.kind == "person" and not describes(one.name)]
        return known[0] if len(known) == 1 else None

    def _local(self, entity: Entity) -> Actor:
        """Return somebody who is known within this text only: the first, second … so called in each copy of it."""
        name = aliases.normal(entity.name)
        called = [
            one.id for one in self.record.entities if aliases.normal(one.name) == name and one.kind == entity.kind
        ]
        id_ = new_id("a", entity.kind, self._text, name, str(called.index(entity.id)))
        actor = Actor(id=id_, kind=entity.kind, name=entity.name, side=self._side(entity))
        self._index.put([actor], [])
        return actor


def _is_name(words: str) -> bool:
    """Say whether a mention is a name: no pronoun, no description with a lower-case noun."""
    bare = words[4:] if words[:4] in ("the ", "The ") else words
    return bare[:1].isupper() and len(bare) > 1 and bare.lower() not in _PRONOUNS and not _is_common(bare)


def _is_common(words: str) -> bool:
    known = bodies()
    return " " not in words and (words.lower() in known.names or words.lower() in load().institutions)
