"""The words that name a source, taken apart: its head, number and determiner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.codebook import Noun

if TYPE_CHECKING:
    from memcon.codebook import Codebook
    from memcon.reading.syntax import Syntax
    from memcon.spans import Span

_LINKS = frozenset(("of", "in", "at", "for", "with", "from", "to", "by", "on", "about", "inside", "within", "near"))
_RELATIVE = frozenset(("who", "which", "whose", "that", "whom", "where"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "same", "its", "his", "her", "their", "both"))
_OWNERS = frozenset(("its", "his", "her", "their"))
_ENDINGS = frozenset(("'s", "’s", "'", "’"))
_NAMES_ON = frozenset(("NOUN", "PROPN", "PART", "X"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that is a source.

    first, last: its tokens. head: token of the head noun. core: one past the head, before `with`, `who` or a comma.
    noun:     the head as the codebook knows it, from the list called `kind`; None when it is in no list.
    definite: begins with `the`, `its`, an owner or, in the singular, with nothing; determined: not with nothing.
    """

    span: Span
    first: int
    last: int
    core: int
    head: int
    noun: Noun | None
    kind: str | None
    definite: bool
    owner: str | None
    determined: bool

    @property
    def plural(self) -> bool:
        """Whether the head is a plural."""
        return self.noun is not None and self.noun.plural


def phrase(syntax: Syntax, codebook: Codebook, span: Span) -> Phrase | None:
    """Take the words of a source apart; None when there are none."""
    tokens = syntax.inside(span)
    first, last = tokens.start, tokens.stop
    while first < last and syntax.tokens[first].upos == "PUNCT":
        first += 1
    if first >= last:
        return None
    start = _behind_quantity(syntax, codebook, first, last)
    core = _core(syntax, codebook, start, last)
    head = core - 1
    while head > start and (syntax.tokens[head].upos == "PUNCT" or syntax.lower[head] in _ENDINGS):
        head -= 1
    kind, noun = _known(codebook, syntax.lower[head])
    noun = noun or _unknown_plural(syntax, codebook, head)
    owner = syntax.lower[start] if syntax.lower[start] in _OWNERS else None
    if start > first and noun:
        noun = noun._replace(plural=syntax.lower[first] not in ("one", "another", "neither", "either"))
    definite = _is_definite(syntax, codebook, max(first, start), head, noun)
    determined = definite and (owner is not None or syntax.lower[max(first, start)] in _DEFINITE)
    return Phrase(span, first, last, core, head, noun, kind, definite, owner, determined)


def _behind_quantity(syntax: Syntax, codebook: Codebook, first: int, last: int) -> int:
    """Return where the noun phrase begins behind `one of`, `several of`, `a number of`."""
    for at in range(first, min(first + 3, last - 1)):
        word = syntax.lower[at]
        if word == "of" and at > first and syntax.lower[at - 1] in codebook.counts:
            return at + 1
        if word not in codebook.counts:
            break
    return first


def _core(syntax: Syntax, codebook: Codebook, first: int, last: int) -> int:
    """Return one past the head noun: before a preposition, a relative pronoun, a comma, `and` or a participle."""
    for at in range(first, last):
        word, upos = syntax.lower[at], syntax.tokens[at].upos
        if at > first and (word in _LINKS or word in _RELATIVE or upos == "CCONJ"):
            if _inside_name(syntax, codebook, at, last):
                continue
            return at
        if upos == "PUNCT" and at > first and word not in _ENDINGS and word not in ("-", "“", '"', "‘"):
            return at
        ends = _known(codebook, word)[0] and at + 1 < last and not _goes_on(syntax, at + 1, last)
        if ends and not _inside_name(syntax, codebook, at + 1, last):
            return at + 1
    return last


def _inside_name(syntax: Syntax, codebook: Codebook, at: int, last: int) -> bool:
    """Say whether a link stands inside a name that a noun follows: `a Department for NAME spokesman`."""
    end = at + 1
    while end < last and syntax.tokens[end].text[:1].isupper():
        end += 1
    if not syntax.tokens[at - 1].text[:1].isupper() or end == at + 1 or end >= last:
        return False
    return syntax.lower[end] in codebook.unnamed and syntax.lower[at] in ("of", "for", "and")


def _goes_on(syntax: Syntax, at: int, last: int) -> bool:
    """Say whether a noun before token `at` is only a modifier: `ministry official`, `minister Smith`, `agency's`."""
    token = syntax.tokens[at]
    if token.upos in _NAMES_ON or syntax.lower[at] in _ENDINGS or token.text == "-":
        return True
    if token.upos not in ("ADJ", "VERB") or at + 1 >= last:
        return False
    after = syntax.tokens[at + 1]
    return after.upos == "NOUN" if token.upos == "ADJ" or token.text.endswith("ed") else False


def _unknown_plural(syntax: Syntax, codebook: Codebook, head: int) -> Noun | None:
    """Return a plural that is in no list: `the dockers`, `the Norvians`."""
    token = syntax.tokens[head]
    is_plural = token.text.endswith("s") and (token.upos == "NOUN" or token.text in codebook.demonyms)
    return Noun(syntax.lower[head], plural=True) if is_plural else None


def _known(codebook: Codebook, word: str) -> tuple[str | None, Noun | None]:
    """Return the first list of the codebook that has the word, and the word there."""
    for name in ("unnamed", "media", "documents", "institutions", "officeholders", "instruments"):
        noun: Noun | None = getattr(codebook, name).get(word)
        if noun:
            return name, noun
    return None, None


def _is_definite(syntax: Syntax, codebook: Codebook, first: int, head: int, noun: Noun | None) -> bool:
    words = syntax.lower[first : head + 1]
    if words[0] in _DEFINITE or any(word in _ENDINGS for word in words[:-1]):
        return not (noun and any(word in _ENDINGS for word in words[:-1]) and noun.plural)
    if words[0] in codebook.counts or syntax.tokens[first].upos == "NUM":
        return False
    return not (noun and noun.plural)
