"""The public record as read from record.toml; what was not published is None."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  dataclass fields name it
import tomllib
from dataclasses import dataclass
from pathlib import Path

RECORD = Path(__file__).with_name("record.toml")


@dataclass(frozen=True, slots=True)
class Case:
    """An investment, as far as the record describes it."""

    title: str
    department: str | None = None
    country: str | None = None
    years: str | None = None
    cost_gbp_m: float | None = None
    cost_later_gbp_m: float | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """One measure: figures in `unit`, rates and changes in percent as ratios."""

    id: str
    measure: str
    logic: str
    unit: str
    source: str
    baseline: float | None = None
    intended: float | None = None
    intended_text: str | None = None
    due: dt.date | None = None
    due_year: str | None = None
    realised: float | None = None
    realised_on: dt.date | None = None
    earlier: float | None = None
    restated: float | None = None
    role: str | None = None
    better: str | None = None
    benefit_class: str | None = None
    money_claimed: str | None = None
    notes: str | None = None

    @property
    def case_id(self) -> str:
        """The case it belongs to: its own id without the last part."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Restatement:
    """A published change to what a case had promised."""

    subject: str
    field: str
    old: str
    new: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that was published, cases by id."""

    cases: dict[str, Case]
    benefits: list[Benefit]
    restatements: list[Restatement]

    def of_cases(self, *case_ids: str) -> list[tuple[Case, Benefit]]:
        """The benefits of the named cases, each with its case, in that order."""
        return [
            (self.cases[case_id], benefit)
            for case_id in case_ids
            for benefit in self.benefits
            if benefit.case_id == case_id
        ]


def published() -> Record:
    """Read record.toml."""
    tables = tomllib.loads(RECORD.read_text(encoding="utf-8"))
    return Record(
        cases={case_id: Case(**fields) for case_id, fields in tables["case"].items()},
        benefits=[_benefit(fields) for fields in tables["benefit"]],
        restatements=[Restatement(**fields) for fields in tables["restatement"]],
    )


def _benefit(fields: dict[str, str]) -> Benefit:
    """One benefit; `class` is a word of the language, so the field is named otherwise."""
    named = {("benefit_class" if key == "class" else key): fields[key] for key in fields}
    return Benefit(**named)  # type: ignore[arg-type]  # TOML gives each field its own type
