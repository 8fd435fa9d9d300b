"""Reading what a test has written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from bcr.workbook.layouts.layout_file import read_layout
from bcr.workbook.reading import read_file
from bcr.workbook.template.workbook import write_template
from tests.workbook.books import Read, sheets_in, write_book, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from openpyxl import Workbook

    from bcr.provenance import Reading
    from bcr.workbook.layouts.layout import Layout
    from tests.workbook.books import Sheets


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a table that is drawn as text to a file, by its ending, and read it."""

    def written_and_read(
        text: str | Sheets,
        *,
        name: str = "register.xlsx",
        edit: Callable[[Workbook], None] | None = None,
        layouts: Sequence[Layout] = (),
        year_starts: int = 4,
    ) -> Reading:
        sheets = sheets_in(text) if isinstance(text, str) else text
        path = tmp_path / name
        written = (
            write_csv(path, sheets) if path.suffix == ".csv" else write_book(path, sheets, edit)
        )
        return read_file(written, layouts, year_starts=year_starts)

    return written_and_read


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str], Layout]:
    """Give the layout that a text tells, for every .xlsx."""

    def layout(text: str) -> Layout:
        path = tmp_path / "family.toml"
        path.write_text(f'files = "*.xlsx"\n{text}', encoding="utf-8")
        return read_layout(path)

    return layout


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template without a logic in it."""
    path = tmp_path_factory.mktemp("template") / "cases.xlsx"
    write_template(path, [])
    return path


@pytest.fixture(scope="session")
def opened(template: Path) -> Workbook:
    """That template as openpyxl reads it; not to be changed."""
    return load_workbook(template)
