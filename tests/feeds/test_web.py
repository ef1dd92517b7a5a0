"""Fetching, against a server on this machine; no test reaches the network."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from memcon import feeds
from memcon.feeds import web
from memcon.settings import Settings

LOCAL = Settings(local=True, timeout=2, max_bytes=10_000)


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/to"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to="))
            self.end_headers()
            return
        body, kind, status = {
            "/page": ("<p>Envoys m\xe9t.".encode("latin-1"), "text/html; charset=iso-8859-1", 200),
            "/plain": (b"Envoys met.", "text/plain", 200),
            "/large": (b"x" * 20_000, "text/plain", 200),
            "/slow": (b"", "text/plain", 200),
        }.get(self.path, (b"", "text/plain", 404))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Host-Seen", self.headers["Host"])
        self.end_headers()
        self.wfile.write(body)
        if self.path == "/slow":
            for _ in range(20):
                time.sleep(0.1)
                self.wfile.write(b"x")

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(address, settings=LOCAL):
    return next(feeds.pages([address], settings))


def test_a_page_keeps_its_address_and_charset(server):
    page = fetch(f"{server}/to=/page")
    assert (page.kind, page.given) == ("html", {"url": f"{server}/page", "charset": "iso-8859-1"})


def test_plain_text_is_text(server):
    assert fetch(f"{server}/plain").kind == "text"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/gone", "the server answered 404"),
        ("/large", "it is larger than 10,000 bytes"),
        ("/to=/to=/to=/to=/to=/to=/to=/plain", "it redirects more than 5 times"),
        ("/to=ftp://example.org/x", "only http and https addresses are fetched, not ftp"),
        ("/to=file:///etc/passwd", "only http and https addresses are fetched, not file"),
    ],
)
def test_what_cannot_be_fetched_is_a_problem(server, path, what):
    assert fetch(f"{server}{path}").what == what


def test_a_server_that_drips_is_left_at_the_deadline(server):
    assert "more than 1 seconds" in fetch(f"{server}/slow", Settings(local=True, timeout=1)).what


def test_a_local_address_is_refused(server):
    assert fetch(f"{server}/plain", Settings()).what == "the address is on this machine or its network"


def test_a_name_with_one_local_address_is_refused(monkeypatch):
    found = [(0, 0, 0, "", (address, 80)) for address in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_, **__: found)
    assert fetch("http://gazette.example/", Settings()).what == "the address is on this machine or its network"


def test_a_redirect_to_a_local_address_is_refused(server, monkeypatch):
    seen = iter([True, False])
    monkeypatch.setattr(web, "is_public", lambda _: next(seen))
    assert fetch(f"{server}/to=/plain", Settings()).what == "the address is on this machine or its network"


@pytest.mark.parametrize("address", ["http://", "http://\x00/", "https://[::1/"])
def test_a_bad_address_is_a_problem(address):
    assert fetch(address).fix


def test_an_unknown_host_is_a_problem(monkeypatch):
    def unknown(*_, **__):
        raise web.socket.gaierror

    monkeypatch.setattr(web.socket, "getaddrinfo", unknown)
    assert fetch("https://gazette.example/").what == "there is no host named gazette.example"
