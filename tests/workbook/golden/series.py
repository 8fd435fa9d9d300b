"""KPI series: a row a period, a column a period, weeks, and targets beside them."""

from tests.workbook.golden.book import Golden

_JANUARY_AND_FEBRUARY = """
    kpi_id | period_start | period_end | value
    Calls  | 2024-01-01   | 2024-01-31 | 100
    Calls  | 2024-02-01   | 2024-02-29 | 90
"""

GOLDEN = {
    "a row a month": Golden(
        """
        KPI   | Month  | Value
        Calls | Jan-24 | 100
        Calls | Feb-24 | 90
        """,
        {"kpis": "kpi_id\nCalls", "observations": _JANUARY_AND_FEBRUARY},
    ),
    "a column a month, below a title": Golden(
        """
        Monthly performance

        KPI   | Jan-24 | Feb-24 | Mar-24
        Calls | 100    | 90     |
        """,
        {"kpis": "kpi_id\nCalls", "observations": _JANUARY_AND_FEBRUARY},
        aside="1: stands above the table",
    ),
    "a row a week, by its Monday": Golden(
        """
        KPI   | Date       | Value
        Calls | 2024-01-01 | 100
        Calls | 2024-01-08 | 90
        Calls | 2024-01-15 | 95
        """,
        {
            "kpis": "kpi_id\nCalls",
            "observations": """
                kpi_id | period_start | period_end | value
                Calls  | 2024-01-01   | 2024-01-07 | 100
                Calls  | 2024-01-08   | 2024-01-14 | 90
                Calls  | 2024-01-15   | 2024-01-21 | 95
            """,
        },
    ),
    "a column a week, by its last day": Golden(
        """
        KPI   | 2024-01-07 | 2024-01-14 | 2024-01-21
        Calls | 100        | 90         | 95
        """,
        {
            "kpis": "kpi_id\nCalls",
            "observations": """
                kpi_id | period_start | period_end | value
                Calls  | 2024-01-01   | 2024-01-07 | 100
                Calls  | 2024-01-08   | 2024-01-14 | 90
                Calls  | 2024-01-15   | 2024-01-21 | 95
            """,
        },
    ),
    "days that are no weeks are not understood as months": Golden(
        """
        KPI   | Date       | Value
        Calls | 2024-01-01 | 100
        Calls | 2024-01-02 | 90
        Calls | 2024-01-03 | 95
        Calls | 2024-01-04 | 91
        Calls | 2024-01-05 | 92
        """,
        problems="""
            - no-benefits-table
            - series-has-another-dimension
        """,
        refused="Tables seen: Register!A1:C6",
    ),
    "quarters of financial years that begin in July": Golden(
        """
        KPI   | Q1 2023/24 | Q2 2023/24 | Q3 2023/24
        Calls | 100        | 90         | 95
        """,
        {
            "kpis": "kpi_id\nCalls",
            "observations": """
                kpi_id | period_start | period_end | value
                Calls  | 2023-07-01   | 2023-09-30 | 100
                Calls  | 2023-10-01   | 2023-12-31 | 90
                Calls  | 2024-01-01   | 2024-03-31 | 95
            """,
        },
        year_starts=7,
    ),
    "a period still to come has no row and never a zero": Golden(
        """
        KPI   | Unit  | Jan-24 | Feb-24 | Mar-24
        Calls | calls | 100    | 90     | TBC
        """,
        {"kpis": "kpi_id | unit\nCalls | calls", "observations": _JANUARY_AND_FEBRUARY},
        problems="E2 stated-blank",
    ),
    "a total below months that is not their sum": Golden(
        """
        KPI    | Apr-24 | May-24 | Jun-24
        Calls  | 100    | 90     | 80
        Visits | 50     | 40     | 30
        Total  | 150    | 130    | 120
        """,
        {
            "kpis": "kpi_id\nCalls\nVisits",
            "observations": """
                kpi_id | period_start | period_end | value
                Calls  | 2024-04-01   | 2024-04-30 | 100
                Calls  | 2024-05-01   | 2024-05-31 | 90
                Calls  | 2024-06-01   | 2024-06-30 | 80
                Visits | 2024-04-01   | 2024-04-30 | 50
                Visits | 2024-05-01   | 2024-05-31 | 40
                Visits | 2024-06-01   | 2024-06-30 | 30
            """,
        },
        problems="D4 total-disagrees",
        aside="4: is a total",
    ),
}
