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
    table: RawTable, benefits: Sequence[Mapping[str, object]], reader: CellReader
) -> None:
    """Say of actuals, and of targets without a baseline, that are 0 where the other is not."""
    for item, benefit in zip(table.items, benefits, strict=True):
        actual, target = benefit["reported_actual"], benefit["target"]
        if actual == 0 and target not in {0, None} and benefit["baseline"] != 0:
            _say(item, _ACTUAL, "nothing was measured", reader)
        if target == 0 and benefit["baseline"] is None and actual not in {0, None}:
            _say(item, _TARGET, "there is no target", reader)


def _say(item: Item, field: str, otherwise: str, reader: CellReader) -> None:
    place = item.places.get(field)
    if place is not None:
        reader.problem(
            place,
            "zero-or-nothing",
            f"This 0 was used as a figure. If it means that {otherwise}, leave the cell blank.",
            severity=Severity.WARNING,
        )
