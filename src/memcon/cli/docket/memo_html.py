"""A memorandum as a page: one file, nothing fetched, nothing run."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from memcon import __version__
from memcon.cli.visible import on_one_line

if TYPE_CHECKING:
    from memcon.views.docket import Brief


def html(brief: Brief) -> str:
    """Write the page. Its policy lets a browser use its own style, known by its hash, and nothing else.

    All text is escaped, and hidden characters are written out. Sources with an http address are links to it.
    """
    style = _resource("memo.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"line": on_one_line}
    template = environment.from_string(_resource("memo.html.j2"))
    first: dict[int, str] = {}
    for section in brief.sections:
        for at, group in enumerate(section.groups):
            for of, line in enumerate(group.lines):
                for number in line.notes:
                    first.setdefault(number, f"{section.key}-{at}-{of}")
    return template.render(brief=brief, style=style, digest=digest, first=first, version=__version__)


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
