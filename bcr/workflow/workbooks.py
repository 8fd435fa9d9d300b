"""From files to the store: read, and stored whole or not at all."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bcr.errors import BcrError
from bcr.provenance import Reading, Severity, path_as_text, stored_id
from bcr.workbook.files.content import content_hash

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from bcr.store.database import Connection
    from bcr.store.imports import Outcome
    from bcr.workbook.layouts.layout import Layout
    from bcr.workflow.duplicates import KnownPromises

#: New files, and values of them, that are stored together.
_FILES_AT_A_TIME: Final = 1_000
_VALUES_AT_A_TIME: Final = 2_000_000
#: Rules of files of which nothing could be seen.
_UNREAD: Final = frozenset({"file-refused", "file-unreadable"})


def check(paths: Sequence[Path], layouts: Sequence[Layout], *, jobs: int = 2) -> Iterator[Reading]:
    """Give what each file was understood as, without its records; stores nothing."""
    from bcr.workbook.bunches import workers_for
    from bcr.workbook.worker import read_files

    return read_files(paths, layouts, workers=workers_for(paths, jobs), with_records=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file, and what was read from it (nothing when it was known already)."""

    outcome: Outcome
    reading: Reading


def import_files(
    store: Path,
    paths: Sequence[Path],
    layouts: Sequence[Layout],
    *,
    jobs: int = 2,
    strict: bool = False,
) -> Iterator[Imported]:
    """Store each file whole or not at all, in the order given; what is known is not read again.

    Known is a content as read by its layout file: one that says something else reads it anew.
    `strict` refuses a file in which any value could not be read. Reading begins at once.
    """
    known = _known(store, paths, layouts) if _may_be_there(store) else {}
    unread = [path for path in paths if path not in known]
    if not unread:
        return iter([known[path] for path in paths])
    from bcr.workbook.bunches import workers_for
    from bcr.workbook.worker import read_files

    readings = read_files(unread, layouts, workers=workers_for(unread, jobs))
    import bcr.store.frames
    import bcr.workflow.duplicates  # noqa: F401 - takes as long as the workers need to begin

    return _imported(store, _batches(paths, known, readings), readings, strict=strict)


def _imported(
    store: Path,
    batches: Iterator[list[Reading | Imported]],
    readings: Generator[Reading],
    *,
    strict: bool,
) -> Iterator[Imported]:
    """Store one batch after the other; reading ends with it, whatever happens."""
    from bcr.store import database

    promises: KnownPromises | None = None
    with closing(readings):
        _make_if_missing(store)
        for batch in batches:
            new = [one for one in batch if isinstance(one, Reading)]
            checked = [_refusing_errors(reading) if strict else reading for reading in new]
            done: list[Imported] = []
            if checked:
                with database.open_store(store) as connection:
                    done, promises = _stored(connection, checked, promises)
            stored = iter(done)
            yield from (one if isinstance(one, Imported) else next(stored) for one in batch)


def _may_be_there(store: Path) -> bool:
    """Tell whether there may be a store; of one that cannot be looked for, opening it says why."""
    try:
        return store.exists()
    except OSError:
        return True


def _make_if_missing(store: Path) -> None:
    """Make a store that is not there, before anything is waited for: it may not be possible."""
    from bcr.store import database

    if not _may_be_there(store):
        database.make(store)


def _known(
    store: Path, paths: Sequence[Path], layouts: Sequence[Layout]
) -> Mapping[Path, Imported]:
    """Give what becomes of each file that is in the store as it is: it need not be read."""
    from bcr.store import database
    from bcr.store.known import known_sources

    with database.open_store(store) as connection:
        known = known_sources(connection)
    ids = ((path, _foreseen_id(path, layouts)) for path in paths) if known else ()
    return {path: _unchanged(path, one, known[one]) for path, one in ids if one in known}


def _unchanged(path: Path, source_id: str, stored_as: str) -> Imported:
    from bcr.store.imports import Outcome

    shown = path.as_posix()
    outcome = Outcome(shown, source_id, "unchanged", stored_as=stored_as)
    return Imported(outcome, Reading(shown, source_id, path.stat().st_size))


def _stored(
    connection: Connection, readings: Sequence[Reading], promises: KnownPromises | None
) -> tuple[list[Imported], KnownPromises]:
    """Store what some files say, with notices of what the store may have under another id.

    `promises` are those known when the store was closed last; another process may have been at it.
    """
    from bcr.store import known
    from bcr.workflow.duplicates import KnownPromises

    if promises is None or promises.number != known.last_number(connection):
        promises = KnownPromises(connection)
    done: list[Imported] = []
    together: list[Reading] = []
    for reading in readings:
        is_read_anew = promises.is_read_anew(reading)
        notices = promises.take(connection, reading)
        told = reading._replace(problems=(*reading.problems, *notices)) if notices else reading
        together.append(told)
        if is_read_anew:
            done += _appended(connection, together)
            together, promises = [], KnownPromises(connection)
    return [*done, *_appended(connection, together)], promises


def _appended(connection: Connection, readings: Sequence[Reading]) -> list[Imported]:
    from bcr.store import imports

    outcomes = imports.append_imports(connection, readings)
    return [Imported(*both) for both in zip(outcomes, readings, strict=True)]


def _foreseen_id(path: Path, layouts: Sequence[Layout]) -> str:
    """Give the id a file will have in the store; empty where it must be read to be known."""
    if path_as_text(path) != path.as_posix():
        return ""
    layout = _foreseen_digest(path, layouts)
    try:
        return "" if layout is None else stored_id(content_hash(path), layout)
    except OSError:  # locked, or a link to nothing: reading it says so
        return ""


def _foreseen_digest(path: Path, layouts: Sequence[Layout]) -> str | None:
    """Give what the name tells of a file's layout; most have none, and need not wait for it."""
    if not layouts:
        return ""
    from bcr.workbook.layouts.claims import foreseen_digest

    return foreseen_digest(path, layouts)


def _batches(
    paths: Sequence[Path], known: Mapping[Path, Imported], readings: Iterator[Reading]
) -> Iterator[list[Reading | Imported]]:
    """Give files some new ones at a time: the store is held only while they are written."""
    batch: list[Reading | Imported] = []
    new = values = 0
    for path in paths:
        if path in known:
            batch.append(known[path])
            continue
        reading = next(readings)
        batch.append(reading)
        new, values = new + 1, values + reading.values
        if new >= _FILES_AT_A_TIME or values > _VALUES_AT_A_TIME:
            yield batch
            batch, new, values = [], 0, 0
    if batch:
        yield batch


def _refusing_errors(reading: Reading) -> Reading:
    errors = sum(problem.severity == Severity.ERROR for problem in reading.problems)
    if reading.refused or not errors:
        return reading
    return reading._replace(refused=f"{errors} errors, and --strict was asked for")


def draft_layout(path: Path) -> str:
    """Give the text of a layout file for a family of workbooks, drafted from one of them.

    Raises: BcrError, when the file cannot be read or needs no layout file.
    """
    from bcr.workbook.files.guard import Refused
    from bcr.workbook.reading import drafted_layout
    from bcr.workbook.worker import read_files

    if not path.is_file():
        raise BcrError(f"{path.as_posix()}: there is no such file.", "Name one workbook.")
    (reading,) = read_files([path], [], workers=1)  # first where a bad file can do no harm
    if any(problem.rule in _UNREAD for problem in reading.problems):
        raise BcrError(f"{path.as_posix()}: {reading.refused}")
    try:
        return drafted_layout(path)
    except Refused as refusal:
        raise BcrError(f"{path.as_posix()}: {refusal}") from None


def write_template(path: Path) -> None:
    """Write an empty workbook to fill in."""
    from bcr.config import default_logics
    from bcr.workbook.template import workbook

    workbook.write_template(path, default_logics())
