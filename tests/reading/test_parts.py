"""Long texts are nested part by part, and nothing is lost between the parts."""

from memcon.reading.model import Attribution, Sentence, Token
from memcon.reading.parts import parts
from memcon.spans import Span


def text_of(lines, words=50):
    """Return lines of `words` words, each a sentence, with their tokens: every word hangs on the line's first."""
    tokens, sentences, text = [], [], ""
    for _ in range(lines):
        first = len(tokens)
        for at in range(words):
            tokens.append(Token(len(text), len(text) + 4, "word", "NOUN", first if at else -1, "dep"))
            text += "word" + ("\n" if at == words - 1 else " ")
        sentences.append(Sentence(first, len(tokens)))
    return text, tokens, sentences


def test_a_report_is_one_part():
    text, tokens, sentences = text_of(20)
    (part,) = parts(text, tokens, sentences, [])
    assert list(part.tokens) == tokens


def test_a_book_is_cut_and_its_heads_count_from_the_part():
    text, tokens, sentences = text_of(120)
    found = list(parts(text, tokens, sentences, []))
    assert [len(part.tokens) for part in found] == [2500, 2500, 1000]
    assert found[1].tokens[51].head == 50
    assert found[1].sentences[0] == Sentence(0, 50)
    assert [token.start for part in found for token in part.tokens] == [token.start for token in tokens]


def test_no_part_ends_within_an_attribution():
    text, tokens, sentences = text_of(120)
    span = Span(tokens[2400].start, tokens[2700].end)
    long = Attribution((), (Span(tokens[2399].start, tokens[2399].end),), (span,))
    first, *rest = parts(text, tokens, sentences, [long])
    assert len(first.tokens) == 2750
    assert list(first.attributions) == [long]
    assert not [one for part in rest for one in part.attributions]
