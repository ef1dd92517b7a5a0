"""What a page or a command shows, as values: one frozen dataclass for each, nothing in it left to work out.

In:    a `Record`.
Out:   `ArticleView`, by `article_view`: head, attributions with their chains in words, sources, the text in segments.
Never: renders: no markup, no colour, no escaping; that is for the doors, which know where it will be shown.
Terms: hop (one source of a chain, in words), piece (a run of text that plays one part), segment (a run of the
       article under the same attributions), fact (what is known of an unnamed source: a label and words).
"""

from memcon.views.article import ArticleView, AttributionView, Fact, Head, Hop, SourceView, article_view
from memcon.views.context import Piece
from memcon.views.segments import Cover, Segment

__all__ = [
    "ArticleView",
    "AttributionView",
    "Cover",
    "Fact",
    "Head",
    "Hop",
    "Piece",
    "Segment",
    "SourceView",
    "article_view",
]
