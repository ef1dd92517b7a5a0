"""What a rule's name leads to in the codebook."""

import pytest

from memcon.codebook.entries import entry
from memcon.codebook.events import lexicon
from memcon.codebook.states import scale

FILE = """# A toy.
verbs:
  demand:
    on do: insist
    thing: >-
      want seek
      put+forward

  reject: {thing: refuse}
  # What follows is a list.
entries:
  - id: meet
    verbs: meet
    needs: pair
  - id: call
    verbs: call
words: [off the table, unacceptable]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "toy.yaml").write_text(FILE, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        ("entries/meet", 12, ["  - id: meet", "    verbs: meet", "    needs: pair"]),
        ("meet", 12, ["  - id: meet", "    verbs: meet", "    needs: pair"]),
        ("entries/1", 15, ["  - id: call", "    verbs: call"]),
        ("verbs/demand/insist", 4, ["    on do: insist"]),
        ("verbs/demand/put+forward", 5, ["    thing: >-", "      want seek", "      put+forward"]),
        ("verbs/reject", 9, ["  reject: {thing: refuse}"]),
        ("words", 17, ["words: [off the table, unacceptable]"]),
        ("off the table", 17, ["words: [off the table, unacceptable]"]),
        ("verbs/none", 2, ["verbs:"]),
    ],
)
def test_a_rule_leads_to_its_lines(folder, path, line, text):
    found = entry(f"toy.yaml#{path}", folder)
    assert (found.file, found.line, list(found.text)) == ("toy.yaml", line, text)


def test_a_rule_of_no_file_has_no_lines(folder):
    assert entry("none.yaml#a", folder).line == 0


def test_of_a_long_entry_the_lines_with_the_word_are_shown(folder):
    words = "\n".join(f"  word{n}" for n in range(30))
    (folder / "long.yaml").write_text(f"nouns: >-\n{words}\n", "utf-8")
    assert entry("long.yaml#nouns/word7", folder).text == ("nouns: >-", "…", "  word7", "…")


def test_every_event_and_state_of_the_codebook_can_be_shown():
    rules = {one.rule for those in lexicon().verbs.values() for one in those} | {one.rule for one in scale().patterns}
    assert [rule for rule in rules if not entry(rule).line or not entry(rule).text] == []
