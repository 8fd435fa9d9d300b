"""Results as text for a terminal: tables that fit, problems as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from bcr.errors import printable
from bcr.render.checked import decisions, other_reasons
from bcr.render.talk import print_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    import polars as pl
    from rich.console import ConsoleOptions, RenderableType

    from bcr.provenance import Block, Reading
    from bcr.render.checked import Decision

#: Characters of a column; longer texts end in an ellipsis.
_WIDEST: Final = 36
_UNLIMITED: Final = 10_000
#: Rows set aside for one reason that are named; of more, the number.
_ROWS_NAMED: Final = 12
_HOLDS: Final = {"observations": "KPI series", "kpis": "KPIs"}
_PERCENT: Final = frozenset(
    {
        "realised_share",
        "low",
        "high",
        "coverage",
        "bound_low",
        "bound_high",
        "outer_low",
        "outer_high",
        "lower_quartile",
        "proven_share",
        "next_low",
        "next_high",
        "stated_share",
        "attributed_share",
        "share_alone",
        "share_after",
    }
)
_STATUS: Final = {
    "exceeded": "green", "delivered": "green", "mostly": "cyan", "short": "yellow",
    "reversed": "red", "delivers": "green", "delivers_in_part": "cyan", "backfires": "red",
}  # fmt: skip


def console(file: TextIO) -> Console:
    """Give a console for a stream; colours obey NO_COLOR and stay out of pipes.

    What is piped has lines as wide as they need to be.
    """
    width = None if file.isatty() else _UNLIMITED
    return _Harmless(
        file=file,
        highlight=False,
        markup=False,
        emoji=False,
        width=width,
        soft_wrap=not file.isatty(),
    )


class _Harmless(Console):
    """A console that prints what people wrote as text: none of it steers the terminal."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        """Give the pieces of what is printed; rich's own controls stay."""
        for piece in super().render(renderable, options):
            yield piece if piece.control else Segment(printable(piece.text), piece.style)


def print_rows(out: Console, frame: pl.DataFrame, columns: Sequence[str]) -> None:
    """Print some columns of a frame as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for name in columns:
        numeric = frame[name].dtype.is_numeric()
        table.add_column(
            name.replace("_", " "),
            justify="right" if numeric else "left",
            no_wrap=True,
            overflow="ellipsis",
            max_width=_WIDEST,
        )
    for row in frame.select(columns).iter_rows(named=True):
        table.add_row(*(_cell(name, value) for name, value in row.items()))
    out.print(table)


def _cell(name: str, value: Any) -> Text:  # noqa: ANN401 - whatever a frame holds
    if value is None:
        return Text("–", style="dim")
    if name in _PERCENT:
        return Text(f"{value:z.0%}")
    if isinstance(value, float):
        return Text(f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}")
    return Text(str(value), style=_STATUS.get(str(value), ""))


def print_reading(
    out: Console, reading: Reading, *, all_problems: bool = False, explain: bool = False
) -> None:
    """Print what a file was understood as: its tables, their columns, and every problem.

    `explain` adds why each column was understood so.
    """
    number = len(reading.blocks)
    status = "refused" if reading.refused else f"{number} table{'s' * (number != 1)}"
    out.print(Text.assemble((reading.path, "bold"), f"  {status}"))
    for block in reading.blocks:
        _print_block(out, block, explain=explain)
    print_problems(out, reading.problems, all_problems=all_problems)


def _print_block(out: Console, block: Block, *, explain: bool) -> None:
    aside = f", {len(block.set_aside):,} set aside" if block.set_aside else ""
    rows = f"{block.rows:,} row{'s' * (block.rows != 1)}"
    holds = _HOLDS.get(block.holds, block.holds)
    out.print(Text(f"  {block.sheet}!{block.range}: {holds}, {rows}{aside}"))
    decided = decisions(block)
    if explain:
        _print_decisions(out, decided)
        for reason in other_reasons(block):
            out.print(Text(f"    {reason}", style="dim"))
    else:
        fields = ", ".join(f"{one.cells}={one.field}" for one in decided if one.field)
        out.print(Text(f"    {fields}", style="dim"))
        if block.unmatched:
            unused = ", ".join(f"{one.cells} “{one.header}”" for one in decided if not one.field)
            out.print(Text(f"    kept as extra: {unused}", style="dim"))
    for reason, numbers in _by_reason(block).items():
        out.print(Text(f"    {numbers} set aside: {reason}", style="dim"))


def _print_decisions(out: Console, decided: Sequence[Decision]) -> None:
    table = Table(box=None, pad_edge=False, show_edge=False, show_header=False, padding=(0, 2))
    for style in ("", "bold", "dim"):
        table.add_column(style=style, no_wrap=style == "bold")
    for one in decided:
        unused = "no field; kept as an extra"
        reason = one.reason or (f"the header is “{one.header}”" if one.header else "")
        table.add_row(f"    {one.cells}", one.field or unused, reason)
    out.print(table)


def _by_reason(block: Block) -> dict[str, str]:
    """Give the rows set aside for each reason: the first few of many, and how many more."""
    rows: dict[str, list[int]] = {}
    for row, reason in block.set_aside.items():
        rows.setdefault(reason, []).append(row)
    return {reason: _rows_named(numbers) for reason, numbers in rows.items()}


def _rows_named(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:_ROWS_NAMED]))
    more = len(numbers) - _ROWS_NAMED
    beyond = f" and {more:,} more" if more > 0 else ""
    return f"row{'s' * (len(numbers) != 1)} {named}{beyond}"


def print_trace(out: Console, steps: pl.DataFrame) -> None:
    """Print the steps of a trace, each indented under the figure it belongs to."""
    for step in steps.iter_rows(named=True):
        line = Text("  " * step["depth"])
        line.append(
            f"{step['figure']} = {step['value']}", style="bold" if not step["depth"] else ""
        )
        if step["how"]:
            line.append(f"  {step['how']}", style="dim")
        if step["source_cell"]:
            line.append(f"  {step['source_file']}, {step['source_cell']}", style="cyan")
        if step["cell_says"] is not None:
            line.append(f" says “{' '.join(step['cell_says'].split())}”")
        out.print(line)
