"""Near-copies of texts, as NEWS-COPY (Silcock et al. 2023) finds them in papers, made by rule from texts of ours.

A copy goes through what happens to wire copy: another dateline and credit, cuts, house spelling, a light hand,
paragraphs moved, characters lost on the way. Beside the copies stand texts that only look like them. The same seed
makes the same.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SPELLINGS = dict(
    re.findall(
        r"(\w+)/(\w+)",
        """
        organise/organize organisation/organization recognise/recognize recognition/recognition labour/labor
        honour/honor neighbour/neighbor neighbouring/neighboring favour/favor harbour/harbor colour/color
        defence/defense offence/offense centre/center theatre/theater metres/meters kilometres/kilometers
        programme/program programmes/programs grey/gray travelled/traveled cancelled/canceled sceptical/skeptical
        cheque/check tonnes/tons catalogue/catalog dialogue/dialog criticised/criticized authorised/authorized
        stabilise/stabilize towards/toward licence/license judgement/judgment behaviour/behavior rumour/rumor
        analyse/analyze practise/practice ageing/aging enrol/enroll fulfil/fulfill
        """,
    )
)
OTHER_WORDS = dict(
    re.findall(
        r"(\w+)/(\w+)",
        """
        said/stated told/informed talks/negotiations negotiations/talks agreed/consented meeting/session big/large
        deal/accord agreement/deal began/started start/begin also/moreover but/yet new/fresh officials/functionaries
        leaders/chiefs minister/secretary government/administration week/days month/weeks several/some called/urged
        rejected/refused accepted/approved proposal/plan plan/scheme demands/calls demand/request workers/employees
        company/firm army/military war/conflict fighting/combat truce/ceasefire ceasefire/truce people/persons
        country/state border/frontier help/aid before/until after/following because/since however/still
        while/whereas would/might must/should will/shall
        """,
    )
)
PLACES = ("GENEVA", "NAIROBI", "VIENNA", "BRUSSELS", "DOHA", "NEW YORK", "CAIRO", "OSLO")
WIRES = ("AP", "Reuters", "AFP", "dpa", "Meridian News Agency")
SIGN_OFFS = (
    "This report was compiled from dispatches of the agencies. The network bears no responsibility for their content.",
    "For more stories like this one, follow our coverage of the world's conflicts and those who try to end them.",
    "Our correspondents in three capitals contributed to this report, which will be updated as more becomes known.",
    "The agency follows its guidelines on accuracy, and readers who find an error are asked to write to the editors.",
)
GARBLED = {"’": "â€™", "“": "â€œ", "”": "â€\x9d", "—": "â€”", "é": "Ã©"}
MISREAD = {"l": "1", "e": "c", "o": "0", "i": "l", "h": "b", "u": "n", "a": "o", "s": "5", "c": "e", "t": "f"}


class Text(NamedTuple):
    """One text of the set: `story` is equal for near-copies; `kind` is what was done to it."""

    story: str
    kind: str
    title: str
    text: str


def near_copies(originals: Sequence[tuple[str, str, str]], donors: Sequence[str], seed: int = 1) -> Iterator[Text]:
    """Yield each original (name, title, text), its near-copies, and texts made of it that are none.

    donors: texts that are none of the originals; the new parts of look-alikes are taken from them, one part once.
    """
    draw = random.Random(seed)
    news = iter(part for text in donors for part in _parts(text) if len(part.split()) > 20)
    for name, title, text in originals:
        yield Text(name, "original", title, text)
        for kind, change in CHANGES.items():
            yield Text(name, kind, _retitled(title, draw), change(text, draw))
        several = draw.sample(sorted(CHANGES), 2)
        yield Text(name, "mixed", title, CHANGES[several[1]](CHANGES[several[0]](text, draw), draw))
        yield from _lookalikes(name, title, text, news, draw)


def _lookalikes(name: str, title: str, text: str, news: Iterator[str], draw: random.Random) -> Iterator[Text]:
    """Yield texts that share something with another and are no copy of it."""
    yield Text(f"{name} sequel", "sequel", title, _sequel(text, news))
    yield Text(f"{name} bulletin", "bulletin", title, _other_figures(_bulletin(name, draw), draw))
    yield Text(f"{name} bulletin later", "bulletin", title, _other_figures(_bulletin(name, draw), draw))
    yield Text(f"{name} brief", "boilerplate", title, "\n\n".join([next(news), *SIGN_OFFS[:2]]))


def copied(text: str, draw: random.Random) -> str:
    """Put another dateline and credit before the text, and an agency's sign-off after it."""
    body = re.sub(r"^[A-Z][\w .,/'’-]{2,40}(?:\([\w /.-]+\))?\s*[—–:-]{1,2}\s*", "", text)
    return f"{draw.choice(PLACES)} ({draw.choice(WIRES)}) — {body}\n\n{draw.choice(SIGN_OFFS)}"


def cut(text: str, draw: random.Random) -> str:
    """Leave out any paragraphs, a third to two thirds of them; the first stays four times in five."""
    parts = _parts(text)
    kept = sorted(draw.sample(range(len(parts)), max(2, round(len(parts) * draw.uniform(0.35, 0.7)))))
    if draw.random() < 0.8:
        kept = [0, *kept[1:]] if 0 not in kept else kept
    return "\n\n".join(parts[at] for at in kept)


def cut_short(text: str, draw: random.Random) -> str:
    """Keep the beginning."""
    parts = _parts(text)
    return "\n\n".join(parts[: max(2, round(len(parts) * draw.uniform(0.3, 0.6)))])


def respelt(text: str, _: random.Random) -> str:
    """Change British into American spelling and American into British, and how figures are written."""
    both = SPELLINGS | {new: old for old, new in SPELLINGS.items()}
    text = re.sub(r"[A-Za-z]+", lambda word: _as_written(both, word[0]), text)
    return text.replace("%", " per cent").replace("U.S.", "US").replace("’", "'")


def rewritten(text: str, draw: random.Random) -> str:
    """Change a word or two in two of three sentences, and leave out the clause between two commas here and there."""
    return "\n\n".join(" ".join(_lightly(one, draw) for one in _sentences(part)) for part in _parts(text))


def moved(text: str, draw: random.Random) -> str:
    """Change the order of the paragraphs after the first: two neighbours twice."""
    parts = _parts(text)
    for _ in range(2):
        if len(parts) > 2:
            at = draw.randrange(1, len(parts) - 1)
            parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return "\n\n".join(parts)


def misread(text: str, draw: random.Random) -> str:
    """Misread, lose or double one character in fifty, as scanners do, and break words at line ends."""
    out = [draw.choice((MISREAD.get(c, c), "", c + c)) if c.isalpha() and draw.random() < 0.02 else c for c in text]
    return "".join(out)


def garbled(text: str, draw: random.Random) -> str:
    """Decode UTF-8 as Windows-1252, lose spaces and double them."""
    for sign, instead in GARBLED.items():
        text = text.replace(sign, instead)
    return re.sub(r"(?<=\w) (?=\w)", lambda _: draw.choices((" ", "  ", "\u00a0", "\u200b "), (80, 10, 8, 2))[0], text)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "copied": copied,
    "cut": cut,
    "cut short": cut_short,
    "respelt": respelt,
    "rewritten": rewritten,
    "moved": moved,
    "misread": misread,
    "garbled": garbled,
}


def _sequel(text: str, news: Iterator[str]) -> str:
    """Begin with news, more words than what follows: a third of the old text, as background."""
    old, new = _parts(text), [next(news)]
    background = old[1:][-max(1, len(old) // 3) :]
    while len(" ".join(new)) < len(" ".join(background)):
        new.append(next(news))
    return "\n\n".join([*new, *background])


def _bulletin(name: str, draw: random.Random) -> str:
    """Write what comes out every day with other figures."""
    what = draw.choice(("grain", "container", "oil"))
    return (
        f"The {what} desk of {name} reports 311 ships at anchor, 42 of them bound for the east.\n\n"
        f"Prices for {what} closed at 101.25, after 99.75 the day before; turnover was 1,204 lots.\n\n"
        f"In the straits 17 pilots were on duty at 6 a.m., and the waiting time was 34 hours on the northern side."
    )


def _other_figures(text: str, draw: random.Random) -> str:
    return re.sub(r"\d+", lambda found: str(draw.randrange(2, 10 ** len(found[0]) + 10)), text)


def _lightly(sentence: str, draw: random.Random) -> str:
    if draw.random() < 0.35:
        return sentence
    if draw.random() < 0.25:
        sentence = re.sub(r", [^,.\"“”]{6,60},", "", sentence, count=1)
    words = sentence.split(" ")
    known = [at for at, word in enumerate(words) if word.lower().strip(",.") in OTHER_WORDS]
    for at in draw.sample(known, min(len(known), draw.choice((1, 2)))):
        words[at] = re.sub(r"[A-Za-z]+", lambda word: _as_written(OTHER_WORDS, word[0]), words[at])
    return " ".join(words)


def _retitled(title: str, draw: random.Random) -> str:
    words = title.split()
    return " ".join(words[draw.randrange(2) :]) if len(words) > 4 else title


def _as_written(words: dict[str, str], word: str) -> str:
    other = words.get(word.lower(), word)
    return other.capitalize() if word[:1].isupper() and other != word else other


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n|\n", text) if part.strip()]


def _sentences(part: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", part)
