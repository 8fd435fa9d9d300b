"""Days: their order, their epochs, and 2011-12."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workbook.books import Shown
from tests.workbook.golden.book import Golden

if TYPE_CHECKING:
    from tests.workbook.books import Cell

_REGISTER: list[Cell] = ["Case ID", "Benefit", "Baseline", "Target"]

GOLDEN = {
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
    "a day before all days is no day, and no hour of one": Golden(
        {
            "Register": [
                [*_REGISTER, "Due date"],
                ["C1", "A", 100, 80, Shown(-1, "dd/mm/yyyy")],
            ]
        },
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/a       | C1      | A     | 100      | 80
            """
        },
        problems="E2 impossible-date",
    ),
}
