"""Values as bytes: records compressed, vectors as float16."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from memcon.coding.record import Record
from memcon.store.unpacking import builder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memcon.record.model import Vector

_LEVEL = 3  # a third larger than at 9, in a third of the time


def pack_record(record: Record) -> bytes:
    """Compress a record's JSON."""
    return zlib.compress(record.to_json().encode(), _LEVEL)


def unpack_record(packed: bytes) -> Record:
    """Return the record that `pack_record` compressed."""
    record: Record = builder(Record)(json.loads(zlib.decompress(packed)))
    return record


def unpack_article(packed: bytes) -> dict[str, Any]:
    """Return the `article` of a packed record, unchecked: a tenth of the time that the whole record takes."""
    article: dict[str, Any] = json.loads(zlib.decompress(packed))["article"]
    return article


def pack_vector(vector: Vector | None) -> bytes | None:
    """Write a vector as float16, little-endian: two bytes a number."""
    return None if vector is None else np.asarray(vector, "<f2").tobytes()


def unpack_vector(packed: bytes | None) -> Vector | None:
    """Return the vector that `pack_vector` wrote, as float32."""
    return None if packed is None else np.frombuffer(packed, "<f2").astype(np.float32)


def rounded(vector: Vector | None) -> Vector | None:
    """Return what comes back of a vector that is packed."""
    return None if vector is None else vector.astype(np.float16).astype(np.float32)


def unpack_vectors(packed: Sequence[bytes | None]) -> list[Vector | None]:
    """Return what `unpack_vector` does for each, faster where all are of one length."""
    known = [one for one in packed if one is not None]
    if len({len(one) for one in known}) != 1:
        return [unpack_vector(one) for one in packed]
    rows = iter(np.frombuffer(b"".join(known), "<f2").astype(np.float32).reshape(len(known), -1))
    return [None if one is None else next(rows) for one in packed]


def pack_meanings(meanings: Mapping[str, Vector]) -> bytes:
    """Write vectors by name: the names on one line, then the vectors one after the other."""
    names = " ".join(meanings).encode()
    return names + b"\n" + b"".join(np.asarray(vector, "<f2").tobytes() for vector in meanings.values())


def unpack_meanings(packed: bytes) -> dict[str, Vector]:
    """Return what `pack_meanings` wrote."""
    line, _, rest = packed.partition(b"\n")
    names = line.decode().split()
    if not names:
        return {}
    vectors = np.frombuffer(rest, "<f2").astype(np.float32).reshape(len(names), -1)
    return dict(zip(names, vectors, strict=True))


def storable(text: str) -> str:
    """Return a text of the same length without NUL, which PostgreSQL does not take."""
    return text.replace("\0", "\ufffd")
