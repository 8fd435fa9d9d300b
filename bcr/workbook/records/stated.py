"""Variances and shares achieved that a register states, recomputed from its own figures.

What a column means is decided by the whole of it: the sum that most of its rows agree with. Where
most agree with none, the column is something else, and nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.model import TargetKind
from bcr.provenance import Severity
from bcr.workbook.files.addresses import address
from bcr.workbook.records.gathered import rows_in
from bcr.workbook.records.levels import in_one_unit
from bcr.workbook.values.amounts import Amount, amount_in
from bcr.workbook.values.hints import hint_in
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from bcr.workbook.recognition.found import Found, Place
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawtable import Raw, RawTable

    #: Of a row's baseline, target and actual.
    Sum: TypeAlias = Callable[[float, float, float], float]

#: Words of a header that may state such a figure.
_WORDS: Final = frozenset(
    {
        "variance", "gap", "difference", "shortfall", "deviation", "improvement", "achieved",
        "achievement", "attainment", "realised", "realisation", "delivered", "progress", "complete",
    }
)  # fmt: skip
#: Rows that must agree before a column is taken for one of the sums.
_ENOUGH: Final = 2
_LEVELS: Final = ("baseline", "target", "reported_actual")
_DIFFERENCES: Final[Mapping[str, Sum]] = {
    "actual − target": lambda _, target, actual: actual - target,
    "target − actual": lambda _, target, actual: target - actual,
    "actual − baseline": lambda baseline, _, actual: actual - baseline,
    "baseline − actual": lambda baseline, _, actual: baseline - actual,
}
_SHARES: Final[Mapping[str, Sum]] = {
    "actual ÷ target": lambda _, target, actual: actual / target,
    "(actual − baseline) ÷ (target − baseline)": lambda baseline, target, actual: (
        (actual - baseline) / (target - baseline)
    ),
    "(actual − target) ÷ target": lambda _, target, actual: (actual - target) / target,
    "(actual − baseline) ÷ baseline": lambda baseline, _, actual: (actual - baseline) / baseline,
    "target ÷ actual": lambda _, target, actual: target / actual,
}


class _Compared(NamedTuple):
    """One stated figure beside what one sum gives."""

    place: Place
    stated: float
    computed: float
    #: Cells of the figures it is computed from.
    cells: str

    @property
    def agrees(self) -> bool:
        """Tell whether the stated figure is the computed one, rounded as it is stated."""
        decimals = len(f"{self.stated:.9f}".rstrip("0").partition(".")[2])
        slack = max(0.5 * 10.0**-decimals, 1e-6 * abs(self.stated))
        return abs(self.stated - self.computed) <= slack * (1 + 1e-9)


class StatedFigures:
    """Compares what a table states with what its own figures give."""

    def __init__(self, found: Found, reader: CellReader) -> None:
        self._found, self._reader = found, reader
        self._columns = {
            column: header
            for header, column in found.unmatched
            if _WORDS & set(normal(header).split())
        }
        #: (column, sum) → each row's figures.
        self._compared: dict[tuple[int, str], list[_Compared]] = {}

    def compare(self, table: RawTable, benefits: Mapping[str, Sequence[object]]) -> None:
        """Take in a register's rows; one without baseline or target can be compared in part."""
        if self._columns:
            for raw, benefit in zip(table.rows(), rows_in(benefits), strict=True):
                self._compare_row(raw, benefit)

    def _compare_row(self, raw: Raw, benefit: Mapping[str, object]) -> None:
        figures = {name: benefit.get(name) for name in _LEVELS}
        if benefit.get("target_kind") != TargetKind.LEVEL or not isinstance(
            figures["reported_actual"], float
        ):
            return
        unit = benefit.get("unit")
        for column in self._columns:
            place = (raw.item.row, column)
            for name, stated, computed in self._readings(place, figures, str(unit or "")):
                cells = _cells(raw, name)
                told = self._compared.setdefault((column, name), [])
                told.append(_Compared(place, stated, computed, cells))

    def _readings(
        self, place: Place, figures: Mapping[str, object], unit: str
    ) -> Iterator[tuple[str, float, float]]:
        """Give each way to read a stated figure: the sum, what is stated and what it comes to."""
        grid = self._reader.grid
        shown_as = grid.marks.shown_as(*place)
        amount = amount_in(grid.at(*place), shown_as=shown_as, decimal=self._found.decimal or ".")
        if not isinstance(amount, Amount):
            return
        header = self._columns[place[1]]
        field = "benefits.reported_actual"
        level = in_one_unit(
            {field: amount}, {field: hint_in(header)}, unit or None, ratios=self._found.ratios
        ).values.get(field)
        for name, sum_ in _DIFFERENCES.items():
            if level is not None and (number := _computed(sum_, name, figures)) is not None:
                yield name, level, number
        for name, sum_ in _SHARES.items():
            number = _computed(sum_, name, figures)
            if number is None:
                continue
            yield f"{name}, in %", amount.number, number * 100
            if not amount.percent:
                yield f"{name}, as a ratio", amount.number, number

    def report(self) -> None:
        """Say where a row differs from the sum that most rows of its column agree with."""
        for column in self._columns:
            sums = {name: told for (at, name), told in self._compared.items() if at == column}
            name = max(sums, key=lambda one: sum(c.agrees for c in sums[one]), default="")
            agreeing = sum(one.agrees for one in sums.get(name, ()))
            if agreeing >= max(_ENOUGH, len(sums.get(name, ())) - agreeing + 1):
                for one in sums[name]:
                    self._say(one, name, agreeing)

    def _say(self, one: _Compared, name: str, agreeing: int) -> None:
        if one.agrees:
            return
        message = (
            f"Stated here as {one.stated:.10g}; {name} ({one.cells}), which {agreeing} rows of the "
            f"column agree with, is {one.computed:.10g}. The figures were used; correct one or the "
            "other."
        )
        self._reader.problem(one.place, "stated-differs", message, severity=Severity.WARNING)


def _used(name: str) -> list[str]:
    """Give the fields that a sum is made of."""
    return [field for field in _LEVELS if field.removeprefix("reported_") in name]


def _computed(sum_: Sum, name: str, figures: Mapping[str, object]) -> float | None:
    numbers = [figures[field] for field in _LEVELS]
    if any(figures[field] is None for field in _used(name)):
        return None
    baseline, target, actual = (float(n) if isinstance(n, float) else 0.0 for n in numbers)
    try:
        return sum_(baseline, target, actual)
    except ZeroDivisionError:
        return None


def _cells(raw: Raw, name: str) -> str:
    places = (raw.item.places.get(f"benefits.{field}") for field in _used(name))
    return ", ".join(address(*place) for place in places if place)
