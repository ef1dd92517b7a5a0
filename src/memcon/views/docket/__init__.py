"""What the docket's commands show: one frozen dataclass for each, and `Docket`, which answers with them."""

from memcon.views.docket.brief import Bit, Brief, BriefGroup, BriefLine, BriefSection, Footnote
from memcon.views.docket.door import Docket, open_docket
from memcon.views.docket.finds import ArticleFound, ClaimFound, Finds
from memcon.views.docket.lines import (
    Borne,
    ChangeLine,
    ClaimLine,
    ContactLine,
    MatrixLine,
    PositionLine,
    ProposalLine,
    SourceLine,
    StandingLine,
    TimelineLine,
)
from memcon.views.docket.rows import (
    Changes,
    Claims,
    Contacts,
    Listing,
    Matrix,
    Positions,
    Proposals,
    Sources,
    Standings,
    Timeline,
)
from memcon.views.docket.why import Branch, Carrier, Related, Why

__all__ = [
    "ArticleFound",
    "Bit",
    "Borne",
    "Branch",
    "Brief",
    "BriefGroup",
    "BriefLine",
    "BriefSection",
    "Carrier",
    "ChangeLine",
    "Changes",
    "ClaimFound",
    "ClaimLine",
    "Claims",
    "ContactLine",
    "Contacts",
    "Docket",
    "Finds",
    "Footnote",
    "Listing",
    "Matrix",
    "MatrixLine",
    "PositionLine",
    "Positions",
    "ProposalLine",
    "Proposals",
    "Related",
    "SourceLine",
    "Sources",
    "StandingLine",
    "Standings",
    "Timeline",
    "TimelineLine",
    "Why",
    "open_docket",
]
