"""Entries made by hand: a record of every kind under a text, an address and a day of the test's own."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from memcon.coding.record import Record
from memcon.record.entries import entry_of

PASS = Path(__file__).parents[1] / "records" / "pass.json"
NOW = "2031-04-10T12:00:00Z"


def unit(seed):
    vector = np.random.default_rng(seed).standard_normal(8).astype(np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture(scope="session")
def entry():
    """Make an entry: `entry(text, url=…, id=…, published=…, title=…, outlet=…, now=…)`."""
    record = Record.from_json(PASS.read_text(encoding="utf-8"))

    def made(text, *, now=NOW, page=None, **said):
        digest = hashlib.sha256(text.encode()).hexdigest()
        known = {"id": digest, "text": text, "sha256": digest, "title": None} | said
        one = replace(record, article=replace(record.article, **known))
        return entry_of(one, {"p1": unit(1), "lead": unit(2)}, page, now)

    return made
