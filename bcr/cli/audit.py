"""The command that tells whether everything still holds: audit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bcr.cli.group import DONE, FOUND_PROBLEMS, main
from bcr.cli.options import (
    PATH,
    as_of_option,
    jobs_option,
    layout_option,
    portfolio,
    row_options,
    write,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path


@main.command()
@click.option("--report", "folder", type=PATH, help="A report to make again and compare.")
@layout_option
@jobs_option
@as_of_option
@row_options
@click.pass_context
def audit(
    ctx: click.Context,
    *,
    folder: Path | None,
    layouts: Sequence[Path],
    jobs: int,
    as_of: dt.datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """Hold sources, store, figures and a report against each other.

    Are the workbooks there and unchanged, does every stored value stand in its cell, is the store
    sound, and is the report, made again, the same to the byte? One line a check; exit code 3
    where something moved, with what. Run it from the folder in which the files were imported.
    """
    from bcr.render.audited import audited_rows, print_checks
    from bcr.render.terminal import console
    from bcr.workflow import audit as audits

    day = as_of.date() if as_of else None
    checks = [
        *audits.audit_store(ctx.obj[0], layouts, jobs=jobs),
        *audits.audit_report(ctx.obj[0], portfolio(ctx), folder, day),
    ]
    if form == "table" and output is None:
        print_checks(console(sys.stdout), checks)
    else:
        write(audited_rows(checks), form, output, title="Audit")
    ctx.exit(FOUND_PROBLEMS if any(check.findings for check in checks) else DONE)
