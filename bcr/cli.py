"""The command line: options, printing and exit codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bcr.errors import BcrError
from bcr.model import Grouping

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    import polars as pl

    from bcr.model import Portfolio, Reading
    from bcr.pages.dossier import Dossier

F = TypeVar("F", bound="Callable[..., Any]")

DONE, COULD_NOT_RUN, FOUND_PROBLEMS = 0, 2, 3
_PATH = click.Path(path_type=Path)
_COMPARED = (
    "benefit_id", "title", "logic", "baseline", "target", "planned_to_date", "actual",
    "realised_share", "status", "source_cell",
)  # fmt: skip
_GROUPED = (
    "name", "cases", "benefits", "due", "measured", "coverage", "realised_share", "bound_low",
    "bound_high", "intended_money", "realised_money", "gap_money",
)  # fmt: skip
_RANKED = (
    "rank", "name", "cases", "due", "measured", "coverage", "realised_share", "low", "high",
    "bound_low", "bound_high", "verdict",
)  # fmt: skip


class _Edge(click.Group):
    """The one place where what stops the program becomes text and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except BcrError as error:
            click.echo(f"bcr: {error}", err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(DONE)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            click.echo(
                f"bcr: a bug of ours: {type(error).__name__}: {error}\n"
                "  Run again with `bcr --debug …` and send us what it prints.",
                err=True,
            )
            ctx.exit(1)


@click.group(
    cls=_Edge,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Exit codes: 0 done, 2 could not run, 3 ran and found problems, 1 a bug of ours.",
)
@click.option("--store", type=_PATH, default="bcr.duckdb", show_default=True,
              help="The file that keeps what was imported.")  # fmt: skip
@click.option("--config", type=_PATH, help="What is known of the portfolio: title, currency, as-of "
              "date, thresholds.  [default: bcr.toml, where there is one]")  # fmt: skip
@click.option("--debug", is_flag=True, help="Show the traceback of a bug.")
@click.version_option(package_name="bcr")
@click.pass_context
def main(ctx: click.Context, *, store: Path, config: Path | None, debug: bool) -> None:
    """Set what business cases promised beside what was realised."""
    del debug
    ctx.obj = (store, config)


def _portfolio(ctx: click.Context) -> Portfolio:
    from bcr.config import read_portfolio

    config = ctx.obj[1]
    if config is None and Path("bcr.toml").is_file():
        config = Path("bcr.toml")
    return read_portfolio(config)


def _reading_options(command: F) -> F:
    options = (
        click.argument("paths", nargs=-1, required=True, type=_PATH),
        click.option("--layout", "layouts", multiple=True, type=_PATH, metavar="FILE",
                     help="A layout file; those in layouts/ beside the paths are found."),
        click.option("-j", "--jobs", type=click.IntRange(1, 64), default=2, show_default=True,
                     help="Files read at a time."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _row_options(command: F) -> F:
    options = (
        click.option("--format", "form", default="table", show_default=True,
                     type=click.Choice(["table", "json", "csv", "parquet", "xlsx"])),
        click.option("-o", "--output", type=_PATH, help="Write to a file instead."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _as_of_option(command: F) -> F:
    return click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
        help="Compare at this day.  [default: the portfolio's, else the last day in the data]",
    )(command)  # fmt: skip


@main.command("import")
@_reading_options
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
    """
    from bcr import workflow
    from bcr.render.terminal import console, print_problems

    files = workflow.find_files(paths)
    found = workflow.find_layouts(paths, layouts)
    talk = console(sys.stderr)
    bad = 0
    for done in workflow.import_files(ctx.obj[0], files, found, jobs=jobs, strict=strict):
        click.echo(_outcome_line(done))
        print_problems(talk, done.reading.problems, all_problems=all_problems)
        bad += _is_bad(done.reading)
    ctx.exit(FOUND_PROBLEMS if bad else DONE)


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
@_reading_options
@_row_options
@click.option("--all", "all_problems", is_flag=True, help="Show every problem.")
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
) -> None:
    """Say what each workbook is understood as, and every problem with its cell.

    Stores nothing.
    """
    from bcr import workflow
    from bcr.render.checked import checked_rows
    from bcr.render.terminal import console, print_reading

    files = workflow.find_files(paths)
    readings = workflow.check(files, workflow.find_layouts(paths, layouts), jobs=jobs)
    kept = []
    screen = console(sys.stdout)
    for reading in readings:
        kept.append(reading)
        if form == "table" and output is None:
            print_reading(screen, reading, all_problems=all_problems)
    if form != "table" or output is not None:
        _write(checked_rows(kept), form, output, title="Check")
    ctx.exit(FOUND_PROBLEMS if any(map(_is_bad, kept)) else DONE)


@main.command()
@click.argument("file", type=_PATH)
def template(file: Path) -> None:
    """Write an empty workbook to fill in."""
    from bcr import workflow

    workflow.write_template(file)
    click.echo(f"{file} is ready to fill in; then: bcr check {file}", err=True)


@main.command()
@click.option("--by", type=click.Choice([one.value for one in Grouping]),
              help="Put benefits together: a row for each case, logic, and so on.")  # fmt: skip
@_as_of_option
@_row_options
@click.pass_context
def compare(
    ctx: click.Context,
    *,
    by: str | None,
    as_of: dt.datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """Set each benefit's target beside what was realised."""
    from bcr import workflow

    found = _dossier(ctx, as_of)
    if by is None:
        _show(found.gaps, _COMPARED, form, output, title="Compare")
        return
    columns = ("group", *_GROUPED) if by == Grouping.CASE else _GROUPED
    _show(workflow.grouped(found, Grouping(by)), columns, form, output, title="Compare")


@main.command()
@_as_of_option
@_row_options
@click.pass_context
def logic(ctx: click.Context, *, as_of: dt.datetime | None, form: str, output: Path | None) -> None:
    """Rank the investment logics by what their cases delivered."""
    found = _dossier(ctx, as_of)
    _show(found.league, _RANKED, form, output, title="Logics")


@main.command()
@_as_of_option
@click.option("-o", "--output", type=_PATH, default="reports", show_default=True,
              help="Folder of the site.")  # fmt: skip
@click.pass_context
def report(ctx: click.Context, *, as_of: dt.datetime | None, output: Path) -> None:
    """Write the report site; open its index.html."""
    from bcr import workflow

    files = workflow.report(_dossier(ctx, as_of), output)
    click.echo(f"{len(files)} files in {output}; open {output / 'index.html'}", err=True)


@main.command()
@click.argument("identifier", metavar="ID")
@_as_of_option
@_row_options
@click.pass_context
def trace(
    ctx: click.Context,
    identifier: str,
    *,
    as_of: dt.datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """Follow the figures of a benefit, case, KPI or logic to the cells they came from."""
    from bcr import workflow
    from bcr.render.terminal import console, print_trace

    steps = workflow.trace(_dossier(ctx, as_of), identifier)
    if form == "table" and output is None:
        print_trace(console(sys.stdout), steps)
    else:
        _write(steps, form, output, title="Trace")


def _dossier(ctx: click.Context, as_of: dt.datetime | None) -> Dossier:
    from bcr import workflow

    found = workflow.dossier(ctx.obj[0], _portfolio(ctx), as_of.date() if as_of else None)
    click.echo(f"as of {found.as_of}, basis {found.basis}", err=True)
    return found


def _show(
    frame: pl.DataFrame, columns: Iterable[str], form: str, output: Path | None, *, title: str
) -> None:
    from bcr.render.terminal import console, print_rows

    if form == "table" and output is None:
        print_rows(console(sys.stdout), frame, list(columns))
    else:
        _write(frame, form, output, title=title)


def _write(frame: pl.DataFrame, form: str, output: Path | None, *, title: str) -> None:
    """Write rows to a file or to stdout; without a format the file's ending names it."""
    from bcr.render.rows import RowFormat, rows_as

    if form == "table":
        form = output.suffix.lstrip(".").lower() if output else "json"
        if form not in list(RowFormat):
            raise click.UsageError("Name a format: --format json, csv, parquet or xlsx.")
    content = rows_as(frame, RowFormat(form), title=title)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise BcrError(f"{output}: {error.strerror}.", "Name a file that can be written.") from None
