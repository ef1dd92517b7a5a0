"""The scorers that lie beside the corpora, imported from their files."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
