"""Feeds: find the inputs that a user named and fetch their bytes, one page each.

In:    paths of files and folders, `-` for standard input, http and https addresses of pages and of RSS or Atom feeds;
       or a text in memory.
Out:   `Page` values, lazily and in the order of the input; a `Problem` for each input that cannot be had.
Never: interprets content: no decoding of articles, no titles, no dates.
Terms: feed: where we look for articles; page: one input, fetched and told apart; row: one JSON Lines record.
"""

from memcon.feeds.counting import expected
from memcon.feeds.inputs import page_of_text, pages
from memcon.feeds.memory import Memory, Subscription
from memcon.feeds.page import Kind, Page

__all__ = ["Kind", "Memory", "Page", "Subscription", "expected", "page_of_text", "pages"]
