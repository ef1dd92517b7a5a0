"""Offices read off the text: the titles beside a name, and whom their bearer serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from memcon.coding.sending import company_of, sent_by
from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from memcon.codebook.people import Actors
    from memcon.coding.clusters import Cluster
    from memcon.reading.syntax import Syntax

_TITLES = frozenset(("nmod:desc", "appos", "compound", "amod", "nmod", "flat", "dep", "list"))
_NAMED_BY = frozenset(("appos", "flat", "nmod:desc", "nmod", "dep", "list"))
_SERVES = frozenset(("of", "for", "to", "at", "from", "with", "in", "under"))
_RUN = frozenset(("NOUN", "ADJ", "PROPN"))
_JOINED = frozenset((*_RUN, "CCONJ", "ADP", "DET", "PART"))
_HYPHENS = frozenset(("-", "–"))
_JOINTS = _HYPHENS | {"."}
_ENDINGS = frozenset(("'s", "’s", "'", "’"))
_MINISTERS = frozenset(("minister", "secretary", "ministers"))
_BECOMES = frozenset(("became", "becomes", "become"))
_CLIMB = 4  # nouns between a name and the office that it is said to hold
_WINDOW = 10  # words after a comma among which a title is looked for
_OF_WHAT = 4  # words of `of the State`, at most


class Office(NamedTuple):
    """One title: its words, head token and singular, and the token that says whom it serves, if any.

    Without words it is no office, but says to whom somebody belongs.
    """

    title: str
    head: int
    lemma: str
    of: int | None


class Offices:
    """Reads offices. named: the entity whose name stands at a token, for every token of a name."""

    def __init__(self, text: str, syntax: Syntax, actors: Actors, named: Mapping[int, Cluster]) -> None:
        self._text, self._syntax, self._actors, self._named = text, syntax, actors, named

    def beside(self, first: int, last: int) -> Iterator[Office]:
        """Yield the offices that the words around a person's name give; the name is tokens `[first, last)`."""
        heads = (head for at in range(first, last) for head in (*self._below(at), *self._above(at)))
        for head in dict.fromkeys((*heads, *self._run_before(first, last), *self._behind_comma(last))):
            if not first <= head < last:
                yield from self.titles(head)
        for at in range(first, last):
            yield from self._led(at)
            yield from self._led_by(at)
        yield from self._leading(first, last)
        yield from self._belongs(first, last)

    # ------------------------------------------------------------ where a title stands

    def _below(self, name: int) -> Iterator[int]:
        """Yield title nouns that hang on the name: `Minister X`, `X, the minister`."""
        for kid in self._syntax.kids[name]:
            if self._syntax.tokens[kid].deprel in _TITLES and self._is_office(kid) and self._is_next(name, kid):
                yield kid

    def _is_next(self, name: int, title: int) -> bool:
        """Say whether no other person's name stands between a name and a title behind it, or just behind the title."""
        own = self._named.get(name)
        others = (self._named.get(at) for at in range(name + 1, title + 2))
        return not any(one is not None and one is not own and one.kind == "person" for one in others)

    def _above(self, name: int) -> Iterator[int]:
        """Yield title nouns that the name hangs on: `her counterpart, X`, `X is the minister`, `envoys X and Y`."""
        syntax, token = self._syntax, self._syntax.tokens[name]
        if token.head < 0:
            return
        if token.deprel in _NAMED_BY and syntax.child(name, "case") is None:
            yield from self._office_above(token.head)
        if token.deprel == "nsubj" and syntax.child(token.head, "cop") is not None and self._is_office(token.head):
            yield token.head
        if token.deprel == "conj" and syntax.tokens[token.head].upos == "PROPN":
            yield from (kid for kid in (*self._below(token.head), *self._above(token.head)) if self._is_plural(kid))

    def _office_above(self, at: int) -> Iterator[int]:
        """Yield the office that a noun is, or whose holder it belongs to: `the head of the committee, X`."""
        for _ in range(_CLIMB):
            if self._is_office(at):
                yield at
                return
            token = self._syntax.tokens[at]
            if not token.deprel.startswith("nmod") or (at in self._named and self._named[at].kind == "person"):
                return
            at = token.head

    def _run_before(self, first: int, last: int) -> Iterator[int]:
        """Yield the title noun just before the name, whatever the parse makes of it: `secretary of state X`."""
        syntax, floor, before = self._syntax, self._syntax.sentence(first).first, first - 1
        if before >= floor and self._is_office(before) and before not in self._named:
            yield before
        closes = syntax.lower[last : last + 1] in ([","], ["."], [";"])
        if before - 1 > floor and syntax.tokens[before].text == "," and closes:
            yield from self._office_above(before - 1)
        while before > max(floor, first - _OF_WHAT) and syntax.tokens[before].upos in _RUN:
            before -= 1
        if before < first - 1 and before > floor and syntax.lower[before] == "of" and self._is_office(before - 1):
            yield before - 1

    def _behind_comma(self, last: int) -> Iterator[int]:
        """Yield the title noun of `X, the group's envoy`, whatever the parse makes of it."""
        syntax = self._syntax
        if last >= len(syntax.tokens) or syntax.tokens[last].text != ",":
            return
        found = None
        for at in range(last + 1, min(last + _WINDOW, syntax.sentence(last).last)):
            token = syntax.tokens[at]
            if at in self._named and self._named[at].kind == "person" and syntax.lower[at + 1 : at + 2] != ["'s"]:
                return
            if token.upos not in _RUN and token.upos not in ("DET", "PART") and token.deprel != "nmod:poss":
                break
            if self._is_office(at) and at not in self._named:
                found = at
        if found is not None and not self._owns(found):
            yield found

    def _owns(self, at: int) -> bool:
        return self._syntax.lower[at + 1 : at + 2] in (["'s"], ["’s"], ["'"], ["’"])

    def _is_office(self, at: int) -> bool:
        return self._syntax.lower[at] in self._actors.people and self._syntax.tokens[at].upos in _RUN

    def _is_plural(self, at: int) -> bool:
        return self._actors.people.get(self._syntax.lower[at], self._syntax.lower[at]) != self._syntax.lower[at]

    # ------------------------------------------------------------ its words

    def titles(self, head: int) -> Iterator[Office]:
        """Yield the office of a title noun, and of those joined to it by `and`."""
        syntax, head = self._syntax, self._first_of_list(head)
        end = self._hyphened(head)
        kids = [kid for at in range(head, end + 1) for kid in syntax.kids[at] if syntax.tokens[kid].deprel == "conj"]
        kids += self._behind_and(end)
        joined = [kid for kid in dict.fromkeys(kids) if kid > head and self._is_title_too(kid, end)]
        joined = [kid for kid in joined if not self._has_person(range(end + 1, kid))]
        served = (self.serves(at) for at in (head, end, *joined))
        of = next((one for one in served if one is not None and not head < one <= end), None)
        yield self._office(self._begin(head), max((end, *joined)), head, of)
        for kid in joined:
            yield self._office(self._begin(kid), kid, kid, of)

    def _has_person(self, tokens: range) -> bool:
        return any(at in self._named and self._named[at].kind == "person" for at in tokens)

    def _behind_and(self, end: int) -> list[int]:
        """Return the title that `and` and adjectives part from another one."""
        tokens, at = self._syntax.tokens, end + 2
        if at > len(tokens) or tokens[at - 1].upos != "CCONJ":
            return []
        while at < len(tokens) and tokens[at].upos == "ADJ":
            at += 1
        return [at] if at < len(tokens) and self._is_office(at) else []

    def _first_of_list(self, head: int) -> int:
        """Return the first of the titles that one is joined to: `prime minister and minister of defence X`."""
        token = self._syntax.tokens[head]
        is_second = token.deprel == "conj" and 0 <= token.head < head and self._is_office(token.head)
        return token.head if is_second and self._is_title_too(head, token.head) else head

    def _hyphened(self, head: int) -> int:
        """Return the last token of a word that hyphens hold together: `son-in-law`."""
        tokens, end = self._syntax.tokens, head
        while end + 2 < len(tokens) and tokens[end + 1].text in _HYPHENS and tokens[end + 1].start == tokens[end].end:
            end += 2
        return end

    def _is_title_too(self, at: int, end: int) -> bool:
        plain = all(self._syntax.tokens[one].upos in _JOINED for one in range(end + 1, at))
        return plain and self._is_office(at) and at not in self._named

    def _office(self, first: int, last: int, head: int, of: int | None) -> Office:
        tokens, low = self._syntax.tokens, self._syntax.lower[head]
        past = self._past(head)
        begin = first if past is None else min(first, past)
        title = Span(tokens[begin].start, tokens[self._of_what(last)].end).of(self._text)
        return Office(title, head, self._actors.people.get(low, low), of)

    def _past(self, head: int) -> int | None:
        """Return the token that says that an office is held no more: `a former Norvian envoy`."""
        lower, former = self._syntax.lower, self._actors.former
        return next((at for at in range(self._floor(head), head) if lower[at] in former), None)

    def is_past(self, office: Office) -> bool:
        """Say whether an office is held no more."""
        return office.title.lower().replace("-", " ").split(" ", 1)[0] in self._actors.former

    def _of_what(self, last: int) -> int:
        """Return the end of `of State` behind `Secretary`: nobody's name, and as short as that."""
        syntax, at = self._syntax, last + 1
        if syntax.lower[at : at + 1] != ["of"]:
            return last
        at += 1 + (syntax.lower[at + 1 : at + 2] == ["the"])
        end = at
        while end < len(syntax.tokens) and syntax.tokens[end].upos in _RUN and end not in self._named:
            if self._is_office(end):
                return last if end == at or end + 1 not in self._named else end - 1
            end += 1
        ends_well = at < end <= last + _OF_WHAT + 1 and not self._owns(end - 1)
        return end - 1 if ends_well else last

    def _begin(self, head: int) -> int:
        """Return where a title begins: behind determiner, owner and the name of whom it serves."""
        first, floor = head, self._syntax.sentence(head).first
        while first > floor and self._is_of_title(first - 1):
            first -= 1
        return first

    def _is_of_title(self, at: int) -> bool:
        token = self._syntax.tokens[at]
        is_word = token.upos in ("NOUN", "ADJ", "PROPN") or (token.upos == "VERB" and token.text[:1].isupper())
        return at not in self._named and (is_word or token.text in _HYPHENS)

    # ------------------------------------------------------------ whom it serves

    def serves(self, head: int) -> int | None:
        """Return the token of whom the bearer of a title serves: an owner, a name before it, or `of` and the like."""
        syntax, floor = self._syntax, self._floor(head)
        owner = self._owner(head)
        if self._actors.people.get(syntax.lower[head]) in self._actors.opposed:
            theirs = (at for at in range(floor, head) if at in self._named and at != owner and not self._owns(at))
            return next(theirs, None)
        if floor > 0 and syntax.lower[floor - 1] in _ENDINGS and floor > 1:
            owner = floor - 2 if owner is None or floor - 2 in self._named else owner
        if owner is not None and owner in self._named:
            return owner
        if owner is not None and syntax.lower[owner] == "whose":
            return self._antecedent(owner)
        before = [at for at in range(floor, head) if at in self._named and at != owner]
        if before and self._is_portfolio(before, head):
            before = []
        if before:
            return (
                sent_by(syntax, self._actors, self._named, head, before)
                or self._works_at(head)
                or self._body_led(before, head)
                or before[0]
            )
        if owner is not None:
            return owner
        served = next((kid for kid in syntax.kids[head] if kid > head and self._is_served(head, kid)), None)
        return self._named_behind(head) if served is None else company_of(syntax, self._named, served)

    def _works_at(self, head: int) -> int | None:
        """Return the organisation of `chief Norvian economist at X`."""
        kids = (kid for kid in self._syntax.kids[head] if kid > head and self._syntax.tokens[kid].deprel == "nmod")
        found = (kid for kid in kids if kid in self._named and self._named[kid].kind == "organisation")
        cases = ((kid, self._syntax.child(kid, "case")) for kid in found)
        return next((kid for kid, case in cases if case is not None and self._syntax.lower[case] == "at"), None)

    def _body_led(self, before: list[int], head: int) -> int | None:
        """Return the body next to the title of who leads it: of `the Norvian Labour Party leader` the party's name."""
        lemma, last = self._actors.people.get(self._syntax.lower[head], ""), before[-1]
        body = self._named[last]
        if lemma not in self._actors.leaders or body.kind != "organisation" or last != head - 1:
            return None
        return next(at for at in before if self._named[at] is body) if " " in body.name or body.name.isupper() else last

    def _named_behind(self, head: int) -> int | None:
        """Return the body of `chief executive of X`, whatever the parse makes of it."""
        if self._syntax.lower[head + 1 : head + 2] != ["of"]:
            return None
        at = head + 2 + (self._syntax.lower[head + 2 : head + 3] == ["the"])
        return at if at in self._named and self._named[at].kind in ("state", "organisation") else None

    def _owner(self, head: int) -> int | None:
        """Return the token of whose a title is, `its` of `its director general` too."""
        owner = self._syntax.child(head, "nmod:poss")
        if owner is None and head - 1 in self._syntax.kids[head] and self._syntax.tokens[head - 1].deprel == "compound":
            return self._syntax.child(head - 1, "nmod:poss")
        return owner

    def _antecedent(self, owner: int) -> int | None:
        """Return the noun before `whose`: the party of `the party, whose leader, X, …`."""
        tokens, above = self._syntax.tokens, owner
        for _ in range(_CLIMB):
            above = tokens[above].head
            if above < 0:
                return None
            if tokens[above].deprel.startswith("acl"):
                return tokens[above].head
        return None

    def _is_portfolio(self, before: list[int], head: int) -> bool:
        """Say whether what reads as a body's name is what a minister is for: `Strategic Affairs Minister`."""
        of = self._named[before[0]]
        if self._syntax.lower[head] not in _MINISTERS or not self._syntax.tokens[head].text[:1].isupper():
            return False
        is_listed = of.name in self._actors.bodies_named or of.name.isupper()
        is_next = all(one is of for one in (self._named.get(at) for at in range(before[0], head)))
        return of.kind in ("organisation", "place") and of.side is not of and is_next and not is_listed

    def words_before(self, head: int) -> str:
        """Return the words of a title with the names in it, lower case: `national security council spokesman`."""
        return " ".join(self._syntax.lower[self._floor(head) : head + 1])

    def named_words(self, first: int, last: int) -> frozenset[str]:
        """Return those of the tokens `[first, last)` that belong to names, lower case."""
        return frozenset(self._syntax.lower[at] for at in range(first, last) if at in self._named)

    def _floor(self, head: int) -> int:
        """Return where the run of nouns and adjectives that ends with a title begins."""
        first, floor, tokens = head, self._syntax.sentence(head).first, self._syntax.tokens
        while first > floor and (
            self._is_of_title(first - 1) or tokens[first - 1].text in _JOINTS or first - 1 in self._named
        ):
            first -= 1
        return first

    def _is_served(self, head: int, kid: int) -> bool:
        """Say whether `kid` is whom the office serves; an ambassador to a state is not of that state."""
        syntax = self._syntax
        case = syntax.child(kid, "case")
        if case is None or syntax.lower[case] not in _SERVES:
            return False
        if not syntax.tokens[kid].deprel.startswith(("nmod", "flat")):  # flat: the parse lost its way over a title
            return False
        lemma = self._actors.people.get(syntax.lower[head], "")
        return not (lemma in self._actors.sent and syntax.lower[case] in ("to", "for", "in"))

    def _led(self, name: int) -> Iterator[Office]:
        """Yield what `X, who leads the union,` and `X signed for the union` say."""
        syntax, token = self._syntax, self._syntax.tokens[name]
        verbs = [kid for kid in syntax.kids[name] if syntax.tokens[kid].deprel.startswith("acl")]
        for kid in verbs:
            yield from self._leads(kid)
            office = syntax.child(kid, "xcomp") if syntax.lower[kid] in _BECOMES else None
            if office is not None and self._is_office(office):
                yield from self.titles(office)
        for verb in (*verbs, token.head) if token.deprel == "nsubj" and token.head >= 0 else verbs:
            yield from self._speaks(verb)

    def _speaks(self, verb: int) -> Iterator[Office]:
        if self._syntax.lower[verb] in self._actors.speaking_for:
            yield from (Office("", verb, "", kid) for kid in self._syntax.kids[verb] if self._is_for(kid))

    def _is_for(self, kid: int) -> bool:
        case = self._syntax.child(kid, "case")
        return case is not None and self._syntax.lower[case] == "for" and self._is_party(kid)

    def _is_party(self, at: int) -> bool:
        """Say whether a noun is a body or a side: the name of one, or `the rebels`."""
        if at in self._named:
            return self._named[at].kind in ("state", "organisation")
        low, actors = self._syntax.lower[at], self._actors
        return low in actors.bodies or low in actors.government or actors.people.get(low) in actors.fighters

    def _leads(self, verb: int) -> Iterator[Office]:
        thing = self._syntax.child(verb, "obj")
        if thing is not None and verb < thing and self._syntax.lower[verb] in self._actors.office_verbs:
            words = Span(self._syntax.tokens[verb].start, self._syntax.tokens[thing].end).of(self._text)
            yield Office(words, verb, "leader", thing)

    def _leading(self, first: int, last: int) -> Iterator[Office]:
        """Yield what `X, who leads the union,` says, whatever the parse hangs it on."""
        syntax = self._syntax
        if syntax.lower[last : last + 2] == [",", "who"] and last + 2 < len(syntax.tokens):
            verb = last + 2
            if not (first <= syntax.tokens[verb].head < last) and syntax.tokens[verb].deprel.startswith("acl"):
                yield from self._leads(verb)
                yield from self._speaks(verb)

    def _led_by(self, name: int) -> Iterator[Office]:
        """Yield what `the delegation, led by X,` and `Norvia was represented by X` say."""
        syntax, token = self._syntax, self._syntax.tokens[name]
        case, verb = syntax.child(name, "case"), token.head
        if case is None or syntax.lower[case] != "by" or verb < 0 or not token.deprel.startswith("obl"):
            return
        is_said = syntax.lower[verb] in self._actors.office_verbs
        subject = syntax.child(verb, "nsubj:pass")
        if is_said and subject is not None and syntax.lower[subject] not in ("who", "which"):
            yield Office("", verb, "", subject)
        elif is_said and syntax.tokens[verb].deprel.startswith("acl"):
            yield Office("", verb, "", syntax.tokens[verb].head)

    def _belongs(self, first: int, last: int) -> Iterator[Office]:
        """Yield whom `X of the union`, `X, whose Union of Y won,` and `the union's X` belong to."""
        syntax = self._syntax
        owner = self._named.get(first - 2) if first > 1 and syntax.lower[first - 1] in _ENDINGS else None
        if owner is not None and owner.kind in ("organisation", "state"):
            yield Office("", first, "", first - 2)
        whose = syntax.lower[last : last + 2] == [",", "whose"]
        if whose and last + 2 in self._named and self._named[last + 2].kind == "organisation":
            yield Office("", first, "", last + 2)
        if syntax.lower[last : last + 1] == ["of"]:
            at = last + 1 + (syntax.lower[last + 1 : last + 2] == ["the"])
            if at in self._named and self._named[at].kind in ("organisation", "state"):
                yield Office("", first, "", at)
