"""Entries made by hand: a record of every kind under a text, an address and a day of the test's own."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from memcon.coding.record import Record
from memcon.record.entries import entry_of
from memcon.store import packing

PASS = Path(__file__).parents[1] / "records" / "pass.json"
BUNDLES = Path(__file__).parents[2] / "eval" / "gold" / "bundles" / "dev"
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


@pytest.fixture(scope="session")
def bundle_entries():
    """The articles of two dev bundles, really read: 22 articles of two negotiations, two of them later versions."""
    from memcon.feeds import page_of_text
    from memcon.pipeline import read_entries
    from memcon.settings import Settings

    class Nothing:
        page = article = staticmethod(lambda *_: False)

    folders = [BUNDLES / name for name in ("sudan-truce", "iran-muscat")]
    files = [path for folder in folders for path in sorted(folder.glob("*.json")) if path.name != "bundle.json"]
    keys = ("id", "url", "outlet", "published", "title", "text")
    rows = [{key: json.loads(path.read_text("utf-8"))[key] for key in keys} for path in files]
    pages = [page_of_text(row.pop("text"), **row) for row in rows]
    read = read_entries(pages, Settings(), {}, Nothing())
    return [replace(one, meanings=packing.unpack_meanings(packing.pack_meanings(one.meanings))) for one in read]
