"""Article: find the report in a page and freeze its text, which every span of a record refers to.

In:    a `Page` from feeds, and the metadata that the user states (`Overrides`).
Out:   an `Article` (text, title, outlet, date, dateline, byline, credit) or null, and what is wrong, as `Problem`s.
Never: touches politics; changes a character inside the text; guesses a year.
Terms: headline: the title where it stands in the text; dateline: the place it was filed from; credit: the wire
       service or outlet named in the text; furniture: lines around a report that are not the report.
"""

from memcon.article.again import frozen_again
from memcon.article.freeze import freeze
from memcon.article.model import Article

__all__ = ["Article", "freeze", "frozen_again"]
