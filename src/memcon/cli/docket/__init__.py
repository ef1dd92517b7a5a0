"""Commands that ask the docket, and those by which people decide what stands in it."""

from memcon.cli.docket.brief import brief
from memcon.cli.docket.deciding import merge, split, unmerge
from memcon.cli.docket.listings import LISTINGS
from memcon.cli.docket.review import review
from memcon.cli.docket.search import search
from memcon.cli.docket.why import why

COMMANDS = (*LISTINGS, search, why, brief, review, merge, unmerge, split)

__all__ = ["COMMANDS"]
