"""A folder of files that is replaced as a whole or left as it was."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bcr.errors import BcrError
from bcr.render.manifest import MANIFEST, Manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def write_folder(
    files: Iterable[tuple[str, bytes]], output: Path, made_from: Mapping[str, Any] | None = None
) -> list[Path]:
    """The files of `output` after `files` (path below it, content) have taken their place.

    A manifest lists them, and `made_from`: what decided their bytes. All are written beside the
    folder first; only then is each moved into place, and what an earlier manifest lists and
    this one does not is removed.

    Raises: BcrError, when a file in the way is not ours, or the folder cannot be written.
    """
    with _could_not_write(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        earlier = read_manifest(output) or Manifest()
        _refuse_another_kind(output, earlier.made_from, made_from or {})
        with _staging(output) as staging:
            after = _stage(files, staging, made_from or {})
            _refuse_to_overwrite(output, earlier.files, after)
            _announce({**earlier.files, **after}, staging, output)
            _move(staging, output, after)
            _remove(output, set(earlier.files) - set(after))
            _move(staging, output, [MANIFEST])
    return [output / name for name in after]


def standing(output: Path, made_from: Mapping[str, Any]) -> list[Path]:
    """The files of `output` where they are whole and made from the same; none where not."""
    manifest = read_manifest(output)
    if manifest is None or manifest.made_from != made_from:
        return []
    whole = all(_sha(output / name) == said for name, said in manifest.files.items())
    return [output / name for name in manifest.files] if whole else []


def write_file(content: bytes, path: Path) -> None:
    """Write a file in place of an earlier one, whole or not at all.

    Raises: BcrError, when it cannot be written.
    """
    with _could_not_write(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as staging:
            whole = Path(staging) / path.name
            whole.write_bytes(content)
            whole.replace(path)


@contextmanager
def _staging(output: Path) -> Iterator[Path]:
    """Give an empty folder beside `output`; what a killed run left there is gone."""
    place = output.parent / f".{output.name}.part"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _announce(files: Mapping[str, str], staging: Path, output: Path) -> None:
    """List old and new files while they change places, so that a run after a kill knows them."""
    output.mkdir(exist_ok=True)
    announced = staging / f"{MANIFEST}.part"
    announced.write_text(Manifest(files).text(), encoding="utf-8", newline="\n")
    announced.replace(output / MANIFEST)


@contextmanager
def _could_not_write(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        tip = "Choose another place, or close what holds the file open."
        raise BcrError(f"{output} could not be written: {reason}", tip) from error


def _stage(
    files: Iterable[tuple[str, bytes]], staging: Path, made_from: Mapping[str, Any]
) -> dict[str, str]:
    """Write all files and the manifest that lists them."""
    digests: dict[str, str] = {}
    for name, content in files:
        place = staging / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        digests[name] = hashlib.sha256(content).hexdigest()
    listed = Manifest(digests, made_from).text()
    (staging / MANIFEST).write_text(listed, encoding="utf-8", newline="\n")
    return digests


def _sha(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _refuse_to_overwrite(output: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Leave alone what this program did not write."""
    foreign = [name for name in after if name not in before and (output / name).exists()]
    if foreign:
        raise BcrError(
            f"{output / foreign[0]} is already there and was not written by bcr.",
            "Name a new or empty folder.",
        )


def _refuse_another_kind(output: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Put no report in place of an export, nor an export in place of a report."""
    if before and before.get("format") != after.get("format"):
        kind = before.get("format") or "report"
        raise BcrError(f"{output} is a {kind}, and is kept.", "Name another folder.")


def _move(staging: Path, output: Path, names: Iterable[str]) -> None:
    for name in names:
        place = output / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(place)


def _remove(output: Path, names: Iterable[str]) -> None:
    """Remove files of an earlier site, and folders that are empty without them."""
    for name in sorted(names):
        place = output / name
        place.unlink(missing_ok=True)
        if place.parent != output and place.parent.is_dir() and not any(place.parent.iterdir()):
            place.parent.rmdir()
