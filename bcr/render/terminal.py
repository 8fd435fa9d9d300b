"""Results as text for a terminal: tables that fit, problems as a person reads them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bcr.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    import polars as pl

    from bcr.model import Problem, Reading

#: Problems of one rule shown in full for one file; the rest are counted.
_SHOWN: Final = 5
#: Characters of a column; longer texts end in an ellipsis.
_WIDEST: Final = 36
_UNLIMITED: Final = 10_000
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}
_PERCENT: Final = frozenset(
    {"realised_share", "low", "high", "coverage", "bound_low", "bound_high", "proven_share"}
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
    return Console(file=file, highlight=False, width=width, soft_wrap=not file.isatty())


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


def print_reading(out: Console, reading: Reading, *, all_problems: bool = False) -> None:
    """Print what a file was understood as: its tables, their columns, and every problem."""
    status = "refused" if reading.refused else f"{len(reading.blocks)} tables"
    out.print(Text.assemble((reading.path, "bold"), f"  {status}"))
    for block in reading.blocks:
        aside = f", {len(block.set_aside)} set aside" if block.set_aside else ""
        out.print(Text(f"  {block.sheet}!{block.range}: {block.holds}, {block.rows} rows{aside}"))
        fields = ", ".join(f"{place}={name}" for name, place in block.columns.items())
        out.print(Text(f"    {fields}", style="dim"))
        if block.unmatched:
            unused = ", ".join(f"{place} “{header}”" for header, place in block.unmatched.items())
            out.print(Text(f"    kept as extra: {unused}", style="dim"))
        for row, reason in block.set_aside.items():
            out.print(Text(f"    row {row} set aside: {reason}", style="dim"))
    print_problems(out, reading.problems, all_problems=all_problems)


def print_problems(out: Console, problems: Sequence[Problem], *, all_problems: bool) -> None:
    """Print problems, the gravest first; of many alike, the first few and how many more."""
    grave = list(Severity)
    counts: Counter[str] = Counter()
    for problem in sorted(problems, key=lambda p: grave.index(p.severity)):
        counts[problem.rule] += 1
        if all_problems or counts[problem.rule] <= _SHOWN:
            out.print(Text(str(problem), style=_COLOURS[problem.severity]))
    for rule, count in counts.items():
        if count > _SHOWN and not all_problems:
            out.print(
                Text(f"  … and {count - _SHOWN:,} more [{rule}]; --all shows them.", style="dim")
            )


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
