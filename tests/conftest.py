"""What every test may count on: nothing leaves this machine, and there is a browser where one is asked for."""

import ipaddress
import itertools
import os
import shutil
import socket
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


def _stays_here(address) -> bool:
    """Say whether a socket address is this machine: a Unix socket's path or a loopback host."""
    if not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Fail a test that connects to, or looks up, any other machine."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self, address):
        assert _stays_here(address), f"a test may not connect to {address}"
        return connect(self, address)

    def look_up_here(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        assert name is None or _stays_here((name,)), f"a test may not look up {name}"
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return REPOSITORY


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium under Playwright; skips where no Chromium is installed (`make test` installs it)."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no Chromium: `make test` installs it")
    from playwright.sync_api import sync_playwright

    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium refuses to sandbox itself under root
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def postgresql_server():
    """Gives `address(name)` of a database on a real server; skips where none is installed (`make test` installs it)."""
    from tests import servers

    if servers.programs() is None:
        pytest.skip("no PostgreSQL: `make test` installs it")
    with servers.postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def new_address(tmp_path_factory):
    """Gives, for `sqlite` or `postgresql`, the address of an empty docket: tables, and nothing in them."""
    from memcon import store

    folder = tmp_path_factory.mktemp("dockets")
    count = itertools.count()

    def sqlite():
        template = folder / "template.db"
        if not template.exists():
            store.open(template).close()
        path = folder / f"{next(count)}.db"
        shutil.copy(template, path)
        return str(path)

    def postgresql(address):
        import psycopg

        with psycopg.connect(address("postgres").replace("+psycopg", ""), autocommit=True) as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'template'").fetchone():
                server.execute("CREATE DATABASE template")
                store.open(address("template")).close()
            name = f"docket{next(count)}"
            server.execute(f"CREATE DATABASE {name} TEMPLATE template")
        return address(name)

    return lambda kind, address=None: sqlite() if kind == "sqlite" else postgresql(address())


@pytest.fixture(params=["sqlite", "postgresql"])
def docket_address(request, new_address):
    """The address of an empty docket, once in SQLite and once on a real PostgreSQL server."""
    return new_address(request.param, lambda: request.getfixturevalue("postgresql_server"))


@pytest.fixture
def docket(docket_address):
    """An empty docket, open, once in SQLite and once on a real PostgreSQL server."""
    from memcon import store

    with store.open(docket_address) as opened:
        yield opened
