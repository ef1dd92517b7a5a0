"""A dossier is read and checked, a fault says where it is, and what it says is in force for a run alone."""

import re
import threading
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon import codebook
from memcon.article import outlets
from memcon.codebook.agenda import agenda
from memcon.codebook.dossier import parsed
from memcon.codebook.entries import entry
from memcon.codebook.inforce import OWN, current, during, in_force
from memcon.codebook.people import actors
from memcon.codebook.stances import stances
from memcon.codebook.states import scale
from memcon.codebook.templating import begun
from memcon.errors import BadCodebook, MemconError


@pytest.fixture
def dossier(tmp_path):
    """Write a dossier, and files of its codebook by name; return its path."""

    def written(text, **files):
        for name, content in files.items():
            path = tmp_path / "codebook" / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        (tmp_path / "dossier.yaml").write_text(text, "utf-8")
        return tmp_path / "dossier.yaml"

    return written


# -- what is wrong, where, and what to do

PARTY = "parties:\n  - name: Guild\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name: x\npartys: []\n", "2: there is no key `partys` here. Did you mean `parties`?"),
        ("name: x\nquux: 1\n", "2: there is no key `quux` here. Use codebook, feeds, issues, name"),
        (PARTY + "    knid: state\n", "3: there is no key `knid` here. Did you mean `kind`?"),
        (PARTY + "    kind: union\n", "3: no party is a `union`. Use state or organisation."),
        (PARTY + "    iso: norway\n", "3: `norway` is no ISO 3166 code. Write its two capital letters."),
        (PARTY + "    wikidata: '42'\n", "3: `42` is no Wikidata id. Write it as Q42."),
        (PARTY + "    aliases: HG\n", "3: `aliases` must be a list of names. Write `aliases: [one, another]`."),
        (PARTY + "    people:\n      - role: envoy\n", "4: `name` is missing. Add `name: …`."),
        (PARTY + "    people:\n      - {name: A, since: May 2024}\n", "4: `May 2024` is no day. Write YYYY-MM-DD"),
        (PARTY + "    people:\n      - {name: A, since: 2024-05, until: 2024-04-30}\n", "4: `until: 2024-04-30` is before"),
        (PARTY + "  - name: guild\n", "3: `guild` is also on line 2. Leave the name in one of the two places."),
        (PARTY + "  - name: Other\n    bodies: [Guild]\n", "4: `Guild` is also on line 2."),
        ("people:\n  - {name: A}\n  - {name: A}\n", "3: `A` is also on line 2."),
        ("parties: Guild\n", "1: `parties` must be a list. Begin every entry with `- `."),
        ("parties:\n  -\n", "2: this entry is empty. Write `name: …`, or take it out."),
        ("issues:\n  Port Fees: {words: [fee]}\n", "2: `Port Fees` is no id. Use small letters"),
        ("issues:\n  fees:\n", "2: `fees` says nothing. Write `description: …` and `words: […]` below."),
        ("issues:\n  fees: {description: ''}\n", "2: `fees` says nothing."),
        ("issues:\n  fees:\n    words:\n      - fee*\n      - due*much\n", "5: `much` is no weight."),
        ("issues:\n  fees: {words: [fe-]}\n", "2: the stem `fe-` is too short."),
        ("outlets:\n  - {name: TT, domains: ['https://tt.example/']}\n", "2: `https://tt.example/` is no host."),
        ("feeds: [tt.example/feed]\n", "1: `tt.example/feed` is no address. Write it as https://"),
        ("codebook: mine\n", "1: there is no folder"),
        ("name: x\nparties: [\n", "3: not YAML:"),
        ("name: x\nname: y\n", "2: `name` stands here twice. Join the two."),
        ("- one\n", "1: a codebook file is a mapping."),
        ("name: &n x\nparties: [*n]\n", "2: `*` refers to something else here. Write it out, or quote it as text."),
        ("parties: &p [*p]\n", "1: `*` refers to something else here."),
        (f"name: x\nparties: {'[' * 5000}{']' * 5000}\n", "2: this nests more than 20 levels deep. Write it flatter."),
        ("name: [a, b]\n", "1: `name` must be one text. Write `name: …` on one line."),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_what_to_do(dossier, text, fault):
    path = dossier(text)
    with pytest.raises(BadCodebook, match=rf"^{re.escape(str(path))}:{re.escape(fault)}"):
        codebook.opened(path)


def test_a_dossier_that_is_not_there(tmp_path):
    with pytest.raises(BadCodebook, match=r"there is no such dossier\. Make one with `memcon init"):
        codebook.opened(tmp_path)


def test_a_dossier_that_is_no_text(tmp_path):
    (tmp_path / "dossier.yaml").write_bytes(b"name: x\nparties: [\xff]\n")
    with pytest.raises(BadCodebook, match=r"dossier\.yaml:2: this is not UTF-8\."):
        codebook.opened(tmp_path)


@pytest.mark.parametrize("example", [False, True])
def test_what_init_writes_is_valid_as_it_stands(tmp_path, example):
    path, is_new = begun(tmp_path / 'No: "talks" #1', example=example)
    assert is_new
    assert codebook.opened(path).dossier.name == 'No: "talks" #1'


def test_the_worked_example_of_the_template_is_valid(tmp_path):
    """With the # taken away, every key that the template explains is there and is understood."""
    path, _ = begun(tmp_path / "port")
    lines = path.read_text("utf-8").splitlines()
    example = re.compile(r"# ( +(?:-|[\w-]+:)| *- |(?:parties|people|issues|outlets|feeds):)")
    path.write_text("\n".join(line[2:] if example.match(line) else line for line in lines), "utf-8")
    found = codebook.opened(path).dossier
    known = [found.parties, found.people, found.issues, found.outlets, found.feeds]
    assert [len(one) for one in known] == [3, 1, 2, 1, 2]
    assert [party.kind for party in found.parties] == [None, None, "state"]


def test_nothing_is_made_twice(tmp_path):
    path, _ = begun(tmp_path / "port")
    path.write_text("name: mine\n", "utf-8")
    assert begun(tmp_path / "port") == (path, False)
    assert path.read_text("utf-8") == "name: mine\n"


def test_a_dossier_where_a_file_stands(tmp_path):
    (tmp_path / "port").touch()
    with pytest.raises(MemconError, match=r"port is no folder\. Give another name"):
        begun(tmp_path / "port")


# -- what it says is in force, and memcon's own as before after it


def test_yaml_does_not_take_names_for_something_else(dossier):
    """Norway is no `false`, a year is no number, a day no date."""
    path = dossier("parties:\n  - {name: Norway, iso: NO, people: [{name: Yes, since: 2024, until: 2024-05-01}]}\n")
    (party,) = codebook.opened(path).dossier.parties
    assert (party.iso, party.people[0].name, party.people[0].since) == ("NO", "Yes", "2024")


def test_a_state_is_known_by_the_dossiers_names_and_the_codebooks(dossier):
    path = dossier("parties:\n  - {name: Noreg, iso: NO, aliases: [Norge]}\n  - {name: Norvia, kind: state}\n")
    with in_force(codebook.opened(path)):
        states = codebook.load().states
        assert {states[name] for name in ("Norway", "Noreg", "Norwegian", "Oslo", "Norge")} == {("NO", "Noreg")}
        assert states["Norvia"].name == "Norvia"
    assert codebook.load().states["Oslo"].name == "Norway"
    assert "Norvia" not in codebook.load().states


def test_a_listed_organisation_keeps_its_other_names(dossier):
    path = dossier("parties:\n  - {name: The Bloc, aliases: [European Union], called: [club]}\n")
    with in_force(codebook.opened(path)):
        body = actors().bodies_named["EU"]
    assert (body.name, body.called) == ("The Bloc", {"bloc", "union", "club"})


def test_issues_are_added_and_added_to(dossier):
    text = "issues:\n  crane-automation: {words: [crane, remote pilotage*6]}\n  pay-and-work: {words: [container royalty]}\n"
    with in_force(codebook.opened(dossier(text))):
        own = agenda()
    signs = {sign.issue: sign.weight for word in ("cranes", "remote", "container") for sign in own.signs(word)}
    assert signs == {"crane-automation": 6.0, "pay-and-work": 4.0}
    assert own.descriptions["crane-automation"] == "crane, remote pilotage"
    assert own.descriptions["pay-and-work"] == agenda().descriptions["pay-and-work"]
    assert agenda().signs("cranes") == ()


def test_outlets_are_known_by_name_signature_and_host(dossier):
    path = dossier("outlets:\n  - {name: Tide Table, domains: [tidetable.example], aliases: [TT]}\n")
    with in_force(codebook.opened(path)):
        found = [outlets.named("tide table"), outlets.named("TT"), outlets.of_url("https://m.tidetable.example/1")]
        assert outlets.named("Reuters") == "Reuters"
    assert found == ["Tide Table"] * 3
    assert outlets.named("Tide Table") is None


# -- a codebook of one's own


def test_lists_are_added_to_and_values_replaced(dossier):
    path = dossier(
        "name: x\n",
        stances="verbs:\n  demand:\n    thing: hanker+after\nturns: {accept: reject}\n",
        states="patterns:\n  - {state: deadlocked, words: ran aground}\n",
    )
    with in_force(codebook.opened(path)):
        assert ("hanker" in stances().verbs, "demand" in stances().verbs) == (True, True)
        assert stances().turns["accept"] == "reject"
        pattern = scale().patterns[0]
        assert (pattern.state, pattern.rule) == ("deadlocked", "dossier/states.yaml#patterns/0")
        assert entry(pattern.rule).text[0].strip() == "- {state: deadlocked, words: ran aground}"
        assert scale().patterns[1].rule == "states.yaml#patterns/0"
    assert "hanker" not in stances().verbs


def test_what_is_to_be_replaced_stands_alone(dossier):
    path = dossier(
        "name: x\n", stances="replace: [verbs/urge, points]\npoints: dot\nverbs:\n  urge:\n    thing: nudge\n"
    )
    with in_force(codebook.opened(path)):
        assert stances().points == {"dot", "dots"}
        urging = {verb for verb, frames in stances().verbs.items() for one in frames if one.stance == "urge"}
    assert urging == {"nudge", "nudges", "nudged", "nudging"}


def test_an_event_of_the_same_file_and_id_takes_the_place_of_memcons(dossier):
    from memcon.codebook.events import lexicon

    path = dossier("name: x\n", events__consult="type: CONSULT\nentries:\n  - {id: meet, verbs: palaver, mode: meet}\n")
    with in_force(codebook.opened(path)):
        rules = [one.rule for those in lexicon().verbs.values() for one in those if one.id == "meet"]
    assert set(rules) == {"dossier/events/consult.yaml#meet"}


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"stances": "verbs:\n  beg:\n    thing: ask\n"}, "stances.yaml:3: no stance is called `beg`"),
        ({"stances": "verb:\n  urge: x\n"}, "stances.yaml:2: no `verb` is in memcon's stances.yaml. Did you mean `verbs`?"),
        ({"stances": "verbs: x\n"}, "stances.yaml:1: `verbs` is a mapping in memcon's own file. Write it alike."),
        ({"states": "patterns:\n  - {state: lost, words: x}\n"}, "states.yaml:2: no state is called `lost`"),
        ({"stance": "a: b\n"}, "stance.yaml:1: no file of the codebook is called `stance.yaml`. Did you mean `stances.yaml`?"),
        ({"events__mine": "type: CONSULT\nentries:\n  - {id: x, verb: y}\n"}, "events/mine.yaml:3: no entry has a `verb`"),
        ({"events__mine": "type: CONSULT\nentries:\n  - {id: [x], verbs: y}\n"}, "events/mine.yaml:3: `['x']` is no id"),
        ({"stances": "no: x\n"}, "stances.yaml:1: no `False` is in memcon's stances.yaml"),
    ],
)  # fmt: skip
def test_a_fault_in_a_users_file_is_told_with_its_path(dossier, files, fault):
    path = dossier("name: x\n", **files)
    with pytest.raises(BadCodebook, match=rf"^{re.escape(str(path.parent / 'codebook'))}/{re.escape(fault)}"):
        codebook.opened(path)


# -- the stamp, and whose book is in force


def test_the_stamp_changes_with_what_is_read_by(dossier):
    first = codebook.opened(dossier("name: x\n")).stamp
    feeds_alone = codebook.opened(dossier("name: y\nfeeds: [https://tt.example/f.xml]\n")).stamp
    party = codebook.opened(dossier("name: y\nparties: [Guild]\n")).stamp
    files = codebook.opened(dossier("name: y\nparties: [Guild]\n", stances="points: dot\n")).stamp
    assert first == feeds_alone
    assert len({OWN.stamp, first, party, files}) == 4
    assert codebook.opened(None) is OWN


def test_a_file_that_changed_is_read_again(dossier):
    before = codebook.opened(dossier("feeds: [https://tt.example/f.xml]\n"))
    assert codebook.opened(dossier("feeds: [https://tt.example/f.xml]\n")) is before
    assert len(codebook.opened(dossier("feeds: []\n")).dossier.feeds) == 0


def test_the_steps_of_a_run_have_its_book_and_its_taker_has_not(dossier):
    book = codebook.opened(dossier("outlets: [{name: Tide Table}]\n"))

    def steps():
        for _ in range(2):
            yield current(), outlets.named("Tide Table")

    for one in during(book, steps()):
        assert one == (book, "Tide Table")
        assert (current(), outlets.named("Tide Table")) == (OWN, None)


def test_a_thread_has_its_own_book(dossier):
    seen = []
    with in_force(codebook.opened(dossier("name: x\n"))):
        thread = threading.Thread(target=lambda: seen.append(current()))
        thread.start()
        thread.join()
    assert seen == [OWN]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_mistyped_is_a_fault_with_its_line_or_is_well(tmp_path, data):
    """One line of the example is left out, moved, doubled or made into something else."""
    lines = resources.files("memcon.codebook").joinpath("templates", "example.yaml").read_text("utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    line, junk = (
        lines[at],
        data.draw(st.sampled_from(["", "- x", "[[a]]", "{no: 3}", "x: [", "&", "*", "'", "\t", "5", "~"])),
    )
    head = line.partition(":")[0]
    lines[at : at + 1] = data.draw(
        st.sampled_from([[], [f"  {line}"], [line[2:]], [line, line], [f"{head}: {junk}"], [junk], [line, junk]])
    )
    (tmp_path / "dossier.yaml").write_text("\n".join(lines), "utf-8")
    told = ""
    try:
        parsed(tmp_path / "dossier.yaml")
    except BadCodebook as fault:
        told = str(fault)
    assert re.fullmatch(rf"(?:{re.escape(str(tmp_path))}/dossier\.yaml:\d+: .+[.?])?", told)
