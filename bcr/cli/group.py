"""The command `bcr` itself: what all commands share, and how they end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from bcr.cli.options import PATH
from bcr.errors import BcrError

if TYPE_CHECKING:
    from pathlib import Path

DONE, FOUND_PROBLEMS = 0, 3


class _Edge(click.Group):
    """The one place where what stops the program becomes text and an exit code."""

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
    ctx.obj = (store, config)
