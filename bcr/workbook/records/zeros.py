"""Zeros that may stand for no figure at all: they are used, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawitems import Raw

_ACTUAL: Final = "benefits.reported_actual"
_TARGET: Final = "benefits.target"


def say_doubtful_zeros(raw: Raw, levels: Mapping[str, object], reader: CellReader) -> None:
    """Say of an actual, or a target without a baseline, that is 0 where the other is not."""
    actual, target = levels.get("reported_actual"), levels.get("target")
    baseline = levels.get("baseline")
    if actual == 0 and target not in {0, None} and baseline != 0:
        _say(raw, _ACTUAL, "nothing was measured", reader)
    if target == 0 and baseline is None and actual not in {0, None}:
        _say(raw, _TARGET, "there is no target", reader)


def _say(raw: Raw, field: str, otherwise: str, reader: CellReader) -> None:
    place = raw.item.places.get(field)
    if place is not None:
        reader.problem(
            place,
            "zero-or-nothing",
            f"This 0 was used as a figure. If it means that {otherwise}, leave the cell blank.",
            severity=Severity.WARNING,
        )
