"""Commands that give figures: compare, logic, overlap, waterfall, trace, history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import (
    as_of_option,
    basis_option,
    dossier,
    engine_options,
    row_options,
    show,
    write,
)
from bcr.model import PARTS, Grouping, LeagueBy

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
_CLAIMED = (
    "kpi_id", "benefit_id", "start_on", "intended_movement", "observed_movement", "stated_share",
    "attributed_share", "attributed_movement", "claimed_movement", "over_claimed", "share_alone",
    "share_after", "clash",
)  # fmt: skip
_BESIDE = (
    "role", "kpi_id", "kpi_name", "case_id", "started_on", "expected_without", "change",
    "change_low", "change_high", "evidence", "moved_wrong",
)  # fmt: skip
_FALLS = ("name", "basis", "class", "currency", "money_per", "benefits", "intended", *PARTS)
#: What waterfalls can be put together by.
_HEAPS = ("benefit", "case", "logic", "department")


@main.command()
@click.option("--by", type=click.Choice([one.value for one in Grouping]),
              help="Put benefits together: a row for each case, logic, and so on.")  # fmt: skip
@as_of_option
@basis_option
@engine_options
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

    found = dossier(ctx, as_of, basis, whole=False)
    if shared := found.claims.height:
        click.echo(f"{shared} benefits claim a KPI that others claim too: bcr overlap", err=True)
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
@engine_options
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

    Likewise departments, sponsors, or cases by the size of their approved cost, by their year, or
    by the year of the business-case template they were written in.
    """
    from bcr.workflow import figures

    found = dossier(ctx, as_of, basis, whole=False)
    show(figures.league_by(found, LeagueBy(by)), _RANKED, form, output, title="Logics")


@main.command()
@as_of_option
@row_options
@click.pass_context
def overlap(
    ctx: click.Context, *, as_of: dt.datetime | None, form: str, output: Path | None
) -> None:
    """Show KPIs claimed more than once, and KPIs beside them that got worse.

    The claims come first, one movement divided among them. Then every counter-KPI of an investment
    logic, tested at the start of its cases, and KPIs of other departments that got worse after a
    case started; which is not to say because of it.
    """
    from bcr.workflow import figures

    found = dossier(ctx, as_of)
    if form != "table" or output is not None:
        write(figures.overlaps(found), form, output, title="Overlap")
        return
    if found.claims.is_empty():
        click.echo("No KPI is claimed more than once.")
    else:
        show(found.claims, _CLAIMED, form, output, title="Claims")
    click.echo()
    beside = found.surroundings
    show(beside.effects, _BESIDE, form, output, title="Beside")
    looked = f"{beside.looked_at:,} of {beside.pairs:,}"
    click.echo(f"looked at {looked} pairs of a start and a KPI elsewhere", err=True)


@main.command()
@click.option("--by", type=click.Choice(_HEAPS),
              help="A row for each of these.  [default: all benefits together]")  # fmt: skip
@as_of_option
@row_options
@click.pass_context
def waterfall(
    ctx: click.Context,
    *,
    by: str | None,
    as_of: dt.datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """Show where the gap came from: from intended in full to proven.

    A row counts benefits, each as one, or adds money of one class. Its parts add up to what was
    intended in full; what went beyond the plan or the wrong way stands beside it.
    """
    found = dossier(ctx, as_of)
    each = by == "benefit"
    rows = found.waterfalls if each else found.waterfalls_by(Grouping(by) if by else None)
    show(rows, ("group", *_FALLS) if each else _FALLS, form, output, title="Waterfall")


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
    from bcr.workflow import tracing

    steps = tracing.trace(dossier(ctx, as_of, basis), identifier)
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
