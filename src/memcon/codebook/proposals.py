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
    never_before: frozenset[str]
    authors: frozenset[str]
    carriers: frozenset[str]
    says: frozenset[str]


@once
def proposal_words() -> ProposalWords:
    """Return what `proposals.yaml` says, read at the first call."""
    file = read("proposals.yaml")
    single = [form for form, _, plural in noun_forms(file.words("nouns")) if not plural]
    return ProposalWords(
        nouns=frozenset(single),
        only_proposed=frozenset(file.words("only_proposed")),
        never_before=frozenset(file.words("never_before")),
        authors=frozenset(file.words("authors")),
        carriers=frozenset(file.words("carriers")),
        says=frozenset(file.words("says")),
    )
