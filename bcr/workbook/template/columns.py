"""The sheets of the template workbook: their columns, and what each header's note says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from bcr.model import Aggregation, BenefitClass, Better, TargetKind
from bcr.workbook.words.fields import Kind, kind_of_field, plain_english

if TYPE_CHECKING:
    from collections.abc import Mapping


class Need(StrEnum):
    """What a row lacks without the value."""

    #: It is of no use.
    MUST = "must"
    #: The benefit cannot be judged.
    JUDGE = "judge"
    #: Nothing that matters to the figures.
    NONE = ""


_NEED_WORDS: Final = {
    Need.MUST: "Fill this in: a row is of no use without it.\n",
    Need.JUDGE: "Wanted: without it the benefit cannot be judged.\n",
    Need.NONE: "",
}
_WORDS: Final[Mapping[str, type[StrEnum]]] = {
    "class": BenefitClass,
    "better": Better,
    "target_kind": TargetKind,
    "aggregation": Aggregation,
}
_UNITS: Final = {
    Kind.LEVEL: "a number in the Unit; 85% for a percentage",
    Kind.MONEY: "whole units of the currency: 1200000, not 1.2m",
    Kind.NUMBER: "a number",
    Kind.RATIO: "a share: 50% or 0.5",
    Kind.MONTHS: "whole months",
    Kind.YEAR: "a year in four digits",
    Kind.STARTS: "a date",
    Kind.ENDS: "a date",
    Kind.PERIOD: "a date",
}


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of one sheet."""

    #: As table.column.
    field: str
    means: str
    example: str
    need: Need = Need.NONE
    #: Table whose first column the cells offer; empty where they are free.
    rows_of: str = ""
    #: Its texts run long.
    wide: bool = False

    @property
    def header(self) -> str:
        """The column's name in plain English."""
        return plain_english(self.field.partition(".")[2])

    @property
    def kind(self) -> Kind:
        """How its cells are read."""
        return kind_of_field(self.field)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words its cells choose from, in plain English; none where they are free.

        >>> TemplateColumn("kpis.better", "", "").choices
        ('Higher', 'Lower', 'Maintain')
        """
        words = _WORDS.get(self.field.partition(".")[2], ()) if self.kind is Kind.WORD else ()
        return tuple(plain_english(word.value) for word in words)

    @property
    def note(self) -> str:
        """What the header's note says: need, meaning, unit or choices, and an example."""
        unit = _UNITS.get(self.kind, "")
        stated = f"\nUnit: {unit}." if unit else ""
        if self.choices:
            stated = f"\nChoose: {', '.join(self.choices)}."
        return f"{_NEED_WORDS[self.need]}{self.means}{stated}\nExample: {self.example}"


@dataclass(frozen=True, slots=True)
class TemplateNotes:
    """What the first sheet says, and the columns of each other one."""

    title: str
    how: tuple[str, ...]
    #: By table name, in the order they stand.
    columns: Mapping[str, tuple[TemplateColumn, ...]]


@lru_cache(maxsize=1)
def template_notes() -> TemplateNotes:
    """Give what the template says, as its notes file has it."""
    stated = tomllib.loads(files("bcr.workbook.template").joinpath("notes.toml").read_text("utf-8"))
    title, how = stated.pop("title"), tuple(stated.pop("how"))
    columns = {
        table: tuple(
            TemplateColumn(f"{table}.{name}", **{**said, "need": Need(said.get("need", ""))})
            for name, said in columns.items()
        )
        for table, columns in stated.items()
    }
    return TemplateNotes(title, how, columns)


def sheet_title(table: str) -> str:
    """Give the name of a table's sheet.

    >>> sheet_title("kpis"), sheet_title("benefits")
    ('KPIs', 'Benefits')
    """
    return {"kpis": "KPIs"}.get(table, plain_english(table))
