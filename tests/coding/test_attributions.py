"""Manner, channel and response; every sentence is invented."""

import pytest

from tests.readings import coded


def only(marked, outlet=None):
    coding, _ = coded(marked, outlet=outlet)
    (attribution,) = coding.attributions
    return attribution


@pytest.mark.parametrize(
    ("content", "manner"),
    [
        ('"It is closed."', "direct"),
        ("“It is closed”", "direct"),
        ('that it is "closed for good"', "mixed"),
        ("that it is closed", "indirect"),
    ],
)
def test_manner(content, manner):
    assert only(f"{{s1 The mayor}} {{c1 said}} {{t1 {content}}}").manner == manner


def test_nothing_said_is_indirect():
    assert only("{s1 The mayor} {c1 declined to comment}.").manner == "indirect"


@pytest.mark.parametrize(
    ("clause", "channel"),
    [
        ("{c1 said}", None),
        ("{c1 wrote on X}", "social-post"),
        ("{c1 said} in a post on Telegram", "social-post"),
        ("{c1 posted on Truth Social}", "social-post"),
        ("{c1 told} reporters", "interview"),
        ("{c1 told} a news conference", "press-conference"),
        ("{c1 said in a statement}", "statement"),
        ("{c1 said} in a joint communique", "statement"),
        ("{c1 wrote} in a letter to the council", "letter"),
        ("{c1 said} by phone", "phone"),
        ("{c1 told} Reuters", "interview"),
    ],
)
def test_channel(clause, channel):
    assert only(f"{{s1 {{person Ana Ruiz}}}} {clause} {{t1 that it is closed}}.").channel == channel


@pytest.mark.parametrize(
    ("source", "channel"),
    [("Reuters", "report"), ("the report", "report"), ("a communique", "statement"), ("a draft", "document")],
)
def test_channel_of_a_source(source, channel):
    assert only(f"{{s1 {source}}} {{c1 said}} {{t1 that it is closed}}.").channel == channel


def test_what_was_said_does_not_name_the_channel():
    assert only("{s1 The mayor} {c1 said} {t1 the minister wrote on Telegram too often}.").channel is None


def test_one_speaker_in_one_sentence_has_one_channel():
    marked = "{s1 {s2 The mayor}} {c1 called} {t1 the talks on X a farce}, {c2 adding} {t2 that it is closed}."
    coding, _ = coded(marked)
    assert [attribution.channel for attribution in coding.attributions] == ["social-post", "social-post"]


@pytest.mark.parametrize(
    ("marked", "response"),
    [
        ("{s1 The mayor} {c1 said} {t1 it is closed}.", "statement"),
        ("{s1 The mayor} {c1 denied} {t1 that it is closed}.", "statement"),
        ("{s1 The mayor} {c1 declined to comment}.", "declined"),
        ("{s1 The mayor} {c1 would not say} {t1 whether it is closed}.", "declined"),
        ("{s1 The mayor} {c1 did not respond to} {t1 a request for comment}.", "no-response"),
        ("{s1 The mayor} {c1 could not be reached for comment}.", "no-response"),
        ("{s1 The Post} {c1 could not independently verify} {t1 the account}.", "unverified"),
        ("{t1 The account} {c1 could not be verified}.", "unverified"),
    ],
)
def test_response(marked, response):
    assert only(marked).response == response


def test_a_source_at_the_end_says_the_whole_sentence():
    found = only("Norvia will sign, but {t1 Castella must leave first}, {s1 the mayor} {c1 said}.").content
    assert [span.end - span.start for span in found] == [len("Norvia will sign, but Castella must leave first")]
