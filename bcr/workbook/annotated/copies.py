"""A copy of a workbook with its problems marked, or a workbook of the problems alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bcr.provenance import Severity
from bcr.workbook.annotated.fills import EMPTY, Styles
from bcr.workbook.annotated.marked_cells import with_fills
from bcr.workbook.annotated.markup import quoted, tags
from bcr.workbook.annotated.notes import with_notes
from bcr.workbook.annotated.parts import RELATIONSHIPS, CannotMark, Parts, with_last_child
from bcr.workbook.annotated.problem_sheet import Listing, counted, free_name
from bcr.workbook.files.addresses import position
from bcr.workbook.files.guard import DAMAGE, Kind, Refused, kind_of
from bcr.workbook.files.package import repacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bcr.provenance import Problem, Reading

_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_COLOURS: Final = (
    "Cells with an error are orange, with a warning yellow, with a notice blue; the note on each "
    "cell says what to do."
)


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a workbook to write, and what is to be said about it."""

    content: bytes
    #: It holds the problems alone, since the file itself can have no marks.
    is_list: bool
    remarks: tuple[str, ...] = ()


def annotated(path: Path, reading: Reading) -> Copy:
    """Give a workbook with its problems marked; where that cannot be, a workbook of problems."""
    reason = _why_a_list(path, reading)
    if not reason:
        try:
            return _marked(path, reading)
        except CannotMark as error:
            reason = f"The workbook itself could not be marked: {error}."
        except (Refused, *DAMAGE):
            reason = "The workbook itself could not be marked: it is damaged."
    return _list(path, reading, reason)


def _why_a_list(path: Path, reading: Reading) -> str:
    """Say why a file can have no marks; empty when it can."""
    if reading.refused and not any(problem.where.cell for problem in reading.problems):
        return "The file was refused, so there is no marked copy of it."
    try:
        kind = kind_of(path.read_bytes(), path.suffix)
    except Refused:
        return "The file was refused, so there is no marked copy of it."
    if kind is not Kind.XLSX:
        return (
            f"A file of the kind {path.suffix.lower() or kind.value} can have no marks and notes."
        )
    return ""


def _marked(path: Path, reading: Reading) -> Copy:
    with zipfile.ZipFile(path) as archive:
        parts = Parts(archive)
        _refuse_what_cannot_be_added_to(parts, archive)
        styles, styles_part = _styles(parts)
        worksheets = parts.package.worksheets()
        remarks = ["The file was refused; nothing of it was used."] if reading.refused else []
        remarks += _remarks(archive)
        alone: list[str] = []
        for sheet, problems in _by_sheet(reading.problems).items():
            if sheet in worksheets:
                alone += _mark_sheet(parts, worksheets[sheet], sheet, problems, styles)
        if alone:
            remarks.append(
                f"These cells have a conversation, which shows no notes: {', '.join(alone)}."
            )
        title = f"What bcr found in {path.name}: {counted(reading.problems)}"
        listing = Listing(title, [_COLOURS, *remarks], reading.problems, worksheets)
        _add_sheet(parts, listing.part(styles), free_name(_sheet_names(parts)))
        parts.write(styles_part, styles.part())
        changes = parts.changed_parts()
    content = repacked(path, changes, compressed=True).getvalue()
    return Copy(content, is_list=False, remarks=tuple(remarks))


def _refuse_what_cannot_be_added_to(parts: Parts, archive: zipfile.ZipFile) -> None:
    """Raises: CannotMark, for the few ways of keeping a workbook that allow no additions."""
    if any(name.lower().startswith("xl/revisions/") for name in archive.namelist()):
        raise CannotMark("it is a shared workbook, which keeps account of every change")
    if _STRICT in parts.read(parts.package.part):
        raise CannotMark("it is saved as Strict Open XML; save it as a plain .xlsx")


def _remarks(archive: zipfile.ZipFile) -> Iterator[str]:
    """Say what does not hold in the copy that held in the workbook."""
    if any(name.lower().startswith("_xmlsignatures/") for name in archive.namelist()):
        yield "The workbook is signed; the signature does not hold for this copy."
    if any(name.lower() == "xl/vbaprojectsignature.bin" for name in archive.namelist()):
        yield "The macros are signed; they are kept as they are."


def _styles(parts: Parts) -> tuple[Styles, str]:
    part = parts.related(parts.package.part, "styles")
    if part is None:
        part = parts.free("xl/styles{}.xml")
        parts.write(part, EMPTY)
        parts.declare(part, _STYLES)
        parts.relate(parts.package.part, part, "styles")
    return Styles(parts.read(part)), part


def _by_sheet(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Give the problems that have a cell, by their sheet."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.where.cell:
            found.setdefault(problem.where.sheet, []).append(problem)
    return found


def _mark_sheet(
    parts: Parts, part: str, sheet: str, problems: Sequence[Problem], styles: Styles
) -> list[str]:
    """Mark the cells of a sheet, and give those that could have no note."""
    by_cell: dict[tuple[int, int], list[Problem]] = {}
    for problem in problems:
        by_cell.setdefault(position(problem.where.cell), []).append(problem)
    gravest = list(Severity)
    fills = {
        place: min((p.severity for p in of_cell), key=gravest.index)
        for place, of_cell in by_cell.items()
    }
    notes = {place: "\n\n".join(map(_note, of_cell)) for place, of_cell in by_cell.items()}
    noted = with_notes(parts, part, with_fills(parts.read(part), fills, styles), notes)
    parts.write(part, noted.text)
    return sorted(f"{sheet}!{by_cell[place][0].where.cell}" for place in noted.left_alone)


def _note(problem: Problem) -> str:
    return f"bcr {problem.severity.value}: {problem.message} [{problem.rule}]"


def _sheet_names(parts: Parts) -> list[str]:
    """Give the names of all sheets, charts and macros too."""
    from xml.sax.saxutils import unescape

    named = (t.attribute("name") for t in tags(parts.read(parts.package.part)) if t.name == "sheet")
    return [unescape(name, {"&quot;": '"', "&apos;": "'"}) for name in named if name]


def _add_sheet(parts: Parts, text: str, name: str) -> None:
    part = parts.free("xl/worksheets/sheet{}.xml")
    parts.write(part, text)
    parts.declare(part, _SHEET)
    workbook = parts.package.part
    relation = parts.relate(workbook, part, "worksheet")
    stated = parts.read(workbook)
    numbers = [int(t.attribute("sheetId") or 0) for t in tags(stated) if t.name == "sheet"]
    sheet = (
        f'<{{}}sheet xmlns:r="{RELATIONSHIPS}" name="{quoted(name)}" '
        f'sheetId="{max(numbers, default=0) + 1}" r:id="{relation}"/>'
    )
    parts.write(workbook, with_last_child(stated, "sheets", sheet))


def _list(path: Path, reading: Reading, reason: str) -> Copy:
    """Give a workbook that holds nothing but the list."""
    from openpyxl import Workbook

    from bcr.workbook.files.archive import reproducible_bytes

    book = Workbook()
    book.worksheets[0].title = "bcr problems"
    content = reproducible_bytes(book)
    title = f"What bcr found in {path.name}: {counted(reading.problems)}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = Parts(archive)
        styles, styles_part = _styles(parts)
        (sheet,) = parts.package.worksheets().values()
        parts.write(sheet, Listing(title, [reason], reading.problems, ()).part(styles))
        parts.write(styles_part, styles.part())
        changes = parts.changed_parts()
    copy = repacked(io.BytesIO(content), changes, compressed=True).getvalue()
    return Copy(copy, is_list=True, remarks=(reason,))
