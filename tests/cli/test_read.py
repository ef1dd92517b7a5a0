"""`memcon read`: what goes where, for people and for programs, and how it ends."""

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from memcon.cli.progress import Progress
from memcon.cli.terminal import Terminal
from memcon.cli.visible import on_one_line, visible
from memcon.coding.record import Record
from memcon.views import article_view

SHOWN = Path(__file__).with_name("sund.txt")


# -- for people


def test_an_article_is_shown_chain_by_chain(run, pipeline, folder):
    """The whole of it, without colour: `sund.txt` beside this file is what a person sees."""
    assert run("read", folder / "a.txt").stdout == SHOWN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 100])
def test_all_that_was_coded_is_shown(split, width, monkeypatch):
    """Contacts, positions by side and issue, what is on the table, how it stands, other acts, who says so."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    stream = StringIO()
    Terminal(stream).show(article_view(split))
    assert stream.getvalue() == SHOWN.with_name(f"pass-{width}.txt").read_text(encoding="utf-8")
    assert max(map(len, stream.getvalue().splitlines())) <= width


def test_coded_records_cannot_command_the_terminal(split):
    evil = "\x1b[2J\u202eevil\r\x07"
    hostile = replace(
        split,
        entities=tuple(replace(one, name=evil) for one in split.entities),
        events=tuple(replace(one, mode=evil, issues=(evil,)) for one in split.events),
        positions=tuple(replace(one, stance=evil, issue=evil) for one in split.positions),
        standings=tuple(replace(one, state=evil, issue=evil) for one in split.standings),
    )
    stream = StringIO()
    Terminal(stream).show(article_view(hostile))
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(stream.getvalue())


def test_in_colour_the_words_are_the_same_and_brackets_are_not_needed(record, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = StringIO()
    Terminal(stream).show(article_view(record))
    assert "\x1b[1;36mIts sources\x1b[0m" in stream.getvalue()
    assert "[Its sources]" not in stream.getvalue()
    assert "writer\x1b[2m → \x1b[0mThe Harbour Post\x1b[2m → \x1b[0m\x1b[1mits sources\x1b[0m" in stream.getvalue()


def test_articles_are_set_apart(run, pipeline, folder):
    shown = run("read", folder / "a.txt", folder / "c.txt").stdout
    assert shown.count("\n" + "─" * 100 + "\n") == 1


def test_an_article_without_attributions_says_so(record):
    stream = StringIO()
    Terminal(stream).show(article_view(replace(record, attributions=(), sources=record.sources[:1])))
    assert "Nobody is reported to have said anything." in stream.getvalue()


def test_an_article_cannot_command_the_terminal(record):
    """Escape sequences, carriage returns and marks that turn the direction of writing are written out."""
    text = record.article.text.replace("Castell had", "\x1b[2J\u202eCastell\r[bold]had", 1)
    title = "\x1b]0;owned\x07[red]x[/red] :smile:"
    hostile = replace(record, attributions=record.attributions[2:3])
    hostile = replace(hostile, article=replace(hostile.article, text=text, title=title))
    stream = StringIO()
    Terminal(stream).show(article_view(hostile))
    shown = stream.getvalue()
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(shown)
    assert "‹U+001B›]0;owned‹U+0007›[red]x[/red] :smile:" in shown
    assert "‹U+001B›[2J‹U+202E›Castell [bold]had" in shown


@pytest.mark.parametrize("code", [0, 8, 0x1B, 0x7F, 0x9B, 0x61C, 0x200F, 0x202E, 0x2069, 0x2028, 0xD800, 0xE0041])
def test_hidden_characters_are_written_out(code):
    assert visible(f"a{chr(code)}b") == f"a‹U+{code:04X}›b"


def test_what_a_reader_should_see_stays():
    text = "Café “ja” — 你好 👍🏽 العربية\tend\n"
    assert visible(text) == text
    assert on_one_line("a\r\n b\u00a0\t c") == "a b c"


def test_problems_come_last_and_on_standard_error(run, pipeline, folder):
    done = run("read", folder / "a.txt", folder / "b.txt")
    assert done.exit_code == 0
    assert done.stderr == (
        "Norvia and Castell near deal on strait, mediator says: article.byline: no byline found. Pass --byline NAME.\n"
        f"{folder}/b.txt: there is no such file. Check the path.\n"
    )


def test_a_quiet_run_says_nothing_of_problems(run, pipeline, folder):
    assert run("read", "--quiet", folder / "a.txt", folder / "b.txt").stderr == ""


# -- for programs


def test_records_are_json_lines_in_the_order_of_the_input(run, pipeline, folder):
    done = run("read", "--json", folder / "c.txt", folder / "b.txt", folder / "a.txt")
    assert [json.loads(line)["article"]["id"] for line in done.stdout.splitlines()] == ["c", "a"]


def test_a_printed_record_reads_back(run, pipeline, folder, record):
    printed = run("read", "--json", folder / "a.txt").stdout
    assert Record.from_json(printed) == replace(record, article=replace(record.article, id="a"))


def test_with_json_an_unread_input_is_a_json_line_on_standard_error(run, pipeline, folder):
    """What is doubtful about an article that was read stands in its record, not here."""
    done = run("read", "--json", folder / "a.txt", folder / "b.txt")
    expected = {"where": f"{folder}/b.txt", "what": "there is no such file", "fix": "Check the path"}
    assert [json.loads(line) for line in done.stderr.splitlines()] == [expected]


def test_a_half_character_is_written_as_its_escape(run, monkeypatch, record, folder):
    """Python strings may hold what UTF-8 cannot; JSON can."""
    half = replace(record, article=replace(record.article, title="\ud83d"))
    monkeypatch.setattr("memcon.pipeline.read_pages", lambda *_: iter([half]))
    assert json.loads(run("read", "--json", folder / "a.txt").stdout)["article"]["title"] == "\ud83d"


# -- files


def test_output_goes_to_a_file(run, pipeline, folder):
    done = run("read", "--json", "--output", folder / "out.jsonl", folder / "a.txt")
    assert done.stdout == ""
    assert json.loads((folder / "out.jsonl").read_text(encoding="utf-8"))["article"]["id"] == "a"


def test_a_page_is_written_and_nothing_else_shown(run, pipeline, folder):
    done = run("read", "--quiet", "--html", folder / "out.html", folder / "a.txt", folder / "c.txt")
    assert (done.stdout, done.stderr) == ("", "")
    assert "<p>2 reports</p>" in (folder / "out.html").read_text(encoding="utf-8")


def test_page_and_json_go_together(run, pipeline, folder):
    done = run("read", "--json", "--html", folder / "out.html", folder / "a.txt")
    assert json.loads(done.stdout)["article"]["id"] == "a"
    assert (folder / "out.html").exists()


def test_the_page_can_go_to_standard_output(run, pipeline, folder):
    assert run("read", "--html", "-", folder / "a.txt").stdout.startswith("<!doctype html>")


@pytest.mark.parametrize("option", ["--output", "--html"])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_read(run, pipeline, folder, option):
    done = run("read", option, folder / "none" / "out", folder / "a.txt")
    assert done.exit_code == 1
    assert "Name a file that can be written" in done.stderr
    assert pipeline == []


# -- options


def test_options_reach_the_settings(run, pipeline, folder):
    stated = ["--title", "T", "--outlet", "O", "--published", "2031-03-11", "--url", "http://x", "--byline", "B"]
    run("read", *stated, "--threads", 2, "--local", folder / "a.txt")
    (settings,) = pipeline
    assert (settings.threads, settings.local) == (2, True)
    over = settings.overrides
    assert [over.title, over.outlet, over.published, over.url, over.byline] == ["T", "O", "2031-03-11", "http://x", "B"]


@pytest.mark.parametrize("date", ["tomorrow", "2031-13-01", "11.3.2031"])
def test_a_date_that_is_none_is_refused(run, pipeline, folder, date):
    done = run("read", "--published", date, folder / "a.txt")
    assert (done.exit_code, pipeline) == (2, [])
    assert f"'{date}' is no date. Write it as YYYY-MM-DD." in done.stderr


def test_without_inputs_standard_input_is_read(run, pipeline):
    assert json.loads(run("read", "--json", input="from a pipe").stdout)["article"]["id"] == "from a pipe"


def test_timings_are_printed_by_room(run, pipeline, folder):
    assert run("read", "--quiet", "--timings", folder / "a.txt").stderr == (
        "feeds          12.3 ms\ntotal          12.3 ms\n"
    )


def test_timings_for_programs(run, pipeline, folder):
    done = run("read", "--json", "--timings", folder / "a.txt")
    assert json.loads(done.stderr) == {"milliseconds": {"feeds": 12.3, "total": 12.3}}


# -- how it ends


def test_nothing_read_exits_with_2(run, pipeline, folder):
    done = run("read", folder / "b.txt", folder / "no.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("there is no such file") == 2


def test_after_ctrl_c_what_was_read_is_there(run, pipeline, folder):
    (folder / "b.txt").write_text("stop", encoding="utf-8")
    done = run("read", "--json", "--html", folder / "out.html", *(folder / f"{name}.txt" for name in "abc"))
    assert done.exit_code == 130
    assert [json.loads(line)["article"]["id"] for line in done.stdout.splitlines()] == ["a"]
    assert "<article" in (folder / "out.html").read_text(encoding="utf-8")


def test_a_broken_installation_is_told_in_one_line(run, monkeypatch, folder):
    from memcon.errors import BrokenInstallation

    def broken(*_):
        raise BrokenInstallation("encoder.onnx is missing. Reinstall memcon.")

    monkeypatch.setattr("memcon.pipeline.read_pages", broken)
    done = run("read", folder / "a.txt")
    assert (done.exit_code, done.stderr) == (70, "memcon: encoder.onnx is missing. Reinstall memcon.\n")


def in_a_process(code, **more):
    """Start Python on `code`, in which `record` is the record of `sund.json`; nothing of the parent's is patched."""
    start = f"""
        from memcon import pipeline
        from memcon.cli import main
        from memcon.coding.record import Record
        record = Record.from_json(open({str(Path(__file__).parents[1] / "records" / "sund.json")!r}).read())
    """
    whole = textwrap.dedent(start) + textwrap.dedent(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    return subprocess.Popen(
        [sys.executable, "-c", whole], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


@pytest.mark.parametrize(("options", "first"), [("--json", b'{"schema": 1'), ("--quiet", b"Norvia and Castell")])
def test_a_reader_that_goes_away_ends_the_run_quietly(options, first):
    """`memcon read --json … | head -n 1`."""
    process = in_a_process(f"""
        import itertools
        pipeline.read_pages = lambda *_: itertools.repeat(record)
        main(["read", {options!r}, "-"])
    """)
    with process:
        assert process.stdout.readline().startswith(first)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_ctrl_c_by_signal_ends_with_130():
    process = in_a_process("""
        import os, signal
        def read_pages(*_):
            yield record
            os.kill(os.getpid(), signal.SIGINT)
            yield record
        pipeline.read_pages = read_pages
        main(["read", "--json", "-"])
    """)
    out, complaints = process.communicate(timeout=60)
    assert (process.returncode, out.count(b"\n"), complaints) == (130, 1, b"")


def test_printing_json_loads_no_library_for_showing():
    process = in_a_process("""
        import sys
        pipeline.read_pages = lambda *_: iter([record])
        try:
            main(["read", "--json", "-"])
        finally:
            print(*sorted({"rich", "jinja2", "memcon.views"} & set(sys.modules)), file=sys.stderr)
    """)
    _, complaints = process.communicate(timeout=60)
    assert complaints == b"\n"


# -- progress


class Screen(StringIO):
    def isatty(self):
        return True


def test_a_bar_counts_inputs_and_articles(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with Progress(2, shown=True) as progress:
        assert list(progress.watch(["a", "b"])) == ["a", "b"]
        progress.read(2)
        progress.say("[red]b.txt[/red]: is bad")
    assert "2 articles" in screen.getvalue()
    assert "[red]b.txt[/red]: is bad" in screen.getvalue()


def test_no_bar_is_shown_in_a_pipe(run, pipeline, folder):
    assert run("read", "--json", folder / "a.txt", folder / "c.txt").stderr == ""


def test_the_bar_stays_away_where_records_are_printed(monkeypatch):
    from memcon.cli.read import Choices, _progress_fits

    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(sys, "stderr", Screen())
    nothing = dict.fromkeys(Choices.__dataclass_fields__)
    assert not _progress_fits(Choices(**nothing))
    assert not _progress_fits(Choices(**{**nothing, "as_json": True}))
    assert not _progress_fits(Choices(**{**nothing, "html": "out.html", "quiet": True}))
    assert _progress_fits(Choices(**{**nothing, "html": "out.html"}))
    assert _progress_fits(Choices(**{**nothing, "as_json": True, "output": "out.jsonl"}))
