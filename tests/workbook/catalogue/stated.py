"""Problems with figures that a workbook states of its own figures, or in their place."""

from __future__ import annotations

from bcr.provenance import Severity
from tests.workbook.catalogue.example import Example

#: Quarters, and a column that adds up those of its year.
TOTALS = """
year_starts = 1
[[table]]
[table.columns]
benefits.benefit_id = "Nr"
benefits.title = "Aim"
[[table.periods]]
headers = "Q{quarter} {year}"
field = "plans.planned"
[[table.totals]]
headers = "Plan {year}"
of = "plans.planned"
"""

STATED = (
    Example(
        "figures-withheld",
        Severity.NOTICE,
        """
        Case ID | Case title | Sponsor | In-year forecast
        C-A     | Railway    | Ann     | 12.5
        C-B     | Harbour    | Bob     | Exempt under Section 43
        """,
        "Register!D3",
        "Exempt under Section 43",
        "In this column 1 cell says that what belongs there is withheld; that is kept as "
        "text with its reason, and is no figure.",
    ),
    Example(
        "rag-differs",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Actual | RAG
        C-A     | P-1        | Calls   | 100      | 80     | 98     | Green
        """,
        "Register!G2",
        "Green",
        "The register says Green; by its own figures (D2, E2, F2) the share is 10% of the "
        "movement planned by then. It is shown, and never scored.",
    ),
    Example(
        "stated-differs",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Actual | Variance
        C-A     | P-1        | Calls   | 100      | 80     | 90     | 10
        C-A     | P-2        | Post    | 100      | 80     | 85     | 5
        C-A     | P-3        | Mail    | 100      | 80     | 80     | 0
        C-A     | P-4        | Chat    | 100      | 80     | 95     | 20
        """,
        "Register!G5",
        "20",
        "Stated here as 20; actual − target (E5, F5), which 3 rows of the column agree "
        "with, is 15. The figures were used; correct one or the other.",
    ),
    Example(
        "total-differs",
        Severity.WARNING,
        """
        Nr  | Aim   | Q1 2024 | Q2 2024 | Plan 2024
        B-1 | Calls | 10      | 12      | 20
        """,
        "Register!E2",
        "20",
        "The total stated here is 20; C2 + D2 give 22. The parts were used; correct one or "
        "the other.",
        layout=TOTALS,
    ),
    Example(
        "total-disagrees",
        Severity.WARNING,
        """
        Case ID | Benefit | Annual saving
        C-A     | Calls   | 8000
        C-A     | Post    | 2000
        Total   |         | 11000
        """,
        "Register!C4",
        "11000",
        "The total says 11,000; the figures of C2 to C3 add up to 10,000. The rows were "
        "used as they stand; correct what is wrong.",
    ),
    Example(
        "zero-or-nothing",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Target | Actual
        C-A     | P-1        | Calls   | 98     | 0
        """,
        "Register!E2",
        "0",
        "This 0 was used as a figure. If it means that nothing was measured, leave the cell blank.",
    ),
)
