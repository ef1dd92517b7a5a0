"""A dossier's parties and people in an article: one name, kind, side, office; every sentence is invented."""

from dataclasses import replace

import pytest

from memcon import codebook
from memcon.coding import code
from memcon.coding.code import view_of
from memcon.coding.issues import weigh
from memcon.spans import Span
from tests.readings import reading

DOSSIER = """
parties:
  - name: Harbour Guild
    aliases: [HG, the Guild]
    wikidata: Q42
    bodies: [Strike Committee]
    people:
      - {name: Marta Oduya-Lind, aliases: [M. Oduya], role: chief negotiator, since: 2031-02}
      - {name: Tomas Brandt, role: president, until: 2031-01-31}
  - name: Norvia
    kind: state
    demonyms: [Norvian]
    people: [{name: Jon Skarre, role: transport minister}]
people:
  - {name: Ines Falk, role: mediator}
"""


@pytest.fixture
def entities(tmp_path):
    """Code a marked text, published on a day, under the dossier; return entities by name."""
    (tmp_path / "dossier.yaml").write_text(DOSSIER, "utf-8")
    book = codebook.opened(tmp_path)

    def found(marked, published="2031-03-11"):
        made = reading(marked)
        with codebook.in_force(book):
            coding = code(replace(made, article=replace(made.article, published=published)))
        return {one.name: one for one in coding.entities}

    return found


def test_all_names_of_a_party_are_one_entity_and_its_own_side(entities):
    found = entities("{organisation Harbour Guild} left. {organisation HG} stayed. The {person Guild} waited.")
    assert list(found) == ["Harbour Guild"]
    guild = found["Harbour Guild"]
    assert (guild.kind, guild.side, guild.wikidata, len(guild.mentions)) == ("organisation", guild.id, "Q42", 3)


def test_a_body_is_on_the_side_of_its_party_though_the_article_does_not_name_it(entities):
    found = entities("The {organisation Strike Committee} met.")
    assert found["Strike Committee"].side == found["Harbour Guild"].id
    assert found["Harbour Guild"].mentions == ()


def test_a_person_has_one_name_the_side_and_the_office(entities):
    found = entities("{person M. Oduya} left. {person Oduya-Lind} came back. {organisation HG} waited.")
    assert list(found) == ["Marta Oduya-Lind", "Harbour Guild"]
    person = found["Marta Oduya-Lind"]
    assert person.side == found["Harbour Guild"].id
    assert [(role.title, role.of) for role in person.roles] == [("chief negotiator", person.side)]


@pytest.mark.parametrize(
    ("published", "title"), [("2031-01-31T12:00:00Z", ["president"]), ("2031-02-01", []), (None, [])]
)
def test_an_office_holds_for_its_time(entities, published, title):
    assert [role.title for role in entities("{person Brandt} left.", published)["Tomas Brandt"].roles] == title


def test_a_namesake_with_another_given_name_is_somebody_else(entities):
    found = entities("{person Karin Brandt} left. {person Brandt} came back.")
    assert list(found) == ["Karin Brandt"]


def test_a_given_name_alone_is_nobody(entities):
    assert "Ines Falk" not in entities("{person Ines} left.")


def test_a_state_that_memcon_does_not_know(entities):
    found = entities("{nationality Norvian} envoys left. {person Skarre} stayed.")
    assert (found["Norvia"].kind, found["Norvia"].side) == ("state", found["Norvia"].id)
    assert found["Jon Skarre"].side == found["Norvia"].id


def test_somebody_of_no_party_has_an_office_and_no_side(entities):
    falk = entities("{person Falk} waited.")["Ines Falk"]
    assert (falk.side, falk.roles[0].title) == (None, "mediator")


def test_a_name_that_the_model_missed_is_found(entities):
    assert entities("Talks with Harbour Guild went on.")["Harbour Guild"].mentions


def test_a_name_of_which_the_model_found_a_part_is_found_whole(entities):
    found = entities("Talks with Harbour {place Guild} went on. The {organisation Miners HG League} waited.")
    assert (next(iter(found)), "Guild" in found, "Miners HG League" in found) == ("Harbour Guild", False, True)
    assert len(found["Harbour Guild"].mentions) == 1


def test_without_a_dossier_nobody_is_known(entities):
    entities("{organisation HG} met.")
    assert [(one.name, one.wikidata) for one in code(reading("{organisation HG} met.")).entities] == [("HG", None)]


def test_a_name_is_no_issue(tmp_path):
    """`port` speaks for an issue; in a company's name it says nothing of it."""
    (tmp_path / "dossier.yaml").write_text("parties: [Northern Ports]\n", "utf-8")
    made = reading("{organisation Northern Ports} met officials on ports.")
    with codebook.in_force(codebook.opened(tmp_path)):
        syntax = view_of(made).syntax
    assert [bool(weigh(syntax, [Span(*span)])) for span in ((0, 14), (15, 46))] == [False, True]


def test_a_party_without_a_mention_can_be_whom_both_sides_denote(tmp_path, monkeypatch):
    """Nothing but Oduya-Lind stands for the Guild; it stays in the record without a mention of its own."""
    (tmp_path / "dossier.yaml").write_text(DOSSIER, "utf-8")
    with codebook.in_force(codebook.opened(tmp_path)):
        found = view_of(reading("{person Oduya-Lind} left both sides.")).scene.entities
    (guild,) = found._members.parties()
    monkeypatch.setattr(found.who, "denoted", lambda _: (guild,))
    assert found.denoted(2) == (guild,)
    assert [(one.name, one.mentions) for one in found.numbered()[0]][1:] == [("Harbour Guild", ())]
