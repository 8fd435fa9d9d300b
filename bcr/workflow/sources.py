"""Which files are read: workbooks and extracts at some paths, and the layout files beside them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bcr.errors import BcrError
from bcr.render.manifest import is_export

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bcr.workbook.layouts.layout import Layout

#: Endings of files that may hold benefits or KPI series.
ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".parquet"})
#: Folder beside the workbooks that holds their layout files.
LAYOUTS: Final = "layouts"


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Give the workbooks and extracts at some paths, folders searched through, in a stable order.

    Raises: BcrError, when a path is not there or a folder holds none.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if not path.exists():
            raise BcrError(f"{path.as_posix()}: there is no such file or folder.")
        inside = [path] if path.is_file() else list(_table_files(path))
        if not inside:
            endings = ", ".join(sorted(ENDINGS))
            raise BcrError(
                f"{path.as_posix()}: the folder holds no workbook.", f"Read are {endings}."
            )
        _refuse_exports(inside)
        found |= {one.as_posix(): one for one in inside}
    return [found[name] for name in sorted(found)]


def _refuse_exports(files: Iterable[Path]) -> None:
    """Take no table of an export for a KPI extract."""
    folders = {file.parent.parent for file in files if file.suffix == ".parquet"}
    for folder in sorted(folders):
        if is_export(folder):
            raise BcrError(
                f"{folder.as_posix()}: this is an export of a store, not a folder of workbooks.",
                "Import it by itself, into a new store: bcr --store new.duckdb import DIR",
            )


def _table_files(folder: Path) -> Iterator[Path]:
    """Give the files of a folder, and of those in it, that may hold a table.

    A folder that may not be looked into is passed over, and so is a link to a folder.
    """
    try:
        entries = list(os.scandir(folder))
    except PermissionError:
        return
    for entry in entries:
        path = Path(entry)
        if entry.is_dir(follow_symlinks=False):
            yield from _table_files(path)
        elif _may_hold_table(path) and (_is_file(entry) or _leads_nowhere(path)):
            yield path


def _may_hold_table(path: Path) -> bool:
    """Tell it by a file's name; Excel's lock files and hidden ones hold none."""
    return path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", "."))


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False


def _leads_nowhere(path: Path) -> bool:
    """Tell whether a path is a link to nothing, or to itself, which is to be said."""
    return path.is_symlink() and not path.exists()


def find_layouts(paths: Iterable[Path], named: Iterable[Path]) -> list[Layout]:
    """Give the layout files that were named, and those in `layouts/` beside the paths.

    Raises: ConfigError, when one cannot be followed.
    """
    folders = {path if path.is_dir() else path.parent for path in paths}
    beside = {file for folder in folders for file in folder.glob(f"{LAYOUTS}/*.toml")}
    if not (named or beside):
        return []
    from bcr.workbook.layouts.layout_file import read_layout

    return [read_layout(path) for path in sorted({*named, *beside})]
