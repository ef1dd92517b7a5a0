"""Sentences of ours as the encoder that ships reads them; each is read once in a run of the tests."""

import hashlib
from dataclasses import replace
from functools import lru_cache

from memcon import codebook, encoder
from memcon.article.model import Article
from memcon.coding.chains import chains
from memcon.coding.clauses import clauses
from memcon.coding.entities import Entities
from memcon.coding.scene import Scene
from memcon.coding.telling import Tellings
from memcon.coding.view import View
from memcon.reading.reader import read_many
from memcon.reading.syntax import Syntax
from memcon.spans import Span


@lru_cache(maxsize=1)
def _encoder():
    return encoder.load(1)


def article(text, published=None):
    """Make an article of a text, all of it body."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Article("a", text, sha, None, None, None, published, None, None, None, "en", None, Span(0, len(text)))


@lru_cache(maxsize=512)
def read(text):
    """Read one text; what the heads for frames and kin see is left out, so that the rules are tested alone."""
    return replace(read_many([article(text)], _encoder())[0], framing=None, kinship=None)


def view(text):
    """Return what the coders of a text look at; no time expressions."""
    reading = read(text)
    book, syntax = codebook.load(), Syntax(reading.tokens, reading.sentences)
    scene = Scene(reading, syntax, book, Entities(reading, syntax, book))
    told = tuple(chains(scene, list(reading.attributions)))
    return View(scene, clauses(syntax, book), (), Tellings(told))


def clause(text, lemma):
    """Return the clause of a lemma, as a dictionary of words."""
    made = view(text)
    tokens = made.syntax.tokens
    (found,) = [one for one in made.clauses if one.lemma == lemma]

    def words(heads):
        return [tokens[head].text for head in heads]

    return {
        "subjects": words(found.subjects),
        "objects": words(found.objects),
        "obliques": [(preposition, tokens[head].text) for preposition, head in found.obliques],
        "modality": found.modality,
        "hosts": words(found.hosts),
        "modifiers": words(found.modifiers),
        "tense": found.tense,
    }
