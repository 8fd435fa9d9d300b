"""Periods across a register: plans and actuals side by side, by year, quarter or date."""

from __future__ import annotations

from tests.workbook.golden.book import Golden

GOLDEN = {
    "planned and actual in one header row": Golden(
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Planned 2022/23 | Actual 2022/23 | Planned 2023/24 | Actual 2023/24
        C1      | C1-B1      | Calls   | 100      | 80     | 95              | 97             | 85              |
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | kpi_id
                C1-B1      | C1      | Calls | 100      | 80     | C1-B1
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2023-03-31 | 95
                C1-B1      | 2024-03-31 | 85
            """,
            "kpis": """
                kpi_id | name
                C1-B1  | Calls
            """,
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2022-04-01   | 2023-03-31 | 97
            """,
        },
    ),
    "plan and actual under each year of a header over two rows": Golden(
        """
        Case ID | Benefit ID | Benefit | 2022/23 |        | 2023/24 |        | Owner
                |            |         | Plan    | Actual | Plan    | Actual |
        C1      | C1-B1      | Calls   | 95      | 97     | 85      | 90     | A. Lee
        """,
        {
            "benefits": """
                benefit_id | case_id | title | kpi_id | owner
                C1-B1      | C1      | Calls | C1-B1  | A. Lee
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2023-03-31 | 95
                C1-B1      | 2024-03-31 | 85
            """,
            "kpis": "kpi_id | name\nC1-B1 | Calls",
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2022-04-01   | 2023-03-31 | 97
                C1-B1  | 2023-04-01   | 2024-03-31 | 90
            """,
        },
    ),
    "a group heading over three years says that they are planned": Golden(
        """
        Case ID | Benefit ID | Benefit | Baseline | Planned |      |      | Actual |
                |            |         |          | FY23    | FY24 | FY25 | FY23   | FY24
        C1      | C1-B1      | Calls   | 100      | 95      | 85   | 80   | 97     | 90
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | kpi_id
                C1-B1      | C1      | Calls | 100      | C1-B1
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2023-03-31 | 95
                C1-B1      | 2024-03-31 | 85
                C1-B1      | 2025-03-31 | 80
            """,
            "kpis": "kpi_id | name\nC1-B1 | Calls",
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2022-04-01   | 2023-03-31 | 97
                C1-B1  | 2023-04-01   | 2024-03-31 | 90
            """,
        },
    ),
    "quarters of a four-year plan, planned and executed in turn": Golden(
        """
        BPIN | META DE PRODUCTO | L.B | VALOR ESPERADO | T1. PLANEADO 2024 | T1. EJECUTADO 2024 | T2. PLANEADO 2024 | T.2 EJECUTADO 2024
        9001 | Árboles          | 0   | 4              | 1                 | 0.5                | 1                 | 0.75
        """,
        {
            "benefits": """
                benefit_id   | case_id | title   | baseline | target | kpi_id
                9001/arboles | 9001    | Árboles | 0        | 4      | 9001/arboles
            """,
            "plans": """
                benefit_id   | period_end | planned
                9001/arboles | 2024-03-31 | 1
                9001/arboles | 2024-06-30 | 1
            """,
            "kpis": "kpi_id | name\n9001/arboles | Árboles",
            "observations": """
                kpi_id       | period_start | period_end | value
                9001/arboles | 2024-01-01   | 2024-03-31 | 0.5
                9001/arboles | 2024-04-01   | 2024-06-30 | 0.75
            """,
        },
        problems="A2 case-id-is-a-number",
    ),
    "periods that say neither plan nor actual are asked about": Golden(
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | 2021/22 | 2022/23 | 2023/24
        C1      | C1-B1      | Calls   | 100      | 80     | 95      | 90      | 85
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | extra
                C1-B1      | C1      | Calls | 100      | 80     | {"2021/22": "95", "2022/23": "90", "2023/24": "85"}
            """,
        },
        problems="F1 plan-or-actual",
    ),
    "the sheet's name says that its periods are planned": Golden(
        """
        [Planned benefits]
        Case ID | Benefit ID | Benefit | 2021/22 | 2022/23 | 2023/24
        C1      | C1-B1      | Calls   | 95      | 90      | 85
        """,
        {
            "benefits": "benefit_id | case_id | title\nC1-B1 | C1 | Calls",
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2022-03-31 | 95
                C1-B1      | 2023-03-31 | 90
                C1-B1      | 2024-03-31 | 85
            """,
        },
    ),
    "periods beside a KPI and its baseline are the KPI's record": Golden(
        """
        Case ID | KPI           | Unit  | Baseline | Target | 2021-11 | 2021-12 | 2022-01
        C1      | Repeat calls  | calls | 100      | 80     | 98      | 97      | 95
        """,
        {
            "benefits": """
                benefit_id      | case_id | kpi_id          | unit  | baseline | target
                C1/repeat-calls | C1      | C1/repeat-calls | calls | 100      | 80
            """,
            "kpis": "kpi_id | name | unit\nC1/repeat-calls | Repeat calls | calls",
            "observations": """
                kpi_id          | period_start | period_end | value
                C1/repeat-calls | 2021-11-01   | 2021-11-30 | 98
                C1/repeat-calls | 2021-12-01   | 2021-12-31 | 97
                C1/repeat-calls | 2022-01-01   | 2022-01-31 | 95
            """,
        },
    ),
    "savings planned and made by year, with no other measure, are the benefit's own measure": Golden(
        """
        Case ID | Benefit ID | Benefit | Planned 2022/23 (£k) | Planned 2023/24 (£k) | Actual 2022/23 (£k) | Actual 2023/24 (£k)
        C1      | C1-B1      | Rent    | 10                   | 20                   | 8                   |
        """,
        {
            "benefits": """
                benefit_id | case_id | title | kpi_id
                C1-B1      | C1      | Rent  | C1-B1
            """,
            "plans": """
                benefit_id | period_end | planned_money
                C1-B1      | 2023-03-31 | 10000
                C1-B1      | 2024-03-31 | 20000
            """,
            "kpis": "kpi_id | name | unit\nC1-B1 | Rent | GBP",
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2022-04-01   | 2023-03-31 | 8000
            """,
        },
    ),
    "a year's savings planned and made are yearly money and what was realised": Golden(
        """
        Case ID | Benefit ID | Benefit | Planned savings 2023/24 (£k) | Actual savings 2023/24 (£k)
        C1      | C1-B1      | Rent    | 20                           | 8
        """,
        {
            "benefits": """
                benefit_id | case_id | title | due_on     | money_per_year | currency | reported_money | reported_on
                C1-B1      | C1      | Rent  | 2024-03-31 | 20000          | GBP      | 8000           | 2024-03-31
            """,
        },
    ),
    "money by year beside a measure in calls: what was planned is money, what was made is kept": Golden(
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Planned 2023 (£) | Planned 2024 (£) | Actual 2023 (£) | Actual 2024 (£)
        C1      | C1-B1      | Calls   | 100      | 80     | 900              | 1000             | 500             | 600
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | extra
                C1-B1      | C1      | Calls | 100      | 80     | {"Actual 2023 (£)": "500", "Actual 2024 (£)": "600"}
            """,
            "plans": """
                benefit_id | period_end | planned_money
                C1-B1      | 2023-12-31 | 900
                C1-B1      | 2024-12-31 | 1000
            """,
        },
        problems="""
            H1 money-by-period
            I1 money-by-period
        """,
    ),
    "years beside their own quarters are not counted twice": Golden(
        """
        Case ID | Benefit ID | Benefit | Plan Q1 2024 | Actual Q1 2024 | Plan Q2 2024 | Actual Q2 2024 | Plan 2024
        C1      | C1-B1      | Trees   | 1            | 2              | 3            | 4              | 8
        """,
        {
            "benefits": """
                benefit_id | case_id | title | kpi_id | extra
                C1-B1      | C1      | Trees | C1-B1  | {"Plan 2024": "8"}
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2024-03-31 | 1
                C1-B1      | 2024-06-30 | 3
            """,
            "kpis": "kpi_id | name\nC1-B1 | Trees",
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2024-01-01   | 2024-03-31 | 2
                C1-B1  | 2024-04-01   | 2024-06-30 | 4
            """,
        },
        problems="H1 periods-overlap",
    ),
    "a column that adds up quarters, and does not where one was changed": Golden(
        """
        Case ID | Benefit ID | Benefit | Plan Q1 2024 | Plan Q2 2024 | Total plan 2024
        C1      | C1-B1      | Trees   | 1            | 3            | 4
        C1      | C1-B2      | Bushes  | 1.5          | 3            | 5
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | extra
                C1-B1      | C1      | Trees  | {"Total plan 2024": "4"}
                C1-B2      | C1      | Bushes | {"Total plan 2024": "5"}
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2024-03-31 | 1
                C1-B1      | 2024-06-30 | 3
                C1-B2      | 2024-03-31 | 1.5
                C1-B2      | 2024-06-30 | 3
            """,
        },
        problems="F3 total-disagrees",
    ),
    "real date cells under Planned and Actual": Golden(
        """
        Case ID | Benefit ID | Benefit | Planned    |            |            | Actual     |
                |            |         | 2024-01-31 | 2024-02-29 | 2024-03-31 | 2024-01-31 | 2024-02-29
        C1      | C1-B1      | Calls   | 95         | 90         | 85         | 97         | 94
        """,
        {
            "benefits": "benefit_id | case_id | title | kpi_id\nC1-B1 | C1 | Calls | C1-B1",
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2024-01-31 | 95
                C1-B1      | 2024-02-29 | 90
                C1-B1      | 2024-03-31 | 85
            """,
            "kpis": "kpi_id | name\nC1-B1 | Calls",
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2024-01-01   | 2024-01-31 | 97
                C1-B1  | 2024-02-01   | 2024-02-29 | 94
            """,
        },
    ),
}
