"""Commands that write pages: report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import as_of_option, basis_option, dossier, engine_options
from bcr.cli.paths import PATH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from bcr.pages.dossier import Dossier
    from bcr.pages.page import Page


@main.command()
@as_of_option
@basis_option
@engine_options
@click.option(
    "-o",
    "--output",
    type=PATH,
    help="Folder of the site.  [default: reports, where nothing else is asked for]",
)
@click.option("--single-file", type=PATH, metavar="FILE",
              help="Write the whole site as one HTML file, to mail.")  # fmt: skip
@click.option("--images", type=PATH, metavar="DIR",
              help="Write each chart as SVG and PNG, for slides.")  # fmt: skip
@click.option("--workbook", type=PATH, metavar="FILE",
              help="Write the figures as an Excel workbook.")  # fmt: skip
@click.option("--pdf", type=PATH, metavar="FILE",
              help="Write the scoreboard and league table to print on A4.")  # fmt: skip
@click.option("--open", "opening", is_flag=True,
              help="Show what was written; of several, the pages first.")  # fmt: skip
@click.pass_context
def report(
    ctx: click.Context,
    *,
    as_of: dt.datetime | None,
    basis: str,
    output: Path | None,
    single_file: Path | None,
    images: Path | None,
    workbook: Path | None,
    pdf: Path | None,
    opening: bool,
) -> None:
    """Write the report site; open its index.html."""
    from pathlib import Path

    found = dossier(ctx, as_of, basis)
    if output is None and not (single_file or images or workbook or pdf):
        output = Path("reports")
    if output:
        _write_site(found, output)
    if single_file:
        _write_single(found, single_file)
    if images:
        _write_images(found, images)
    if workbook:
        _write_workbook(found, workbook)
    if pdf:
        _write_pdf(found, pdf)
    page = output / "index.html" if output else None
    if opening and (made := page or single_file or pdf or workbook or images):
        _open(made)


def _pages(found: Dossier) -> Iterator[Page]:
    from bcr.render.progress import watched
    from bcr.render.terminal import console
    from bcr.workflow import reports

    return watched(reports.report_pages(found), console(sys.stderr), "Writing pages")


def _open(made: Path) -> None:
    # What is no page the system's opener hands on to what shows it: Excel, a folder's window.
    import webbrowser

    if not webbrowser.open(made.resolve().as_uri()):
        click.echo(f"no program was found that shows it; open {made}", err=True)


def _write_site(found: Dossier, output: Path) -> None:
    from bcr.workflow import reports

    files, written = reports.report(found, _pages(found), output)
    still = "" if written else ", as they were"
    click.echo(f"{len(files)} files in {output}{still}; open {output / 'index.html'}", err=True)


def _write_single(found: Dossier, file: Path) -> None:
    from bcr.workflow import reports

    size = reports.report_in_one(_pages(found), file)
    click.echo(f"{file}: the whole site, {size / 1e6:.1f} MB", err=True)


def _write_images(found: Dossier, folder: Path) -> None:
    from bcr.workflow import reports

    files = reports.report_pictures(found, _pages(found), folder)
    click.echo(f"{len(files)} pictures in {folder}", err=True)


def _write_workbook(found: Dossier, file: Path) -> None:
    from bcr.workflow import results

    results.write_results(found, file)
    click.echo(f"{file}: the figures as a workbook", err=True)


def _write_pdf(found: Dossier, file: Path) -> None:
    from bcr.workflow import reports

    reports.report_on_paper(found, file)
    click.echo(f"{file}: the scoreboard and the league table, for A4", err=True)
