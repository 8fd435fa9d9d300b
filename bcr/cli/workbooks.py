"""Commands on workbooks: check, import, layout, template."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from bcr.cli.group import DONE, FOUND_PROBLEMS, main
from bcr.cli.options import portfolio, put, reading_options, row_format, row_options
from bcr.cli.paths import PATH
from bcr.errors import BcrError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bcr.provenance import Reading
    from bcr.render.rows import RowFormat


@main.command("import")
@reading_options
@click.option("--strict", is_flag=True, help="Refuse a file that has any error.")
@click.option("--all", "all_problems", is_flag=True, help="Show every problem.")
@click.pass_context
def import_(
    ctx: click.Context,
    paths: Sequence[Path],
    layouts: Sequence[Path],
    *,
    jobs: int,
    strict: bool,
    all_problems: bool,
) -> None:
    """Store what workbooks and KPI extracts say.

    PATHS are files, or folders that are searched through. Each file goes in whole or not at all;
    a file that is in already is left alone; a bad file does not stop the others.

    One folder that `bcr export --parquet` wrote becomes a new store.
    """
    from bcr.render.manifest import is_export
    from bcr.workflow import sources, workbooks

    if len(paths) == 1 and is_export(paths[0]):
        _import_export(ctx.obj[0], paths[0])
        return
    files = sources.find_files(paths)
    found = sources.find_layouts(paths, layouts)
    confirmed = portfolio(ctx).crosswalk
    bad = new = 0
    imported = workbooks.import_files(ctx.obj[0], files, found, jobs=jobs, strict=strict)

    from bcr.render.progress import watched
    from bcr.render.talk import print_problems, talk_on
    from bcr.workflow import likeness

    out = talk_on(sys.stderr)
    for done in watched(imported, out, "Importing", total=len(files), pausing=True):
        sys.stdout.write(f"{_outcome_line(done)}\n")
        if done.reading.problems:
            sys.stdout.flush()  # what is wrong with a file comes after its line
            print_problems(out, done.reading.problems, all_problems=all_problems)
        bad += _is_bad(done.reading)
        new += done.outcome.status == "imported"
    for line in likeness.alike_lines(ctx.obj[0], new, confirmed):
        click.echo(line, err=True)
    ctx.exit(FOUND_PROBLEMS if bad else DONE)


def _import_export(store: Path, folder: Path) -> None:
    from bcr.workflow import exports

    rows = exports.import_export(store, folder)
    told = ", ".join(f"{count:,} {table}" for table, count in rows.items())
    click.echo(f"imported   {folder.as_posix()}: {told}")


def _outcome_line(done: Any) -> str:  # noqa: ANN401 - workflow.Imported, imported late
    outcome = done.outcome
    if outcome.status == "imported":
        told = ", ".join(f"{count:,} {table}" for table, count in outcome.records.items() if count)
        return f"imported   {outcome.path}: {told}"
    if outcome.status == "unchanged":
        other = f" (as {outcome.stored_as})" if outcome.stored_as != outcome.path else ""
        return f"unchanged  {outcome.path}: is in the store already{other}"
    return f"refused    {outcome.path}: nothing of it was stored"


def _is_bad(reading: Reading) -> bool:
    return bool(reading.refused) or any(p.severity == "error" for p in reading.problems)


@main.command()
@reading_options
@row_options
@click.option("--all", "all_problems", is_flag=True, help="Show every problem.")
@click.option("--explain", is_flag=True, help="Say why each column was understood so.")
@click.option(
    "--annotate",
    "folder",
    type=PATH,
    metavar="DIR",
    help="Write copies with the problem cells marked and explained to a new folder.",
)
@click.pass_context
def check(
    ctx: click.Context,
    paths: Sequence[Path],
    layouts: Sequence[Path],
    *,
    jobs: int,
    form: str,
    output: Path | None,
    all_problems: bool,
    explain: bool,
    folder: Path | None,
) -> None:
    """Say what each workbook is understood as, and every problem with its cell.

    Stores nothing.
    """
    from bcr.workflow import annotation, sources, workbooks

    files = sources.find_files(paths)
    copies = annotation.places(files, paths, folder) if folder else {}
    readings = workbooks.check(files, sources.find_layouts(paths, layouts), jobs=jobs)
    # What prints takes as long to import as the workers take to start, so it comes after them.
    coming = _watched(readings, len(files)) if sys.stderr.isatty() else readings
    bad: list[str] = []
    seen = _annotated(coming, copies, bad)
    if form == "table" and output is None:
        from bcr.render.terminal import console, print_reading

        screen = console(sys.stdout)
        for reading in seen:
            print_reading(screen, reading, all_problems=all_problems, explain=explain)
    else:
        put(_checked_as(row_format(form, output), seen), output)
    ctx.exit(FOUND_PROBLEMS if bad else DONE)


def _watched(readings: Iterable[Reading], total: int) -> Iterator[Reading]:
    from bcr.render.progress import watched
    from bcr.render.terminal import console

    return watched(readings, console(sys.stderr), "Checking", total=total, pausing=True)


def _annotated(
    readings: Iterable[Reading], copies: Mapping[str, Path], bad: list[str]
) -> Iterator[Reading]:
    """Give each reading, noting a bad one, then mark its workbook's copy where one is wanted."""
    from bcr.workflow import annotation

    for reading in readings:
        if _is_bad(reading):
            bad.append(reading.path)
        yield reading
        if reading.problems and reading.path in copies:
            written = annotation.annotate(reading, copies[reading.path])
            click.echo(written, err=True)


def _checked_as(form: RowFormat, readings: Iterable[Reading]) -> bytes:
    """Give what was found as rows of a format; JSON needs no frame, which takes long to import."""
    from bcr.render.checked import checked_frame, checked_rows
    from bcr.render.rows import RowFormat, json_array, rows_as

    rows = checked_rows(readings)
    if form is RowFormat.JSON:
        return json_array(rows)
    return rows_as(checked_frame(list(rows)), form, title="Check")


@main.command()
@click.argument("workbook", type=PATH)
@click.option("-o", "--output", type=PATH, help="Write to a new file instead.")
def layout(workbook: Path, output: Path | None) -> None:
    """Draft a layout file for a family of workbooks, from one of them.

    What was recognised is written as TOML; what is open stands in comments. Review it, and keep it
    in layouts/ beside the workbooks.
    """
    from bcr.workflow import workbooks

    text = workbooks.draft_layout(workbook)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise BcrError(f"{output}: is there already.", "Name a new file: it is kept.") from None
    except OSError as error:
        raise BcrError(f"{output}: {error.strerror}.", "Name a file that can be written.") from None
    click.echo(
        f"{output} is a draft to review; then: bcr check --layout {output} {workbook}", err=True
    )


@main.command()
@click.argument("file", type=PATH)
def template(file: Path) -> None:
    """Write an empty workbook to fill in."""
    from bcr.workflow import workbooks

    workbooks.write_template(file)
    click.echo(f"{file} is ready to fill in; then: bcr check {file}", err=True)
