"""Where on a sheet the next table's header is, over how many rows, and what it is the header of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.benefit_periods import (
    dated_columns,
    measures_by_period,
    single_columns,
)
from bcr.workbook.recognition.dated_headers import dated, is_day
from bcr.workbook.recognition.header import (
    LEAST_WHOLE,
    MOST_FOR_PERIODS,
    OF_BENEFITS,
    Header,
    has_all_groups,
    has_what_it_needs,
)
from bcr.workbook.recognition.header_texts import header_texts, lowest_texts
from bcr.workbook.recognition.header_words import (
    Match,
    candidates,
    companies_of,
    is_known,
    whole_matches,
)
from bcr.workbook.recognition.headers import Below, match_headers
from bcr.workbook.recognition.period_columns import MIN_PERIODS, across_periods
from bcr.workbook.values.periods import period_in, periods_in
from bcr.workbook.words.fields import COMPANIES, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bcr.workbook.files.grid import Grid, Value
    from bcr.workbook.recognition.benefit_periods import DatedColumn, SingleColumn
    from bcr.workbook.recognition.period_columns import Across

#: A header is looked for in the first rows of a sheet and after every blank row.
_TOP_ROWS: Final = 40
_MAX_HEADER_ROWS: Final = 3
_SAMPLE: Final = 60
_SHEET_BONUS: Final = 2.0
_ORDER: Final = {company: number for number, company in enumerate(COMPANIES)}
#: A row with so many figures is no part of a header.
_FIGURES: Final = 2
#: Some number their columns below the header.
_MOST_COLUMNS: Final = 99


class HeaderSearch:
    """Looks for the headers of one sheet."""

    def __init__(self, grid: Grid, year_starts: int) -> None:
        self._grid, self._year_starts = grid, year_starts
        self._named = normal(grid.sheet)
        self._telling: dict[int, bool] = {}
        self._figures: dict[int, bool] = {}

    def next(self, start: int) -> Header | None:
        """Give the first header at or below a row; of readings that run into each other the surest.

        Nothing when there is none.
        """
        for row in range(start, self._grid.height):
            if not self._may_be_header(row, start):
                continue
            best = self.at(row)
            if best is not None:
                lowest = row + _MAX_HEADER_ROWS
                below = takewhile(self._may_go_on, range(row + 1, lowest + 1))
                readings = [best, *filter(None, map(self.at, below))]
                return max(readings, key=lambda h: (h.score, -h.height, -h.top))
        return None

    def at(self, row: int) -> Header | None:
        """Give what the rows from one on are most surely the header of, or nothing."""
        best: Header | None = None
        surest = (0.0, 0, 0)
        for rows in self._groups(row):
            for company in rows.companies:
                bonus = self._sheet_bonus(company)
                header = rows.read_as(company, least=surest[0] - bonus)
                if header is None:
                    continue
                sure = (header.score + bonus, -header.height, -_ORDER[company])
                if best is None or sure > surest:
                    best, surest = header, sure
        return best

    def _may_be_header(self, row: int, start: int) -> bool:
        near = row < start + _TOP_ROWS or self._grid.is_blank(row - 1)
        return near and any(map(self._is_telling, self._filled_from(row)))

    def _filled_from(self, row: int) -> Iterator[int]:
        """Give the rows that may be one header together."""
        return takewhile(self._may_go_on, range(row, row + _MAX_HEADER_ROWS))

    def _may_go_on(self, row: int) -> bool:
        """Tell whether a header may go on in a row: it is filled, and not with figures."""
        return not (self._grid.is_blank(row) or self._is_of_figures(row))

    def _is_of_figures(self, row: int) -> bool:
        if row not in self._figures:
            plain = sum(map(_is_figure, self._grid.rows[row]))
            self._figures[row] = plain >= _FIGURES
        return self._figures[row]

    def _groups(self, row: int) -> Iterator[_Rows]:
        """Give the rows from one on that may be a header: one of them, two, three."""
        told = False
        for height, last in enumerate(self._filled_from(row), start=1):
            told = told or self._is_telling(last)
            rows = _Rows.at(self._grid, row, height, self._year_starts) if told else None
            if rows is not None:
                yield rows

    def _is_telling(self, row: int) -> bool:
        if row not in self._telling:
            self._telling[row] = _is_telling(self._grid.rows[row])
        return self._telling[row]

    def _sheet_bonus(self, company: str) -> float:
        return _SHEET_BONUS if self._named in {company, company.rstrip("s")} else 0.0


def _is_figure(cell: Value) -> bool:
    """Tell whether a cell is a number that counts no column and is no period."""
    return isinstance(cell, float) and not 0 <= cell <= _MOST_COLUMNS and period_in(cell) is None


def _is_telling(cells: list[Value]) -> bool:
    """Tell whether a row names two fields, or one beside several periods."""
    known = sum(1 for cell in cells if isinstance(cell, str) and cell and is_known(cell))
    if known == 1:
        said = [cell for cell in cells if cell != ""]
        return sum(map(_is_period, said)) >= MIN_PERIODS
    return known > 1


def _is_period(cell: Value) -> bool:
    if isinstance(cell, str):
        return period_in(cell) is not None or dated(cell) is not None
    return not isinstance(cell, float) or period_in(cell) is not None


@dataclass(frozen=True)
class _Rows:
    """Rows that may be a header; what stands across and below is looked at when it is asked for."""

    grid: Grid
    top: int
    height: int
    year_starts: int
    texts: dict[int, str]
    #: The lowest header of a column, where it says more than all of them together.
    leaves: dict[int, str]
    #: Columns with known headers: the kinds of table that know each.
    known: dict[int, frozenset[str]]
    #: Kinds of table of which enough headers are known ones.
    companies: tuple[str, ...]

    @classmethod
    def at(cls, grid: Grid, top: int, height: int, year_starts: int) -> _Rows | None:
        """Give such rows, or nothing where they are too few words or too few known ones."""
        texts = header_texts(grid, top, height)
        if len(texts) < 2:
            return None
        leaves = lowest_texts(grid, top + height - 1, height)
        known = {c: companies_of(t) | companies_of(leaves.get(c, "")) for c, t in texts.items()}
        known = {c: companies for c, companies in known.items() if companies}
        if not (companies := _known_enough(known.values())):
            return None
        return cls(grid, top, height, year_starts, texts, leaves, known, companies)

    @cached_property
    def across(self) -> Across:
        """The periods across, whatever the table is of."""
        rows = (self.top, self.top + self.height - 1)
        return across_periods(self.grid, rows, self.texts, self.year_starts)

    @cached_property
    def below(self) -> Below:
        """What stands below."""
        first = self.top + self.height
        return Below(self.grid, range(first, min(first + _SAMPLE, self.grid.height)))

    def read_as(self, company: str, *, least: float = 0.0) -> Header | None:
        """Read them as the header of a company's table, or nothing where it lacks a need.

        Nothing too where it cannot score as much as `least`: the cells below need no look then.
        """
        if company == "benefits" and self._is_row_of_days():
            return None
        across = self._across_benefits() if company == "benefits" else {}
        under = across.keys() if across else self.across.under
        named = {c: text for c, text in self.texts.items() if c not in under}
        named |= {c: self._name(c, company) for c in self.leaves if c in named}
        offered = {column: candidates(text, company) for column, text in named.items()}
        if sum(map(bool, offered.values())) + len(across) + MOST_FOR_PERIODS < least:
            return None
        whole = [match for text in named.values() for match in whole_matches(text, company)[:1]]
        single = single_columns(across.values(), {match.field for match in whole})
        by_period = company == "cases" and measures_by_period(self.texts)
        if len(whole) + min(len(across), 1) + bool(by_period) < LEAST_WHOLE.get(company, 2):
            return None
        offered |= {column: (_single_match(one),) for column, one in single.items()}
        fields = {match.field for matches in offered.values() for match in matches}
        rest = {c: one for c, one in across.items() if c not in single}
        if not (self._is_of_benefits(named.values()) if rest else has_all_groups(company, fields)):
            return None
        matches = match_headers(offered, self.below)
        header = Header(
            self.top, self.height, company, matches, self.texts, self.across.periods, len(named),
            rest, single, bool(by_period),
        )  # fmt: skip
        return header if has_what_it_needs(header) else None

    def _across_benefits(self) -> dict[int, DatedColumn]:
        """Give the columns that name a period; none where it is a KPI series by all it says."""
        has_role = any((said := dated(text)) and said.role for text in self.texts.values())
        if not has_role and not self._is_of_benefits(self.texts.values()):
            return {}
        return dated_columns(self.texts, self.year_starts)

    def _is_row_of_days(self) -> bool:
        """Tell, of rows with one known header, whether it is no benefit's and days stand beside it.

        So many rows of values look: no role says what the days are of.
        """
        known = [c for c, companies in self.known.items() if "benefits" in companies]
        if len(known) > 1:
            return False
        if self._is_of_benefits(t for c in known for t in (self.texts[c], self.leaves.get(c, ""))):
            return False
        days = [text for text in self.texts.values() if is_day(text)]
        return any(period is not None for period in periods_in(list(days)))

    @staticmethod
    def _is_of_benefits(headers: Iterable[str]) -> bool:
        """Tell whether headers name more than a KPI and its record."""
        own = [text for text in headers if not whole_matches(text, "observations")]
        fields = {match.field for text in own for match in whole_matches(text, "benefits")}
        return bool(fields & OF_BENEFITS)

    def _name(self, column: int, company: str) -> str:
        text, leaf = self.texts[column], self.leaves[column]
        leads = whole_matches(leaf, company) and not whole_matches(text, company)
        return leaf if leads else text


def _known_enough(known: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """Give the kinds of table that may have enough known headers, told which know each one."""
    counts = Counter(chain.from_iterable(known))
    least = {**LEAST_WHOLE} | {"benefits": 1, "cases": 2}  # where periods stand across
    return tuple(one for one in COMPANIES if counts and counts[one] >= least.get(one, 2))


def _single_match(one: SingleColumn) -> Match:
    return Match(one.field, 1.0, f"the header is “{one.text.strip()}”", 1)
