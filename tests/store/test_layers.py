"""The large docket of `bench.docket`: one that was gathered, many times over, goes on as any other does."""

from sqlalchemy import func, select

from bench.layers import lay
from memcon import store
from memcon.store import adding
from memcon.store.tables import metadata

SHARED = {"actors", "aliases", "roles", "origins", "inputs", "revisions", "corrections", "merges", "origin_counts"}


def rows(docket):
    with docket.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table.name not in SHARED]
        return {one.name: connection.scalar(select(func.count()).select_from(one)) for one in tables}


def test_a_docket_laid_over_itself_has_everything_so_many_times_and_takes_more(bundle_entries, tmp_path):
    ordered = sorted(bundle_entries, key=lambda entry: (entry.published, entry.id))
    with store.open(tmp_path) as docket:
        adding.add(docket, ordered[:8])
        store.gather(docket)
        once = rows(docket)
        lay(docket, 2, 40)
        assert rows(docket) == {name: 3 * count for name, count in once.items()}
        with docket.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        adding.add(docket, ordered[8:12])
        assert store.gather(docket) == 4
