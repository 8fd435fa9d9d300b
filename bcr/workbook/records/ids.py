"""The case and benefit of each row of a file: as stated, else from titles, else from the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from bcr.provenance import Severity
from bcr.workbook.files.addresses import address
from bcr.workbook.records.derived import filled
from bcr.workbook.records.gathered import of_each_row
from bcr.workbook.records.identity import Numbered, any_is_bare, is_bare, slug, undated
from bcr.workbook.words.fields import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.workbook.recognition.found import Place
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawtable import Raw, RawTable


#: More digits are some system's own number, which nothing else has.
_MERE_NUMBER: Final = re.compile(r"\d{1,4}")
_NAMES: Final = ("benefits.title", "benefits.kpi_id", "benefits.description")


class CaseIds:
    """Gives each row its case: the id it states, its title's id, or the only case of the file."""

    def __init__(self, tables: Sequence[RawTable], stem: str) -> None:
        self._tables, self._stem = tables, stem
        self._said = False
        self._said_number = False

    @cached_property
    def _stated(self) -> list[tuple[str | None, str | None]]:
        """Each case id and title that stand together."""
        return _distinct_pairs(self._tables)

    @cached_property
    def _only(self) -> str:
        """The one case that all rows name which name any; empty where they name several."""
        named = {self._id_of(case_id, title) for case_id, title in self._stated if case_id or title}
        return named.pop() if len(named) == 1 else ""

    @cached_property
    def _known(self) -> dict[str, str]:
        """Case ids by what rows call the case: its id, its title."""
        known = {normal(case_id): case_id for case_id, _ in self._stated if case_id}
        titles = (pair for pair in self._stated if all(pair))
        return known | {normal(title or ""): case_id or "" for case_id, title in titles}

    def of(self, table: RawTable, reader: CellReader) -> list[str]:
        """Give the case of each item, and say where the file names none."""
        case_ids = self.stated(table)
        if "" in case_ids:
            case_ids = [stated or self._only for stated in case_ids]
        self._say_if_mere_numbers(table, case_ids, reader)
        if "" not in case_ids:
            return case_ids
        rows = zip(case_ids, table.rows(), strict=True)
        return [case_id or self._of_file(raw, reader) for case_id, raw in rows]

    def stated(self, table: RawTable) -> list[str]:
        """Give the case that each item itself names; empty when it names none."""
        case_ids = table.texts("cases.case_id")
        if all(case_ids):
            return cast("list[str]", case_ids)
        if "cases.title" not in table.values:
            return [case_id or "" for case_id in case_ids]
        return of_each_row(self._id_of, case_ids, table.texts("cases.title"))

    def _of_file(self, raw: Raw, reader: CellReader) -> str:
        department = raw.text("cases.department")
        stem = undated(self._stem)
        kept = f"{stem}/{slug(department)}" if department else stem
        columns = (raw.item.places.get(name) for name in ("cases.case_id", "cases.title"))
        blank = next(filter(None, columns), None)
        if blank or not self._said:
            self._said = self._said or not blank
            self._say(kept, department, blank, reader)
        return kept

    def has(self, case_id: str) -> bool:
        """Tell whether any row of the file states a case's id so."""
        return self._known.get(normal(case_id)) == case_id

    def _id_of(self, case_id: str | None, title: str | None) -> str:
        """A title may be told elsewhere to have an id, or be itself one."""
        if case_id or not title:
            return case_id or ""
        return self._known.get(normal(title)) or slug(title)

    def _say_if_mere_numbers(
        self, table: RawTable, case_ids: Sequence[str], reader: CellReader
    ) -> None:
        """Say of the first case whose id is no more than a number that it may be another's too."""
        numbers = filter(str.isdecimal, set(case_ids))
        if self._said_number or not any(map(_MERE_NUMBER.fullmatch, numbers)):
            return
        for item, case_id in zip(table.items, case_ids, strict=True):
            place = item.places.get("cases.case_id")
            if place and _MERE_NUMBER.fullmatch(case_id):
                self._said_number = True
                message = (
                    "Case ids that are mere numbers are those of any other file's cases too: what "
                    "two files say of case 1 would be taken together. Give each case an id of its "
                    "own."
                )
                reader.problem(place, "case-id-is-a-number", message, severity=Severity.WARNING)
                return

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


@dataclass(frozen=True)
class _Named:
    """The benefits of one table with their ids: as stated, as wanted, and as given."""

    sheet: str
    table: RawTable
    stated: Sequence[str | None]
    wanted: Sequence[str]
    given: Sequence[str]

    @cached_property
    def _fields(self) -> Sequence[str]:
        """Field that says what each benefit is."""
        return naming_fields(self.table)

    def place(self, number: int) -> Place | None:
        """Give where a benefit's id stands, or its name where no id is stated."""
        field = "benefits.benefit_id" if self.stated[number] else self._fields[number]
        return self.table.items[number].places.get(field)


class BenefitIds:
    """Gives each benefit an id of its own, and says where a workbook gives one twice."""

    def __init__(self) -> None:
        self._numbered = Numbered()
        self._tables: list[_Named] = []

    @property
    def given(self) -> dict[str, list[str]]:
        """Give, for each id as stated, the ids given for it."""
        given: dict[str, list[str]] = {}
        for table in self._tables:
            for stated, unique in zip(table.stated, table.given, strict=True):
                if stated:
                    given.setdefault(stated, []).append(unique)
        return given

    def of(
        self, table: RawTable, case_ids: Sequence[str], reader: CellReader, template: str
    ) -> list[str]:
        """Give the id stated, with the case's where it is a mere number, else one from the title.

        `template`: a layout file's word on how ids are put together; empty when it has none.
        """
        stated = table.texts("benefits.benefit_id")
        if template:
            rows = zip(table.rows(), case_ids, strict=True)
            wanted: Sequence[str] = [filled(template, raw, case_id) for raw, case_id in rows]
        else:
            wanted = _wanted(table, case_ids, stated)
        given = self._numbered.unique(wanted)
        named = _Named(reader.grid.sheet, table, stated, wanted, given)
        self._tables.append(named)
        if given != wanted:
            self._say_twice(named, reader)
        return given

    def _say_twice(self, table: _Named, reader: CellReader) -> None:
        """Say of each id that was given before where it stands first."""
        first = self._first_places()
        for number, (wanted, unique) in enumerate(zip(table.wanted, table.given, strict=True)):
            if unique == wanted:
                continue
            reader.problem(
                table.place(number),
                "benefit-id-twice",
                f"The id also stands for {first[wanted]}; this one is kept as {unique}. Give each "
                "benefit an id of its own.",
                severity=Severity.WARNING,
            )

    def _first_places(self) -> dict[str, str]:
        """Give where each id stands first, as it is said."""
        first: dict[str, str] = {}
        for table in self._tables:
            for number, wanted in enumerate(table.wanted):
                if wanted not in first:
                    place = table.place(number)
                    cell = f"{table.sheet}!{address(*place)}" if place else "another row"
                    first[wanted] = cell
        return first


def _wanted(
    table: RawTable, case_ids: Sequence[str], stated: Sequence[str | None]
) -> Sequence[str]:
    if all(stated) and not any_is_bare(cast("Sequence[str]", stated)):
        return cast("Sequence[str]", stated)
    return [
        _made_id(table.row(number), case_id, field)
        if not said
        else f"{case_id}/{said}"
        if is_bare(said)
        else said
        for number, (case_id, said, field) in enumerate(
            zip(case_ids, stated, naming_fields(table), strict=True)
        )
    ]


def _made_id(raw: Raw, case_id: str, field: str) -> str:
    name = raw.text(field)
    return f"{case_id}/{slug(name) if name else f'row-{raw.item.row + 1}'}"


def naming_fields(table: RawTable) -> list[str]:
    """Give the field that says what each item's benefit is; empty when none does."""
    fields = [""] * len(table.items)
    for name in reversed(_NAMES):
        texts = table.texts(name)
        if None not in texts:
            fields = [name] * len(fields)
        else:
            fields = [name if text else field for text, field in zip(texts, fields, strict=True)]
    return fields


def nameless(table: RawTable) -> list[int]:
    """Give the items, by number, of which no field says what their benefit is."""
    if any(name in table.values and None not in table.values[name] for name in _NAMES):
        return []
    return [number for number, field in enumerate(naming_fields(table)) if not field]


def _distinct_pairs(tables: Sequence[RawTable]) -> list[tuple[str | None, str | None]]:
    """Give each case id and title that stand together, in the order in which they stand last."""
    found: dict[tuple[str | None, str | None], None] = {}
    for table in reversed(tables):
        case_ids, titles = table.texts("cases.case_id"), table.texts("cases.title")
        if "cases.title" in table.values:
            found |= dict.fromkeys(zip(reversed(case_ids), reversed(titles), strict=True))
        else:
            found |= dict.fromkeys((case_id, None) for case_id in dict.fromkeys(reversed(case_ids)))
    return list(found)[::-1]
