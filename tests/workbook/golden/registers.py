"""Registers: what stands above, below, between and beside their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workbook.golden.book import Golden

if TYPE_CHECKING:
    from openpyxl import Workbook


def _hide(book: Workbook) -> None:
    sheet = book["Register"]
    sheet.sheet_state = "hidden"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True


def _merge_case(book: Workbook) -> None:
    book["Register"].merge_cells("A2:A3")


GOLDEN = {
    "a title block above and blank columns before": Golden(
        """
         |  | Benefits register
         |  | Housing            | as at   | 2024-03-31

         |  | Case ID            | Benefit | Baseline | Target
         |  | C1                 | Calls   | 100      | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/calls   | C1      | Calls | 100      | 80
            """
        },
        aside="""
            1: stands above the table
            2: stands above the table
        """,
    ),
    "a header far down, below instructions": Golden(
        """
        Benefits realisation tracker
        How to use this sheet
        1. Fill in one row for each benefit.
        2. Update the actual every quarter.
        3. Send it to the portfolio office.

        Case ID | Benefit | Baseline | Target
        C1      | Calls   | 100      | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/calls   | C1      | Calls | 100      | 80
            """
        },
        aside="\n".join(f"{row}: stands above the table" for row in range(1, 6)),
    ),
    "a header that comes again down the sheet": Golden(
        """
        Case ID | Benefit | Baseline | Target
        C1      | Calls   | 100      | 80

        Case ID | Benefit | Baseline | Target
        C2      | Visits  | 50       | 20
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | baseline | target
                C1/calls   | C1      | Calls  | 100      | 80
                C2/visits  | C2      | Visits | 50       | 20
            """
        },
        aside="4: repeats the header",
    ),
    "blank rows and columns within a table": Golden(
        """
        Case ID |  | Benefit | Baseline |  | Target

        C1      |  | Calls   | 100      |  | 80


        C1      |  | Visits  | 50       |  | 20
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | baseline | target
                C1/calls   | C1      | Calls  | 100      | 80
                C1/visits  | C1      | Visits | 50       | 20
            """
        },
    ),
    "two tables below each other": Golden(
        """
        Business cases
        Case ID | Case title | Sponsor | Approved cost
        C1      | Telephony  | A. Lee  | 1000

        Benefits
        Benefit ID | Case ID | Benefit | Baseline | Target
        C1-B1      | C1      | Calls   | 100      | 80
        """,
        {
            "cases": """
                case_id | title     | sponsor | approved_cost
                C1      | Telephony | A. Lee  | 1000
            """,
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1-B1      | C1      | Calls | 100      | 80
            """,
        },
        aside="""
            1: stands above the table
            5: stands above the table
        """,
    ),
    "two registers side by side": Golden(
        """
        Case ID | Benefit | Baseline | Target |  | Case ID | Benefit | Baseline | Target
        C1      | Calls   | 100      | 80     |  | C2      | Letters | 10       | 5
        C1      | Visits  | 50       | 20     |  |         |         |          |
        """,
        {
            "benefits": """
                benefit_id | case_id | title   | baseline | target
                C1/calls   | C1      | Calls   | 100      | 80
                C1/visits  | C1      | Visits  | 50       | 20
                C2/letters | C2      | Letters | 10       | 5
            """
        },
    ),
    "a register with a KPI series beside it": Golden(
        """
        Case ID | Benefit | KPI ID | Baseline | Target |  | KPI ID | Period | Value
        C1      | Calls   | K1     | 100      | 80     |  | K1     | Jan-24 | 95
                |         |        |          |        |  | K1     | Feb-24 | 93
        """,
        {
            "benefits": """
                benefit_id | case_id | title | kpi_id | baseline | target
                C1/calls   | C1      | Calls | K1     | 100      | 80
            """,
            "kpis": "kpi_id\nK1",
            "observations": """
                kpi_id | period_start | period_end | value
                K1     | 2024-01-01   | 2024-01-31 | 95
                K1     | 2024-02-01   | 2024-02-29 | 93
            """,
        },
    ),
    "a hidden sheet, row and column are read and said": Golden(
        """
        Case ID | Benefit | Baseline | Target
        C1      | Calls   | 100      | 80
        C1      | Visits  | 50       | 20
        [Front page]
        Nothing to see
        """.replace("Case ID |", "[Register]\n        Case ID |", 1),
        {
            "benefits": """
                benefit_id | case_id | title  | baseline | target
                C1/calls   | C1      | Calls  | 100      | 80
                C1/visits  | C1      | Visits | 50       | 20
            """
        },
        problems="""
            Register!- hidden-sheet
            Register!- hidden-rows
            Register!- hidden-columns
            Front page!- sheet-not-used
        """,
        edit=_hide,
    ),
    "a case merged over its benefits": Golden(
        """
        Case ID | Benefit | Baseline | Target
        C1      | Calls   | 100      | 80
                | Visits  | 50       | 20
        C2      | Letters | 10       | 5
        """,
        {
            "benefits": """
                benefit_id | case_id | title   | baseline | target
                C1/calls   | C1      | Calls   | 100      | 80
                C1/visits  | C1      | Visits  | 50       | 20
                C2/letters | C2      | Letters | 10       | 5
            """
        },
        edit=_merge_case,
    ),
    "a workbook with no register is answered with what was seen": Golden(
        """
        [Model]
        Discount rate | 3.5%
        Cost per head | 1200
        """,
        problems="""
            - no-benefits-table
            - sheet-not-used
        """,
        refused="Sheets seen: “Model”",
    ),
}
