"""Commands that write pages: report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import PATH, as_of_option, basis_option, dossier

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@main.command()
@as_of_option
@basis_option
@click.option("-o", "--output", type=PATH, default="reports", show_default=True,
              help="Folder of the site.")  # fmt: skip
@click.pass_context
def report(ctx: click.Context, *, as_of: dt.datetime | None, basis: str, output: Path) -> None:
    """Write the report site; open its index.html."""
    from bcr.workflow import reports

    files = reports.report(dossier(ctx, as_of, basis), output)
    click.echo(f"{len(files)} files in {output}; open {output / 'index.html'}", err=True)
