"""What several commands take, and how each finds its figures and shows its rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bcr.cli.paths import PATH
from bcr.errors import BcrError
from bcr.model import Basis

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    import polars as pl

    from bcr.pages.dossier import Dossier
    from bcr.portfolio import Portfolio
    from bcr.render.rows import RowFormat
    from bcr.workflow.on_spark import Cluster

F = TypeVar("F", bound="Callable[..., Any]")


def reading_options(command: F) -> F:
    """Take files and folders to read, and how to read them."""
    paths = click.argument("paths", nargs=-1, required=True, type=PATH)
    return paths(layout_option(jobs_option(command)))


def layout_option(command: F) -> F:
    """Take layout files."""
    return click.option(
        "--layout", "layouts", multiple=True, type=PATH, metavar="FILE",
        help="A layout file; those in layouts/ beside the paths are found.",
    )(command)  # fmt: skip


def jobs_option(command: F) -> F:
    """Take how many files to read at a time, at most."""
    return click.option(
        "-j", "--jobs", type=click.IntRange(1, 64), default=2, show_default=True,
        help="Files read at a time, at most.",
    )(command)  # fmt: skip


def row_options(command: F) -> F:
    """Take the form and the file that rows are written in."""
    options = (
        click.option("--format", "form", default="table", show_default=True,
                     type=click.Choice(["table", "json", "csv", "parquet", "xlsx"])),
        click.option("-o", "--output", type=PATH, help="Write to a file instead."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def as_of_option(command: F) -> F:
    """Take the day to compare at."""
    return click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
        help="Compare at this day.  [default: the portfolio's, else the last day in the data]",
    )(command)  # fmt: skip


def basis_option(command: F) -> F:
    """Take which version of the promises to compare with."""
    return click.option(
        "--basis", type=click.Choice([one.value for one in Basis]), default=Basis.APPROVED.value,
        show_default=True, help="Hold results against promises as approved, or as restated last.",
    )(command)  # fmt: skip


def engine_options(command: F) -> F:
    """Take what works the figures out; `dossier` asks the context for it."""
    options = (
        click.option("--engine", type=click.Choice(["polars", "spark"]), default="polars",
                     show_default=True, expose_value=False, callback=_noted,
                     help="What works the figures out; they are the same."),
        click.option("--master", metavar="URL", expose_value=False, callback=_noted,
                     help="Of Spark: the cluster, such as local[4] or spark://host:7077."),
        click.option("--records", metavar="URL", expose_value=False, callback=_noted,
                     help="Of Spark: the folder of observations and plans as Parquet, such as "
                     "figures/ of an export."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _noted(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    ctx.meta[f"bcr.{option.name}"] = value


def _cluster(ctx: click.Context) -> Cluster | None:
    """Give the cluster that the figures are to come from, where one is asked for."""
    master, records = (ctx.meta.get(f"bcr.{name}") for name in ("master", "records"))
    if ctx.meta.get("bcr.engine") != "spark":
        if master or records:
            raise click.UsageError("--master and --records are of --engine spark.")
        return None
    if not (master and records):
        raise click.UsageError("--engine spark needs --master URL and --records URL.")
    from bcr.workflow.on_spark import Cluster

    return Cluster(master, records)


def portfolio(ctx: click.Context) -> Portfolio:
    """Give what the configuration says of the portfolio."""
    from bcr.config import read_portfolio

    config = ctx.obj[1]
    if config is None and Path("bcr.toml").is_file():
        config = Path("bcr.toml")
    return read_portfolio(config)


def dossier(
    ctx: click.Context,
    as_of: dt.datetime | None,
    basis: str = Basis.APPROVED.value,
    *,
    whole: bool = True,
) -> Dossier:
    """Give every figure of the portfolio, and say the day and basis they are for.

    `whole`: courses and money by year too, where the figures come from a cluster.
    """
    day = as_of.date() if as_of else None
    of = (ctx.obj[0], portfolio(ctx), day, Basis(basis))
    if cluster := _cluster(ctx):
        from bcr.workflow.on_spark import dossier_on_spark

        found = dossier_on_spark(cluster, *of, whole=whole)
    else:
        from bcr.workflow import figures

        found = figures.dossier(*of)
    click.echo(f"as of {found.as_of}, basis {found.basis}{_restated(found)}", err=True)
    return found


def _restated(found: Dossier) -> str:
    """What a reader of approved figures should know of later ones."""
    many = found.restatements["benefit_id"].n_unique()
    if not many:
        return ""
    benefits = "1 benefit was" if many == 1 else f"{many} benefits were"
    return (
        f"; {benefits} restated since, see --basis latest"
        if found.basis == "approved"
        else (f"; {benefits} restated since approval")
    )


def show(
    frame: pl.DataFrame, columns: Iterable[str], form: str, output: Path | None, *, title: str
) -> None:
    """Show some columns of rows on the terminal, or write all of them where asked."""
    from bcr.render.terminal import console, print_rows

    if form == "table" and output is None:
        print_rows(console(sys.stdout), frame, list(columns))
    else:
        write(frame, form, output, title=title)


def write(frame: pl.DataFrame, form: str, output: Path | None, *, title: str) -> None:
    """Write rows to a file or to stdout; without a format the file's ending names it."""
    from bcr.render.rows import rows_as

    put(rows_as(frame, row_format(form, output), title=title), output)


def row_format(form: str, output: Path | None) -> RowFormat:
    """Give the format that rows are to be written in; the file's ending names it where none is."""
    from bcr.render.rows import RowFormat

    if form == "table":
        form = output.suffix.lstrip(".").lower() if output else "json"
        if form not in list(RowFormat):
            raise click.UsageError("Name a format: --format json, csv, parquet or xlsx.")
    return RowFormat(form)


def put(content: bytes, output: Path | None) -> None:
    """Write bytes to a file, or to stdout where none is named."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise BcrError(f"{output}: {error.strerror}.", "Name a file that can be written.") from None
