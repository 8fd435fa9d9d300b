"""Everything a site is made from, and the ways its pages look things up in it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from bcr.figures.course.paths import expected_paths, planned_paths
from bcr.figures.waterfall import grouped_waterfalls
from bcr.model import Grouping
from bcr.pages.addresses import addresses
from bcr.pages.cases.paging import benefits_by_page
from bcr.pages.figured import Figured
from bcr.schemas.course import Waterfalls
from bcr.schemas.figures import Gaps
from bcr.schemas.records import (
    Cases,
    Kpis,
    Observations,
    Plans,
    PromisedBenefits,
)

if TYPE_CHECKING:
    import polars as pl


Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Dossier(Figured):
    """The frames of one portfolio with the ways that pages look things up in them."""

    @cached_property
    def track_rows(self) -> dict[str, Row]:
        """The row of `tracks` of each benefit, by benefit_id."""
        return _keyed(self.tracks, "benefit_id")

    @cached_property
    def claim_rows(self) -> dict[str, Row]:
        """The row of `claims` of each benefit that shares a KPI, by benefit_id."""
        return _keyed(self.claims, "benefit_id")

    @cached_property
    def waterfall_rows(self) -> dict[str, list[Row]]:
        """The rows of `waterfalls` of each benefit, a row a basis."""
        return _grouped(self.waterfalls, "group")

    @cached_property
    def case_waterfalls(self) -> dict[str, list[Row]]:
        """Waterfalls of each case, a row a basis."""
        return _grouped(self.waterfalls_by(Grouping.CASE), "group")

    @cached_property
    def logic_waterfalls(self) -> dict[str, list[Row]]:
        """Waterfalls of each logic, a row a basis."""
        return _grouped(self.waterfalls_by(Grouping.LOGIC), "group")

    def waterfalls_by(self, by: Grouping | None) -> pl.DataFrame:
        """The waterfalls added up by case, logic or department; by None, all of them."""
        titles = {key: row["title"] for key, row in self.case_rows.items() if row["title"]}
        names = {Grouping.CASE: titles, Grouping.LOGIC: self.logic_names}.get(by, {}) if by else {}
        return grouped_waterfalls(Waterfalls.cast(self.waterfalls), Gaps.cast(self.gaps), by, names)

    @cached_property
    def gaps_by_case(self) -> dict[str, list[Row]]:
        """Gaps of each case, in the order of `gaps`."""
        return _grouped(self.gaps, "case_id")

    @cached_property
    def gaps_by_logic(self) -> dict[str, list[Row]]:
        """Gaps of each logic, in the order of `gaps`."""
        return _grouped(self.gaps, "logic")

    @cached_property
    def promised(self) -> dict[str, Row]:
        """What each benefit promised, by benefit_id."""
        return _keyed(self.benefits, "benefit_id")

    @cached_property
    def case_rows(self) -> dict[str, Row]:
        """Each case by case_id, in the order of its title; cases nobody described are there too."""
        described = _keyed(self.cases, "case_id")
        named = {row["case_id"]: row["case_title"] for row in self.gaps.iter_rows(named=True)}
        rows = {
            case_id: described.get(case_id) or {"case_id": case_id, "title": named[case_id]}
            for case_id in dict.fromkeys([*described, *named])
        }
        return dict(sorted(rows.items(), key=lambda item: _by_title(item[1])))

    @cached_property
    def kpi_rows(self) -> dict[str, Row]:
        """Each KPI by kpi_id."""
        return _keyed(self.kpis, "kpi_id")

    @cached_property
    def records(self) -> dict[str, pl.DataFrame]:
        """Observations of each KPI, in the order of time."""
        ordered = self.observations.sort("kpi_id", "period_end")
        return {str(key[0]): part for key, part in _parts(ordered, "kpi_id").items()}

    @cached_property
    def plans_of(self) -> dict[str, list[Row]]:
        """Interim targets of each benefit, in the order of time."""
        return _grouped(self.plans.sort("benefit_id", "period_end"), "benefit_id")

    @cached_property
    def planned_paths(self) -> dict[str, list[Row]]:
        """The planned level of each benefit at the days where it turns (`on`, `planned`)."""
        found = planned_paths(
            PromisedBenefits.cast(self.benefits),
            kpis=Kpis.cast(self.kpis),
            plans=Plans.cast(self.plans),
            as_of=self.as_of,
            thresholds=self.portfolio.thresholds,
        )
        return _grouped(found, "benefit_id")

    @cached_property
    def expected_paths(self) -> dict[str, pl.DataFrame]:
        """The level expected without the investment, of each benefit that was tested."""
        found = self.courses.expected_paths if self.courses else self._expected()
        return {str(key[0]): part for key, part in _parts(found, "benefit_id").items()}

    def _expected(self) -> pl.DataFrame:
        return expected_paths(
            PromisedBenefits.cast(self.benefits),
            cases=Cases.cast(self.cases),
            kpis=Kpis.cast(self.kpis),
            observations=Observations.cast(self.observations),
            plans=Plans.cast(self.plans),
            as_of=self.as_of,
            thresholds=self.portfolio.thresholds,
        )

    @cached_property
    def owners_of(self) -> dict[str, list[Row]]:
        """Who held which role, by case or benefit id."""
        return _grouped(self.owners.sort("subject", "from_on"), "subject")

    @cached_property
    def case_rows_of(self) -> dict[str, list[Row]]:
        """Every row that states something of a case, in the order of import."""
        return _grouped(self.case_versions.sort("import_no", maintain_order=True), "case_id")

    @cached_property
    def restated_of(self) -> dict[str, list[Row]]:
        """What was restated of each benefit, in the order of a promise."""
        return _grouped(self.restatements, "benefit_id")

    @cached_property
    def appraisals_of(self) -> dict[str, list[Row]]:
        """Appraisals of each case."""
        return _grouped(self.appraisals, "case_id")

    @cached_property
    def costs_of(self) -> dict[str, list[Row]]:
        """Costs of each case, by period and kind."""
        return _grouped(self.costs, "case_id")

    @cached_property
    def spent_in(self) -> dict[tuple[Any, ...], Row]:
        """The row that what was spent stands in, by case, period and kind."""
        rows = self.cost_versions.sort("import_no").iter_rows(named=True)
        key = ("case_id", "period_end", "kind")
        return {tuple(row[k] for k in key): row for row in rows if row["actual"] is not None}

    @cached_property
    def yearly_of(self) -> dict[str, list[Row]]:
        """Money by year of each case."""
        return _grouped(self.yearly, "case_id")

    @cached_property
    def decisions_of(self) -> dict[str, list[Row]]:
        """Decisions on each case or benefit, in the order of time."""
        return _grouped(self.decisions.sort("decided_on", "import_no", "row"), "subject")

    @cached_property
    def questions_of(self) -> dict[str, pl.DataFrame]:
        """The questions that the gaps of each case raise; of no case without a review."""
        if self.review is None:
            return {}
        return {str(key[0]): part for key, part in _parts(self.review.questions, "case_id").items()}

    @cached_property
    def moved_fields(self) -> dict[tuple[str, str], Row]:
        """Where a field of a benefit stands, for those that are not in the benefit's own row."""
        rows = self.elsewhere.iter_rows(named=True)
        return {(row["benefit_id"], row["column"]): row for row in rows}

    def place_of(self, row: Row, name: str) -> tuple[Row, str]:
        """The row that a field of a record stands in, and the field's name there.

        A case is merged from the rows of several files: its field stands in the last of those
        rows that says what the case has.
        """
        table, _, column = name.partition(".")
        if table == "cases" and "case_id" in row:
            rows = self.case_rows_of.get(row["case_id"], [])
            return next((one for one in reversed(rows) if one[column] == row[column]), row), name
        moved = self.moved_fields.get((row.get("benefit_id", ""), column))
        return (moved, moved["name"]) if moved and table == "benefits" else (row, name)

    @cached_property
    def paths(self) -> dict[str, str]:
        """Path of each source file, by source_id; of a file read again since, with its import."""
        rows = self.sources.sort("import_no").to_dicts()
        newest = {row["path"]: row["source_id"] for row in rows}
        return {
            row["source_id"]: row["path"]
            if newest[row["path"]] == row["source_id"]
            else f"{row['path']} (import {row['import_no']})"
            for row in rows
        }

    @cached_property
    def block_rows(self) -> dict[tuple[str, int], Row]:
        """Each block with its JSON columns read, by source_id and number."""
        return {
            (row["source_id"], row["block"]): row
            | {name: json.loads(row[name]) for name in ("columns", "unmatched", "set_aside")}
            for row in self.blocks.iter_rows(named=True)
        }

    @cached_property
    def logic_names(self) -> dict[str, str]:
        """Name of each logic as people say it."""
        named = dict(self.league.select("logic", "name").iter_rows())
        return {logic: named.get(logic) or logic for logic in [*named, *self.gaps_by_logic]}

    @cached_property
    def case_paths(self) -> dict[str, str]:
        """Path of each case's first page."""
        return {key: f"cases/{slug}.html" for key, slug in addresses(self.case_rows).items()}

    @cached_property
    def logic_paths(self) -> dict[str, str]:
        """Path of each logic's page."""
        return {key: f"logics/{slug}.html" for key, slug in addresses(self.logic_names).items()}

    @cached_property
    def benefit_links(self) -> dict[str, str]:
        """Path and anchor of each benefit."""
        links: dict[str, str] = {}
        for case_id, rows in self.gaps_by_case.items():
            anchors = addresses(row["benefit_id"] for row in rows)
            for index, chunk in enumerate(self.pages_of_case(case_id)):
                page = page_of_case(self.case_paths[case_id], index)
                links |= {(b := row["benefit_id"]): f"{page}#b-{anchors[b]}" for row in chunk}
        return links

    def pages_of_case(self, case_id: str) -> list[list[Row]]:
        """The gaps of a case as they lie on its pages, of which there is at least one."""
        rows = self.gaps_by_case.get(case_id, [])
        records = (self.records.get(row["kpi_id"] or "") for row in rows)
        points = [0 if record is None else record.height for record in records]
        return benefits_by_page(rows, points, costs=case_id in self.costs_of)


def page_of_case(first: str, index: int) -> str:
    """Path of a case's page number `index`, from 0.

    >>> page_of_case("cases/ferry.html", 0), page_of_case("cases/ferry.html", 1)
    ('cases/ferry.html', 'cases/ferry.2.html')
    """
    return first if index == 0 else f"{first.removesuffix('.html')}.{index + 1}.html"


def _keyed(frame: pl.DataFrame, key: str) -> dict[str, Row]:
    return {row[key]: row for row in frame.iter_rows(named=True)}


def _grouped(frame: pl.DataFrame, key: str) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        groups[row[key]].append(row)
    return dict(groups)


def _parts(frame: pl.DataFrame, key: str) -> dict[tuple[Any, ...], pl.DataFrame]:
    return frame.partition_by(key, as_dict=True, maintain_order=True)


def _by_title(row: Row) -> tuple[str, str]:
    return ((row.get("title") or row["case_id"]).casefold(), row["case_id"])
