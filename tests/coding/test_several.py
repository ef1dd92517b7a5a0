"""Whom plurals mean, and whose side they are on; read by the encoder that ships. Every sentence is invented."""

import pytest

from memcon.coding.denoting import clusters
from memcon.coding.events import events
from tests.parsed import view


def meant(text, word, number=1):
    """Return the names of whom the noun phrase headed by the `number`-th occurrence of a word means."""
    made = view(text)
    places = [at for at, token in enumerate(made.syntax.tokens) if token.text == word]
    return [cluster.name for cluster in clusters(made, places[number - 1 : number])]


def side(text, name):
    found = next(one for one in view(text).entities.clusters("person") if name in one.name)
    return found.side.name if found.side else None


@pytest.mark.parametrize(
    ("text", "word", "number", "names"),
    [
        # Who is joined by `and` is meant, not who mediates and not who is spoken of just before.
        (
            "Peru and Chile agreed to a truce. Norway's foreign minister, who mediated, said the two sides would meet.",
            "sides",
            1,
            ["Peru", "Chile"],
        ),
        ("Talks between Peru, Chile and Bolivia failed. The three countries will meet again.", "countries", 1,
         ["Peru", "Chile", "Bolivia"]),
        ("Acme Steel and Borel Motors agreed to merge. The companies said jobs were safe.", "companies", 1,
         ["Acme Steel", "Borel Motors"]),
        ("Peruvian President Ana Ruiz met Chilean President Luis Vega. Ruiz and Vega argued. Both presidents left.",
         "presidents", 1, ["Ana Ruiz", "Luis Vega"]),
        ("Peru and Chile said that they would sign the treaty.", "they", 1, ["Peru", "Chile"]),
        ("Peru and Chile met for a day. Envoys of both were pleased.", "both", 1, ["Peru", "Chile"]),
        # A list of persons is a `they`, also one that the parse breaks.
        ("Ana Ruiz and Luis Vega said that they would sign the treaty.", "they", 1, ["Ana Ruiz", "Luis Vega"]),
        ("President Ana Ruiz and Chilean leader Luis Vega began their second summit on Friday.", "their", 1,
         ["Ana Ruiz", "Luis Vega"]),
        ("Peru and Chile found themselves alone.", "themselves", 1, ["Peru", "Chile"]),
        # What two can be called: in the plural, in the singular, by what they are to the world.
        ("Peru and Chile met for a day. Neither side gave way.", "side", 1, ["Peru", "Chile"]),
        ("Peru and Chile met on Friday. The talks between the world's two largest economies go on.", "economies", 1,
         ["Peru", "Chile"]),
        ("Ana Ruiz of Peru met Luis Vega of Chile. Peru and Chile trade much. Their countries want a deal.", "countries",
         1, ["Peru", "Chile"]),
        ("Talks of Ana Ruiz and Luis Vega failed. Ana Ruiz and Luis Vega are old. A photo of the two was lost.", "two", 1,
         ["Ana Ruiz", "Luis Vega"]),
        # Names in the plural are parties though nobody knows them.
        ("Whigs and Tories met for a day. Talks between the Whigs and the Tories failed. Both sides left.", "sides", 1,
         ["Whigs", "Tories"]),
    ],
)  # fmt: skip
def test_a_plural_means_those_whom_the_text_joins(text, word, number, names):
    assert meant(text, word, number) == names


def test_talks_told_without_parties_are_of_those_who_deal_with_each_other():
    made = view(
        "Two days of talks in Geneva on fishing ended without a deal on Friday. Peru's foreign minister, Ana Ruiz, said "
        "that Chile had not moved. Peru and Chile fell out last year, when Peru seized a Chilean boat."
    )
    first = next(one for one in events(made) if one.event_type == "CONSULT")
    assert [party.name for party in first.actor] == ["Peru", "Chile"]


def test_each_government_of_nobody_is_nobody():
    assert meant("It was a cold day. Each government accuses somebody.", "government") == []


def test_we_are_the_party_of_who_says_it():
    made = view('Peruvian President Ana Ruiz spoke in Lima. "We will sign," Ruiz said.')
    entities, _ = made.entities.numbered()
    (peru,) = [one for one in entities if one.name == "Peru"]
    assert "We" in [span.of(made.text) for span in peru.mentions]


@pytest.mark.parametrize(
    ("text", "name", "of"),
    [
        ("Luis Vega, who leads the Dockers' Union, said no.", "Vega", "Dockers' Union"),
        ("Germany's Hans Adler met reporters in Paris.", "Adler", "Germany"),
        ("Ana Ruiz, who spoke for Peru, said no.", "Ruiz", "Peru"),
        ("Peru was represented by Ana Ruiz.", "Ruiz", "Peru"),
        ("Former Peruvian envoy Ana Ruiz said that the talks would fail.", "Ruiz", None),
        ("Peruvian Foreign Minister Ana Ruiz met her Chilean counterpart, Luis Vega.", "Vega", "Chile"),
        ("Peruvian Foreign Minister Ana Ruiz thanked her host, President Luis Vega, in Oslo.", "Vega", None),
    ],
)
def test_a_side_is_what_the_words_around_a_name_say(text, name, of):
    assert side(text, name) == of
