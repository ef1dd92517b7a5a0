"""The corpora, each as documents of words with the labels that it has.

Labels that a corpus lacks are `None`; the losses skip them. Nothing here ends up in the repository.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.encoder.words import words as cut

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_KINDS = ("person", "organisation", "place", "nationality", "event", "misc")
DATE_KINDS = ("date", "time", "duration", "set")
NAMES = ("O", *(f"{p}-{k}" for k in NAME_KINDS for p in "BI"))
DATES = ("O", *(f"{p}-{k}" for k in DATE_KINDS for p in "BI"))
UPOS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
IGNORE = -100


@dataclass(slots=True)
class Document:
    """One document: n words with what is known of them.

    breaks:   True where a line begins. starts: True where a sentence begins.
    upos, names, dates, roles: indices into the tuples above. head: index of the head's word, -1 at a root.
    cue_of:   for the first word of each content piece, the first word of its cue; else -1.
    source_of: for the first word of each cue, the first word of its source, -2 if it has none; else -1.
    meanings: words `[first, last)` and the row of the teacher's vector for them, see `training.meaning`.
    """

    corpus: str
    words: list[str]
    breaks: list[bool]
    starts: list[bool] | None = None
    upos: list[int] | None = None
    head: list[int] | None = None
    deprel: list[str] | None = None
    names: list[int] | None = None
    dates: list[int] | None = None
    roles: list[int] | None = None
    cue_of: list[int] | None = None
    source_of: list[int] | None = None
    id: str = ""
    meanings: list[tuple[int, int, int]] = field(default_factory=list)


def breaks_of(text: str, spans: list[tuple[int, int]]) -> list[bool]:
    """Say of each word whether a line break stands between it and the word before."""
    out, before = [], -1
    for start, end in spans:
        out.append(before < 0 or "\n" in text[before:start])
        before = end
    return out


def conllu(path: Path, corpus: str) -> Iterator[Document]:
    """Read CoNLL-U; GUM's `Entity` marks, where present, give the names (proper nouns that denote)."""
    doc: Document | None = None
    entities: list[str] = []
    new_paragraph = True
    base = 0
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("# newdoc"):
            if doc:
                yield _finish(doc, entities)
            doc, entities, base, new_paragraph = _empty(corpus), [], 0, True
            doc.id = line.rsplit("= ", 1)[-1]
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line == "" and doc:
            base = len(doc.words)
        elif line and line[0] != "#" and doc:
            cell = line.split("\t")
            if "-" in cell[0] or "." in cell[0]:
                continue
            first = len(doc.words) == base
            doc.breaks.append(first and new_paragraph)
            new_paragraph = new_paragraph and not first
            doc.words.append(cell[1].replace("\u00a0", " "))
            doc.starts.append(first)  # type: ignore[union-attr]
            doc.upos.append(UPOS.index(cell[3]))  # type: ignore[union-attr]
            doc.head.append(base + int(cell[6]) - 1 if cell[6] != "0" else -1)  # type: ignore[union-attr]
            doc.deprel.append(cell[7])  # type: ignore[union-attr]
            entities.append(next((m[7:] for m in cell[9].split("|") if m.startswith("Entity=")), ""))
    if doc:
        yield _finish(doc, entities)


def _empty(corpus: str) -> Document:
    return Document(corpus, [], [], [], [], [], [])


_GUM_KIND = {"person": "person", "organization": "organisation", "place": "place", "event": "event"}


def _finish(doc: Document, entities: list[str]) -> Document:
    if not any(entities) or doc.upos is None:
        return doc
    proper = UPOS.index("PROPN")
    doc.names = [0] * len(doc.words)
    open_: list[tuple[str, str, int]] = []
    for i, marks in enumerate(entities):
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", marks):
            if mark.startswith("("):
                part = mark.strip("()").split("-")
                open_.append((part[0].split("[")[0], part[1] if len(part) > 1 else "abstract", i))
            if mark.endswith(")"):
                ident = mark.strip("()").split("-")[0].split("[")[0]
                at = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == ident), None)
                if at is None:
                    continue
                _, kind, start = open_.pop(at)
                _name(doc, proper, kind, start, i + 1)
    doc.names = [IGNORE if tag == 0 and upos == proper else tag for tag, upos in zip(doc.names, doc.upos, strict=True)]
    return doc


def _name(doc: Document, proper: int, kind: str, start: int, end: int) -> None:
    """Mark the run of proper nouns around a mention's head as a name, the innermost mention first."""
    assert doc.upos
    assert doc.head
    assert doc.names is not None
    label = _GUM_KIND.get(kind)
    heads = [i for i in range(start, end) if not start <= doc.head[i] < end]
    if not label or not heads or doc.upos[heads[0]] != proper:
        return
    first = last = heads[0]
    mark = doc.words
    while first > start and (doc.upos[first - 1] == proper or mark[first - 1] in "-.&"):
        first -= 1
    while last + 1 < end and (
        doc.upos[last + 1] == proper
        or mark[last + 1] in "-&"
        or (mark[last + 1] in ("of", "for") and last + 2 < end and doc.upos[last + 2] == proper)
    ):
        last += 1
    if any(doc.names[first : last + 1]):
        return
    b = NAMES.index(f"B-{label}")
    doc.names[first : last + 1] = [b] + [b + 1] * (last - first)


_COLUMN = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": "misc",
    "politician": "person",
    "person": "person",
    "organisation": "organisation",
    "politicalparty": "organisation",
    "country": "place",
    "location": "place",
    "election": "event",
    "event": "event",
    "misc": "misc",
}


def columns(path: Path, corpus: str, demonyms: frozenset[str]) -> Iterator[Document]:
    """Read one word a line, the label last; sentences parted by blank lines, documents by -DOCSTART-."""
    doc, new = Document(corpus, [], [], names=[]), True
    for line in [*path.read_text("utf-8").split("\n"), "-DOCSTART-"]:
        cell = line.split()
        if line.startswith("-DOCSTART-") or (not cell and corpus == "crossner"):
            if doc.words:
                yield doc
            doc, new = Document(corpus, [], [], names=[]), True
        elif not cell:
            new = True
        else:
            doc.words.append(cell[0])
            doc.breaks.append(new)
            doc.names.append(_column_label(cell[-1], cell[0], demonyms))  # type: ignore[union-attr]
            new = False


def _column_label(label: str, word: str, demonyms: frozenset[str]) -> int:
    if label == "O":
        return 0
    kind = _COLUMN[label[2:]]
    if kind == "misc" and word in demonyms:
        kind = "nationality"
    return NAMES.index(f"{label[0]}-{kind}")


def demonyms(path: Path) -> frozenset[str]:
    """Return demonyms of all countries, singular and plural, from the countries gazetteer."""
    out: set[str] = set()
    for country in json.loads(path.read_text("utf-8")):
        for form in (country.get("demonyms") or {}).get("eng", {}).values():
            out |= {form, form + "s"}
    return frozenset(
        out
        | {
            "European",
            "Europeans",
            "Kurdish",
            "Kurds",
            "Arab",
            "Arabs",
            "Soviet",
            "Croat",
            "Croats",
            "Serb",
            "Serbs",
            "Chechen",
            "Chechens",
            "English",
            "Scottish",
            "Welsh",
            "African",
            "Dutch",
            "Spaniard",
            "Briton",
            "Britons",
            "Islamic",
            "Moslem",
            "Jewish",
            "Western",
        }
    )


_TIMEX = re.compile(r"<TIMEX3[^>]*?type=\"(\w+)\"[^>]*>(.*?)</TIMEX3>|<[^>]+>", re.DOTALL)


def timeml(path: Path) -> Document | None:
    """Read one TimeML file's TEXT with its TIMEX3 spans."""
    import html

    found = re.search(r"<TEXT>(.*)</TEXT>", path.read_text("utf-8", errors="replace"), re.DOTALL)
    if not found:
        return None
    text, marks, at = "", [], 0
    body = found.group(1)
    for match in _TIMEX.finditer(body):
        text += html.unescape(body[at : match.start()])
        if match.group(1):
            inner = html.unescape(re.sub(r"<[^>]+>", "", match.group(2)))
            marks.append((len(text), len(text) + len(inner), match.group(1).lower()))
            text += inner
        at = match.end()
    text += html.unescape(body[at:])
    # TimeBank breaks lines at will: only blank lines are real.
    text = re.sub(r"\n(?!\s*\n)", " ", text.replace("\n\n", "\n\n"))
    spans = cut(text)
    doc = Document(
        "timeml", [text[s:e] for s, e in spans], breaks_of(text, spans), dates=[0] * len(spans), id=path.stem
    )
    for start, end, kind in marks:
        inside = [i for i, (s, e) in enumerate(spans) if s < end and e > start]
        b = DATES.index(f"B-{kind}")
        for k, i in enumerate(inside):
            doc.dates[i] = b + (k > 0)  # type: ignore[index]
    return doc


def polnear(path: Path) -> Iterator[Document]:
    """Read PolNeAR rows; second opinions on an article are left out."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not row.get("extra_annotation"):
                yield attributed(row, "polnear")


_MARK = re.compile(r"\{([sct])(\d+) |\}")
_ROLE = {"s": "source", "c": "cue", "t": "content"}


def passages(folder: Path) -> Iterator[Document]:
    """Read our own marked passages; the folder's README says what the marks mean."""
    for file in sorted(folder.glob("*.txt")):
        for part in re.split(r"^### ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            head, _, marked = part.partition("\n")
            text, found = unmarked(marked.strip())
            share_sources(text, found)
            yield attributed({"id": f"{file.stem}/{head.split(' |')[0]}", "text": text, "attributions": found}, "own")


def share_sources(text: str, found: list[dict[str, list[tuple[int, int]]]]) -> None:
    """Give a cue without a source (`, adding that …`, `and said`) the nearest one of its sentence."""
    for one in found:
        if one["source"] or not one["cue"]:
            continue
        start, end = one["cue"][0]
        word, before = text[start:end].split(maxsplit=1)[0].lower(), text[:start].split()[-1:]
        if (word.endswith("ing") and word != "according") or before in (["and"], ["but"], ["then"]):
            near = [span for other in found for span in other["source"] if "." not in text[span[1] : start]]
            after = [span for other in found for span in other["source"] if 0 < span[0] - end < 200]
            one["source"] = [max(s for s in near if s[0] < start)] if any(s[0] < start for s in near) else after[:1]


def unmarked(marked: str) -> tuple[str, list[dict[str, list[tuple[int, int]]]]]:
    """Return the text without its marks, and the spans of source, cue and content of each number."""
    text, at = "", 0
    open_: tuple[str, str, int] | None = None
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for match in _MARK.finditer(marked):
        text, at = text + marked[at : match.start()], match.end()
        if match.group(1):
            if open_:
                raise ValueError(f"a mark inside a mark: {marked[match.start() :][:40]!r}")
            open_ = (_ROLE[match.group(1)], match.group(2), len(text))
        elif open_:
            role, number, start = open_
            spans = found.setdefault(number, {name: [] for name in _ROLE.values()})
            spans[role].append((start, len(text)))
            open_ = None
    return text + marked[at:], list(found.values())


def attributed(row: dict, corpus: str) -> Document:  # type: ignore[type-arg]
    """Make a document of a text with its attributions, in PolNeAR's keys; where two overlap the first has the word."""
    text = row["text"]
    spans = cut(text)
    n = len(spans)
    doc = Document(
        corpus,
        [text[s:e] for s, e in spans],
        breaks_of(text, spans),
        roles=[0] * n,
        cue_of=[-1] * n,
        source_of=[-1] * n,
        id=row["id"],
    )
    starts = [s for s, _ in spans]
    for attribution in row["attributions"]:
        first = {
            role: [_mark(doc, spans, starts, role, s, e) for s, e in attribution[role]]
            for role in ("source", "cue", "content")
        }
        cues = [i for i in first["cue"] if i is not None]
        if not cues:
            continue
        sources = [i for i in first["source"] if i is not None]
        doc.source_of[cues[0]] = sources[0] if sources else -2  # type: ignore[index]
        for i in first["content"]:
            if i is not None:
                doc.cue_of[i] = cues[0]  # type: ignore[index]
    return doc


def _mark(
    doc: Document, spans: list[tuple[int, int]], starts: list[int], role: str, start: int, end: int
) -> int | None:
    from bisect import bisect_left

    i = bisect_left(starts, start)
    if i > 0 and spans[i - 1][1] > start:
        i -= 1
    first = None
    b = ROLES.index(f"B-{role}")
    assert doc.roles is not None
    while i < len(spans) and spans[i][0] < end:
        if doc.roles[i] == b and first is None:  # the words are another attribution's as well: one source, two cues
            return i
        if doc.roles[i] == 0:
            doc.roles[i] = b if first is None else b + 1
            first = i if first is None else first
        i += 1
    return first


def load(data: Path, split: str) -> list[Document]:
    """Return every document of a split, `train` or `dev`. TempEval-3 has no dev part: every tenth file is ours."""
    words_for = demonyms(data / "gazetteers/countries.json")
    out = list(polnear(data / f"polnear/{split}.jsonl"))
    if split == "train":
        out += passages(Path(__file__).parent / "passages")
    out += conllu(data / f"ud_ewt/{split}.conllu", "ewt")
    out += conllu(data / f"gum/{split}.conllu", "gum")
    out += columns(data / f"ner_conllpp/{split}.txt", "conll", words_for)
    out += columns(data / f"ner_crossner_politics/{split}.txt", "crossner", words_for)
    files = sorted((data / "tempeval3_train").rglob("*.tml"))
    for i, file in enumerate(files):
        if (i % 10 == 9) == (split == "dev"):
            doc = timeml(file)
            if doc:
                out.append(doc)
    return out
