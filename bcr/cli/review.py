"""Commands that look through cases: classify, framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import as_of_option, dossier, row_options, show

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

_SUGGESTED = ("benefit_id", "title", "suggested", "score", "reason", "second")
_FRAMEWORK = (
    "name", "with_it", "without", "share_with", "share_without", "difference", "low", "high",
    "p_adjusted", "says",
)  # fmt: skip
_ANSWERS = (
    "case_id", "benefits", "baseline_known", "measurable", "measure_named", "explained",
    "data_planned", "review_committed", "on_track", "auditability",
)  # fmt: skip


@main.command()
@row_options
@click.pass_context
def classify(ctx: click.Context, *, form: str, output: Path | None) -> None:
    """Suggest an investment logic for each benefit that names none.

    With -o review.xlsx: a workbook with drop-downs. What is chosen there counts once the workbook
    is imported; until then the benefit stays unclassified. Logics of your own are added on its
    sheet Logics.
    """
    from bcr.workflow import reviews

    found = dossier(ctx, None)
    rows = reviews.suggested(found)
    if output is not None and output.suffix.lower() == ".xlsx" and form in {"table", "xlsx"}:
        reviews.write_review(found, rows, output)
        click.echo(f"{rows.height} benefits in {output}; then: bcr import {output}", err=True)
        return
    show(rows, _SUGGESTED, form, output, title="Classify")


@main.command()
@click.option("--of", "what", type=click.Choice(["features", "audits", "confidence"]),
              default="features", show_default=True,
              help="What was in the cases, an auditor's questions, or confidence.")  # fmt: skip
@as_of_option
@row_options
@click.pass_context
def framework(
    ctx: click.Context, *, what: str, as_of: dt.datetime | None, form: str, output: Path | None
) -> None:
    """Say what in the approved cases goes with delivery.

    It goes with it; it is not shown to be the cause.
    """
    from bcr.workflow import reviews

    found = dossier(ctx, as_of)
    if what == "features":
        show(reviews.framework(found), _FRAMEWORK, form, output, title="Framework")
    elif what == "audits":
        show(reviews.audits(found), _ANSWERS, form, output, title="Audits")
    else:
        rows = reviews.confidence(found)
        show(rows, rows.columns, form, output, title="Confidence")
