"""The page of `--html`: it stands alone, runs nothing, and says all without colour, script or mouse."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from memcon.cli.page import page
from memcon.coding.record import AttributionRecord
from memcon.errors import Problem
from memcon.spans import Span
from memcon.views import article_view
from memcon.views.segments import ROLES

EVIL = (
    '</style></title><script>document.title="owned"</script><img src=x onerror=alert(1)>"\' &amp; {{ 7*7 }} '
    '\u202eevil\u202c\x1b[31m</span><a href="javascript:alert(1)">'
)


class Elements(HTMLParser):
    """Lists every element with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(text, tag):
    return [attributes for name, attributes in Elements(text).found if name == tag]


def written(*records):
    return page([article_view(record) for record in records], "memcon 0, encoder-none, negotiation-1")


@pytest.fixture
def hostile(record):
    """The record with hostile text in every place that a stranger can write."""
    text = record.article.text.replace("Castell had", f"{EVIL} had", 1)
    at = text.index(EVIL)
    evil = AttributionRecord(
        id='q9"><script>',
        source=(Span(at, at + len(EVIL)),),
        cue=(Span(at + len(EVIL) + 1, at + len(EVIL) + 4),),
        content=(Span(at + 3, at + 60),),
        manner="direct",
        chain=("s0", "s1"),
    )
    return replace(
        record,
        article=replace(
            record.article, text=text, title=EVIL, outlet=EVIL, byline=EVIL, url="javascript:alert(1)", dateline=EVIL
        ),
        entities=tuple(replace(entity, name=EVIL) for entity in record.entities),
        attributions=(*record.attributions[:2], evil),
        problems=(Problem(EVIL, EVIL, EVIL),),
    )


def test_the_policy_allows_its_own_style_and_nothing_else(record):
    text = written(record)
    (policy,) = [a["content"] for a in elements(text, "meta") if a.get("http-equiv") == "Content-Security-Policy"]
    style = re.search("<style>(.*)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_nothing_is_fetched_and_no_link_leads_out(record):
    text = written(record)
    assert {attributes["href"][0] for attributes in elements(text, "a")} == {"#"}
    assert not {"script", "img", "link", "iframe", "object", "base", "form"} & {tag for tag, _ in Elements(text).found}
    assert "url(" not in text
    assert "@import" not in text


def test_every_link_has_its_target(record):
    text = written(record, record)
    ids = [attributes["id"] for _, attributes in Elements(text).found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for attributes in elements(text, "a")} <= set(ids)


def test_hostile_text_is_escaped_wherever_it_stands(hostile):
    """No element, attribute or style comes of it, and hidden characters are written out."""
    text = written(hostile)
    tags = [tag for tag, _ in Elements(text).found]
    assert not {"script", "img"} & set(tags)
    assert (tags.count("style"), tags.count("title")) == (1, 1)
    assert not any(name.startswith("on") for _, attributes in Elements(text).found for name in attributes)
    assert {attributes["href"][0] for attributes in elements(text, "a")} == {"#"}
    assert not {"\u202e", "\u202c", "\x1b"} & set(text)
    assert "‹U+202E›evil‹U+202C›‹U+001B›[31m" in text
    assert "{{ 7*7 }}" in text


def test_the_article_stands_on_the_page_word_for_word(record):
    text = written(record)
    article = re.search("(<h1.*</h1>).*?(<section.*?</section>)", text, re.DOTALL)
    bare = re.sub('(?s)<a class="mark.*?</a>', "", article[1] + article[2])
    lines = [re.sub("(?s)<.*?>", "", line) for line in re.findall("<(?:h1|p) .*?</(?:h1|p)>", bare, re.DOTALL)]
    assert "\n".join(lines) == record.article.text


def test_nested_contents_are_told_apart_by_depth(record):
    (inner,) = re.findall('<a class="run ([^"]*)"[^>]*>that “not one day less” was acceptable<', written(record))
    assert inner == "content deep2 k-q top-q r-q5 r-q4 h-q5"


def test_pointing_at_words_tells_every_chain_that_leads_there(record):
    told = re.search('data-chain="([^"]*)">that “not one day less”', written(record))[1]
    assert told.split("\n") == [
        "q5 content: writer → The Harbour Post → its sources → the Castellan foreign minister",
        "q4 content: writer → The Harbour Post → its sources",
    ]


def test_one_report_has_no_table_of_contents(record):
    assert '<nav class="contents"' not in written(record)
    assert written(record, record).count('<li><a href="#a') == 2


def test_a_title_that_the_text_lacks_is_shown_above_it(record):
    text = written(replace(record, article=replace(record.article, title="Another title")))
    assert '<h1 dir="auto">Another title</h1>' in text
    assert ">Norvia and Castell near deal on strait, mediator says</p>" in text


def test_a_report_without_attributions_says_so(record):
    assert "Nobody is reported to have said anything." in written(replace(record, attributions=()))


# -- in a browser


@pytest.fixture
def opened(browser, tmp_path):
    """Open a written page; gives the browser's page and what it complained of or asked for."""
    contexts = []

    def visit(text, **options):
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **options))
        tab, noticed = contexts[-1].new_page(), []
        tab.on("console", lambda message: noticed.append(message.text))
        tab.on("pageerror", lambda error: noticed.append(str(error)))
        tab.on("request", lambda request: noticed.append(request.url))
        tab.goto((tmp_path / "page.html").as_uri())
        return tab, noticed[1:]

    yield visit
    for context in contexts:
        context.close()


def test_hostile_text_does_nothing_in_a_browser(opened, hostile):
    tab, noticed = opened(written(hostile))
    assert noticed == []
    assert tab.title().endswith(": who wants what, and who says so")
    assert tab.evaluate("document.querySelectorAll('script, img').length") == 0


def test_pointing_lights_the_attribution_and_shows_its_chain_without_script(opened, record):
    tab, noticed = opened(written(record), java_script_enabled=False)
    tab.locator(".run.cue.h-q8").hover()
    assert noticed == []
    shown = "e => getComputedStyle(e, '::after').content"
    assert "q8 cue: writer → Tomas Reik" in tab.locator(".run.cue.h-q8").evaluate(shown)
    background = "e => getComputedStyle(e).backgroundColor"
    lit, plain = tab.locator(".run.source.r-q8"), tab.locator(".run.source.r-q7")
    assert lit.evaluate(background) != plain.evaluate(background)


def test_a_long_report_lights_its_words_too_and_opens_soon(opened, record):
    """Past `LONG` attributions, pointing is looked for in the paragraph, not in the whole report."""
    text, step = record.article.text, len(record.article.text) + 1
    many = [
        replace(
            said,
            id=f"q{n * 9 + int(said.id[1:])}",
            **{k: tuple(s.shift(n * step) for s in getattr(said, k)) for k in ROLES},
        )
        for n in range(20)
        for said in record.attributions
    ]
    long = replace(record, article=replace(record.article, text="\n".join([text] * 20)), attributions=tuple(many))
    tab, _ = opened(written(long), java_script_enabled=False)
    tab.locator(".run.cue.h-q179").hover()
    background = "e => getComputedStyle(e).backgroundColor"
    assert tab.locator(".run.source.r-q179").first.evaluate(background) != "rgba(0, 0, 0, 0)"


def test_a_click_on_a_card_leads_to_the_words_and_the_keyboard_reaches_them(opened, record):
    tab, _ = opened(written(record), java_script_enabled=False)
    tab.locator("#a1-q9 > a").click()
    assert tab.url.endswith("#a1-m-q9")
    tab.locator("#a1-m-q8").focus()
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#a1-q8")


# -- contacts, positions, plans and standings


def texts(text, css):
    """The words of every element of a class, without its tags."""
    found = re.findall(rf'(?s)<li class="card [^"]*{css}[^"]*".*?</li>', text)
    return [" ".join(re.sub("(?s)<.*?>", " ", one).split()) for one in found]


def test_each_record_has_its_card(split):
    text = written(split)
    assert texts(text, "r-e1")[0].startswith(
        "e1 phone call · Tue 8 Apr 2031 Maro Lind (Veldria) with Hanna Ost (Osmark)"
    )
    assert texts(text, "r-p1") == [
        "p1 offer to Osmark reopen the pass only after Osmark withdraws its border guards conditional writer → Maro Lind"
    ]
    assert texts(text, "r-g2") == [
        "g2 near agreement agreement on customs was &#34;a matter of days&#34; writer → one Western diplomat"
    ]
    assert "p5 Veldria: accept" in " ".join(re.sub("(?s)<.*?>", " ", text).split())
    assert len(re.findall('<li class="card ', text)) == 5 + 5 + 1 + 3 + 7


def test_words_lead_to_the_innermost_record_and_tell_all_of_them(split):
    """`convoys will stop` is the object of a warning, in a threat, in what Lind said."""
    goes, told = re.search(
        'href="([^"]*)" tabindex="-1" data-chain="([^"]*)">&#34;convoys will stop', written(split)
    ).groups()
    assert goes == "#a1-p2"
    assert told.split("\n") == [
        "p2 Maro Lind, warn: writer → Maro Lind",
        "e2 threaten: writer → Maro Lind",
        "q3 content: writer → Maro Lind",
    ]


def test_a_report_without_coded_records_has_no_empty_sections(record):
    text = written(record)
    assert re.findall('<h2 id="([^"]*)"', text) == ["a1-said"]
    assert "<fieldset" not in text


def test_ids_of_strangers_stay_out_of_classes_and_anchors(split):
    evil = replace(split, positions=(replace(split.positions[0], id='p1" onclick="x'), *split.positions[1:]))
    text = written(evil)
    assert not any(name.startswith("on") for _, attributes in Elements(text).found for name in attributes)
    ids = [attributes["id"] for _, attributes in Elements(text).found if "id" in attributes]
    assert {attributes["href"][1:] for attributes in elements(text, "a") if "href" in attributes} <= set(ids)


def test_hostile_words_in_coded_records_are_escaped(split):
    evil = replace(
        split,
        entities=tuple(replace(one, name=EVIL) for one in split.entities),
        events=tuple(replace(one, mode=EVIL, issues=(EVIL,)) for one in split.events),
        positions=tuple(replace(one, stance=EVIL, issue=EVIL) for one in split.positions),
        standings=tuple(replace(one, state=EVIL, issue=EVIL, event=EVIL) for one in split.standings),
    )
    text = written(evil)
    assert not {"script", "img"} & {tag for tag, _ in Elements(text).found}
    assert not any(name.startswith("on") for _, attributes in Elements(text).found for name in attributes)
    assert {attributes["href"][0] for attributes in elements(text, "a") if "href" in attributes} == {"#"}


GROUND = "e => getComputedStyle(e).backgroundColor"


def test_a_click_on_words_leads_to_their_record_and_lights_it(opened, split):
    tab, noticed = opened(written(split), java_script_enabled=False)
    words = tab.locator(".text .run.object.r-p1").first
    plain = words.evaluate(GROUND)
    words.click()
    assert tab.url.endswith("#a1-p1")
    tab.mouse.move(0, 0)
    assert words.evaluate(GROUND) != plain
    assert noticed == []


def test_one_kind_of_record_can_be_marked_alone(opened, split):
    tab, _ = opened(written(split), java_script_enabled=False)
    tab.locator(".pick-g").check()
    assert tab.locator(".text .run.top-e").first.evaluate(GROUND) == "rgba(0, 0, 0, 0)"
    assert tab.locator(".text .run.r-g1").first.evaluate(GROUND) != "rgba(0, 0, 0, 0)"
    assert tab.locator("#a1-m-g1").is_visible()
    assert not tab.locator("#a1-m-p1").is_visible()
    tab.locator("#a1-g1").hover()
    lit = tab.locator(".text .run.r-g1").first.evaluate(GROUND)
    tab.mouse.move(0, 0)
    assert tab.locator(".text .run.r-g1").first.evaluate(GROUND) != lit


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_width_makes_a_page_of_records_scroll_sideways(opened, split, width):
    names = tuple(replace(one, name="Unbroken" * 40) for one in split.entities)
    tab, _ = opened(written(replace(split, entities=names)))
    tab.set_viewport_size({"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_width_makes_the_page_scroll_sideways(opened, hostile, width):
    tab, _ = opened(written(hostile))
    tab.set_viewport_size({"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_headings_come_in_order(split):
    """From one heading to the next no level is left out, and a report begins with its title."""
    levels = [int(tag[1]) for tag, _ in Elements(written(split, split)).found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_numbers_in_the_text_stand_out_from_their_ground(split, browser, tmp_path, scheme):
    """At least 4.5 to 1, as WCAG 2.2 has it for small letters."""
    (tmp_path / "a.html").write_text(written(split), encoding="utf-8")
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"file://{tmp_path / 'a.html'}")
    colours = page.evaluate(
        "[...document.querySelectorAll('.text .mark')].map(one => getComputedStyle(one))"
        ".map(style => [style.color, style.backgroundColor])"
    )
    assert len({ground for _, ground in colours}) > 2
    assert min(contrast(*map(channels, pair)) for pair in colours) >= 4.5
    page.close()


def channels(colour):
    return [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]


def contrast(one, other):
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
