"""A new case beside the illustrative portfolio."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from bcr.cli.group import main

FOLDER = Path(__file__).parent.parent / "cases" / "contact-centre"
HEADERS = ("Case ID", "Case title", "Benefit ID", "Title", "Logic", "KPI", "Unit", "Baseline",
           "Target", "Start on", "Due on")  # fmt: skip


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    store = tmp_path_factory.mktemp("history") / "bcr.duckdb"
    options = ["--store", str(store), "--config", str(FOLDER / "bcr.toml")]
    CliRunner().invoke(main, [*options, "import", str(FOLDER)])
    return options


def appraise(options: list[str], path: Path, *more: str) -> Result:
    return CliRunner().invoke(main, [*options, "appraise", str(path), *more])


def rows_of(options: list[str], path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(appraise(options, path, "--format", "json").stdout)
    return rows


def write(path: Path, *benefits: tuple[str | int | None, ...]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Benefits"
    for row in (HEADERS, *benefits):
        sheet.append(row)
    book.save(path)
    return path


def write_priced(path: Path, *logics: str) -> Path:
    """A case that costs 100,000 once, with a benefit of 60,000 a year on each logic."""
    book = Workbook()
    benefits, costs, cases = (book.active, book.create_sheet("Costs"), book.create_sheet("Cases"))
    assert benefits is not None
    benefits.title = "Benefits"
    benefits.append((*HEADERS, "Class", "Money per year", "Currency", "Price base"))
    for n, logic in enumerate(logics):
        row = ("N1", "Harbour", f"N1-B{n}", f"Dredged {n}", logic, None, "tonnes", 40000, 30000,
               "2025-04-01", "2025-04-30", "Cash-releasing", 60000, "GBP", "2025/26")  # fmt: skip
        benefits.append(row)
    costs.append(("Case ID", "Period end", "Kind", "Intended", "Actual"))
    costs.append(("N1", "2026-03-31", "capital", 100000, None))
    costs.append(("N1", "2028-03-31", "running", 0, None))
    cases.append(("Case ID", "Case title", "Department", "Price base"))
    cases.append(("N1", "Harbour", "Port", "2025/26"))
    book.save(path)
    return path


def money_of(options: list[str], path: Path) -> dict[str, Any]:
    told = appraise(options, path, "--of", "money", "--format", "json").stdout
    (row,) = json.loads(told)
    assert isinstance(row, dict)
    return row


def bot(logic: str | None, title: str = "Parking chatbot") -> tuple[str | int | None, ...]:
    return ("N1", title, "N1-B1", "Fewer calls", logic, "CS-CALLS", "calls a month", 40000, 30000,
            "2025-09-01", "2026-08-31")  # fmt: skip


def test_a_new_case_is_set_at_what_cases_on_its_logic_came_to(
    options: list[str], tmp_path: Path
) -> None:
    (row,) = rows_of(options, write(tmp_path / "new.xlsx", bot("Chatbot")))
    assert (row["reference"], row["suggested"], row["cases"]) == ("chatbot", False, 3)
    assert row["share_p20"] < row["share_p50"] < row["share_p80"] < 0
    assert row["p50"] == pytest.approx(40000 - 10000 * row["share_p50"])


def test_it_says_what_the_case_lacks_and_who_claims_the_kpi_already(
    options: list[str], tmp_path: Path
) -> None:
    (row,) = rows_of(options, write(tmp_path / "new.xlsx", bot("Chatbot")))
    assert "Data source named" in row["lacks"]
    assert row["claimed_by"] == "CC-03"


def test_a_case_that_names_no_logic_is_held_against_the_suggested_one_and_says_so(
    options: list[str], tmp_path: Path
) -> None:
    (row,) = rows_of(options, write(tmp_path / "new.xlsx", bot(None)))
    assert (row["logic"], row["reference"], row["suggested"]) == ("unclassified", "chatbot", True)


def test_no_case_is_appraised_by_itself(options: list[str]) -> None:
    rows = rows_of(options, FOLDER / "housing-register.xlsx")
    chatbot = [row for row in rows if row["reference"] == "chatbot"]
    assert {row["cases"] for row in chatbot} == {2}


def test_net_present_value_stands_as_stated_beside_what_like_cases_came_to(
    options: list[str], tmp_path: Path
) -> None:
    path = write_priced(tmp_path / "priced.xlsx", "Online self-service")
    row, (benefit,) = money_of(options, path), rows_of(options, path)
    worth = row["npv"] + row["costs"]
    assert (row["class"], row["costs"]) == ("cash_releasing", pytest.approx(100_000))
    assert 150_000 < worth < 180_000
    for at in ("p20", "p50", "p80"):
        share = benefit[f"share_{at}"]
        assert row[f"npv_{at}"] == pytest.approx(share * worth - row["costs"])
        assert row[f"bcr_{at}"] == pytest.approx(share * worth / row["costs"])


def test_it_is_not_known_whether_a_case_pays_where_history_is_silent_on_a_benefit(
    options: list[str], tmp_path: Path
) -> None:
    path = write_priced(tmp_path / "priced.xlsx", "Online self-service", "")
    row = money_of(options, path)
    assert row["reason"] == "history says nothing of 1 of its benefits"
    assert row["npv"] > 0
    assert row["npv_p50"] is row["bcr_p20"] is None


def test_nothing_of_it_is_stored(options: list[str], tmp_path: Path) -> None:
    rows_of(options, write(tmp_path / "new.xlsx", bot("Chatbot")))
    compared = CliRunner().invoke(main, [*options, "compare", "--format", "json"]).stdout
    assert "N1-B1" not in compared


def test_a_page_is_written_where_asked(options: list[str], tmp_path: Path) -> None:
    done = appraise(options, write(tmp_path / "new.xlsx", bot("Chatbot")), "--page",
                    str(tmp_path / "page"))  # fmt: skip
    assert done.exit_code == 0
    assert "Like cases mostly stayed below plan" in (tmp_path / "page/index.html").read_text()


def test_an_empty_store_and_a_workbook_without_benefits_are_told_apart(
    options: list[str], tmp_path: Path
) -> None:
    empty = write(tmp_path / "empty.xlsx")
    assert "no benefit was found" in appraise(options, empty).stderr
    fresh = ["--store", str(tmp_path / "none.duckdb"), *options[2:]]
    done = appraise(fresh, write(tmp_path / "new.xlsx", bot("Chatbot")))
    assert done.exit_code == 2
