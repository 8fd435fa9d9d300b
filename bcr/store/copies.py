"""A copy of the store to read from, while others write to the store itself."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path

from bcr.errors import BcrError
from bcr.store.database import WRITABLE, open_store


def copy_store(store: Path, file: Path) -> int:
    """Put a read-only copy of the store in place of an earlier one, and give its size in bytes.

    Whoever reads the earlier copy reads on in it; whoever opens the file later has the new one.
    Raises: StoreLockedError, when the store is being written; BcrError, when the file is no such
    copy or cannot be written.
    """
    _require_replaceable(store, file)
    _settle(store)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as staging:
            copy = Path(staging) / file.name
            # Held open for reading, the store is written by nobody. On POSIX closing the file that
            # is copied gives up that hold, so nothing is copied after it.
            with open_store(store, read_only=True):
                shutil.copyfile(store, copy)
            with open_store(copy, read_only=True):
                size = copy.stat().st_size
            copy.chmod(copy.stat().st_mode & ~WRITABLE)
            if os.name == "nt" and file.exists():
                file.chmod(stat.S_IWRITE)  # Windows replaces no file that is read-only
            copy.replace(file)
    except OSError as error:
        raise BcrError(
            f"{file}: the copy cannot be written: {error.strerror or error}.",
            "Name a file in a folder that can be written, or close what holds the copy open.",
        ) from error
    return size


def _require_replaceable(store: Path, file: Path) -> None:
    """Refuse to write over anything but an earlier copy."""
    if not file.exists():
        return
    if store.exists() and file.samefile(store):
        raise BcrError(f"{file}: this is the store itself.", "Name another file for the copy.")
    with open_store(file, read_only=True):
        pass
    if file.stat().st_mode & WRITABLE:
        raise BcrError(
            f"{file}: this store can be written, so it is no copy.", "Name a new file: it is kept."
        )


def _settle(store: Path) -> None:
    """Have a killed run's last writes, which stand in a file beside the store, in the store."""
    if store.exists() and store.with_name(f"{store.name}.wal").exists():
        with open_store(store):
            pass
