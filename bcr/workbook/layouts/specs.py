"""What a layout file says of one table, checked word by word as it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from bcr.workbook.layouts.constants import constant
from bcr.workbook.layouts.period_patterns import PeriodPattern, period_pattern
from bcr.workbook.words.fields import COMPANIES, Kind, kind_of_field, synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KEYS: Final = frozenset({"sheet", "holds", "header", "columns", "constants", "derived", "periods"})
_HOLDS: Final = frozenset(COMPANIES)
_PERIOD_FIELDS: Final = frozenset({"observations.value", "plans.planned", "plans.planned_money"})
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """Where a field's column is: by header, by letter, or by both, which must then agree."""

    header: str = ""
    letter: str = ""


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


def table_spec(stated: dict[str, Any], year_starts: int) -> TableSpec:
    """Give what a [[table]] says.

    Raises: ValueError, TypeError, AttributeError or KeyError, where it cannot be followed.
    """
    only(stated, _KEYS, "[[table]]")
    return TableSpec(
        sheet=str(stated.get("sheet", "*")),
        holds=one_of(stated.get("holds", "benefits"), _HOLDS, "holds"),
        header=_header(stated.get("header", [])),
        columns={name: _column(name, spec) for name, spec in _fields(stated.get("columns", {}))},
        constants={
            name: constant(name, value, year_starts=year_starts)
            for name, value in _fields(stated.get("constants", {}))
        },
        derived={name: _derived(name, text) for name, text in _fields(stated.get("derived", {}))},
        periods=tuple(_period(spec) for spec in stated.get("periods", ())),
    )


def only(stated: Mapping[str, object], allowed: frozenset[str], where: str) -> None:
    """Refuse keys that are not known: a misspelt one would be ignored in silence.

    Raises: ValueError, with those that may stand there.
    """
    unknown = sorted(stated.keys() - allowed)
    if unknown:
        raise ValueError(f"{where} has no `{unknown[0]}`; it may have {', '.join(sorted(allowed))}")


def one_of(value: object, allowed: frozenset[str], where: str) -> str:
    """Give a word of a closed list.

    Raises: ValueError, with the list.
    """
    if value not in allowed:
        choices = ", ".join(repr(one) for one in sorted(allowed))
        raise ValueError(f"{where} is {value!r}; it may be {choices}")
    return str(value)


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


def _column(name: str, spec: str | dict[str, str]) -> ColumnSpec:
    stated = {"header": spec} if isinstance(spec, str) else spec
    only(stated, frozenset({"header", "letter"}), f"the column of {name}")
    column = ColumnSpec(str(stated.get("header", "")), str(stated.get("letter", "")).upper())
    if column.letter and not _LETTERS.fullmatch(column.letter):
        raise ValueError(
            f"the letter of {name} is {column.letter!r}; it may be such as 'T' or 'AB'"
        )
    if not column.letter and not column.header.strip():
        raise ValueError(f"{name} names neither a header nor a letter")
    return column


def _derived(name: str, text: object) -> str:
    if kind_of_field(name) not in {Kind.ID, Kind.TEXT}:
        raise ValueError(f"{name} is no text, so it cannot be put together from others")
    return str(text)


def _period(spec: dict[str, str]) -> PeriodSpec:
    only(spec, frozenset({"headers", "field"}), "[[table.periods]]")
    if not {"headers", "field"} <= spec.keys():
        raise ValueError("[[table.periods]] must have `headers` and `field`")
    return PeriodSpec(
        period_pattern(spec["headers"]), one_of(spec["field"], _PERIOD_FIELDS, "field")
    )
