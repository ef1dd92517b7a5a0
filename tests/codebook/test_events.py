"""Event files: memcon's own are whole, a user's are read beside them, and a fault says where it is."""

import pytest

from memcon.codebook.events import TYPES, lexicon
from memcon.codebook.forms import verb_forms
from memcon.codebook.grammar import grammar
from memcon.codebook.inforce import Book, in_force
from memcon.errors import BadCodebook

IRREGULAR = {
    "airstrike",
    "be",
    "come",
    "go",
    "lambast",
    "retake",
    "see",
    "shake",
    "strike",
    "take",
    "undertake",
    "write",
}


def entries():
    book = lexicon()
    found = (
        entry for words in (book.verbs, book.nouns, book.adjectives) for listed in words.values() for entry in listed
    )
    return {entry.rule: entry for entry in found}.values()


def user_file(folder, text):
    (folder / "events").mkdir()
    (folder / "events" / "mine.yaml").write_text(text, "utf-8")
    return folder


def test_every_type_has_entries():
    assert {entry.event_type for entry in entries()} == set(TYPES)


def test_no_two_entries_go_by_one_name():
    names = [(entry.event_type, entry.id) for entry in entries()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("verb", sorted({verb.split()[0] for verb in lexicon().verbs} - IRREGULAR))
def test_every_form_of_a_verb_leads_back_to_it(verb):
    assert {grammar().lemma(form) for form in verb_forms(verb)} == {verb}


def test_a_users_entries_stand_beside_memcons(tmp_path):
    text = "type: CONSULT\nentries:\n  - id: palaver\n    mode: meet\n    verbs: palaver\n    recipient: with\n"
    with in_force(Book(folder=user_file(tmp_path, text))):
        book = lexicon()
    assert [entry.rule for entry in book.verbs["palaver"]] == ["dossier/events/mine.yaml#palaver"]
    assert "meet" in book.verbs
    assert "palaver" not in lexicon().verbs


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("type: PARLEY\nentries: []\n", "events/mine.yaml:1: no event type is called `PARLEY`"),
        ("type: CONSULT\nentries:\n  - id: x\n    verb: meet\n", "no entry has a `verb`"),
        ("type: CONSULT\nentries:\n  - id: x\n    mode: meet\n", "this entry has no words"),
        ("type: CONSULT\nentries:\n  - id: x\n    verbs: meet\n    needs: two\n", "`two` is no needs"),
    ],
)
def test_a_fault_says_where_and_what(tmp_path, text, fault):
    text = text.replace("entries: []", "entries:\n  - id: x\n    verbs: y")
    with in_force(Book(folder=user_file(tmp_path, text))), pytest.raises(BadCodebook, match=fault.replace("`", ".")):
        lexicon()
