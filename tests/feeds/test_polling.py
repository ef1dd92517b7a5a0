"""Feeds, against a server on this machine: articles are taken once, and hosts are asked as they like to be."""

import json
import time

import pytest

from memcon import feeds
from memcon.errors import MemconError, Problem
from memcon.feeds import kinds, manners, syndication
from memcon.feeds.memory import FeedState, Memory
from memcon.settings import Settings
from tests.site import item, rss, serving

LOCAL = Settings(local=True, timeout=5, pause=0)
BODY = "<p>" + "Envoys of Norvia and Castella met in Valmare. " * 25 + "</p>"


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry>
<title type="html">Talks &lt;b&gt;open&lt;/b&gt;</title><id>a1</id><link href="HOST/atom/1"/><author><name>Ana Ruiz</name></author>
<updated>2031-03-04T10:00:00Z</updated><content type="html">&lt;script&gt;steal()&lt;/script&gt;{BODY.replace("<", "&lt;")}</content>
</entry></feed>"""


@pytest.fixture
def site():
    with serving() as server:
        for number in range(1, 10):
            server.put(f"/report/{number}", f"<html><body>{BODY}</body></html>", Content_Type="text/html")
        yield server


def taken(site, path="/feed.xml", memory=None, settings=LOCAL, outlet=None):
    """Poll once, as a feed that the user lists; return pages and problems."""
    found = list(feeds.pages([feeds.Subscription(site.address + path, outlet)], settings, memory))
    pages = [one for one in found if not isinstance(one, Problem)]
    return pages, [one for one in found if isinstance(one, Problem)]


def reports(pages):
    return [page.where.rpartition("/")[2] for page in pages]


# -- what is taken


def test_the_articles_of_a_feed_are_fetched_oldest_first(site):
    site.put("/feed.xml", rss(item(3), item(2), item(1)))
    pages, problems = taken(site, outlet="Tide Table")
    assert (reports(pages), problems) == (["1", "2", "3"], [])
    given = {"url": f"{site.address}/report/3", "published": "2031-03-03T09:00:00+00:00", "outlet": "Tide Table"}
    assert (pages[2].kind, pages[2].given) == ("html", given)


def test_a_feed_is_told_from_a_page_by_what_it_holds(site):
    """Whatever its name and type: somebody who gives an address does not say that it is a feed."""
    site.put("/talks", rss(item(1)), Content_Type="text/plain")
    found = list(feeds.pages([f"{site.address}/talks", f"{site.address}/report/2"], LOCAL))
    assert reports(found) == ["1", "2"]


def test_an_article_that_the_feed_holds_is_not_fetched(site):
    site.put("/feed.xml", ATOM, Content_Type="application/atom+xml")
    (page,), _ = taken(site)
    assert page.given == {
        "title": "Talks open",
        "url": f"{site.address}/atom/1",
        "published": "2031-03-04T10:00:00+00:00",
        "byline": "Ana Ruiz",
    }
    assert b"Envoys of Norvia" in page.body
    assert b"steal" not in page.body
    assert "/atom/1" not in site.paths()


def test_an_address_is_no_byline(site):
    for author, byline in (
        ("desk@a.example (Ana Ruiz)", "Ana Ruiz"),
        ("desk@a.example", None),
        ("Ana Ruiz", "Ana Ruiz"),
    ):
        more = f"<author>{author}</author><description><![CDATA[{BODY}{BODY}]]></description>"
        (entry,) = syndication.entries("http://a.example/", rss(item(1, more)).encode(), {}, None)
        assert entry.page.given.get("byline") == byline


def test_the_beginning_of_an_article_is_not_the_article(site):
    cut = f"<description><![CDATA[{BODY}{BODY} Read more…]]></description>"
    site.put("/feed.xml", rss(item(1, cut), item(2, f"<description><![CDATA[{BODY}{BODY}]]></description>")))
    pages, _ = taken(site)
    assert reports(pages) == ["1", "2"]
    assert [path for path in site.paths() if path.startswith("/report")] == ["/report/1"]


# -- once


def test_what_was_taken_is_not_taken_again(site, tmp_path):
    site.put("/feed.xml", rss(item(2), item(1)))
    memory = Memory.at(tmp_path / "feeds.json")
    taken(site, memory=memory)
    memory.save()
    site.put("/feed.xml", rss(item(3), item(2), item(1)))
    pages, _ = taken(site, memory=Memory.at(tmp_path / "feeds.json"))
    assert reports(pages) == ["3"]


def test_what_was_not_saved_is_taken_again(site, tmp_path):
    site.put("/feed.xml", rss(item(1)))
    taken(site, memory=Memory.at(tmp_path / "feeds.json"))
    assert reports(taken(site, memory=Memory.at(tmp_path / "feeds.json"))[0]) == ["1"]


def test_an_entry_that_changed_is_taken_anew(site):
    memory = Memory()
    site.put("/feed.xml", rss(item(1)))
    taken(site, memory=memory)
    site.put("/feed.xml", rss(item(1, "<description>Corrects the date.</description>")))
    assert reports(taken(site, memory=memory)[0]) == ["1"]


def test_an_unchanged_feed_is_not_sent_again(site, tmp_path):
    site.put("/feed.xml", rss(item(1)), ETag='"one"', Last_Modified="Mon, 03 Mar 2031 09:00:00 GMT")
    memory = Memory.at(tmp_path / "feeds.json")
    taken(site, memory=memory)
    memory.save()
    assert taken(site, memory=Memory.at(tmp_path / "feeds.json")) == ([], [])
    path, headers = site.asked[-1]
    assert (path, headers["If-None-Match"]) == ("/feed.xml", '"one"')
    assert headers["If-Modified-Since"] == "Mon, 03 Mar 2031 09:00:00 GMT"


def test_an_article_that_cannot_be_had_is_tried_three_times(site):
    memory = Memory()
    site.put("/feed.xml", rss(item(2), item(1)), ETag='"one"')
    site.put("/report/1", "", 500)
    rounds = [[one.what for one in taken(site, memory=memory)[1]] for _ in range(4)]
    assert rounds == [["the server answered 500"]] * 3 + [[]]
    assert site.paths().count("/report/2") == 1


def test_a_damaged_memory_is_begun_anew(tmp_path):
    for kept in ("{", "[]", '{"schema": 1, "feeds": {"x": {"colour": 1}}, "hosts": {}}'):
        (tmp_path / "feeds.json").write_text(kept, "utf-8")
        assert Memory.at(tmp_path / "feeds.json").feeds == {}


def test_a_memory_that_cannot_be_kept_says_so(tmp_path):
    memory = Memory(tmp_path / "gone" / "feeds.json", {"http://a.example/": FeedState()})
    with pytest.raises(MemconError, match=r"feeds\.json: what was taken from feeds cannot be noted: No such file"):
        memory.save()


def test_the_memory_of_one_feed_is_bounded():
    state = FeedState()
    for number in range(6000):
        state.take(str(number))
    assert (len(state.taken), next(iter(state.taken))) == (5000, "1000")


# -- as hosts like to be asked


def test_what_robots_txt_forbids_is_not_fetched(site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /report/2\n\nUser-agent: memcon\nDisallow: /report/1\n")
    site.put("/feed.xml", rss(item(2), item(1)))
    pages, (problem,) = taken(site)
    assert reports(pages) == ["2"]
    assert (problem.where, problem.what) == (f"{site.address}/report/1", "the site's robots.txt does not allow it")
    assert "/report/1" not in site.paths()


@pytest.mark.parametrize("listed", [True, False])
def test_nothing_is_taken_from_a_feed_that_robots_txt_forbids(site, listed):
    site.put("/robots.txt", "User-agent: *\nDisallow: /feed\n")
    site.put("/feed.xml", rss(item(1)))
    address = f"{site.address}/feed.xml"
    (problem,) = feeds.pages([feeds.Subscription(address) if listed else address], LOCAL)
    assert problem.what == "the site's robots.txt does not allow it"
    assert ("/feed.xml" in site.paths()) is not listed
    assert "/report/1" not in site.paths()


def test_a_robots_txt_that_cannot_be_read_forbids_everything(site):
    site.put("/robots.txt", "", 503)
    site.put("/feed.xml", rss(item(1)))
    _, (problem,) = taken(site)
    assert "its robots.txt cannot be read" in problem.what
    assert site.paths() == ["/robots.txt"]


def test_a_redirect_to_what_is_forbidden_is_not_followed(site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /report/2\n")
    site.put("/feed.xml", rss(item(1)))
    site.put("/report/1", "", 302, Location="/report/2")
    _, (problem,) = taken(site)
    assert problem.what == "the site's robots.txt does not allow it"
    assert "/report/2" not in site.paths()


def test_every_request_names_memcon(site):
    site.put("/feed.xml", rss(item(1)))
    taken(site)
    assert all("memcon" in headers["User-Agent"] for _, headers in site.asked)


def test_no_more_than_so_many_requests_in_a_round(site):
    site.put("/feed.xml", rss(*(item(number) for number in range(5, 0, -1))))
    memory, few = Memory(), Settings(local=True, pause=0, per_host=3)
    pages, (problem,) = taken(site, memory=memory, settings=few)
    assert reports(pages) == ["1", "2"]
    assert problem.what.endswith("was asked 3 times, the most in one round; 3 of its articles are left")
    assert reports(taken(site, memory=memory, settings=few)[0]) == ["3", "4"]


def test_requests_to_one_host_are_apart(site):
    site.put("/feed.xml", rss(item(2), item(1)))
    start = time.monotonic()
    taken(site, settings=Settings(local=True, pause=0.2))
    assert time.monotonic() - start >= 0.4


def test_a_delay_that_robots_txt_asks_for_is_kept(site, monkeypatch):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    site.put("/feed.xml", rss(item(1)))
    waits = []
    monkeypatch.setattr(manners.time, "sleep", waits.append)
    taken(site)
    assert [round(wait) for wait in waits] == [7]


@pytest.mark.parametrize(("status", "after", "seconds"), [(429, "120", 120), (503, "", 60), (429, "5", 60)])
def test_a_host_that_wants_to_be_left_alone_is(site, tmp_path, status, after, seconds):
    site.put("/feed.xml", rss(item(2), item(1)))
    site.put("/report/1", "", status, **({"Retry_After": after} if after else {}))
    memory = Memory.at(tmp_path / "feeds.json")
    pages, (problem,) = taken(site, memory=memory)
    assert pages == []
    assert problem.what.startswith(f"the server answered {status}; http://localhost")
    assert problem.what.endswith("2 of its articles are left")
    memory.save()
    asked = len(site.asked)
    again = Memory.at(tmp_path / "feeds.json")
    _, (problem,) = taken(site, memory=again)
    assert "it is not asked before" in problem.what
    assert len(site.asked) == asked
    assert next(iter(again.hosts.values())).until - time.time() == pytest.approx(seconds, abs=10)


def test_a_host_that_fails_again_is_left_alone_longer(site):
    memory = Memory()
    site.put("/feed.xml", "", 500)
    waits = []
    for _ in range(3):
        taken(site, memory=memory)
        (state,) = memory.hosts.values()
        waits.append(round((state.until - time.time()) / 60))
        state.until = 0
    site.put("/feed.xml", rss())
    assert taken(site, memory=memory) == ([], [])
    assert (waits, memory.hosts) == ([1, 2, 4], {})


def test_a_retry_after_that_is_a_date(site):
    site.put(
        "/feed.xml", "", 429, Retry_After=time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 600))
    )
    memory = Memory()
    taken(site, memory=memory)
    assert next(iter(memory.hosts.values())).until - time.time() == pytest.approx(600, abs=10)


def test_a_feed_that_fails_does_not_keep_the_others_from_being_read(site):
    site.put("/good.xml", rss(item(1)))
    names = ["http://localhost:9/feed.xml", f"{site.address}/gone.xml", f"{site.address}/good.xml"]
    found = list(feeds.pages([feeds.Subscription(name) for name in names], LOCAL))
    assert [isinstance(one, Problem) for one in found] == [True, True, False]
    assert all(one.fix for one in found[:2])


# -- what is wrong with a feed, and who would use one


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("", "the feed is damaged"),
        ("<html><p>Not a feed.</p></html>", "the feed is damaged"),
        ("<rss><channel><item><title>cut o", "the feed is damaged: "),
        (b"\x00\x01\x02\xff", "the feed is damaged"),
        ('<!DOCTYPE rss [<!ENTITY a "ha">]>' + rss(item(1)), "the feed declares entities"),
        (('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r [<!ENTITY a "ha">]>' + rss()).encode("utf-16"), "the feed decl"),
        (rss(item(1)) + " " * syndication.MOST_BYTES, "the feed is larger than 4,000,000 bytes"),
    ],
)  # fmt: skip
def test_a_feed_that_cannot_be_used_is_a_problem(site, body, what):
    site.put("/feed.xml", body)
    pages, (problem,) = taken(site)
    assert (pages, problem.what.startswith(what)) == ([], True)


def test_a_feed_that_is_cut_off_gives_what_can_be_read(site):
    site.put("/feed.xml", rss(item(2), item(1))[:-40])
    assert "2" in reports(taken(site)[0])


def test_a_feed_of_twenty_thousand_nested_tags_is_soon_done_with(site):
    site.put("/feed.xml", rss(item(1, "<a>" * 20_000)))
    start = time.monotonic()
    taken(site)
    assert time.monotonic() - start < 20


def test_an_entity_from_elsewhere_is_never_fetched(tmp_path):
    """Nor is a feed whose content is the name of a file."""
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    outside = f'<!DOCTYPE rss SYSTEM "file://{secret}"><rss version="2.0"><channel><title>x</title></channel></rss>'
    for body in (outside, str(secret)):
        found = syndication.entries("http://wire.example/", body.encode(), {}, None)
        assert found == [] or isinstance(found, Problem)
        assert "secret" not in str(found)


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)", "data:text/html,x"]
)
def test_an_entry_that_leads_elsewhere_is_a_problem(site, link):
    site.put("/feed.xml", rss(item(1).replace("HOST/report/1", link)))
    pages, (problem,) = taken(site)
    assert pages == []
    assert problem.what.startswith(("only http and https addresses are fetched", "it cannot be fetched"))


def test_an_entry_or_a_redirect_to_this_machine_is_refused(site, monkeypatch):
    """The feed is out in the world; what it lists leads back here."""
    from memcon.feeds import web

    site.put("/feed.xml", rss(item(2), item(1)))
    site.put("/report/1", "", 302, Location="http://127.0.0.1:1/admin")
    real, outside = web._checked, Settings(timeout=5, pause=0)

    def checked(url, settings):
        return real(url, LOCAL if url.host == "localhost" and url.path != "/report/2" else settings)

    monkeypatch.setattr(web, "_checked", checked)
    pages, problems = taken(site, settings=outside)
    assert pages == []
    assert [one.what for one in problems] == ["the address is on this machine or its network"] * 2


def test_a_host_that_is_down_does_not_keep_the_other_entries_from_being_read(site):
    gone = item(1).replace("HOST", "http://localhost:9")
    site.put("/feed.xml", rss(item(3), item(2), gone, gone.replace("Report 1", "Report 1, corrected")))
    pages, (problem,) = taken(site)
    assert reports(pages) == ["2", "3"]
    assert (
        problem.what
        == "http://localhost:9 does not say what it allows: its robots.txt cannot be read; 2 of its articles are left"
    )


def test_a_feed_that_lists_itself_ends(site):
    site.put("/feed.xml", rss(item(1).replace("HOST/report/1", "HOST/feed.xml")))
    pages, (problem,) = taken(site)
    assert (pages, problem.what) == ([], "a feed lists it as an article, but it is a feed")


def test_entries_beyond_five_hundred_are_left(site):
    listed = syndication.entries("http://a.example/", rss(*(item(1) for _ in range(600))).encode(), {}, None)
    assert len(listed) == 500


def test_a_saved_feed_is_no_article(tmp_path):
    (tmp_path / "saved.xml").write_text(rss(item(1)), "utf-8")
    (problem,) = feeds.pages([str(tmp_path / "saved.xml")], LOCAL)
    assert problem.what == "it is a feed, which lists articles"


@pytest.mark.parametrize("mark", [b"<!---->", b"<!-- -->\n", b"<?x?>", b"<!DOCTYPE x>"])
def test_telling_a_page_takes_no_longer_the_more_comments_it_begins_with(mark):
    start = time.monotonic()
    kinds.tell("page", mark * 2000 + b"x")
    assert time.monotonic() - start < 1


def test_the_memory_is_a_file_that_a_person_can_read(site, tmp_path):
    site.put("/feed.xml", rss(item(1)))
    memory = Memory.at(tmp_path / "feeds.json")
    taken(site, memory=memory)
    memory.save()
    assert list(json.loads((tmp_path / "feeds.json").read_text("utf-8"))["feeds"]) == [f"{site.address}/feed.xml"]
    assert [path.name for path in tmp_path.iterdir()] == ["feeds.json"]
