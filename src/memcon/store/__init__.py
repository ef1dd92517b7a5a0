"""The store: everything that the docket holds, in SQLite or PostgreSQL.

In:    `Entry` values, what `record` makes of them, and what people decided; a path or a database's address.
Out:   `Docket`, an open database; the same values again, and rows for the views.
Never: reads text for its meaning, knows a web page.
Terms: docket (the database of one dossier), gathered (an article that has met the others), revision (a passage in
       which a later version of an article differs).
"""

from memcon.store.adding import Added
from memcon.store.docket import Docket
from memcon.store.docket import open_docket as open  # noqa: A004  store.open says what it does
from memcon.store.gathering import gather, waiting
from memcon.store.keeping import BATCH_ENTRIES, Stored, keep

__all__ = ["BATCH_ENTRIES", "Added", "Docket", "Stored", "gather", "keep", "open", "waiting"]
