"""From a figure back to the cells behind it, and to what they say now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from bcr.errors import UnknownIdError
from bcr.provenance import content_of
from bcr.workbook.files.content import content_hash
from bcr.workbook.reading import cell_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bcr.pages.dossier import Dossier


def trace(found: Dossier, identifier: str) -> pl.DataFrame:
    """Give the steps from the figures of a benefit, case, KPI or logic down to cells.

    Raises: UnknownIdError, with the ids most like it.
    """
    from bcr.pages.evidence.trace import ids_like, trace_steps

    steps = trace_steps(found, identifier)
    if steps is None:
        near = ", ".join(ids_like(found, identifier))
        tip = f"Did you mean {near}?" if near else "`bcr compare` lists the benefits and cases."
        raise UnknownIdError(f"Nothing has the id {identifier!r}.", tip)
    return _with_cells(steps, found)


def traces(found: Dossier, identifiers: Iterable[str]) -> dict[str, pl.DataFrame]:
    """Give the steps of several ids; each file is read once, however many cells are asked for."""
    from bcr.pages.evidence.trace import trace_steps

    steps = {one: frame for one in identifiers if (frame := trace_steps(found, one)) is not None}
    if not steps:
        return {}
    told = _with_cells(
        pl.concat(frame.with_columns(of=pl.lit(one)) for one, frame in steps.items()), found
    )
    return {one: told.filter(pl.col("of") == one).drop("of") for one in steps}


def _with_cells(steps: pl.DataFrame, found: Dossier) -> pl.DataFrame:
    return steps.with_columns(pl.Series("cell_says", _cells_now(steps, found.sources), pl.String))


def _cells_now(steps: pl.DataFrame, sources: pl.DataFrame) -> list[str | None]:
    """Read each cell again where its file is still there unchanged."""
    hashes = dict(sources.select("path", "source_id").iter_rows())
    wanted: dict[str, list[str]] = {}
    for file, cell in steps.select("source_file", "source_cell").iter_rows():
        if file and cell:
            wanted.setdefault(file, []).append(cell)
    now: dict[tuple[str, str], str] = {}
    for file, cells in wanted.items():
        path = Path(file)
        if path.is_file() and content_hash(path) == content_of(hashes.get(file, "")):
            now |= {(file, cell): text for cell, text in cell_texts(path, cells).items()}
    return [now.get(place) for place in steps.select("source_file", "source_cell").iter_rows()]
