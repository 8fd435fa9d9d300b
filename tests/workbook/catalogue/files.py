"""Problems with a sheet or a file as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import Severity
from tests.workbook.catalogue.example import Example

if TYPE_CHECKING:
    from openpyxl import Workbook

#: In place of a drawing: a file whose reading does not end, and one of OpenDocument.
UNFINISHED, OPEN_DOCUMENT = "(unfinished)", "(open document)"


def _hide_the_sheet(book: Workbook) -> None:
    book.worksheets[0].sheet_state = "hidden"


FILES = (
    Example(
        "file-refused",
        Severity.ERROR,
        '{"benefit": "Calls"}',
        "",
        "",
        "This is not a workbook or a delimited text file; save it as .xlsx or .csv.",
        name="register.csv",
    ),
    Example(
        "file-unreadable",
        Severity.ERROR,
        UNFINISHED,
        "",
        "",
        "Reading the file took longer than 120 s, so nothing of it was used; open it in "
        "Excel and save its benefits sheet as a new .xlsx.",
    ),
    Example(
        "formats-not-seen",
        Severity.WARNING,
        OPEN_DOCUMENT,
        "",
        "",
        "Percent and money formats, error cells and hidden rows cannot be seen in this "
        "kind of file: 85% is read as 0.85. Save it as .xlsx where that matters.",
        name="register.ods",
    ),
    Example(
        "hidden-sheet",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        [Notes]
        See the plan
        """,
        "Register",
        "",
        "The sheet is hidden; it was read.",
        edit=_hide_the_sheet,
    ),
    Example(
        "no-benefits-table",
        Severity.ERROR,
        """
        Name | Telephone
        Ann  | 12
        """,
        "",
        "",
        "No benefits table was recognised. Sheets seen: “Register”. If this is a "
        "benefits register, draft a layout file with `bcr layout` and name its "
        "columns; else take the file out of the folder.",
    ),
    Example(
        "sheet-not-used",
        Severity.NOTICE,
        """
        Case ID | Benefit ID | Benefit | Baseline | Target
        C-A     | P-1        | Calls   | 100      | 80
        [Notes]
        See the plan
        """,
        "Notes",
        "",
        "No table was recognised on this sheet (1 row × 1 column); nothing of it was used.",
    ),
)
