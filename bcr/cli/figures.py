"""Commands that give figures: compare, logic, trace, history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import as_of_option, basis_option, dossier, row_options, show, write
from bcr.model import Grouping, LeagueBy

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

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
    "next_low", "next_high", "bound_low", "bound_high", "verdict",
)  # fmt: skip
_VERSIONS = (
    "subject", "field", "at", "old", "new", "decided_on", "decided_by", "reason", "stage",
    "import_no", "source_file", "source_cell",
)  # fmt: skip


@main.command()
@click.option("--by", type=click.Choice([one.value for one in Grouping]),
              help="Put benefits together: a row for each case, logic, and so on.")  # fmt: skip
@as_of_option
@basis_option
@row_options
@click.pass_context
def compare(
    ctx: click.Context,
    *,
    by: str | None,
    as_of: dt.datetime | None,
    basis: str,
    form: str,
    output: Path | None,
) -> None:
    """Set each benefit's target beside what was realised."""
    from bcr.workflow import figures

    found = dossier(ctx, as_of, basis)
    if by is None:
        show(found.gaps, _COMPARED, form, output, title="Compare")
        return
    columns = ("group", *_GROUPED) if by == Grouping.CASE else _GROUPED
    show(figures.grouped(found, Grouping(by)), columns, form, output, title="Compare")


@main.command()
@click.option("--by", type=click.Choice([one.value for one in LeagueBy]), default="logic",
              show_default=True, help="What to rank.")  # fmt: skip
@as_of_option
@basis_option
@row_options
@click.pass_context
def logic(
    ctx: click.Context,
    *,
    by: str,
    as_of: dt.datetime | None,
    basis: str,
    form: str,
    output: Path | None,
) -> None:
    """Rank the investment logics by what their cases delivered.

    Likewise departments, sponsors, or cases by the size of their approved cost.
    """
    from bcr.workflow import figures

    found = dossier(ctx, as_of, basis)
    show(figures.league_by(found, LeagueBy(by)), _RANKED, form, output, title="Logics")


@main.command()
@click.argument("identifier", metavar="ID")
@as_of_option
@basis_option
@row_options
@click.pass_context
def trace(
    ctx: click.Context,
    identifier: str,
    *,
    as_of: dt.datetime | None,
    basis: str,
    form: str,
    output: Path | None,
) -> None:
    """Follow the figures of a benefit, case, KPI or logic to the cells they came from."""
    from bcr.render.terminal import console, print_trace
    from bcr.workflow import figures

    steps = figures.trace(dossier(ctx, as_of, basis), identifier)
    if form == "table" and output is None:
        print_trace(console(sys.stdout), steps)
    else:
        write(steps, form, output, title="Trace")


@main.command()
@click.argument("identifier", metavar="ID")
@row_options
@click.pass_context
def history(ctx: click.Context, identifier: str, *, form: str, output: Path | None) -> None:
    """Show every version of every figure of a benefit, case, KPI or logic: who, when, why."""
    from bcr.workflow.history import history as versions

    show(versions(ctx.obj[0], identifier), _VERSIONS, form, output, title="History")
