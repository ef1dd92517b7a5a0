"""A whole docket in memory, as gathering asks it: for tests and for figures on small sets of articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from memcon.record.cast import MemoryActors
from memcon.record.index import MemoryClaims
from memcon.record.text_index import MemoryReports, MemoryStories

if TYPE_CHECKING:
    from memcon.record.model import Entry


@dataclass(frozen=True, slots=True)
class Memory:
    """The parts that `gather.Index` names. An entry is known from when it is `add`ed, and gathered after that."""

    stories: MemoryStories
    reports: MemoryReports
    actors: MemoryActors = field(default_factory=MemoryActors)
    claims: MemoryClaims = field(default_factory=MemoryClaims)

    @classmethod
    def empty(cls) -> Memory:
        """Return a docket without articles."""
        stories = MemoryStories()
        return cls(stories, MemoryReports(stories))

    def add(self, entry: Entry) -> None:
        """Make an entry known."""
        self.stories.add(entry)
        if entry.version_of:
            self.claims.first_versions[entry.id] = entry.version_of
