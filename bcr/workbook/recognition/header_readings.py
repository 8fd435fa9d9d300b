"""What rows on end may be the header of: understood once for all sheets that have the same rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.grid import Grid
from bcr.workbook.recognition.below import Below
from bcr.workbook.recognition.benefit_periods import (
    dated_columns,
    measures_by_period,
    single_columns,
)
from bcr.workbook.recognition.dated_headers import dated, is_day
from bcr.workbook.recognition.header import (
    LEAST_WHOLE,
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
    whole_matches,
)
from bcr.workbook.recognition.headers import match_headers
from bcr.workbook.recognition.one_row import ends_of_headers
from bcr.workbook.recognition.period_columns import across_periods
from bcr.workbook.values.periods import periods_in
from bcr.workbook.words.fields import COMPANIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.below import Question
    from bcr.workbook.recognition.benefit_periods import DatedColumn, SingleColumn
    from bcr.workbook.recognition.period_columns import Across

_SAMPLE: Final = 60
#: Readings of the same rows that are kept, each with other cells below.
_MOST_READINGS: Final = 8


class _Reading(NamedTuple):
    """What rows were understood as, while the cells below answer so."""

    answers: Mapping[Question, bool]
    headers: Sequence[Header]


class _Words(NamedTuple):
    """What the cells of a header say by themselves; workbooks of a family have the same."""

    year_starts: int
    texts: dict[int, str]
    #: The lowest header of a column, where it says more than all of them together.
    leaves: dict[int, str]
    #: Columns with known headers: the kinds of table that know each.
    known: dict[int, frozenset[str]]
    #: Kinds of table of which enough headers are known ones.
    companies: tuple[str, ...]
    #: What such rows were understood as before.
    readings: list[_Reading]


def _words_of(rows: tuple[tuple[Value, ...], ...], year_starts: int) -> _Words | None:
    """Give what rows say, or nothing where they are too few words or too few known ones."""
    grid, height = Grid("", [list(row) for row in rows]), len(rows)
    texts = header_texts(grid, 0, height)
    if len(texts) < 2:
        return None
    leaves = lowest_texts(grid, height - 1, height)
    known = {c: companies_of(t) | companies_of(leaves.get(c, "")) for c, t in texts.items()}
    known = {c: companies for c, companies in known.items() if companies}
    companies = _known_enough(known.values())
    return _Words(year_starts, texts, leaves, known, companies, []) if companies else None


def _say_anything(grid: Grid, top: int, height: int) -> bool:
    """Tell whether any known header stands in some rows; in most rows of records none does."""
    ends = ends_of_headers(grid.rows[top : top + height])
    if not ends:
        return False
    texts, lowest = header_texts(grid, top, height), grid.texts(top + height - 1)
    said = (said.get(column, "") for said in (texts, lowest) for column in ends)
    return any(map(companies_of, said))


_words_of_family = lru_cache(maxsize=1024)(_words_of)


@dataclass(frozen=True)
class HeaderRows:
    """Rows that may be a header; what stands across and below is looked at when it is asked for."""

    grid: Grid
    top: int
    height: int
    words: _Words
    below: Below

    @classmethod
    def at(cls, grid: Grid, top: int, height: int, year_starts: int) -> HeaderRows | None:
        """Give such rows, or nothing where they are too few words or too few known ones."""
        if height > 1 and not _say_anything(grid, top, height):
            return None
        cells = tuple(map(tuple, grid.rows[top : top + height]))
        has_yes = bool in map(type, chain.from_iterable(cells))  # it is 1.0, for a key
        find = _words_of if has_yes else _words_of_family
        words = find(cells, year_starts)
        if words is None:
            return None
        first = top + height
        below = Below(grid, range(first, min(first + _SAMPLE, grid.height)))
        return cls(grid, top, height, words, below)

    def headers(self) -> Sequence[Header]:
        """Give what they may be the header of, a reading for each kind of table.

        Rows that say the same are understood once, as long as what stands below answers alike.
        """
        for reading in self.words.readings:
            if all(self.below.tells(asked) is told for asked, told in reading.answers.items()):
                return reading.headers
        read = [header for company in self.words.companies if (header := self.read_as(company))]
        if self._is_by_itself() and len(self.words.readings) < _MOST_READINGS:
            self.words.readings.append(_Reading(dict(self.below.answers), read))
        return read

    def _is_by_itself(self) -> bool:
        """Tell whether nothing but the cells and the answers from below decided."""
        rows = range(self.top, self.top + self.height)
        is_sound = self.grid.marks.broken_rows.isdisjoint(rows)
        return is_sound and not (self.across.by_row_below or self.across.under)

    @cached_property
    def across(self) -> Across:
        """The periods across, whatever the table is of."""
        rows = (self.top, self.top + self.height - 1)
        return across_periods(self.grid, rows, self.words.texts, self.words.year_starts)

    def read_as(self, company: str) -> Header | None:
        """Read them as the header of a company's table, or nothing where it lacks a need."""
        if company == "benefits" and self._is_row_of_days():
            return None
        across = self._across_benefits() if company == "benefits" else {}
        under = across.keys() if across else self.across.under
        named = {c: text for c, text in self.words.texts.items() if c not in under}
        named |= {c: self._name(c, company) for c in self.words.leaves if c in named}
        offered = {column: candidates(text, company) for column, text in named.items()}
        whole = [match for text in named.values() for match in whole_matches(text, company)[:1]]
        single = single_columns(across.values(), {match.field for match in whole})
        by_period = company == "cases" and measures_by_period(self.words.texts)
        if len(whole) + min(len(across), 1) + bool(by_period) < LEAST_WHOLE.get(company, 2):
            return None
        offered |= {column: (_single_match(one),) for column, one in single.items()}
        fields = {match.field for matches in offered.values() for match in matches}
        rest = {c: one for c, one in across.items() if c not in single}
        if not (self._is_of_benefits(named.values()) if rest else has_all_groups(company, fields)):
            return None
        matches = match_headers(offered, self.below)
        header = Header(
            self.height, company, matches, self.words.texts, self.across.periods,
            len(named), rest, single, bool(by_period),
        )  # fmt: skip
        return header if has_what_it_needs(header) else None

    def _across_benefits(self) -> dict[int, DatedColumn]:
        """Give the columns that name a period; none where it is a KPI series by all it says."""
        has_role = any((said := dated(text)) and said.role for text in self.words.texts.values())
        if not has_role and not self._is_of_benefits(self.words.texts.values()):
            return {}
        return dated_columns(self.words.texts, self.words.year_starts)

    def _is_row_of_days(self) -> bool:
        """Tell, of rows with one known header, whether it is no benefit's and days stand beside it.

        So many rows of values look: no role says what the days are of.
        """
        texts, leaves = self.words.texts, self.words.leaves
        known = [c for c, companies in self.words.known.items() if "benefits" in companies]
        if len(known) > 1:
            return False
        if self._is_of_benefits(text for c in known for text in (texts[c], leaves.get(c, ""))):
            return False
        days = [text for text in texts.values() if is_day(text)]
        return any(period is not None for period in periods_in(list(days)))

    @staticmethod
    def _is_of_benefits(headers: Iterable[str]) -> bool:
        """Tell whether headers name more than a KPI and its record."""
        own = [text for text in headers if not whole_matches(text, "observations")]
        fields = {match.field for text in own for match in whole_matches(text, "benefits")}
        return bool(fields & OF_BENEFITS)

    def _name(self, column: int, company: str) -> str:
        text, leaf = self.words.texts[column], self.words.leaves[column]
        leads = whole_matches(leaf, company) and not whole_matches(text, company)
        return leaf if leads else text


def _known_enough(known: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """Give the kinds of table that may have enough known headers, told which know each one."""
    counts = Counter(chain.from_iterable(known))
    least = {**LEAST_WHOLE} | {"benefits": 1, "cases": 2}  # where periods stand across
    return tuple(one for one in COMPANIES if counts and counts[one] >= least.get(one, 2))


def _single_match(one: SingleColumn) -> Match:
    return Match(one.field, 1.0, f"the header is “{one.text.strip()}”", 1)
