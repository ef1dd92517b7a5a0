"""The docket's commands: for people, for programs, and with articles that mean harm."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pypdf
import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select, update

from memcon import store
from memcon.cli import main
from memcon.cli.docket import COMMANDS
from memcon.cli.door import SECTIONS
from memcon.store.tables import actors, articles, claims
from tests.dockets import CLAIM, EVIL, filled

LISTINGS = ("positions", "contacts", "proposals", "standings", "claims", "sources", "timeline", "matrix", "changes")
SINCE = ("--since", "2031-03-01")
SHOWING = (
    *((name,) for name in LISTINGS),
    ("search", "valley"),
    ("why", CLAIM["leave"]),
    ("brief", *SINCE),
    ("review", "--limit", "3"),
    ("split", "Sund"),
)
COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    """A dossier in the current folder."""
    filled(tmp_path / "docket.db").close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """The same, with hostile words wherever strangers write."""
    filled(tmp_path / "docket.db", EVIL).close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- for people


def test_positions_are_a_table_that_says_who_bears_them_out(dossier, run):
    done = run("positions", "--issue", "withdrawal")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "issue withdrawal"
    assert [re.split(r"  +", line.strip()) for line in lines[1:3]] == [
        ["Side", "Issue", "Position", "Borne out"],
        ["Norvia", "withdrawal", "open (denied, contradicted)", "leave the valley", "1 ← 1"],
    ]
    assert "2 ← 4" in done.output
    assert "10–12 Mar 2031" in done.output


def test_why_draws_the_tree(dossier, run):
    done = run("why", CLAIM["leave"][:4])
    assert [re.sub(r"[│├└─ ]+", " ", line).strip() for line in done.output.splitlines()][:8] == [
        "Norvia open, withdrawal: “leave the valley” 2 origins ← 4 articles of 4 outlets, c2000000",
        "two officials (Meridian) unnamed · 3 articles of 3 outlets",
        "Meridian reported first 10 Mar 2031, 09:00 UTC · key-n1 p1",
        "“Norvia is ready to leave the valley”",
        "per two officials",
        "Courier same text 10 Mar 2031, 12:00 UTC · key-n2 p1",
        "“Norvia is ready to leave the valley”",
        "per two officials",
    ]


def test_a_contact_of_some_days_shows_them_all(dossier, run):
    """`Last week` is not its Monday."""
    with store.open(dossier).writing() as connection:
        connection.execute(
            update(claims).where(claims.c.id == CLAIM["call"]).values(start="2031-03-03", end="2031-03-09")
        )
    assert "3–9 Mar 2031" in run("contacts").output
    assert "(3–9 Mar 2031)" in run("brief", *SINCE).output


@pytest.mark.parametrize("arguments", SHOWING, ids=lambda arguments: arguments[0])
def test_no_line_ends_in_blanks(dossier, run, arguments):
    """Two are a line break of Markdown."""
    assert not re.search(r"(?<! ) $|   $", run(*arguments, input="q\n").output.partition(" > ")[0], re.MULTILINE)


def test_what_is_found_is_indented_on_every_line(dossier, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("search", "valley").output.splitlines()
    assert [line for line in lines if line and not line.startswith("  ")] == ["Claims", "Articles"]
    assert max(map(len, lines)) <= 60


def test_a_dossier_to_which_nothing_was_added_says_so(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    run("init", "talks")
    done = run("positions", "--dossier", "talks")
    assert done.exit_code == 74
    assert (
        done.stderr == "memcon: talks/docket.db: nothing has been added yet. Add articles with `memcon add PATH|URL`.\n"
    )
    assert not (tmp_path / "talks" / "docket.db").exists()


def test_a_timeline_that_is_cut_shows_the_latest(dossier, run):
    assert "The latest row. More: --limit 4" in run("timeline", "--limit", "1").output
    assert "The first 2 rows." in run("claims", "--limit", "2").output


def test_a_cell_of_the_matrix_has_its_words_behind_a_colon(dossier, run):
    assert "demand: its troops" in re.sub(r"\s+", " ", run("matrix", "--as-of", "2031-03-02").output)


def test_the_help_lists_every_command_by_what_it_is_for(run):
    shown = run("--help").output
    assert re.findall(r"^(\w[^:\n]+):\n", shown, re.MULTILINE) == ["Options", *(title for title, _ in SECTIONS)]
    assert re.findall(r"^  ([a-z]+)  ", shown, re.MULTILINE) == [name for _, names in SECTIONS for name in names]
    assert "..." not in shown.partition("Options:")[2]


def test_colour_ends_where_the_word_ends_that_it_is_for(dossier, monkeypatch):
    """The stance is in bold green, what the reader must know of it in red, and the words that it is about are not."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = CliRunner().invoke(main, ["positions"], color=True).output
    assert re.search(r"\x1b\[1;32mopen\x1b\[0m\x1b\[1;31m \((denied, )?contradicted\)\x1b\[0m", shown)
    assert (
        "\x1b[1;36mNorvia\x1b[0m\x1b[1m open\x1b[0m, withdrawal"
        in CliRunner().invoke(main, ["why", CLAIM["leave"]], color=True).output
    )


def test_search_brackets_what_it_found_where_there_is_no_colour(dossier, run):
    assert "[leave] the [valley]" in run("search", "leave", "valley").output


@pytest.mark.parametrize("command", [*LISTINGS], ids=str)
def test_a_question_without_an_answer_says_so(dossier, run, command):
    done = run(command, "--side", "Sund", "--until", "2030-01-01")
    assert done.exit_code == 0
    assert re.search(r"(fit|moved|fits)\.$", done.output.strip())


def test_a_brief_without_a_day_is_of_the_last_24_hours(dossier, run):
    done = run("brief")
    assert done.exit_code == 0
    assert "24 hours up to" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("positions", "--side", "Norvai"), "memcon: There is no side 'Norvai' here. Did you mean Norvia?"),
        (("positions", "--since", "tomorrow"), "'tomorrow' is no day. Write it as YYYY-MM-DD."),
        (("positions", "--json", "--csv"), "--json and --csv do not go together. Choose one."),
        (("brief", *SINCE, "--out", "brief.doc"), "End it in .md, .html or .pdf"),
        (("brief", *SINCE, "--until", "2031-02-01"), "is before 2031-03-01"),
        (("brief", *SINCE, "--out", "no/such/folder.md"), "Name a file that can be written"),
        (("search", "-x"), "no word to look for"),
        (("positions", "--dossier", "nowhere"), "there is no such dossier. Make one with `memcon init nowhere`."),
        (("merge", "Sund", "Sund"), "are one already: Sund"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_an_error_says_what_to_do(dossier, run, arguments, said):
    done = run(*arguments)
    assert done.exit_code in {1, 2}
    assert said in re.sub(r"\s+", " ", done.output + done.stderr)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_helps_with_an_example(run, command):
    done = run(command.name, "--help")
    assert f"memcon {command.name}" in done.output.partition("Examples:")[2]


def test_what_is_not_gathered_yet_is_said(dossier, run):
    with store.open(dossier).writing() as connection:
        connection.execute(update(articles).where(articles.c.id == "n5").values(gathered=False))
    done = run("positions", "--json")
    assert done.stderr == "memcon: 1 article is not in this answer yet. `memcon add` gathers what it added.\n"
    assert json.loads(done.stdout.splitlines()[0])


# -- for programs


@pytest.mark.parametrize("command", LISTINGS)
def test_json_and_csv_hold_the_same_rows(dossier, run, command):
    rows = [json.loads(line) for line in run(command, "--json").output.splitlines()]
    table = list(csv.DictReader(io.StringIO(run(command, "--csv").output)))
    assert rows
    assert [list(row) for row in table] == [list(row) for row in rows]
    assert [row.get("claim", row.get("origin")) for row in table] == [
        row.get("claim", row.get("origin")) for row in rows
    ]


def test_why_and_search_give_json(dossier, run):
    tree = json.loads(run("why", CLAIM["leave"], "--json").output)
    assert [branch["articles"] for branch in tree["branches"]] == [3, 1]
    found = json.loads(run("search", "leave", "--json").output)
    assert {"text": "leave", "hit": True} in found["claims"][0]["words"]


# -- articles that mean harm


@pytest.mark.parametrize("arguments", SHOWING, ids=lambda arguments: arguments[0])
def test_no_article_commands_the_terminal(hostile, run, arguments):
    done = run(*arguments, input="q\n")
    assert done.exit_code == 0, done.output
    assert not COMMANDING.search(done.output.replace("\n", ""))


@pytest.mark.parametrize("command", LISTINGS)
def test_no_cell_is_a_formula(hostile, run, command):
    cells = [cell for row in csv.reader(io.StringIO(run(command, "--csv").output)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("arguments", [*((name, "--json") for name in LISTINGS), ("why", CLAIM["call"], "--json")])
def test_json_is_ascii_and_says_what_the_article_says(hostile, run, arguments):
    output = run(*arguments).output
    assert output.isascii()
    assert not COMMANDING.search(output.replace("\n", ""))
    assert any(EVIL in words for line in output.splitlines() for words in strings(json.loads(line)))


def strings(value):
    """Every string in a value of JSON."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [words for one in inner for words in strings(one)]


def test_markdown_takes_no_orders_from_an_article(hostile, run):
    text = run("brief", *SINCE, "--format", "md").output
    bare = re.sub(r"\\.", "", text)
    assert "<script" not in bare
    assert not re.search(r"!\[|\]\((?!#)", bare)
    assert "javascript:" not in re.sub(r"\[x\]|x\(javascript:alert\(1\)\)", "", bare)
    assert "code" in bare


class Elements(HTMLParser):
    """Lists every element with its attributes, and the text."""

    def __init__(self, text):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_a_page_runs_and_fetches_nothing(hostile, run):
    page = Elements(run("brief", *SINCE, "--format", "html").output)
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "img", "iframe", "object", "link", "base", "form"}
    assert not [name for _, attributes in page.found for name in attributes if name.startswith("on") or name == "style"]
    links = {attributes["href"] for tag, attributes in page.found if tag == "a"}
    assert all(link.startswith("#") for link in links)
    assert "<script>alert(1)</script>" in page.text
    (policy,) = (a["content"] for tag, a in page.found if a.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'", policy)


def test_a_pdf_shows_the_words_and_leads_nowhere(hostile, run):
    assert run("brief", *SINCE, "--out", "brief.pdf").exit_code == 0
    reader = pypdf.PdfReader(hostile / "brief.pdf")
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "<script>alert(1)</script>" in re.sub(r"\s+", " ", text)
    kinds = {note.get_object().get("/A", {}).get("/S") for page in reader.pages for note in page.get("/Annots", [])}
    assert kinds <= {None}
    assert "/OpenAction" not in reader.trailer["/Root"]


# -- the memorandum's forms


def test_a_pdf_has_its_title_its_links_and_is_the_same_every_time(dossier, run):
    for name in ("a.pdf", "b.pdf"):
        assert run("brief", *SINCE, "--out", name).exit_code == 0
    assert (dossier / "a.pdf").read_bytes() == (dossier / "b.pdf").read_bytes()
    reader = pypdf.PdfReader(dossier / "a.pdf")
    assert reader.metadata.title == f"Memorandum, {dossier.name}: 1 Mar 2031 to 13 Mar 2031"
    addresses = {
        note.get_object().get("/A", {}).get("/URI") for page in reader.pages for note in page.get("/Annots", [])
    }
    assert "https://example.org/n1?a=1&b=2" in addresses
    inner = [note for page in reader.pages for note in page.get("/Annots", []) if "/Dest" in note.get_object()]
    assert len(inner) > 10
    assert [entry.title for entry in reader.outline][:2] == ["What changed", "Contacts"]


def test_a_page_can_be_read_without_eyes(dossier, run):
    """One title, headings in order, every link with somewhere to go and words that say where."""
    page = Elements(run("brief", *SINCE, "--format", "html").output)
    assert next(attributes for tag, attributes in page.found if tag == "html")["lang"] == "en"
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    names = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(names) == len(set(names))
    links = [attributes for tag, attributes in page.found if tag == "a"]
    assert {link["href"][1:] for link in links if link["href"].startswith("#")} <= set(names)
    assert all(link.get("aria-label") for link in links if re.match("#(note-|[a-z]+-[0-9])", link["href"]))
    assert "https://example.org/n1?a=1&b=2" in {link["href"] for link in links}


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_every_screen_and_its_policy_is_kept(dossier, run, browser, width):
    run("brief", *SINCE, "--out", "brief.html")
    page = browser.new_page(viewport={"width": width, "height": 800})
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"file://{dossier / 'brief.html'}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('.what')).fontWeight") == "700"
    assert said == []
    page.close()


def test_the_form_is_told_by_the_name_of_the_file(dossier, run):
    for name in ("a.md", "b.html", "c.pdf"):
        assert run("brief", *SINCE, "--out", name).exit_code == 0
    starts = [(dossier / name).read_bytes()[:9] for name in ("a.md", "b.html", "c.pdf")]
    assert [start.split(b"-")[0] for start in starts] == [b"# Memoran", b"<!doctype", b"%PDF"]


# -- decisions


def test_a_review_keeps_each_decision_at_once(dossier, run):
    done = run(
        "review", "--claim", CLAIM["leave"], "--who", "ana", input="x\nr\nc\nstance=offers\nc\nstance=offer\nq\n"
    )
    assert "Press one of a, r, c, s, q" in done.output
    assert "'offers' is no stance. Choose of demand, offer" in done.output
    assert done.output.endswith(
        "1 rejected, 1 corrected. It is in force, and stays so whatever reads the articles again.\n"
    )
    assert run("review", "--export", "gold.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (dossier / "gold.jsonl").read_text("utf-8").splitlines()]
    told = [(one["verdict"], one["fields"], one["who"]) for row in rows for one in row["decisions"]]
    assert sorted(told, key=str) == [("correct", {"stance": "offer"}, "ana"), ("reject", {}, "ana")]


def test_a_review_ends_with_the_input(dossier, run):
    done = run("review", input="a\n")
    assert done.exit_code == 0
    assert "1 accepted." in done.output


def test_who_is_who_is_decided_by_name(dossier, run):
    assert run("merge", "Sund", "Norvia").output.startswith("Sund is Norvia.")
    assert run("split", "Eva Lind").output.split()[:3] == ["1", "E.", "Lind"]
    assert run("split", "Eva Lind", "E. Lind").output.startswith("In 1 article, E. Lind is somebody else.")


def test_a_merge_can_be_taken_back(dossier, run):
    assert "memcon unmerge Sund" in run("merge", "Sund", "Norvia").output
    assert run("unmerge", "norvia").output.startswith("Sund is not Norvia.")
    assert run("unmerge", "Norvia").stderr.startswith("memcon: No merge names 'Norvia'. Of those decided: none is")


def test_persons_of_different_sides_are_not_joined_unasked(dossier, run):
    with store.open(dossier / "docket.db") as docket, docket.writing() as connection:
        row = {"id": "aone", "kind": "person", "name": "Ana Ruiz", "side": "asun"}
        like = connection.execute(select(actors).where(actors.c.id == "alin")).one()._asdict()
        connection.execute(insert(actors), like | row)
    done = run("merge", "Ana Ruiz", "Eva Lind")
    assert done.exit_code == 2
    assert "They stand on different sides: Ana Ruiz for Sund and Eva Lind for Norvia." in done.stderr
    assert run("merge", "Ana Ruiz", "Eva Lind", "--yes").output.startswith("Ana Ruiz is Eva Lind.")


def test_every_command_is_behind_the_door():
    assert {command.name for command in COMMANDS} <= set(main.commands)
