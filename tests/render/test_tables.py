"""Tables as HTML: every cell in its place, numbers told by their column."""

from __future__ import annotations

from bcr.pages.page import Amount, Catalogue, Chart, Column, Columns, Folded, Section, Table
from bcr.pages.site import site_pages
from bcr.render.inline import Way
from bcr.render.tables import MOST_COLUMNS, table_rows
from tests.pages.portfolios import dossier, realistic


def tables(block: object) -> list[Table]:
    """The tables of a block, wherever they stand in it."""
    if isinstance(block, Section | Columns | Folded):
        return [table for part in block.blocks for table in tables(part)]
    if isinstance(block, Chart | Catalogue):
        return [block.table]
    return [block] if isinstance(block, Table) else []


def test_a_cell_is_escaped_whatever_it_is() -> None:
    table = Table("", (Column("A"), Column("B")), (("<b>", Amount("<i>", 1.0)),))

    assert table_rows(table, Way("")) == '<tr><th scope="row">&lt;b&gt;<td>&lt;i&gt;'


def test_no_table_has_more_columns_than_the_style_sheet_tells_apart() -> None:
    pages = site_pages(dossier(realistic()))
    found = [table for page in pages for block in page.blocks for table in tables(block)]

    assert found
    assert max(len(table.columns) for table in found) <= MOST_COLUMNS
