"""What bcr does, one function a command: from files to the store, from the store to figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.config import default_logics
from bcr.errors import BcrError, UnknownIdError
from bcr.model import Grouping, Reading, Severity
from bcr.schemas import Cases, Gaps, Kpis, Logics, Observations, Plans, PromisedBenefits
from bcr.store import database, imports, queries
from bcr.workbook.layout_file import read_layout
from bcr.workbook.reading import content_hash

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    import dataframely as dy

    from bcr.model import Portfolio
    from bcr.pages.dossier import Dossier
    from bcr.store.imports import Outcome
    from bcr.workbook.layout_file import Layout

#: Endings of files that may hold benefits or KPI series.
ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
_FILES_AT_A_TIME: Final = 64
_VALUES_AT_A_TIME: Final = 2_000_000
#: Folder beside the workbooks that holds their layout files.
LAYOUTS: Final = "layouts"


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Give the workbooks and extracts at some paths, folders searched through, in a stable order.

    Raises: BcrError, when a path is not there or a folder holds none.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if not path.exists():
            raise BcrError(f"{path.as_posix()}: there is no such file or folder.")
        inside = [path] if path.is_file() else sorted(filter(_is_table_file, path.rglob("*")))
        if not inside:
            endings = ", ".join(sorted(ENDINGS))
            raise BcrError(
                f"{path.as_posix()}: the folder holds no workbook.", f"Read are {endings}."
            )
        found |= {one.as_posix(): one for one in inside}
    return [found[name] for name in sorted(found)]


def _is_table_file(path: Path) -> bool:
    """Tell whether a file may hold a table; Excel's lock files and hidden ones do not."""
    hidden = path.name.startswith(("~$", "."))
    return path.suffix.lower() in ENDINGS and not hidden and path.is_file()


def find_layouts(paths: Iterable[Path], named: Iterable[Path]) -> list[Layout]:
    """Give the layout files that were named, and those in `layouts/` beside the paths.

    Raises: ConfigError, when one cannot be followed.
    """
    folders = {path if path.is_dir() else path.parent for path in paths}
    beside = {file for folder in folders for file in folder.glob(f"{LAYOUTS}/*.toml")}
    return [read_layout(path) for path in sorted({*named, *beside})]


def check(paths: Sequence[Path], layouts: Sequence[Layout], *, jobs: int = 2) -> Iterator[Reading]:
    """Give what each file was understood as; stores nothing."""
    from bcr.workbook.worker import read_files

    yield from read_files(paths, layouts, workers=jobs)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file, and what was read from it (nothing when it was known already)."""

    outcome: Outcome
    reading: Reading


def import_files(
    store: Path,
    paths: Sequence[Path],
    layouts: Sequence[Layout],
    *,
    jobs: int = 2,
    strict: bool = False,
) -> Iterator[Imported]:
    """Store each file whole or not at all, in the order given; known content is not read again.

    `strict` refuses a file in which any value could not be read.
    """
    from bcr.workbook.worker import read_files

    with database.open_store(store) as connection:
        known = imports.known_sources(connection)
    hashes = {path: content_hash(path) for path in paths}
    readings = read_files(
        [path for path in paths if hashes[path] not in known], layouts, workers=jobs
    )
    for batch in _batches(paths, hashes, known, readings):
        checked = [_refusing_errors(reading) if strict else reading for reading in batch]
        with database.open_store(store) as connection:
            done = [Imported(imports.append_import(connection, one), one) for one in checked]
        yield from done


def _batches(
    paths: Sequence[Path],
    hashes: dict[Path, str],
    known: frozenset[str],
    readings: Iterator[Reading],
) -> Iterator[list[Reading]]:
    """Give readings some files at a time: the store is held only while they are written."""
    batch: list[Reading] = []
    for path in paths:
        if hashes[path] in known:
            batch.append(Reading(path.as_posix(), hashes[path], path.stat().st_size))
        else:
            batch.append(next(readings))
        values = sum(_size(reading) for reading in batch)
        if len(batch) >= _FILES_AT_A_TIME or values > _VALUES_AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


def _size(reading: Reading) -> int:
    columns = (column for table in reading.records.values() for column in table.values())
    return sum(len(column) for column in columns)


def _refusing_errors(reading: Reading) -> Reading:
    errors = sum(problem.severity == Severity.ERROR for problem in reading.problems)
    if reading.refused or not errors:
        return reading
    return replace(reading, refused=f"{errors} errors, and --strict was asked for")


def dossier(store: Path, portfolio: Portfolio, as_of: dt.date | None = None) -> Dossier:
    """Give every figure of a portfolio with the records behind it.

    Raises: BcrError, when there is no date to give the figures for.
    """
    from bcr.figures.as_of import last_date
    from bcr.figures.case_shares import case_shares
    from bcr.figures.gaps import benefit_gaps
    from bcr.figures.links import linked_to_kpis
    from bcr.figures.logics import league
    from bcr.figures.money import money_by_class
    from bcr.pages.dossier import Dossier

    with database.open_store(store, read_only=True) as connection:
        cases = Cases.cast(queries.current(connection, "cases"))
        kpis = Kpis.cast(queries.current(connection, "kpis"))
        observations = Observations.cast(queries.current(connection, "observations"))
        plans = Plans.cast(queries.current(connection, "plans"))
        logics = Logics.cast(queries.current(connection, "logics"))
        owners = queries.current(connection, "owners")
        promised = queries.promised_benefits(connection)
        problems = queries.problems(connection)
        sources, blocks = queries.sources(connection), queries.blocks(connection)
    benefits = linked_to_kpis(_in_currency(promised, portfolio.currency), kpis, observations)
    day = as_of or portfolio.as_of or last_date(benefits, observations)
    if day is None:
        raise BcrError("The data names no date to compare at.", "Give one with --as-of 2025-03-31.")
    thresholds = portfolio.thresholds
    gaps = benefit_gaps(
        benefits, cases=cases, kpis=kpis, observations=observations, plans=plans, as_of=day,
        thresholds=thresholds,
    )  # fmt: skip
    ranked = league(
        gaps, _with_defaults(logics), currency=portfolio.currency, thresholds=thresholds
    )
    return Dossier(
        portfolio=portfolio, as_of=day, gaps=gaps, league=ranked,
        case_shares=case_shares(gaps, thresholds), money=money_by_class(gaps), cases=cases,
        benefits=benefits, kpis=kpis, observations=observations, plans=plans, owners=owners,
        problems=problems, sources=sources, blocks=blocks,
    )  # fmt: skip


def grouped(found: Dossier, by: Grouping) -> pl.DataFrame:
    """Give a row for each case, logic, department, owner or objective of a portfolio."""
    from bcr.figures.groups import grouped_gaps

    titles = {case_id: row["title"] for case_id, row in found.case_rows.items() if row["title"]}
    names = {Grouping.CASE: titles, Grouping.LOGIC: found.logic_names}
    return grouped_gaps(
        Gaps.cast(found.gaps),
        by,
        cases=Cases.cast(found.cases),
        names=names.get(by, {}),
        currency=found.portfolio.currency,
        thresholds=found.portfolio.thresholds,
    )


def _in_currency(
    benefits: dy.DataFrame[PromisedBenefits], currency: str
) -> dy.DataFrame[PromisedBenefits]:
    """Give money without a stated currency that of its portfolio."""
    return PromisedBenefits.cast(benefits.with_columns(pl.col("currency").fill_null(currency)))


def _with_defaults(logics: dy.DataFrame[Logics]) -> dy.DataFrame[Logics]:
    """Add the logics that come with bcr, where the workbooks describe none of that code."""
    ours = pl.DataFrame(default_logics()).join(logics, on="logic", how="anti")
    return Logics.cast(pl.concat([logics, ours], how="diagonal"))


def trace(found: Dossier, identifier: str) -> pl.DataFrame:
    """Give the steps from the figures of a benefit, case, KPI or logic down to cells.

    Raises: UnknownIdError, with the ids most like it.
    """
    from bcr.pages.trace import ids_like, trace_steps

    steps = trace_steps(found, identifier)
    if steps is None:
        near = ", ".join(ids_like(found, identifier))
        tip = f"Did you mean {near}?" if near else "`bcr compare` lists the benefits and cases."
        raise UnknownIdError(f"Nothing has the id {identifier!r}.", tip)
    return steps.with_columns(pl.Series("cell_says", _cells_now(steps, found.sources), pl.String))


def _cells_now(steps: pl.DataFrame, sources: pl.DataFrame) -> list[str | None]:
    """Read each cell again where its file is still there unchanged."""
    from bcr.workbook.reading import cell_texts

    hashes = dict(sources.select("path", "source_id").iter_rows())
    wanted: dict[str, list[str]] = {}
    for file, cell in steps.select("source_file", "source_cell").iter_rows():
        if file and cell:
            wanted.setdefault(file, []).append(cell)
    now: dict[tuple[str, str], str] = {}
    for file, cells in wanted.items():
        path = Path(file)
        if path.is_file() and content_hash(path) == hashes.get(file):
            now |= {(file, cell): text for cell, text in cell_texts(path, cells).items()}
    return [now.get(place) for place in steps.select("source_file", "source_cell").iter_rows()]


def report(found: Dossier, output: Path) -> list[Path]:
    """Write the site of a portfolio and give its files."""
    from bcr.pages.site import site_pages
    from bcr.render.html import write_site

    return write_site(site_pages(found), output)


def write_template(path: Path) -> None:
    """Write an empty workbook to fill in."""
    from bcr.workbook import template

    template.write_template(path, default_logics())
