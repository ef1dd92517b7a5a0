"""From a reading to all that a record says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon import codebook as codebooks
from memcon.coding import attributions as saying
from memcon.coding import numbering
from memcon.coding.chains import Told, chains, is_relay
from memcon.coding.clauses import clauses
from memcon.coding.entities import Entities
from memcon.coding.events import events
from memcon.coding.framed_events import settled
from memcon.coding.issues import TALKS, issues_of, silence
from memcon.coding.numbering import Ids
from memcon.coding.positions import positions
from memcon.coding.proposals import proposals
from memcon.coding.record import AttributionRecord, Entity, Source, Unnamed
from memcon.coding.scene import Facts, Hop, Scene
from memcon.coding.standings import standings
from memcon.coding.telling import Tellings
from memcon.coding.themes import NONE, Themes
from memcon.coding.view import View
from memcon.coding.when import said_on, times_of, when_of
from memcon.coding.wholes import whole
from memcon.reading.model import Attribution
from memcon.reading.syntax import Syntax
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from memcon.coding.drafts import Draft, EventDraft, PositionDraft, ProposalDraft, StandingDraft
    from memcon.coding.record import Channel, Event, Position, Proposal, Standing
    from memcon.reading.model import Reading


@dataclass(frozen=True, slots=True)
class Coding:
    """What one article's reading comes to; ids run through in text order, `s0` is the writer.

    rules: by the id of an event, proposal, position or standing, the file and entry of the codebook that gave it.
    """

    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    attributions: tuple[AttributionRecord, ...]
    events: tuple[Event, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    positions: tuple[Position, ...] = ()
    standings: tuple[Standing, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)


def code(reading: Reading, agenda: Themes = NONE) -> Coding:
    """Code one article: who says what and on whose word, who met whom, who wants what, and how the talks stand.

    A source that only hands on another's words ("reported, citing two officials") is a hop of that other's chain and
    has no attribution of its own. agenda: what the issues mean, for positions whose words name none. Pure: the same
    reading gives the same coding. Time grows linearly with the text.
    """
    view = view_of(reading)
    scene = view.scene
    told = [node for node in view.told if not is_relay(node) and (node.inner or saying.says(scene, node.attribution))]
    drafts = _drafts(view, agenda)
    entities, names = scene.entities.numbered()
    chains_used = [*(node.chain for node in told), *(draft.chain for draft in drafts.all())]
    hops = sorted({id(hop): hop for chain in chains_used for hop in chain}.values(), key=lambda hop: hop.span)
    ids = {id(hop): f"s{at}" for at, hop in enumerate(hops, 1)}
    sources = (Source(id="s0", kind="writer"), *(_source(hop, ids, names) for hop in hops))
    channels = saying.channels(scene, told)
    records = tuple(_record(view, node, f"q{at}", ids, channels[at - 1]) for at, node in enumerate(told, 1))
    return _coding(drafts, Ids(names, ids, reading.article.text), entities, sources, records)


def view_of(reading: Reading) -> View:
    """Put together what the coders of one article look at."""
    codebook = codebooks.load()
    syntax = Syntax(reading.tokens, reading.sentences)
    scene = Scene(reading, syntax, codebook, Entities(reading, syntax, codebook))
    silence(syntax, scene.entities.of_names())
    said = [_in_body(attribution, reading.article.body.start) for attribution in reading.attributions]
    said = whole(scene, said)
    told = Tellings(chains(scene, said))
    return View(scene, clauses(syntax, codebook), times_of(reading), told)


@dataclass(frozen=True, slots=True)
class _Drafts:
    """What the coders found, before it has ids."""

    events: list[EventDraft]
    proposals: list[ProposalDraft]
    positions: list[PositionDraft]
    standings: list[StandingDraft]

    def all(self) -> list[Draft]:
        return [*self.events, *self.proposals, *self.positions, *self.standings]


def _drafts(view: View, agenda: Themes) -> _Drafts:
    acts, tabled = events(view), proposals(view)
    held = positions(view, tabled)
    acts = settled(view, acts, held)
    for act in acts:
        act.issues = act.issues or tuple(one for one in issues_of(view.syntax, act.evidence) if one != TALKS)
    for one in held:
        one.issue = one.issue or agenda.nearest(view.scene.reading, view.syntax, one.object)
    for draft in (*acts, *tabled, *held):
        draft.when = draft.when or when_of(view, draft.head)
    return _Drafts(acts, tabled, held, standings(view, acts))


def _coding(
    drafts: _Drafts,
    ids: Ids,
    entities: tuple[Entity, ...],
    sources: tuple[Source, ...],
    attributions: tuple[AttributionRecord, ...],
) -> Coding:
    """Give the drafts their ids, in text order, then make records of them: some name others."""
    events = numbering.in_order(drafts.events, "e")
    proposals = numbering.in_order(drafts.proposals, "d")
    held = numbering.in_order((one for one in drafts.positions if id(one.holder) in ids.entities), "p")
    standings = numbering.in_order(drafts.standings, "g")
    return Coding(
        entities,
        sources,
        attributions,
        tuple(numbering.event(one, ids) for one in events),
        tuple(numbering.proposal(one, ids) for one in proposals),
        tuple(numbering.position(one, ids) for one in held),
        tuple(numbering.standing(one, ids) for one in standings),
        {one.name: one.rule for one in (*events, *proposals, *held, *standings)},
    )


def _in_body(attribution: Attribution, start: int) -> Attribution:
    """Cut dateline and credit off the spans that begin in them: the report begins at `start`."""

    def cut(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(start, span.end) if span.start < start < span.end else span for span in spans)

    return Attribution(cut(attribution.source), cut(attribution.cue), cut(attribution.content))


def _source(hop: Hop, ids: dict[int, str], names: dict[int, str]) -> Source:
    entity = names.get(id(hop.cluster)) if hop.cluster else None
    facts = _unnamed(hop.facts or Facts(), names) if hop.kind == "unnamed" else None
    return Source(id=ids[id(hop)], kind=hop.kind, entity=entity, span=hop.span, unnamed=facts)


def _unnamed(facts: Facts, names: dict[int, str]) -> Unnamed:
    return Unnamed(
        count=facts.count,
        closeness=facts.closeness,
        side=names.get(id(facts.side)) if facts.side else None,
        office=facts.office,
        reason=facts.reason,
    )


def _record(view: View, node: Told, name: str, ids: dict[int, str], channel: Channel | None) -> AttributionRecord:
    own = node.attribution
    return AttributionRecord(
        id=name,
        source=own.source,
        cue=own.cue,
        content=own.content,
        manner=saying.manner(view.scene, own.content),
        channel=channel,
        response=saying.response(view.scene, own),
        said=said_on(view, own),
        chain=("s0", *(ids[id(hop)] for hop in node.chain)),
    )
