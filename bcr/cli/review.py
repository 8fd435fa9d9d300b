"""Commands that look through cases: classify."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import dossier, row_options, show

if TYPE_CHECKING:
    from pathlib import Path

_SUGGESTED = ("benefit_id", "title", "suggested", "score", "reason", "second")


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
