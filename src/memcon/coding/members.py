"""Who of a dossier an article names: one name for all spellings, and the party, office and Wikidata id with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.roster import folded, roster
from memcon.coding.clusters import Cluster
from memcon.coding.spelling import parts, same_person, same_word
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from memcon.codebook import Codebook, State
    from memcon.codebook.people import Actors
    from memcon.codebook.roster import Member
    from memcon.reading.model import Mention
    from memcon.reading.syntax import Syntax

_MARKS = 2  # tokens that a name may have beyond its words: hyphens, a possessive ending


class Members:
    """The members of the dossier in force whom one article names; of memcon's own codebook there are none.

    day: of publication, on which posts must hold. state, organisation: make the entity of a state, of a body.
    """

    def __init__(
        self,
        codebook: Codebook,
        actors: Actors,
        day: str | None,
        state: Callable[[State], Cluster],
        organisation: Callable[[str], Cluster],
    ) -> None:
        self._roster, self._codebook, self._actors = roster(), codebook, actors
        self._day = day[:10] if day else None
        self._state, self._organisation = state, organisation
        self._clusters: dict[str, Cluster] = {}
        self._parties: dict[str, Cluster | None] = {}
        self.longest = self._roster.longest

    def named(self, name: str) -> Cluster | None:
        """Return the entity of the member who goes by exactly this name, if there is one."""
        member = self._roster.folded.get(folded(name)) if self.longest else None
        return self._cluster(member) if member is not None else None

    def written(self, words: str) -> Cluster | None:
        """Return the entity of the member whose name stands in a text, capitals and all."""
        member = self._roster.named.get(words)
        return self._cluster(member) if member is not None else None

    def standing(self, syntax: Syntax, text: str, mentions: Iterable[Mention]) -> list[tuple[Span, Cluster]]:
        """Return the members whose names stand in a text, whatever the model takes for a name there.

        The longest first at each place; a name inside a longer one that the model found (`Guild` in another guild's) is
        left to that.
        """
        out: list[tuple[Span, Cluster]] = []
        longer = [mention.span for mention in mentions] if self.longest else []
        tokens, at = syntax.tokens, 0
        while self.longest and at < len(tokens):
            for size in range(min(self.longest + _MARKS, len(tokens) - at), 0, -1):
                span = Span(tokens[at].start, tokens[at + size - 1].end)
                member = self.written(span.of(text)) if span.of(text) in self._roster.named else None
                if member and not any(one.contains(span) and one != span for one in longer):
                    out.append((span, member))
                    at += size - 1
                    break
            at += 1
        return out

    def spelt(self, name: str) -> Cluster | None:
        """Return the only person whose name this is in another spelling or in short: the surname, or more."""
        fits = [one for one in self._roster.people if any(_same(full, name) for full in one.names)]
        return self._cluster(fits[0]) if len(fits) == 1 else None

    def is_member(self, cluster: Cluster) -> bool:
        """Say whether an entity is one of the dossier's, whose name stays what the dossier says."""
        return self._clusters.get(cluster.name) is cluster

    def parties(self) -> list[Cluster]:
        """Return the parties of whom the article names, themselves named there or not."""
        return [party for party in self._parties.values() if party is not None]

    def wikidata(self, state: State) -> str | None:
        """Return a state's Wikidata id, where the dossier has one."""
        return self._roster.states.get(state.code)

    def _cluster(self, member: Member) -> Cluster:
        if member.name not in self._clusters:
            self._clusters[member.name] = self._made(member)
        return self._clusters[member.name]

    def _made(self, member: Member) -> Cluster:
        if member.kind == "person":
            return self._person(member)
        cluster = self._organisation(member.name)
        cluster.name, cluster.wikidata = member.name, member.wikidata
        cluster.side = cluster if member.party == member.name else self._party(member.party)
        return cluster

    def _person(self, member: Member) -> Cluster:
        """Make a person; the party and the office are those of the post held on the day."""
        cluster = Cluster("person", member.name, wikidata=member.wikidata)
        post = member.post_on(self._day)
        if post is None:
            return cluster
        of = self._party(post.party)
        cluster.side = of
        if post.person.role is not None:
            cluster.take(post.person.role, of)
            words = post.person.role.lower().replace("-", " ").split()
            cluster.offices |= {self._actors.people[word] for word in words if word in self._actors.people}
        return cluster

    def _party(self, name: str | None) -> Cluster | None:
        """Return the entity of a party; None for none."""
        if name is not None and name not in self._parties:
            state = self._codebook.states.get(name)
            is_state = state is not None and state.name == name
            member = self._roster.named.get(name) if not is_state else None
            self._parties[name] = self._state(state) if is_state and state else member and self._cluster(member)
        return self._parties[name] if name is not None else None


def _same(full: str, name: str) -> bool:
    """Say whether a name can mean somebody: a single word is the surname alone, for given names are many people's."""
    words = parts(name)
    if full.casefold().endswith(f" {name.casefold()}"):
        return True
    return same_word(words[0], parts(full)[-1]) if len(words) == 1 else same_person(full, name)
