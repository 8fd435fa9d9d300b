"""Where on a sheet the next table's header is, over how many rows, and what it is the header of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.header import Placed
from bcr.workbook.recognition.header_readings import HeaderRows
from bcr.workbook.recognition.one_row import is_any_telling, is_of_figures, is_telling
from bcr.workbook.words.fields import COMPANIES, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.header import Header

#: A header is looked for in the first rows of a sheet and after every blank row.
_TOP_ROWS: Final = 40
_MAX_HEADER_ROWS: Final = 3
_SHEET_BONUS: Final = 2.0
_ORDER: Final = {company: number for number, company in enumerate(COMPANIES)}


class HeaderSearch:
    """Looks for the headers of one sheet."""

    def __init__(self, grid: Grid, year_starts: int) -> None:
        self._grid, self._year_starts = grid, year_starts
        self._named = normal(grid.sheet)
        self._telling: dict[int, bool] = {}
        self._goes_on: dict[int, bool] = {}

    def next(self, start: int) -> Placed | None:
        """Give the first header at or below a row; of readings that run into each other the surest.

        Nothing when there is none.
        """
        for row in range(start, self._grid.height):
            is_near = row < start + _TOP_ROWS or self._grid.is_blank(row - 1)
            best = self.at(row) if is_near else None
            if best is not None:
                below = [*filter(None, map(self.at, self._perhaps_below(row)))]
                return max(best, *below, key=_by_itself) if below else best
        return None

    def at(self, row: int) -> Placed | None:
        """Give what the rows from one on are most surely the header of, or nothing."""
        headers = [header for rows in self._groups(row) for header in rows.headers()]
        return Placed(row, max(headers, key=self._sureness)) if headers else None

    def _sureness(self, header: Header) -> tuple[float, int, int]:
        bonus = self._sheet_bonus(header.company)
        return header.score + bonus, -header.height, -_ORDER[header.company]

    def _perhaps_below(self, row: int) -> Sequence[int]:
        """Give the rows below one at which a header may begin that runs into the one there."""
        filled = self._filled_from(row + 1, most=2 * _MAX_HEADER_ROWS - 1)
        tells = is_any_telling([self._grid.rows[r] for r in filled])
        return filled[:_MAX_HEADER_ROWS] if tells else ()

    def _filled_from(self, row: int, most: int = _MAX_HEADER_ROWS) -> range:
        """Give the rows from one on that may be one header together."""
        end = row
        while end < row + most and self._may_go_on(end):
            end += 1
        return range(row, end)

    def _may_go_on(self, row: int) -> bool:
        """Tell whether a header may go on in a row: it is filled, and not with figures."""
        goes_on = self._goes_on.get(row)
        if goes_on is None:
            is_blank = self._grid.is_blank(row)
            goes_on = self._goes_on[row] = not (is_blank or is_of_figures(self._grid.rows[row]))
        return goes_on

    def _is_telling(self, row: int) -> bool:
        if row not in self._telling:
            self._telling[row] = is_telling(self._grid.rows[row])
        return self._telling[row]

    def _groups(self, row: int) -> Iterator[HeaderRows]:
        """Give the rows from one on that may be a header: one of them, two, three."""
        told = False
        for height, last in enumerate(self._filled_from(row), start=1):
            told = told or self._is_telling(last)
            rows = HeaderRows.at(self._grid, row, height, self._year_starts) if told else None
            if rows is not None:
                yield rows

    def _sheet_bonus(self, company: str) -> float:
        return _SHEET_BONUS if self._named in {company, company.rstrip("s")} else 0.0


def _by_itself(placed: Placed) -> tuple[float, int, int]:
    """Give how sure a reading is among those that run into each other."""
    return placed.header.score, -placed.header.height, -placed.top
