"""Begin a dossier: the file in which every key is explained, or one that is filled in as an example."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from memcon.codebook.dossier import FILE
from memcon.errors import MemconError

_PLACE = "name: NAME\n"


def begun(folder: str | Path, *, example: bool = False) -> tuple[Path, bool]:
    """Make a dossier's folder with its `dossier.yaml`; return the file, and whether it was made now.

    A file that is there already is left as it is. Raises `MemconError` where nothing can be written.
    """
    path = Path(folder) / FILE
    written = resources.files(__package__).joinpath("templates", "example.yaml" if example else FILE).read_text("utf-8")
    name = json.dumps(path.absolute().parent.name, ensure_ascii=False)  # a text that YAML reads as it is
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(written.replace(_PLACE, f"name: {name}\n", 1))
    except FileExistsError as error:
        if path.is_file():
            return path, False
        raise MemconError(f"{path.parent} is no folder. Give another name.") from error
    except OSError as error:
        raise MemconError(f"{path}: it cannot be made: {error.strerror}. Choose another folder.") from error
    return path, True
