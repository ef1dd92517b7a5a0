"""Pages of every kind become articles, and pages that hold none become problems. All texts are made up."""

import codecs
import hashlib
import subprocess
import sys

import pytest

from memcon import feeds
from memcon.article import dates, freeze, outlets
from memcon.article.language import language
from memcon.errors import Problem
from memcon.feeds import Page
from memcon.settings import Overrides

BODY = (
    "The envoys of both sides said on Saturday that they had made progress on the café’s border, and that they would "
    "meet again. A spokesman said that the talks were difficult, and that nothing had been agreed on the prisoners. "
    "The two ministers are to speak by telephone on Monday, an official with knowledge of the matter said."
)
HTML = f"""<!doctype html><html><head><title>Envoys near a deal - The Gazette</title>
<meta property="og:title" content="Envoys near a deal"><meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2031-05-06T10:00:00Z"><meta name="author" content="Jane Doe">
<link rel="canonical" href="https://gazette.example/talks"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Envoys near a deal</h1><p>{BODY}</p><p>{BODY.replace("Saturday", "Sunday")}</p></article>
<script>alert("script text")</script><footer>All rights reserved</footer></body></html>"""


def frozen(body, kind="text", **given):
    return freeze(Page("a", kind, body if isinstance(body, bytes) else body.encode(), given), Overrides())


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        *(("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE)),
        *(("utf-16-be", codecs.BOM_UTF16_BE), ("utf-16-le", b""), ("utf-32-le", codecs.BOM_UTF32_LE), ("cp1252", b"")),
    ],
)
def test_any_encoding_gives_the_same_text(encoding, mark):
    assert frozen(mark + BODY.encode(encoding))[0].text == BODY


def test_a_named_encoding_is_used():
    assert frozen(BODY.replace("’", "'").encode("latin-1"), charset="iso-8859-1")[0].text == BODY.replace("’", "'")


def test_an_article_without_a_date_says_so():
    article, problems = frozen(BODY)
    assert article.published is None
    assert problems == [Problem("article.published", "no date found", "pass --published YYYY-MM-DD")]


def test_the_id_is_the_given_one_or_the_digest():
    digest = hashlib.sha256(BODY.encode()).hexdigest()
    assert frozen(BODY)[0].id == frozen(BODY, id="x")[0].sha256 == digest
    assert frozen(BODY, id="x")[0].id == "x"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("  \n", "it is empty"),
        ("Advertisement\nShare this article\n", "nothing is left once menus and advertisements are cut off"),
        ("Envoys met on Saturday.\nSubscribe to continue reading this article.", "it is the teaser before a paywall"),
        ("Le ministre a déclaré lundi que les négociations reprendraient la semaine prochaine à la frontière, après une pause.", "it is not in English (language fr)"),
        ("外交部长星期一表示，谈判将于下周恢复。", "it is not in English (language zh)"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_a_problem(text, what):
    article, (problem,) = frozen(text)
    assert article is None
    assert (problem.where, problem.what) == ("a", what)


def test_bytes_that_are_no_text_are_a_problem():
    assert frozen(bytes(range(1, 32)) * 20)[0] is None


def test_html_gives_text_and_metadata():
    article, problems = frozen(HTML, "html")
    assert (article.title, article.outlet, article.byline) == ("Envoys near a deal", "The Gazette", "Jane Doe")
    assert (article.url, article.published, problems) == (
        "https://gazette.example/talks",
        "2031-05-06T10:00:00+00:00",
        [],
    )
    assert article.headline.of(article.text) == "Envoys near a deal"
    assert article.body.of(article.text).startswith(BODY)
    assert "script text" not in article.text


def test_json_ld_fills_in_what_the_page_lacks():
    linked = '{"@graph": [{"@type": "NewsArticle", "headline": "Envoys near a deal", "datePublished": "2031-05-06T10:00:00+02:00", "author": [{"name": "Jane Doe"}], "publisher": {"name": "The Gazette"}}]}'
    article, _ = frozen(
        f'<html><script type="application/ld+json">{linked}</script><article><p>{BODY}</p></article>', "html"
    )
    assert (article.title, article.outlet, article.byline) == ("Envoys near a deal", "The Gazette", "Jane Doe")
    assert article.published.startswith("2031-05-06")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "x",
        "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><html><p>&b;</p></html>",
        "<html>" + "<script>" * 1000,
        "<html><body></body></html>",
        "<" * 10_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    ],
)
def test_hostile_html_is_a_problem_and_no_crash(html):
    assert frozen(html, "html")[0] is None


def pdf(*rows):
    """Write the smallest PDF that shows `rows`."""
    shown = "BT /F1 11 Tf 14 TL 50 780 Td " + " ".join(f"({row}) Tj T*" for row in rows) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, at = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in at)
    return f"{out}xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()


def test_pdf_lines_become_paragraphs():
    rows = (
        "Envoys near a deal",
        "The envoys of both sides said on Saturday that they had made prog-",
        "ress on the border, and that they would meet again on Monday with",
        "the mediators.",
        "A spokesman said that the talks were difficult.",
    )
    article, _ = frozen(pdf(*rows), "pdf")
    assert article.title == "Envoys near a deal"
    assert (
        "had made progress on the border, and that they would meet again on Monday with the mediators.\n"
        in article.text
    )


@pytest.mark.parametrize("body", [b"%PDF-1.4 broken", pdf(""), b"%PDF-1.7\n" + b"\xff" * 100])
def test_a_pdf_without_text_is_a_problem(body):
    assert frozen(body, "pdf")[0] is None


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2031-12-07T14:05:33.123Z", "2031-12-07T14:05:33+00:00"),
        ("Sun, 07 Dec 2031 14:05:33 +0200", "2031-12-07T14:05:33+02:00"),
        ("Sunday, 7th of December, 2031 at 2:05 p.m. ET", "2031-12-07T14:05"),
        ("December 7, 2031", "2031-12-07"),
        ("20311207", "2031-12-07"),
        ("07.12.2031", "2031-12-07"),
        ("13/07/2031", "2031-07-13"),
        ("03/04/2031", None),
        ("December 7", None),
        ("Feb 30, 2031", None),
        ("30 people on 5", None),
    ],
)
def test_only_full_and_clear_dates_are_read(words, iso):
    assert dates.iso(words) == iso


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://www.bbc.co.uk/news/1", "BBC News"), ("https://edition.cnn.com/x", "CNN"), ("https://gazette.example/", "gazette.example"), ("nonsense", None), ("http://[", None)],
)  # fmt: skip
def test_an_address_names_its_outlet(url, name):
    assert outlets.of_url(url) == name


def test_short_signatures_count_in_their_own_case():
    assert (outlets.named("AP"), outlets.named("ap"), outlets.named("the associated press")) == (
        "Associated Press",
        None,
        "Associated Press",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BODY, "en"),
        ("Министр заявил в понедельник, что переговоры возобновятся на следующей неделе после долгого перерыва.", "ru"),
        (
            "Der Minister sagte am Montag, die Verhandlungen würden in der nächsten Woche an der Grenze fortgesetzt.",
            "de",
        ),
        ("El ministro dijo el lunes que las negociaciones se reanudarán la próxima semana en la frontera norte.", "es"),
        ("", None),
    ],
)
def test_the_language_is_told(text, code):
    assert language(text) == code


def test_importing_the_rooms_loads_no_heavy_library():
    heavy = "{'httpx', 'trafilatura', 'pypdf', 'py3langid', 'numpy', 'charset_normalizer'}"
    code = f"import sys, memcon.feeds, memcon.article; print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_a_page_from_python_is_frozen():
    article, _ = freeze(feeds.page_of_text(BODY, title="Envoys near a deal", published="6 May 2031"), Overrides())
    assert (article.title, article.published, article.headline) == ("Envoys near a deal", "2031-05-06", None)
