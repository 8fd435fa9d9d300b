"""KPIs with names that are like each other, as a user meets them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bcr.cli.group import main

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = (
    "Case ID,Benefit ID,Benefit,KPI,Unit,Baseline,Target,Start date,Target date\n"
    "C1,C1-B1,Answer sooner,WAIT,days,15,5,2022-04-01,2022-12-31\n"
)
KPIS = "KPI ID,Name,Unit,Aggregation\nWAIT,Average wait time,days,mean\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register, its KPI, and an extract that calls the KPI by a shorter name."""
    monkeypatch.chdir(tmp_path)
    months = [(year, month) for year in (2021, 2022, 2023) for month in range(1, 13)]
    lines = [f"Avg wait time,{y}-{m:02},{15 if (y, m) < (2022, 4) else 10}\n" for y, m in months]
    files = {"register": REGISTER, "kpis": KPIS, "extract": "KPI,Period,Value\n" + "".join(lines)}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def imported(*files: str) -> str:
    return CliRunner().invoke(main, ["import", *files]).stderr


def actual() -> float | None:
    (row,) = json.loads(CliRunner().invoke(main, ["compare", "--format", "json"]).stdout)
    found: float | None = row["actual"]
    return found


def test_a_name_like_a_known_one_is_said_and_not_joined(folder: Path) -> None:
    imported("register.csv", "kpis.csv")

    said = imported("extract.csv")

    assert "KPI “Avg wait time” is like “Average wait time” (WAIT); nothing was joined." in said
    assert actual() is None
    assert folder.is_dir()


def test_the_line_that_import_offers_joins_the_record_once_it_is_in_bcr_toml(folder: Path) -> None:
    said = imported("register.csv", "kpis.csv", "extract.csv")
    offered = said[said.index("  [crosswalk]") :]
    (folder / "bcr.toml").write_text(offered, encoding="utf-8")

    assert actual() == 10.0


def test_what_is_confirmed_is_not_asked_again(folder: Path) -> None:
    line = '[crosswalk]\n"Avg wait time" = { kpi_id = "WAIT", confirmed_by = "Ann Lee" }\n'
    (folder / "bcr.toml").write_text(line, encoding="utf-8")

    assert "is like" not in imported("register.csv", "kpis.csv", "extract.csv")


def test_ids_that_look_alike_of_two_kpis_that_are_described_are_two(folder: Path) -> None:
    two = "HO-RECALL,Repairs reported again\nHO-RENTCALLS,Calls about rent\n"
    (folder / "kpis.csv").write_text(
        "KPI ID,Name,Unit,Aggregation\n" + two.replace("\n", ",%,mean\n")
    )
    register = REGISTER + REGISTER.splitlines()[1].replace("B1", "B2") + "\n"
    register = register.replace("WAIT", "HO-RECALL", 1).replace("WAIT", "HO-RENTCALLS", 1)
    (folder / "register.csv").write_text(register, encoding="utf-8")

    assert "is like" not in imported("register.csv", "kpis.csv")
