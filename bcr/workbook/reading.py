"""One file read whole: what it is, what was found in it, and everything it says."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bcr.provenance import CellRef, Problem, Reading, path_as_text
from bcr.workbook.files.addresses import position
from bcr.workbook.files.guard import Kind, Refused, kind_of
from bcr.workbook.files.reading import read_grids
from bcr.workbook.files.together import File
from bcr.workbook.overview import about_format, about_sheets, why_nothing
from bcr.workbook.recognition.forms import forms_on
from bcr.workbook.recognition.outline import outlined
from bcr.workbook.recognition.tables import tables_on
from bcr.workbook.records.extract import extract
from bcr.workbook.steps import in_step

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from bcr.provenance import Block
    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.layout import Layout
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.extract import Extract

#: What a file is read for: its records, the reasons why it is understood so, or both.
Asked: TypeAlias = Literal["records", "reasons", "both"]
#: Bytes; below that, cell by cell is as quick.
LARGE: Final = 250_000


def read_file(
    path: Path,
    layouts: Sequence[Layout] = (),
    *,
    year_starts: int = 4,
    large: int = LARGE,
    asked: Asked = "both",
) -> Reading:
    """Give what a file was understood to say, as `reading_in_steps` does."""
    steps = reading_in_steps(File(path), layouts, year_starts=year_starts, large=large, asked=asked)
    return in_step([steps])[0]


def reading_in_steps(
    file: File,
    layouts: Sequence[Layout] = (),
    *,
    year_starts: int = 4,
    large: int = LARGE,
    asked: Asked = "both",
) -> Generator[None, None, Reading]:
    """Give what a file was understood to say; a refused one says why and nothing else.

    Its steps are its cells, its tables, its records. A long KPI extract of `large` bytes or more is
    read by its columns, to the same end. What was found in a file and what is wrong with it is
    given whatever is asked.
    """
    path, shown, content = file.path, path_as_text(file.path), file.content
    source_id, size = hashlib.sha256(content).hexdigest(), len(content)
    try:
        _require_text(path)
        claimed = any(layout.fits(path) for layout in layouts)
        said = None if claimed or size < large else _by_columns(content, path, shown, year_starts)
        said = said or (yield from _by_cells(file, shown, layouts, year_starts))
    except Refused as refusal:
        problems = tuple(refusal.problems(shown))
        return Reading(shown, source_id, size, problems=problems, refused=str(refusal))
    result, grids = said.result, said.grids
    told = [
        *about_format(shown, grids),
        *result.problems,
        *about_sheets(shown, grids, said.founds),
    ]
    problems = tuple(_in_reading_order(told, grids))
    refused = "" if said.observations else why_nothing(grids, result)
    if refused:
        problem = Problem(CellRef(shown), "", refused, "no-benefits-table")
        return Reading(shown, source_id, size, problems=(problem, *problems), refused=refused)
    return Reading(
        shown,
        source_id,
        size,
        tuple(said.explained_blocks() if asked != "records" else result.blocks),
        problems,
        {**said.observations, **result.records.columns()} if asked != "reasons" else {},
        layout=said.layout,
    )


def _require_text(path: Path) -> None:
    if path_as_text(path) != path.as_posix():
        raise Refused("The name of the file, or of its folder, is not in UTF-8; rename it.")


def drafted_layout(path: Path, *, year_starts: int = 4) -> str:
    """Give the text of a layout file that reads a workbook as it is recognised.

    Raises: Refused, when the file cannot be trusted or holds forms alone.
    """
    from bcr.workbook.layouts.draft import drafted

    grids = read_grids(path)
    return drafted(_recognised(grids, year_starts), grids, path.name)


class _Said(NamedTuple):
    """What a file says, and where it was found."""

    grids: list[Grid]
    founds: list[Found]
    result: Extract
    #: Those of a long extract, as columns.
    observations: Mapping[str, Mapping[str, Sequence[object] | pl.Series]]
    #: Digest of the layout file it was read by; empty without one.
    layout: str = ""

    def explained_blocks(self) -> Iterator[Block]:
        """Give the blocks with why each was understood so."""
        for block, found in zip(self.result.blocks, self.founds, strict=True):
            yield block._replace(reasons=found.why())


def _by_cells(
    file: File, shown: str, layouts: Sequence[Layout], year_starts: int
) -> Generator[None, None, _Said]:
    grids = file.grids()
    yield
    layout = _layout_of(file.path, layouts, grids)
    founds = _told(layout, grids) if layout else _recognised(grids, year_starts)
    yield
    digest = layout.digest if layout else ""
    return _Said(grids, founds, extract(founds, shown, file.path.stem), {}, digest)


def _layout_of(path: Path, layouts: Sequence[Layout], grids: Sequence[Grid]) -> Layout | None:
    """Give the layout of a file; most are read without any, and need not wait for its import."""
    if not layouts:
        return None
    from bcr.workbook.layouts.claims import layout_for

    return layout_for(path, layouts, grids)


def _told(layout: Layout, grids: list[Grid]) -> list[Found]:
    from bcr.workbook.layouts.tables import tables_told

    return tables_told(layout, grids)


def _by_columns(content: bytes, path: Path, shown: str, year_starts: int) -> _Said | None:
    """Give what a long KPI extract says; nothing where the file is anything else."""
    kind = kind_of(content, path.suffix)
    if kind not in {Kind.TEXT, Kind.PARQUET}:
        return None
    from bcr.workbook.extracts.columns import columns_of
    from bcr.workbook.extracts.long_series import long_extract

    columns = columns_of(content, kind, path.stem)
    long = long_extract(columns, shown, year_starts=year_starts) if columns else None
    if columns is None or long is None:
        return None
    series = {"observations": long.observations, "kpis": long.kpis} if long.number else {}
    observed = {table: columns for table, columns in series.items() if columns}
    return _Said([columns.grid], [long.found], long.result, observed)


def _recognised(grids: list[Grid], year_starts: int) -> list[Found]:
    founds: list[Found] = []
    for grid in grids:
        tables = tables_on(grid, year_starts=year_starts)
        founds += [*_forms_above(grid, tables, year_starts), *tables]
    return outlined(founds)


def _forms_above(grid: Grid, tables: list[Found], year_starts: int) -> list[Found]:
    """Give the forms of a sheet without a register; a table of figures may stand below a form."""
    if any(table.holds in {"benefits", "cases"} for table in tables):
        return []
    top = position(tables[0].range.partition(":")[0])[0] if tables else grid.height
    if not top:
        return []
    forms = forms_on(replace(grid, rows=grid.rows[:top]), year_starts=year_starts)
    if forms and tables:
        tables[0].set_aside = {r: why for r, why in tables[0].set_aside.items() if r > top}
    return forms


def _in_reading_order(problems: list[Problem], grids: list[Grid]) -> list[Problem]:
    """Sort problems by sheet, row and column, those of a whole sheet before those of its cells."""
    if len(problems) < 2:
        return problems
    order = {grid.sheet: number for number, grid in enumerate(grids)}

    def place(problem: Problem) -> tuple[int, int, int]:
        cell = problem.where.cell
        return (order.get(problem.where.sheet, -1), *(position(cell) if cell else (-1, -1)))

    return sorted(problems, key=place)


def cell_texts(path: Path, cells: Sequence[str]) -> dict[str, str]:
    """Give what cells such as Benefits!H12 of an imported file say, as text.

    Merged cells give the text of their range. A cell that is not there is left out.
    """
    grids = {grid.sheet: grid for grid in read_grids(path)}
    texts: dict[str, str] = {}
    for cell in cells:
        sheet, _, name = cell.rpartition("!")
        grid = grids.get(sheet)
        if grid is not None and name:
            texts[cell] = grid.text(*grid.anchor(*position(name)))
    return texts
