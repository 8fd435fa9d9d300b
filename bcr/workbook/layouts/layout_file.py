"""Layout files: one TOML settles a family of workbooks for good. README, "Layout files"."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from bcr.errors import ConfigError
from bcr.provenance import Severity
from bcr.workbook.files.guard import Refused
from bcr.workbook.layouts.columns import only
from bcr.workbook.layouts.drift import Drift, Drifted
from bcr.workbook.layouts.header_rows import has_any_header, is_signed
from bcr.workbook.layouts.specs import table_spec
from bcr.workbook.layouts.tables import tables_as_told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.layouts.specs import TableSpec
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.values.dates import Order

#: Characters of a digest; enough to part the few layouts of a family.
_DIGEST: Final = 12
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

    #: Of what it says, comments aside: a layout that says something else reads otherwise.
    digest: str = ""

    def fits(self, path: Path) -> bool:
        """Tell whether a file is of this family, by its name; without names any file may be."""
        names = (fnmatchcase(path.name.casefold(), glob.casefold()) for glob in self.files)
        return not self.files or any(names)

    def is_signed_in(self, grids: Sequence[Grid]) -> bool:
        """Tell whether every signature of headers stands on a sheet that its table may be on."""
        return all(
            any(fnmatchcase(grid.sheet, spec.sheet) and is_signed(grid, spec) for grid in grids)
            for spec in self.tables_in
            if spec.headers
        )

    def tables(self, grids: Sequence[Grid]) -> list[Found]:
        """Give the tables of a workbook as this layout says.

        Raises: Drifted, with everything in which the workbook is not as the layout says.
        """
        told: dict[str, list[TableSpec]] = {grid.sheet: [] for grid in grids}
        drifts: list[Drift] = []
        for spec in self.tables_in:
            sheets = self._sheets(spec, grids)
            if not sheets:
                drifts.append(_sheet_gone(spec, grids))
            for sheet in sheets:
                told[sheet].append(spec)
        found: list[Found] = []
        for grid in grids:
            tables, drifted = tables_as_told(grid, told[grid.sheet], self)
            found += tables
            drifts += drifted
        if any(drift.severity is Severity.ERROR for drift in drifts):
            raise Drifted(self.name, drifts)
        return found

    def _sheets(self, spec: TableSpec, grids: Sequence[Grid]) -> list[str]:
        """Give the sheets a table is on; of several that match, those with any of its headers."""
        if spec.sheet in [grid.sheet for grid in grids]:
            return [spec.sheet]
        matching = [grid for grid in grids if fnmatchcase(grid.sheet, spec.sheet)]
        if spec.headers and (signed := [grid for grid in matching if is_signed(grid, spec)]):
            return [grid.sheet for grid in signed]
        headed = [grid for grid in matching if has_any_header(grid, spec)]
        return [grid.sheet for grid in headed or matching]


def _sheet_gone(spec: TableSpec, grids: Sequence[Grid]) -> Drift:
    there = ", ".join(f"“{grid.sheet}”" for grid in grids)
    message = f"it reads a sheet “{spec.sheet}”, and there is none; there are: {there}."
    return Drift("", None, "", message, "layout-sheet-went")


def may_claim(path: Path, layouts: Sequence[Layout]) -> list[Layout]:
    """Give the layouts that may be a file's, as far as its name tells."""
    return [layout for layout in layouts if layout.fits(path)]


def foreseen_digest(path: Path, layouts: Sequence[Layout]) -> str | None:
    """Give the digest of a file's layout as far as its name tells; nothing where headers decide.

    Empty where no layout claims it.
    """
    claiming = may_claim(path, layouts)
    if len(claiming) > 1 or any(not layout.files for layout in claiming):
        return None
    return claiming[0].digest if claiming else ""


def layout_for(path: Path, layouts: Sequence[Layout], grids: Sequence[Grid]) -> Layout | None:
    """Give the layout of a file by its name and its headers, or nothing.

    A layout that names no files claims those that have its headers.
    Raises: Refused, when two layouts claim the file.
    """
    fitting = [
        layout for layout in may_claim(path, layouts) if layout.files or layout.is_signed_in(grids)
    ]
    if len(fitting) > 1:
        fitting = [layout for layout in fitting if layout.is_signed_in(grids)] or fitting
    if len(fitting) > 1:
        names = " and ".join(f"“{layout.name}”" for layout in fitting)
        message = f"The layouts {names} both claim this file; narrow their `files` or `headers`."
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
        return replace(_layout(stated, path.stem), digest=_digest(stated))
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise ConfigError(
            f"{path.as_posix()}: {error}", "README, “Layout files”, says what may stand there."
        ) from None


def _digest(stated: dict[str, Any]) -> str:
    said = json.dumps(stated, sort_keys=True, default=str)
    return sha256(said.encode()).hexdigest()[:_DIGEST]


def _layout(stated: dict[str, Any], stem: str) -> Layout:
    only(stated, _KEYS, "the file")
    files, tables = stated.get("files"), stated.get("table")
    if not tables or not isinstance(tables, list):
        raise ValueError("there is no [[table]]")
    if not files and not all(table.get("headers") for table in tables):
        raise ValueError(
            '`files` must name the workbooks, such as files = ["register_*.xlsx"], or `headers` '
            "of each [[table]] those by which it is known"
        )
    if not isinstance(files, str | list | None):
        raise TypeError(f"files is {files!r}; it may be a name, or a list of names")
    year_starts = _month(stated.get("year_starts", 4))
    return Layout(
        name=str(stated.get("name", stem)),
        files=(files,) if isinstance(files, str) else tuple(map(str, files or ())),
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
