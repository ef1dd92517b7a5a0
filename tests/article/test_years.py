"""The year of a dateline that has none: taken from the rest where that leaves one, and else asked for."""

import pytest

from memcon import feeds
from memcon.article import freeze
from memcon.settings import Overrides

TITLE = "Envoys near a deal on the border"
SAID = "The envoys of both sides said on Wednesday that they had made progress on the border."


def dated(lead, body=SAID, after="", url=None):
    """Return the date of a report, and what is said where it has none."""
    page = feeds.page_of_text(f"{TITLE}\n\n{lead}{body}\n\n{after}".strip())
    article, problems = freeze(page, Overrides(url=url))
    return article.published, [problem.what for problem in problems]


@pytest.mark.parametrize(
    ("body", "after", "url"),
    [
        (SAID, "", "https://a.example/world/2031/border-talks"),
        (SAID, "© 2031 Lindor Courier. All rights reserved.", None),
        (f"{SAID} They had begun on 3 March 2031, and the treaty is of 1992.", "", None),
    ],
)
def test_the_year_of_a_dateline_stands_elsewhere(body, after, url):
    """12 March is a Wednesday in 2031."""
    assert dated("LINDOR, 12 March — ", body, after, url) == ("2031-03-12", [])


@pytest.mark.parametrize(
    "body",
    [
        SAID,
        f"{SAID} The treaty was signed on 3 May 1992.",  # no Wednesday
        f"{SAID} They had met on 3 March 2031 and on 4 March 2037.",
    ],
)
def test_a_year_that_stays_open_is_asked_for(body):
    assert dated("LINDOR, 12 March — ", body) == (None, ["no year found: “12 March” stands without one"])


def test_a_day_with_its_weekday_in_the_first_lines_dates_a_report():
    assert dated("", "The envoys met on Wednesday, March 12, 2031, to speak of the border.") == ("2031-03-12", [])
    assert dated("", "The treaty of March 12, 2031, is dead, the envoys said.") == (None, ["no date found"])
    assert dated("", "The envoys met on Monday, March 12, 2031, they said.") == (None, ["no date found"])
