"""Text from strangers, made harmless: what would command a terminal or reorder a line is shown instead of obeyed."""

from __future__ import annotations

import re

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends; ESC begins a terminal's commands
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f]"  # other line ends, half characters, invisible tags
)


def visible(text: str) -> str:
    """Return `text` with each hidden character written out, `‹U+202E›`; carriage returns are left out."""
    return HIDDEN.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text.replace("\r", ""))


def on_one_line(text: str) -> str:
    """Return `text` visible and with each run of white space as one blank."""
    return visible(re.sub(r"\s+", " ", text))
