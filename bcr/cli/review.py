"""Commands that look through cases: classify, framework, questions, appraise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bcr.cli.group import main
from bcr.cli.options import as_of_option, dossier, row_options, show
from bcr.cli.paths import PATH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

_SUGGESTED = ("benefit_id", "title", "suggested", "score", "reason", "second")
_APPRAISED = (
    "title", "reference", "cases", "baseline", "target", "p20", "p50", "p80", "money_at_target",
    "money_p50", "claimed_by", "lacks",
)  # fmt: skip
_PAYS = (
    "case_id", "class", "currency", "costs", "npv", "npv_p20", "npv_p50", "npv_p80", "bcr",
    "bcr_p20", "bcr_p50", "bcr_p80", "reason",
)  # fmt: skip
_ASKED = ("case_id", "question", "figure", "at_stake", "source_cell")
_SETS = (
    "name", "with_it", "without", "share_with", "share_without", "difference", "low", "high",
    "p_adjusted", "says",
)  # fmt: skip
#: What `framework` looks at, and its columns on the terminal; none: all of them.
_PARTS: dict[str, tuple[str, ...]] = {
    "framework": _SETS,
    "origins": _SETS,
    "audits": (),
    "confidence": (),
    "continuity": (),
    "chain": (),
}  # fmt: skip


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
@click.option("--of", "what", type=click.Choice(list(_PARTS)), default="framework",
              show_default=True, help="What to look at.")  # fmt: skip
@as_of_option
@row_options
@click.pass_context
def framework(
    ctx: click.Context, *, what: str, as_of: dt.datetime | None, form: str, output: Path | None
) -> None:
    """Say what in the approved cases goes with delivery.

    It goes with it; it is not shown to be the cause. Also: the departments and templates that cases
    come from (origins), the auditor's seven questions, stated confidence beside what happened, what
    did not last, and each link of each logic's chain.
    """
    from bcr.workflow import reviews

    rows = getattr(reviews.review(dossier(ctx, as_of)), what)
    show(rows, _PARTS[what] or rows.columns, form, output, title=what.capitalize())


@main.command()
@click.argument("case", required=False)
@as_of_option
@row_options
@click.pass_context
def questions(
    ctx: click.Context,
    *,
    case: str | None,
    as_of: dt.datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """List the questions that the gaps raise, the largest sums first.

    CASE is the id of a case to ask about; all of them unless given.
    """
    from bcr.workflow import reviews

    rows = reviews.questions(dossier(ctx, as_of), case)
    show(rows, _ASKED, form, output, title="Questions")


@main.command()
@click.argument("workbook", type=PATH)
@click.option("--layout", "layouts", multiple=True, type=PATH, metavar="FILE",
              help="A layout file; those in layouts/ beside the workbook are found.")  # fmt: skip
@click.option("--of", "what", type=click.Choice(["benefits", "money"]), default="benefits",
              show_default=True, help="Benefit by benefit, or whether the case pays.")  # fmt: skip
@click.option("--page", type=PATH, metavar="FOLDER", help="Write a page as well.")
@as_of_option
@row_options
@click.pass_context
def appraise(
    ctx: click.Context,
    workbook: Path,
    *,
    layouts: Sequence[Path],
    what: str,
    page: Path | None,
    as_of: dt.datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """Set a new case beside what became of cases like it.

    Its benefits at the share of plan that a fifth, half and four fifths of like cases stay below,
    what it lacks that went with delivery, and KPIs that other cases claim. Its net present value
    and benefit–cost ratio as stated, and with the benefits at those shares. Stores nothing.
    """
    from bcr.workflow import appraisals, sources

    found = dossier(ctx, as_of)
    told = sources.find_layouts([workbook], layouts)
    (file,) = sources.find_files([workbook])
    appraised = appraisals.appraise(found, file, told)
    rows = appraised.money if what == "money" else appraised.benefits
    columns = _PAYS if what == "money" else _APPRAISED
    show(rows, columns, form, output, title="Appraisal")
    if page is not None:
        appraisals.write_page(found, appraised, page)
        click.echo(f"Open {page / 'index.html'}", err=True)
