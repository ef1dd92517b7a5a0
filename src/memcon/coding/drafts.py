"""Records in the making: entities and sources are objects still, ids come last (`numbering`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.spans import hull

if TYPE_CHECKING:
    from memcon.coding.entities import Cluster
    from memcon.coding.record import Amount, Condition, Factuality, ToldBy, When
    from memcon.coding.scene import Hop
    from memcon.spans import Span


@dataclass(slots=True, eq=False, kw_only=True)
class Draft:
    """What all drafts have.

    head:  token of the predicate or noun that gave it; the text order of records is that of their evidence.
    chain: hops from the writer inward, the writer left out.
    rule:  file and entry of the codebook that gave it (`events/consult.yaml#talks-between`).
    """

    head: int
    evidence: tuple[Span, ...]
    chain: tuple[Hop, ...]
    rule: str
    when: When | None = None
    name: str = ""  # the id, once there is one


@dataclass(slots=True, eq=False, kw_only=True)
class EventDraft(Draft):
    """An event; fields as in `record.Event`."""

    event_type: str
    mode: str | None = None
    actor: tuple[Cluster, ...] = ()
    recipient: tuple[Cluster, ...] = ()
    mediator: tuple[Cluster, ...] = ()
    where: Cluster | None = None
    issues: tuple[str, ...] = ()
    factuality: Factuality = "actual"


@dataclass(slots=True, eq=False, kw_only=True)
class ProposalDraft(Draft):
    """A plan on the table; fields as in `record.Proposal`. `mentions`: head tokens that mean it."""

    title: tuple[Span, ...]
    by: tuple[Cluster, ...] = ()
    terms: tuple[Span, ...] = ()
    mentions: list[int] = field(default_factory=list)

    def add(self, mention: Span, told: tuple[Span, ...]) -> None:
        """Add the terms that a later mention tells, and its words as evidence for them."""
        new = tuple(span for span in told if not any(span.overlaps(own) for own in self.terms))
        if new:
            self.terms = (*self.terms, *new)
            self.evidence = (*self.evidence, hull((mention, *new)))


@dataclass(slots=True, eq=False, kw_only=True)
class PositionDraft(Draft):
    """A stance; fields as in `record.Position`."""

    holder: Cluster
    side: Cluster | None
    stance: str
    object: tuple[Span, ...]
    issue: str | None = None
    toward: Cluster | None = None
    proposal: ProposalDraft | None = None
    conditions: tuple[Condition, ...] = ()
    told_by: ToldBy = "third-party"
    factuality: Factuality = "actual"
    amounts: tuple[Amount, ...] = ()
    deadline: When | None = None
    red_line: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class StandingDraft(Draft):
    """An assessment; fields as in `record.Standing`."""

    state: str
    issue: str | None = None
    event: EventDraft | None = None
