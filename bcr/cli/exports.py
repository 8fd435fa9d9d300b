"""Commands that hand the store on: export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import as_of_option, basis_option, portfolio
from bcr.cli.paths import PATH
from bcr.model import Basis

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@main.command()
@click.option("--parquet", "folder", type=PATH, metavar="DIR",
              help="Write every table as Parquet, with a manifest.")  # fmt: skip
@click.option("--store-copy", "copy", type=PATH, metavar="FILE",
              help="Write a read-only copy of the store, in place of an earlier one.")  # fmt: skip
@click.option("--wait", type=click.IntRange(0, 86_400), default=0, show_default=True,
              metavar="SECONDS",
              help="Wait so long for a run that writes to the store to end.")  # fmt: skip
@as_of_option
@basis_option
@click.pass_context
def export(
    ctx: click.Context,
    *,
    folder: Path | None,
    copy: Path | None,
    wait: int,
    as_of: dt.datetime | None,
    basis: str,
) -> None:
    """Write the store as Parquet, or as a copy that others read from.

    DIR is written whole or not at all, the same bytes each time. `bcr --store NEW import DIR`
    makes a store of it again, in which every figure leads to the same cells. Its folder figures/
    has the records that count on one basis at one day, for other programs to read.
    """
    from bcr.workflow import exports

    if not (folder or copy):
        raise click.UsageError("Name what to write: --parquet DIR or --store-copy FILE.")
    store = ctx.obj[0]
    if copy:
        size = exports.copy_store(store, copy, wait)
        click.echo(f"{copy}: a copy to read from, {size / 1e6:.1f} MB", err=True)
    if folder:
        day = as_of.date() if as_of else None
        files = exports.write_export(store, portfolio(ctx), folder, day, Basis(basis))
        click.echo(f"{len(files)} files in {folder}", err=True)
