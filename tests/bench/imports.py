"""What importing many small workbooks costs, or one large one, beside other ways to read them.

`python -m tests.bench.imports` prints the tables and keeps them in `results/imports.md`.
`--others PYTHON` names an interpreter that has pandas and fastexcel, which bcr does not need.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import click

from tests.bench.figures import Figure, figure, growth
from tests.bench.timing import side_by_side, table
from tests.bench.workbooks import write_large, write_small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.timing import Timed

SIZES: Final = (300, 1_000, 3_000)
ROWS: Final = 200_000
RESULTS: Final = Path(__file__).parent / "results" / "imports.md"
_EACH: Final = """
import sys
from pathlib import Path
paths = sorted(Path(sys.argv[1]).glob("*.xlsx"))
"""
_CALAMINE: Final = (
    _EACH
    + """
from python_calamine import CalamineWorkbook
for path in paths:
    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()
"""
)
_UNPACKED: Final = (
    _EACH
    + """
import zipfile
for path in paths:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)
"""
)
_PANDAS: Final = (
    _EACH
    + """
import pandas
for path in paths:
    pandas.read_excel(path, sheet_name=None, header=None, engine=sys.argv[2])
"""
)
_POLARS: Final = (
    _EACH
    + """
import polars
for path in paths:
    polars.read_excel(path, sheet_id=0)
"""
)
_IMPORT: Final = """
import sys
from pathlib import Path
from bcr.cli import main
source, store, is_new = sys.argv[1:]
if is_new:
    Path(store).unlink(missing_ok=True)
sys.argv[1:] = ["--store", store, "import", source]
main()
"""
LOOP, FLOOR = "a bare calamine loop", "unpacking alone"
PANDAS, PANDAS_CALAMINE = "pandas with openpyxl", "pandas with calamine"
POLARS, FIRST, AGAIN = "polars.read_excel", "bcr import", "bcr import, unchanged"


def commands(folder: Path, others: str | None) -> dict[str, list[str]]:
    """Give each way to read the workbooks of a folder."""
    here, store = [sys.executable, "-c"], str(folder.with_suffix(".duckdb"))
    found = {
        LOOP: [*here, _CALAMINE, str(folder)],
        FLOOR: [*here, _UNPACKED, str(folder)],
        FIRST: [*here, _IMPORT, str(folder), store, "new"],
        AGAIN: [*here, _IMPORT, str(folder), store, ""],
    }
    if others:
        found |= {
            POLARS: [others, "-c", _POLARS, str(folder)],
            PANDAS_CALAMINE: [others, "-c", _PANDAS, str(folder), "calamine"],
            PANDAS: [others, "-c", _PANDAS, str(folder), "openpyxl"],
        }
    return found


def timed_small(
    folder: Path, others: str | None, *, sizes: Sequence[int], runs: int
) -> list[list[Timed]]:
    """Time every way at each size, the others at the largest alone."""
    each = []
    for size in sizes:
        inside = folder / f"{size} workbooks"
        inside.mkdir()
        for number in range(size):
            write_small(inside / f"register-{number:04}.xlsx", number)
        beside = others if size == max(sizes) else None
        each.append(side_by_side(commands(inside, beside), runs=runs, warm=False))
    return each


def timed_large(folder: Path, others: str | None, *, rows: int, runs: int) -> list[Timed]:
    """Time every way to read one workbook."""
    inside = folder / "large"
    inside.mkdir()
    write_large(inside / "register.xlsx", rows)
    return side_by_side(commands(inside, others), runs=runs, warm=False)


def found_figures(small: Sequence[Sequence[Timed]], large: Sequence[Timed]) -> list[Figure]:
    """Give the figures that the one table shows.

    Accepted is what a user waits for: the workers read side by side, as none of the others does.
    """
    of = {timed.name: timed for timed in small[-1]}
    one = {timed.name: timed for timed in large}
    many = f"import of {max(SIZES):,} small workbooks"
    big = f"import of a workbook of {ROWS:,} × 12"
    grown = growth(SIZES, [next(t for t in each if t.name == FIRST).processor for each in small])
    found = [
        figure(many, of[FIRST], of[LOOP], most=2, growth=grown),
        figure(many, of[FIRST], of[FLOOR]),
        *_beside(many, of, PANDAS, most=1 / 8),
        *_beside(many, of, PANDAS_CALAMINE),
        figure(f"{many}, unchanged", of[AGAIN], of[FIRST], most=0.1),
        *_beside(big, one, POLARS, most=2),
        figure(big, one[FIRST], one[LOOP]),
        figure(big, one[FIRST], one[FLOOR]),
        *_beside(big, one, PANDAS),
        *_beside(big, one, PANDAS_CALAMINE),
        figure(f"{big}, unchanged", one[AGAIN], one[FIRST], most=0.1),
    ]
    return [replace(one, by_clock=True) for one in found]


def _beside(
    what: str, timed: dict[str, Timed], other: str, *, most: float | None = None
) -> list[Figure]:
    if other in timed:
        return [figure(what, timed[FIRST], timed[other], most=most)]
    lacks = "pandas and fastexcel are not installed"
    return [Figure(what, other, None, None, most, lacks=lacks)]


def has_others(python: str | None) -> str | None:
    """Give the interpreter if it has what the comparison needs."""
    if python is None:
        return None
    command = [python, "-c", "import pandas, openpyxl, python_calamine, polars, fastexcel"]
    done = subprocess.run(command, check=False, capture_output=True)
    return None if done.returncode else python


def figures(others: str | None, *, runs: int = 3) -> list[Figure]:
    """Measure all, keep the tables, and give the figures of the one table."""
    with TemporaryDirectory() as folder:
        small = timed_small(Path(folder), others, sizes=SIZES, runs=runs)
        large = timed_large(Path(folder), others, rows=ROWS, runs=runs)
    titles = (f"{size:,} workbooks of 1 to 3 sheets, 20 to 40 rows each" for size in SIZES)
    told = [table(title, each, LOOP) for title, each in zip(titles, small, strict=True)]
    told.append(table(f"One workbook of {ROWS:,} rows, 12 columns each", large, LOOP))
    RESULTS.write_text("\n".join(told), encoding="utf-8")
    return found_figures(small, large)


@click.command()
@click.option("--others", metavar="PYTHON", help="An interpreter with pandas and fastexcel.")
@click.option("--runs", default=3, show_default=True)
def main(others: str | None, runs: int) -> None:
    """Print what `figures` keeps."""
    figures(has_others(others), runs=runs)
    click.echo(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
