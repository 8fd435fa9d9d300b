"""Totals beside the sums of what they add up: a disagreement is said, with both figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.addresses import address
from bcr.workbook.recognition.found import Doubt
from bcr.workbook.values.amounts import Amount, amount_in, decimal_mark
from bcr.workbook.values.hints import hint_in
from bcr.workbook.words.fields import Kind, kind_of_field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Place

_SUMMED: Final = frozenset({Kind.MONEY, Kind.LEVEL})
#: Decimals of a text that are looked at, and the share of a number that is the noise of a sum.
_DECIMALS: Final = 6
_NOISE: Final = 1e-9


class _Figure(NamedTuple):
    number: float
    #: Of a text half of its last digit, of a number the noise of a sum.
    half_digit: float


def column_totals(
    grid: Grid,
    columns: Mapping[int, str],
    records: Sequence[int],
    totals: Collection[int],
    breaks: Collection[int],
) -> Iterator[Doubt]:
    """Say which totals below or above the rows of a table are not their sums.

    `columns` gives the field of each; `breaks` are the rows at which a group of rows begins.
    """
    if not records:
        return
    for column, field in sorted(columns.items()):
        if kind_of_field(field) not in _SUMMED:
            continue
        sums = _Sums(grid, column, [*records, *totals])
        for row in sorted(totals):
            yield from sums.doubt(row, records, totals, breaks)


class _Sums:
    """The figures of one column."""

    def __init__(self, grid: Grid, column: int, rows: Sequence[int]) -> None:
        self._grid, self._column = grid, column
        decimal = decimal_mark(grid.at(row, column) for row in rows)
        figures = {row: _figure(grid, (row, column), decimal) for row in rows}
        self._figures = {row: figure for row, figure in figures.items() if figure is not None}

    def doubt(
        self, total: int, records: Sequence[int], totals: Collection[int], breaks: Collection[int]
    ) -> Iterator[Doubt]:
        stated = self._figures.get(total)
        above = [row for row in records if row < total] or list(records)
        since = max((r for r in (*totals, *breaks) if r < total), default=-1)
        group = [row for row in above if row > since]
        subtotals = [row for row in totals if row < total]
        choices = [rows for rows in (group, above, subtotals) if self._has_figures(rows)]
        if stated is None or not choices or any(self._adds_up(stated, rows) for rows in choices):
            return
        rows = choices[0]
        place = (total, self._column)
        message = (
            f"The total says {_shown(stated.number)}; {self._cells(rows)} add up to "
            f"{_shown(self._sum(rows))}. The rows were used as they stand; correct what is wrong."
        )
        yield Doubt(place, self._grid.text(*place), message, "total-disagrees")

    def _has_figures(self, rows: Sequence[int]) -> bool:
        return any(row in self._figures for row in rows)

    def _sum(self, rows: Sequence[int]) -> float:
        return sum(self._figures[row].number for row in rows if row in self._figures)

    def _adds_up(self, stated: _Figure, rows: Sequence[int]) -> bool:
        total = self._sum(rows)
        count = sum(row in self._figures for row in rows)
        means = {total, total / count} if count else {total}
        return any(abs(stated.number - number) <= stated.half_digit for number in means)

    def _cells(self, rows: Sequence[int]) -> str:
        first, last = address(rows[0], self._column), address(rows[-1], self._column)
        return f"the figures of {first}" + (f" to {last}" if last != first else "")


def row_totals(
    grid: Grid, parts: Mapping[int, Sequence[int]], records: Sequence[int]
) -> Iterator[Doubt]:
    """Say where the total of a row is not the sum of its parts; `parts` are by total column."""
    columns = sorted({*parts, *(column for some in parts.values() for column in some)})
    decimals = {c: decimal_mark(grid.at(row, c) for row in records) for c in columns}
    for row in records:
        for total, summed in parts.items():
            stated = _figure(grid, (row, total), decimals[total], as_stored=True)
            figures = [_figure(grid, (row, c), decimals[c], as_stored=True) for c in summed]
            numbers = [figure.number for figure in figures if figure is not None]
            if stated is None or not numbers:
                continue
            if abs(stated.number - sum(numbers)) <= stated.half_digit:
                continue
            cells = f"{address(row, summed[0])} to {address(row, summed[-1])}"
            message = (
                f"The total says {_shown(stated.number)}; what stands in {cells} for it adds up to "
                f"{_shown(sum(numbers))}. The parts were used; correct what is wrong."
            )
            yield Doubt((row, total), grid.text(row, total), message, "total-disagrees")


def _figure(grid: Grid, place: Place, decimal: str, *, as_stored: bool = False) -> _Figure | None:
    """Give the figure in a cell in whole units of its column; nothing where it can have no sum.

    `as_stored`: whatever number formats say; parts of one total may be shown in different ones.
    """
    value = grid.at(*place)
    if value == "" or grid.is_broken(*place):
        return None
    shown_as = "" if as_stored else grid.marks.shown_as(*place)
    amount = amount_in(value, shown_as=shown_as, decimal=decimal)
    if not isinstance(amount, Amount) or amount.percent or amount.duration:
        return None
    noise = max(abs(amount.number), 1.0) * _NOISE
    if isinstance(value, float):
        return _Figure(amount.number, noise)
    shown = f"{amount.number / amount.scale:.{_DECIMALS}f}".rstrip("0").partition(".")[2]
    return _Figure(amount.number, 0.5 * amount.scale / 10 ** len(shown) + noise)


def is_summable(header: str) -> bool:
    """Tell whether figures under a header may be added up: percentages may not.

    >>> is_summable("Target (%)"), is_summable("Saving (£k)")
    (False, True)
    """
    return not hint_in(header).percent


def _shown(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".")
