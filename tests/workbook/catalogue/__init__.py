"""Every kind of problem bcr can find in a file: the least that shows it, and what is said of it.

`python -m tests.readme_problems` writes them into README.md. A new rule needs one entry, in the
file of what it is about.
"""

from __future__ import annotations

from tests.workbook.catalogue.cells import CELLS
from tests.workbook.catalogue.files import FILES
from tests.workbook.catalogue.layouts import LAYOUTS
from tests.workbook.catalogue.periods import PERIODS
from tests.workbook.catalogue.stated import STATED
from tests.workbook.catalogue.tables import TABLES

CATALOGUE = sorted(
    (*CELLS, *TABLES, *PERIODS, *STATED, *LAYOUTS, *FILES), key=lambda example: example.rule
)
