"""Cells, headers, dates, layout files and whole workbooks, changed at random for some minutes.

Run: python -m tests.bench.fuzz --minutes 10 [--seed N]
Whatever is fed in, the answer is a reading or a refusal, and it comes within the worker's limits
of time and memory. What is anything else is printed with the seed that gives it again.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bcr.errors import ConfigError
from bcr.workbook.files.guard import Refused
from bcr.workbook.layouts.drift import Drifted
from bcr.workbook.layouts.layout_file import read_layout
from bcr.workbook.reading import drafted_layout, read_file
from bcr.workbook.values.amounts import amount_in, decimal_mark
from bcr.workbook.values.dates import date_in, day_order, short_year
from bcr.workbook.values.periods import period_in
from bcr.workbook.worker import read_files
from tests.bench.mutations import LAYOUT, mutated, mutated_text, specimens
from tests.workbook.books import write_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workbook.books import Cell

_One = TypeVar("_One")
#: Beginnings of a message that only a fault of ours gives; a native reader's panic is answered for.
OURS: Final = "Reading the file failed ("
_NATIVE: Final = "PanicException"
_WORKBOOKS_AT_A_TIME: Final = 40

words = st.sampled_from(
    ["Benefit ID", "Benefit", "Baseline", "Target", "Unit", "Due date", "31/03/2024", "FY24 Q1",
     "£1.5m", "12%", "(3)", "TBC", "approx. 2m", "1e308", "nan", "-inf", "Total", "2023/24",
     "29 February 1900", "\u202e123", "\u0665", "=1+1", "_x0000_", "Mar-24", "0", "-0", "1,5"]
)  # fmt: skip
texts = st.one_of(words, st.text(max_size=30), st.lists(words, max_size=4).map(" ".join))
#: What a workbook can hold; openpyxl refuses to write the rest.
writable = texts.map(lambda text: "".join(c for c in text if c.isprintable()))
cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    writable,
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.sampled_from(["'=1+1", "", " ", "\u200b"]),
)


@click.command()
@click.option("--minutes", default=10.0, show_default=True)
@click.option("--seed", "start", default=0, show_default=True, help="Of the first round.")
def main(minutes: float, start: int) -> None:
    """Feed in what nobody would write; say what was tried and what went wrong."""
    until = time.monotonic() + 60 * minutes
    tried: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    number = start
    while time.monotonic() < until:
        for name, target in TARGETS.items():
            try:
                tried[name] += target(number)
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                faults[name] += 1
                click.echo(f"{name}, seed {number}: {type(error).__name__}: {error}")
        number += 1
    for name in TARGETS:
        click.echo(f"{name:10} {tried[name]:8,} tried {faults[name]:4} rounds with a fault")
    raise SystemExit(bool(faults))


def values(number: int) -> int:
    """Read texts as amounts, days and periods; give how many."""
    return _examples(number, texts, _read_as_values, 300)


def _read_as_values(text: str) -> None:
    amount_in(text, decimal=decimal_mark([text]))
    date_in(text, order=day_order([text]), edge="end", short=short_year([text]))
    period_in(text)


def sheets(number: int) -> int:
    """Read tables with any headers and cells; give how many."""
    rows = st.lists(st.lists(cells, max_size=7), max_size=9)
    with tempfile.TemporaryDirectory() as folder:
        return _examples(number, rows, lambda one: _read_sheet(Path(folder), one), 25)


def _read_sheet(folder: Path, rows: list[list[Cell]]) -> None:
    head: list[Cell] = ["Benefit ID", "Benefit", "Unit", "Baseline", "Target", "Due date"]
    path = write_book(folder / "register.xlsx", {"Register": [head, *rows], "Other": rows})
    read_file(path)
    try:
        drafted_layout(path)
    except Refused:
        return


def layouts(number: int) -> int:
    """Read a register by layout files that were changed; give how many."""
    chance = random.Random(number)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        register = specimens(Path(folder))[0]
        file = Path(folder) / "layout.toml"
        for _ in range(40):
            file.write_text(mutated_text(LAYOUT, chance), encoding="utf-8")
            try:
                read_file(register, [read_layout(file)])
            except (ConfigError, Refused, Drifted):
                continue
    return 40


def workbooks(number: int) -> int:
    """Read workbooks with bytes or parts changed, as the program does; give how many."""
    chance = random.Random(number)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = specimens(folder)
        paths = []
        for one in range(_WORKBOOKS_AT_A_TIME):
            source = sound[one % len(sound)]
            path = folder / f"{number}-{one}{source.suffix}"
            path.write_bytes(mutated(source.read_bytes(), chance))
            paths.append(path)
        for path, reading in zip(paths, read_files(paths, []), strict=True):
            if reading.refused.startswith(OURS) and _NATIVE not in reading.refused:
                raise AssertionError(f"{path.name}: {reading.refused}")
            if reading.refused.startswith("Reading the file took"):
                raise AssertionError(f"{path.name}: {reading.refused}")
    return _WORKBOOKS_AT_A_TIME


def _examples(
    number: int, strategy: st.SearchStrategy[_One], read: Callable[[_One], None], many: int
) -> int:
    @seed(number)
    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def examples(one: _One) -> None:
        read(one)

    examples()
    return many


TARGETS: Final = {
    "values": values, "sheets": sheets, "layouts": layouts, "workbooks": workbooks,
}  # fmt: skip

if __name__ == "__main__":
    main()
