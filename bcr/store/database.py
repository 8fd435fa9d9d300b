"""The store's file: opened late, closed early, whole at every moment."""

from __future__ import annotations

import glob
import re
import secrets
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeAlias

import duckdb

from bcr.errors import BcrError, StoreLockedError
from bcr.store.upgrade import migrate, require_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: An open store, for those who hand it on and know no database.
Connection: TypeAlias = duckdb.DuckDBPyConnection
#: Nothing at run time needs the network, ...
_OFFLINE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
#: ... and no statement may read or write another file.
_CLOSED_IN: Final = {"enable_external_access": False, "lock_configuration": True}
#: Rows of a table that are kept together: to add to some, DuckDB writes all of them anew. Of its
#: own 122,880 rows each import of a thousand small files would write all those before it.
_ROWS_TOGETHER: Final = 16_384
#: What DuckDB raises when the file system, not the statement, is at fault.
_FILE_TROUBLE: Final = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)
_HOLDER: Final = re.compile(r"(?:(?P<program>[^\s\"\\/(]+) \()?PID (?P<process>\d+)")
#: Without any of these a store is a copy to read from.
WRITABLE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_NO_STORE: Final = re.compile(r"not a valid DuckDB|Loading external extensions|Is a directory")
_LOCKED: Final = re.compile(r"Could not set lock|already open in|being used by another process")


@contextmanager
def open_store(path: Path, *, read_only: bool = False) -> Iterator[Connection]:
    """Give a connection to the store at `path`, and close it whatever happens.

    Writable: made when it is missing, brought up to date when it is older.
    Raises: StoreLockedError, when another process has it; StoreNewerError, when a later bcr
    wrote it; BcrError, when there is none to read, it is no store, or the disk refuses.
    """
    if not _is_there(path):
        if read_only:
            raise BcrError(
                f"{path}: there is no store here.", "Import a workbook first: bcr import PATH"
            )
        make(path)
    if not read_only:
        _require_writable(path)
        _remove_unnamed(path)
    with _connected(path, read_only=read_only) as connection:
        if read_only:
            require_current(connection, path)
        else:
            migrate(connection, path)
        yield connection


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a folder that may not be entered, a share that is gone
        raise _unopened(path, error) from error


def _require_writable(path: Path) -> None:
    """Refuse to write to a copy, which its owner and root could."""
    if not path.stat().st_mode & WRITABLE:
        raise BcrError(
            f"{path}: this store may only be read: it is a copy.",
            "Name the store that it is of with --store.",
        )


def make(path: Path) -> None:
    """Make an empty store beside `path` and then name it: a killed run leaves no half of one.

    Raises: BcrError, when its folder is not there, or the disk refuses.
    """
    if not path.parent.is_dir():
        raise BcrError(f"{path}: the folder {path.parent} is not there.", "Make the folder first.")
    building = path.with_name(f"{_unnamed(path)}{secrets.token_hex(8)}")
    try:
        with _connected(building, read_only=False) as connection:
            migrate(connection, building, new=True)
        _name_finally(building, path)
    except OSError as error:
        raise _unopened(path, error) from error
    finally:
        _remove_unnamed(path)


def _unnamed(path: Path) -> str:
    return f".{path.name}.new-"


def _remove_unnamed(path: Path) -> None:
    """Remove what was made and not named, or named and not removed, a killed run's too."""
    for leftover in path.parent.glob(f"{glob.escape(_unnamed(path))}*"):
        with suppress(OSError):  # another process may be at it
            leftover.unlink()


def _name_finally(building: Path, path: Path) -> None:
    """Give the finished file its name; a store that another process named first is kept."""
    try:
        path.hardlink_to(building)  # unlike a rename, this never replaces a file
    except OSError:
        if not path.exists():  # a share or a memory stick without hard links
            building.rename(path)


@contextmanager
def _connected(path: Path, *, read_only: bool) -> Iterator[Connection]:
    """Give a connection that is closed in the end; trouble with the file is a BcrError."""
    connection = _connect(path, read_only=read_only)
    try:
        yield connection
    except _FILE_TROUBLE as error:
        raise _stopped(path, error) from error
    finally:
        with suppress(duckdb.Error):  # after a full disk: the reason is already on its way
            connection.close()


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    # The absolute path, since DuckDB gives names such as :memory: or md: a meaning of their own.
    place = str(path.absolute())
    try:
        if read_only:
            return duckdb.connect(place, read_only=True, config=_OFFLINE | _CLOSED_IN)
        return _attached(place)
    except (duckdb.Error, UnicodeError) as error:
        raise _unopened(path, error) from error


def _attached(place: str) -> duckdb.DuckDBPyConnection:
    """Give a connection to write by; only what is attached can be told how to keep its rows."""
    connection = duckdb.connect(config=_OFFLINE | {"temp_directory": f"{place}.tmp"})
    try:
        quoted = place.replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS store (ROW_GROUP_SIZE {_ROWS_TOGETHER})")
        connection.execute("USE store")
        for name, value in _CLOSED_IN.items():
            connection.execute(f"SET {name} = {value}")
    except BaseException:
        connection.close()
        raise
    return connection


def _unopened(path: Path, error: Exception) -> BcrError:
    """Say in words why the file does not open, and what to do."""
    text = str(error)
    if _LOCKED.search(text):
        return _locked(path, text)
    if _NO_STORE.search(text):
        return BcrError(f"{path}: this is not a bcr store.", "Name another file with --store.")
    if "version number" in text:
        return BcrError(
            f"{path}: DuckDB {duckdb.__version__} cannot read this file.",
            f"Update bcr, or name another file with --store. DuckDB says: {_first_line(text)}",
        )
    return BcrError(
        f"{path}: the store cannot be opened. {_first_line(text)}",
        "Check that the file and its folder may be read and written.",
    )


def _locked(path: Path, text: str) -> StoreLockedError:
    holder = _HOLDER.search(text)
    name = f"process {holder['process']}" if holder else "another program"
    if holder and holder["program"]:
        name += f" ({holder['program']})"
    return StoreLockedError(
        f"{path}: {name} has this store open.",
        "Wait until it has finished, or close it, then run the command again. Readers can have a "
        "copy of their own: bcr export --store-copy FILE",
    )


def _stopped(path: Path, error: duckdb.Error) -> BcrError:
    return BcrError(
        f"{path}: the store could not be read or written. {_first_line(str(error))}",
        "Nothing is half stored. Check the disk for space and access, then run again.",
    )


def _first_line(text: str) -> str:
    return text.partition("\n")[0].removeprefix("IO Error: ")
