"""Words for what lies on the table: `proposals.yaml`, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.codebook.files import read
from memcon.codebook.forms import noun_forms
from memcon.codebook.inforce import once


@dataclass(frozen=True, slots=True)
class ProposalWords:
    """Nouns in the singular, as they stand in a text; verbs by lemma. What each is for, `proposals.yaml` says."""

    nouns: frozenset[str]
    only_proposed: frozenset[str]
    never: frozenset[str]
    never_before: frozenset[str]
    empty: frozenset[str]
    others: frozenset[str]
    again: frozenset[str]
    near: frozenset[str]
    families: tuple[frozenset[str], ...]
    deals: frozenset[str]
    settles: frozenset[str]
    authors: frozenset[str]
    authors_with: frozenset[str]
    forward: frozenset[str]
    makes: frozenset[str]
    carriers: frozenset[str]
    laws: frozenset[str]
    seeks: frozenset[str]
    says: frozenset[str]
    does: frozenset[str]
    aims: frozenset[str]
    fates: frozenset[str]
    under: frozenset[str]
    lengths: frozenset[str]
    parts: frozenset[str]
    ordinals: frozenset[str]


_SETS = (
    *(
        "only_proposed",
        "never",
        "never_before",
        "empty",
        "others",
        "again",
        "near",
        "deals",
        "settles",
        "laws",
        "seeks",
    ),
    *("authors", "authors_with", "forward", "makes", "carriers", "says", "does", "aims", "fates", "under", "lengths"),
    *("parts", "ordinals"),
)


@once
def proposal_words() -> ProposalWords:
    """Return what `proposals.yaml` says, read at the first call."""
    file = read("proposals.yaml")
    single = [form for form, _, plural in noun_forms(file.words("nouns")) if not plural]
    families = tuple(file.words("families", name) for name in file.mapping("families"))
    return ProposalWords(
        nouns=frozenset(single),
        families=tuple(frozenset(one) for one in families),
        **{name: frozenset(file.words(name)) for name in _SETS},
    )
