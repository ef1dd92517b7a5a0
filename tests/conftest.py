"""What every test may count on: nothing leaves this machine, and there is a browser where one is asked for."""

import ipaddress
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
