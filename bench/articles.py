"""Articles to read against the clock: made of our own sentences, the same for the same seed.

They have what real reports have and what costs time: quotations, nested speech, long names, subordinate clauses,
paragraphs of uneven length. Their people and towns are invented.
"""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTIES = (
    ("Velmaria", "Velmarian"),
    ("Ostrava Republic", "Ostravan"),
    ("Karsund", "Karsundian"),
    ("Tolmenia", "Tolmenian"),
    ("the Northern Council", "council"),
    ("Besharan", "Besharani"),
    ("the Free Highlands Front", "Highlands"),
    ("Orlenia", "Orlenian"),
)
PEOPLE = (
    "Henrik Aldane",
    "Marisol Vantour",
    "Tadeusz Okoro",
    "Leila Barzan",
    "Joonas Petrakis",
    "Amara Lindqvist",
    "Viktor Sandoval-Reyes",
    "Noor al-Khatib",
    "Desmond O'Farrell",
    "Ingrid Maslow",
)
OFFICES = ("Foreign Minister", "chief negotiator", "special envoy", "deputy prime minister", "government spokeswoman")
OUTLETS = (
    "the Harbour Times",
    "Meridian News Agency",
    "Radio Delta",
    "The Lantern",
    "the daily Vesti Kraja",
    "Tidewire",
)
CITIES = ("Geneva", "Doha", "Port Callis", "Vienna", "New Amberg", "Nairobi", "Sankt Orban", "Muscat")
ISSUES = (
    "the return of displaced families",
    "the status of the border town of Drin",
    "an exchange of prisoners",
    "the withdrawal of heavy artillery from the Lower Valley",
    "the lifting of the grain embargo",
    "security guarantees for the new government",
    "inspection of the enrichment plant at Kestrel Bay",
    "the sharing of river water during the dry months",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNNAMED = (
    "two officials with direct knowledge of the talks",
    "a diplomat briefed on the meeting, who asked not to be named because the discussions were private",
    "three people familiar with the proposal",
    "a senior member of the {demonym} delegation",
    "a person close to the mediators",
)

SENTENCES = (
    "{office} {person} arrived in {city} on {day} for another round of talks with {other} about {issue}.",
    '"We have said what we can accept and what we cannot," {person} told reporters, "and on {issue} nothing has changed."',
    "According to {unnamed}, the two sides spent most of {day} on {issue} and hardly touched anything else.",
    "{outlet} reported, citing {unnamed}, that {party} was ready to discuss {issue} if {other} agreed to a pause first.",
    "{person} said that {second} had promised him in {city} that {other} would not walk away before the end of the month.",
    "A spokesman for {party} declined to comment on the report, and the office of {second} did not answer calls.",
    "The {demonym} delegation insists that {issue} must be settled before any other point on the agenda is opened.",
    '{second} wrote on X that the draft was "neither balanced nor serious" and that {other} would answer it in writing.',
    "The report could not be verified independently, although {unnamed} gave a similar account of the exchange.",
    "Mediators have proposed that {issue} be handled by a joint commission which would meet every two weeks in {city}.",
    "In an interview with {outlet}, {person} called the latest offer a step forward but warned that time was running out.",
    "{outlet} quoted {second} as saying that {person} had told the mediators that {party} would never sign such a text.",
    "Talks broke down in {city} last spring, when both delegations accused each other of changing what had been agreed.",
    "{party} demands a timetable; {other}, in turn, wants written assurances on {issue} from at least three governments.",
    "The {demonym} parliament is expected to vote on {day}, and several members have reportedly threatened to abstain.",
    "It was the fourth time in {number} weeks that the two delegations had met, and the first time without an interpreter.",
    "People in the villages along the line of contact, who have waited for {number} years, see little reason for hope.",
    '"If they want peace," {person} added, "they know where to find us: we have been sitting in {city} since {day}."',
    "The publication said its source had described the mood in the room as tense, with {second} leaving early on {day}.",
    "Asked whether {issue} was still on the table, {person} replied that everything was, and then that nothing was.",
    "{second} later denied having made the remark, which {outlet} had attributed to {unnamed}.",
    "About {number} observers would be stationed along the road if the plan, first presented in {city}, were approved.",
    "Analysts note that {party} has softened its tone since {day} without giving up any of its demands.",
    "The ministry said in a statement that {person} and {second} had spoken by telephone for {number} minutes.",
)


def article(seed: int, words: int = 600) -> str:
    """Return one article of at least `words` words and less than a sentence more; the first line is its title."""
    dice = random.Random(seed)
    (party, demonym), (other, _) = dice.sample(PARTIES, 2)
    fixed = {"party": party, "demonym": demonym, "other": other}
    title = f"{party} and {other} resume talks in {dice.choice(CITIES)}".removeprefix("the ")
    paragraphs, paragraph, written = [title], [], len(title.split())
    for sentence in _sentences(dice, fixed):
        paragraph.append(sentence)
        written += len(sentence.split())
        if written >= words or dice.random() < 1 / 2:
            paragraphs.append(" ".join(paragraph))
            paragraph = []
        if written >= words:
            return "\n\n".join(paragraphs) + "\n"
    raise AssertionError


def _sentences(dice: random.Random, fixed: dict[str, str]) -> Iterator[str]:
    """Yield sentences without end: every template once in a shuffled order, then all again."""
    for _ in count():
        for template in dice.sample(SENTENCES, len(SENTENCES)):
            person, second = dice.sample(PEOPLE, 2)
            filled = template.format(
                **fixed,
                person=person,
                second=second,
                office=dice.choice(OFFICES),
                outlet=dice.choice(OUTLETS),
                city=dice.choice(CITIES),
                issue=dice.choice(ISSUES),
                day=dice.choice(DAYS),
                unnamed=dice.choice(UNNAMED).format(**fixed),
                number=dice.randint(3, 90),
            )
            yield filled[0].upper() + filled[1:]
