"""What each column of a table means, as its schema says it."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import dataframely as dy

_COLUMN: Final = re.compile(r"    (\w+) = dy\.")
_ALIAS: Final = re.compile(r'alias="(\w+)"')

#: Columns that mean the same in every table.
_EVERYWHERE: Final = {
    "benefit_id": "Id of the benefit, as its workbook gives it, else from its case and title.",
    "case_id": "Id of the business case.",
    "case_title": "Title of the business case.",
    "class": "Kind of benefit; the money of different kinds is never added.",
    "currency": "Currency of the money.",
    "department": "Department, as the workbook names it.",
    "due_on": "Day by which the benefit was to be there in full.",
    "kpi_id": "Id of the KPI that the benefit was to move.",
    "logic": "Code of the investment logic.",
    "owner": "Who answers for the benefit.",
    "start_on": "Day from which the benefit was to come.",
    "title": "Title of the benefit.",
    "unit": "Unit of its levels.",
}


def descriptions(schema: type[dy.Schema]) -> dict[str, str]:
    """The comment above each column of a schema, else what the column means everywhere.

    Empty where nobody says it.

    >>> from bcr.schemas.figures import MoneyByClass
    >>> descriptions(MoneyByClass)["gap"]
    'Realised minus intended, where both are known.'
    """
    said: dict[str, str] = {}
    above: list[str] = []
    source = inspect.getsource(schema)
    for line in re.sub(r"\(\n\s*", "(", source).splitlines():
        if line.strip().startswith("#:"):
            above.append(line.strip().removeprefix("#:").strip())
        elif column := _COLUMN.match(line):
            alias = _ALIAS.search(line)
            said[alias[1] if alias else column[1]] = " ".join(above)
            above = []
        else:
            above = []
    return {name: said.get(name) or _EVERYWHERE.get(name, "") for name in schema.column_names()}
