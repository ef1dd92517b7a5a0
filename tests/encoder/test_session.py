"""The model that ships: loads, answers in the right shapes, always the same."""

from __future__ import annotations

import json

import numpy as np
import pytest

from memcon.encoder import Encoder, Words, load, words
from memcon.errors import BrokenInstallation

TEXT = "The envoy said talks would resume on Monday.\nNobody replied."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """Loaded once."""
    return load()


def as_words(text: str) -> Words:
    """Words, the first of them and those behind a line break beginning a line."""
    cut = words(text)
    return Words(
        [text[s:e] for s, e in cut], [i == 0 or "\n" in text[cut[i - 1][1] : s] for i, (s, _) in enumerate(cut)]
    )


def test_every_word_has_scores_of_every_head(encoder: Encoder) -> None:
    """n words: n rows each."""
    text = as_words(TEXT)
    n = len(text.words)
    scores = encoder.score([text])[0]
    labels = encoder.labels
    assert scores.starts.shape == scores.heads.shape == scores.upos.shape == (n,)
    assert scores.roles.shape == (n, len(labels.roles))
    assert scores.names.shape == (n, len(labels.names))
    assert scores.links.shape == (n, 4 * labels.link)


def test_a_text_without_words_has_empty_scores(encoder: Encoder) -> None:
    """No rows, the usual columns."""
    assert encoder.score([Words([], [])])[0].roles.shape == (0, len(encoder.labels.roles))


def test_a_long_text_is_read_in_windows_and_joined(encoder: Encoder) -> None:
    """Heads point into the whole text, inside the word's own window."""
    scores = encoder.score([as_words("The envoy said that talks would resume on Monday, after a week. " * 60)])[0]
    assert len(scores.arcs) > 1
    assert all(h < 0 or scores.window[h] == scores.window[i] for i, h in enumerate(scores.heads.tolist()))


def test_scores_do_not_depend_on_what_is_read_beside(encoder: Encoder) -> None:
    """To the last bit."""
    text = as_words(TEXT)
    beside = encoder.score([as_words("A much longer story. " * 30), text, as_words("Short.")])[1]
    assert np.array_equal(encoder.score([text])[0].roles, beside.roles)
    assert np.array_equal(encoder.score([text])[0].links, beside.links)


def test_reruns_are_identical(encoder: Encoder) -> None:
    """To the last bit."""
    text = as_words(TEXT)
    assert np.array_equal(encoder.score([text])[0].roles, encoder.score([text])[0].roles)


def test_a_damaged_model_says_so() -> None:
    """And what to do about it."""
    model = {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "vocab": {"[UNK]": 0}}
    tokenizer = json.dumps({"version": "1.0", "model": model | {"max_input_chars_per_word": 100}})
    with pytest.raises(BrokenInstallation, match="Reinstall memcon"):
        Encoder(b"not a model", tokenizer, 1)
