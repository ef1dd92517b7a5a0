"""Commands that ask the docket, and those by which people decide what stands in it."""

from memcon.cli.docket.brief import brief
from memcon.cli.docket.listings import LISTINGS
from memcon.cli.docket.search import search
from memcon.cli.docket.why import why

COMMANDS = (*LISTINGS, search, why, brief)

__all__ = ["COMMANDS"]
