"""A dossier: what a user knows of one negotiation, `dossier.yaml`, read and checked.

Every fault raises `BadCodebook`: `dossier.yaml:12: what is wrong. What to do.` The keys are explained to users in
`dossier-template.yaml`, the file that `memcon init` writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from memcon.codebook.files import parse, text_of
from memcon.codebook.merging import near
from memcon.errors import BadCodebook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from memcon.codebook.files import CodebookFile
    from memcon.codebook.files import Path as Steps

FILE = "dossier.yaml"
KINDS = ("state", "organisation")
_TOP = ("name", "parties", "people", "issues", "outlets", "feeds", "codebook")
_PARTY = ("name", "kind", "iso", "aliases", "demonyms", "seats", "called", "bodies", "wikidata", "people")
_BODY = ("name", "aliases", "called", "wikidata")
_PERSON = ("name", "aliases", "role", "since", "until", "wikidata")
_ISSUE = ("description", "words")
_OUTLET = ("name", "domains", "aliases")
_FEED = ("url", "outlet")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the dossier knows. since, until: YYYY, YYYY-MM or YYYY-MM-DD, both inclusive; None for open."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    since: str | None = None
    until: str | None = None
    wikidata: str | None = None

    def serves_on(self, day: str | None) -> bool:
        """Say whether the role holds on a day; where no day is known, whether it has no end."""
        if day is None:
            return self.until is None
        begun = self.since is None or day[: len(self.since)] >= self.since
        return begun and (self.until is None or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation by all of its names. called: nouns by which it is meant (`the movement`)."""

    name: str
    aliases: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Body):
    """A side in the talks. kind: one of `KINDS`, or None where the codebook is to say. bodies: what belongs to it."""

    kind: str | None = None
    iso: str | None = None
    demonyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: the name that a record shows, the hosts, and other ways of signing."""

    name: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Where articles are looked for: an address, and the outlet whose articles they are, None for whoever signs."""

    url: str
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One negotiation. people: those of no party. codebook: the folder of the user's own files, None for none.

    file: what was read; issues stand in it as they do in memcon's own `issues.yaml`.
    """

    path: Path
    file: CodebookFile
    name: str
    parties: tuple[Party, ...]
    people: tuple[Person, ...]
    outlets: tuple[Outlet, ...]
    feeds: tuple[Feed, ...]
    codebook: Path | None

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of its issues, memcon's own that it adds to among them."""
        return tuple(self.file.mapping("issues"))


def path_of(given: str | Path) -> Path:
    """Return the `dossier.yaml` that a path means: the file itself, or the one in that folder."""
    path = Path(given)
    path = path / FILE if path.is_dir() else path
    if not path.is_file():
        raise BadCodebook(
            f"{path}: there is no such dossier. Make one with `memcon init {path.parent.name or 'NAME'}`."
        )
    return path


def parsed(path: Path) -> Dossier:
    """Read and check a dossier; its issues and its codebook folder are checked by those who read them."""
    file = parse(path.name, text_of(path), shown=str(path), loader="BaseLoader")
    check = _Checked(file)
    given = file.content
    check.keys((), given, _TOP)
    parties = tuple(check.party(steps, one) for steps, one in check.listed((), given, "parties"))
    people = tuple(check.person(steps, one) for steps, one in check.listed((), given, "people"))
    check.issues()
    outlets = tuple(check.outlet(steps, one) for steps, one in check.listed((), given, "outlets"))
    check.told_apart(parties, people)
    return Dossier(
        path=path,
        file=file,
        name=check.optional((), given, "name") or path.absolute().parent.name,
        parties=parties,
        people=people,
        outlets=outlets,
        feeds=tuple(check.feed(steps, one) for steps, one in check.listed((), given, "feeds", "url")),
        codebook=check.folder(path.parent),
    )


class _Checked:
    """Takes values out of a dossier's file, and says where one is not what it must be."""

    def __init__(self, file: CodebookFile) -> None:
        self.file = file

    def keys(self, steps: Steps, given: dict[str, Any], known: Collection[str]) -> None:
        for key in given:
            if key not in known:
                raise self.file.fault((*steps, key), f"there is no key `{key}` here", near(key, known))

    def listed(
        self, steps: Steps, given: dict[str, Any], key: str, bare: str = "name"
    ) -> Iterator[tuple[Steps, dict[str, Any]]]:
        """Yield the entries of a list; one that is only a text is a mapping with that under `bare`."""
        value = given.get(key) or []
        if not isinstance(value, list):
            raise self.file.fault((*steps, key), f"`{key}` must be a list", "Begin every entry with `- `")
        for at, one in enumerate(value):
            if isinstance(one, str) and one.strip():
                yield (*steps, key, at), {bare: one}
            elif isinstance(one, dict):
                yield (*steps, key, at), one
            else:
                raise self.file.fault((*steps, key, at), "this entry is empty", f"Write `{bare}: …`, or take it out")

    def optional(self, steps: Steps, given: dict[str, Any], key: str) -> str | None:
        value = given.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise self.file.fault((*steps, key), f"`{key}` must be one text", f"Write `{key}: …` on one line")
        return " ".join(value.split())

    def text(self, steps: Steps, given: dict[str, Any], key: str) -> str:
        found = self.optional(steps, given, key)
        if found is None:
            raise self.file.fault(steps, f"`{key}` is missing", f"Add `{key}: …`")
        return found

    def texts(self, steps: Steps, given: dict[str, Any], key: str) -> tuple[str, ...]:
        value = given.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.file.fault((*steps, key), f"`{key}` must be a list of names", f"Write `{key}: [one, another]`")
        return tuple(_bare(one) for one in value)

    def wikidata(self, steps: Steps, given: dict[str, Any]) -> str | None:
        found = self.optional(steps, given, "wikidata")
        if found is not None and not re.fullmatch(r"Q[1-9]\d*", found):
            raise self.file.fault((*steps, "wikidata"), f"`{found}` is no Wikidata id", "Write it as Q42")
        return found

    def party(self, steps: Steps, given: dict[str, Any]) -> Party:
        self.keys(steps, given, _PARTY)
        kind, iso = self.optional(steps, given, "kind"), self.optional(steps, given, "iso")
        if kind is not None and kind not in KINDS:
            raise self.file.fault((*steps, "kind"), f"no party is a `{kind}`", f"Use {' or '.join(KINDS)}")
        if iso is not None and not re.fullmatch(r"[A-Z]{2}", iso):
            raise self.file.fault((*steps, "iso"), f"`{iso}` is no ISO 3166 code", "Write its two capital letters")
        if iso is not None and kind == "organisation":
            raise self.file.fault((*steps, "iso"), "an organisation has no ISO 3166 code", "Take `iso` out")
        return Party(
            name=self.text(steps, given, "name"),
            kind=kind,
            iso=iso,
            aliases=self.texts(steps, given, "aliases"),
            demonyms=self.texts(steps, given, "demonyms"),
            seats=self.texts(steps, given, "seats"),
            called=self.texts(steps, given, "called"),
            bodies=tuple(self.body(below, one) for below, one in self.listed(steps, given, "bodies")),
            people=tuple(self.person(below, one) for below, one in self.listed(steps, given, "people")),
            wikidata=self.wikidata(steps, given),
        )

    def body(self, steps: Steps, given: dict[str, Any]) -> Body:
        self.keys(steps, given, _BODY)
        return Body(
            name=self.text(steps, given, "name"),
            aliases=self.texts(steps, given, "aliases"),
            called=self.texts(steps, given, "called"),
            wikidata=self.wikidata(steps, given),
        )

    def person(self, steps: Steps, given: dict[str, Any]) -> Person:
        self.keys(steps, given, _PERSON)
        since, until = self._day(steps, given, "since"), self._day(steps, given, "until")
        if since and until and since[: len(until)] > until:
            raise self.file.fault((*steps, "until"), f"`until: {until}` is before `since: {since}`", "Mend one of them")
        return Person(
            name=self.text(steps, given, "name"),
            aliases=self.texts(steps, given, "aliases"),
            role=self.optional(steps, given, "role"),
            since=since,
            until=until,
            wikidata=self.wikidata(steps, given),
        )

    def _day(self, steps: Steps, given: dict[str, Any], key: str) -> str | None:
        found = self.optional(steps, given, key)
        if found is not None and not _DAY.fullmatch(found):
            raise self.file.fault((*steps, key), f"`{found}` is no day", "Write YYYY-MM-DD, YYYY-MM or YYYY")
        return found

    def issues(self) -> None:
        for issue, given in self.file.mapping("issues").items():
            steps = ("issues", issue)
            if not _ID.fullmatch(issue):
                raise self.file.fault(steps, f"`{issue}` is no id", "Use small letters, digits and hyphens: port-fees")
            if not isinstance(given, dict):
                raise self.file.fault(steps, f"`{issue}` says nothing", "Write `description: …` and `words: […]` below")
            self.keys(steps, given, _ISSUE)
            self.optional(steps, given, "description")
            self.texts(steps, given, "words")

    def outlet(self, steps: Steps, given: dict[str, Any]) -> Outlet:
        self.keys(steps, given, _OUTLET)
        domains = self.texts(steps, given, "domains")
        for at, host in enumerate(domains):
            if not _HOST.fullmatch(host):
                raise self.file.fault((*steps, "domains", at), f"`{host}` is no host", "Write it as example.org")
        return Outlet(self.text(steps, given, "name"), domains, self.texts(steps, given, "aliases"))

    def feed(self, steps: Steps, given: dict[str, Any]) -> Feed:
        self.keys(steps, given, _FEED)
        url = self.text(steps, given, "url")
        try:
            parts = urlsplit(url)
            is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            is_address = False
        if not is_address:
            raise self.file.fault(steps, f"`{url}` is no address", "Write it as https://example.org/feed.xml")
        return Feed(url, self.optional(steps, given, "outlet"))

    def folder(self, beside: Path) -> Path | None:
        """Return the folder of the user's own codebook: the one that is named, or `codebook` where there is one."""
        named = self.optional((), self.file.content, "codebook")
        folder = beside / (named or "codebook")
        if folder.is_dir():
            return folder
        if named:
            raise self.file.fault(("codebook",), f"there is no folder {folder}", "Make it, or take `codebook` out")
        return None

    def told_apart(self, parties: tuple[Party, ...], people: tuple[Person, ...]) -> None:
        """See to it that no name means two parties or bodies, and that nobody is listed twice for the same time."""
        seen: dict[str, Steps] = {}
        for at, party in enumerate(parties):
            for steps, body in ((("parties", at), party), *_bodies(at, party)):
                for name in dict.fromkeys((body.name, *body.aliases)):
                    self._new(seen, name, steps)
        always: dict[str, Steps] = {}
        for steps, one in _everybody(parties, people):
            if one.since is None and one.until is None:
                self._new(always, one.name, steps)

    def _new(self, seen: dict[str, Steps], name: str, steps: Steps) -> None:
        if (before := seen.setdefault(name.casefold(), steps)) is not steps:
            line = self.file.line(before)
            raise self.file.fault(steps, f"`{name}` is also on line {line}", "Leave the name in one of the two places")


def _bare(written: str) -> str:
    """Return a name on one line and without its article, which a text may write or not."""
    return " ".join(written.split()).removeprefix("the ").removeprefix("The ")


def _bodies(at: int, party: Party) -> Iterator[tuple[Steps, Body]]:
    """Yield what belongs to party `at`, each with its place in the file."""
    for number, one in enumerate(party.bodies):
        yield ("parties", at, "bodies", number), one


def _everybody(parties: tuple[Party, ...], people: tuple[Person, ...]) -> Iterator[tuple[Steps, Person]]:
    for at, one in enumerate(people):
        yield ("people", at), one
    for number, party in enumerate(parties):
        for at, one in enumerate(party.people):
            yield ("parties", number, "people", at), one
