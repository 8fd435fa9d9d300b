"""The command on money: money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import as_of_option, basis_option, dossier, row_options, show

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

_COLUMNS = {
    "class": ("class", "currency", "benefits", "claimed", "measured", "valued", "removed"),
    "case": (
        "case_id", "class", "line", "costs", "benefits_value", "npv", "bcr", "payback_years",
        "counted", "benefits", "reason",
    ),
    "year": (
        "case_id", "line", "flow", "class", "year", "money", "price_year", "real",
        "discount_factor", "present_value", "reason",
    ),
    "unit": (
        "benefit_id", "unit", "implied", "compared", "compared_with", "ratio", "questioned",
    ),
}  # fmt: skip


@main.command()
@click.option("--by", type=click.Choice(list(_COLUMNS)), default="class", show_default=True,
              help="class: claimed, measured, valued, removed from a budget. case: costs, "
              "benefits, NPV, ratio and payback. year: what those are worked out from. unit: "
              "what a unit moved is taken to be worth.")  # fmt: skip
@as_of_option
@basis_option
@row_options
@click.pass_context
def money(
    ctx: click.Context,
    *,
    by: str,
    as_of: dt.datetime | None,
    basis: str,
    form: str,
    output: Path | None,
) -> None:
    """Set costs and the money of benefits side by side; classes are never added."""
    found = dossier(ctx, as_of, basis)
    terms = found.portfolio.appraisal
    if by in {"case", "year"}:
        base = f"prices of {terms.price_base}" if terms.price_base else "each case's own prices"
        click.echo(f"{base}, discounted at {terms.discount_rate:.1%} a year, real", err=True)
    frames = {
        "class": found.ladder,
        "case": found.appraisals,
        "year": found.yearly,
        "unit": found.unit_values,
    }
    show(frames[by], _COLUMNS[by], form, output, title="Money")
