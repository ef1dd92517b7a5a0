"""Where articles meet.

In:    `Entry`, the record of one article with when it came out; what was gathered before, through an index.
Out:   stories, reports, actors, origins, claims with their tellings, relations and changes.
Never: reads text for its meaning, knows a table.
Terms: telling (one record of one article, seen from all of them), claim (tellings that say the same thing),
       origin (who is said to know, where a chain ends).
"""

from memcon.record.model import Actor, Change, Claim, Entry, Origin, Relation, Report, Story, Telling

__all__ = ["Actor", "Change", "Claim", "Entry", "Origin", "Relation", "Report", "Story", "Telling"]
