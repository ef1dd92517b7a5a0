"""Pages from the web, with the guard that keeps a stranger's link away from this machine's own network."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from typing import TYPE_CHECKING

import httpx

from memcon.errors import Problem
from memcon.feeds import kinds
from memcon.feeds.files import documents, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class _NotFetched(Exception):
    """A fetch that ends in a `Problem`: what is wrong, and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def fetch(address: str, settings: Settings) -> Iterator[Page | Problem]:
    """Yield the page or pages at an http or https address.

    Every hop of a redirect is resolved once, all its addresses are checked, and the connection goes
    to the one that was checked, so a name that resolves anew to something else gains nothing.
    Proxies and credentials of the environment are not used. `settings.timeout` bounds each wait
    and the whole; `settings.max_bytes` bounds the body after decompression.
    """
    deadline = time.monotonic() + settings.timeout
    try:
        with httpx.Client(timeout=settings.timeout, headers=_HEADERS, trust_env=False) as client:
            body, response, url = _follow(client, httpx.URL(address), settings, deadline)
    except _NotFetched as error:
        yield Problem(address, error.what, error.fix)
    except httpx.TimeoutException:
        yield Problem(address, f"no answer within {settings.timeout:g} seconds", "Try again, or give a saved copy")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        said = str(error) or type(error).__name__
        yield Problem(address, f"it cannot be fetched: {said}", "Check the address and the connection")
    else:
        if len(body) > settings.max_bytes:
            yield too_large(address, settings)
            return
        header = response.headers.get("content-type", "")
        given = {"url": str(url.copy_with(fragment=None, username=None, password=None))}
        if charset := response.charset_encoding:
            given["charset"] = charset
        kind = kinds.tell(url.path, body, kinds.by_media_type(header))
        yield from documents(address, body, kind, given)


def _follow(
    client: httpx.Client, url: httpx.URL, settings: Settings, deadline: float
) -> tuple[bytes, httpx.Response, httpx.URL]:
    """Fetch `url` through at most `_HOPS` redirects; return the body (cap + 1 byte at most), the answer and its URL."""
    for _ in range(_HOPS + 1):
        request = _pinned(client, url, settings)
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                url = url.join(response.headers["location"])
                continue
            if response.is_error:
                raise _NotFetched(f"the server answered {response.status_code}", "Give a saved copy of the page")
            return _body(response, settings, deadline), response, url
        finally:
            response.close()
    raise _NotFetched(f"it redirects more than {_HOPS} times", "Give the final address")


def _pinned(client: httpx.Client, url: httpx.URL, settings: Settings) -> httpx.Request:
    """Build the request for `url` to an address that has been checked, the name kept for Host and TLS."""
    if url.scheme not in ("http", "https") or not url.host:
        raise _NotFetched(f"only http and https addresses are fetched, not {url.scheme or 'this'}", "Check the address")
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
        raise _NotFetched(f"there is no host named {url.host}", "Check the address") from None
    if not settings.local and not all(map(is_public, found)):
        raise _NotFetched("the address is on this machine or its network", "Allow local addresses if you mean it")
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
        raise _NotFetched("the server uses a compression that was not asked for", "Save the page as a file")
    parts, size = [], 0
    for chunk in response.iter_bytes():
        parts.append(chunk)
        size += len(chunk)
        if size > settings.max_bytes:
            break
        if time.monotonic() > deadline:
            raise _NotFetched(f"it took more than {settings.timeout:g} seconds", "Raise the timeout, or save the page")
    return b"".join(parts)[: settings.max_bytes + 1]
