"""Whether everything still holds: sources, store, figures and reports, each against the others."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataframely.exc import ValidationError
from polars.exceptions import PolarsError

from bcr.checks import Check, Finding
from bcr.errors import BcrError
from bcr.provenance import content_of
from bcr.render.html import site_files
from bcr.render.manifest import MANIFEST, read_manifest
from bcr.store import database, queries
from bcr.store.rereading import moved
from bcr.store.soundness import unsound
from bcr.workbook.bunches import workers_for
from bcr.workbook.files.content import content_hash
from bcr.workbook.worker import read_files
from bcr.workflow.figures import dossier
from bcr.workflow.made_from import made_from
from bcr.workflow.reports import report_pages
from bcr.workflow.sources import find_layouts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bcr.pages.dossier import Dossier
    from bcr.portfolio import Portfolio
    from bcr.provenance import Reading
    from bcr.render.manifest import Manifest
    from bcr.store.rereading import Moved


def audit_store(store: Path, named: Sequence[Path] = (), *, jobs: int = 2) -> Iterator[Check]:
    """Hold the store against its own rules, and against its sources as they are now.

    A source that a later import of the same path has replaced cannot be read again; how many
    there are is said. Paths are those of the import: run it from the same folder. `named` are
    layout files beside those that are found.
    Raises: BcrError, when there is no store to audit or a layout file cannot be followed.
    """
    with database.open_store(store, read_only=True) as connection:
        sources = queries.sources(connection).rows(named=True)
        latest = {source["path"]: source for source in sources}
        yield _sources(latest)
        layouts = find_layouts([Path(path).parent for path in latest], named)
        same = [path for path in latest if _hash_now(path) == content_of(latest[path]["source_id"])]
        paths = [Path(path) for path in same]
        readings = read_files(paths, layouts, workers=workers_for(paths, jobs))
        findings = _values_moved(readings, latest, partial(moved, connection))
        replaced = len(sources) - len(latest)
        skipped = f"{replaced} earlier versions of files are no longer there" if replaced else ""
        yield Check("stored values", f"{len(same)} files read again", tuple(findings), skipped)
        faults = tuple(Finding(store.as_posix(), said) for said in unsound(connection))
        yield Check("store", f"{len(sources)} imports", faults)


def audit_report(
    store: Path, portfolio: Portfolio, folder: Path | None = None, as_of: dt.date | None = None
) -> Iterator[Check]:
    """Compute every figure again; make the report again and hold it against what is on disk.

    The day is `as_of`, else the one that the report's manifest names.
    """
    manifest = read_manifest(folder) if folder else None
    day = as_of or (_day(manifest.made_from.get("as_of")) if manifest else None)
    try:
        found = dossier(store, portfolio, day)
    except (BcrError, ValidationError, PolarsError) as error:
        said = f"no figures can be computed: {str(error).splitlines()[0]}"
        yield Check("figures", store.as_posix(), (Finding(store.as_posix(), said),))
        return
    yield Check("figures", f"{found.gaps.height} benefits computed again, as of {found.as_of}")
    if folder and manifest is None:
        missing = Finding(folder.as_posix(), f"there is no {MANIFEST} to hold it against")
        yield Check("report", folder.as_posix(), (missing,))
    elif folder and manifest:
        yield from _against_disk(found, manifest, folder)


def _day(said: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(said))
    except ValueError:
        return None


def _sources(latest: Mapping[str, Mapping[str, Any]]) -> Check:
    findings = []
    for path, source in latest.items():
        now = _hash_now(path)
        if now is None:
            findings.append(Finding(path, "the file is not there", source["source_id"]))
        elif now != content_of(source["source_id"]):
            said = "the file is not the one that was imported"
            findings.append(Finding(path, said, source["source_id"], now))
    return Check("sources", f"{len(latest)} files", tuple(findings))


def _hash_now(path: str) -> str | None:
    try:
        return content_hash(Path(path))
    except OSError:
        return None


def _values_moved(
    readings: Iterable[Reading],
    latest: Mapping[str, Mapping[str, Any]],
    moved_in: Callable[[Reading], Iterable[Moved]],
) -> Iterator[Finding]:
    for reading in readings:
        stored_id = latest[reading.path]["source_id"]
        if reading.refused:
            yield Finding(reading.path, f"the file can no longer be read: {reading.refused}")
        elif reading.source_id != stored_id:
            said = "its layout file is not the one it was read by"
            yield Finding(reading.path, said, stored_id, reading.source_id)
        else:
            for one in moved_in(reading):
                yield Finding(one.where, f"{one.what} moved", one.read, one.stored)


def _against_disk(found: Dossier, manifest: Manifest, folder: Path) -> Iterator[Check]:
    differences = tuple(_differences(manifest.made_from, made_from(found), ()))
    yield Check("made from", "configuration, sources, figures and programs", differences)
    on_disk = _files(folder)
    yield Check("report files", f"{len(on_disk)} files", tuple(_files_moved(manifest, on_disk)))
    again = {name: _sha(content) for name, content in site_files(report_pages(found))}
    yield Check("reproduction", f"{len(again)} files made again", tuple(_not_again(on_disk, again)))


def _differences(
    before: Mapping[str, Any], now: Mapping[str, Any], above: tuple[str, ...]
) -> Iterator[Finding]:
    """Give each name whose text is another, however deep."""
    for name in sorted({*before, *now}):
        path = (*above, name)
        was, is_ = before.get(name, ""), now.get(name, "")
        if isinstance(was, dict) and isinstance(is_, dict):
            yield from _differences(was, is_, path)
        elif was != is_:
            said = "is not what the report was made from"
            yield Finding(" ".join(path), said, str(was), str(is_))


def _files(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: _sha(path.read_bytes()) for name, path in names.items() if name != MANIFEST}


def _files_moved(manifest: Manifest, on_disk: Mapping[str, str]) -> Iterator[Finding]:
    for name, digest in manifest.files.items():
        if name not in on_disk:
            yield Finding(name, "the file is not there", digest)
        elif on_disk[name] != digest:
            yield Finding(name, "the file is not as written", digest, on_disk[name])
    for name in sorted(on_disk.keys() - manifest.files.keys()):
        said = "the file is not part of the report"
        yield Finding(name, said, found=on_disk[name])


def _not_again(on_disk: Mapping[str, str], again: Mapping[str, str]) -> Iterator[Finding]:
    for name, digest in again.items():
        if on_disk.get(name) != digest:
            said = "made again, it is another"
            yield Finding(name, said, digest, on_disk.get(name, ""))


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
