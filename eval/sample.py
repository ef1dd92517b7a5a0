"""The shared sample against the facts that a careful analyst notes in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import memcon
from eval.shared import scorer

if TYPE_CHECKING:
    from pathlib import Path

GOLD = "../eval/gold/000_f420ff260f6c388f.json"
FILES = ("../samples/000_f420ff260f6c388f.txt", GOLD)
KINDS = ("article", "entity", "source", "attribution")


def measure(data: Path) -> dict[str, float]:
    """Return the share of the facts found of each kind that memcon reads today, and of spans that lie in the text."""
    check = scorer(data, "check_record")
    facts = json.loads((data / GOLD).read_text("utf-8"))["facts"]
    record = check.Record(json.loads(memcon.read(str(data / FILES[0])).to_json()))
    spans = list(check.spans_of(record.data))
    out = {"spans": sum(0 <= s < e <= len(record.text) for s, e in spans) / len(spans)}
    for kind in KINDS:
        mine = [check.holds(fact, record) for fact in facts if fact["kind"] == kind]
        out[kind] = sum(mine) / len(mine)
    return out
