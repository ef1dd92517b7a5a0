"""What a page or a command shows, as values: one frozen dataclass for each, nothing in it left to work out.

In:    a `Record`.
Out:   `ArticleView`, by `article_view`: head, contacts, positions by side, plans on the table, how it stands,
       attributions with their chains in words, sources, the text in segments. `Explanation`, by `explanation`: why
       one of its records says what it says.
Never: renders: no markup, no colour, no escaping; that is for the doors, which know where it will be shown.
Terms: hop (one source of a chain, in words), account (the chain without the writer), piece (a run of text that plays
       one part), segment (a run of the article under the same records), fact (what is known of an unnamed source: a
       label and words), matter (what assessments are about).
"""

from memcon.views.article import ArticleView, AttributionView, Fact, Head, SourceView, article_view
from memcon.views.context import Piece
from memcon.views.explaining import Explanation, Field, Word, explanation
from memcon.views.hops import Hop
from memcon.views.records import EventView, Group, Matter, PositionView, ProposalView, Side, StandingView
from memcon.views.segments import Cover, Segment

__all__ = [
    "ArticleView",
    "AttributionView",
    "Cover",
    "EventView",
    "Explanation",
    "Fact",
    "Field",
    "Group",
    "Head",
    "Hop",
    "Matter",
    "Piece",
    "PositionView",
    "ProposalView",
    "Segment",
    "Side",
    "SourceView",
    "StandingView",
    "Word",
    "article_view",
    "explanation",
]
