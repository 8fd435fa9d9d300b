"""The commands as a user types them, on files the tests write."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner

from bcr.cli import group
from bcr.cli.group import main
from tests.offices import write_office

if TYPE_CHECKING:
    from click.testing import Result

DONE, COULD_NOT_RUN, FOUND_PROBLEMS = 0, 2, 3


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_office(tmp_path / "office")


def bcr(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def rows(*words: str) -> list[dict[str, Any]]:
    result = bcr(*words, "--format", "json")
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


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


def test_a_target_that_is_no_number_is_a_problem_with_its_cell_and_exit_code_3(
    office: Path,
) -> None:
    result = bcr("check", str(office))

    assert result.exit_code == FOUND_PROBLEMS
    assert 'register.xlsx, Register!J6\n    "approx. 40"' in result.stdout
    assert "[target-not-a-number]" in result.stdout


def test_check_as_json_names_each_table_with_its_range_and_rows(office: Path) -> None:
    checked = {row["file"].rpartition("/")[2]: row for row in rows("check", str(office))}

    register = checked["register.xlsx"]
    assert register["status"] == "problems"
    table = register["tables"][0]
    assert (table["sheet"], table["range"], table["holds"], table["rows"]) == (
        "Register", "A3:N6", "benefits", 3,
    )  # fmt: skip
    assert table["set_aside"] == [
        {"row": 1, "reason": "stands above the table"},
        {"row": 7, "reason": "is a total"},
    ]
    assert checked["days.csv"]["status"] == "read"


def test_check_stores_nothing(office: Path, tmp_path: Path) -> None:
    bcr("check", str(office))

    assert not (tmp_path / "bcr.duckdb").exists()


def test_importing_twice_says_unchanged_and_changes_no_output(office: Path) -> None:
    bcr("import", str(office))
    before = [bcr(name, "--format", "json").stdout for name in ("compare", "logic")]

    again = bcr("import", str(office))

    assert again.exit_code == DONE
    assert again.stdout.count("unchanged") == 2
    assert [bcr(name, "--format", "json").stdout for name in ("compare", "logic")] == before


def test_a_strict_import_keeps_a_file_with_an_error_out_and_the_others_go_in(
    office: Path,
) -> None:
    result = bcr("import", "--strict", str(office))

    assert result.exit_code == FOUND_PROBLEMS
    assert "imported   " in result.stdout
    assert "refused    " in result.stdout
    assert rows("compare") == []


def test_an_edited_workbook_is_a_new_version_beside_the_approved_one(office: Path) -> None:
    bcr("import", str(office))
    workbook = openpyxl.load_workbook(office / "register.xlsx")
    workbook["Register"]["J4"] = 10
    workbook.save(office / "register.xlsx")

    bcr("import", str(office))

    def target(*options: str) -> object:
        return {row["benefit_id"]: row["target"] for row in rows("compare", *options)}["H-1-A"]

    assert (target(), target("--basis", "latest")) == (5, 10)
    assert "1 benefit was restated since" in bcr("compare").stderr
    told = [row for row in rows("history", "H-1-A") if row["field"] == "target"]
    assert [(row["old"], row["new"]) for row in told] == [(None, "5.0"), ("5.0", "10.0")]
    assert [row["source_cell"] for row in told] == ["Register!J4"] * 2
    steps = {step["figure"]: step for step in rows("trace", "H-1-A")}
    assert steps["target"]["source_file"].endswith("register.xlsx (import 2)")
    assert steps["target"]["cell_says"] is None


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


def test_a_path_that_is_not_there_is_said_without_a_traceback(office: Path) -> None:
    result = bcr("import", "nowhere")

    assert office.exists()
    assert result.exit_code == COULD_NOT_RUN
    assert result.stderr.startswith("bcr: nowhere: there is no such file or folder")


def test_comparing_before_importing_says_what_to_do(office: Path) -> None:
    result = bcr("compare")

    assert office.exists()
    assert result.exit_code == COULD_NOT_RUN
    assert "import" in result.stderr


def test_excels_lock_files_are_no_workbooks(office: Path) -> None:
    (office / "~$register.xlsx").write_bytes(b"lock")

    assert all("~$" not in row["file"] for row in rows("check", str(office)))


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


def test_a_config_with_an_unknown_key_is_named_with_the_known_ones(
    office: Path, tmp_path: Path
) -> None:
    bcr("import", str(office))
    (tmp_path / "bcr.toml").write_text('titel = "Office"\n', encoding="utf-8")

    result = bcr("compare")

    assert result.exit_code == COULD_NOT_RUN
    assert "there is no key `titel`; there are title, currency" in result.stderr


def test_the_report_has_a_page_a_case_and_can_be_written_again(
    office: Path, tmp_path: Path
) -> None:
    bcr("import", str(office))

    assert bcr("report", "-o", str(tmp_path / "site")).exit_code == DONE
    first = {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    (tmp_path / "site/manifest.json").unlink()
    for path in first:
        path.unlink(missing_ok=True)
    bcr("report", "-o", str(tmp_path / "site"))

    assert tmp_path / "site/cases/H-1.html" in first
    assert all(path.read_bytes() == content for path, content in first.items())


def test_a_report_that_is_whole_and_made_from_the_same_is_left_as_it_is(
    office: Path, tmp_path: Path
) -> None:
    bcr("import", str(office))
    page = tmp_path / "site/index.html"

    def reported(*options: str) -> tuple[bool, int]:
        told = bcr(*options, "report", "-o", str(page.parent)).stderr
        return "as they were" in told, page.stat().st_ino

    (new, first), (again, second) = reported(), reported()
    page.write_text("another page", encoding="utf-8")
    (mended, third) = reported()
    (tmp_path / "other.toml").write_text('title = "Another"', encoding="utf-8")
    (renamed, _) = reported("--config", str(tmp_path / "other.toml"))

    assert (new, again, mended, renamed) == (False, True, False, False)
    assert first == second != third


def test_the_template_is_a_workbook_that_check_understands(tmp_path: Path) -> None:
    file = tmp_path / "new.xlsx"

    assert bcr("template", str(file)).exit_code == DONE
    assert bcr("template", str(file)).exit_code == COULD_NOT_RUN
    assert bcr("check", str(file)).exit_code in {DONE, FOUND_PROBLEMS}


def test_help_loads_none_of_the_heavy_parts() -> None:
    """Nor any command: every start waits for what is loaded here."""
    heavy = ("polars", "duckdb", "altair", "dataframely", "openpyxl", "python_calamine", "rich",
             "bcr.model", "bcr.cli.figures")  # fmt: skip
    code = (
        "import sys; from bcr.cli.group import main; main(['--help'], standalone_mode=False); "
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )

    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )

    assert printed.stdout.splitlines()[-1] == "[]"


def test_a_worker_loads_no_part_of_the_command_line() -> None:
    """Each runs the start script's imports again."""
    code = "import sys; from bcr.cli import main; print('click' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_every_command_is_where_it_is_looked_for() -> None:
    for file in Path(group.__file__).parent.glob("*.py"):
        import_module(f"bcr.cli.{file.stem}")

    assert set(main.commands) == set(group.COMMANDS)
    for name, (room, _) in group.COMMANDS.items():
        called = main.commands[name].callback
        assert called is not None
        assert called.__module__ == f"bcr.cli.{room}"


def test_a_bug_of_ours_is_said_in_one_line_with_exit_code_1(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bcr.workflow.workbooks.find_files", lambda _: 1 / 0)

    result = bcr("import", str(office))

    assert result.exit_code == 1
    assert result.stderr.startswith("bcr: a bug of ours: ZeroDivisionError")


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
