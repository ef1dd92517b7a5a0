"""What several scorers do: import those that lie beside the corpora, read rows of text with memcon."""

from __future__ import annotations

import importlib.util
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType


def scorer(data: Path, name: str) -> ModuleType:
    """Return the module `name` of the folder `eval` beside the corpora's. Raises `ImportError` if it is not there."""
    spec = importlib.util.spec_from_file_location(name, data.parent / "eval" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer {name}.py beside {data}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records_by_id(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Read rows (id, text and what the head may say) with memcon; ends the run where one cannot be read."""
    import memcon  # noqa: PLC0415  scoring a file of records needs no model

    out: dict[str, dict[str, Any]] = {}
    for record in memcon.read_many(rows):
        if isinstance(record, memcon.Problem):
            sys.exit(f"a text of the gold could not be read: {record}")
        out[record.article.id] = json.loads(record.to_json())
    return out
