"""Money: scales, signs, currencies and decimal marks."""

from __future__ import annotations

from tests.workbook.books import Shown
from tests.workbook.golden.book import Golden

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
}
