"""Opening a docket, and what is said where that cannot be."""

import os
import re
import resource
import sqlite3
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from memcon import store
from memcon.errors import DocketUnusable
from memcon.store import adding, migrating
from memcon.store import docket as dockets
from memcon.store.tables import articles, metadata, tellings


def fault(path, **options):
    with pytest.raises(DocketUnusable) as raised:
        store.open(path, **options).close()
    return str(raised.value)


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # which alembic cannot compare on SQLite
def test_the_migrations_give_the_tables(docket):
    """What a fresh docket has is what `tables` says, on both: no table, column or index more or less."""

    def ours(made, name, kind, reflected, other):
        return getattr(made, "table", made).name in metadata.tables  # but for those of the full-text search

    with docket.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        differences = compare_metadata(context, metadata)
    assert differences == []


def test_a_dossiers_folder_holds_its_docket(tmp_path):
    with store.open(tmp_path) as docket:
        assert docket.where == str(tmp_path / "docket.db")
    assert store.open(tmp_path / "docket.db", create=False).where == str(tmp_path / "docket.db")


def test_a_docket_that_must_be_there(tmp_path):
    assert fault(tmp_path / "docket.db", create=False).endswith(
        "docket.db: there is no docket here. Make one with `memcon init`."
    )
    assert not (tmp_path / "docket.db").exists()


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "docket.db"
    path.write_text("Dear diary,\n" * 200)
    assert fault(path) == f"{path}: the file is not a database, or it is damaged. Give a docket, or restore this one."
    assert path.read_text().startswith("Dear diary")


def test_a_database_of_somebody_elses(tmp_path):
    path = tmp_path / "holidays.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE holidays (day TEXT)")
    connection.close()
    assert "this database holds other tables, not a docket's" in fault(path)


def test_a_damaged_docket(tmp_path, entry):
    """Pages overwritten in the middle: said in words, where the damage is met."""
    path = tmp_path / "docket.db"
    with store.open(path) as docket:
        adding.add(docket, [entry(f"Round {number}. " * 200) for number in range(50)])
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xa5" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(DocketUnusable, match="the database is damaged"), store.open(path) as docket:
        adding.add(docket, [entry("One more.")])


def test_a_locked_docket(tmp_path, entry, monkeypatch):
    """Another program that never finishes writing: readers read on, a writer gives up and says so."""
    monkeypatch.setattr(dockets, "BUSY_SECONDS", 0.2)
    path = tmp_path / "docket.db"
    store.open(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with store.open(path) as docket:
        with docket.reading() as connection:
            assert connection.execute(articles.select()).all() == []
        with pytest.raises(DocketUnusable, match="another program is writing to it and does not finish"):
            adding.add(docket, [entry("Talks go on.")])
        holder.execute("ROLLBACK")
        holder.close()
        assert adding.add(docket, [entry("Talks go on.")]).new


def test_a_docket_of_a_newer_memcon(docket):
    with docket.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DocketUnusable) as raised:
        migrating.bring_up_to_date(docket)
    assert f"a newer memcon made this docket (version 9999, and this one knows {migrating.head()})" in str(raised.value)


def test_a_path_that_may_not_be_written(tmp_path):
    (tmp_path / "file").touch()
    assert "it cannot be opened" in fault(tmp_path / "file" / "docket.db")


@pytest.mark.parametrize("address", ["mysql://here/there", "postgresql://x:y:z@h:p/d", "oracle://x"])
def test_an_address_of_no_docket(address):
    assert re.search("no database address|kept in SQLite or PostgreSQL", fault(address))


def test_a_server_that_is_not_there(tmp_path):
    message = fault(f"postgresql://ann:secret@/talks?host={tmp_path}")
    assert "the server cannot be reached. Check the address, and that the server runs." in message
    assert "secret" not in message


def test_a_database_that_the_server_does_not_have(postgresql_server):
    assert "there is no such database on the server. Create it with `createdb`." in fault(postgresql_server("nowhere"))


@pytest.mark.parametrize("way", ["quota", "limit"])
def test_a_full_disk(tmp_path, entry, way):
    """What was added before is there afterwards; the batch that did not fit is not, and nothing is damaged."""
    path = tmp_path / "docket.db"
    with store.open(path) as docket:
        adding.add(docket, [entry("Talks go on.")])
        large = [entry(f"Round {number}. " + os.urandom(100_000).hex()) for number in range(40)]
        if way == "quota":
            with docket.reading() as connection:
                connection.exec_driver_sql("PRAGMA max_page_count = 300")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        if way == "limit":
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
        try:
            with pytest.raises(DocketUnusable, match="what was added before is kept"):
                adding.add(docket, large)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with store.open(path) as docket:
        assert len(adding.add(docket, [entry("Talks go on.")]).known) == 1
        with docket.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert len(adding.add(docket, large[:3]).new) == 3


def test_a_disk_that_is_full_while_articles_meet(tmp_path, bundle_entries):
    """What was gathered before is there afterwards, the rest waits; with room again it is gathered."""
    path = tmp_path / "docket.db"
    with store.open(path) as docket:
        adding.add(docket, bundle_entries)
        with docket.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DocketUnusable, match="the disk is full; what was added before is kept"):
            store.gather(docket)
        assert store.waiting(docket) == len(bundle_entries)
    with store.open(path) as docket:
        assert store.gather(docket) == len(bundle_entries)
        with docket.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_docket_that_is_damaged_where_gathering_and_questions_meet_it(tmp_path, bundle_entries):
    """Both go past SQLAlchemy in places; whichever meets the damage says so."""
    path = tmp_path / "docket.db"
    with store.open(path) as docket:
        adding.add(docket, bundle_entries[:12])
        store.gather(docket)
        adding.add(docket, bundle_entries[12:])
    with sqlite3.connect(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'tellings'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\xa5" * size
    path.write_bytes(content)
    with store.open(path) as docket:
        with pytest.raises(DocketUnusable, match="the database is damaged"):
            store.gather(docket)
        with pytest.raises(DocketUnusable, match="the database is damaged"), docket.reading() as connection:
            connection.execute(tellings.select()).all()


def test_opening_a_docket_that_is_up_to_date_loads_no_alembic(tmp_path):
    """It is done by every command."""
    store.open(tmp_path).close()
    code = "import sys; from memcon import store; store.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
