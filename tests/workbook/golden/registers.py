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
    "a total that is the sum of its rows": Golden(
        """
        Case ID | Benefit | Annual saving (£k)
        C1      | Calls   | 8
        C1      | Visits  | 2.5
        Total   |         | 10.5
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | money_per_year | currency
                C1/calls   | C1      | Calls  | 8000           | GBP
                C1/visits  | C1      | Visits | 2500           | GBP
            """
        },
        aside="4: is a total",
    ),
    "a total that is not the sum of its rows is said and not repaired": Golden(
        """
        Case ID | Benefit | Annual saving (£)
        C1      | Calls   | 8000
        C1      | Visits  | 2000
        Total   |         | 11000
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | money_per_year | currency
                C1/calls   | C1      | Calls  | 8000           | GBP
                C1/visits  | C1      | Visits | 2000           | GBP
            """
        },
        problems="C4 total-disagrees",
        aside="4: is a total",
    ),
    "subtotals of groups and a grand total of all": Golden(
        """
        Case ID | Benefit  | Owner  | Annual saving
        C1      | Calls    | A. Lee | 8000
        C1      | Visits   | A. Lee | 2000
                | Subtotal |        | 10000
        C2      | Letters  | A. Lee | 500
        C2      | Emails   | A. Lee | 300
                | Subtotal |        | 900
        Grand total |      |        | 10800
        """,
        {
            "benefits": """
                benefit_id | case_id | title   | owner  | money_per_year
                C1/calls   | C1      | Calls   | A. Lee | 8000
                C1/visits  | C1      | Visits  | A. Lee | 2000
                C2/letters | C2      | Letters | A. Lee | 500
                C2/emails  | C2      | Emails  | A. Lee | 300
            """
        },
        problems="D7 total-disagrees",
        aside="""
            4: is a total
            7: is a total
            8: is a total
        """,
    ),
    "a total above its rows": Golden(
        """
        Case ID | Benefit | Owner  | Annual saving
        Overall |         |        | 10000
        C1      | Calls   | A. Lee | 8000
        C1      | Visits  | A. Lee | 2000
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | owner  | money_per_year
                C1/calls   | C1      | Calls  | A. Lee | 8000
                C1/visits  | C1      | Visits | A. Lee | 2000
            """
        },
        aside="2: is a total",
    ),
    "an average in a row of totals is no wrong sum": Golden(
        """
        Case ID | Benefit | Unit | Target | Annual saving
        C1      | Calls   | %    | 80     | 100
        C1      | Visits  | %    | 90     | 300
        Total   |         |      | 85     | 400
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | unit | target | money_per_year
                C1/calls   | C1      | Calls  | %    | 80     | 100
                C1/visits  | C1      | Visits | %    | 90     | 300
            """
        },
        aside="4: is a total",
    ),
    "notes below a total": Golden(
        """
        Case ID | Benefit | Baseline | Annual saving
        C1      | Calls   | 100      | 8000
        C1      | Visits  | 50       | 2000
        Total   |         |          | 10000

        Savings are in 2021/22 prices.
        Source  | Finance system, extract of June
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | baseline | money_per_year
                C1/calls   | C1      | Calls  | 100      | 8000
                C1/visits  | C1      | Visits | 50       | 2000
            """
        },
        aside="""
            4: is a total
            6: is a note or heading
            7: is a note below the table
        """,
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
    "projects as headings above their benefits, and departments above those": Golden(
        """
        Benefit ID         | Benefit | Baseline | Target
        Housing directorate
        Project: Telephony
        B1                 | Calls   | 100      | 80
        Project: Web forms
        B2                 | Visits  | 50       | 20
        Department of Planning
        B3                 | Letters | 10       | 5
        """,
        {
            "cases": """
                case_id                         | title     | department
                telephony                       | Telephony | Housing directorate
                web-forms                       | Web forms | Housing directorate
                register/department-of-planning |           | Department of Planning
            """,
            "benefits": """
                benefit_id                         | case_id                         | title   | baseline | target
                telephony/B1                       | telephony                       | Calls   | 100      | 80
                web-forms/B2                       | web-forms                       | Visits  | 50       | 20
                register/department-of-planning/B3 | register/department-of-planning | Letters | 10       | 5
            """,
        },
        problems="- no-case-named",
        aside="""
            2: is a heading: the department of the rows below it
            3: is a heading: the case of the rows below it
            5: is a heading: the case of the rows below it
            7: is a heading: the department of the rows below it
        """,
    ),
    "headings that another sheet knows as cases": Golden(
        """
        [Cases]
        Case ID | Case title    | Sponsor
        P7      | New telephony | A. Lee
        P8      | Web forms     | B. Ray
        [Benefits]
        Benefit ID    | Benefit | Baseline | Target
        New telephony
        B1            | Calls   | 100      | 80
        Web forms
        B2            | Visits  | 50       | 20
        """,
        {
            "cases": """
                case_id | title         | sponsor
                P7      | New telephony | A. Lee
                P8      | Web forms     | B. Ray
            """,
            "benefits": """
                benefit_id | case_id | title  | baseline | target
                P7/B1      | P7      | Calls  | 100      | 80
                P8/B2      | P8      | Visits | 50       | 20
            """,
        },
        aside="""
            Benefits!2: is a heading: the case of the rows below it
            Benefits!4: is a heading: the case of the rows below it
        """,
    ),
    "headings of classes": Golden(
        """
        Case ID | Benefit | Baseline | Target
        Cashable benefits
        C1      | Calls   | 100      | 80
        Non-cashable
        C1      | Visits  | 50       | 20
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | class              | baseline | target
                C1/calls   | C1      | Calls  | cash_releasing     | 100      | 80
                C1/visits  | C1      | Visits | non_cash_releasing | 50       | 20
            """
        },
        aside="""
            2: is a heading: the class of the rows below it
            4: is a heading: the class of the rows below it
        """,
    ),
    "headings whose column says what they are": Golden(
        """
        Project / benefit | Baseline | Target | Owner
        Telephony
        Calls             | 100      | 80     | A. Lee
        Web forms
        Visits            | 50       | 20     | B. Ray
        """,
        {
            "cases": """
                case_id   | title
                telephony | Telephony
                web-forms | Web forms
            """,
            "benefits": """
                benefit_id       | case_id   | title  | baseline | target | owner
                telephony/calls  | telephony | Calls  | 100      | 80     | A. Lee
                web-forms/visits | web-forms | Visits | 50       | 20     | B. Ray
            """,
        },
        aside="""
            2: is a heading: the case of the rows below it
            4: is a heading: the case of the rows below it
        """,
    ),
    "headings that may be anything are set aside": Golden(
        """
        Case ID | Benefit | Baseline | Target
        Quick wins
        C1      | Calls   | 100      | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/calls   | C1      | Calls | 100      | 80
            """
        },
        aside="2: is a note or heading",
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
