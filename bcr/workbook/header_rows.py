"""Where on a sheet the next table's header is, over how many rows, and what it is the header of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bcr.workbook.fields import COMPANIES, normal
from bcr.workbook.grid import as_text
from bcr.workbook.headers import Matches, candidates, is_known, match_headers
from bcr.workbook.periods import Period, period_in, periods_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.grid import Grid, Value

#: A header is looked for in the first rows of a sheet and after every blank row.
_TOP_ROWS: Final = 40
_MAX_HEADER_ROWS: Final = 3
_SAMPLE: Final = 60
_MIN_PERIODS: Final = 3
_SHEET_BONUS: Final = 2.0
#: Score of a header that is a known one, or nearly nothing else.
_WHOLE: Final = 0.9
#: A wide table of KPIs has at most so many columns beside its periods.
_BESIDE_PERIODS: Final = 8

#: A table of each company must have one field of every group here.
REQUIRED: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "benefits": (
        frozenset(
            {"benefits.title", "benefits.benefit_id", "benefits.kpi_id", "benefits.description"}
        ),
        frozenset(
            {
                "benefits.baseline",
                "benefits.target",
                "benefits.target_change",
                "benefits.reported_actual",
                "benefits.money_per_year",
                "benefits.reported_money",
            }
        ),
    ),
    "cases": (frozenset({"cases.case_id", "cases.title"}),),
    "observations": (frozenset({"observations.kpi_id", "kpis.name"}),),
    "kpis": (
        frozenset({"kpis.kpi_id"}),
        frozenset({"kpis.name"}),
        frozenset({"kpis.aggregation", "kpis.better", "kpis.comparator_kpi_id", "kpis.unit"}),
    ),
    "plans": (
        frozenset({"plans.benefit_id"}),
        frozenset({"plans.period_end"}),
        frozenset({"plans.planned", "plans.planned_money"}),
    ),
    "costs": (
        frozenset({"costs.case_id"}),
        frozenset({"costs.period_end"}),
        frozenset({"costs.intended", "costs.actual"}),
    ),
    "owners": (
        frozenset({"owners.subject"}),
        frozenset({"owners.role"}),
        frozenset({"owners.name"}),
    ),
    "decisions": (
        frozenset({"decisions.subject"}),
        frozenset({"decisions.field"}),
        frozenset({"decisions.new"}),
    ),
    "logics": (
        frozenset({"logics.logic"}),
        frozenset({"logics.chain", "logics.response", "logics.words"}),
    ),
}


@dataclass(slots=True)
class Header:
    """A header that was recognised: its rows, what it is the header of, and its columns."""

    top: int
    height: int
    company: str
    matches: Matches
    texts: dict[int, str]
    periods: dict[int, Period] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """Give how sure this is; higher is surer. Periods are of use to KPI series alone."""
        across = min(len(self.periods), 4) if self.company == "observations" else 0
        return self.matches.score() + across

    @property
    def below(self) -> int:
        """Give the first row after the header."""
        return self.top + self.height


def next_header(grid: Grid, start: int, year_starts: int) -> Header | None:
    """Give the first header at or below a row; of readings that run into each other the surest."""
    for row in range(start, grid.height):
        if not _may_be_header(grid, row, start):
            continue
        best = best_reading(grid, row, year_starts)
        if best is not None:
            rivals = [
                best_reading(grid, below, year_starts)
                for below in range(row + 1, row + _MAX_HEADER_ROWS + 1)
                if not any(grid.is_blank(r) for r in range(row, below + 1))
            ]
            return max([best, *filter(None, rivals)], key=lambda h: (h.score, -h.height, -h.top))
    return None


def _may_be_header(grid: Grid, row: int, start: int) -> bool:
    if grid.is_blank(row) or not (row < start + _TOP_ROWS or grid.is_blank(row - 1)):
        return False
    last = min(row + _MAX_HEADER_ROWS, grid.height)
    return any(_is_telling(grid.rows[r]) for r in range(row, last))


def _is_telling(cells: list[Value]) -> bool:
    """Tell whether a row names two fields, or one beside several periods."""
    known = sum(1 for cell in cells if isinstance(cell, str) and cell and is_known(cell))
    if known == 1:
        periods = sum(
            1
            for cell in cells
            if cell != "" and (not isinstance(cell, str | float) or period_in(cell) is not None)
        )
        return periods >= _MIN_PERIODS
    return known > 1


def best_reading(grid: Grid, row: int, year_starts: int) -> Header | None:
    """Give what the rows from one on are most surely the header of, or nothing."""
    readings = [
        reading
        for height in range(1, _MAX_HEADER_ROWS + 1)
        if not any(grid.is_blank(r) for r in range(row, row + height))
        if (rows := _Rows.at(grid, row, height, year_starts)) is not None
        for company in COMPANIES
        if (reading := rows.read_as(company)) is not None
    ]
    order = list(COMPANIES)
    return max(
        readings,
        key=lambda h: (h.score + _sheet_bonus(grid, h.company), -h.height, -order.index(h.company)),
        default=None,
    )


def _sheet_bonus(grid: Grid, company: str) -> float:
    return _SHEET_BONUS if normal(grid.sheet) in {company, company.rstrip("s")} else 0.0


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that may be a header, with what stands below each of its columns."""

    top: int
    height: int
    texts: dict[int, str]
    #: The lowest header of a column, where it says more than all of them together.
    leaves: dict[int, str]
    periods: dict[int, Period]
    cells: dict[int, list[Value]]

    @classmethod
    def at(cls, grid: Grid, top: int, height: int, year_starts: int) -> _Rows | None:
        """Give such rows, or nothing where they are too few words."""
        texts = header_texts(grid, top, height)
        if len(texts) < 2:
            return None
        bottom = top + height - 1
        periods = _period_columns(grid, bottom, texts, year_starts)
        below = range(bottom + 1, min(bottom + 1 + _SAMPLE, grid.height))
        cells = {c: [grid.at(r, c) for r in below] for c in texts if c not in periods}
        return cls(top, height, texts, _leaves(grid, bottom, height), periods, cells)

    def read_as(self, company: str) -> Header | None:
        """Read them as the header of a company's table, or nothing where it lacks a need."""
        named = [(c, self._name(c, company)) for c in self.cells]
        matches = match_headers(named, self.cells, company)
        header = Header(self.top, self.height, company, matches, self.texts, self.periods)
        return header if _has_what_it_needs(header) else None

    def _name(self, column: int, company: str) -> str:
        text, leaf = self.texts[column], self.leaves.get(column, "")
        return leaf if _is_whole(leaf, company) and not _is_whole(text, company) else text


def _has_what_it_needs(header: Header) -> bool:
    whole = {m.field for m in header.matches.fields.values() if m.score >= _WHOLE}
    fields = {match.field for match in header.matches.fields.values()}
    fields |= {one for options in header.matches.open.values() for one in options}
    if header.company == "observations":
        long = {"observations.period", "observations.value"} <= fields
        beside = len(header.texts) - len(header.periods)
        wide = len(header.periods) >= _MIN_PERIODS and beside <= _BESIDE_PERIODS
        return (long or wide) and bool(REQUIRED["observations"][0] & whole)
    enough = len(fields) >= 3 and len(whole) >= (3 if header.company == "cases" else 2)
    return enough and all(group & fields for group in REQUIRED[header.company])


def header_texts(grid: Grid, top: int, height: int) -> dict[int, str]:
    """Give the header of each column, group headings put before the headings under them."""
    texts: dict[int, str] = {}
    rows = [_filled(grid, r, last=r == top + height - 1) for r in range(top, top + height)]
    for column in sorted(set().union(*rows)):
        parts = list(dict.fromkeys(row[column] for row in rows if row.get(column)))
        if column in rows[-1] or _is_merged_down(grid, top, top + height - 1, column):
            texts[column] = " ".join(parts)
    return texts


def _is_whole(text: str, company: str) -> bool:
    found = candidates(text, company)
    return bool(found) and found[0].score == 1.0


def _leaves(grid: Grid, row: int, height: int) -> dict[int, str]:
    """Give the lowest header of each column where no other column has the same one."""
    if height == 1:
        return {}
    texts = _filled(grid, row, last=True)
    counts = Counter(normal(text) for text in texts.values())
    return {c: text for c, text in texts.items() if counts[normal(text)] == 1}


def _filled(grid: Grid, row: int, *, last: bool) -> dict[int, str]:
    """Give the texts of a header row; in a group row each heading spans the blanks to its right."""
    texts = {c: text for c, cell in enumerate(grid.rows[row]) if (text := as_text(cell).strip())}
    if last:
        return texts
    current = ""
    for column in range(grid.width):
        if column in texts:
            current = texts[column]
        elif current and as_text(grid.at(row + 1, column)).strip():
            texts[column] = current
    return texts


def _is_merged_down(grid: Grid, top: int, bottom: int, column: int) -> bool:
    """Tell whether a heading above stands for the last header row too."""
    return as_text(grid.at(bottom, column)).strip() == "" and any(
        as_text(grid.at(r, column)).strip() for r in range(top, bottom)
    )


def _period_columns(
    grid: Grid, row: int, texts: dict[int, str], year_starts: int
) -> dict[int, Period]:
    columns = sorted(texts)
    periods = periods_in([grid.at(row, c) for c in columns], year_starts=year_starts)
    found = {c: p for c, p in zip(columns, periods, strict=True) if p is not None}
    return found if len(found) >= _MIN_PERIODS else {}
