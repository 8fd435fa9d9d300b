"""Forms: a label in one cell, its value in the next, one benefit a form."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import address, span
from bcr.workbook.recognition.below import fits
from bcr.workbook.recognition.form_columns import further_columns
from bcr.workbook.recognition.found import Found, Item
from bcr.workbook.recognition.header import REQUIRED
from bcr.workbook.recognition.header_words import whole_matches
from bcr.workbook.values.hints import hint_in
from bcr.workbook.words.fields import kind_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Place

_MIN_LABELS: Final = 4
#: How far right of its label a value may stand.
_REACH: Final = 4
_LONGEST_LABEL: Final = 60
#: Cells; a sheet with more is no form.
_LARGEST: Final = 40_000
#: A form begins where one of the first labels of the form above it comes again.
_FIRST_LABELS: Final = 3


@dataclass(slots=True)
class _Form:
    """A form as it is met row by row."""

    #: First row.
    top: int = 0
    #: Field → label and value.
    pairs: dict[str, tuple[Place, Place]] = field(default_factory=dict)
    #: Label that names no field → value.
    loose: dict[str, Place] = field(default_factory=dict)
    #: Further columns of values under the same labels: a benefit a column.
    columns: list[int] = field(default_factory=list)
    set_aside: dict[int, str] = field(default_factory=dict)

    def begins_again(self, name: str) -> bool:
        """Tell whether the label of a field that this form has begins the next form."""
        first_of_benefit = next((n for n in self.pairs if n.startswith("benefits.")), "")
        return name in {first_of_benefit, *list(self.pairs)[:_FIRST_LABELS]}

    def holds(self) -> str:
        """Give what the form is about; empty when it is no form."""
        if len(self.pairs) < _MIN_LABELS:
            return ""
        if all(group & self.pairs.keys() for group in REQUIRED["benefits"]):
            return "benefits"
        of_case = [name for name in self.pairs if name.startswith("cases.")]
        is_case = bool(REQUIRED["cases"][0] & self.pairs.keys())
        return "cases" if is_case and len(of_case) >= _MIN_LABELS - 1 else ""


def forms_on(grid: Grid, *, year_starts: int = 4) -> list[Found]:
    """Give the forms of a sheet, each as a table of one record; none when it is no form sheet."""
    if grid.height * grid.width > _LARGEST:
        return []
    forms = _forms(grid)
    if not any(form.holds() for form in forms):
        return []
    for number, form in enumerate(forms):
        end = forms[number + 1].top if number + 1 < len(forms) else grid.height
        form.columns = further_columns(grid, form.pairs)
        _keep_the_rest(grid, form, range(form.top if number else 0, end))
    return _accepted(grid, forms, year_starts)


def _accepted(grid: Grid, forms: list[_Form], year_starts: int) -> list[Found]:
    found: list[Found] = []
    case: dict[str, tuple[Place, Place]] = {}
    for form in forms:
        holds = form.holds()
        own_case = {name: pair for name, pair in form.pairs.items() if name.startswith("cases.")}
        case = own_case or case
        if holds:
            found.append(_found(grid, form, holds, case | form.pairs, year_starts))
            for column in form.columns:
                beside = _beside(grid, form, column)
                found.append(_found(grid, beside, holds, beside.pairs, year_starts))
        elif found:
            rest = {row + 1: "is part of no form" for row in _rows_of(form)}
            found[-1].set_aside |= rest | form.set_aside
    return found


def _beside(grid: Grid, form: _Form, column: int) -> _Form:
    """Give the form whose values stand in another column under the same labels."""
    pairs = {name: (label, (value[0], column)) for name, (label, value) in form.pairs.items()}
    loose = {label: (row, column) for label, (row, _) in form.loose.items()}
    there = {label: place for label, place in loose.items() if grid.at(*place) != ""}
    return _Form(form.top, pairs, there)


def _rows_of(form: _Form) -> set[int]:
    places = [place for pair in form.pairs.values() for place in pair]
    return {row for row, _ in (*places, *form.loose.values())}


def _forms(grid: Grid) -> list[_Form]:
    """Give labels with their values in reading order; a first label met again opens a form."""
    forms = [_Form()]
    for row in range(grid.height):
        for label, value in _pairs_in(grid, row):
            name = _field(grid, label, value, forms[-1])
            if name in forms[-1].pairs and forms[-1].begins_again(name):
                forms.append(_Form(row))
            if name not in forms[-1].pairs:
                forms[-1].pairs[name] = (label, value)
    return forms


def _keep_the_rest(grid: Grid, form: _Form, rows: range) -> None:
    """Keep what a form's rows hold beside known labels: more labels with values, cells alone."""
    taken = {place for pair in form.pairs.values() for place in pair}
    filled = {row for row, _ in taken}
    for row in rows:
        rest = [
            column
            for column, cell in enumerate(grid.rows[row])
            if cell != "" and (row, column) not in taken and column not in form.columns
        ]
        if len(rest) == 1 and row not in filled:
            form.set_aside[row + 1] = "is a heading or remark"
            continue
        while rest:
            column = rest.pop(0)
            is_label = isinstance(grid.at(row, column), str) and rest and rest[0] - column <= _REACH
            value = rest.pop(0) if is_label else column
            name = grid.text(row, column).strip() if is_label else f"cell {address(row, column)}"
            name = f"{name} ({address(row, value)})" if name in form.loose else name
            form.loose[name] = (row, value)


def _pairs_in(grid: Grid, row: int) -> Iterator[tuple[Place, Place]]:
    """Give the known labels of a row with the cells of their values."""
    last = -1
    for column, cell in enumerate(grid.rows[row]):
        if column > last and isinstance(cell, str) and cell and _is_label(cell):
            last = _value_of(grid, row, column)
            if last > column:
                yield (row, column), (row, last)


def _is_label(text: str) -> bool:
    return 0 < len(text.strip()) <= _LONGEST_LABEL and _known(text)


def _known(text: str) -> bool:
    return bool(whole_matches(text, "benefits"))


def _value_of(grid: Grid, row: int, label: int) -> int:
    """Give the column of a label's value: the next cell, or one after blanks that is no label."""
    beside = grid.at(row, label + 1)
    if isinstance(beside, str) and beside.strip().endswith(":") and _known(beside):
        return label
    for column in range(label + 1, label + 1 + _REACH):
        cell = grid.at(row, column)
        if cell == "":
            continue
        is_label = column > label + 1 and isinstance(cell, str) and _known(cell)
        return label + 1 if is_label else column
    return label + 1


def _field(grid: Grid, label: Place, value: Place, form: _Form) -> str:
    options = [match.field for match in whole_matches(grid.text(*label), "benefits")]
    cell = grid.at(*value)
    fitting = [f for f in options if fits(kind_of_field(f), cell)] or options
    return next((f for f in fitting if f not in form.pairs), fitting[0])


def _found(
    grid: Grid, form: _Form, holds: str, pairs: dict[str, tuple[Place, Place]], year_starts: int
) -> Found:
    if holds == "cases":
        pairs = {name: pair for name, pair in pairs.items() if name.startswith("cases.")}
    own = [place for pair in form.pairs.values() for place in pair]
    rows, columns = [row for row, _ in own], [column for _, column in own]
    places = {name: value for name, (_, value) in pairs.items()}
    labels = {name: grid.text(*label).strip() for name, (label, _) in pairs.items()}
    return Found(
        grid=grid,
        holds=holds,
        range=span(min(rows), min(columns), max(rows), max(columns)),
        items=[Item(min(rows), places)],
        columns={name: address(*place) for name, place in places.items()},
        headers=labels,
        hints={name: hint_in(label) for name, label in labels.items()},
        loose=form.loose,
        set_aside=form.set_aside,
        reasons=(partial(_reasons, labels, places),),
        year_starts=year_starts,
    )


def _reasons(labels: Mapping[str, str], places: Mapping[str, Place]) -> Iterator[str]:
    for name, label in labels.items():
        yield f"{address(*places[name])} is {name}: the label beside it is “{label}”"
