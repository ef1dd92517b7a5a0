"""A site on this machine, with whatever feeds and pages a test puts there."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def item(number, more=""):
    """One entry of an RSS feed; entry 3 came out on 3 March. HOST becomes the site's own address."""
    day = f"Mon, {number:02} Mar 2031 09:00:00 GMT"
    return (
        f"<item><title>Report {number}</title><link>HOST/report/{number}</link><guid>r{number}</guid>"
        f"<pubDate>{day}</pubDate>{more}</item>"
    )


def rss(*items):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'


class Site(ThreadingHTTPServer):
    """A site whose pages a test sets: path to (status, body, headers); it writes down what was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages, self.asked = {}, []

    @property
    def address(self):
        return f"http://localhost:{self.server_port}"

    def put(self, path, body="", status=200, **headers):
        self.pages[path] = (status, body, headers)

    def paths(self):
        return [path for path, _ in self.asked]


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, body, headers = self.server.pages.get(self.path, (404, "", {}))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, ""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        body = body if isinstance(body, bytes) else body.replace("HOST", self.server.address).encode()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def serving():
    """Serve an empty site until the end of the block."""
    with Site() as site:
        threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True).start()
        yield site
        site.shutdown()
