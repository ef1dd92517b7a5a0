"""What can go wrong, and how it is said.

The input is at fault: a `Problem` is returned as a value and the run goes on.
The caller is at fault: a `MemconError` is raised; it knows its exit code and HTTP status.
We are at fault: nothing is caught.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an input: where it is, what is wrong, and what to do about it."""

    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        """One line for a terminal: `where: what. Fix.`."""
        return f"{self.where}: {self.what}. {self.fix}"


class MemconError(Exception):
    """The caller asked for something that cannot be done; `str(error)` says what to do instead."""

    exit_code = 2
    http_status = 400


class NothingRead(MemconError):
    """Not one input of a run could be read; `problems` says why, input by input."""

    http_status = 422

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)) or "no input was given")
        self.problems = problems


class ShapeMismatch(MemconError):
    """Two arrays that must agree in shape do not; the message names both."""

    exit_code = 70
    http_status = 500


class BrokenInstallation(MemconError):
    """A file that ships with memcon is missing or damaged; reinstalling mends it."""

    exit_code = 70
    http_status = 500


class BadCodebook(MemconError):
    """A codebook file cannot be used; the message is `file:line: what is wrong. What to do.`."""

    exit_code = 78


class NoSuchRecord(MemconError):
    """The article has no record of the id that was asked for; the message says which there are."""

    http_status = 404


class DocketUnusable(MemconError):
    """The database cannot be used: locked, damaged, full, missing or too new; the message says where and what to do."""

    exit_code = 74
    http_status = 503


class DocketBusy(DocketUnusable):
    """Another program writes to the database and does not finish; nothing is wrong with it."""


class UnknownName(MemconError):
    """The docket knows no side, person, issue, origin or claim of the name; the message offers near ones."""

    http_status = 404


class MissingLibrary(MemconError):
    """A library that is only needed for what was asked is not installed; the message says how to install it."""

    exit_code = 69
    http_status = 501
