"""From stored JSON back to records, without the checks: the store itself has written it.

`Record.from_json` looks at every value for strangers' mistakes; this takes a tenth of the time.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from memcon.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    Builder = Callable[[Any], Any]


@cache
def builder(kind: Any) -> Builder:  # noqa: ANN401  an annotation of any kind
    """Return what makes a value of an annotated kind out of what JSON holds of it."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _optional(builder(next(one for one in get_args(kind) if one is not type(None))))
    if origin is tuple:
        return _listed(get_args(kind)[0])
    if kind is Span:
        return lambda value: Span(*value)
    if is_dataclass(kind):
        return _object(kind)
    return _as_it_is


def _as_it_is(value: Any) -> Any:  # noqa: ANN401  a string, a number, a literal
    return value


def _optional(build: Builder) -> Builder:
    if build is _as_it_is:
        return build
    return lambda value: None if value is None else build(value)


def _listed(kind: Any) -> Builder:  # noqa: ANN401  an annotation of any kind
    if kind is str or get_origin(kind) is Literal:
        return tuple
    build = builder(kind)
    return lambda value: tuple([build(one) for one in value])


def _object(kind: Any) -> Builder:  # noqa: ANN401  a dataclass
    hints = get_type_hints(kind)
    built = [(field.name, build) for field in fields(kind) if (build := builder(hints[field.name])) is not _as_it_is]

    def make(value: dict[str, Any]) -> Any:  # noqa: ANN401  an object of the class
        said = dict(value)
        for name, build in built:
            if name in said:
                said[name] = build(said[name])
        return kind(**said)

    return make
