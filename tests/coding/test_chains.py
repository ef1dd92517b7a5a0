"""Chains from the writer inward; every sentence is invented."""

import pytest

from tests.readings import chains, coded


def test_nested_denial_keeps_the_outer_source():
    """{source Reuters} {cue said} {content {source the ministry} {cue denied} {content the raid}}."""
    assert chains("{s1 Reuters} {c1 said} {t1 {s2 the ministry} {c2 denied} {t2 the raid}}.") == [
        "outlet Reuters",
        "outlet Reuters > institution the ministry",
    ]


def test_three_deep():
    marked = "{s1 Reuters} {c1 said} {t1 {s2 an aide} {c2 said} {t2 that {s3 {person Ana Ruiz}} had {c3 promised} {t3 to sign}}}."
    assert chains(marked) == [
        "outlet Reuters",
        "outlet Reuters > unnamed an aide",
        "outlet Reuters > unnamed an aide > person Ana Ruiz",
    ]


def test_a_relay_is_a_hop_and_no_record():
    marked = "{s1 Reuters} {c1 reported}, {t1 {c2 citing} {s2 two officials}}, {t1 {t2 that the port is closed}}."
    assert chains(marked) == ["outlet Reuters > unnamed two officials"]


def test_without_a_source_the_chain_is_the_writer():
    assert chains("{t1 The port is} {c1 reportedly} {t1 closed}.") == [""]


def test_somebody_who_told_another_outlet():
    marked = "{s1 {person Ana Ruiz}} {c1 told} Reuters {t1 that the port is closed}."
    assert chains(marked, outlet="The Guardian") == ["outlet Reuters > person Ana Ruiz"]


def test_somebody_who_told_the_articles_own_outlet():
    assert chains("{s1 {person Ana Ruiz}} {c1 told} Reuters {t1 that it is closed}.", outlet="Reuters") == [
        "person Ana Ruiz"
    ]


@pytest.mark.parametrize("hearer", ["reporters", "the press", "envoys", "the families"])
def test_hearers_that_are_no_hop(hearer):
    assert chains(f"{{s1 {{person Ana Ruiz}}}} {{c1 told}} {hearer} {{t1 that it is closed}}.") == ["person Ana Ruiz"]


def test_the_articles_own_outlet_is_the_writer():
    assert chains("{s1 Reuters} {c1 could not verify} {t1 the account}.", outlet="Reuters") == [""]
    assert chains("{s1 {person Ana Ruiz}} {c1 told} this newspaper {t1 that it is closed}.") == ["person Ana Ruiz"]


# -- back-references: which one is meant


def kinds_and_entities(marked, outlet=None):
    coding, _ = coded(marked, outlet=outlet)
    names = {entity.id: entity.name for entity in coding.entities}
    sources = {source.id: source for source in coding.sources}
    return [[(sources[h].kind, names.get(sources[h].entity)) for h in a.chain[1:]] for a in coding.attributions]


@pytest.mark.parametrize("words", ["the publication", "The newspaper", "the agency", "the outlet", "the broadcaster"])
def test_a_medium_is_the_outlet_named_before(words):
    marked = f"{{s1 Axios}} {{c1 reported}} {{t1 that it is closed}}. {{t2 It will open}}, {{s2 {words}}} {{c2 said}}."
    assert kinds_and_entities(marked)[1] == [("outlet", "Axios")]


def test_its_source_is_known_through_the_outlet():
    """A later `its source` carries the outlet's chain on."""
    marked = "{s1 Axios} {c1 reported} {t1 that it is closed}. {s2 Its source} {c2 said} {t2 it will open}."
    assert chains(marked)[1] == "outlet Axios > unnamed Its source"


def test_the_publication_cited_its_source_as_saying():
    marked = (
        "{s1 Axios} {c1 said} {t1 it is closed}. "
        '{t2 {t3 It was "shut,"}} {s2 the publication} {c2,c3 cited} {t2 {s3 its source} {c3 as saying}}.'
    ).replace("{c2,c3 cited}", "{c2 {c3 cited}}")
    assert kinds_and_entities(marked) == [[("outlet", "Axios")], [("outlet", "Axios"), ("unnamed", None)]]


def test_a_media_report_is_the_outlet_named_later():
    marked = "{t1 It is closed}, {c1 according to} {s1 a media report}. {s2 Axios} {c2 wrote} {t2 that it will open}."
    assert kinds_and_entities(marked)[0] == [("outlet", "Axios")]


def test_the_report_is_a_document():
    marked = "{s1 Axios} {c1 wrote} {t1 that it is closed}. {t2 It will open}, {c2 according to} {s2 the report}."
    assert kinds_and_entities(marked)[1] == [("document", None)]


@pytest.mark.parametrize("words", ["the official", "the same official", "the source"])
def test_somebody_unnamed_is_known_by_the_chain_that_led_to_them(words):
    marked = (
        "{s1 Axios} {c1 reported}, {t1 {c2 citing} {s2 an official}}, {t1 {t2 that the port is closed}}. "
        f"{{t3 It will open}}, {{s3 {words}}} {{c3 said}}."
    )
    assert chains(marked)[1] == f"outlet Axios > unnamed {words}"


def test_one_of_them_is_unnamed():
    marked = "{s1 Two officials} {c1 said} {t1 it is closed}. {t2 It will open}, {s2 one of them} {c2 said}."
    assert chains(marked)[1] == "unnamed one of them"


@pytest.mark.parametrize("word", ["he", "she"])
def test_a_pronoun_is_the_nearest_person_who_spoke(word):
    marked = (
        f"{{s1 {{person Ana Ruiz}}}} {{c1 said}} {{t1 it is closed}}. {{t2 It will open}}, {{s2 {word}}} {{c2 said}}."
    )
    assert kinds_and_entities(marked)[1] == [("person", "Ana Ruiz")]


def test_a_pronoun_outside_does_not_mean_a_source_inside():
    """`She` is the envoy who told of the mayor, not the mayor."""
    marked = (
        "{s1 {person Ana Ruiz}} {c1 said} {t1 that {s2 {person Bo Lind}} had {c2 denied} {t2 it}}. "
        "{t3 It will open}, {s3 she} {c3 said}."
    )
    assert kinds_and_entities(marked)[2] == [("person", "Ana Ruiz")]


def test_an_office_is_the_person_who_holds_it():
    marked = "{s1 Foreign minister {person Ana Ruiz}} {c1 said} {t1 it is closed}. {t2 It will open}, {s2 the minister} {c2 said}."
    assert kinds_and_entities(marked)[1] == [("person", "Ana Ruiz")]


def test_a_surname_is_the_person_named_in_full():
    marked = "{s1 {person Ana Ruiz}} {c1 said} {t1 it is closed}. {t2 It will open}, {s2 {person Ruiz}} {c2 said}."
    assert kinds_and_entities(marked) == [[("person", "Ana Ruiz")], [("person", "Ana Ruiz")]]


# -- what kind of source


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Reuters", "outlet"),
        ("the {nationality Norvian} newspaper Dagbladet", "outlet"),
        ("state media", "outlet"),
        ("{person Ana Ruiz}", "person"),
        ("the envoy, {person Ana Ruiz},", "person"),
        ("the commander known as {person Ruiz}", "person"),
        ("the foreign minister", "person"),
        ("the ministry", "institution"),
        ("{place Moscow}", "institution"),
        ("the {organisation Red Cross}", "institution"),
        ("a source", "unnamed"),
        ("several diplomats", "unnamed"),
        ("a spokesman for the ministry", "unnamed"),
        ("aid workers", "unnamed"),
        ("many", "unnamed"),
        ("a draft of the text", "document"),
        ("the communique", "document"),
        ("an internal memo", "document"),
    ],
)
def test_kind_of_source(source, kind):
    coding, _ = coded(f"{{s1 {source}}} {{c1 said}} {{t1 it is closed}}.")
    assert coding.sources[1].kind == kind


def test_a_name_that_reports_is_an_outlet():
    """No list knows it, but only the press reports."""
    assert chains("{s1 Dagbladet} {c1 reported} {t1 that it is closed}.") == ["outlet Dagbladet"]


def test_one_span_is_one_source():
    coding, _ = coded("{s1 {s2 Reuters}} {c1 said} {t1 it is closed}, {c2 adding} {t2 that it will open}.")
    assert [source.id for source in coding.sources] == ["s0", "s1"]
    assert [a.chain for a in coding.attributions] == [("s0", "s1"), ("s0", "s1")]


def test_ids_run_in_text_order():
    coding, _ = coded("{t2 It opens}, {s2 {person Bo Lind}} {c2 said}. {s1 {person Ana Ruiz}} {c1 said} {t1 no}.")
    assert [entity.id for entity in coding.entities] == ["n1", "n2"]
    assert [(source.id, source.entity) for source in coding.sources] == [("s0", None), ("s1", "n1"), ("s2", "n2")]


@pytest.mark.parametrize("words", ["one of the two", "one of them", "The pair"])
def test_part_of_those_before_is_unnamed(words):
    marked = (
        f"{{s1 Two officials}} {{c1 said}} {{t1 the port is shut}}. {{t2 It will open}}, {{s2 {words}}} {{c2 said}}."
    )
    assert chains(marked)[1] == f"unnamed {words}"


def test_a_plural_name_with_the_article_is_no_person():
    assert chains("{s1 the {person Norvis}} {c1 said} {t1 the port is closed}.") == ["institution the Norvis"]


def test_a_company_called_network_is_no_outlet():
    assert chains("{s1 {organisation Network Ferry}} {c1 said} {t1 the port is closed}.") == [
        "institution Network Ferry"
    ]


@pytest.mark.parametrize(
    ("hearer", "outlet"),
    [
        ("Radio Norva in an interview", "Radio Norva"),
        ('"Norva This Morning"', "Norva This Morning"),
        ("ITV's Morning Boat", "ITV"),
        ("the broadcaster NTV", "the broadcaster NTV"),
    ],
)
def test_an_outlet_that_was_told_is_a_hop_though_not_listed(hearer, outlet):
    marked = f"{{s1 {{person Ana Ruiz}}}} {{c1 told}} {hearer} {{t1 that the port is closed}}."
    assert chains(marked) == [f"outlet {outlet} > person Ana Ruiz"]


def test_told_somebody_who_is_no_outlet():
    marked = "{s1 {person Ana Ruiz}} {c1 told} Leo Norva on Friday {t1 that the port is closed}."
    assert chains(marked) == ["person Ana Ruiz"]


def test_he_said_in_the_next_sentence_is_told_to_the_same_outlet():
    marked = "{s1 {person Ana Ruiz}} {c1 told} Reuters {t1 that it is closed}. {s2 She} {c2 said} {t2 it would open}."
    assert chains(marked)[1] == "outlet Reuters > person She"


def test_a_spokesman_of_a_department_for_something():
    assert chains("{s1 A Department for Ferries spokesman} {c1 said} {t1 the port is closed}.") == [
        "unnamed A Department for Ferries spokesman"
    ]


def test_it_is_the_body_that_spoke_just_before_and_still_speaks_to_the_same():
    marked = (
        "{s1 {organisation Ortal}} {c1 said} {t1 the plan was dead}. {s2 The army} {c2 told} Reuters {t2 that it would "
        "stay}. {s3 It} {c3 added} {t3 that the road was open}."
    )
    assert chains(marked) == [
        "institution Ortal",
        "outlet Reuters > institution The army",
        "outlet Reuters > institution It",
    ]


def test_who_speaks_to_an_outlet_at_a_sentences_beginning():
    marked = "Speaking to Reuters, {s1 {person Ana Ruiz}} {c1 said} {t1 that the port is closed}."
    assert chains(marked) == ["outlet Reuters > person Ana Ruiz"]


@pytest.mark.parametrize(
    ("hearer", "hop"),
    [("the National Assembly", ""), ("the Times of Israel", "outlet the Times of Israel > "), ("CNN", "outlet CNN > ")],
)
def test_a_listed_name_is_told_whole_or_not_at_all(hearer, hop):
    marked = f"{{s1 {{person Ana Ruiz}}}} {{c1 told}} {hearer} {{t1 that the port is closed}}."
    assert chains(marked) == [f"{hop}person Ana Ruiz"]


def test_a_body_is_known_by_the_name_beside_what_it_is():
    coding, _ = coded("{s1 A rival union, {organisation Ortal}}, {c1 said} {t1 it would not strike}.")
    names = {entity.id: entity.name for entity in coding.entities}
    assert [names.get(source.entity) for source in coding.sources[1:]] == ["Ortal"]
