"""The store as a folder of Parquet, and back; and as a copy to read from."""

from __future__ import annotations

import hashlib
import io
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from dataframely.exc import ValidationError

from bcr.errors import BcrError, StoreLockedError
from bcr.model import Basis
from bcr.render.folder import write_folder
from bcr.render.manifest import EXPORT, MANIFEST, read_manifest
from bcr.schemas.records import RECORDS
from bcr.store import database
from bcr.store.exported import STORED, append_tables, store_version, stored_tables
from bcr.store.kept import kept
from bcr.workflow.made_from import texts
from bcr.workflow.stated import stated_by

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bcr.portfolio import Portfolio
    from bcr.render.manifest import Manifest

#: Folders of an export: every row ever imported, and the records as figures take them.
KEPT, COUNTED = "store", "figures"
#: Rows that a reader of Parquet can take on its own: a million periods are four parts.
_ROWS_A_GROUP: Final = 250_000
_SECONDS_BETWEEN: Final = 0.5


def write_export(
    store: Path,
    portfolio: Portfolio,
    folder: Path,
    as_of: dt.date | None = None,
    basis: Basis = Basis.APPROVED,
) -> list[Path]:
    """Write the store as Parquet, whole or not at all, and give the files; the same bytes twice.

    `store/` has every table as it is kept, with the source of each row, so that a new store can
    be made of it; `figures/` has the records that count on a basis, as the figures take them.
    """
    with database.open_store(store, read_only=True) as connection:
        of, stored = kept(connection, basis), stored_tables(connection)
    said = stated_by(of, portfolio, as_of, basis)
    counted: dict[str, pl.DataFrame] = {
        "benefits": said.benefits, "cases": of.cases, "costs": of.costs,
        "decisions": of.decisions, "deflators": of.deflators, "kpis": said.kpis,
        "logics": said.logics, "observations": said.observations, "owners": of.owners,
        "plans": of.plans.with_columns(basis=pl.lit(basis.value)),
    }  # fmt: skip
    frames = {f"{COUNTED}/{name}": frame for name, frame in counted.items()}
    frames |= {f"{KEPT}/{name}": frame for name, frame in stored.items()}
    made_from = {
        "format": EXPORT,
        "store_version": str(store_version()),
        "as_of": said.as_of.isoformat() if said.as_of else "",
        "basis": basis.value,
        "portfolio": texts(asdict(portfolio)),
        "rows": {name: str(frame.height) for name, frame in frames.items()},
    }
    files = ((f"{name}.parquet", parquet(frame)) for name, frame in frames.items())
    return write_folder(files, folder, made_from)


def parquet(frame: pl.DataFrame) -> bytes:
    """Give a frame as Parquet that any program reads: words instead of enums."""
    buffer = io.BytesIO()
    plain = frame.with_columns(pl.col(pl.Enum).cast(pl.String))
    plain.write_parquet(buffer, compression="zstd", row_group_size=_ROWS_A_GROUP)
    return buffer.getvalue()


def import_export(store: Path, folder: Path) -> dict[str, int]:
    """Fill a new store with an export, and give the rows of each table.

    Every row comes with its source, its place there, and its import: figures lead to the same
    cells, and an export of the new store has the same bytes.
    Raises: BcrError, when the export is not as it was written or of another version, or the
    store is not new; nothing is stored then.
    """
    tables = _read_tables(folder)
    with database.open_store(store) as connection:
        append_tables(connection, tables, folder.as_posix())
    return {name: frame.height for name, frame in tables.items() if frame.height}


def _read_tables(folder: Path) -> dict[str, pl.DataFrame]:
    manifest = read_manifest(folder)
    if manifest is None:
        raise BcrError(f"{folder.as_posix()}: there is no {MANIFEST} of an export here.")
    _require_version(folder, manifest.made_from)
    contents = dict(_as_written(folder, manifest))
    missing = [name for name in STORED if f"{KEPT}/{name}.parquet" not in contents]
    if missing:
        raise _altered(folder / KEPT / f"{missing[0]}.parquet", "the file is not in the manifest")
    return {name: _table(folder, name, contents[f"{KEPT}/{name}.parquet"]) for name in STORED}


def _require_version(folder: Path, made_from: Mapping[str, Any]) -> None:
    found = (made_from.get("format"), made_from.get("store_version"))
    if found != (EXPORT, str(store_version())):
        raise BcrError(
            f"{folder.as_posix()}: this is a {found[0]} of store version {found[1]}; this bcr "
            f"reads a {EXPORT} of store version {store_version()}.",
            "Export the store again with the bcr that is to read it.",
        )


def _as_written(folder: Path, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    """Give each file of an export after a look at its hash.

    Raises: BcrError, when one was altered, is not there, or is not of the export.
    """
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(there - {MANIFEST} - set(manifest.files)):
        raise _altered(folder / name, "the file is not of this export")
    for name, digest in manifest.files.items():
        if name not in there:
            raise _altered(folder / name, "the file is not there")
        content = (folder / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise _altered(folder / name, "the file is not as it was written")
        yield name, content


def _table(folder: Path, name: str, content: bytes) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(io.BytesIO(content))
        if name in RECORDS:
            RECORDS[name].validate(frame, cast=True)
    except (ValidationError, pl.exceptions.PolarsError) as error:
        said = str(error).partition("\n")[0]
        raise _altered(folder / KEPT / f"{name}.parquet", said) from error
    return frame


def _altered(path: Path, why: str) -> BcrError:
    return BcrError(
        f"{path.as_posix()}: {why}. Nothing of the export was imported.",
        "Export the store again, and leave the folder as it is written.",
    )


def copy_store(store: Path, file: Path, seconds: int = 0) -> int:
    """Write a read-only copy of the store, and give its size in bytes.

    While another process writes to the store, it is asked for again for so many seconds.
    """
    from bcr.store import copies

    for _ in range(int(seconds / _SECONDS_BETWEEN)):
        try:
            return copies.copy_store(store, file)
        except StoreLockedError:
            time.sleep(_SECONDS_BETWEEN)
    return copies.copy_store(store, file)
