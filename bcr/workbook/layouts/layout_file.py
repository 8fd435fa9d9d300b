"""Layout files: one TOML settles a family of workbooks for good. README, "Layout files"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from bcr.errors import ConfigError
from bcr.workbook.files.guard import Refused
from bcr.workbook.layouts.specs import only, table_spec
from bcr.workbook.layouts.tables import has_any_header, tables_as_told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.specs import TableSpec
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.values.dates import Order

_KEYS: Final = frozenset(
    {"name", "files", "year_starts", "date_order", "decimal", "ratios", "table"}
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of workbooks, by file name, and the tables in each."""

    name: str
    files: tuple[str, ...]
    tables_in: tuple[TableSpec, ...]
    year_starts: int = 4
    date_order: Order = ""
    decimal: str = ""
    ratios: bool = False

    def fits(self, path: Path) -> bool:
        """Tell whether a file is of this family, by its name."""
        return any(fnmatchcase(path.name.casefold(), glob.casefold()) for glob in self.files)

    def tables(self, grids: Sequence[Grid]) -> list[Found]:
        """Give the tables of a workbook as this layout says.

        Raises: Refused, when a sheet or column it names is not there.
        """
        told: dict[str, list[TableSpec]] = {grid.sheet: [] for grid in grids}
        for spec in self.tables_in:
            for sheet in self._sheets(spec, grids):
                told[sheet].append(spec)
        return [found for grid in grids for found in tables_as_told(grid, told[grid.sheet], self)]

    def _sheets(self, spec: TableSpec, grids: Sequence[Grid]) -> list[str]:
        """Give the sheets a table is on; of several that match, those with any of its headers."""
        names = [grid.sheet for grid in grids]
        if spec.sheet in names:
            return [spec.sheet]
        matching = [grid for grid in grids if fnmatchcase(grid.sheet, spec.sheet)]
        if not matching:
            there = ", ".join(f"“{name}”" for name in names)
            raise Refused(
                f"The layout “{self.name}” reads a sheet “{spec.sheet}”, and there is none; there "
                f"are: {there}. Correct the layout file."
            )
        headed = [grid for grid in matching if has_any_header(grid, spec)]
        return [grid.sheet for grid in headed or matching]


def layout_for(path: Path, layouts: Sequence[Layout]) -> Layout | None:
    """Give the layout of a file, or nothing.

    Raises: Refused, when two layouts claim the file.
    """
    fitting = [layout for layout in layouts if layout.fits(path)]
    if len(fitting) > 1:
        names = " and ".join(f"“{layout.name}”" for layout in fitting)
        message = f"The layouts {names} both claim this file; narrow their `files`."
        raise Refused(message)
    return fitting[0] if fitting else None


def read_layout(path: Path) -> Layout:
    """Read a layout file.

    Raises: ConfigError, naming the file and what in it cannot be followed.
    """
    try:
        stated = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.as_posix()}: {error}", "Correct the layout file.") from None
    try:
        return _layout(stated, path.stem)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise ConfigError(
            f"{path.as_posix()}: {error}", "README, “Layout files”, says what may stand there."
        ) from None


def _layout(stated: dict[str, Any], stem: str) -> Layout:
    only(stated, _KEYS, "the file")
    files, tables = stated.get("files"), stated.get("table")
    if not files or not isinstance(files, str | list):
        raise ValueError('`files` must name the workbooks, such as files = ["register_*.xlsx"]')
    if not tables or not isinstance(tables, list):
        raise ValueError("there is no [[table]]")
    year_starts = _month(stated.get("year_starts", 4))
    return Layout(
        name=str(stated.get("name", stem)),
        files=(files,) if isinstance(files, str) else tuple(map(str, files)),
        tables_in=tuple(table_spec(table, year_starts) for table in tables),
        year_starts=year_starts,
        date_order=_date_order(stated.get("date_order", "")),
        decimal=_decimal(stated.get("decimal", "")),
        ratios=_yes(stated.get("ratios", False)),
    )


def _month(stated: object) -> int:
    if type(stated) is not int or not 1 <= stated <= 12:
        raise ValueError(f"year_starts is {stated!r}; it may be a month from 1 to 12")
    return stated


def _date_order(stated: object) -> Order:
    match stated:
        case "" | "dmy" | "mdy":
            return stated
        case _:
            raise ValueError(f"date_order is {stated!r}; it may be 'dmy' or 'mdy'")


def _decimal(stated: object) -> str:
    if stated not in {"", ".", ","}:
        raise ValueError(f"decimal is {stated!r}; it may be '.' or ','")
    return str(stated)


def _yes(stated: object) -> bool:
    match stated:
        case bool():
            return stated
        case _:
            raise ValueError(f"ratios is {stated!r}; it may be true or false")
