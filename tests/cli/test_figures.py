"""Commands that give figures, as a user types them, on files the tests write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from tests.cli.commands import COULD_NOT_RUN, bcr, rows

if TYPE_CHECKING:
    from pathlib import Path


def test_a_promise_of_15_to_5_days_now_at_10_is_half_realised(office: Path) -> None:
    bcr("import", str(office))

    waits = {row["benefit_id"]: row for row in rows("compare")}["H-1-A"]

    assert waits["realised_share"] == pytest.approx(0.5)
    assert waits["actual_kind"] == "measured"
    assert waits["source_cell"] == "Register!J4"


def test_the_columns_of_compare_begin_as_other_programs_rely_on(office: Path) -> None:
    bcr("import", str(office))

    assert list(rows("compare")[0])[:29] == [
        "benefit_id", "case_id", "title", "logic", "class", "department", "unit", "better",
        "baseline", "target", "start_on", "due_on", "planned_to_date", "actual", "actual_kind",
        "realised_share", "status", "evidence", "verdict", "reason", "expected_without", "change",
        "change_low", "change_high", "intended_money", "realised_money", "gap_money",
        "source_file", "source_cell",
    ]  # fmt: skip


def test_the_columns_of_logic_begin_as_other_programs_rely_on(office: Path) -> None:
    bcr("import", str(office))

    assert list(rows("logic")[0])[:20] == [
        "logic", "name", "cases", "benefits", "due", "measured", "coverage", "realised_share",
        "low", "high", "bound_low", "bound_high", "proven_share", "next_low", "next_high",
        "intended_money", "realised_money", "gap_money", "verdict", "rank",
    ]  # fmt: skip


def test_benefits_put_together_are_a_row_a_group(office: Path) -> None:
    bcr("import", str(office))

    by_case = {row["group"]: row for row in rows("compare", "--by", "case")}
    assert (by_case["H-1"]["name"], by_case["H-1"]["benefits"]) == ("Repairs portal", 2)
    assert by_case["H-1"]["realised_share"] == pytest.approx((0.5 + 0.75) / 2)
    assert by_case["H-2"]["not_scorable"] == 1
    (housing,) = rows("compare", "--by", "department")
    assert (housing["group"], housing["cases"], housing["due"]) == ("Housing", 2, 3)
    assert [row["name"] for row in rows("compare", "--by", "objective")] == ["not stated"]
    assert {row["name"] for row in rows("compare", "--by", "logic")} == {"Channel shift", "Chatbot"}


def test_benefits_put_together_fit_a_table(office: Path) -> None:
    bcr("import", str(office))

    header, *lines = bcr("compare", "--by", "owner").stdout.splitlines()

    assert header.split()[:3] == ["name", "cases", "benefits"]
    assert [line.split("  ")[0] for line in lines] == ["Ann Lee", "Bo Day"]


def test_trace_ends_at_the_cells_and_reads_them_again(office: Path) -> None:
    bcr("import", str(office))

    steps = {step["figure"]: step for step in rows("trace", "H-1-A")}

    assert steps["target"]["source_cell"] == "Register!J4"
    assert steps["target"]["cell_says"] == "5"
    assert steps["HSG-DAYS to 2023-12-31"]["source_cell"] == "days!D37"
    assert steps["realised share of H-1-A"]["value"] == "0.5"


def test_a_cell_of_a_file_that_changed_since_is_not_quoted(office: Path) -> None:
    bcr("import", str(office))
    (office / "register.xlsx").write_bytes(b"PK something else")

    steps = {step["figure"]: step for step in rows("trace", "H-1-A")}

    assert steps["target"]["cell_says"] is None


def test_an_unknown_id_is_answered_with_those_like_it(office: Path) -> None:
    bcr("import", str(office))

    result = bcr("trace", "H1-A")

    assert result.exit_code == COULD_NOT_RUN
    assert "H-1-A" in result.stderr


def test_a_case_and_a_logic_trace_down_to_their_benefits(office: Path) -> None:
    bcr("import", str(office))

    assert any("H-1-A" in step["figure"] for step in rows("trace", "H-1"))
    assert any("H-1-A" in step["figure"] for step in rows("trace", "channel_shift"))


def test_rows_go_to_a_file_in_the_format_its_name_says(office: Path, tmp_path: Path) -> None:
    bcr("import", str(office))

    for ending, read in (("csv", pl.read_csv), ("parquet", pl.read_parquet)):
        file = tmp_path / f"gaps.{ending}"
        bcr("compare", "--output", str(file))
        assert sorted(read(file)["benefit_id"]) == ["H-1-A", "H-1-B", "H-2-A"]
    bcr("compare", "--output", str(tmp_path / "gaps.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "gaps.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["benefit_id", "H-1-A", "H-1-B", "H-2-A"]


def test_the_as_of_date_is_the_last_day_in_the_data_and_said(office: Path) -> None:
    bcr("import", str(office))

    assert "as of 2023-12-31" in bcr("compare").stderr
    assert "as of 2022-12-31" in bcr("compare", "--as-of", "2022-12-31").stderr


def test_a_formula_in_a_title_is_text_in_the_csv(office: Path) -> None:
    workbook = openpyxl.load_workbook(office / "register.xlsx")
    workbook["Register"]["E4"] = "-cmd|calc"
    workbook.save(office / "register.xlsx")
    bcr("import", str(office))

    written = bcr("compare", "--format", "csv").stdout

    assert ",'-cmd|calc," in written


def test_money_is_put_into_real_terms_by_a_table_of_deflators_that_was_imported(
    office: Path,
) -> None:
    """Capital of 100 in the base year and 110 spent a year later, when prices stood 10% higher."""
    (office / "costs.csv").write_text(
        "Case ID,Period end,Kind,Intended,Actual\n"
        "H-1,2022-03-31,capital,100,\nH-1,2023-03-31,capital,,110\n"
    )
    (office / "cases.csv").write_text(
        "Case ID,Case title,Stage,Price base\nH-1,Portal,FBC,2021/22\n"
    )
    (office / "deflators.csv").write_text(
        "Financial year,Deflator,Currency\n2021/22,100,GBP\n2022/23,110,GBP\n"
    )
    bcr("import", str(office))

    flows = [row for row in rows("money", "--by", "year") if row["flow"] == "cost"]
    lines = {row["line"]: row for row in flows if row["year"] == 2023}

    assert lines["measured"]["real"] == pytest.approx(100)
    assert lines["measured"]["present_value"] == pytest.approx(100 / 1.035)
    assert {row["benefits"] for row in rows("money", "--by", "case")} == {0}
    assert "discounted at 3.5% a year" in bcr("money", "--by", "case").stderr
