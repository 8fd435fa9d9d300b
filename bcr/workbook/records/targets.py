"""What a benefit promises: a level to reach, a change in its unit, or a ratio of its baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.model import Better, TargetKind
from bcr.workbook.records.levels import is_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.workbook.records.levels import Levels
    from bcr.workbook.records.rawtable import Raw
    from bcr.workbook.values.amounts import Amount

TARGET: Final = "benefits.target"
CHANGE: Final = "benefits.target_change"
#: Words of a header that promise less of something.
_LESS: Final = ("reduc", "decreas", "saving", "fewer", "cut")
#: A word that promises something better, whichever way that is.
_BETTER: Final = "improv"


class Promise(NamedTuple):
    """A target with what it is; `problem` says why there is none."""

    target: float | None
    kind: TargetKind
    problem: str = ""


def promised_field(raw: Raw) -> str:
    """Give the field that holds what is promised: a change where a column or header says so."""
    stated = raw.text("benefits.target_kind")
    is_change = stated in {TargetKind.CHANGE, TargetKind.PERCENT}
    return CHANGE if is_change or TARGET not in raw.levels else TARGET


def promise(raw: Raw, levels: Levels, header: str) -> Promise:
    """Give what a row promises.

    `levels` has it under `promised_field`; `header` is the text above it.
    """
    field = promised_field(raw)
    stated = raw.text("benefits.target_kind")
    number, amount = levels.values.get(field), _amount(raw)
    if field == TARGET or number is None or amount is None:
        return Promise(number, TargetKind(stated or TargetKind.LEVEL))
    in_points = levels.unit is not None and is_percent(levels.unit)
    if stated == TargetKind.PERCENT or (not stated and amount.percent and not in_points):
        return _signed(_ratio(number, amount), raw, header)
    if amount.percent and not in_points:
        problem = "A percentage is no change in the unit of the row: say that it is a percent one."
        return Promise(None, TargetKind.CHANGE, problem)
    return _signed(Promise(number, TargetKind.CHANGE), raw, header)


def _amount(raw: Raw) -> Amount | None:
    return raw.levels.get(TARGET) or raw.levels.get(CHANGE)


def _ratio(number: float, amount: Amount) -> Promise:
    if amount.percent:
        return Promise(round(number / 100, 14), TargetKind.PERCENT)
    if abs(number) > 1:
        problem = f"This may be {number:g}% or {number * 100:g}%; give the cell the percent format."
        return Promise(None, TargetKind.PERCENT, problem)
    return Promise(number, TargetKind.PERCENT)


def _signed(plain: Promise, raw: Raw, header: str) -> Promise:
    """Turn a reduction that is written as a positive number into less, and say what is open."""
    if plain.target is None or plain.target <= 0:
        return plain
    text = header.lower()
    better = raw.text("benefits.better")
    if _BETTER in text and better not in {Better.HIGHER, Better.LOWER}:
        problem = (
            "Nothing says whether better is higher or lower, so an improvement may be either; "
            "fill in which is better, or give the level to reach."
        )
        return Promise(None, plain.kind, problem)
    is_less = any(word in text for word in _LESS) or (_BETTER in text and better == Better.LOWER)
    return Promise(-plain.target if is_less else plain.target, plain.kind)


def amounts_by_role(raw: Raw) -> Mapping[str, Amount]:
    """Give a row's levels with what is promised under the field that says what it is."""
    field = promised_field(raw)
    if field == TARGET and CHANGE not in raw.levels:
        return raw.levels
    promised = {field: amount} if (amount := _amount(raw)) else {}
    others = {name: one for name, one in raw.levels.items() if name not in {TARGET, CHANGE}}
    return others | promised
