"""A register's own red or green beside what its figures give; a notice, since both may be right."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bcr.model import TargetKind
from bcr.provenance import Severity
from bcr.workbook.files.addresses import address
from bcr.workbook.records.gathered import rows_in
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawtable import Raw, RawTable

_GREEN: Final = frozenset({"green", "g"})
_RED: Final = frozenset({"red", "r"})
_FIELD: Final = "benefits.stated_status"


def compare_rag(
    table: RawTable, benefits: Mapping[str, Sequence[object]], reader: CellReader
) -> None:
    """Say where a row is called green though short of its plan, or red though delivered."""
    if _FIELD in table.values:
        for raw, benefit in zip(table.rows(), rows_in(benefits), strict=True):
            _compare(raw, benefit, reader)


def _compare(raw: Raw, benefit: Mapping[str, object], reader: CellReader) -> None:
    place = raw.item.places.get(_FIELD)
    if place is None:
        return
    words = set(normal(raw.text(_FIELD) or "").split())
    share = _share(benefit)
    if share is None or not words & (_GREEN | _RED):
        return
    from bcr.portfolio import Thresholds  # few registers state a colour, and it takes long

    thresholds = Thresholds()
    too_good = bool(words & _GREEN) and share < thresholds.mostly
    too_bad = bool(words & _RED) and share >= thresholds.delivered
    if not (too_good or too_bad):
        return
    names = ("baseline", "target", "reported_actual")
    cells = [raw.item.places.get(f"benefits.{name}") for name in names]
    at = ", ".join(address(*cell) for cell in cells if cell)
    message = (
        f"The register says {raw.text(_FIELD)}; by its own figures ({at}) the share is {share:.0%} "
        "of the movement planned by then. It is shown, and never scored."
    )
    reader.problem(place, "rag-differs", message, severity=Severity.NOTICE)


def _share(benefit: Mapping[str, object]) -> float | None:
    """Give the share of the movement planned so far that happened, or nothing."""
    match benefit:
        case {
            "baseline": float(baseline),
            "target": float(target),
            "reported_actual": float(actual),
            "target_kind": TargetKind.LEVEL,
        } if target != baseline:
            planned = _elapsed(benefit)
            return (actual - baseline) / (target - baseline) / planned if planned else None
        case _:
            return None


def _elapsed(benefit: Mapping[str, object]) -> float:
    """Give the part of the time to the target that had passed; all of it where nothing tells."""
    match benefit:
        case {
            "start_on": dt.date() as start,
            "due_on": dt.date() as due,
            "reported_on": dt.date() as reported,
        } if start < due:
            return min(max((reported - start) / (due - start), 0.0), 1.0)
        case _:
            return 1.0
