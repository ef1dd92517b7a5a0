"""Pages from the web, with the guard that keeps a stranger's link away from this machine's own network."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import httpx

from memcon.errors import Problem
from memcon.feeds import kinds
from memcon.feeds.files import documents, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from memcon.feeds.page import Page
    from memcon.settings import Settings

_HOPS = 5
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; memcon)",  # some outlets answer 403 to a name without Mozilla
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_ENCODINGS = {"", "identity", "gzip", "deflate"}  # others blow up more per byte received than the size cap can watch
_TRANSLATORS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))
"""IPv6 ranges that carry an IPv4 address inside, which a gateway may deliver to: NAT64, 6to4, Teredo, compatible."""


class NotFetched(Exception):
    """A fetch that ends in a `Problem`: what is wrong, and what to do; the server's status where it answered with one.

    later:   seconds after which the server asked to be asked again, as its Retry-After says; None where it does not.
    is_down: nothing came back at all.
    """

    later: float | None = None
    is_down = False

    def __init__(self, what: str, fix: str, status: int | None = None) -> None:
        super().__init__(what)
        self.what, self.fix, self.status = what, fix, status


class _Down(NotFetched):
    """Nothing came back."""

    is_down = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: body (one byte over the cap at most), headers with names in lower case, and the final address."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    url: str
    charset: str | None

    def given(self) -> dict[str, str]:
        """Return what a page of it is given beside the body."""
        return {"url": self.url} | ({"charset": self.charset} if self.charset else {})

    def kind(self) -> kinds.Told:
        """Say how the body is to be read."""
        declared = kinds.by_media_type(self.headers.get("content-type", ""))
        return kinds.tell(httpx.URL(self.url).path, self.body, declared)


def fetch(address: str, settings: Settings) -> Iterator[Page | Problem]:
    """Yield the page or pages at an http or https address."""
    try:
        answer = get(address, settings)
    except NotFetched as error:
        yield Problem(address, error.what, error.fix)
    else:
        yield from pages_of(address, answer, settings)


def pages_of(where: str, answer: Answer, settings: Settings) -> Iterator[Page | Problem]:
    """Yield the page or pages that an answer holds."""
    if len(answer.body) > settings.max_bytes:
        yield too_large(where, settings)
    else:
        yield from documents(where, answer.body, answer.kind(), answer.given())


def get(
    address: str,
    settings: Settings,
    headers: Mapping[str, str] | None = None,
    before: Callable[[str], None] | None = None,
) -> Answer:
    """Fetch an address and return what the server says; 304 where the headers ask whether it has changed.

    before: called with every address that is about to be asked, redirects too; it may raise `NotFetched`.

    Every hop of a redirect is resolved once, all its addresses are checked, and the connection goes
    to the one that was checked, so a name that resolves anew to something else gains nothing.
    Proxies and credentials of the environment are not used. `settings.timeout` bounds each wait
    and the whole; `settings.max_bytes` bounds the body after decompression. Raises `NotFetched`.
    """
    deadline = time.monotonic() + settings.timeout
    try:
        with httpx.Client(timeout=settings.timeout, headers=_HEADERS | dict(headers or {}), trust_env=False) as client:
            return _follow(client, httpx.URL(address), settings, deadline, before)
    except httpx.TimeoutException:
        what = f"no answer within {settings.timeout:g} seconds"
        raise _Down(what, "Try again, or give a saved copy") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        said = str(error) or type(error).__name__
        kind = NotFetched if isinstance(error, httpx.InvalidURL | UnicodeError) else _Down
        raise kind(f"it cannot be fetched: {said}", "Check the address and the connection") from None


def _follow(
    client: httpx.Client,
    url: httpx.URL,
    settings: Settings,
    deadline: float,
    before: Callable[[str], None] | None,
) -> Answer:
    """Fetch `url` through at most `_HOPS` redirects."""
    for _ in range(_HOPS + 1):
        request = _pinned(client, url, settings)
        if before is not None:
            before(_public(url))
            deadline = time.monotonic() + settings.timeout  # the wait that manners ask for is not the server's
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                url = url.join(response.headers["location"])
                continue
            if response.is_error:
                raise _refused(response)
            body = _body(response, settings, deadline)
            return Answer(response.status_code, body, response.headers, _public(url), response.charset_encoding)
        finally:
            response.close()
    raise NotFetched(f"it redirects more than {_HOPS} times", "Give the final address")


def _public(url: httpx.URL) -> str:
    """Return an address without what is nobody else's business, and without the place in the page."""
    return str(url.copy_with(fragment=None, username=None, password=None))


def _refused(response: httpx.Response) -> NotFetched:
    """Say that the server answered with an error, and when it is to be asked again."""
    status = response.status_code
    fix = "Try again later" if status in (429, 503) else "Give a saved copy of the page"
    error = NotFetched(f"the server answered {status}", fix, status)
    error.later = _seconds(response.headers.get("retry-after", ""))
    return error


def _seconds(header: str) -> float | None:
    """Return the seconds that a Retry-After header asks for, written as seconds or as a date; None for neither."""
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _pinned(client: httpx.Client, url: httpx.URL, settings: Settings) -> httpx.Request:
    """Build the request for `url` to an address that has been checked, the name kept for Host and TLS."""
    if url.scheme not in ("http", "https") or not url.host:
        raise NotFetched(f"only http and https addresses are fetched, not {url.scheme or 'this'}", "Check the address")
    address = _checked(url, settings)
    return client.build_request(
        "GET",
        url.copy_with(host=address, username=None, password=None),
        headers={"Host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.raw_host.decode("ascii").strip("[]")},
    )


def _checked(url: httpx.URL, settings: Settings) -> str:
    """Resolve the host of `url` and return its first address, once none of them is a local one."""
    port = url.port or (443 if url.scheme == "https" else 80)
    host = re.sub(r"^\[|\]$", "", url.raw_host.decode("ascii"))
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except socket.gaierror:
        raise NotFetched(f"there is no host named {url.host}", "Check the address") from None
    if not settings.local and not all(map(is_public, found)):
        raise NotFetched("the address is on this machine or its network", "If you mean it, allow local ones: --local")
    return found[0]


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet, whatever notation hides it."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _TRANSLATORS):
            return False
    return ip.is_global and not ip.is_multicast


def _body(response: httpx.Response, settings: Settings, deadline: float) -> bytes:
    """Read a body up to one byte over the cap, while there is time."""
    if response.headers.get("content-encoding", "").lower() not in _ENCODINGS:
        raise NotFetched("the server uses a compression that was not asked for", "Save the page as a file")
    parts, size = [], 0
    for chunk in response.iter_bytes():
        parts.append(chunk)
        size += len(chunk)
        if size > settings.max_bytes:
            break
        if time.monotonic() > deadline:
            raise NotFetched(f"it took more than {settings.timeout:g} seconds", "Raise the timeout, or save the page")
    return b"".join(parts)[: settings.max_bytes + 1]
