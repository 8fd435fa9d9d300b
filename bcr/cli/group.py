"""The command `bcr` itself: what all commands share, and how they end."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from bcr.cli.paths import PATH
from bcr.errors import BcrError

if TYPE_CHECKING:
    from pathlib import Path

DONE, FOUND_PROBLEMS = 0, 3
#: Objects made before a command looks for unused ones: nearly all it makes is of use to its end.
_ALLOCATIONS: Final = 100_000
#: Each command, the file of this room that holds it, and what it is for. A file is opened when one
#: of its commands is asked for: help comes at once.
COMMANDS: Final = {
    "appraise": ("review", "Set a new case beside what became of cases like it."),
    "audit": ("audit", "Hold sources, store, figures and a report against each other."),
    "check": ("workbooks", "Say what each workbook is understood as; store nothing."),
    "classify": ("review", "Suggest an investment logic for benefits that name none."),
    "compare": ("figures", "Set each benefit's target beside what was realised."),
    "export": ("exports", "Write the store as Parquet, or as a copy to read from."),
    "framework": ("review", "Say what in the approved cases goes with delivery."),
    "history": ("figures", "Show every version of every figure."),
    "import": ("workbooks", "Store what workbooks and KPI extracts say."),
    "layout": ("workbooks", "Draft a layout file for a family of workbooks."),
    "logic": ("figures", "Rank the investment logics by what their cases delivered."),
    "money": ("money", "Set costs and the money of benefits side by side."),
    "overlap": ("figures", "Show KPIs claimed twice, and those beside them that got worse."),
    "questions": ("review", "List the questions that the gaps raise, by money at stake."),
    "report": ("reports", "Write the report site; open its index.html."),
    "template": ("workbooks", "Write an empty workbook to fill in."),
    "trace": ("figures", "Follow figures to the cells that they come from."),
    "waterfall": ("figures", "Show where the gap came from: from intended to proven."),
}


class _Edge(click.Group):
    """The one place where what stops the program becomes text and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            import_module(f"bcr.cli.{COMMANDS[cmd_name][0]}")
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except BcrError as error:
            click.echo(f"bcr: {error}", err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(DONE)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            click.echo(
                f"bcr: a bug of ours: {type(error).__name__}: {error}\n"
                "  Run again with `bcr --debug …` and send us what it prints.",
                err=True,
            )
            ctx.exit(1)


@click.group(
    cls=_Edge,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Exit codes: 0 done, 2 could not run, 3 ran and found problems, 1 a bug of ours.",
)
@click.option("--store", type=PATH, default="bcr.duckdb", show_default=True,
              help="The file that keeps what was imported.")  # fmt: skip
@click.option("--config", type=PATH, help="What is known of the portfolio: title, currency, as-of "
              "date, thresholds.  [default: bcr.toml, where there is one]")  # fmt: skip
@click.option("--debug", is_flag=True, help="Show the traceback of a bug.")
@click.version_option(package_name="bcr")
@click.pass_context
def main(ctx: click.Context, *, store: Path, config: Path | None, debug: bool) -> None:
    """Set what business cases promised beside what was realised."""
    del debug
    gc.set_threshold(_ALLOCATIONS)
    # Read when numpy is imported, here or in a worker: no matrix of ours is worth a second thread,
    # and to start and stop them takes as long as all else of numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    ctx.obj = (store, config)
