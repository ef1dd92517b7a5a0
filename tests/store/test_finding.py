"""What people write and what the docket calls it."""

import pytest
from sqlalchemy import create_engine, insert

from memcon.errors import UnknownName
from memcon.store import finding
from memcon.store.tables import claim_origins, origins

ROWS = [
    {"id": "o1", "kind": "unnamed", "name": "Tidewire", "outlet": "Tidewire", "words": "Two officials"},
    {"id": "o2", "kind": "unnamed", "name": "unknown", "outlet": "unknown", "words": "a diplomat"},
    {"id": "o3", "kind": "outlet", "name": "The Lantern", "outlet": "The Lantern", "words": None},
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("two officials (Tidewire)", "o1"),
        ("Two officials", "o1"),
        ("a diplomat (an outlet not named)", "o2"),
        ("The Lantern itself", "o3"),
    ],
)
def test_an_origin_is_found_by_the_words_that_people_are_shown(words, found):
    with create_engine("sqlite://").begin() as connection:
        origins.create(connection)
        claim_origins.create(connection)
        connection.execute(insert(origins), ROWS)
        assert finding.origin(connection, words) == found
        with pytest.raises(UnknownName):
            finding.origin(connection, "two officials (The Lantern)")
