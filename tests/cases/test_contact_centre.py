"""The illustrative portfolio: reproduced, as large as it should be, and true to truth.json."""

from __future__ import annotations

import csv
import datetime as dt
import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.cases.conftest import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

NAME = "contact-centre"
FOLDER = CASES / NAME
KINDS = {
    "works", "short", "no_effect", "backfires", "drift", "faded", "late", "claimed_twice",
    "never_measured", "reported_only", "not_scorable", "maintained", "not_due",
    "baseline_overstated", "reported_rosier", "owner_left", "dates_contradict",
}  # fmt: skip
LARGEST = 200_000
QUARTER_OF_MOVEMENT = 0.25

Sheets = dict[tuple[str, str], "Worksheet"]


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    """What was planted."""
    planted: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    return planted


@pytest.fixture(scope="module")
def all_sheets(sheets: Callable[[str], Sheets]) -> Sheets:
    """Every sheet of the portfolio."""
    return sheets(NAME)


def test_the_script_reproduces_every_file(
    rewritten: Callable[[str], dict[str, bytes]], committed: Callable[[str], dict[str, bytes]]
) -> None:
    assert rewritten(NAME) == committed(NAME)


def test_no_file_is_large(committed: Callable[[str], dict[str, bytes]]) -> None:
    assert all(len(content) < LARGEST for content in committed(NAME).values())


def test_the_portfolio_is_called_illustrative() -> None:
    settings = tomllib.loads((FOLDER / "bcr.toml").read_text(encoding="utf-8"))
    assert settings["illustrative"] is True


def test_the_portfolio_has_the_size_it_should_have(truth: dict[str, Any]) -> None:
    benefits = truth["benefits"]
    assert 24 <= len({each["case_id"] for each in benefits}) <= 28
    assert len({each["logic"] for each in benefits}) == len(truth["logics"]) == 8
    assert len({each["file"] for each in benefits}) == 5
    assert 60 <= len(benefits) <= 75


def test_every_kind_is_planted(truth: dict[str, Any]) -> None:
    planted = {kind for each in truth["benefits"] for kind in each["kinds"]}
    assert planted >= KINDS
    assert any(each["moved_wrong"] for each in truth["counter_kpis"].values())
    assert truth["comparators"]
    assert truth["claimed_twice"]


def test_stated_figures_are_those_of_the_workbooks(
    truth: dict[str, Any], all_sheets: Sheets
) -> None:
    for benefit in truth["benefits"]:
        written = _beside(all_sheets, benefit["file"], benefit["benefit_id"])
        for figure in (benefit["baseline"], benefit["target"]):
            if figure is not None:
                shares = (figure, round(figure / 100, 4))
                assert any(way in written for way in shares), benefit["benefit_id"]
        assert dt.datetime.fromisoformat(benefit["start_on"]) in written


def test_every_planted_fault_stands_in_its_cell(truth: dict[str, Any], all_sheets: Sheets) -> None:
    assert len(truth["problems"]) == 5
    for fault in truth["problems"]:
        assert all_sheets[fault["file"], fault["sheet"]][fault["cell"]].value == fault["found"]


def test_an_overstated_baseline_differs_from_the_record_by_over_a_quarter_of_the_movement(
    truth: dict[str, Any],
) -> None:
    for benefit in truth["benefits"]:
        if benefit.get("recorded_baseline") is None or benefit["kinds"][0] == "maintained":
            continue
        off = abs(benefit["baseline"] - benefit["recorded_baseline"])
        part = off / abs(benefit["target"] - benefit["baseline"])
        overstated = "baseline_overstated" in benefit["kinds"]
        assert (part > QUARTER_OF_MOVEMENT) == overstated, benefit["benefit_id"]
        assert overstated or part <= QUARTER_OF_MOVEMENT / 5, benefit["benefit_id"]


def test_what_works_is_seen_and_what_backfires_is_seen_to(truth: dict[str, Any]) -> None:
    for benefit in truth["benefits"]:
        chief, seen = benefit["kinds"][0], benefit.get("seen_share")
        if chief in ("works", "late", "drift") and "before_due" not in benefit["kinds"]:
            assert seen > 0.7, benefit["benefit_id"]
        if chief == "backfires" and "baseline_overstated" not in benefit["kinds"]:
            assert seen < -0.4, benefit["benefit_id"]


def test_a_restated_target_was_the_approved_one(truth: dict[str, Any], all_sheets: Sheets) -> None:
    targets = {each["benefit_id"]: each["target"] for each in truth["benefits"]}
    rows = all_sheets["portfolio-office.xlsx", "Decisions"].iter_rows(min_row=2, values_only=True)
    restated = {str(row[0]): float(str(row[3])) for row in rows if row[2] == "Target"}
    assert restated
    assert restated == {benefit: targets[benefit] for benefit in restated}


def test_an_owner_left_before_the_due_date(truth: dict[str, Any]) -> None:
    due = {each["benefit_id"]: each["due_on"] for each in truth["benefits"]}
    assert all(due[benefit] > until for benefit, until in truth["owners_left"].items())


def test_every_kpi_has_six_years_of_months_but_for_the_gaps(truth: dict[str, Any]) -> None:
    with (FOLDER / "kpis-customer-services.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    months: dict[str, set[str]] = {}
    for row in rows:
        if row["Value"]:
            months.setdefault(row["KPI ID"], set()).add(row["Period"])
    assert months.pop("CS-CONT") == {p for p in months["CS-FCR"] if p >= "2022-04"}
    for kpi, known in months.items():
        assert len(known) == 72 - len(truth["gaps"].get(kpi, [])), kpi


def _beside(all_sheets: Sheets, file: str, benefit_id: str) -> list[object]:
    """What is written on the row of a benefit, or on the sheet that bears its id."""
    if (file, benefit_id) in all_sheets:
        rows = all_sheets[file, benefit_id].iter_rows(values_only=True)
        return [value for row in rows for value in row]
    for (name, title), sheet in all_sheets.items():
        if name == file and title not in ("Plans", "Owners", "Decisions"):
            for row in sheet.iter_rows(values_only=True):
                if benefit_id in row:
                    return list(row)
    return []
