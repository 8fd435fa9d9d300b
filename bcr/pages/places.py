"""Which cell of which file a figure was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.pages.page import Code
from bcr.provenance import cell_of

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Inline


def place(dossier: Dossier, row: Row, name: str) -> tuple[Inline, ...]:
    """File and cell of one field of a record, such as benefits.target; empty where none fed it."""
    row, name = dossier.place_of(row, name)
    block = dossier.block_rows.get((row["source_id"], row["block"]))
    if block is None:
        return ()
    cell = cell_of(block["columns"], name, row["row"], row.get("col"))
    if not cell:
        return ()
    sheet = f"{block['sheet']}!" if block["sheet"] else ""
    return (Code(f"{sheet}{cell}"), f" in {dossier.paths.get(row['source_id'], '')}")


def span(dossier: Dossier, first: Row, last: Row, name: str) -> tuple[Inline, ...]:
    """File and cells of one field over several records; the ends stand for what is between."""
    begin, end = place(dossier, first, name), place(dossier, last, name)
    if begin == end or not begin or not end:
        return begin
    if first["source_id"] != last["source_id"]:
        return (*begin, " to ", *end)
    return (begin[0], " to ", *end)
