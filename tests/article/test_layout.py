"""Where the report stands in a text, and what the lines around it say. All texts are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon import feeds
from memcon.article import freeze
from memcon.settings import Overrides

BODY = (
    "The envoys of both sides said on Saturday that they had made progress on the border, and that they would meet "
    "again.\nA spokesman said that the talks were difficult, and that nothing had been agreed on the prisoners."
)


def read(text, kind="text", overrides=Overrides(), **given):  # noqa: B008
    page = feeds.page_of_text(text, kind=kind, **given)
    article, problems = freeze(page, overrides)
    assert article is not None, problems
    assert article.text in text
    assert article.headline is None or article.headline.of(article.text)
    assert article.credit_span is None or article.credit_span.of(article.text) == article.credit
    return article


def body(article):
    return article.body.of(article.text)


def test_the_first_line_of_a_scraper_dates_the_article_and_is_cut():
    article = read(f" date 2031-05-06 200\nEnvoys Near a Deal on the ‘Border’\n(GAZNET) {BODY}\n")
    assert (article.title, article.outlet, article.credit) == ("Envoys Near a Deal on the ‘Border’", "GAZNET", "GAZNET")
    assert (article.published, article.dateline) == ("2031-05-06", None)
    assert article.text == f"Envoys Near a Deal on the ‘Border’\n(GAZNET) {BODY}"
    assert article.headline.of(article.text) == article.title
    assert body(article) == BODY


@pytest.mark.parametrize(
    ("lead", "dateline", "credit", "published"),
    [
        ("(Reuters) - ", None, "Reuters", None),
        ("GENEVA, March 3 (Reuters) — ", "GENEVA", "Reuters", None),
        ("KYIV — (AP) ", "KYIV", "AP", None),
        ("PARIS (AFP) – ", "PARIS", "AFP", None),
        ("TEHRAN, Iran — ", "TEHRAN, Iran", None, None),
        ("MOSCOW, December 7. /TASS/. ", "MOSCOW", "TASS", None),
        ("BEIJING, Dec. 7, 2031 (Xinhua) -- ", "BEIJING", "Xinhua", "2031-12-07"),
        ("WASHINGTON/KANSAS CITY, Mo. (Reuters) - ", "WASHINGTON/KANSAS CITY, Mo.", "Reuters", None),
        ("FLINT, Mich., Oct. 4 (UPI) — ", "FLINT, Mich.", "UPI", None),
        ("KYIV. Dec 7 (Interfax-Ukraine) – ", "KYIV", "Interfax-Ukraine", None),
        ("Tel Aviv, Israel - ", "Tel Aviv, Israel", None, None),
        ("Hong Kong (CNN Business) ", "Hong Kong", "CNN Business", None),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("WASHINGTON—", "WASHINGTON", None, None),
        ("UPDATE: ", None, None, None),
        ("", None, None, None),
    ],
)
def test_dateline_and_credit_stand_before_the_body(lead, dateline, credit, published):
    article = read(lead + BODY)
    assert (article.dateline, article.credit, article.published) == (dateline, credit, published)
    assert body(article) == (BODY if dateline or credit else lead + BODY)


@pytest.mark.parametrize(
    "start",
    ["Lindor (Westland) is where ", "The Border Commission (BC) said ", "Obama — who ", "Jane Doe (right) said that "],
)
def test_an_aside_is_no_dateline(start):
    article = read(start + BODY)
    assert (article.dateline, article.credit) == (None, None)


@pytest.mark.parametrize(
    ("header", "byline", "outlet", "published"),
    [
        ("By Jane Doe and John Roe", "Jane Doe and John Roe", None, None),
        ("By JANE DOE, Associated Press", "JANE DOE", "Associated Press", None),
        ("By Jane Doe | Reuters | Dec. 7, 2031, 5 min read", "Jane Doe", "Reuters", "2031-12-07"),
        ("By Jerusalem Post Staff", "Jerusalem Post Staff", "The Jerusalem Post", None),
        ("Jane Doe, BBC News", "Jane Doe", "BBC News", None),
        ("By Jane Doe, border editor, in Lindor", "Jane Doe, border editor, in Lindor", None, None),
        ("Jane Doe\n\nUSA TODAY", "Jane Doe", "USA Today", None),
        ("Published: 7 December 2031", None, None, "2031-12-07"),
        ("Updated 14:05 GMT, Dec 7, 2031", None, None, "2031-12-07T14:05+00:00"),
        ("Published 6 Dec 2031\nUpdated 7 Dec 2031", None, None, "2031-12-06"),
    ],
)
def test_header_lines_become_metadata(header, byline, outlet, published):
    article = read(f"Envoys near a deal on the border\n\n{header}\n\n{BODY}")
    assert (article.byline, article.outlet, article.published) == (byline, outlet, published)
    assert article.title == "Envoys near a deal on the border"
    assert body(article) == BODY


@pytest.mark.parametrize(
    "junk",
    [
        "Share this article",
        "Advertisement",
        "We use cookies to improve your experience. By continuing you agree to our policy.",
        "Sign up for our daily newsletter",
        "Read more: What we know about the talks",
        "© 2031 The Gazette. All rights reserved.",
        "This article is more than 7 months old",
    ],
)
def test_junk_is_cut_off_at_the_edges_only(junk):
    inside = BODY.replace("\n", f"\n{junk}\n")
    end = "" if junk.startswith("This article") else f"\n\n{junk}"
    assert read(f"{junk}\n\n{inside}{end}", title="Envoys meet").text == inside


@pytest.mark.parametrize(
    "sentence",
    [
        "More talks are planned for Monday.",
        "Contact US officials made in March led to the talks.",
        "Support for the plan is now thin.",
        "Copyright law divided the two sides.",
        "Updates from the border were few.",
        "By Monday evening, the talks had ended.",
        "The delay contributed to the collapse of the talks.",
        "CORRECTION: This story has been updated to name the minister.",
    ],
)
def test_sentences_that_begin_like_junk_are_kept(sentence):
    assert read(f"{sentence}\n{BODY}\n{sentence}", title="Envoys meet").text == f"{sentence}\n{BODY}\n{sentence}"


def test_credits_after_the_body_are_kept_in_the_text_and_out_of_the_body():
    end = "(Reporting by Jane Doe in Lindor and John Roe; Editing by Mary Major)"
    article = read(f"LINDOR (Reuters) - {BODY}\n\n{end}\n\nOur Standards: The Trust Principles.")
    assert article.text.endswith(end)
    assert (body(article), article.byline) == (BODY, "Jane Doe in Lindor and John Roe")


def test_a_credit_at_the_end_of_the_last_paragraph_is_out_of_the_body():
    article = read(f"{BODY} (Reporting by Jane Doe; Editing by Mary Major)")
    assert (body(article), article.byline) == (BODY, "Jane Doe")


def test_a_wire_service_that_contributed_is_the_credit():
    article = read(
        f"{BODY}\n\nThe Gazette's Jane Doe and the Associated Press contributed to this report.", outlet="The Gazette"
    )
    assert article.credit == "Associated Press"


def test_the_publishers_own_staff_is_no_credit():
    assert read(f"{BODY}\n\nCNN's Jane Doe contributed to this report.", outlet="CNN").credit is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_left_as_they_are(end):
    text = f"Envoys near a deal{end}{end}{BODY}".replace("\n", end)
    assert read(text).text == text


def test_a_broken_headline_is_one_title():
    article = read(f"Envoys of the two sides near a deal\non the border after a week\n\n{BODY}")
    assert article.title == "Envoys of the two sides near a deal on the border after a week"


def test_a_wrapped_paragraph_has_no_headline():
    wrapped = "The envoys of both sides said on Saturday that they\nHad made progress on the border, and that they would\nmeet again."
    assert read(f"{wrapped}\n\n{BODY}").headline is None


def test_the_title_of_a_row_is_found_in_its_text():
    article = read(f"Envoys near a deal\n\n{BODY}", kind="row", title="Envoys near a deal - BBC News")
    assert (article.title, article.outlet) == ("Envoys near a deal", "BBC News")
    assert article.headline.of(article.text) == "Envoys near a deal"


def test_markdown_keeps_its_marks_inside_and_gives_up_its_front_matter():
    text = f"---\ntitle: Envoys near a deal\ndate: 2031-05-06\nsource: The Gazette\n---\n\n# Envoys near a deal\n\n**LINDOR** — {BODY}"
    article = read(text, kind="markdown")
    assert (article.published, article.outlet) == ("2031-05-06", "The Gazette")
    assert article.headline.of(article.text) == "Envoys near a deal"


def test_what_the_user_states_beats_everything():
    stated = Overrides(title="A", outlet="B", url="https://b.example/1", published="6 May 2031", byline="C")
    article = read(
        f"Envoys near a deal\n\n(Reuters) - {BODY}", overrides=stated, title="X", outlet="Y", published="2030-01-01"
    )
    assert (article.title, article.outlet, article.url, article.byline) == ("A", "B", "https://b.example/1", "C")
    assert article.published == "2031-05-06"


def test_an_address_gives_the_outlet_and_the_date():
    article = read(BODY, url="https://www.bbc.co.uk/news/2031/05/06/talks")
    assert (article.outlet, article.published) == ("BBC News", "2031-05-06")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_the_frozen_text_is_a_piece_of_any_input(junk):
    text = f"{junk}\n{BODY}\n{junk}"
    article, _ = freeze(feeds.page_of_text(text, kind="text"), Overrides())
    if article is None:
        return
    assert article.text in text
    assert 0 <= article.body.start <= article.body.end <= len(article.text)
    assert article.credit_span is None or article.credit_span.of(article.text) == article.credit


@pytest.mark.parametrize(
    ("header", "byline", "outlet", "published"),
    [
        ("**By Jane Doe, Reuters**", "Jane Doe", "Reuters", None),
        ("*By Jane Doe* | *Reuters* | 7 December 2031", "Jane Doe", "Reuters", "2031-12-07"),
        ("By [Jane Doe](https://a.example/jane), [Reuters](https://b.example)", "Jane Doe", "Reuters", None),
        ("*By Jane Doe in Lindor for The Lindor Courier*", "Jane Doe in Lindor", "The Lindor Courier", None),
        ("_The Lindor Courier_ · By Jane Doe · 7 December 2031", "Jane Doe", "The Lindor Courier", "2031-12-07"),
        ("**Source:** Reuters\n\n**By:** Jane Doe, border editor", "Jane Doe, border editor", "Reuters", None),
    ],
)
def test_header_lines_in_markdown_become_metadata(header, byline, outlet, published):
    article = read(f"# Envoys near a deal on the border\n\n{header}\n\n{BODY}", kind="markdown")
    assert (article.byline, article.outlet, article.published) == (byline, outlet, published)
    assert body(article) == BODY


def test_what_a_press_release_is_called_is_not_its_title():
    article = read(f"PRESS RELEASE\n\nEnvoys near a deal on the border\n\nLindor, 7 December 2031 – {BODY}")
    assert (article.title, article.published) == ("Envoys near a deal on the border", "2031-12-07")
    assert body(article) == BODY


@pytest.mark.parametrize(
    ("above", "outlet"),
    [
        ("LOCAL NEWS", None),
        ("Europe | Politics", None),
        ("Borders", None),
        ("The Sundvik Courier\nLOCAL NEWS\n", "The Sundvik Courier"),
    ],
)
def test_a_section_above_the_title_is_none(above, outlet):
    article = read(f"{above}\nEnvoys near a deal on the border at last\n\nMay 6, 2031\n\n{BODY}\n")
    assert (article.title, article.outlet) == ("Envoys near a deal on the border at last", outlet)
    assert (article.published, body(article)) == ("2031-05-06", BODY)


@pytest.mark.parametrize(
    ("between", "byline"),
    [("Ana Ruiz Diplomatic editor", "Ana Ruiz"), ("What the neighbours wanted, and what they got", None)],
)
def test_a_line_between_title_and_date_is_no_body(between, byline):
    article = read(f"Envoys near a deal on the border at last\n\n{between}\nTue 6 May 2031\n\n{BODY}\n")
    assert (article.published, article.byline, body(article)) == ("2031-05-06", byline, BODY)
