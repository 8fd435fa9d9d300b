"""The command that tells whether everything still holds: audit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bcr.cli.group import DONE, FOUND_PROBLEMS, main
from bcr.cli.options import (
    as_of_option,
    dossier,
    jobs_option,
    layout_option,
    portfolio,
    row_options,
    write,
)
from bcr.cli.paths import PATH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from bcr.pages.dossier import Dossier


@main.command()
@click.option("--report", "folder", type=PATH, help="A report to make again and compare.")
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="N",
    help="Write the evidence of N benefits as a workbook to tick.",
)
@click.option(
    "--by",
    "draw",
    type=click.Choice(["status", "money"]),
    default="status",
    show_default=True,
    help="What makes a benefit likely to be drawn.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed draws the same benefits."
)
@click.option(
    "--evidence",
    type=PATH,
    default="evidence.xlsx",
    show_default=True,
    help="The workbook of the sample, a new file.",
)
@layout_option
@jobs_option
@as_of_option
@row_options
@click.pass_context
def audit(
    ctx: click.Context,
    *,
    folder: Path | None,
    sample: int | None,
    draw: str,
    seed: int,
    evidence: Path,
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
    if sample:
        _write_evidence(dossier(ctx, as_of), evidence, sample, seed, draw)
    ctx.exit(FOUND_PROBLEMS if any(check.findings for check in checks) else DONE)


def _write_evidence(found: Dossier, path: Path, size: int, seed: int, draw: str) -> None:
    from bcr.figures.sample import Draw
    from bcr.workflow.evidence import write_evidence

    drawn = write_evidence(found, path, size=size, seed=seed, draw=Draw(draw))
    click.echo(f"{drawn} benefits with their cells in {path}", err=True)
