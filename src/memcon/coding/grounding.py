"""Whether a record keeps its promise: everything points at characters of the article and at ids that exist."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memcon.coding.record import Record

REFERS = {
    "of": "entities",
    "side": "entities",
    "entity": "entities",
    "actor": "entities",
    "recipient": "entities",
    "mediator": "entities",
    "where": "entities",
    "by": "entities",
    "holder": "entities",
    "toward": "entities",
    "chain": "sources",
    "proposal": "proposals",
    "event": "events",
}
"""Fields that hold ids, and the list of the record in which those ids are found."""

LISTS = ("entities", "sources", "attributions", "events", "proposals", "positions", "standings")


def faults(record: Record) -> list[str]:
    """Return one line for each thing that is not grounded, `path: what is wrong`, in document order."""
    return [*_bad_article(record), *_bad_ids(record), *_bad_parts(record)]


def _bad_article(record: Record) -> Iterator[str]:
    # A lone surrogate has no UTF-8; `surrogatepass` lets the check go on and name the other faults.
    found = hashlib.sha256(record.article.text.encode("utf-8", "surrogatepass")).hexdigest()
    if found != record.article.sha256:
        yield f"article.sha256: is not that of the text, which is {found}"
    if not record.sources or (record.sources[0].id, record.sources[0].kind) != ("s0", "writer"):
        yield "sources[0]: must be the writer, s0"


def _bad_ids(record: Record) -> Iterator[str]:
    seen: set[str] = set()
    for name in LISTS:
        for i, item in enumerate(getattr(record, name)):
            if item.id in seen:
                yield f"{name}[{i}].id: `{item.id}` is used twice"
            seen.add(item.id)


def _bad_parts(record: Record) -> Iterator[str]:
    ids = {name: {item.id for item in getattr(record, name)} for name in LISTS}
    size = len(record.article.text)
    leaves = (leaf for name in LISTS for leaf in _leaves(getattr(record, name), name, name))
    for path, name, value in leaves:
        if isinstance(value, Span):
            yield from _bad_span(path, value, size)
        elif isinstance(value, str) and name in REFERS and value not in ids[REFERS[name]]:
            yield f"{path}: no `{value}` among the {REFERS[name]}"
        if name == "chain" and (value == () or (path.endswith("[0]") and value != "s0")):
            yield f"{path}: a chain starts at the writer, s0"


def _bad_span(path: str, span: Span, size: int) -> Iterator[str]:
    if span.start >= span.end:
        yield f"{path}: [{span.start}, {span.end}] is empty"
    elif span.start < 0 or span.end > size:
        yield f"{path}: [{span.start}, {span.end}] is outside the text of {size} characters"


def _leaves(value: object, path: str, name: str) -> Iterator[tuple[str, str, object]]:
    """Yield (path, field name, value) for every span, scalar and empty list below `value`."""
    if is_dataclass(value):
        for f in fields(value):
            yield from _leaves(getattr(value, f.name), f"{path}.{f.name}", f.name)
    elif isinstance(value, tuple) and value and not isinstance(value, Span):
        for i, item in enumerate(value):
            yield from _leaves(item, f"{path}[{i}]", name)
    else:
        yield path, name, value
