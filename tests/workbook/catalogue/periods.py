"""Problems with columns that are headed by periods."""

from __future__ import annotations

from bcr.provenance import Severity
from tests.workbook.catalogue.example import Example

PERIODS = (
    Example(
        "measures-by-period",
        Severity.WARNING,
        """
        Agency | Program | FY 2014 Paid ($) | FY 2014 IP Rate | FY 2015 Paid ($)
        Roads  | Bridges | 300              | 0.04            | 222
        """,
        "Register!C1",
        "FY 2014 Paid ($)",
        "Columns C to E hold several measures by period, and nothing says which of them a "
        "benefit was to move; they were kept as text. Name those that count in a layout "
        "file.",
    ),
    Example(
        "money-by-period",
        Severity.WARNING,
        """
        Benefit | Baseline | Target | Plan 2023 £ | Plan 2024 £ | Actual 2023 £ | Actual 2024 £
        Calls   | 100      | 80     | 900         | 1000        | 500           | 600
        """,
        "Register!F1",
        "Actual 2023 £",
        "Money that was realised period by period beside a measure in another unit has no "
        "place in bcr; it was kept as text. Give it as a benefit of its own, or its sum as "
        "realised money.",
    ),
    Example(
        "periods-overlap",
        Severity.NOTICE,
        """
        Case | Benefit | Plan Q1 2024 | Actual Q1 2024 | Plan Q2 2024 | Actual Q2 2024 | Plan 2024
        C-A  | Calls   | 1            | 2              | 3            | 4              | 8
        """,
        "Register!G1",
        "Plan 2024",
        "Column G and other columns speak of the same time; one length of period was used. "
        "These were kept as text; name those that count in a layout file.",
    ),
    Example(
        "plan-or-actual",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | 2022/23 | 2023/24
        C-A     | P-1        | Calls   | 100      | 80     | 95      | 90
        """,
        "Register!F1",
        "2022/23",
        "Columns F to G are headed by periods, and nothing says whether they hold what was "
        "planned or what happened; they were kept as text. Head them Planned or Actual, or "
        "name them in a layout file.",
    ),
    Example(
        "year-without-start",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Year 1 plan | Year 2 plan
        C-A     | P-1        | Calls   | 100      | 80     | 95          | 90
        """,
        "Register!F2",
        "95",
        "Years are counted from a start, and neither the row nor the sheet says when that "
        "is; fill in a start date, or write “Year 1: 2024/25” above the table.",
    ),
)
