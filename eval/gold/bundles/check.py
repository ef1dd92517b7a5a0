"""Check the annotated bundles: articles, origins, claims, relations and changes agree with the texts and each other.

usage: python -m eval.gold.bundles.check [NAME ...] [--split dev|heldout]     exit status 1 when something is wrong
       python -m eval.gold.bundles.check --jsonl NAME      a dev bundle as `memcon add` takes it

Without names, every bundle of both splits; of the held-out ones only the number of faults is told, unless `--split
heldout` asks for them, as their annotator does. `README.md` beside this says what the keys mean.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime
from itertools import chain, combinations
from pathlib import Path
from typing import TYPE_CHECKING

from eval.gold.bundles.bundle import jsonl, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eval.gold.bundles.bundle import Bundle, Json

HERE = Path(__file__).resolve().parent
SPLITS = ("dev", "heldout")

ENUMS = {
    "stance": "demand offer urge accept reject concede commit open warn",
    "type": "visit third-party multilateral phone meet",
    "factuality": "actual planned possible conditional denied called-off postponed",
    "state": "broken-off deadlocked difficult open progress near-agreement agreed",
}
RELATIONS = {"contradicts", "supersedes", "retracts", "supports"}
CHANGES = {"first", "repeated", "hardened", "softened", "reversed", "dropped"}

ARTICLE_KEYS = frozenset(["id", "url", "outlet", "published", "title", "text"])
BUNDLE_KEYS = frozenset(
    ["negotiation", "episode", "actors", "issues", "origins", "stories", "reports", "claims", "relations", "changes"],
)
CLAIM_KEYS = frozenset(["id", "kind", "note", "tellings", "origins", "independent", "articles", "outlets"])
KIND_KEYS = {
    "position": frozenset(["holder", "stance", "issue"]),
    "contact": frozenset(["parties", "type", "factuality"]),
    "proposal": frozenset({"by"}),
    "standing": frozenset(["about", "state"]),
}
LOOSE_KEYS = {"position": {"factuality"}, "contact": {"date"}, "proposal": set(), "standing": set()}
NAMED = frozenset(["kind", "name", "pattern"])
ORIGIN_KEYS = dict.fromkeys(("person", "institution", "document"), NAMED) | {
    "unnamed": frozenset(["kind", "outlet", "words", "sources"]),
    "outlet": frozenset(["kind", "outlet"]),
}


def found(pattern: str, text: str) -> bool:
    """Say whether a pattern is in a text; case counts in no pattern."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def faults(bundle: Bundle) -> Iterator[str]:
    """Yield what is wrong with a bundle; the finer checks wait until ids and keys are right."""
    checks = (article_faults, key_faults, group_faults, origin_faults, claim_faults, relation_faults, change_faults)
    for check in checks:
        wrong = list(check(bundle))
        yield from wrong
        if wrong and check in {article_faults, key_faults}:
            return


# -- articles


def article_faults(bundle: Bundle) -> Iterator[str]:
    """Yield what is wrong with the articles."""
    if not 6 <= len(bundle.articles) <= 15:
        yield f"{len(bundle.articles)} articles"
    for name, article in bundle.articles.items():
        if set(article) - {"version_of"} != ARTICLE_KEYS or article["id"] != name:
            yield f"{name}: keys {sorted(article)}, id {article.get('id')}"
        elif datetime.fromisoformat(article["published"]).tzinfo is None:
            yield f"{name}: published without a time zone"
        elif not 100 <= len(article["text"].split()) <= 300:
            yield f"{name}: {len(article['text'].split())} words"
        elif "version_of" in article:
            yield from version_faults(bundle, article)
    firsts = [article["url"] for article in bundle.articles.values() if "version_of" not in article]
    yield from (f"two articles at {url}" for url in sorted({url for url in firsts if firsts.count(url) > 1}))


def version_faults(bundle: Bundle, article: Json) -> Iterator[str]:
    """Yield what is wrong with a later version of an article."""
    older = bundle.articles.get(article["version_of"])
    if older is None or older["url"] != article["url"] or older["outlet"] != article["outlet"]:
        yield f"{article['id']}: no older version at this url"
    elif older["published"] >= article["published"] or older["text"] == article["text"]:
        yield f"{article['id']}: neither later nor other than {older['id']}"


# -- keys and ids


def key_faults(bundle: Bundle) -> Iterator[str]:
    """Yield the keys, words and references that are none."""
    gold = bundle.gold
    if set(gold) != BUNDLE_KEYS:
        yield f"keys {sorted(gold)}"
        return
    ids = [claim["id"] for claim in gold["claims"]]
    yield from (f"two claims {one}" for one in sorted({one for one in ids if ids.count(one) > 1}))
    used = chain.from_iterable(reference for _, reference in references(gold))
    yield from (f"no article {one}" for one in sorted(set(used) - set(bundle.articles)))
    for name, origin in gold["origins"].items():
        if set(origin) != ORIGIN_KEYS.get(origin.get("kind"), frozenset()):
            yield f"origin {name}: keys {sorted(origin)}"
    for claim in gold["claims"]:
        yield from (f"claim {claim['id']}: {fault}" for fault in claim_key_faults(claim, gold))


def references(gold: Json) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield every place that names articles, with the articles."""
    yield from (("story", story) for story in gold["stories"])
    yield from (
        (report["id"], [report["original"], *report["articles"], *report["also"]]) for report in gold["reports"]
    )
    yield from ((claim["id"], [telling["article"] for telling in claim["tellings"]]) for claim in gold["claims"])
    yield ("relations", [relation["by"] for relation in gold["relations"] if "by" in relation])


def claim_key_faults(claim: Json, gold: Json) -> Iterator[str]:
    """Yield the keys and words of a claim that are none."""
    kind = claim.get("kind")
    if kind not in KIND_KEYS:
        yield f"kind {kind!r}"
        return
    wanted = CLAIM_KEYS | KIND_KEYS[kind]
    if not wanted <= set(claim) <= wanted | LOOSE_KEYS[kind] | {"optional"}:
        yield f"keys {sorted(claim)}"
        return
    actors = [*claim.get("parties", []), *claim.get("by", []), *([claim["holder"]] if "holder" in claim else [])]
    yield from (f"no actor {one}" for one in sorted(set(actors) - set(gold["actors"])))
    if claim.get("issue", claim.get("about", "talks")) not in {*gold["issues"], "talks"}:
        yield "no such issue"
    for key, known in ENUMS.items():
        yield from (f"{key} {word!r}" for word in sorted(set(claim.get(key, [])) - set(known.split())))
    if "date" in claim and not re.fullmatch(r"\d{4}-\d\d-\d\d", claim["date"]):
        yield f"date {claim['date']!r}"
    used = {*claim["origins"], *chain.from_iterable(telling["origins"] for telling in claim["tellings"])}
    yield from (f"no origin {one}" for one in sorted(used - set(gold["origins"])))


# -- stories and reports


def group_faults(bundle: Bundle) -> Iterator[str]:
    """Yield what is wrong with the stories and the reports."""
    stories, reports = bundle.gold["stories"], bundle.gold["reports"]
    for kind, groups in (("story", stories), ("report", [report["articles"] for report in reports])):
        yield from (f"{kind} of one: {group}" for group in groups if len(set(group)) < 2)
        yield from (f"two {kind} groups share {set(a) & set(b)}" for a, b in combinations(groups, 2) if set(a) & set(b))
    for story in stories:
        if not any(set(story) <= set(report["articles"]) for report in reports):
            yield f"story {story} lies in no one report"
    for name, article in bundle.articles.items():
        if "version_of" in article and not any({name, article["version_of"]} <= set(story) for story in stories):
            yield f"{name} is not in one story with its older version"
    for report in reports:
        yield from (f"report {report['id']}: {fault}" for fault in report_faults(bundle, report))


def report_faults(bundle: Bundle, report: Json) -> Iterator[str]:
    """Yield the carriers that do not cite the report, and the other articles that do."""
    if set(report) != {"id", "original", "cited", "articles", "also"}:
        yield f"keys {sorted(report)}"
        return
    original, carriers = report["original"], set(report["articles"])
    if original not in carriers or carriers & set(report["also"]):
        yield "its original is among its articles, and nothing is both in articles and also"
    if any(bundle.articles[one]["published"] < bundle.articles[original]["published"] for one in carriers):
        yield "an article is older than the original"
    copies = {one for story in bundle.gold["stories"] if original in story for one in story}
    outlet = bundle.outlet(original)
    kin = [other for other in bundle.gold["reports"] if bundle.outlet(other["original"]) == outlet]
    known = set(chain.from_iterable([*other["articles"], *other["also"]] for other in kin))
    for name in bundle.articles:
        cites = found(report["cited"], bundle.words(name))
        if name in carriers - copies - {original} and not cites:
            yield f"{name} does not cite it"
        if cites and name not in known and bundle.outlet(name) != outlet:
            yield f"{name} cites it and is not among its articles"


# -- origins and claims


def origin_faults(bundle: Bundle) -> Iterator[str]:
    """Yield what is wrong with the origins."""
    origins = bundle.gold["origins"]
    used = set(chain.from_iterable(claim["origins"] for claim in bundle.gold["claims"]))
    yield from (f"origin {name} is nobody's" for name in sorted(set(origins) - used))
    outlets = [origin["outlet"] for origin in origins.values() if origin["kind"] == "unnamed"]
    yield from (f"two unnamed origins of {one}" for one in sorted({one for one in outlets if outlets.count(one) > 1}))
    for name, origin in origins.items():
        own = [one for one in bundle.articles if bundle.outlet(one) == origin.get("outlet")]
        if "outlet" in origin and not own:
            yield f"origin {name}: no article of {origin['outlet']}"
        if "words" in origin and not any(found(origin["words"], bundle.words(one)) for one in own):
            yield f"origin {name}: its words are in no article of {origin['outlet']}"


def claim_faults(bundle: Bundle) -> Iterator[str]:
    """Yield what is wrong with the claims' tellings and counts."""
    for claim in bundle.gold["claims"]:
        wrong = [*telling_faults(bundle, claim), *count_faults(bundle, claim)]
        yield from (f"claim {claim['id']}: {fault}" for fault in wrong)


def telling_faults(bundle: Bundle, claim: Json) -> Iterator[str]:
    """Yield the tellings whose words or origins are not in their article."""
    actors = [*claim.get("parties", []), *([claim["holder"]] if "holder" in claim else [])]
    for telling in claim["tellings"]:
        name = telling["article"]
        if set(telling) != {"article", "words", "origins"}:
            yield f"{name}: keys {sorted(telling)}"
        elif not found(telling["words"], bundle.words(name)):
            yield f"{name}: {telling['words']!r} is not in its text"
        lost = [one for one in actors if not found(bundle.gold["actors"][one]["pattern"], bundle.words(name))]
        yield from (f"{name}: does not name {one}" for one in lost)
        yield from (
            f"{name}: cannot have it from {one}" for one in telling["origins"] if not reaches(bundle, name, one)
        )


def reaches(bundle: Bundle, article: str, origin: str) -> bool:
    """Say whether an origin is named in the article, or is of its outlet, or of the outlet whose report it rests on."""
    what = bundle.gold["origins"][origin]
    if "pattern" in what:
        return found(what["pattern"], bundle.words(article)) or found(what["pattern"], bundle.outlet(article))
    rests_on = [
        bundle.outlet(report["original"])
        for report in bundle.gold["reports"]
        if article in {*report["articles"], *report["also"]}
    ]
    return what["outlet"] in {bundle.outlet(article), *rests_on}


def count_faults(bundle: Bundle, claim: Json) -> Iterator[str]:
    """Yield the counts that do not follow from the tellings."""
    names = [telling["article"] for telling in claim["tellings"]]
    if len(set(names)) < len(names) or not names:
        yield "none or two tellings of one article"
        return
    told = {one for telling in claim["tellings"] for one in telling["origins"]}
    first = bundle.outlet(min(names, key=lambda name: str(bundle.articles[name]["published"])))
    bare = [bundle.gold["origins"][one] for one in claim["origins"]] == [{"kind": "outlet", "outlet": first}]
    if set(claim["origins"]) != told and not (bare and not told):
        yield "its origins are not those of its tellings"
    counted = (claim["independent"], claim["articles"], claim["outlets"])
    right = (len(set(claim["origins"])), len(names), len({bundle.outlet(name) for name in names}))
    if counted != right:
        yield f"counts {counted}, should be {right}"


# -- relations and changes


def relation_faults(bundle: Bundle) -> Iterator[str]:
    """Yield what is wrong with the relations."""
    claims, seen = bundle.claims(), set()
    for relation in bundle.gold["relations"]:
        kind, ends = relation["kind"], (relation["from"], relation["to"])
        name = f"{kind} {ends[0]} {ends[1]}"
        if kind not in RELATIONS or not set(ends) <= set(claims) or ends[0] == ends[1]:
            yield f"{name}: no such kind or claim"
            continue
        if set(relation) - {"optional"} != {"kind", "from", "to"} | ({"by"} if kind == "retracts" else set()):
            yield f"{name}: keys {sorted(relation)}"
        elif kind == "retracts" and "version_of" not in bundle.articles[relation["by"]]:
            yield f"{name}: {relation['by']} is no later version"
        if kind == "supersedes" and bundle.first_day(claims[ends[0]]) < bundle.first_day(claims[ends[1]]):
            yield f"{name}: the newer claim is the older one"
        key = (kind, frozenset(ends) if kind == "contradicts" else ends)
        if key in seen:
            yield f"{name}: twice"
        seen.add(key)


def change_faults(bundle: Bundle) -> Iterator[str]:
    """Yield what is wrong with the changes, and the positions and new origins that no change tells of."""
    claims, changes = bundle.claims(), bundle.gold["changes"]
    for change in changes:
        yield from (f"change to {change['to']}: {fault}" for fault in one_change_faults(bundle, change))
    retracted = {relation["to"] for relation in bundle.gold["relations"] if relation["kind"] == "retracts"}
    for name, claim in claims.items():
        if claim["kind"] != "position" or claim.get("optional"):
            continue
        entries = [change for change in changes if change["to"] == name and change["kind"] != "repeated"]
        wanted = 0 if name in retracted or "denied" in claim.get("factuality", []) else 1
        if len(entries) != wanted:
            yield f"claim {name}: {len(entries)} changes lead to it"
        repeats = {change["date"] for change in changes if change["to"] == name and change["kind"] == "repeated"}
        if wanted:
            yield from (f"claim {name}: new origin on {day}, not repeated" for day in new_days(bundle, claim) - repeats)


def one_change_faults(bundle: Bundle, change: Json) -> Iterator[str]:
    """Yield what is wrong with one change."""
    claims = bundle.claims()
    if set(change) - {"optional", "contested"} != {"side", "issue", "kind", "from", "to", "date"}:
        yield f"keys {sorted(change)}"
        return
    names = {change["to"], change["from"]} - {None}
    if change["kind"] not in CHANGES or names - set(claims) or (change["from"] is None) != (change["kind"] == "first"):
        yield "no such kind or claim, or a first that comes from something"
        return
    if any((claims[one]["holder"], claims[one]["issue"]) != (change["side"], change["issue"]) for one in names):
        yield "the claims are another side's or on another issue"
    if (change["from"] == change["to"]) != (change["kind"] == "repeated"):
        yield "repeated, and only this, stays with one claim"
    first = bundle.first_day(claims[change["to"]])
    told = {bundle.day(telling["article"]) for telling in claims[change["to"]]["tellings"]}
    if change["kind"] == "repeated" and not (change["date"] in told and change["date"] > first):
        yield f"nothing repeats it on {change['date']}"
    if change["kind"] != "repeated" and change["date"] != first:
        yield f"dated {change['date']}, first published {first}"
    if bool(change.get("contested")) != disowned(bundle, change["to"]):
        yield "contested where its holder denies it, and only there"


def disowned(bundle: Bundle, name: str) -> bool:
    """Say whether its holder's own denial contradicts a claim, or one that the claim supports."""
    claims, relations = bundle.claims(), bundle.gold["relations"]
    own = bundle.gold["actors"][claims[name]["holder"]]["pattern"]
    against = [{one["from"], one["to"]} for one in relations if one["kind"] == "contradicts"]
    rivals = [claims[one] for pair in against if name in pair for one in pair - {name}]
    speakers = chain.from_iterable(rival["origins"] for rival in rivals if "denied" in rival.get("factuality", []))
    if any(found(own, bundle.gold["origins"][speaker].get("name", "")) for speaker in speakers):
        return True
    held_up = [one["to"] for one in relations if one["kind"] == "supports" and one["from"] == name]
    return any(disowned(bundle, other) for other in held_up if claims[other]["kind"] == "position")


def new_days(bundle: Bundle, claim: Json) -> set[str]:
    """Return the days after the first on which an origin tells a claim that had not told it before."""
    days: dict[str, str] = {}
    for telling in claim["tellings"]:
        for origin in telling["origins"]:
            days[origin] = min(days.get(origin, "9999"), bundle.day(telling["article"]))
    return {day for day in days.values() if day > bundle.first_day(claim)}


def main(argv: Sequence[str] | None = None) -> int:
    """Check, print, and say whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--jsonl", action="store_true")
    options = parser.parse_args(argv)
    if options.jsonl:
        sys.stdout.write("".join(jsonl(load(HERE / "dev" / name)) for name in options.names))
        return 0
    bad = 0
    for split in [options.split] if options.split else SPLITS:
        for folder in sorted(path.parent for path in (HERE / split).glob("*/bundle.json")):
            wrong = list(faults(load(folder))) if not options.names or folder.name in options.names else []
            bad += len(wrong)
            shown = wrong if options.split or split == "dev" else [f"{len(wrong)} faults"][: len(wrong)]
            print("".join(f"{split}/{folder.name}: {fault}\n" for fault in shown), end="")
    print(f"{bad} faults")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
