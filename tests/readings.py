"""Readings built by hand, from marked text: no model is loaded.

    reading("{s1 Reuters} {c1 said} {t1 the ministry denied the raid}.", heads="Reuters<said:nsubj denied<said:ccomp")

`{s1 …}`, `{c1 …}`, `{t1 …}` are pieces of source, cue and content of attribution 1; `{person …}`, `{organisation …}`,
`{place …}`, `{nationality …}` are mentions. Marks nest. `heads` gives `word<head:relation`, `word#2` being the word's
second occurrence; a word without one hangs on the next word that has one, and so belongs to its phrase. Parts of
speech are guessed from a word's looks, which is enough for rules that are given the parse.
"""

import hashlib
import re

from memcon import codebook
from memcon.article.model import Article
from memcon.coding import code
from memcon.encoder.words import words
from memcon.reading.model import Attribution, Mention, Reading, Sentence, Token
from memcon.reading.nesting import nest
from memcon.spans import Span

OPEN = re.compile(r"\{([a-z]+)(\d*) ")
CLOSED = {
    "ADP": "of in at for with from to by on about under near after before during as per within",
    "DET": "the a an this these those its his her their some both another",
    "PRON": "he she they it who which him them i we you us",
    "AUX": "had has have was were is are did does do be been could would will not",
    "CCONJ": "and or but",
    "SCONJ": "that whether because",
    "NUM": "one two three four five six",
    "ADJ": "familiar close senior present aware foreign anonymous unnamed same joint new",
    "ADV": "privately reportedly immediately independently later",
}
UPOS = {word: upos for upos, listed in CLOSED.items() for word in listed.split()}
PARTICIPLES = frozenset(
    ["briefed", "involved", "named", "identified", "spoke", "speaking", "delivered", "circulated", "published"]
)


def unmark(marked):
    """Return the text without marks, and (label, number, span) of every mark."""
    text, marks, stack, at = "", [], [], 0
    while at < len(marked):
        opened = OPEN.match(marked, at)
        if opened:
            stack.append((*opened.groups(), len(text)))
            at = opened.end()
        elif marked[at] == "}":
            label, number, start = stack.pop()
            marks.append((label, number, Span(start, len(text))))
            at += 1
        else:
            text += marked[at]
            at += 1
    assert not stack
    return text, sorted(marks, key=lambda mark: mark[2])


def upos_of(word):
    """Guess a part of speech."""
    low, book = word.lower(), codebook.load()
    if not any(char.isalnum() for char in word):
        return "PUNCT"
    if low in ("'s", "’s"):
        return "PART"
    if low in UPOS:
        return UPOS[low]
    if word[0].isdigit():
        return "NUM"
    if low in PARTICIPLES or (low in book.verbs and low not in book.documents and low not in book.unnamed):
        return "VERB"
    return "PROPN" if word[0].isupper() and low not in book.unnamed else "NOUN"


def cut_sentences(text, spans):
    """Cut after a full stop, or at a line's end."""
    out, first = [], 0
    for at, (start, end) in enumerate(spans):
        following = text[end : spans[at + 1][0]] if at + 1 < len(spans) else "\n"
        stops = text[start:end] in (".", "?", "!") and following[:1] not in ('"', "”")
        quoted = text[start:end] in ('"', "”") and at and text[spans[at - 1][0] : spans[at - 1][1]] in (".", "?", "!")
        if stops or quoted or "\n" in following:
            out.append(Sentence(first, at + 1))
            first = at + 1
    return out


def given_heads(text, spans, heads):
    """Return token to (head token, relation), as far as `heads` says."""
    places = {}
    for at, (start, end) in enumerate(spans):
        places.setdefault(text[start:end], []).append(at)

    def place(name):
        word, _, number = name.partition("#")
        return places[word][int(number or 1) - 1]

    out = {}
    for pair in heads.split():
        word, _, rest = pair.partition("<")
        head, _, relation = rest.partition(":")
        out[place(word)] = (place(head), relation)
    return out


def parse(text, heads):
    """Return tokens and sentences."""
    spans = words(text)
    sentences = cut_sentences(text, spans)
    known = given_heads(text, spans, heads)
    anchors = sorted({*known, *(head for head, _ in known.values())})
    tokens = []
    for sentence in sentences:
        here = [at for at in anchors if sentence.first <= at < sentence.last]
        for at in range(sentence.first, sentence.last):
            start, end = spans[at]
            upos = upos_of(text[start:end])
            head, relation = known.get(at, (-1, "root"))
            if at not in anchors and here:
                following = next((one for one in here if one > at), here[-1])
                head, relation = following, "punct" if upos == "PUNCT" else "dep"
            tokens.append(Token(start, end, text[start:end], upos, head, relation))
    return tuple(tokens), tuple(sentences)


def reading(marked, heads="", outlet=None):
    """Build a `Reading`; its attributions are as marked, not nested."""
    text, marks = unmark(marked)
    tokens, sentences = parse(text, heads)
    numbers = sorted({number for _, number, _ in marks if number}, key=int)
    attributions = tuple(
        Attribution(*(tuple(s for label, n, s in marks if (label, n) == (role, number)) for role in "sct"))
        for number in numbers
    )
    mentions = tuple(Mention(span, label) for label, number, span in marks if not number)
    quotes = tuple(Span(*match.span()) for match in re.finditer(r'"[^"\n]*"|“[^”\n]*”', text))
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article("a", text, sha, None, outlet, None, None, None, None, None, "en", None, Span(0, len(text)))
    return Reading(article, tokens, sentences, mentions, quotes, attributions)


def nested(marked, heads=""):
    """Nest the marked attributions; return (source, cue, content) of each, in words, pieces joined by ` … `."""
    made = reading(marked, heads)
    text = made.article.text
    found = nest(text, made.tokens, made.sentences, made.attributions, made.mentions)
    return [tuple(" … ".join(span.of(text) for span in role) for role in (a.source, a.cue, a.content)) for a in found]


def coded(marked, heads="", outlet=None):
    """Code the marked attributions as they stand; return the `Coding` and the text."""
    made = reading(marked, heads, outlet)
    return code(made), made.article.text


def chains(marked, heads="", outlet=None):
    """Return the chain of every attribution as `kind words` hops joined by ` > `, the writer left out."""
    coding, text = coded(marked, heads, outlet)
    sources = {source.id: source for source in coding.sources}
    return [
        " > ".join(f"{sources[h].kind} {sources[h].span.of(text)}" for h in a.chain[1:]) for a in coding.attributions
    ]


def unnamed(marked, heads=""):
    """Return the facts of the last unnamed source."""
    coding, _ = coded(marked, heads)
    return [source.unnamed for source in coding.sources if source.unnamed][-1]
