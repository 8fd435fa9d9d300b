"""A sheet's XML with the fill of a problem in some of its cells, and nothing else changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bcr.workbook.annotated.markup import Change, changed, tags
from bcr.workbook.annotated.parts import RELATIONSHIPS, CannotMark
from bcr.workbook.files.addresses import address, position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bcr.provenance import Severity
    from bcr.workbook.annotated.fills import Styles
    from bcr.workbook.annotated.markup import Tag

#: Elements of a sheet that stand behind the drawing of its notes.
_BEHIND_NOTES: Final = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst"}
)  # fmt: skip

Place = tuple[int, int]


def with_fills(text: str, marks: Mapping[Place, Severity], styles: Styles) -> str:
    """Give a sheet with a fill in each marked cell; cells that were not there are added.

    `marks` by row and column from 0. Where a sheet leaves out the addresses of its cells, none is
    added, since all behind it would move.
    """
    walk = _Walk(marks, styles, sorted(marks.keys() - _there(text), reverse=True))
    for tag in tags(text):
        if tag.name == "sheetData" and tag.is_close:
            walk.end_rows(tag)
            break
        walk.meet(tag)
    return changed(text, walk.changes)


def _there(text: str) -> set[Place]:
    """Give the cells that are there; a file may have them in any order."""
    named = (tag.attribute("r") for tag in tags(text) if tag.name == "c" and not tag.is_close)
    return {position(name) for name in named if name}


@dataclass(slots=True)
class _Walk:
    """Hears of each tag of a sheet in turn and notes what is to change."""

    marks: Mapping[Place, Severity]
    styles: Styles
    #: Marked cells that are not there, the last first.
    waiting: list[Place]
    changes: list[Change] = field(default_factory=list)
    row: int = -1
    column: int = -1
    #: Rows and columns whose cells have a style where none of their own.
    row_style: int = 0
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    prefix: str = ""
    names_cells: bool = True

    def meet(self, tag: Tag) -> None:
        """Note what a tag of the sheet calls for."""
        match tag.name:
            case "col" if style := tag.attribute("style"):
                first, last = int(tag.attribute("min") or 1), int(tag.attribute("max") or 1)
                self.column_styles.append((first - 1, last - 1, int(style)))
            case "sheetData":
                self.prefix = tag.prefix
                if tag.is_empty:
                    inside = "".join(self._rows_before(None))
                    whole = f"{tag.opened()}{inside}</{tag.qname}>"
                    self.changes.append(Change(tag.start, tag.end, whole))
            case "row" if tag.is_close:
                self._put(tag.start, "".join(self._cells_before(self.row, None)))
            case "row":
                self._begin_row(tag)
            case "c" if not tag.is_close:
                self._meet_cell(tag)
            case _:
                pass

    def end_rows(self, tag: Tag) -> None:
        """Add what stands below the last row."""
        self._put(tag.start, "".join(self._rows_before(None)))

    def _begin_row(self, tag: Tag) -> None:
        number = tag.attribute("r")
        self.names_cells = self.names_cells and number is not None
        row = int(number) - 1 if number else self.row + 1
        self._put(tag.start, "".join(self._rows_before(row)))
        self.row, self.column = row, -1
        own = tag.attribute("s") if tag.attribute("customFormat") in {"1", "true"} else None
        self.row_style = int(own or 0)
        if tag.is_empty and (cells := "".join(self._cells_before(row, None))):
            self.changes.append(Change(tag.start, tag.end, f"{tag.opened()}{cells}</{tag.qname}>"))

    def _meet_cell(self, tag: Tag) -> None:
        named = tag.attribute("r")
        self.names_cells = self.names_cells and named is not None
        place = position(named) if named else (self.row, self.column + 1)
        self._put(tag.start, "".join(self._cells_before(self.row, place[1])))
        self.column = place[1]
        if place in self.marks:
            style = self.styles.filled(int(tag.attribute("s") or 0), self.marks[place])
            self.changes.append(Change(tag.start, tag.end, tag.with_attribute("s", style)))

    def _put(self, place: int, text: str) -> None:
        if text:
            self.changes.append(Change(place, place, text))

    def _rows_before(self, row: int | None) -> Iterator[str]:
        """Give the rows to add before one, or at the end."""
        while self.waiting and (row is None or self.waiting[-1][0] < row):
            new = self.waiting[-1][0]
            self.row_style = 0
            cells = "".join(self._cells_before(new, None))
            if cells:
                yield f'<{self.prefix}row r="{new + 1}">{cells}</{self.prefix}row>'

    def _cells_before(self, row: int, column: int | None) -> Iterator[str]:
        """Give the cells to add to a row before a column, or at its end."""
        while self.waiting and self.waiting[-1][0] == row:
            if column is not None and self.waiting[-1][1] >= column:
                return
            place = self.waiting.pop()
            if self.names_cells:
                style = self.styles.filled(self._style_of(place[1]), self.marks[place])
                yield f'<{self.prefix}c r="{address(*place)}" s="{style}"/>'

    def _style_of(self, column: int) -> int:
        """Give the style of a cell that is not there: its row's, else its column's."""
        of_column = (s for first, last, s in self.column_styles if first <= column <= last)
        return self.row_style or next(of_column, 0)


def with_drawing_of_notes(text: str, relation: str) -> str:
    """Give a sheet that names the drawing of its notes.

    Raises: CannotMark, when the sheet has no end.
    """
    depth = 0
    is_below = False
    prefix = next(tags(text)).prefix
    for tag in tags(text):
        depth -= tag.is_close
        is_below = is_below or tag.name == "sheetData"
        wrapped = tag.name == "AlternateContent" and is_below
        at_end = depth == 0 and tag.is_close
        if at_end or (depth == 1 and (tag.name in _BEHIND_NOTES or wrapped)):
            drawing = f'<{prefix}legacyDrawing xmlns:r="{RELATIONSHIPS}" r:id="{relation}"/>'
            return changed(text, [Change(tag.start, tag.start, drawing)])
        depth += tag.opens
    raise CannotMark("one of its sheets has no end")
