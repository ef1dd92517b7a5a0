"""Listings: the lines of an answer, as a sequence, as plain values, and as a table of pandas or polars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from memcon.errors import MissingLibrary
from memcon.views.docket import lines

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Listing(Sequence[Line], Generic[Line]):
    """The answer to a question: its lines, a sequence.

    asked: what was asked for, in words (`issue withdrawal`, `as of 14 Jul 2025`). more: the limit left some out.
    """

    asked: tuple[str, ...]
    rows: tuple[Line, ...]
    more: bool = False

    line: ClassVar[type] = object
    """The class of its lines: its fields are the columns, also when there are no lines."""

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        """Return a line, or several."""
        return self.rows[at]

    def __len__(self) -> int:
        """Count the lines."""
        return len(self.rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields of a line."""
        return tuple(one.name for one in fields(self.line))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each line as a dictionary; several values in one field are a list."""
        return [
            {name: list(value) if isinstance(value := getattr(row, name), tuple) else value for name in self.columns}
            for row in self.rows
        ]

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas table with a row for each line. Raises `MissingLibrary` without pandas."""
        made: pd.DataFrame = _library("pandas").DataFrame(self.to_dicts(), columns=list(self.columns))
        return made

    def to_polars(self) -> pl.DataFrame:
        """Return a polars table with a row for each line. Raises `MissingLibrary` without polars."""
        schema = None if self.rows else list(self.columns)
        made: pl.DataFrame = _library("polars").DataFrame(self.to_dicts(), schema=schema, infer_schema_length=None)
        return made


def _library(name: str) -> Any:  # noqa: ANN401  one of two libraries, each with its own types
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingLibrary(f"{name} is not installed. Run `pip install {name}`, or use `to_dicts()`.") from error


class Positions(Listing[lines.PositionLine]):
    """`memcon positions`: who wants what."""

    line = lines.PositionLine


class Contacts(Listing[lines.ContactLine]):
    """`memcon contacts`: who dealt with whom."""

    line = lines.ContactLine


class Proposals(Listing[lines.ProposalLine]):
    """`memcon proposals`: what is on the table."""

    line = lines.ProposalLine


class Standings(Listing[lines.StandingLine]):
    """`memcon standings`: how the talks stand."""

    line = lines.StandingLine


class Claims(Listing[lines.ClaimLine]):
    """`memcon claims`: everything that is claimed."""

    line = lines.ClaimLine


class Sources(Listing[lines.SourceLine]):
    """`memcon sources`: who says so."""

    line = lines.SourceLine


class Changes(Listing[lines.ChangeLine]):
    """`memcon changes`: who moved."""

    line = lines.ChangeLine


class Timeline(Listing[lines.TimelineLine]):
    """`memcon timeline`: day by day, the earliest first."""

    line = lines.TimelineLine


class Matrix(Listing[lines.MatrixLine]):
    """`memcon matrix`: the last position of each side on each issue. sides, issues: its rows and columns in order."""

    line = lines.MatrixLine

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides, those with most positions first."""
        return tuple(dict.fromkeys(one.side for one in self.rows))

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues, those with most positions first."""
        counts = {one.issue: 0 for one in self.rows}
        for one in self.rows:
            counts[one.issue] += one.positions
        return tuple(sorted(counts, key=lambda issue: (-counts[issue], issue)))
