"""Periods across the columns of a header, in its last row or in the one above "Actual"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.header_words import whole_matches
from bcr.workbook.values.amounts import Amount, amount_in
from bcr.workbook.values.periods import periods_in
from bcr.workbook.words.fields import says_blank

if TYPE_CHECKING:
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value
    from bcr.workbook.values.periods import Period

#: Fewer in a row are no series.
MIN_PERIODS: Final = 3


@dataclass(frozen=True, slots=True)
class Across:
    """The columns that hold a period's value, and all that stand under a period."""

    periods: dict[int, Period] = field(default_factory=dict)
    under: frozenset[int] = frozenset()
    #: Whether the row below the header had a say.
    by_row_below: bool = False


def across_periods(
    grid: Grid, rows: tuple[int, int], texts: dict[int, str], year_starts: int
) -> Across:
    """Give the periods across a header from its first and last row; none where there are few."""
    top, bottom = rows
    columns = sorted(texts)
    periods = _periods(grid, bottom, columns, year_starts)
    if len(periods) >= MIN_PERIODS:
        is_split = _words_below(grid, bottom + 1, periods)
        if is_split:
            return Across(by_row_below=True)
        return Across(periods, frozenset(periods), by_row_below=True)
    return _under_groups(grid, bottom, columns, year_starts) if bottom > top else Across()


def _periods(grid: Grid, row: int, columns: list[int], year_starts: int) -> dict[int, Period]:
    found = periods_in([grid.at(row, c) for c in columns], year_starts=year_starts)
    return {c: p for c, p in zip(columns, found, strict=True) if p is not None}


def _words_below(grid: Grid, row: int, periods: dict[int, Period]) -> bool:
    """Tell whether the row below is a part of the header that says what stands in each column."""
    said = [cell for column in periods if (cell := grid.at(row, column)) != ""]
    return bool(said) and 2 * sum(map(_is_word, said)) > len(said)


def _is_word(cell: Value) -> bool:
    is_text = isinstance(cell, str) and not says_blank(cell)
    return is_text and not isinstance(amount_in(cell), Amount) and ":" not in str(cell)


def _under_groups(grid: Grid, bottom: int, columns: list[int], year_starts: int) -> Across:
    """Give the columns headed "Actual" under periods that each span several columns."""
    groups = _periods(grid, bottom - 1, list(range(max(columns) + 1)), year_starts)
    if len(groups) < MIN_PERIODS:
        return Across()
    spread: dict[int, Period] = {}
    current: Period | None = None
    for column in range(max(columns) + 1):
        if grid.at(bottom - 1, column) != "":
            current = groups.get(column)
        if current is not None and column in columns:
            spread[column] = current
    actual = {c: p for c, p in spread.items() if _is_value(grid.text(bottom, c))}
    return Across(actual, frozenset(spread)) if len(actual) >= MIN_PERIODS else Across()


def _is_value(header: str) -> bool:
    matches = whole_matches(header, "observations")
    return any(match.field == "observations.value" for match in matches)
