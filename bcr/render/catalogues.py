"""The rows of a long catalogue as a file of their own: a page with thousands opens too late."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from bcr.pages.page import Catalogue
from bcr.render.inline import Way, inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bcr.pages.page import Page, Table

#: Rows that stand in the page itself; with a script the others come from beside it.
STANDING: Final = 100


def long_catalogue(page: Page) -> Catalogue | None:
    """The catalogue of a page that is too long to stand in it; it is at the top, never deeper."""
    found = (block for block in page.blocks if isinstance(block, Catalogue))
    return next((one for one in found if len(one.table.rows) > STANDING), None)


def rows_path(page: Page) -> str:
    """Where the rows of the catalogue of a page lie in its site.

    >>> from bcr.pages.page import Frame, Page
    >>> rows_path(Page("benefits.html", "Benefits", (), Frame("", (), ())))
    'assets/benefits-rows.js'
    """
    return f"assets/{PurePosixPath(page.path).stem}-rows.js"


def rows_script(catalogue: Catalogue) -> str:
    """Every row, column by column: what stands in its cells, once each, and which row has which."""
    columns = zip(*catalogue.table.rows, strict=True)
    told = [_column([inline(cell, Way("")) for cell in column]) for column in columns]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"window.catalogueRows = {text};\n"


def standing(catalogue: Catalogue, way: Way) -> Table:
    """The table as it stands in the page: whole in one document, else its first rows."""
    table = catalogue.table
    return table if way.here else replace(table, rows=table.rows[:STANDING])


def _column(cells: Sequence[str]) -> dict[str, Iterable[object]]:
    places = {cell: at for at, cell in enumerate(dict.fromkeys(cells))}
    return {"cells": list(places), "rows": [places[cell] for cell in cells]}
