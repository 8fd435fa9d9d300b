"""Plans and actuals in rows in turn, and years that are counted from a start."""

from tests.workbook.golden.book import Golden

GOLDEN = {
    "plan and actual in rows in turn": Golden(
        """
        Case ID | Benefit ID | Benefit | Owner  | Plan/Actual | Q1 2024 | Q2 2024 | Q3 2024
        C1      | C1-B1      | Calls   | A. Lee | Plan        | 95      | 90      | 85
                |            |         |        | Actual      | 97      | 93      |
        C1      | C1-B2      | Visits  | B. Ray | Plan        | 50      | 40      | 30
                |            |         |        | Actual      | 49      | 44      |
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | owner  | kpi_id
                C1-B1      | C1      | Calls  | A. Lee | C1-B1
                C1-B2      | C1      | Visits | B. Ray | C1-B2
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2024-03-31 | 95
                C1-B1      | 2024-06-30 | 90
                C1-B1      | 2024-09-30 | 85
                C1-B2      | 2024-03-31 | 50
                C1-B2      | 2024-06-30 | 40
                C1-B2      | 2024-09-30 | 30
            """,
            "kpis": "kpi_id | name\nC1-B1 | Calls\nC1-B2 | Visits",
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2024-01-01   | 2024-03-31 | 97
                C1-B1  | 2024-04-01   | 2024-06-30 | 93
                C1-B2  | 2024-01-01   | 2024-03-31 | 49
                C1-B2  | 2024-04-01   | 2024-06-30 | 44
            """,
        },
        aside="""
            3: gives the actuals of row 2
            5: gives the actuals of row 4
        """,
    ),
    "rows in turn that repeat what they are about, the actual first": Golden(
        """
        Case ID | Benefit ID | Benefit | Line   | Jan-24 | Feb-24
        C1      | C1-B1      | Calls   | Actual | 97     | 93
        C1      | C1-B1      | Calls   | Target | 95     | 90
        """,
        {
            "benefits": """
                benefit_id | case_id | title | kpi_id
                C1-B1      | C1      | Calls | C1-B1
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2024-01-31 | 95
                C1-B1      | 2024-02-29 | 90
            """,
            "kpis": "kpi_id | name\nC1-B1 | Calls",
            "observations": """
                kpi_id | period_start | period_end | value
                C1-B1  | 2024-01-01   | 2024-01-31 | 97
                C1-B1  | 2024-02-01   | 2024-02-29 | 93
            """,
        },
        aside="3: gives what was planned for row 2",
    ),
    "years that are counted from each benefit's own start": Golden(
        """
        Case ID | Benefit ID | Benefit | Start date | Baseline | Year 1 plan | Year 2 plan
        C1      | C1-B1      | Calls   | 2023-04-01 | 100      | 95          | 90
        C1      | C1-B2      | Visits  | 2024-06-15 | 50       | 40          | 30
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | start_on   | baseline
                C1-B1      | C1      | Calls  | 2023-04-01 | 100
                C1-B2      | C1      | Visits | 2024-06-15 | 50
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2024-03-31 | 95
                C1-B1      | 2025-03-31 | 90
                C1-B2      | 2025-06-14 | 40
                C1-B2      | 2026-06-14 | 30
            """,
        },
    ),
    "years that are counted from the one that the sheet states": Golden(
        """
        Benefits profile
        Year 1: | 2023/24

        Case ID | Benefit ID | Benefit | Unit  | Planned Year 1 | Planned Year 2
        C1      | C1-B1      | Calls   | calls | 95             | 90
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit
                C1-B1      | C1      | Calls | calls
            """,
            "plans": """
                benefit_id | period_end | planned
                C1-B1      | 2024-03-31 | 95
                C1-B1      | 2025-03-31 | 90
            """,
        },
        aside="""
            1: stands above the table
            2: stands above the table
        """,
    ),
    "years that are counted from a start nobody states are asked about": Golden(
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Year 1 plan | Year 2 plan
        C1      | C1-B1      | Calls   | 100      | 80     | 95          | 90
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1-B1      | C1      | Calls | 100      | 80
            """,
        },
        problems="F2 year-without-start",
    ),
}
