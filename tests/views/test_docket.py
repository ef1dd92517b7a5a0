"""What the docket answers: by what was published by then, with who stands behind it."""

import sys

import pytest
from sqlalchemy import update

import memcon
from memcon.errors import MemconError, MissingLibrary, UnknownName
from memcon.store.deciding import decided
from memcon.store.records import record
from memcon.store.tables import tellings
from memcon.views.docket import Docket, lines
from tests.dockets import CLAIM, filled

LEAVE, STAY, DENIAL = CLAIM["leave"], CLAIM["stay"], CLAIM["denial"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def docket(request, new_address):
    """The same on both databases."""
    address = new_address(request.param, lambda: request.getfixturevalue("postgresql_server"))
    with Docket(filled(address)) as one:
        yield one


@pytest.fixture
def fresh(docket_address):
    """A docket of the test's own, to be written to."""
    with Docket(filled(docket_address)) as one:
        yield one


def ids(listing):
    return [line.claim for line in listing]


# -- questions


def test_positions_come_with_who_stands_behind_them(docket):
    denial, leave, stay = docket.positions(side="Norvia")
    assert (leave.stance, leave.articles, leave.outlets, leave.independent) == ("open", 4, 4, 2)
    assert leave.origins == ("two officials (Meridian)", "an envoy close to the talks (Beacon)")
    assert leave.contradicted_by == (DENIAL,)
    assert (stay.holder, stay.side, stay.superseded_by) == ("Eva Lind", "Norvia", LEAVE)
    assert denial.factuality == "denied"


@pytest.mark.parametrize(
    ("day", "articles", "origins", "last"),
    [("2031-03-10", 2, 1, "2031-03-10"), ("2031-03-11", 3, 1, "2031-03-11"), ("2031-03-12", 4, 2, "2031-03-12")],
)
def test_as_of_a_day_everything_is_counted_by_what_was_out(docket, day, articles, origins, last):
    (leave,) = (one for one in docket.positions(as_of=day) if one.claim == LEAVE)
    assert (leave.articles, leave.independent, leave.last_seen[:10]) == (articles, origins, last)
    assert leave.contradicted_by == ()


def test_origins_at_least_are_counted_as_of_the_day(docket):
    assert ids(docket.positions(min_origins=2, as_of="2031-03-11")) == []
    assert ids(docket.positions(min_origins=2, as_of="2031-03-12")) == [LEAVE]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"issue": "withdrawal", "since": "2031-03-11", "until": "2031-03-11"}, [LEAVE]),
        ({"until": "2031-03-09"}, [STAY]),
        ({"since": "2031-03-02", "until": "2031-03-09"}, []),
        ({"person": "eva lind"}, [STAY]),
        ({"side": "Eva Lind", "limit": 1}, [DENIAL]),
        ({"origin": "Beacon"}, [LEAVE]),
        ({"origin": "Eva Lind", "offset": 1}, [STAY]),
        ({"side": "Sund"}, []),
    ],
    ids=str,
)
def test_a_question_is_narrowed(docket, asked, found):
    assert ids(docket.positions(**asked)) == found


def test_a_limit_says_that_there_is_more(docket):
    assert [docket.positions(limit=limit).more for limit in (2, 3, None)] == [True, False, False]


def test_a_contact_is_found_by_its_own_day_not_by_the_day_it_was_told(docket):
    (call,) = docket.contacts(since="2031-03-09", until="2031-03-09", side="Sund")
    assert (call.mode, call.parties, call.day) == ("phone call", "Norvia, Sund", "2031-03-09")
    assert not docket.contacts(since="2031-03-10")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"side": "Norvai"}, "Did you mean Norvia?"),
        ({"side": "Atlantis"}, "The sides are Norvia."),
        ({"issue": "withdrawl"}, "Did you mean withdrawal?"),
        ({"origin": "Beakon"}, "Did you mean Beacon?"),
        ({"person": "Eva Lindt"}, "Did you mean Eva Lind?"),
    ],
    ids=str,
)
def test_a_name_that_is_not_there_is_answered_with_near_ones(docket, asked, said):
    with pytest.raises(UnknownName, match=f"There is no {next(iter(asked))} .*{said.replace('?', '.')}"):
        docket.positions(**asked)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "yesterday"}, "is no day. Write it as YYYY-MM-DD"),
        ({"since": "2031-03-10", "until": "2031-03-09"}, "is before"),
        ({"sides": "Norvia"}, "Questions take issue, side, person"),
    ],
    ids=str,
)
def test_a_question_that_cannot_be_asked_says_why(docket, asked, said):
    with pytest.raises(MemconError, match=said):
        docket.positions(**asked)


def test_changes_say_from_where_to_where(docket):
    softened, first = docket.changes(side="Norvia")
    assert (softened.kind, softened.before) == ("softened", "demand: its troops must stay in the valley")
    assert (softened.words, softened.outlet, softened.claim, softened.earlier) == (
        "leave the valley",
        "Meridian",
        LEAVE,
        STAY,
    )
    assert (first.kind, first.before) == ("first", None)
    assert [one.kind for one in docket.changes(since="2031-03-10")] == ["softened"]


def test_the_timeline_puts_each_on_its_day(docket):
    days = [(line.day, line.kind) for line in docket.timeline()]
    told = ("position", "contact", "position", "standing", "proposal")
    assert days == list(zip(("2031-03-01", "2031-03-09", "2031-03-10", "2031-03-12", "2031-03-12"), told, strict=True))
    assert [line.day for line in docket.timeline(since="2031-03-09", until="2031-03-10")] == [
        "2031-03-09",
        "2031-03-10",
    ]


def test_the_matrix_has_the_last_position_and_no_denial(docket):
    (cell,) = docket.matrix()
    assert (cell.side, cell.issue, cell.claim, cell.positions) == ("Norvia", "withdrawal", LEAVE, 3)
    (before,) = docket.matrix(as_of="2031-03-09")
    assert before.claim == STAY


def test_sources_say_how_much_rests_on_them_alone(docket):
    counts = {line.name: (line.claims, line.alone) for line in docket.sources()}
    assert counts["two officials (Meridian)"] == (1, 0)
    assert counts["an envoy close to the talks (Beacon)"] == (3, 2)
    early = {line.name: (line.claims, line.alone) for line in docket.sources(as_of="2031-03-11")}
    assert early["two officials (Meridian)"] == (1, 1)
    assert {line.name: line.claims for line in docket.sources(issue="withdrawal")}["Eva Lind"] == 2


# -- why


def test_many_articles_visibly_come_down_to_one_report(docket):
    tree = docket.why(LEAVE[:4])
    first, second = tree.branches
    (report,) = first.carriers
    assert (first.name, first.articles, report.article, report.how) == (
        "two officials (Meridian)",
        3,
        "key-n1",
        "reported first",
    )
    assert [(one.article, one.how) for one in report.carriers] == [
        ("key-n2", "same text"),
        ("key-n3", "retells Meridian"),
    ]
    assert (report.words, report.chain) == ("Norvia is ready to leave the valley", ("two officials",))
    assert [(one.article, one.how) for one in second.carriers] == [("key-n4", "tells it")]
    assert [(one.relation, one.claim.claim) for one in tree.related] == [("supersedes", STAY), ("contradicts", DENIAL)]


def test_who_names_nobody_stands_under_the_report_that_the_article_rests_on(fresh):
    with fresh.stored.writing() as connection:
        connection.execute(update(tellings).where(tellings.c.article == "n3").values(origins="[]"))
    first, second = fresh.why(LEAVE).branches
    assert (first.name, first.articles, second.articles) == ("two officials (Meridian)", 3, 1)
    assert [one.article for one in first.carriers[0].carriers] == ["key-n2", "key-n3"]


def test_why_takes_words_for_the_claim_that_most_articles_tell_in_them(docket):
    assert docket.why("leave valley").claim.claim == LEAVE
    assert docket.why("troops").claim.claim == STAY


def test_why_as_of_a_day_knows_no_later_article(docket):
    tree = docket.why(LEAVE, as_of="2031-03-10")
    assert [branch.articles for branch in tree.branches] == [2]
    with pytest.raises(MemconError, match="was not yet known on 2031-03-09"):
        docket.why(LEAVE, as_of="2031-03-09")


@pytest.mark.parametrize(("given", "said"), [("c", "Several claims begin"), ("zz", "no claim 'zz'"), ("", "no claim")])
def test_a_claim_must_be_named(docket, given, said):
    with pytest.raises(UnknownName, match=said):
        docket.why(given)


# -- search


def marked(runs):
    return [run.text for run in runs if run.hit]


def test_search_finds_articles_and_claims_and_marks_the_words(docket):
    found = docket.search("leaving valleys")
    assert [one.article for one in found.articles] == ["key-n3", "key-n5", "key-n1", "key-n4"] or len(
        found.articles
    ) == 4
    by = {one.article: one for one in found.articles}
    assert marked(by["key-n1"].snippet) == ["leave", "valley"]
    assert by["key-n1"].copies == 1
    assert {one.claim.claim for one in found.claims} == {LEAVE, DENIAL}
    assert {"leave", "valley"} == set(marked(found.claims[0].words))


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        ('"ready to leave"', {"key-n1"}),
        ("leave -officials", {"key-n3", "key-n4", "key-n5"}),
        ("LIND", {"key-n5"}),
        ("leave NEAR(valley) OR 1=1", set()),
        ('"unbalanced leave', set()),
        ("title: valley", {"key-n0", "key-n1", "key-n3", "key-n4", "key-n5"}),
    ],
)
def test_what_is_sought_is_words_never_operators(docket, words, articles):
    assert {one.article for one in docket.search(words).articles} == articles


def test_search_keeps_to_what_was_out(docket):
    assert {one.article for one in docket.search("leave", as_of="2031-03-10").articles} == {"key-n1"}
    (claim,) = docket.search("leave", as_of="2031-03-10").claims
    assert claim.claim.articles == 2
    with pytest.raises(MemconError, match="no word to look for"):
        docket.search('-leave " "')


# -- the memorandum


def lines_of(section):
    return [line for group in section.groups for line in group.lines]


def test_every_line_has_its_footnote_and_every_footnote_its_line(docket):
    brief = docket.brief("2031-03-01")
    every = [line for section in brief.sections for line in lines_of(section)]
    assert len(every) > 8
    assert all(line.notes for line in every)
    assert [note.number for note in brief.notes] == sorted({number for line in every for number in line.notes})
    assert brief.until == "2031-03-13"


def test_footnotes_are_numbered_as_they_are_read(docket):
    seen = []
    for section in docket.brief("2031-03-01").sections:
        for line in lines_of(section):
            seen += [number for number in line.notes if number not in seen]
    assert seen == sorted(seen)


def test_what_rests_on_one_unnamed_source_is_said_until_a_second_bears_it_out(docket):
    def unnamed(until):
        (section,) = (one for one in docket.brief("2031-03-10", until).sections if one.key == "unnamed")
        return {line.claim for line in lines_of(section)}

    assert unnamed("2031-03-11") == {LEAVE[:8]}
    assert unnamed("2031-03-12") == {CLAIM["state"][:8], CLAIM["plan"][:8]}


def test_a_quiet_day_says_so(docket):
    brief = docket.brief("2031-03-05", "2031-03-06")
    assert all(not section.groups and section.empty for section in brief.sections)


# -- the Python door


def test_rows_become_tables(docket):
    frame = docket.positions().to_pandas()
    assert list(frame.columns) == [*lines.PositionLine.__dataclass_fields__]
    assert frame.loc[frame.claim == LEAVE, "independent"].item() == 2
    polars = docket.positions().to_polars()
    assert polars.columns == list(frame.columns)
    assert polars["origins"].to_list()[1] == ["two officials (Meridian)", "an envoy close to the talks (Beacon)"]
    assert list(docket.positions(side="Sund").to_pandas().columns) == list(frame.columns)
    assert docket.positions(side="Sund").to_polars().columns == list(frame.columns)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_says_how_to_get_it(docket, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibrary, match=f"pip install {library}"):
        getattr(docket.positions(), f"to_{library}")()


def test_a_docket_is_opened_from_python_and_closed_again(tmp_path):
    filled(tmp_path / "docket.db").close()
    with memcon.open(tmp_path) as docket:
        assert isinstance(docket, memcon.Docket)
        assert len(docket.claims()) == 6
    with pytest.raises(MemconError, match="no docket here"):
        memcon.open(tmp_path / "elsewhere.db")


# -- decisions


def test_a_decision_is_asked_for_once_and_kept_with_who_and_when(fresh):
    first, *others = fresh.to_review(LEAVE)
    assert [one.place.article for one in (first, *others)] == ["n4", "n3", "n2", "n1"]
    fresh.decide(first, "reject", {}, "ana")
    assert [one.place.article for one in fresh.to_review(LEAVE)] == ["n3", "n2", "n1"]
    (kept,) = (row for row in fresh.decided() if row["decisions"])
    (decision,) = kept["decisions"]
    assert (decision["verdict"], decision["who"], decision["words"]) == (
        "reject",
        "ana",
        ["Norvia offers to leave the valley"],
    )
    assert kept["record"]["positions"] == []


def test_a_correction_is_in_force_when_the_article_is_read_again(fresh):
    """It names the article's text and the evidence, so a record with another id is corrected, too."""
    (one,) = (one for one in fresh.to_review(LEAVE) if one.place.article == "n3")
    fresh.decide(one, "correct", {"stance": "offer"}, "ana")
    with fresh.stored.reading() as connection:
        again = decided(connection).corrected(record(connection, "n3"))
    assert [position.stance for position in again.positions] == ["offer"]


def test_decisions_are_put_into_force_where_the_docket_is_small(fresh):
    assert not fresh.enforce(most=5)
    assert len(fresh.claims()) == 6
    (one,) = (one for one in fresh.to_review(LEAVE) if one.place.article == "n3")
    fresh.decide(one, "reject", {}, "ana")
    assert fresh.enforce()
    assert {article for line in fresh.claims() for article in told_by(fresh, line)} == {
        "key-n0",
        "key-n1",
        "key-n2",
        "key-n4",
        "key-n5",
    }


def told_by(docket, line):
    """The articles that carry a claim."""
    waiting = [one for branch in docket.why(line.claim).branches for one in branch.carriers]
    while waiting:
        one = waiting.pop()
        waiting += one.carriers
        yield one.article


def test_hand_merges_and_splits_are_kept_by_name(fresh):
    assert fresh.merge("Sund", "norvia", "ana") == ("Sund", "Norvia")
    assert fresh.called("Eva Lind") == {"E. Lind": 1}
    assert fresh.split("Eva Lind", "e. lind", "ana") == 1
    with fresh.stored.reading() as connection:
        merges = decided(connection).merges
    assert merges.same == {"sund": "Norvia"}
    assert list(merges.apart.values()) == [frozenset({"eva lind"})]
    with pytest.raises(UnknownName, match=r"They say E\. Lind"):
        fresh.split("Eva Lind", "Somebody", "ana")


def test_without_a_day_the_memorandum_is_of_the_last_24_hours_before_the_newest_article(docket):
    brief = docket.brief()
    assert brief.period == "24 hours up to 13 Mar 2031, 09:00 UTC"
    assert (brief.since, brief.until) == ("2031-03-12", "2031-03-13")
    assert dict(brief.facts)["Period"].startswith("the 24 hours up to 13 Mar 2031, 09:00 UTC, when the newest article")
    assert dict(brief.facts)["Read"] == "2 articles from 2 outlets"
    assert docket.brief(until="2031-03-11").period == "24 hours up to 11 Mar 2031, 09:00 UTC"
    with pytest.raises(MemconError, match="No article came out by 2030-01-01"):
        docket.brief(until="2030-01-01")
