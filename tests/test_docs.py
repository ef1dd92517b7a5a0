"""The docs tell the truth: what they show is what the commands print, and nothing is left out."""

import re

import click
import pytest

from docs import generate

ROOT = generate.ROOT
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").glob("*.md"))]


def name(path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", [page for page in PAGES if "```console" in page.read_text("utf-8")], ids=name)
def test_a_shown_command_prints_what_is_shown(page):
    """Out of date? `make docs` writes it anew."""
    text = page.read_text("utf-8")
    assert generate.with_output(text) == text


@pytest.mark.parametrize("page", ["model-card.md", "evaluation.md"])
def test_a_page_shows_the_pinned_figures(page):
    """Out of date? `make docs` writes it anew."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert generate.FIGURES.search(text)
    assert generate.with_figures(text) == text


def test_the_readme_shows_a_chain_on_its_first_screen():
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:40])
    (block,) = generate.BLOCK.finditer(first_screen)
    assert block["command"].startswith("memcon why")
    assert re.search("per .+ → ", block["output"])


def test_the_reference_is_up_to_date():
    """Out of date? `make docs` writes it anew."""
    assert generate.REFERENCE.read_text("utf-8") == generate.reference()


def options(command, path="memcon"):
    """Every (command, option) behind the door, with what its help says."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield path, parameter
    for child in getattr(command, "commands", {}).values():
        yield from options(child, f"{path} {child.name}")


@pytest.mark.parametrize(
    ("command", "option"), [*options(generate.door)], ids=lambda value: getattr(value, "name", value)
)
def test_an_option_says_what_it_does_and_stands_in_the_reference(command, option):
    assert option.help
    section = generate.REFERENCE.read_text("utf-8").split(f"### `{command}`\n")[1].split("\n### ")[0]
    assert f"`{option.opts[0]}`" in section


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_link_leads_somewhere(page):
    text = page.read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_an_outdated_page_is_found(monkeypatch):
    monkeypatch.setattr(generate, "printed", lambda _: "other\n")
    assert generate.with_output("```console\n$ memcon\nold\n```\n") == "```console\n$ memcon\nother\n```\n"
