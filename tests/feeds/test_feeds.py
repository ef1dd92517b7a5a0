"""Inputs of every kind become pages, and those that cannot become problems; the run goes on."""

import gzip
import io
import json
import sys

import pytest

from memcon import feeds
from memcon.errors import Problem
from memcon.feeds import Page, web
from memcon.settings import Settings

SETTINGS = Settings()


def read(*inputs, settings=SETTINGS):
    return list(feeds.pages(map(str, inputs), settings))


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "Envoys met.", "text"),
        ("a.md", "# Envoys met", "markdown"),
        ("a.html", "<p>Envoys met.", "html"),
        ("a.pdf", "%PDF-1.4 x", "pdf"),
        ("a.txt", "<!DOCTYPE html><html><p>Envoys met.", "html"),
        ("a.html", "%PDF-1.4 x", "pdf"),
        ("noname", "<html><p>Envoys met.", "html"),
        ("noname", "Envoys met.", "text"),
        ("noname", '{"text": "Envoys met."}\n{"text": "They left."}\n', "row"),
        ("noname", '{\n "text": "Envoys met."\n}', "row"),
    ],
)
def test_the_kind_follows_the_name_unless_the_bytes_say_otherwise(write, name, content, kind):
    assert read(write(name, content))[0].kind == kind


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("empty.txt", b" \n ", "it is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "it is a picture, not text"),
        ("noise.txt", bytes(range(256)) * 4, "it is binary data, not text"),
        ("office.txt", b"PK\x03\x04rest", "it is a zip archive or an office document, not text"),
        ("cut.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 500)[:-20], "the gzip file is damaged"),
        ("no.json", b"{text}", "it is not JSON: Expecting property name enclosed in double quotes, column 2"),
        ("deep.json", b"[" * 200_000, "it is not JSON: it nests too deeply"),
    ],
)
def test_an_input_that_cannot_be_used_is_a_problem(write, name, content, what):
    problem = read(write(name, content))[-1]
    assert isinstance(problem, Problem)
    assert problem.what == what
    assert problem.where.endswith(name)


def test_a_missing_file_is_a_problem_and_the_next_input_is_read(write):
    missing, page = read("nowhere.txt", write("a.txt", "Envoys met."))
    assert missing == Problem("nowhere.txt", "there is no such file", "Check the path")
    assert page.body == b"Envoys met."


def test_a_name_with_a_zero_byte_is_a_problem():
    assert isinstance(read("a\0b")[0], Problem)


def test_an_input_over_the_limit_is_not_read(write):
    assert read(write("a.txt", "x" * 101), settings=Settings(max_bytes=100))[0].what == "it is larger than 100 bytes"


def test_a_folder_gives_its_known_files_in_order(write, tmp_path):
    for name in ("b/2.txt", "a.txt", "b/1.md", ".hidden.txt", "photo.jpg", ".git/x.txt"):
        write(name, "Envoys met.")
    assert [page.where.removeprefix(f"{tmp_path}/") for page in read(tmp_path)] == ["a.txt", "b/1.md", "b/2.txt"]


def test_a_folder_without_known_files_is_a_problem(tmp_path):
    assert read(tmp_path)[0].what == "no file in this folder has a known extension"


def test_rows_are_pages_and_a_bad_row_names_its_line(write):
    path = write(
        "a.jsonl", '\ufeff{"_id": 7, "body": "Envoys met."}\n{bad}\n\n[1]\n{"text": " "}\n{"article": "They left."}'
    )
    first, bad, array, empty, last = read(path)
    assert (first.where, first.given, first.body) == (f"{path}:1", {"id": "7"}, b"Envoys met.")
    assert (bad.where, array.where, empty.where) == (f"{path}:2", f"{path}:4", f"{path}:5")
    assert empty.what == "the row has no text"
    assert last.body == b"They left."


def test_fields_are_found_under_their_usual_names(write):
    row = {
        "uuid": "x1", "headline": "Envoys Meet", "content": "Envoys met.", "pubDate": "2031-05-06",
        "source": {"id": None, "name": "The Gazette"}, "link": "https://gazette.example/1", "authors": ["Jane Doe", "John Roe"],
    }  # fmt: skip
    assert read(write("a.jsonl", json.dumps(row)))[0].given == {
        "id": "x1", "title": "Envoys Meet", "published": "2031-05-06", "outlet": "The Gazette",
        "url": "https://gazette.example/1", "byline": "Jane Doe, John Roe",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "published"),
    [(1767225600, "2026-01-01T00:00:00+00:00"), (1767225600000, "2026-01-01T00:00:00+00:00"), (20260101, "20260101")],
)
def test_a_numeric_date_is_unix_time_or_eight_digits(write, value, published):
    assert read(write("a.jsonl", json.dumps({"text": "a", "timestamp": value})))[0].given["published"] == published


def test_a_row_over_the_limit_is_skipped_and_the_next_is_read(write):
    large, row = read(
        write("a.jsonl", '{"text": "%s"}\n{"text": "b"}\n' % ("x" * 200)), settings=Settings(max_bytes=100)
    )
    assert large.what == "the row is larger than 100 bytes"
    assert row.where.endswith(":2")


def test_rows_larger_together_than_the_limit_are_streamed(write):
    assert (
        len(read(write("a.jsonl.gz", gzip.compress(b'{"text": "abc"}\n' * 1000)), settings=Settings(max_bytes=100)))
        == 1000
    )


def test_utf16_rows_are_read(write):
    assert read(write("a.jsonl", '{"text": "café"}\n'.encode("utf-16")))[0].body == "café".encode()


def test_a_lone_surrogate_keeps_its_place(write):
    assert read(write("a.jsonl", '{"text": "a\\ud800b"}'))[0].body.decode() == "a\ufffdb"


def test_a_row_of_markup_is_html(write):
    assert read(write("a.jsonl", '{"content": "<p>One.</p><p>Two.</p>"}'))[0].kind == "html"


def test_items_of_a_json_array_are_json_pointers(write):
    path = write("a.json", '{"status": "ok", "articles": [{"text": "a"}, {"text": "b"}]}')
    assert [page.where for page in read(path)] == [f"{path}#/articles/0", f"{path}#/articles/1"]


def test_json_lines_under_the_name_json_are_read(write):
    assert len(read(write("a.json", '{"text": "a"}\n{"text": "b"}\n'))) == 2


def test_standard_input_is_told_apart_by_its_content(monkeypatch):
    for content, wheres in ((b"Envoys met.", ["-"]), (b'{"text": "a"}\n{"text": "b"}\n', ["-:1", "-:2"])):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert [page.where for page in read("-")] == wheres


def test_a_text_in_memory_is_a_page():
    assert feeds.page_of_text("Envoys met.", id="7", title=None) == Page("<text>", "row", b"Envoys met.", {"id": "7"})


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "169.254.169.254",
            "192.168.1.1",
            "0.0.0.0",  # noqa: S104  not bound to, refused
            "100.64.0.1",
            "224.0.0.1",
            "::1",
            "fe80::1%eth0",
        ),
        *("fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::"),
    ],
)
def test_local_addresses_are_not_public(address):
    assert not web.is_public(address)


def test_public_addresses_are_public():
    assert web.is_public("93.184.216.34")
    assert web.is_public("2606:2800:220:1::1")
