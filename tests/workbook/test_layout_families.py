"""Families of workbooks as published ones are built, each read whole by its layout file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bcr.workbook.layouts.layout_file import read_layout
from tests.workbook.books import block, column, only, records, rules, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bcr.workbook.layouts.layout import Layout
    from tests.workbook.books import Read

    Told = Callable[[str], Layout]

#: A band of years, a second band, a total of everything, and only then the header.
RATES_OLD = """
    [By agency]
    Agency | FY 2015 IP Rate
    DHS    | 0.02
    [By programme]
           |                     | FY 2014   |           | FY 2015   |           |
           |                     | IP Amount | IP Rate   | IP Amount | IP Rate   |
           | Government-wide     | 124       | 0.04      | 137       | 0.044     |
    Agency | Programme           | FY 2014 IP Amount ($M) | FY 2014 IP Rate | FY 2015 IP Amount ($M) | FY 2015 IP Rate | FY2016 Est. IP %
    DHS    | Disaster relief     | 4.6       | 0.011     | 1.4       | 0.0064    | 0.005
    DHS    | Border security     | 0.1       | 0.0005    |           |           |
    VA     | Community care      | 311       | 0.092     | 2142.7    | 0.55      | 0.53

           | SUBTOTAL            | 124       | 0.04      | 137       | 0.044     |
"""  # noqa: E501
OLD = """
    files = ["rates_2015.xlsx"]
    year_starts = 10
    ratios = true
    [[table]]
    sheet = "By programme"
    [table.columns]
    cases.department = "Agency"
    benefits.title = "Programme"
    benefits.baseline = "FY 2015 IP Rate"
    benefits.target = "FY2016 Est. IP %"
    benefits.reported_money = "FY 2015 IP Amount ($M)"
    [table.derived]
    benefits.benefit_id = "{department}: {title}"
    [table.constants]
    cases.case_id = "rates"
    benefits.unit = "%"
    benefits.better = "lower"
    [[table.periods]]
    headers = "{period} IP Rate"
    field = "observations.value"
"""
#: Years later: a row a programme and year, other names, one sheet.
RATES_NEW = """
    [All results]
    Agency | Programme name  | Fiscal year | Improper amount ($M) | Improper rate | Reduction target
    DHS    | Disaster relief | 2023        | 1.2                  | 0.006         | 0.005
    DHS    | Disaster relief | 2024        | 1.1                  | 0.0055        | 0.004
    VA     | Community care  | 2024        | 416.6                | 0.019         |
"""
NEW = """
    files = ["rates_202*.xlsx"]
    ratios = true
    [[table]]
    [table.columns]
    cases.department = "Agency"
    benefits.title = "Programme name"
    benefits.baseline = "Improper rate"
    benefits.target = "Reduction target"
    benefits.reported_money = "Improper amount ($M)"
    [table.derived]
    benefits.benefit_id = "{department}: {title}"
    [table.constants]
    cases.case_id = "rates"
    benefits.unit = "%"
    [[table.where]]
    column = "Fiscal year"
    values = [2024]
"""


def layouts(folder: Path, *texts: str) -> list[Layout]:
    """Give the layouts of these texts."""
    found = []
    for number, text in enumerate(texts):
        path = folder / f"family_{number}.toml"
        path.write_text(text, encoding="utf-8")
        found.append(read_layout(path))
    return found


def test_a_header_below_bands_and_a_total_is_found_by_its_names(read: Read, tmp_path: Path) -> None:
    told = layouts(tmp_path, OLD, NEW)
    reading = read(RATES_OLD, name="rates_2015.xlsx", layouts=told)
    assert block(reading).range == "A4:G7"
    assert set(block(reading).set_aside) == {1, 2, 3, 9}
    rates = {row["benefit_id"]: row for row in records(reading, "benefits")}
    care = rates["VA: Community care"]
    assert (care["baseline"], care["target"], care["reported_money"]) == (55.0, 53.0, 2142.7e6)
    border = rates["DHS: Border security"]
    assert (border["baseline"], border["target"], border["reported_money"]) == (None, None, None)
    seen = [
        (row["kpi_id"], row["period_end"], row["value"]) for row in records(reading, "observations")
    ]
    assert seen[:2] == [
        ("DHS: Disaster relief", dt.date(2014, 9, 30), 1.1),
        ("DHS: Disaster relief", dt.date(2015, 9, 30), 0.64),
    ]
    assert len(seen) == 5


def test_each_year_of_a_family_that_was_rebuilt_is_read_by_its_own_layout(
    read: Read, tmp_path: Path
) -> None:
    told = layouts(tmp_path, OLD, NEW)
    reading = read(RATES_NEW, name="rates_2024.xlsx", layouts=told)
    assert column(reading, "benefits.benefit_id") == ["DHS: Disaster relief", "VA: Community care"]
    assert column(reading, "benefits.baseline") == [0.55, 1.9]
    assert column(reading, "benefits.target") == [0.4, None]
    crossed = read(RATES_NEW, name="rates_2015.xlsx", layouts=told)
    assert not crossed.records
    assert rules(crossed) == {"layout-sheet-went"}


PLAN = """
    [Plan]
    Programa | L.B | Código | Meta | L.B | Unidad | Tendencia | Esperado | T1. PLANEADO 2024 | T1. EJECUTADO 2024 | T2. PLANEADO 2024 | T.2 EJECUTADO 2024 | TOTAL PLANEADO 2024 | TOTAL EJECUTADO 2024
    Parques  | 9   | '0012 | Siembra | 100 | Número | I | 160 | 10 | 9 | 12 |    | 22 | 9
    Parques  | 9   | '0013 | Riego   | 20% | Porcentaje | I | 0.5 | 0.1 | 0.1 | 0.2 | 0.1 | 0.15 | 0.2
    Aulas    | 9   | '0014 | Cupos   | SD  | Número | M | 40 |    |    |    |    | 5 | 0
"""  # noqa: E501
PLANNED = """
    year_starts = 1
    ratios = true
    [[table]]
    sheet = "Plan"
    headers = ["Meta", "L.B"]
    [table.columns]
    benefits.logic = "Programa"
    benefits.benefit_id = "Código"
    benefits.title = "Meta"
    benefits.baseline = { letter = "E", header = "L.B" }
    benefits.unit = "Unidad"
    benefits.better = "Tendencia"
    benefits.target = "Esperado"
    [table.constants]
    cases.case_id = "plan"
    kpis.aggregation = "cumulative"
    [[table.periods]]
    headers = "T{quarter}. PLANEADO {year}"
    field = "plans.planned"
    [[table.periods]]
    headers = "T{quarter}. EJECUTADO {year}"
    field = "observations.value"
    [[table.totals]]
    headers = "TOTAL PLANEADO {year}"
    of = "plans.planned"
    [[table.totals]]
    headers = "TOTAL EJECUTADO {year}"
    of = "observations.value"
"""


def test_a_plan_by_quarters_is_read_whole_and_its_totals_are_compared(
    read: Read, told: Told
) -> None:
    reading = read(PLAN, layouts=[told(PLANNED)])
    assert column(reading, "benefits.benefit_id") == ["plan/0012", "plan/0013", "plan/0014"]
    assert column(reading, "benefits.baseline") == [100.0, 20.0, None]
    assert column(reading, "plans.planned") == [10.0, 12.0, 10.0, 20.0]
    assert column(reading, "observations.value") == [9.0, 10.0, 10.0]
    assert [cell for cell, rule in said(reading) if rule == "total-differs"] == ["M3"]


def test_a_plan_whose_baseline_moved_is_refused_with_where_it_is_now(
    read: Read, told: Told
) -> None:
    drifted = PLAN.replace("Programa | L.B", "Programa | Línea").replace(
        "Meta | L.B", "Meta | Nota"
    )
    drifted = drifted.replace("Unidad |", "L.B |")
    reading = read(drifted, layouts=[told(PLANNED)])
    assert said(reading) == [("F1", "layout-column-moved")]
    assert rules(reading) == {"layout-column-moved", "layout-column-went"}
    assert any("“L.B” is now in F" in problem.message for problem in reading.problems)
    assert not reading.records


def test_a_flat_list_keeps_its_rows_apart_by_case_and_row(read: Read, told: Told) -> None:
    layout = told("""
        year_starts = 1
        [[table]]
        header = 1
        [table.columns]
        cases.case_id = "identifier"
        benefits.title = "indicator"
        benefits.target = "target_value"
        benefits.start_on = { letter = "D", header = "start" }
        [table.derived]
        benefits.benefit_id = "{case_id}/{row}"
    """)
    reading = read(
        """
        identifier | indicator | target_value | start
        XM-1       | Schools   | '80          | 2016-01-01
        """,
        layouts=[layout],
    )
    benefit = only(reading, "benefits")
    assert (benefit["benefit_id"], benefit["target"]) == ("XM-1/2", 80.0)
    assert benefit["start_on"] == dt.date(2016, 1, 1)
