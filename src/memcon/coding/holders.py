"""Whose stance it is: the holder behind a subject, the side that speaks in an attribution, and who tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.codebook.stances import stances
from memcon.coding.actors import parties, side
from memcon.coding.clusters import Cluster
from memcon.coding.telling import cued, telling, token_span
from memcon.coding.wording import is_none
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memcon.coding.chains import Told
    from memcon.coding.record import EntityKind, ToldBy
    from memcon.coding.scene import Hop
    from memcon.coding.view import View

OURS = frozenset(("we", "i", "us", "our", "ours", "me", "my", "ourselves", "myself"))
_THEIRS = frozenset(("it", "he", "she", "they", "its", "his", "her", "their"))
_HOLDS = frozenset(("person", "state", "organisation", "group"))
_AGENTS = ("ers", "ors", "ists", "ants", "ents", "ians")  # how people are called after what they do
_NAMED = ("person", "organisation", "state", "place")
BESIDE = frozenset(
    ("analyst", "expert", "professor", "economist", "historian", "researcher", "fellow", "scholar", "strategist")
)

_KNOWING = frozenset(
    ("people", "person", "source", "lawyer", "observer", "individual", "insider", "witnesse", "witness")
)


def is_ours(view: View, at: int) -> bool:
    """Say whether a token is a pronoun of the first person, and not the United States."""
    return view.syntax.lower[at] in OURS and view.syntax.tokens[at].text != "US"


def party_of(cluster: Cluster) -> Cluster:
    """Return the party for which an entity acts, itself when it is for nobody else."""
    return side(cluster) or cluster


def speaker(node: Told | None) -> Cluster | None:
    """Return who speaks in an attribution: the innermost source, or the side of an unnamed one; None for a paper."""
    hop = node.chain[-1] if node and node.chain else None
    return _speaking(hop) if hop else None


def _speaking(hop: Hop) -> Cluster | None:
    if hop.cluster is not None and hop.cluster.kind in _HOLDS:
        return hop.cluster
    return hop.facts.side if hop.facts else None


def source(view: View, node: Told) -> Cluster | None:
    """Return the body, group or nameless leader whom an attribution names, where its hop is no entity yet."""
    hop = node.chain[-1] if node.chain else None
    if hop is None or hop.kind not in ("institution", "unnamed", "person") or hop.phrase is None:
        return None
    found = holders(view, (hop.phrase.head,), node.outer, groups=True)
    return found[0] if len(found) == 1 else None


def looks_on(cluster: Cluster) -> bool:
    """Say whether somebody only says what he thinks of others' talks: analysts, professors."""
    return cluster.has_title(*BESIDE) or (cluster.kind == "group" and _called(cluster) in BESIDE)


def _called(cluster: Cluster) -> str:
    return cluster.name.split()[-1].lower().rstrip("s")


def is_party(cluster: Cluster) -> bool:
    """Say whether an entity can be for or against something in talks: it has a side or an office, or is a body."""
    if cluster.kind in ("state", "organisation"):
        return True
    if looks_on(cluster):
        return False
    if cluster.kind == "group":
        return _called(cluster) not in _KNOWING or side(cluster) is not None
    return side(cluster) is not None or bool(cluster.roles)


def holders(view: View, tokens: Iterable[int], node: Told | None, *, groups: bool = False) -> tuple[Cluster, ...]:
    """Return whom the subjects of a stance denote: `we` and what is left open by a pronoun is who speaks.

    node: the attribution in which the stance is told. groups: whether people in the plural (`bondholders`) and places
    that act (`Utah endorsed it`) are made entities; a verb of stance with them as subject says that they are.
    """
    out: dict[int, Cluster] = {}
    for at in (one for one in tokens if not is_none(view.syntax, one)):
        for cluster in _holder(view, at, node):
            if cluster.kind in _HOLDS and not looks_on(cluster):
                out.setdefault(id(cluster), cluster)
        if groups and not out and (made := acting(view, at, node)) and not looks_on(made):
            out[id(made)] = made
    return tuple(out.values())


def acting(view: View, at: int, node: Told | None, *, sure: bool = False) -> Cluster | None:
    """Return the place, the body or the group of people that a subject names, which else is no actor.

    sure: somebody is meant, so that any noun is taken for a group (`the city`, `a consortium`), not people alone.
    """
    token = view.syntax.tokens[at]
    place = view.entities.covering(Span(token.start, token.end), "place")
    if place and token.upos == "PROPN" and not token.text.isupper():
        return place[1]
    word = view.syntax.lower[at]
    if token.upos == "PROPN" and not parties(view.scene, at):
        return _named(view, at)
    if token.upos != "NOUN" or not (_is_people(view, word) or (sure and not _only_tells(view, word))):
        return None
    owner = view.syntax.child(at, "nmod:poss")
    span = view.syntax.span(_first(view, at) if owner is None else view.syntax.low[owner], at + 1)
    if span is None:
        return None
    name = span.of(view.text)
    same = (one for one in view.entities.clusters("group") if one.name.casefold() == name.casefold())
    cluster = next(same, None) or Cluster("group", name)
    if owner is not None and cluster.side is None:
        speaks = speaker(node) if is_ours(view, owner) else None
        owners = [speaks] if speaks else parties(view.scene, owner)
        cluster.side = next((party_of(one) for one in owners), None)
    view.entities.also(cluster, span)
    return cluster


def _only_tells(view: View, word: str) -> bool:
    """Say whether a noun is for what publishes or is published: it tells of acts and does none."""
    book = view.codebook
    return word in book.media or word in book.documents or word in book.instruments


def _named(view: View, at: int) -> Cluster | None:
    """Return the people of a plural name that is no entity yet (`Democrats`), or the body of a compound one."""
    syntax, token = view.syntax, view.syntax.tokens[at]
    first, last = _first(view, at), at + 1
    while last + 1 < len(syntax.tokens) and syntax.tokens[last].text == "-" and syntax.tokens[last + 1].upos == "PROPN":
        last += 2
    is_people = syntax.lower[at] in stances().people or syntax.lower[at].endswith(_AGENTS)
    is_body = last > at + 1 or (
        first > 1 and syntax.tokens[first - 1].text == "-" and syntax.tokens[first - 2].upos == "PROPN"
    )
    if not is_body and (not is_people or token.text.isupper()):
        return None
    while first > 1 and syntax.tokens[first - 1].text == "-" and syntax.tokens[first - 2].upos == "PROPN":
        first -= 2
    span = syntax.span(first, last)
    kinds = _NAMED[1:] if is_people else _NAMED
    if span is None or any(view.entities.covering(span, kind) for kind in kinds):
        return None
    name = span.of(view.text)
    kind: EntityKind = "organisation" if is_body else "group"
    same = (one for one in view.entities.clusters(kind) if one.name.casefold() == name.casefold())
    cluster = next(same, None) or Cluster(kind, name)
    view.entities.also(cluster, span)
    return cluster


def _is_people(view: View, word: str) -> bool:
    """Say whether a noun means people who can hold a position: a body, officials, or a plural like `bondholders`."""
    if word in view.codebook.institutions:
        return True
    if word in stances().people:
        return True
    return word.endswith("s") and (word in view.codebook.unnamed or word.endswith(_AGENTS))


def _first(view: View, at: int) -> int:
    """Return the first of the words before a noun that belong to its name: `developing nations`."""
    first = at
    while first > view.syntax.low[at] and view.syntax.tokens[first - 1].upos in ("ADJ", "NOUN", "VERB", "PROPN"):
        first -= 1
    return first


def _holder(view: View, at: int, node: Told | None) -> Sequence[Cluster]:
    word = view.syntax.lower[at]
    own = speaker(node)
    if is_ours(view, at):
        own = own or (source(view, node) if node else None)
        return (party_of(own) if word in ("we", "us", "our", "ours") and own.kind == "person" else own,) if own else ()
    found = parties(view.scene, at)
    if not found and word in ("who", "which"):
        return list(view.entities.before(view.syntax.tokens[at].start, "person" if word == "who" else "organisation"))[
            :1
        ]
    if found:
        return found
    if word in _THEIRS and _is_quoted(view, at):  # in quotation marks nobody speaks of himself as `he`
        return ()
    if own and word in _THEIRS:
        return (own,)
    return _before(view, at) if word == "it" else ()


def _is_quoted(view: View, at: int) -> bool:
    """Say whether a token stands in quotation marks."""
    start = view.syntax.tokens[at].start
    return any(quote.start < start < quote.end for quote in view.scene.reading.quotes)


def _before(view: View, at: int) -> Sequence[Cluster]:
    """Return who is subject of the sentence before, for an `it` that means what they put forward."""
    here = view.syntax.sentence_of[at]
    before = view.syntax.sentences[here - 1] if here else None
    if before is None:
        return ()
    clauses = (clause for head in range(before.first, before.last) if (clause := view.clauses.at(head)))
    first = next((clause for clause in clauses if clause.subjects), None)
    return [one for token in first.subjects for one in parties(view.scene, token)][:1] if first else ()


def node_of(
    view: View, at: int, holding: Iterable[Cluster] = (), nodes: Sequence[Told | None] | None = None
) -> Told | None:
    """Return the attribution on which a stance at a token stands.

    Where its word is itself a cue (`Paris demands that …`) and its holder is the source there, that one; else the
    innermost whose content holds it. nodes: of each token the latter, where it is known already.
    """
    span = token_span(view.scene, at)
    own = cued(view.told, span) if holding else None
    if own and any(_same(said, holding) for said in _speakers(view, own)):
        return own
    return nodes[at] if nodes is not None else telling(view.told, span)


def _speakers(view: View, node: Told) -> Sequence[Cluster]:
    """Return all who speak in an attribution: `the three states said` are three."""
    one, hop = speaker(node), node.chain[-1] if node.chain else None
    several = parties(view.scene, hop.phrase.head) if hop and hop.phrase and hop.kind == "institution" else ()
    return [one] if one is not None and len(several) < 2 else several


def _same(said: Cluster, holding: Iterable[Cluster]) -> bool:
    return any(said is one or party_of(said) is party_of(one) for one in holding)


def told_by(view: View, node: Told | None, holder: Cluster) -> ToldBy:
    """Return whether the holder's side says it, alone or with others, or somebody else."""
    own = node is not None and any(one is holder or _same(one, (holder,)) for one in _speakers(view, node))
    return "own" if own else "third-party"
