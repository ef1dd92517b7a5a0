"""Between frozen dataclasses and JSON, strictly: the classes are the schema, and every fault has a path."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from functools import cache
from math import isfinite
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from memcon.errors import MemconError
from memcon.spans import Span

T = TypeVar("T")
MAY_BE_ABSENT = {"may_be_absent": True}
"""Metadata of a field that older writers leave out; it then takes its default."""


class BadRecord(MemconError):
    """A JSON text is not a record; `faults` lists what is wrong, each line with its path."""

    exit_code = 65
    http_status = 422

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def fields_of(value: Any) -> dict[str, object]:  # noqa: ANN401 - as json.dumps has it
    """Return a dataclass's fields in order, as `json.dumps` asks for what it does not know; tuples it writes itself.

    Raises `TypeError` for anything else.
    """
    kind = type(value)
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return {name: getattr(value, name) for name in _FIELDS[kind]}


_FIELDS: dict[type[Any], tuple[str, ...]] = {}  # names by class, which `fields` would look up for every value


def parse(kind: type[T], written: str) -> T:
    """Build a `kind` from JSON text. Raises `BadRecord` with every fault found."""
    try:
        value = json.loads(written)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadRecord([f"$: not JSON: {error}. Pass one object as `memcon read --json` prints it."]) from error
    faults: list[str] = []
    built = _build(kind, value, "$", faults)
    if faults:
        raise BadRecord(faults)
    return cast("T", built)


def _build(kind: object, value: object, path: str, faults: list[str]) -> object:
    """Build one value of any annotated kind; append to `faults` and return None where it does not fit."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _build_optional(kind, value, path, faults)
    if origin is Literal:
        return _choice(get_args(kind), value, path, faults)
    if origin is tuple:
        return _build_list(get_args(kind)[0], value, path, faults)
    if kind is Span:
        return _build_span(value, path, faults)
    if is_dataclass(kind):
        return _build_object(cast("type", kind), value, path, faults)
    fits = type(value) is kind and (not isinstance(value, float) or isfinite(value))
    return value if fits else _fault(path, f"expected {_NAMES[cast('type', kind)]}", value, faults)


def _build_optional(kind: object, value: object, path: str, faults: list[str]) -> object:
    (inner,) = (arg for arg in get_args(kind) if arg is not type(None))
    return None if value is None else _build(inner, value, path, faults)


def _choice(words: tuple[str, ...], value: object, path: str, faults: list[str]) -> object:
    if isinstance(value, str) and value in words:
        return value
    return _fault(path, f"expected one of {', '.join(words)}", value, faults)


def _build_list(kind: object, value: object, path: str, faults: list[str]) -> object:
    if not isinstance(value, list):
        return _fault(path, "expected a list", value, faults)
    return tuple(_build(kind, item, f"{path}[{i}]", faults) for i, item in enumerate(value))


def _build_span(value: object, path: str, faults: list[str]) -> object:
    if isinstance(value, list) and [type(x) for x in value] == [int, int]:
        return Span(*value)
    return _fault(path, "expected a span [start, end]", value, faults)


def _build_object(kind: type, value: object, path: str, faults: list[str]) -> object:
    if not isinstance(value, dict):
        return _fault(path, "expected an object", value, faults)
    hints, before, built = _hints(kind), len(faults), {}
    faults.extend(f"{path}: unknown key `{key}`. Remove it." for key in value if key not in hints)
    for f in fields(kind):
        if f.name in value:
            built[f.name] = _build(hints[f.name], value[f.name], f"{path}.{f.name}", faults)
        elif not f.metadata.get("may_be_absent"):
            faults.append(f"{path}: no key `{f.name}`. Every key must be there; use null or [].")
    return kind(**built) if len(faults) == before else None


def _fault(path: str, expected: str, value: object, faults: list[str]) -> object:
    shown = json.dumps(value, ensure_ascii=False)
    faults.append(f"{path}: {expected}, found {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}.")
    return None


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


_NAMES = {str: "a string", int: "a whole number", bool: "true or false", float: "a number"}
_SHOWN = 60
