"""Open a dossier: everything in it read and checked, and one `Book` of it to put in force."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook.agenda import agenda
from memcon.codebook.dossier import parsed, path_of
from memcon.codebook.events import lexicon
from memcon.codebook.files import names_of, own_names
from memcon.codebook.grammar import grammar
from memcon.codebook.inforce import OWN, Book, in_force
from memcon.codebook.loading import load
from memcon.codebook.merging import near
from memcon.codebook.people import actors
from memcon.codebook.proposals import proposal_words
from memcon.codebook.roster import roster
from memcon.codebook.stances import stances
from memcon.codebook.states import scale
from memcon.codebook.timewords import time_words
from memcon.errors import BadCodebook

if TYPE_CHECKING:
    from pathlib import Path

    from memcon.codebook.dossier import Dossier

_READERS = (load, actors, grammar, stances, scale, proposal_words, time_words, lexicon, agenda, roster)
_UNREAD = ("name", "feeds")  # keys that change nothing in how an article is read
_opened: dict[tuple[Path, str, str], Book] = {}


def opened(given: str | Path | None) -> Book:
    """Return the book of a dossier, its file or its folder given; of None memcon's own.

    Everything is read and checked once, and again when a file has changed; some 0.1 s the first time.

    Raises `BadCodebook`, `file:line: what is wrong. What to do.`, for a dossier or a file of its codebook at fault.
    """
    if given is None:
        return OWN
    dossier = parsed(path_of(given))
    stamp = f"+{_digest(dossier)}"
    key = (dossier.path.absolute(), dossier.file.text, stamp)
    if key not in _opened:
        book = _book(dossier, stamp)
        _opened.clear()  # one at a time: a service of many dossiers keeps its own
        _opened[key] = book
    return _opened[key]


def _book(dossier: Dossier, stamp: str) -> Book:
    """Make a book and have every reader read it, so that what is at fault is said before the first article."""
    if dossier.codebook is not None:
        _known_files(dossier.codebook)
    known = outlets.extended((one.name, one.domains, one.aliases) for one in dossier.outlets)
    book = Book(stamp, dossier, dossier.codebook, known if dossier.outlets else None)
    with in_force(book):
        for reader in _READERS:
            reader()
    return book


def _known_files(folder: Path) -> None:
    """See to it that each YAML file of a user's codebook is one that is read."""
    for name in names_of(folder):
        if not name.startswith("events/") and name not in own_names():
            raise BadCodebook(
                f"{folder / name}:1: no file of the codebook is called `{name}`. {near(name, own_names())}"
            )


def _digest(dossier: Dossier) -> str:
    """Return eight digits that differ where anything differs by which articles are read."""
    read = {key: value for key, value in dossier.file.content.items() if key not in _UNREAD}
    texts = [(dossier.codebook / name).read_bytes() for name in names_of(dossier.codebook)] if dossier.codebook else []
    whole = [json.dumps(read, sort_keys=True).encode(), *texts]
    return blake2b(b"\x1f".join(whole), digest_size=4).hexdigest()
