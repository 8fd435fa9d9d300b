"""The case and benefit of each row of a file: as stated, else from titles, else from the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bcr.model import Severity
from bcr.workbook.files.addresses import address
from bcr.workbook.records.derived import filled
from bcr.workbook.records.identity import Numbered, is_bare, slug, undated
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.recognition.found import Place
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawitems import Raw


#: More digits are some system's own number, which nothing else has.
_MERE_NUMBER: Final = re.compile(r"\d{1,4}")
_NAMES: Final = ("benefits.title", "benefits.kpi_id", "benefits.description")


class CaseIds:
    """Gives each row its case: the id it states, its title's id, or the only case of the file."""

    def __init__(self, raws: Sequence[Raw], stem: str) -> None:
        self._stem = undated(stem)
        self._said = False
        self._said_number = False
        stated = [(raw.text("cases.case_id"), raw.text("cases.title")) for raw in raws]
        self._known = {normal(case_id): case_id for case_id, _ in stated if case_id}
        self._known |= {normal(title): case_id for case_id, title in stated if case_id and title}
        named = {self._id_of(case_id, title) for case_id, title in stated if case_id or title}
        self._only = named.pop() if len(named) == 1 else ""

    def of(self, raw: Raw, reader: CellReader) -> str:
        """Give the case of a row, and say where the file names none."""
        case_id = self.stated(raw) or self._only
        if case_id:
            self._say_if_a_mere_number(raw, case_id, reader)
            return case_id
        department = raw.text("cases.department")
        kept = f"{self._stem}/{slug(department)}" if department else self._stem
        columns = (raw.item.places.get(name) for name in ("cases.case_id", "cases.title"))
        blank = next(filter(None, columns), None)
        if blank or not self._said:
            self._said = self._said or not blank
            self._say(kept, department, blank, reader)
        return kept

    def stated(self, raw: Raw) -> str:
        """Give the case that a row itself names; empty when it names none."""
        return self._id_of(raw.text("cases.case_id"), raw.text("cases.title"))

    def has(self, case_id: str) -> bool:
        """Tell whether any row of the file states a case's id so."""
        return self._known.get(normal(case_id)) == case_id

    def _id_of(self, case_id: str | None, title: str | None) -> str:
        """A title may be told elsewhere to have an id, or be itself one."""
        if case_id or not title:
            return case_id or ""
        return self._known.get(normal(title)) or slug(title)

    def _say_if_a_mere_number(self, raw: Raw, case_id: str, reader: CellReader) -> None:
        place = raw.item.places.get("cases.case_id")
        if place and not self._said_number and _MERE_NUMBER.fullmatch(case_id):
            self._said_number = True
            message = (
                "Case ids that are mere numbers are those of any other file's cases too: what two "
                "files say of case 1 would be taken together. Give each case an id of its own."
            )
            reader.problem(place, "case-id-is-a-number", message, severity=Severity.WARNING)

    @staticmethod
    def _say(
        kept: str, department: str | None, blank: tuple[int, int] | None, reader: CellReader
    ) -> None:
        if blank:
            message = (
                f"Nothing says which business case this row belongs to; it is kept under “{kept}”, "
                "from the file's name. Fill the cell in."
            )
            reader.problem(blank, "case-left-blank", message, severity=Severity.WARNING)
            return
        also = " and the department" if department else ""
        message = (
            f"Nothing says which business case these rows belong to; they are kept under “{kept}”, "
            f"the file's name without dates{also}. Add a Case ID column, or a layout file."
        )
        reader.problem(None, "no-case-named", message, severity=Severity.WARNING)


class BenefitIds:
    """Gives each benefit an id of its own, and says where a workbook gives one twice."""

    def __init__(self) -> None:
        self._numbered = Numbered()
        #: Id → sheet and cell where it stands first.
        self._first: dict[str, tuple[str, Place]] = {}
        #: Id as stated → ids given for it.
        self.given: dict[str, list[str]] = {}

    def of(self, raw: Raw, case_id: str, reader: CellReader, template: str) -> str:
        """Give the id stated, with the case's where it is a mere number, else one from the title.

        `template`: a layout file's word on how ids are put together; empty when it has none.
        """
        stated = raw.text("benefits.benefit_id") or ""
        wanted = filled(template, raw, case_id) if template else _wanted(raw, case_id, stated)
        unique, changed = self._numbered.unique(wanted)
        place = raw.item.places.get("benefits.benefit_id" if stated else naming_field(raw))
        if changed:
            self._say_twice(place, wanted, unique, reader)
        elif place:
            self._first[wanted] = (reader.grid.sheet, place)
        if stated:
            self.given.setdefault(stated, []).append(unique)
        return unique

    def _say_twice(
        self, place: tuple[int, int] | None, wanted: str, unique: str, reader: CellReader
    ) -> None:
        sheet, cell = self._first.get(wanted, ("", None))
        first = f"{sheet}!{address(*cell)}" if cell else "another row"
        reader.problem(
            place,
            "benefit-id-twice",
            f"The id also stands for {first}; this one is kept as {unique}. Give each benefit an "
            "id of its own.",
            severity=Severity.WARNING,
        )


def _wanted(raw: Raw, case_id: str, stated: str) -> str:
    if stated:
        return f"{case_id}/{stated}" if is_bare(stated) else stated
    name = raw.text(naming_field(raw))
    return f"{case_id}/{slug(name) if name else f'row-{raw.item.row + 1}'}"


def naming_field(raw: Raw) -> str:
    """Give the field that says what a row's benefit is; empty when none does."""
    for name in _NAMES:
        if raw.text(name):
            return name
    return ""
