"""Whose page an article is: an institution's own statement has no source but the institution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.article import outlets
from memcon.codebook.bodies import uttering
from memcon.codebook.people import actors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from memcon.coding.clusters import Cluster
    from memcon.coding.view import View
    from memcon.spans import Span

_NEAR = 16  # characters beside a name that say that it only hears what is said, signs, or learns it
_HEARS = re.compile(r"(?:told|with|/|\(|\b(?:seen|obtained|reviewed|viewed) by)\s?(?:the\s)?$", re.IGNORECASE)
_SEES = re.compile(r"\s(?:has |had |have )?(?:seen|obtained|reviewed|viewed|saw)\b")
_WORD = re.compile(r"U\.S\.|[^\W\d_]+")


def page_of(view: View) -> Cluster | None:
    """Return the party whose own page an article is: the body that publishes it, or the state of which it is a part.

    None for the press, and where the article names neither. `Prime Minister's Office (Norvia)` is Norvia.
    """
    outlet = view.scene.reading.article.outlet
    if not outlet or outlets.named(outlet):
        return None
    words = _WORD.findall(outlet)
    named = {body.name.casefold(): body for body in view.entities.clusters("organisation")}
    own = named.get(outlet.casefold().removeprefix("the "))
    own = own or _short(view, words) or _longer(outlet, named)
    if own is not None:
        return None if publishes(view.text, own.mentions) else _state_of(view, own)
    if not any(word.lower() in view.codebook.institutions for word in words):
        return None
    known = [view.codebook.states.get(word) for word in words]
    codes = {state.name for state in known if state is not None}
    states = [one for one in view.entities.clusters("state") if one.name in codes]
    return states[0] if len(states) == 1 else None


def _short(view: View, words: list[str]) -> Cluster | None:
    """Return the body that an outlet is, called more shortly in the text: `the Commission`, `Norvia's government`."""
    lower = [word.casefold() for word in words]
    head = lower[lower.index("of") - 1] if "of" in lower[1:] else lower[-1]
    if head not in view.codebook.institutions:
        return None
    for body in view.entities.clusters("organisation"):
        name = body.name.removesuffix("'s").replace("'s ", " ")
        named = {word.casefold() for word in _WORD.findall(name)} - {"the"}
        if head in named and named <= set(lower):
            return body
    return None


def _state_of(view: View, own: Cluster) -> Cluster:
    """Return the state of a ministry that does not say whose it is, where its page names but one; else the same."""
    states = list(view.entities.clusters("state"))
    is_part = own.side is own and own.name.split()[0].lower() in actors().government
    return states[0] if is_part and len(states) == 1 else own


def _longer(outlet: str, named: Mapping[str, Cluster]) -> Cluster | None:
    """Return the body that the text calls more fully: `Group of Nine and Norvia` on a page of the `Group of Nine`."""
    short = outlet.casefold().removeprefix("the ")
    found = [body for name, body in named.items() if " " in short and name.startswith(f"{short} ")]
    return found[0] if len(found) == 1 else None


def publishes(text: str, mentions: Iterable[Span]) -> bool:
    """Say whether a body is told something, sees, learns, understands or reports it, as only the press does."""
    mentions = list(mentions)
    ends = {one.end + len(" (") for one in mentions}
    mentions = [at for at in mentions if at.start not in ends]  # `the Norvian Pilots' Union (NPU)`
    around = ((text[max(0, at.start - _NEAR) : at.start], text[at.end : at.end + _NEAR]) for at in mentions)
    return any(
        _HEARS.search(before) or _SEES.match(behind) or uttering().learns & set(behind.split())
        for before, behind in around
    )
