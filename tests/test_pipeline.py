"""The pipeline: order, batches, problems in their places. Rooms are played by stand-ins; no model is loaded."""

import hashlib
import subprocess
import sys
from types import SimpleNamespace

import pytest

import memcon
from memcon.article import Article
from memcon.coding.record import Source
from memcon.feeds import page_of_text
from memcon.pipeline import BATCH_ARTICLES, BATCH_CHARACTERS, read_closely, read_pages
from memcon.settings import Settings
from memcon.spans import Span


def article_of(page):
    text = page.body.decode()
    return Article(
        id=page.given.get("id") or text[:20],
        text=text,
        sha256=hashlib.sha256(page.body).hexdigest(),
        title=None,
        outlet=page.given.get("outlet"),
        url=None,
        published=None,
        dateline=None,
        byline=None,
        credit=None,
        language="en",
        headline=None,
        body=Span(0, len(text)),
    )


@pytest.fixture
def batches(monkeypatch):
    """Play every room downstream of feeds; gives the list of batches, each the ids that were read together."""
    seen = []

    def freeze(page, overrides):
        if page.body.startswith(b"bad"):
            return None, [memcon.Problem(page.where, "is bad", "Mend it.")]
        problems = [memcon.Problem("article.published", "no date found", "pass --published")]
        frozen = article_of(page)
        return frozen, [] if overrides.published else problems

    def score(articles, encoder):
        seen.append([article.id for article in articles])
        return list(articles)

    sources = (Source(id="s0", kind="writer"),)
    none = dict.fromkeys(("entities", "attributions", "events", "proposals", "positions", "standings"), ())
    coding = SimpleNamespace(sources=sources, **none)
    monkeypatch.setattr("memcon.article.freeze", freeze)
    monkeypatch.setattr(
        "memcon.encoder.load", lambda threads: SimpleNamespace(digest=f"threads-{threads}", labels=None)
    )
    monkeypatch.setattr("memcon.reading.score", score)
    monkeypatch.setattr("memcon.reading.read", lambda scored, labels: scored)
    monkeypatch.setattr("memcon.coding.code", lambda reading, agenda: coding)
    monkeypatch.setattr("memcon.coding.themes_of", lambda encoder: None)
    return seen


def ids(items):
    return [item.what if isinstance(item, memcon.Problem) else item.article.id for item in items]


def test_order_is_kept_and_a_bad_input_is_a_problem_in_its_place(batches):
    assert ids(memcon.read_many(["one a", "bad b", "two c"])) == ["one a", "is bad", "two c"]


def test_articles_are_read_a_batch_at_a_time(batches):
    rows = [{"id": f"a{n}", "text": "words"} for n in range(BATCH_ARTICLES + 2)]
    assert ids(memcon.read_many(rows)) == [row["id"] for row in rows]
    assert [len(batch) for batch in batches] == [BATCH_ARTICLES, 2]


def test_long_articles_make_small_batches(batches):
    """A batch holds little text, whatever the number of articles: memory does not grow with them."""
    rows = [{"id": f"a{n}", "text": "x" * (BATCH_CHARACTERS // 2)} for n in range(5)]
    assert len(ids(memcon.read_many(rows))) == 5
    assert [len(batch) for batch in batches] == [2, 2, 1]


def test_reading_is_lazy(batches):
    """While a batch is used up, the encoder is one batch ahead and no more."""

    def forever():
        while True:
            yield "and so on"

    items = memcon.read_many(forever())
    next(items)
    items.close()
    assert len(batches) == 2


def test_no_encoder_is_loaded_when_nothing_can_be_read(batches, monkeypatch):
    monkeypatch.setattr("memcon.encoder.load", None)  # calling it would fail
    assert ids(memcon.read_many(["bad a", "bad b"])) == ["is bad", "is bad"]


def test_an_input_that_is_not_there_is_a_problem(batches):
    (problem,) = memcon.read_many(["no-such-file.txt"])
    assert problem.where == "no-such-file.txt"


def test_a_file_is_read_from_its_path(batches, tmp_path):
    (tmp_path / "report.txt").write_text("The envoy left.")
    assert memcon.read(tmp_path / "report.txt").article.text == "The envoy left."
    assert memcon.read(str(tmp_path / "report.txt")).article.text == "The envoy left."


def test_a_path_with_white_space_is_a_path_when_the_file_exists(batches, tmp_path):
    (tmp_path / "my report.txt").write_text("The envoy left.")
    assert memcon.read(str(tmp_path / "my report.txt")).article.text == "The envoy left."


def test_a_string_with_white_space_is_the_text_itself(batches):
    assert memcon.read("The envoy left.").article.text == "The envoy left."


def test_a_row_brings_its_id_and_outlet(batches):
    article = memcon.read({"id": "7", "text": "The envoy left.", "outlet": "The Courier"}).article
    assert (article.id, article.outlet) == ("7", "The Courier")


def test_what_the_caller_states_reaches_the_article(batches):
    assert memcon.read("The envoy left.", published="2031-03-11").problems == ()
    assert len(memcon.read("The envoy left.").problems) == 1


def test_nothing_read_says_why():
    with pytest.raises(memcon.NothingRead, match="no-such-file") as caught:
        memcon.read("no-such-file.txt")
    assert [problem.where for problem in caught.value.problems] == ["no-such-file.txt"]


def test_several_articles_are_for_read_many(batches, tmp_path):
    (tmp_path / "a.txt").write_text("The envoy left.")
    (tmp_path / "b.txt").write_text("The envoy stayed.")
    with pytest.raises(memcon.MemconError, match=r"holds 2 articles\. Read it with `read_many`"):
        memcon.read(tmp_path)


def test_the_record_is_stamped_with_what_made_it(batches):
    made_by = memcon.read("The envoy left.", Settings(threads=3)).made_by
    assert made_by.memcon == memcon.__version__
    assert made_by.model == "encoder-threads-3"
    assert made_by.codebook.startswith("negotiation-")


def test_timings_name_the_rooms(batches):
    took = {}
    list(read_pages([page_of_text("The envoy left.")], Settings(), took))
    assert list(took) == ["feeds", "article", "load", "encoder", "reading", "coding"]
    assert min(took.values()) >= 0


def test_an_unknown_public_name_is_told_with_the_known_ones():
    with pytest.raises(AttributeError, match=r"no `reed`; it offers .*read_many"):
        _ = memcon.reed


def test_import_loads_no_library_and_no_room():
    """What `import memcon` leaves in memory beyond the standard library: errors and settings."""
    code = "import sys, memcon; print(*sorted(n for n in sys.modules if n.startswith('memcon')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["memcon", "memcon.errors", "memcon.settings"]


def test_read_closely_keeps_what_lies_behind_the_record(batches):
    close = read_closely(page_of_text("one", id="a"), Settings())
    assert close.record == memcon.read({"text": "one", "id": "a"})
    assert close.coding.sources == close.record.sources


def test_read_closely_says_why_a_page_cannot_be_read(batches):
    assert read_closely(page_of_text("bad"), Settings()) == memcon.Problem("<text>", "is bad", "Mend it.")
