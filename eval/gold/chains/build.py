"""Turn the marked-up passages of `authoring/SPLIT.txt` into gold: one JSON file a passage, with spans.

usage: build.py [--split dev|fresh|second|heldout] [--check] [--show ID-PREFIX]
    --check  write nothing; exit 1 when a file on disk differs from what the authoring says
    --show   print passages, every attribution spelled out, to be read by a person (dev only, unless --proofread)

A passage is a heading, a text with marks, a rule and one line per attribution:

    ### gaza-axios | aggregator | Gaza | MENAFN
    {ax:o Axios} reported on Friday, {c1 citing} {off:u two Israeli officials}, that {t1 talks had stalled}.
    "{...}"
    ---
    1 ax>off | channel=report count=2 side="Israeli" office="officials"

Marks nest. `{c1 ...}` is a piece of the cue of attribution 1, `{t1 ...}` of its content, and any other label is a
mention that a chain may name: `label:kind`, kinds `o`utlet, `p`erson, `i`nstitution, `u`nnamed, `d`ocument,
plat`f`orm; `o/d` reads "outlet, and document would be right too". `label:kind=first` is the same source again, first
named at the mention `first`. Several labels on one stretch are joined by commas. A label used twice is one thing in
two pieces, in text order.

An attribution line is `NUMBER CHAIN | fields`; the chain runs from the writer (left out) inward, `-` when nobody is
named, and its last hop is the attribution's source unless `source=label` says otherwise. Fields: channel
(`none` for null; when left out: document or social-post after the last hop, else report when an outlet is on the
way), also (other channels that are right too, comma-joined), response, manner (else computed from the quotation
marks), count, closeness, side, office, reason, and `attitude` for what no scorer counts.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SPLITS = ("dev", "fresh", "second", "heldout")
KINDS = {"o": "outlet", "p": "person", "i": "institution", "u": "unnamed", "d": "document", "f": "platform"}
CHANNELS = ("report", "statement", "interview", "press-conference", "social-post", "letter", "phone", "document")
RESPONSES = ("statement", "declined", "no-response", "unverified")
MANNERS = ("direct", "indirect", "mixed")
UNNAMED = ("closeness", "side", "office", "reason")
STYLES = (
    *("wire", "aggregator", "state-agency", "broadsheet", "broadcaster", "tabloid", "live-blog"),
    "newspaper-anonymous",
)
OPEN = re.compile(r"\{([a-z0-9]+(?::[a-z/]+)?(?:=[a-z0-9]+)?(?:,[a-z0-9]+(?::[a-z/]+)?(?:=[a-z0-9]+)?)*) ")
LABEL = re.compile(r"([a-z0-9]+)(?::([a-z/]+))?(?:=([a-z0-9]+))?")
Span = list[int]
Passage = dict[str, Any]


class BadPassage(Exception):
    """The authoring of a passage contradicts itself; the message says where and what."""


def unmark(marked: str) -> tuple[str, dict[str, list[Span]], dict[str, tuple[list[str], str | None]]]:
    """Return the text without marks, the spans of every label, and kinds and antecedent of every mention."""
    out: list[str] = []
    size, at = 0, 0
    stack: list[tuple[list[str], int]] = []
    spans: dict[str, list[Span]] = {}
    mentions: dict[str, tuple[list[str], str | None]] = {}
    while at < len(marked):
        if marked[at] == "{":
            opened = OPEN.match(marked, at)
            if opened is None:
                raise BadPassage(f"a brace opens no label: {marked[at : at + 30]!r}")
            names = []
            for label in opened[1].split(","):
                found = LABEL.fullmatch(label)
                if found is None:
                    raise BadPassage(f"no label: {label!r}")
                name, kinds, first = found.groups()
                names.append(name)
                if kinds:
                    mentions[name] = ([KINDS[kind] for kind in kinds.split("/")], first)
            stack.append((names, size))
            at = opened.end()
        elif marked[at] == "}":
            if not stack:
                raise BadPassage(f"a brace closes nothing: {marked[max(0, at - 30) : at + 1]!r}")
            names, start = stack.pop()
            for name in names:
                spans.setdefault(name, []).append([start, size])
            at += 1
        else:
            out.append(marked[at])
            size += 1
            at += 1
    if stack:
        raise BadPassage(f"never closed: {stack[-1][0]}")
    return "".join(out), {name: sorted(found) for name, found in spans.items()}, mentions


def quoted(text: str) -> list[bool]:
    """Say for each character whether it stands in double quotation marks, paired within a line."""
    inside, out = False, []
    for char in text:
        if char == "\n":
            inside = False
        if char == "“" or (char == '"' and not inside):
            inside = True
            out.append(True)
        elif char in {"”", '"'}:
            out.append(True)
            inside = False
        else:
            out.append(inside)
    return out


def manner_of(text: str, content: list[Span]) -> str:
    """All words in quotation marks: direct; some: mixed; none: indirect."""
    marks = quoted(text)
    words = [marks[s + m.start()] for s, e in content for m in re.finditer(r"\w+", text[s:e])]
    return "direct" if words and all(words) else "mixed" if any(words) else "indirect"


def channel_of(told: str | None, chain: list[Any]) -> str | None:
    """Take the channel as written, `none` for null; else document, social-post or report as the chain shows."""
    if told is not None:
        return None if told == "none" else told
    kinds = [hop["kind"] for hop in chain[1:]]
    for kind, channel in (("document", "document"), ("platform", "social-post")):
        if kinds[-1:] == [kind]:
            return channel
    return "report" if "outlet" in kinds else None


class _Builder:
    """One passage on its way from marks to gold."""

    def __init__(self, marked: str) -> None:
        self.text, self.spans, self.mentions = unmark(marked)
        self.used: set[str] = set()

    def hop(self, label: str) -> dict[str, Any]:
        if label not in self.mentions:
            raise BadPassage(f"the chain names {label!r}, and no mention has that label and a kind")
        self.used.add(label)
        kinds, first = self.mentions[label]
        hop: dict[str, Any] = {"kind": kinds[0], "span": self.hull(label)}
        if kinds[1:]:
            hop["kind_also"] = kinds[1:]
        if first is not None:
            if first not in self.mentions or self.mentions[first][1] is not None:
                raise BadPassage(f"{label!r} points at {first!r}, which is no first mention")
            self.used.add(first)
            hop["same_as"] = self.hull(first)
            if hop["same_as"][0] >= hop["span"][0]:
                raise BadPassage(f"{label!r} stands before its first mention {first!r}")
        return hop

    def hull(self, label: str) -> Span:
        return [self.spans[label][0][0], self.spans[label][-1][1]]

    def attribution(self, line: str) -> dict[str, Any]:
        head, _, tail = line.partition("|")
        number, way = head.split()
        labels = [] if way == "-" else way.split(">")
        pairs = (part.partition("=") for part in shlex.split(tail))
        fields = {key: value or "yes" for key, _, value in pairs}
        chain = ["writer", *(self.hop(label) for label in labels)]
        source = fields.pop("source", labels[-1] if labels else None)
        cue, content = self.spans.get(f"c{number}", []), self.spans.get(f"t{number}", [])
        self.used |= {f"c{number}", f"t{number}"}
        if source is not None:
            self.used.add(source)
        if not cue and not content:
            raise BadPassage(f"attribution {number} has neither cue nor content")
        out: dict[str, Any] = {
            "source": self.spans[source] if source else [],
            "cue": cue,
            "content": content,
            "chain": chain,
            "manner": fields.pop("manner", None) or manner_of(self.text, content),
            "channel": channel_of(fields.pop("channel", None), chain),
            "response": fields.pop("response", "statement"),
            "unnamed": self.unnamed(chain, fields),
        }
        if "also" in fields:
            out["channel_also"] = [None if c == "none" else c for c in fields.pop("also").split(",")]
        if fields.pop("attitude", None):
            out["attitude"] = True
        if fields:
            raise BadPassage(f"attribution {number}: unknown fields {sorted(fields)}")
        self.check(out, number)
        return out

    def unnamed(self, chain: list[Any], fields: dict[str, str]) -> dict[str, Any] | None:
        told = {key: fields.pop(key, None) for key in ("count", *UNNAMED)}
        last = chain[-1]
        if last == "writer" or last["kind"] != "unnamed":
            if any(told.values()):
                raise BadPassage(f"{told} is told of a source that is not unnamed")
            return None
        for key in UNNAMED:
            words = told[key]
            if words is not None and any(word not in self.text for word in words.split()):
                raise BadPassage(f"{key} {words!r} does not stand in the text")
        return {**told, "count": int(told["count"]) if told["count"] else None}

    @staticmethod
    def check(attribution: dict[str, Any], number: str) -> None:
        channels = [attribution["channel"], *attribution.get("channel_also", [])]
        wrong = [c for c in channels if c is not None and c not in CHANNELS]
        if wrong or attribution["response"] not in RESPONSES or attribution["manner"] not in MANNERS:
            raise BadPassage(f"attribution {number}: no such channel, response or manner")


def passage_of(block: str, split: str) -> Passage:
    """Build one passage. Raises `BadPassage`, naming it, when marks, chains and fields do not agree."""
    head, _, rest = block.partition("\n")
    marked, rule, lines = rest.partition("\n---\n")
    name, style, negotiation, *outlet = [part.strip() for part in head.split("|")]
    if not rule or style not in STYLES:
        raise BadPassage(f"{split}/{name}: no rule before the attributions, or no such style: {style!r}")
    try:
        builder = _Builder(marked.strip())
        attributions = [builder.attribution(line) for line in lines.strip().splitlines()]
    except (BadPassage, KeyError, ValueError) as error:
        raise BadPassage(f"{split}/{name}: {error}") from error
    loose = set(builder.spans) - builder.used
    if loose:
        raise BadPassage(f"{split}/{name}: marked and never used: {sorted(loose)}")
    words = len(builder.text.split())
    if not 40 <= words <= 160:
        raise BadPassage(f"{split}/{name}: {words} words, and 40 to 160 are wanted")
    attributions.sort(key=lambda a: min(s for role in ("source", "cue", "content") for s, _ in a[role]))
    return {
        "id": f"{split}-{name}",
        "style": style,
        "negotiation": negotiation,
        "outlet": outlet[0] if outlet and outlet[0] else None,
        "text": builder.text,
        "attributions": attributions,
    }


def passages_of(split: str) -> list[Passage]:
    """Build all passages of a split, in the order of its authoring file, ids unique."""
    source = (HERE / "authoring" / f"{split}.txt").read_text(encoding="utf-8")
    out, bad = [], []
    for block in source.split("\n### ")[1:]:
        try:
            out.append(passage_of(block, split))
        except BadPassage as error:
            bad.append(str(error))
    if bad:
        raise BadPassage("\n".join(bad))
    ids = [p["id"] for p in out]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise BadPassage(f"ids used twice: {sorted(twice)}")
    return out


def shown(passage: Passage) -> str:
    """Spell a passage out for a reader: its text, and each attribution with the words of its spans."""
    text = passage["text"]

    def said(spans: list[Span]) -> str:
        return " … ".join(f"[{text[s:e]}]" for s, e in spans) or "-"

    out = [f"##### {passage['id']} | {passage['style']} | {passage['outlet']}", text]
    for a in passage["attributions"]:
        hops = ["writer"]
        for hop in a["chain"][1:]:
            same = f" = {text[slice(*hop['same_as'])]}" if "same_as" in hop else ""
            hops.append(f"{'/'.join([hop['kind'], *hop.get('kind_also', [])])}: {text[slice(*hop['span'])]}{same}")
        told = {k: v for k, v in (a["unnamed"] or {}).items() if v is not None}
        channel = [a["channel"], *a.get("channel_also", [])]
        flag = "  (attitude)" if a.get("attitude") else ""
        out += [
            f"  {said(a['source'])} {said(a['cue'])}{flag}",
            f"      says   {said(a['content'])}",
            f"      chain  {' > '.join(hops)}",
            f"      {a['manner']} {channel} {a['response']} {told or ''}",
        ]
    return "\n".join(out)


def main() -> int:
    """Build, check or show, as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show", metavar="ID-PREFIX")
    parser.add_argument("--proofread", action="store_true", help="lets --show print held-out passages to their author")
    args = parser.parse_args()
    stale = False
    for split in [args.split] if args.split else SPLITS:
        try:
            passages = passages_of(split)
        except BadPassage as error:
            print(error, file=sys.stderr)
            return 1
        if args.show is not None:
            if split == "heldout" and not args.proofread:
                print("held-out passages are not shown", file=sys.stderr)
                continue
            print("\n\n".join(shown(p) for p in passages if p["id"].startswith(args.show)))
            continue
        files = {f"{p['id']}.json": json.dumps(p, ensure_ascii=False, indent=1) + "\n" for p in passages}
        on_disk = {f.name: f.read_text(encoding="utf-8") for f in (HERE / split).glob("*.json")}
        if args.check:
            stale |= files != on_disk
            continue
        for name in on_disk.keys() - files.keys():
            (HERE / split / name).unlink()
        for name, content in files.items():
            (HERE / split / name).write_text(content, encoding="utf-8")
        print(f"{split}: {len(passages)} passages, {sum(len(p['attributions']) for p in passages)} attributions")
    if stale:
        print("the JSON differs from the authoring: run build.py", file=sys.stderr)
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
