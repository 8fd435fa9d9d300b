"""What each column of a table means, as its schema says it."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import dataframely as dy

_COLUMN: Final = re.compile(r"    (\w+) = dy\.")
_ALIAS: Final = re.compile(r'alias="(\w+)"')


def descriptions(schema: type[dy.Schema]) -> dict[str, str]:
    """The comment above each column of a schema; empty where its name says it all.

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
    return {name: said.get(name, "") for name in schema.column_names()}
