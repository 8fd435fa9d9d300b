"""Percentages that may be ratios: plain numbers, none of a table's above 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.recognition.found import fields_of
from bcr.workbook.records.levels import is_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.recognition.found import Place
    from bcr.workbook.records.rawtable import RawTable
    from bcr.workbook.values.hints import Hint


def first_ratio(table: RawTable, hints: Mapping[str, Hint]) -> Place | None:
    """Give the first of a table's levels that may be a ratio, where any of its percentages is one.

    A level is a percentage by its row's unit, else by its header.
    """
    units = table.units()
    of_percent = frozenset([unit for unit in set(units) if unit and is_percent(unit)])
    by_header = {name for name in table.levels if name in hints and hints[name].percent}
    if not of_percent and not by_header:
        return None
    fields = fields_of(table.items)
    rows_of: dict[frozenset[str | None], list[int]] = {frozenset(): []}
    firsts: list[tuple[int, Place]] = []
    for name, amounts in table.levels.items():
        wanted = of_percent | ({None, ""} if name in by_header else set())
        if wanted not in rows_of:
            rows_of[wanted] = [number for number, unit in enumerate(units) if unit in wanted]
        rows = rows_of[wanted] if name in fields else []
        if not amounts.may_be_ratios(rows):
            return None
        first = next((row for row in rows if 0 < abs(amounts.numbers[row] or 0) < 1), None)
        firsts += [] if first is None else [(first, table.items[first].places[name])]
    return min(firsts, key=lambda one: one[0])[1] if firsts else None
