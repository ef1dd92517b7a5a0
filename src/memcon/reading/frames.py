"""Reporting clauses as the parse shows them: who, by which words, what; found wherever they stand.

`the minister had told envoys that X`, `X, the envoy said`, `X, according to Y`, `the ministry's denial that X`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.reading.closing import closing_source
from memcon.reading.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.codebook import Codebook, Verb
    from memcon.reading.syntax import Syntax
    from memcon.spans import Span

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_HELPERS = ("aux", "aux:pass", "advmod", "compound:prt")
_SELF = frozenset(("i", "we", "you", "me", "us"))
_SPEAKERS = frozenset(("he", "she", "they", "it", "who", "which", "both", "some", "many", "others", "one", "several"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_NOT_SAID = frozenset(("it", "them", "him", "her", "us", "me", "himself", "herself", "itself", "themselves"))
_CLAUSE = ("ccomp",)
_TO_CLAUSE = frozenset(("promise", "vow", "pledge", "swear", "claim", "tell"))
_AS = frozenset(("describe", "characterize", "characterise", "denounce", "condemn", "dismiss", "call"))
_UNSAID = frozenset(
    ("not", "n't", "n’t", "never", "to", "should", "must", "may", "might", "could", "can", "will", "would")
)
_ENDS = frozenset(("VERB", "AUX", "PUNCT"))
_FINITE = frozenset(("VERB", "AUX"))
_OPENERS = {"according": ("to",), "in": ("the", "words", "of"), "per": ()}


def frames(syntax: Syntax, codebook: Codebook) -> Iterator[tuple[int, bool, Draft]]:
    """Yield, for every reporting clause, its cue token, whether it reports by itself, and its roles."""
    for at, word in enumerate(syntax.lower):
        verb = codebook.verbs.get(word)
        if word in _OPENERS or word in codebook.hedged_passives:
            draft = according(syntax, codebook, at) if word in _OPENERS else hedged_passive(syntax, at)
            if draft:
                yield at, True, draft
                continue
        if verb and verb.kind != "attitude" and syntax.tokens[at].upos in _FINITE:
            draft = verb_frame(syntax, at, verb)
            if draft and speaks(syntax, codebook, draft.source[0]):
                yield at, verb.kind == "core", draft
        elif word in codebook.speech_nouns and syntax.tokens[at].upos == "NOUN":
            draft = noun_frame(syntax, at)
            if draft:
                yield at, False, draft


def verb_frame(syntax: Syntax, at: int, verb: Verb) -> Draft | None:
    """Return the roles of a reporting verb with a subject and something reported; None when either lacks."""
    if any(syntax.lower[kid] in _UNSAID and kid < at for kid in syntax.kids[at]):
        return None
    if verb.person_first and syntax.child(at, "aux:pass") is not None:
        return None  # `the rebels have been told to stay`: they hear it
    if verb.kind == "core" and not syntax.lower[at].endswith("ing") and (closed := _closing(syntax, at)):
        return closed
    source = subject(syntax, at)
    content = reported(syntax, at, verb)
    if content is None and verb.kind == "core":
        content = surface_clause(syntax, at, verb) or surface_fronted(syntax, at, verb)
    if source is None and content:
        source = surface_subject(syntax, at)
    if source and content and any(source.overlaps(span) for span in content):
        source = surface_subject(syntax, at)
    if verb.kind == "core" and not (source and content):
        return surface_inverted(syntax, at)
    return Draft([source], [cue_span(syntax, at)], content) if source and content else None


def _closing(syntax: Syntax, at: int) -> Draft | None:
    """Return the roles of `C, X said.`: everything before the last comma, who, and the verb."""
    found = closing_source(syntax, at)
    if found is None:
        return None
    source, content = syntax.span(*found), syntax.span(syntax.sentence(at).first, found[0])
    return Draft([source], [cue_span(syntax, at)], [content]) if source and content else None


def speaks(syntax: Syntax, codebook: Codebook, source: Span) -> bool:
    """Say whether a subject is somebody or something that can say: a name, a pronoun, or a noun of the codebook."""
    book = codebook
    lists = (book.unnamed, book.officeholders, book.institutions, book.media, book.documents, book.instruments)
    for at in syntax.inside(source):
        upos, word = syntax.tokens[at].upos, syntax.lower[at]
        if upos == "PROPN" or word in _SPEAKERS or any(word in words for words in lists):
            return True
    return False


def cue_span(syntax: Syntax, at: int) -> Span:
    """Return the verb with its helpers: `had told`, `did not deny`."""
    first, last = at, at + 1
    helpers = {kid for kid in syntax.kids[at] if syntax.tokens[kid].deprel in _HELPERS}
    while first - 1 in helpers:
        first -= 1
    while last in helpers and syntax.tokens[last].deprel == "compound:prt":
        last += 1
    return syntax.span(first, last) or syntax.span(at, at + 1)  # type: ignore[return-value]  # a verb is no comma


def subject(syntax: Syntax, at: int, depth: int = 0) -> Span | None:
    """Return who the parse says does the reporting, through coordination, participles and relative clauses."""
    own = syntax.child(at, *_SUBJECTS)
    token = syntax.tokens[at]
    if own is not None:
        return antecedent(syntax, at) if syntax.lower[own] in _RELATIVE else noun_phrase(syntax, own, at)
    if depth > 3 or token.head < 0:
        return None
    if inherits(syntax, at):
        return subject(syntax, token.head, depth + 1)
    return antecedent(syntax, at)


def inherits(syntax: Syntax, at: int) -> bool:
    """Say whether a verb goes on with the subject of the verb above it: `and promised`, `, adding`."""
    token = syntax.tokens[at]
    if token.deprel not in ("conj", "advcl", "xcomp", "parataxis") or token.head < 0:
        return False
    return syntax.child(at, *_SUBJECTS) is None and syntax.tokens[token.head].upos in _FINITE


def antecedent(syntax: Syntax, at: int) -> Span | None:
    """Return the noun phrase that the clause of token `at` modifies, without that clause."""
    token = syntax.tokens[at]
    if token.deprel not in ("acl:relcl", "acl") or token.head < 0 or token.head > at:
        return None
    return syntax.span(syntax.low[token.head], max(syntax.low[at], token.head + 1))


def noun_phrase(syntax: Syntax, noun: int, verb: int) -> Span | None:
    """Return the subtree of `noun`, up to `verb` when it reaches over it; None for I, we and you."""
    if syntax.lower[noun] in _SELF:
        return None
    first, last = syntax.low[noun], syntax.high[noun]
    if first <= verb < last:
        first, last = (first, verb) if noun < verb else (verb + 1, last)
    return syntax.span(first + (syntax.lower[first] == "that" and first < noun), last)


def reported(syntax: Syntax, at: int, verb: Verb) -> list[Span] | None:
    """Return what the parse says is reported: a clause, the clause around `X, he said, Y`, or a noun phrase."""
    clause = syntax.child(at, *_CLAUSE)
    if clause is None and verb.lemma in _TO_CLAUSE:
        clause = syntax.child(at, "xcomp")
    if clause is not None:
        return _piece(syntax, syntax.low[clause], syntax.high[clause], at)
    thing = syntax.child(at, "obj")
    if thing is not None and thing > at and verb.lemma in _AS and syntax.high[thing] < syntax.high[at]:
        return _piece(syntax, syntax.low[thing], syntax.high[at], at)
    if thing is not None and thing > at and verb.noun_content and syntax.lower[thing] not in _NOT_SAID:
        return _piece(syntax, syntax.low[thing], syntax.high[thing], at)
    if syntax.tokens[at].deprel == "parataxis" and verb.kind in ("core", "speech", "writing"):
        return around(syntax, syntax.tokens[at].head, syntax.low[at], syntax.high[at])
    return None


def around(syntax: Syntax, head: int, first: int, last: int) -> list[Span] | None:
    """Return the clause of `head` without tokens `[first, last)`."""
    before = syntax.span(syntax.low[head], min(first, syntax.high[head]))
    after = syntax.span(max(last, syntax.low[head]), syntax.high[head])
    return [span for span in (before, after) if span] or None


def _piece(syntax: Syntax, first: int, last: int, verb: int) -> list[Span] | None:
    """Return tokens `[first, last)` as content, cut where the verb itself stands between."""
    if first <= verb < last:
        first, last = (verb + 1, last) if last - verb > verb - first else (first, verb)
    span = syntax.span(first, last)
    return [span] if span and (last - first > 1 or syntax.lower[first] in ("this", "that")) else None


def surface_clause(syntax: Syntax, at: int, verb: Verb) -> list[Span] | None:
    """Return what follows `said that`, `told X that` or `said “` up to the sentence's end, when the parse fails."""
    sentence = syntax.sentence(at)
    limit = min(sentence.last, at + (12 if verb.person_first else 2))
    for opener in range(at + 1, limit):
        if syntax.lower[opener] in ("that", "“", '"'):
            break
        if syntax.tokens[opener].upos in ("VERB", "PUNCT"):
            return None
    else:
        return None
    if syntax.lower[opener] == "that" and syntax.tokens[opener].upos not in ("SCONJ", "PRON"):
        return None
    return _piece(syntax, opener, sentence.last, at)


def surface_fronted(syntax: Syntax, at: int, verb: Verb) -> list[Span] | None:
    """Return what stands before `, X said`, up to the comma, when the parse fails."""
    first = at
    sentence = syntax.sentence(at)
    while first > sentence.first and syntax.tokens[first - 1].upos in ("AUX", "ADV"):
        first -= 1
    begin = syntax.phrase_before(first)
    if begin == first or begin - sentence.first < 4 or syntax.tokens[begin - 1].text not in (",", "”", '"'):
        return None
    behind = ("SCONJ", "VERB", "AUX") if verb.person_first else ("SCONJ", "PRON", "DET", "VERB", "AUX")
    if at + 1 < sentence.last and syntax.tokens[at + 1].upos in behind:
        return None
    return _piece(syntax, sentence.first, begin, at)


def surface_inverted(syntax: Syntax, at: int) -> Draft | None:
    """Return the roles of `C, says X, D` and `“C,” says X.`: a comma before the verb, a noun phrase right behind it."""
    sentence = syntax.sentence(at)
    if at - sentence.first < 2 or syntax.tokens[at - 1].text not in (",", "”", '"') or syntax.lower[at].endswith("ing"):
        return None
    last = at + 1
    while last < sentence.last and syntax.tokens[last].upos in ("DET", "PROPN", "NOUN", "ADJ", "NUM"):
        last += 1
    if last == at + 1 or (last < sentence.last and syntax.tokens[last].upos != "PUNCT"):
        return None
    source, cue = syntax.span(at + 1, last), syntax.span(at, at + 1)
    content = [span for span in (syntax.span(sentence.first, at), syntax.span(last, sentence.last)) if span]
    return Draft([source], [cue], content) if source and cue and content else None


def hedged_passive(syntax: Syntax, at: int) -> Draft | None:
    """Return the roles of `X is understood to have left`: no source, and all but the cue as content."""
    sentence = syntax.sentence(at)
    if at - 1 <= sentence.first or syntax.lower[at - 1] not in ("is", "are", "was", "were"):
        return None
    if at + 2 >= sentence.last or syntax.lower[at + 1] != "to" or syntax.lower[at - 2] in ("it", "there"):
        return None
    thing = syntax.child(at, "nsubj:pass", "nsubj")
    begin = syntax.low[thing] if thing is not None else syntax.phrase_before(at - 1)
    clause = syntax.child(at, "xcomp", "ccomp")
    last = syntax.high[clause] if clause is not None else sentence.last
    cue, before, after = syntax.span(at - 1, at + 1), syntax.span(begin, at - 1), syntax.span(at + 1, last)
    return Draft([], [cue], [before, after]) if cue and before and after else None


def surface_subject(syntax: Syntax, at: int) -> Span | None:
    """Return the noun phrase just before the verb and its helpers, when the parse has no subject."""
    first = at
    while first > syntax.sentence(at).first and syntax.tokens[first - 1].upos in ("AUX", "ADV"):
        first -= 1
    begin = syntax.phrase_before(first)
    if begin == first or syntax.lower[begin] in _SELF or syntax.lower[first - 1] in _RELATIVE:
        return None
    return syntax.span(begin, first)


def according(syntax: Syntax, codebook: Codebook, at: int) -> Draft | None:
    """Return the roles of `according to X, C`, `C, in the words of X` and `C, per X`."""
    opener = _OPENERS[syntax.lower[at]]
    named = at + 1 + len(opener)
    if named >= syntax.sentence(at).last or tuple(syntax.lower[at + 1 : named]) != opener:
        return None
    last = phrase_end(syntax, named)
    source, cue = syntax.span(named, last), syntax.span(at, named)
    if not source or not cue:
        return None
    if not opener and (syntax.lower[at - 1 : at] != [","] or not speaks(syntax, codebook, source)):
        return None
    content = clause_beside(syntax, at, last)
    return Draft([source], [cue], content) if content else None


def phrase_end(syntax: Syntax, first: int) -> int:
    """Return where the noun phrase that begins at `first` ends: by the parse, else at the next comma or verb."""
    sentence = syntax.sentence(first)
    heads = [at for at in range(first, min(first + 15, sentence.last)) if syntax.low[at] <= first < syntax.high[at]]
    fit = [at for at in heads if syntax.tokens[at].upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")]
    own = [at for at in fit if syntax.tokens[at].deprel in ("obl", "obj", "nmod", "obl:agent", "conj")]
    for head in own:
        if syntax.low[head] >= first - 2:
            return syntax.high[head]
    last = first + 1
    while last < sentence.last and (syntax.tokens[last].upos not in _ENDS or _is_hyphen(syntax, last)):
        last += 1
    return last


def _is_hyphen(syntax: Syntax, at: int) -> bool:
    """Say whether token `at` joins the words beside it: `semi-official`."""
    token = syntax.tokens[at]
    return token.text == "-" and token.start == syntax.tokens[at - 1].end


def clause_beside(syntax: Syntax, first: int, last: int) -> list[Span] | None:
    """Return the clause that a phrase `[first, last)` attributes: what stands before it and what follows."""
    sentence = syntax.sentence(first)
    head = next((up for up in syntax.verbs_above(first) if not first <= up < last), None)
    low, high = sentence.first, sentence.last
    if head is not None and syntax.high[head] - syntax.low[head] > last - first + 2:
        low, high = min(syntax.low[head], first), max(syntax.high[head], last)
    spans = [syntax.span(low, first), syntax.span(last, high)]
    return [span for span in spans if span and len(syntax.inside(span)) > 1] or None


def noun_frame(syntax: Syntax, at: int) -> Draft | None:
    """Return the roles of `the ministry's denial that X`: an act of saying with its owner and its clause."""
    owner = syntax.child(at, "nmod:poss")
    clause = syntax.child(at, "acl", "ccomp")
    if owner is None or clause is None or syntax.lower[syntax.low[clause]] not in ("that", "to"):
        return None
    if syntax.lower[owner] in ("my", "our", "your"):
        return None
    last = syntax.high[owner] - (syntax.lower[syntax.high[owner] - 1] in ("'s", "’s", "'", "’"))
    source, cue = syntax.span(syntax.low[owner], last), syntax.span(at, at + 1)
    content = syntax.span(syntax.low[clause], syntax.high[clause])
    return Draft([source], [cue], [content]) if source and cue and content else None
