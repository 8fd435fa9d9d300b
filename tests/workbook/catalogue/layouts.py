"""Problems with a copy that is not as its layout file says."""

from __future__ import annotations

from bcr.provenance import Severity
from tests.workbook.catalogue.example import Example

#: Three columns by their headers, one of them by its letter too, and one that feeds nothing.
KEPT = """
[[table]]
extra = ["Colour"]
[table.columns]
benefits.benefit_id = "Nr"
benefits.title = "Aim"
benefits.target = { letter = "D", header = "Wanted" }
"""
#: Three columns by their headers alone.
PLAIN = """
[[table]]
[table.columns]
benefits.benefit_id = "Nr"
benefits.title = "Aim"
benefits.target = "Wanted"
"""
#: Columns by the quarters in their headers.
PERIODS = """
[[table]]
[table.columns]
benefits.benefit_id = "Nr"
benefits.title = "Aim"
[[table.periods]]
headers = "Q{quarter} {year}"
field = "plans.planned"
"""

LAYOUTS = (
    Example(
        "layout-column-came",
        Severity.NOTICE,
        """
        Nr  | Aim   | Colour | Wanted | Who
        B-1 | Calls | red    | 80     | Ann
        """,
        "Register!E1",
        "Who",
        "The layout “family”: on “Register”, column E is headed “Who”, which the layout "
        "does not name.",
        layout=KEPT,
    ),
    Example(
        "layout-column-moved",
        Severity.ERROR,
        """
        Nr  | Aim   | Wanted | Colour
        B-1 | Calls | 80     | red
        """,
        "Register!C1",
        "Wanted",
        "The layout “family”: on “Register”, benefits.target is read from column D under "
        "“Wanted”, where “Colour” stands; “Wanted” is now in C.",
        layout=KEPT,
    ),
    Example(
        "layout-column-renamed",
        Severity.ERROR,
        """
        Nr  | Aims  | Colour | Wanted
        B-1 | Calls | red    | 80
        """,
        "Register!B1",
        "Aims",
        "The layout “family”: benefits.title is read under “Aim”, and no column of "
        "“Register” is headed so; the most like it is “Aims” in B. If that is its new "
        "name, write it.",
        layout=KEPT,
    ),
    Example(
        "layout-column-went",
        Severity.ERROR,
        """
        Nr  | Aim   | Colour
        B-1 | Calls | red
        """,
        "Register",
        "",
        "The layout “family”: benefits.target is read under “Wanted”, and no column of "
        "“Register” is headed so, nor anything like it.",
        layout=KEPT,
    ),
    Example(
        "layout-header-moved",
        Severity.ERROR,
        """
        Benefits of 2025
        Nr               | Aim   | Colour | Wanted
        B-1              | Calls | red    | 80
        """,
        "Register",
        "",
        "The layout “family”: on “Register”, the header is not in row 1; it seems to be in "
        "row 2 now.",
        layout=KEPT.replace("[[table]]", "[[table]]\nheader = 1"),
    ),
    Example(
        "layout-header-twice",
        Severity.ERROR,
        """
        Nr  | Aim   | Wanted | Wanted
        B-1 | Calls | 80     | 70
        """,
        "Register!D1",
        "Wanted",
        "The layout “family”: on “Register”, benefits.target is read under “Wanted”, and "
        "the columns C and D are all headed so; name the letter.",
        layout=PLAIN,
    ),
    Example(
        "layout-header-went",
        Severity.ERROR,
        """
        Name | Telephone
        Ann  | 12
        """,
        "Register",
        "",
        "The layout “family”: on “Register”, none of the headers that are named stands in "
        "its first 2 rows.",
        layout=KEPT,
    ),
    Example(
        "layout-period-went",
        Severity.WARNING,
        """
        Nr  | Aim   | Q1 2024 | Quarter 2 | Q3 2024
        B-1 | Calls | 1       | 2         | 3
        """,
        "Register!E1",
        "Q3 2024",
        "The layout “family”: on “Register”, no header like “Q{quarter} {year}” is for the "
        "time between 2024-03-31 and 2024-07-01, so plans.planned has nothing there.",
        layout=PERIODS,
    ),
    Example(
        "layout-sheet-went",
        Severity.ERROR,
        """
        Nr  | Aim   | Colour | Wanted
        B-1 | Calls | red    | 80
        """,
        "",
        "",
        "The layout “family”: it reads a sheet “Plan”, and there is none; there are: “Register”.",
        layout=KEPT.replace("[[table]]", '[[table]]\nsheet = "Plan"'),
    ),
)
