"""Names to which the reading gives the wrong kind, or that are none: titles, common nouns, groups called by letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.codebook.bodies import bodies

if TYPE_CHECKING:
    from memcon.codebook import Codebook
    from memcon.codebook.people import Actors
    from memcon.reading.model import Mention
    from memcon.reading.syntax import Syntax
    from memcon.spans import Span

_ACRONYM = re.compile(r"[A-Z]{1,5}-?\d{1,3}|[A-Z]{3,6}")
_DOES = frozenset(("nsubj", "conj", "obl:agent"))


def is_no_name(mention: Mention, bare: str, syntax: Syntax, codebook: Codebook, actors: Actors) -> bool:
    """Say whether a mention is a title read as a person, or a common noun that begins a sentence: `Union leader X`."""
    low = bare.lower()
    if mention.kind == "person":
        before, _, last = bare.rpartition(" ")
        is_style = bare in actors.styles_he or bare in actors.styles_she
        return is_style or (
            last.lower() in codebook.officeholders and (not before or before in codebook.states or last.islower())
        )
    if mention.kind == "organisation" and (low in actors.people or _is_portfolio(syntax.inside(mention.span), syntax)):
        return True
    at = syntax.inside(mention.span).start
    if mention.kind == "organisation" and _is_ministers(syntax.inside(mention.span), syntax, codebook):
        return True
    is_noun = low in actors.bodies or low in actors.government
    if mention.kind in ("organisation", "misc") and " " in bare and low.split()[-1] in codebook.officeholders:
        end = syntax.inside(mention.span).stop
        return end < len(syntax.tokens) and syntax.tokens[end].upos == "PROPN" and syntax.lower[end - 1] != "chief"
    return mention.kind == "organisation" and is_noun and at == syntax.sentence(at).first


def _is_portfolio(inside: range, syntax: Syntax) -> bool:
    """Say whether a single word is what a minister is for: `Labour Minister X`."""
    title = syntax.tokens[inside.stop].text if inside.stop < len(syntax.tokens) else ""
    known = bodies().portfolios
    return len(inside) == 1 and title == "Minister" and syntax.lower[inside.start] in (*known, *known.values())


def _is_ministers(inside: range, syntax: Syntax, codebook: Codebook) -> bool:
    """Say whether a state and a portfolio before `Secretary` are no body's name: `U.S. Labor Secretary X`."""
    if len(inside) != 2 or inside.stop >= len(syntax.tokens):
        return False
    is_title = syntax.tokens[inside.stop].text in ("Secretary", "Minister", "Representative")
    return is_title and syntax.tokens[inside.start].text in codebook.states


def is_acronym(word: str) -> bool:
    """Say whether a word is letters and perhaps figures: `M23`."""
    return _ACRONYM.fullmatch(word) is not None


def is_body(span: Span, bare: str, syntax: Syntax) -> bool:
    """Say whether a name of no known kind is a body that is called by letters and is told to act: `the M23`."""
    if not _ACRONYM.fullmatch(bare):
        return False
    tokens, lower = syntax.tokens, syntax.lower
    for at in syntax.inside(span):
        token = tokens[at]
        is_between = token.deprel in ("nmod", "obl") and lower[max(0, at - 2)] == "between"
        if token.deprel in _DOES or is_between or (token.deprel == "compound" and token.head == at + 1):
            return True
    return False


def is_short_name(at: int, syntax: Syntax, actors: Actors) -> bool:
    """Say whether a token is the letters of a body that somebody leads or speaks for: `D66 leader X`."""
    token = syntax.tokens[at]
    is_before = at + 1 < len(syntax.tokens) and syntax.lower[at + 1] in actors.people
    return is_before and token.upos == "PROPN" and _ACRONYM.fullmatch(token.text) is not None


def are_many(syntax: Syntax, text: str, span: Span) -> bool:
    """Say whether a name with an article and a plural ending is that of many: `The Houthis said`; no `the X plan`."""
    name, inside = span.of(text), syntax.inside(span)
    if " " in name or not name.endswith("s") or text[max(0, span.start - 4) : span.start].lower() != "the ":
        return False
    return len(inside) == 1 and syntax.tokens[inside.start].deprel in ("nsubj", "obj", "obl", "conj", "nmod")
