"""Problems with what a cell says."""

from __future__ import annotations

from bcr.provenance import Severity
from tests.workbook.catalogue.example import Example

CELLS = (
    Example(
        "currencies-differ",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Annual saving | Currency
        C-A     | P-1        | Calls   | '£12          | EUR
        """,
        "Register!D2",
        "£12",
        "This is in GBP, the row's currency column says EUR; give one currency a row.",
    ),
    Example(
        "due-on-not-a-date",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Target date
        C-A     | P-1        | Calls   | 100      | 80     | soon
        """,
        "Register!F2",
        "soon",
        "Due on: Write a date such as 31/03/2025, and remarks elsewhere.",
    ),
    Example(
        "error-cell",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | #N/A
        """,
        "Register!E2",
        "#N/A",
        "The formula gives an error; mend it in Excel.",
    ),
    Example(
        "formula-without-value",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | =D2*0.8
        """,
        "Register!E2",
        "=D2*0.8",
        "The formula has no stored value; open the file in Excel and save it.",
    ),
    Example(
        "impossible-date",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Target date
        C-A     | P-1        | Calls   | 100      | 80     | '31/02/2024
        """,
        "Register!F2",
        "31/02/2024",
        "Due on: There is no such day; correct the cell.",
    ),
    Example(
        "not-yes-or-no",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Disbenefit
        C-A     | P-1        | Calls   | 100      | 80     | perhaps
        """,
        "Register!F2",
        "perhaps",
        "Write yes or no.",
    ),
    Example(
        "percent-or-ratio",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit  | Unit | Baseline | Target
        C-A     | P-1        | Answered | %    | 0.6      | 0.8
        """,
        "Register!E2",
        "0.6",
        "No percentage of this table is above 1, so all may be ratios; they were "
        "taken as points. Give the cells the percent format, or set `ratios = true` "
        "in a layout file.",
    ),
    Example(
        "period-not-understood",
        Severity.ERROR,
        """
        KPI ID | Period  | Value
        K-1    | 2024-01 | 5
        K-1    | later   | 6
        """,
        "Register!B3",
        "later",
        "Write a period such as 2024-03, Mar-24, 2023/24 or Q1 2024.",
    ),
    Example(
        "share-out-of-range",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Share
        C-A     | P-1        | Calls   | 100      | 80     | 1.5
        """,
        "Register!F2",
        "1.5",
        "Share: It must be at least 0 and at most 1.",
    ),
    Example(
        "stated-blank",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | TBC
        """,
        "Register!E2",
        "TBC",
        "Read as no target; fill it in when it is known.",
    ),
    Example(
        "target-in-doubt",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Unit  | Baseline | Target improvement
        C-A     | P-1        | Calls   | calls | 100      | 20
        """,
        "Register!F2",
        "20",
        "Nothing says whether better is higher or lower, so an improvement may be "
        "either; fill in which is better, or give the level to reach.",
    ),
    Example(
        "target-not-a-number",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | approx. 80
        """,
        "Register!E2",
        "approx. 80",
        "Target: Write a number alone; move remarks to a notes column.",
    ),
    Example(
        "two-readings",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Target date
        C-A     | P-1        | Calls   | 100      | 80     | '03/04/2024
        """,
        "Register!F2",
        "03/04/2024",
        "Due on: This may be 3 April 2024 or 4 March 2024, and no row of its column "
        "tells; make it a date cell, or set date_order in a layout file.",
    ),
    Example(
        "template-year-not-a-year",
        Severity.ERROR,
        """
        Case ID | Case title | Sponsor | Template year
        C-A     | Ferry      | A. Lee  | 2018, updated 2021
        """,
        "Register!D2",
        "2018, updated 2021",
        "Template year: Write one year in four digits, 1990 to 2100, such as 2018, and remarks "
        "elsewhere.",
    ),
    Example(
        "units-differ",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Unit  | Baseline | Target
        C-A     | P-1        | Calls   | calls | 100      | '80%
        """,
        "Register!F2",
        "80%",
        "A percentage stands in a measure of calls: give the level, or say it is a change.",
    ),
    Example(
        "unknown-class",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Benefit class
        C-A     | P-1        | Calls   | 100      | 80     | odd
        """,
        "Register!F2",
        "odd",
        "Not a known class; write one of: cash_releasing, non_cash_releasing, "
        "cost_avoidance, income, quantified, qualitative, disbenefit.",
    ),
)
