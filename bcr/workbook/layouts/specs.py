"""What a layout file says of one table, checked word by word as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from bcr.workbook.layouts.columns import column_spec, one_of, only
from bcr.workbook.layouts.constants import constant
from bcr.workbook.layouts.period_patterns import PERIOD_FIELDS, PeriodPattern, period_pattern
from bcr.workbook.layouts.row_filters import row_filter
from bcr.workbook.layouts.totals import total_spec
from bcr.workbook.words.fields import COMPANIES, NUMERIC, Kind, kind_of_field, synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bcr.workbook.layouts.columns import ColumnSpec
    from bcr.workbook.layouts.row_filters import RowFilter
    from bcr.workbook.layouts.totals import TotalSpec

_KEYS: Final = frozenset(
    {
        "sheet", "holds", "header", "headers", "columns", "constants", "derived", "units", "extra",
        "periods", "totals", "where", "skip",
    }
)  # fmt: skip
_HOLDS: Final = frozenset(COMPANIES)


@dataclass(frozen=True, slots=True)
class PeriodSpec:
    """Columns whose headers follow a pattern, such as `T{quarter}. PLANEADO {year}`."""

    headers: PeriodPattern
    field: str


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table of a layout."""

    sheet: str
    holds: str
    #: First and last header row, from 1; empty: the row that has all the named headers.
    header: tuple[int, ...]
    columns: Mapping[str, ColumnSpec]
    #: Each as its field takes it.
    constants: Mapping[str, object] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    periods: tuple[PeriodSpec, ...] = ()
    #: Headers that must all stand in its header row.
    headers: tuple[str, ...] = ()
    #: What the numbers of a field are in, where its header does not say: £k, minutes.
    units: Mapping[str, str] = field(default_factory=dict)
    #: Headers of columns that are there and feed no field; None: not told.
    extra: tuple[str, ...] | None = None
    totals: tuple[TotalSpec, ...] = ()
    filters: tuple[RowFilter, ...] = ()


def table_spec(stated: dict[str, Any], year_starts: int) -> TableSpec:
    """Give what a [[table]] says.

    Raises: ValueError, TypeError, AttributeError or KeyError, where it cannot be followed.
    """
    only(stated, _KEYS, "[[table]]")
    return TableSpec(
        sheet=str(stated.get("sheet", "*")),
        holds=one_of(stated.get("holds", "benefits"), _HOLDS, "holds"),
        header=_header(stated.get("header", [])),
        columns={
            name: column_spec(name, spec) for name, spec in _fields(stated.get("columns", {}))
        },
        constants={
            name: constant(name, value, year_starts=year_starts)
            for name, value in _fields(stated.get("constants", {}))
        },
        derived={name: _derived(name, text) for name, text in _fields(stated.get("derived", {}))},
        periods=tuple(_period(spec) for spec in stated.get("periods", ())),
        headers=_texts(stated.get("headers", []), "headers"),
        units={name: _unit(name, text) for name, text in _fields(stated.get("units", {}))},
        extra=_texts(stated["extra"], "extra") if "extra" in stated else None,
        totals=tuple(total_spec(spec, year_starts) for spec in stated.get("totals", ())),
        filters=(
            *(row_filter(spec, keeps=True) for spec in stated.get("where", ())),
            *(row_filter(spec, keeps=False) for spec in stated.get("skip", ())),
        ),
    )


def _texts(stated: object, where: str) -> tuple[str, ...]:
    if not isinstance(stated, list) or not all(isinstance(text, str) for text in stated):
        raise ValueError(f"{where} is {stated!r}; it may be a list of headers")
    return tuple(stated)


def _unit(name: str, text: object) -> str:
    if kind_of_field(name) not in NUMERIC or not isinstance(text, str):
        raise ValueError(f"the unit of {name} is {text!r}; it may be such as '£k', for a number")
    return text


def _header(stated: object) -> tuple[int, ...]:
    rows = [stated] if isinstance(stated, int) else stated
    if not isinstance(rows, list) or not all(type(row) is int and row > 0 for row in rows):
        raise ValueError(f"header is {stated!r}; it may be a row such as 4, or rows such as [3, 4]")
    if sorted(rows) != rows:
        raise ValueError(f"header is {stated!r}; name the first row first")
    return tuple(rows)


def _fields(stated: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give `benefits.target = …` keys as table.column names, each checked."""
    words = synonyms().values()
    known = sorted({name for word in words for fields in word.values() for name, _ in fields})
    for table, columns in stated.items():
        for column, spec in columns.items():
            name = f"{table}.{column}"
            if name not in known:
                near = [one for one in known if one.endswith(f".{column}")]
                near += get_close_matches(name, known, n=1)
                like = f"; did you mean {near[0]}?" if near else ""
                raise ValueError(f"there is no field {name}{like}")
            yield name, spec


def _derived(name: str, text: object) -> str:
    if kind_of_field(name) not in {Kind.ID, Kind.TEXT}:
        raise ValueError(f"{name} is no text, so it cannot be put together from others")
    return str(text)


def _period(spec: dict[str, str]) -> PeriodSpec:
    only(spec, frozenset({"headers", "field"}), "[[table.periods]]")
    if not {"headers", "field"} <= spec.keys():
        raise ValueError("[[table.periods]] must have `headers` and `field`")
    return PeriodSpec(
        period_pattern(spec["headers"]), one_of(spec["field"], PERIOD_FIELDS, "field")
    )
