"""One cell as a value of its field, or as a problem that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.provenance import CellRef, Problem, Severity
from bcr.workbook.files.value import as_text
from bcr.workbook.values.amounts import Amount, Unreadable, amount_in, decimal_mark
from bcr.workbook.values.dates import date_in, day_order, short_year
from bcr.workbook.values.editions import edition_year
from bcr.workbook.values.hints import NO_HINT, Hint, hint_in
from bcr.workbook.values.quantities import quantity, takes_plain_numbers
from bcr.workbook.words.fields import (
    NUMERIC,
    Kind,
    kind_of_field,
    normal,
    says_blank,
    says_withheld,
    vocabulary,
)

if TYPE_CHECKING:
    import datetime as dt

    from bcr.workbook.files.down import Cells
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.files.value import Value
    from bcr.workbook.recognition.found import Found, Place
    from bcr.workbook.records.levels import Mixed
    from bcr.workbook.values.dates import Edge, Order, ShortYear

_YES: Final = {"yes", "y", "true", "1", "x", "si", "oui"}
_DAYS: Final = frozenset({Kind.STARTS, Kind.ENDS, Kind.PERIOD})
_NO: Final = {"no", "n", "false", "0"}


class Column(NamedTuple):
    """What the cells of one field have in common, decided by all of them together."""

    field: str
    kind: Kind
    hint: Hint
    decimal: str
    order: Order
    year_starts: int
    short: ShortYear
    #: It is known to take a plain number as it stands, whichever it is.
    is_plain: bool = False


def column_of(found: Found, field: str, cells: Cells) -> Column:
    """Give what a field's cells have in common; a layout file's word comes first."""
    hinted = field, found.hints.get(field, NO_HINT)
    decimal, order, short = found.decimal, found.date_order, ""
    if str in cells.types:
        kind = kind_of_field(field)
        if kind in NUMERIC:
            decimal = decimal or decimal_mark(cells.texts)
        elif kind in _DAYS:
            order, short = order or day_order(cells.texts), short_year(cells.texts)
    return _column(hinted, decimal or ".", order, found.year_starts, short)


@lru_cache(maxsize=1024)
def _column(
    field: tuple[str, Hint], decimal: str, order: Order, year_starts: int, short: ShortYear
) -> Column:
    name, hint = field
    kind, is_plain = kind_of_field(name), takes_plain_numbers(name, hint)
    return Column(name, kind, hint, decimal, order, year_starts, short, is_plain)


def plain_text(text: str) -> str | None:
    """Give a text with single spaces, or nothing."""
    return " ".join(text.split()) or None


@dataclass(slots=True)
class CellReader:
    """Reads cells of one sheet and collects what is wrong with them."""

    file: str
    grid: Grid
    problems: list[Problem]

    def problem(
        self,
        place: Place | None,
        rule: str,
        message: str,
        *,
        found: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem at a cell, or with the sheet."""
        cell = self.grid.where(*place) if place else ""
        text = found if found is not None else (self.grid.text(*place) if place else "")
        where = CellRef(self.file, self.grid.sheet, cell)
        self.problems.append(Problem(where, text, message, rule, severity))

    def mixed(self, place: Place | None, mixed: Mixed) -> None:
        """Note a cell that is in another unit than its row."""
        severity = Severity.WARNING if mixed.used else Severity.ERROR
        self.problem(place, "units-differ", mixed.message, severity=severity)

    def ratios(self, place: Place | None) -> None:
        """Note the first of percentages that may all be ratios; nothing when there is no doubt."""
        if place:
            self.problem(
                place,
                "percent-or-ratio",
                "No percentage of this table is above 1, so all may be ratios; they were taken as "
                "points. Give the cells the percent format, or set `ratios = true` in a layout "
                "file.",
                severity=Severity.WARNING,
            )

    def said(self, place: Place, column: Column) -> Value:
        """Give what a cell says; nothing where it is blank, broken or "TBC", which is noted."""
        if self.grid.is_broken(*place):
            self._broken(place)
            return ""
        value = self.grid.at(*place)
        if isinstance(value, str) and value and says_blank(value):
            name = column.field.partition(".")[2].replace("_", " ")
            remedy = "it is withheld" if says_withheld(value) else "fill it in when it is known"
            message = f"Read as no {name}; {remedy}."
            self.problem(place, "stated-blank", message, severity=Severity.NOTICE)
            return ""
        return value

    def amount(self, place: Place, column: Column, unit: str | None) -> Amount | None:
        """Give the number in a cell, or nothing; its row's unit may say what 11:24 is."""
        value = self.said(place, column)
        if value == "":
            return None
        shown_as = self.grid.marks.shown_as(*place)
        clock = column.hint.clock or (hint_in(unit).clock if unit else "")
        got = amount_in(value, shown_as=shown_as, decimal=column.decimal, clock=clock)
        if isinstance(got, Unreadable):
            self._unreadable(place, column, got)
            return None
        return got

    def quantity(
        self, place: Place, column: Column, unit: str | None
    ) -> tuple[Amount, float] | None:
        """Give the number in a cell, and what its field takes of it, or nothing."""
        amount = self.amount(place, column, unit)
        if amount is None:
            return None
        number = quantity(amount, column.field, column.hint)
        if isinstance(number, Unreadable):
            self._unreadable(place, column, number)
            return None
        return amount, number

    def date(self, place: Place, column: Column) -> dt.date | None:
        """Give the day in a cell, or nothing."""
        value = self.said(place, column)
        if value == "":
            return None
        edge: Edge = "start" if column.kind is Kind.STARTS else "end"
        got = date_in(
            value,
            edge=edge,
            order=column.order,
            year_starts=column.year_starts,
            short=column.short,
        )
        if isinstance(got, Unreadable):
            self._unreadable(place, column, got)
            return None
        return got

    def year(self, place: Place, column: Column) -> int | None:
        """Give the one year that a cell names, or nothing."""
        value = self.said(place, column)
        if value == "":
            return None
        got = edition_year(value)
        if isinstance(got, Unreadable):
            self._unreadable(place, column, got)
            return None
        return got

    def word(self, place: Place, column: Column) -> str | None:
        """Give bcr's name for the word in a cell, or nothing."""
        value = self.said(place, column)
        if value == "":
            return None
        name = column.field.partition(".")[2]
        known = vocabulary()[name]
        word = known.get(normal(as_text(value)))
        if word is None:
            choices = ", ".join(dict.fromkeys(known.values()))
            self.problem(
                place,
                f"unknown-{name.replace('_', '-')}",
                f"Not a known {name.replace('_', ' ')}; write one of: {choices}.",
                severity=Severity.WARNING,
            )
        return word

    def yes(self, place: Place, column: Column) -> bool | None:
        """Give whether a cell says yes, or nothing when it says neither."""
        value = self.said(place, column)
        text = normal(as_text(value))
        if value == "" or text in _YES | _NO:
            return None if value == "" else text in _YES
        self.problem(place, "not-yes-or-no", "Write yes or no.", severity=Severity.WARNING)
        return None

    def text(self, place: Place, column: Column) -> str | None:
        """Give a cell as text with single spaces, or nothing."""
        return plain_text(as_text(self.said(place, column)))

    def period_not_understood(self, place: Place, column: Column) -> None:
        """Note a cell that names no period; a day that may be two says which."""
        got = date_in(
            self.grid.at(*place),
            edge="end",
            order=column.order,
            year_starts=column.year_starts,
            short=column.short,
        )
        if isinstance(got, Unreadable) and got.rule != "not-a-date":
            self._unreadable(place, column, got)
        else:
            message = "Write a period such as 2024-03, Mar-24, 2023/24 or Q1 2024."
            self.problem(place, "period-not-understood", message)

    def _broken(self, place: Place) -> None:
        if place in self.grid.marks.errors:
            self.problem(place, "error-cell", "The formula gives an error; mend it in Excel.")
        else:
            message = "The formula has no stored value; open the file in Excel and save it."
            self.problem(place, "formula-without-value", message)

    def _unreadable(self, place: Place, column: Column, why: Unreadable) -> None:
        name = column.field.partition(".")[2].replace("_", " ")
        named = why.rule.startswith(("not-", "out-of-"))
        rule = f"{name.replace(' ', '-')}-{why.rule}" if named else why.rule
        self.problem(place, rule, f"{name.capitalize()}: {why.message}")
