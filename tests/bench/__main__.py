"""Every figure side by side, in one run, as one table: `python -m tests.bench`.

`--others PYTHON` names an interpreter that has pandas and fastexcel, which bcr does not need;
without it those lines say what is lacking.
"""

from __future__ import annotations

import datetime as dt

import click

from tests.bench import compare, extracts, imports, one_table, startup


@click.command()
@click.option("--others", metavar="PYTHON", help="An interpreter with pandas and fastexcel.")
@click.option("--runs", default=3, show_default=True, help="Rounds of what takes minutes.")
def main(others: str | None, runs: int) -> None:
    """Measure all, print the one table, and keep it with its chart."""
    found = [
        *startup.figures(),
        *imports.figures(imports.has_others(others), runs=runs),
        *extracts.figures(),
        *compare.figures(),
    ]
    # Large: a process counts what the one that began it held then.
    from tests.bench import change_cost, league_cost, site

    found += [*change_cost.figures(), *league_cost.figures(), *site.figures()]
    click.echo(one_table.keep(found, dt.datetime.now(dt.UTC).date()))


if __name__ == "__main__":
    main()
