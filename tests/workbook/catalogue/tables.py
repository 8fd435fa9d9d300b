"""Problems with headers, rows and what they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import Severity
from tests.workbook.catalogue.example import Example

if TYPE_CHECKING:
    from openpyxl import Workbook


def _hide_row_2(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[2].hidden = True


def _hide_column_d(book: Workbook) -> None:
    book.worksheets[0].column_dimensions["D"].hidden = True


def _merge_e2_with_e3(book: Workbook) -> None:
    book.worksheets[0].merge_cells("E2:E3")


TABLES = (
    Example(
        "ambiguous-header",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Current | Target
        C-A     | P-1        | Calls   | 90      | 80
        """,
        "Register!D1",
        "Current",
        "This header may mean baseline or reported actual; name it in a layout file. "
        "The column was kept as text.",
    ),
    Example(
        "benefit-id-twice",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        C-A     | P-1        | Post    | 50       | 40
        """,
        "Register!B3",
        "P-1",
        "The id also stands for Register!B2; this one is kept as C-A/P-1~2. Give each"
        " benefit an id of its own.",
    ),
    Example(
        "benefit-without-name",
        Severity.WARNING,
        """
        Case ID | Benefit | Baseline | Target
        C-A     |         | 100      | 80
        """,
        "Register!A2",
        "",
        "The row has figures and names no benefit; it is kept under its row number, "
        "which changes when rows are added. Give it an id or a title.",
    ),
    Example(
        "case-id-is-a-number",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        1       | P-1        | Calls   | 100      | 80
        """,
        "Register!A2",
        "1",
        "Case ids that are mere numbers are those of any other file's cases too: what"
        " two files say of case 1 would be taken together. Give each case an id of "
        "its own.",
    ),
    Example(
        "case-left-blank",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        C-B     | P-2        | Post    | 50       | 40
                | P-3        | Mail    | 50       | 40
        """,
        "Register!A4",
        "",
        "Nothing says which business case this row belongs to; it is kept under "
        "“register”, from the file's name. Fill the cell in.",
    ),
    Example(
        "field-taken",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Baseline value | Target
        C-A     | P-1        | Calls   | 100      | 90             | 80
        """,
        "Register!E1",
        "Baseline value",
        "Column D was used as baseline, which this header means too; this one was kept as text.",
    ),
    Example(
        "header-in-part",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Agreed target | Owner
        C-A     | P-1        | Calls   | 100      | 80            | Ann
        """,
        "Register!E1",
        "Agreed target",
        "Taken as target, since “Agreed target” contains “target”; name the column in"
        " a layout file if it is something else.",
    ),
    Example(
        "header-twice",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target | Target
        C-A     | P-1        | Calls   | 100      | 80     | 70
        """,
        "Register!F1",
        "Target",
        "Column E has this header too and was used as target; this one was kept as "
        "text. Rename one, or name their letters in a layout file.",
    ),
    Example(
        "hidden-columns",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        """,
        "Register",
        "",
        "1 hidden column was read too.",
        edit=_hide_column_d,
    ),
    Example(
        "hidden-rows",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        """,
        "Register",
        "",
        "1 hidden row was read too.",
        edit=_hide_row_2,
    ),
    Example(
        "likely-duplicate",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        """,
        "Register!C2",
        "Calls",
        "C-A/P-1 may be the benefit P-OLD of earlier.xlsx, Register!E2: the title is the same, "
        "and so is the case. Both are kept; give them one id if they are one benefit.",
        earlier="""
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-OLD      | Calls   | 100      | 80
        """,
    ),
    Example(
        "merged-figure",
        Severity.WARNING,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        C-A     | P-2        | Post    | 50       |
        """,
        "Register!E2",
        "80",
        "The figure is merged over rows 2 to 3; it was used for the first of them "
        "only. Give each row its own.",
        edit=_merge_e2_with_e3,
    ),
    Example(
        "no-case-named",
        Severity.WARNING,
        """
        Benefit ID | Benefit | Baseline | Target
        P-1        | Calls   | 100      | 80
        """,
        "Register",
        "",
        "Nothing says which business case these rows belong to; they are kept under "
        "“register”, the file's name without dates. Add a Case ID column, or a layout file.",
    ),
    Example(
        "no-rows",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        """,
        "Register",
        "",
        "The table in A1:E1 has a header and no rows.",
    ),
    Example(
        "row-twice",
        Severity.WARNING,
        """
        [Plans]
        Benefit ID | Period end | Planned
        P-1        | 2024-03-31 | 90
        P-1        | 2024-03-31 | 85
        """,
        "Plans!A3",
        "",
        "The row has the same benefit id and period end as Plans row 2, which is "
        "kept; delete one of them.",
    ),
    Example(
        "row-without-key",
        Severity.ERROR,
        """
        [Plans]
        Benefit ID | Period end | Planned
        P-1        | 2024-03-31 | 90
                   | 2024-06-30 | 85
        """,
        "Plans!A3",
        "",
        "The row has no benefit id, so it cannot be filed; fill it in.",
    ),
    Example(
        "series-has-another-dimension",
        Severity.ERROR,
        """
        KPI   | Period  | Value
        Calls | 2024-01 | 5
        Calls | 2024-01 | 6
        Calls | 2024-02 | 5
        Calls | 2024-02 | 6
        Calls | 2024-03 | 5
        Calls | 2024-03 | 6
        Calls | 2024-04 | 5
        Calls | 2024-04 | 6
        """,
        "Register",
        "",
        "4 values share a KPI and a period with another row (the first: Calls, period"
        " to 2024-01-31), so the rows differ in something that no KPI column names, "
        "or their dates are closer together than months. Nothing of this table was "
        "used; name the KPI's id in a layout file, or give months.",
    ),
    Example(
        "told-two-ways",
        Severity.WARNING,
        """
        Case ID | Project | Benefit ID | Benefit | Baseline | Target
        C-A     | Portal  | P-1        | Calls   | 100      | 80
        C-A     | Gateway | P-2        | Post    | 50       | 40
        """,
        "Register!B3",
        "Gateway",
        "The title of case C-A is “Portal” in Register!B2; that one is kept. Make them agree.",
    ),
    Example(
        "two-values-for-a-period",
        Severity.WARNING,
        """
        KPI ID | Period  | Value
        K-1    | 2024-01 | 5
        K-1    | 2024-01 | 6
        """,
        "Register!C3",
        "6",
        "K-1 has another value for the period to 2024-01-31 in C2, which is kept; "
        "delete the wrong one.",
    ),
    Example(
        "which-benefit",
        Severity.ERROR,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | 1          | Calls   | 100      | 80
        C-B     | 1          | Post    | 50       | 40
        [Plans]
        Benefit ID | Period end | Planned
        1          | 2024-03-31 | 90
        """,
        "Plans!A2",
        "1",
        "Several benefits are numbered so (C-A/1, C-B/1); write the whole id.",
    ),
)
