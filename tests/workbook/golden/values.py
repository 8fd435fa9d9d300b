"""Values: money, percentages, days, durations, words, and blanks that say why."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workbook.books import Shown
from tests.workbook.golden.book import Golden

if TYPE_CHECKING:
    from tests.workbook.books import Cell

_REGISTER: list[Cell] = ["Case ID", "Benefit", "Baseline", "Target"]

GOLDEN = {
    "money in as many spellings as people have": Golden(
        """
        Case ID | Benefit | Annual saving
        C1      | A       | £2.4m
        C1      | B       | £8k
        C1      | C       | (1,200)
        C1      | D       | £1,234.50
        C1      | E       | -£500
        C1      | F       | 3 million
        """,
        {
            "benefits": """
                benefit_id | case_id | title | money_per_year | currency
                C1/a       | C1      | A     | 2400000        | GBP
                C1/b       | C1      | B     | 8000           | GBP
                C1/c       | C1      | C     | -1200          |
                C1/d       | C1      | D     | 1234.5         | GBP
                C1/e       | C1      | E     | -500           | GBP
                C1/f       | C1      | F     | 3000000        |
            """
        },
    ),
    "thousands in the header and millions in the cell": Golden(
        """
        Case ID | Benefit | Annual saving (£k)
        C1      | A       | 12
        C1      | B       | £1.5m
        """,
        {
            "benefits": """
                benefit_id | case_id | title | money_per_year | currency
                C1/a       | C1      | A     | 12000          | GBP
                C1/b       | C1      | B     | 1500000        | GBP
            """
        },
    ),
    "millions of dollars in the header": Golden(
        """
        Case ID | Benefit | Annual saving ($M)
        C1      | A       | 0.75
        """,
        {
            "benefits": """
                benefit_id | case_id | title | money_per_year | currency
                C1/a       | C1      | A     | 750000         | USD
            """
        },
    ),
    "the currency stands in the number format": Golden(
        {
            "Register": [
                ["Case ID", "Benefit", "Annual saving"],
                ["C1", "A", Shown(1200, "[$€-2] #,##0.00")],
            ]
        },
        {
            "benefits": """
                benefit_id | case_id | title | money_per_year | currency
                C1/a       | C1      | A     | 1200           | EUR
            """
        },
    ),
    "a remark beside a figure is a problem, and the figure is not guessed": Golden(
        """
        Case ID | Benefit | Baseline | Annual saving
        C1      | A       | 100      | approx. £2m
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline
                C1/a       | C1      | A     | 100
            """
        },
        problems="D2 money-per-year-not-a-number",
    ),
    "a column of decimal commas": Golden(
        """
        Case ID | Benefit | Baseline | Target
        C1      | A       | 1.234,56 | 1.000,5
        C1      | B       | 0,75     | 0,5
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/a       | C1      | A     | 1234.56  | 1000.5
                C1/b       | C1      | B     | 0.75     | 0.5
            """
        },
    ),
    "a column with both decimal marks leaves 1,234 with two readings": Golden(
        """
        Case ID | Benefit | Baseline | Target
        C1      | A       | '0,5     | 1
        C1      | B       | '0.5     | 1
        C1      | C       | '1,234   | 1
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/a       | C1      | A     | 0.5      | 1
                C1/b       | C1      | B     | 0.5      | 1
                C1/c       | C1      | C     |          | 1
            """
        },
        problems="C4 two-readings",
    ),
    "percentages by format, by text, by header and by unit": Golden(
        """
        Case ID | Benefit | Unit | Baseline | Target
        C1      | A       | %    | 85%      | 90%
        C1      | B       | %    | '85%     | '90 %
        C1      | C       | %    | 85       | 90
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | baseline | target
                C1/a       | C1      | A     | %    | 85       | 90
                C1/b       | C1      | B     | %    | 85       | 90
                C1/c       | C1      | C     | %    | 85       | 90
            """
        },
    ),
    "a percent sign in the headers": Golden(
        """
        Case ID | Benefit | Baseline (%) | Target (%)
        C1      | A       | 62           | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | baseline | target
                C1/a       | C1      | A     | %    | 62       | 80
            """
        },
    ),
    "a plain 0.85 beside 62% may be 0.85% or 85%": Golden(
        """
        Case ID | Benefit | Unit | Baseline | Target
        C1      | A       | %    | 62%      | 0.85
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | baseline
                C1/a       | C1      | A     | %    | 62
            """
        },
        problems="E2 units-differ",
    ),
    "a percent change of a measure in calls is a ratio of the baseline": Golden(
        """
        Case ID | Benefit | Unit  | Baseline | Target | Target kind
        C1      | A       | calls | 100      | -28%   | percent
        C1      | B       | calls | 100      | '-28%  | percent
        C1      | C       | calls | 100      | -0.28  | percent
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit  | baseline | target | target_kind
                C1/a       | C1      | A     | calls | 100      | -0.28  | percent
                C1/b       | C1      | B     | calls | 100      | -0.28  | percent
                C1/c       | C1      | C     | calls | 100      | -0.28  | percent
            """
        },
    ),
    "a reduction that is written as a positive percentage": Golden(
        """
        Case ID | Benefit | Unit  | Baseline | % reduction
        C1      | A       | calls | 100      | 20%
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit  | baseline | target | target_kind
                C1/a       | C1      | A     | calls | 100      | -0.2   | percent
            """
        },
    ),
    "days in words, numbers and cells": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date
        C1      | A       | 100      | 80     | 31/03/2025
        C1      | B       | 100      | 80     | 31 March 2025
        C1      | C       | 100      | 80     | 2025-03-31
        C1      | D       | 100      | 80     | Mar 2025
        C1      | E       | 100      | 80     | 2024/25
        C1      | F       | 100      | 80     | FY25 Q4
        C1      | G       | 100      | 80     | 01/02/2025
        """,
        {
            "benefits": "benefit_id | case_id | title | baseline | target | due_on\n"
            + "\n".join(f"C1/{t.lower()} | C1 | {t} | 100 | 80 | 2025-03-31" for t in "ABCDEF")
            + "\nC1/g | C1 | G | 100 | 80 | 2025-02-01"
        },
    ),
    "days of which no row tells day from month": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date
        C1      | A       | 100      | 80     | 03/04/2025
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/a       | C1      | A     | 100      | 80
            """
        },
        problems="E2 two-readings",
    ),
    "American days, told by one of them": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date
        C1      | A       | 100      | 80     | 03/04/2025
        C1      | B       | 100      | 80     | 12/31/2025
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | due_on
                C1/a       | C1      | A     | 100      | 80     | 2025-03-04
                C1/b       | C1      | B     | 100      | 80     | 2025-12-31
            """
        },
    ),
    "2011-12 among years is a year": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date
        C1      | A       | 100      | 80     | 2011-12
        C1      | B       | 100      | 80     | 2012-13
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | due_on
                C1/a       | C1      | A     | 100      | 80     | 2012-03-31
                C1/b       | C1      | B     | 100      | 80     | 2013-03-31
            """
        },
    ),
    "2011-12 among months is a December": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date
        C1      | A       | 100      | 80     | 2011-12
        C1      | B       | 100      | 80     | 2012-03
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | due_on
                C1/a       | C1      | A     | 100      | 80     | 2011-12-31
                C1/b       | C1      | B     | 100      | 80     | 2012-03-31
            """
        },
    ),
    "a lone 2011-12 may be a year or a December": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date
        C1      | A       | 100      | 80     | 2011-12
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/a       | C1      | A     | 100      | 80
            """
        },
        problems="E2 two-readings",
    ),
    "dates of the epoch of 1904": Golden(
        {
            "Register": [
                [*_REGISTER, "Due date"],
                ["C1", "A", 100, 80, dt.date(2025, 3, 31)],
            ]
        },
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | due_on
                C1/a       | C1      | A     | 100      | 80     | 2025-03-31
            """
        },
        edit=lambda book: setattr(book, "epoch", dt.datetime(1904, 1, 1)),  # noqa: DTZ001
    ),
    "durations in the unit of their row": Golden(
        """
        Case ID | Benefit | Unit    | Baseline       | Target
        C1      | A       | minutes | '11 min 24 s   | '5 min
        C1      | B       | seconds | '2 min         | '90 s
        C1      | C       | mm:ss   | '4:12          | '3:30
        C1      | D       | hours   | '1 day         | 12
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit    | baseline | target
                C1/a       | C1      | A     | minutes | 11.4     | 5
                C1/b       | C1      | B     | seconds | 120      | 90
                C1/c       | C1      | C     | min     | 4.2      | 3.5
                C1/d       | C1      | D     | hours   | 24       | 12
            """
        },
    ),
    "11:24 may be minutes or hours": Golden(
        """
        Case ID | Benefit | Unit    | Baseline | Target
        C1      | A       | minutes | '11:24   | 5
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit    | target
                C1/a       | C1      | A     | minutes | 5
            """
        },
        problems="D2 two-readings",
    ),
    "blanks that say why": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date | Annual saving
        C1      | A       | TBC      | 80     | n/a      | SD
        C1      | B       | 100      | 80     |          | Exempt under Section 43
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/a       | C1      | A     |          | 80
                C1/b       | C1      | B     | 100      | 80
            """
        },
        problems="""
            C2 stated-blank
            E2 stated-blank
            F2 stated-blank
            F3 stated-blank
        """,
    ),
    "figures that are withheld in a column that feeds no field": Golden(
        """
        Case ID | Case title | Sponsor | In-year forecast
        C1      | Railway    | A. Lee  | 12.5
        C2      | Submarine  | B. Ray  | Exempt under Section 24
        """,
        {
            "cases": """
                case_id | title     | sponsor | extra
                C1      | Railway   | A. Lee  | {"In-year forecast": "12.5"}
                C2      | Submarine | B. Ray  | {"In-year forecast": "Exempt under Section 24"}
            """
        },
        problems="D3 withheld",
    ),
    "an error cell and a formula never calculated": Golden(
        {
            "Register": [
                _REGISTER,
                ["C1", "A", "#DIV/0!", 80],
                ["C1", "B", "=C2*2", 80],
            ]
        },
        {
            "benefits": """
                benefit_id | case_id | title | target
                C1/a       | C1      | A     | 80
                C1/b       | C1      | B     | 80
            """
        },
        problems="""
            C2 error-cell
            C3 formula-without-value
        """,
    ),
    "classes, directions and statuses in other words": Golden(
        """
        Case ID | Benefit | Baseline | Target | Type of benefit | Direction | Is disbenefit | RAG
        C1      | A       | 100      | 80     | Cashable        | Down      | No            | Green
        C1      | B       | 100      | 120    | NCRB            | Increase  |               | Amber
        C1      | C       | 100      | 120    | Cashable        | Up        | Yes           | Red
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | class              | better | stated_status
                C1/a       | C1      | A     | 100      | 80     | cash_releasing     | lower  | Green
                C1/b       | C1      | B     | 100      | 120    | non_cash_releasing | higher | Amber
                C1/c       | C1      | C     | 100      | 120    | disbenefit         | higher | Red
            """
        },
    ),
    "an actual of nothing where something was to be reached is used and said": Golden(
        """
        Case ID | Benefit | Unit | Target | Actual
        C1      | A       | %    | 98     | 0
        C1      | B       | %    | 98     | 99.5
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | target | reported_actual
                C1/a       | C1      | A     | %    | 98     | 0
                C1/b       | C1      | B     | %    | 98     | 99.5
            """
        },
        problems="E2 zero-or-nothing",
    ),
}
