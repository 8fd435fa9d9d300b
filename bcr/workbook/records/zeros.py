"""Zeros that may stand for no figure at all: they are used, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.provenance import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.recognition.found import Item
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawtable import RawTable

_ACTUAL: Final = "benefits.reported_actual"
_TARGET: Final = "benefits.target"


def say_doubtful_zeros(
    table: RawTable, levels: Mapping[str, Sequence[object]], reader: CellReader
) -> None:
    """Say of actuals, and of targets without a baseline, that are 0 where the other is not."""
    if not levels.keys() >= {"reported_actual", "target"}:
        return
    actuals, targets = levels["reported_actual"], levels["target"]
    baselines = levels.get("baseline", [None] * len(targets))
    for number in _zeros(actuals):
        if targets[number] not in {0, None} and baselines[number] != 0:
            _say(table.items[number], _ACTUAL, "nothing was measured", reader)
    for number in _zeros(targets):
        if baselines[number] is None and actuals[number] not in {0, None}:
            _say(table.items[number], _TARGET, "there is no target", reader)


def _zeros(down: Sequence[object]) -> list[int]:
    return [number for number, level in enumerate(down) if level == 0] if 0 in down else []


def _say(item: Item, field: str, otherwise: str, reader: CellReader) -> None:
    place = item.places.get(field)
    if place is not None:
        reader.problem(
            place,
            "zero-or-nothing",
            f"This 0 was used as a figure. If it means that {otherwise}, leave the cell blank.",
            severity=Severity.WARNING,
        )
