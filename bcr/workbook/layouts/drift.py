"""How a copy has drifted from its layout: columns that moved, went, came or got another name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from bcr.provenance import CellRef, Problem, Severity
from bcr.workbook.files.addresses import address, column_number, letters
from bcr.workbook.files.guard import Refused
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.layouts.columns import ColumnSpec
    from bcr.workbook.recognition.found import Place

#: From here on two headers are alike enough for one to be the other's new name.
_ALIKE: Final = 0.5
#: What standing in the very column adds to how alike a header is.
_IN_PLACE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing in which a sheet is not as its layout says."""

    sheet: str
    place: Place | None
    found: str
    message: str
    rule: str
    severity: Severity = Severity.ERROR

    def said_of(self, layout: str) -> str:
        """Give the message with the name of the layout."""
        return f"The layout “{layout}”: {self.message}"


class Drifted(Refused):
    """A file that its layout does not fit any more, with everything that has changed."""

    def __init__(self, layout: str, drifts: Sequence[Drift]) -> None:
        self._layout = layout
        self._drifts = tuple(drifts)
        wrong = [one for one in drifts if one.severity is Severity.ERROR]
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        super().__init__(
            f"The layout “{layout}” does not fit: {wrong[0].message.rstrip('.')}{more}. Nothing "
            "was read; correct the layout file."
        )

    def problems(self, file: str) -> list[Problem]:
        """Give everything that has changed, each at its header cell, from left to right."""
        return [
            Problem(
                CellRef(file, one.sheet, address(*one.place) if one.place else ""),
                one.found,
                one.said_of(self._layout),
                one.rule,
                one.severity,
            )
            for one in sorted(self._drifts, key=lambda one: (one.sheet, one.place or (-1, -1)))
        ]


@dataclass(frozen=True, slots=True)
class Missing:
    """A column that a layout names and whose header stands nowhere."""

    #: What the layout reads from it, such as benefits.target.
    reads: str
    spec: ColumnSpec


def renamed_or_gone(
    missing: Sequence[Missing], unread: Mapping[int, str], sheet: str, row: int
) -> tuple[list[Drift], set[int]]:
    """Give a finding for each missing column, and the unread columns that are their new names.

    `unread` are the headers that the layout reads nothing from. The pairs that are most alike
    are made first, and no column is the new name of two.
    """
    likely = sorted(
        ((_likeness(one.spec, column, text), -n, column)
         for n, one in enumerate(missing) for column, text in unread.items()),
        reverse=True,
    )  # fmt: skip
    names: dict[int, int] = {}
    for likeness, number, column in likely:
        if likeness >= _ALIKE and -number not in names and column not in names.values():
            names[-number] = column
    drifts = [
        _renamed(one, names[n], unread[names[n]], sheet, row) if n in names else _gone(one, sheet)
        for n, one in enumerate(missing)
    ]
    return drifts, set(names.values())


def _likeness(spec: ColumnSpec, column: int, text: str) -> float:
    """Give how likely a header is another one's new name: shared words, letters and the place."""
    old, new = normal(spec.header), normal(text)
    words = set(old.split()) & set(new.split())
    shared = 2 * len(words) / max(len(old.split()) + len(new.split()), 1)
    in_place = bool(spec.letter) and column_number(spec.letter) == column
    alike = max(shared, SequenceMatcher(None, old, new).ratio())
    return alike + _IN_PLACE * in_place


def _renamed(one: Missing, column: int, text: str, sheet: str, row: int) -> Drift:
    message = (
        f"{one.reads} is read under {one.spec}, and no column of “{sheet}” is headed so; the most "
        f"like it is “{text}” in {letters(column)}. If that is its new name, write it."
    )
    return Drift(sheet, (row, column), text, message, "layout-column-renamed")


def _gone(one: Missing, sheet: str) -> Drift:
    message = (
        f"{one.reads} is read under {one.spec}, and no column of “{sheet}” is headed so, nor "
        "anything like it."
    )
    return Drift(sheet, None, "", message, "layout-column-went")
