"""A new workbook on disk: the same bytes for the same content, whole or not at all."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

from bcr.errors import BcrError

if TYPE_CHECKING:
    from openpyxl import Workbook

#: The earliest moment a zip entry can carry.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
#: Characters that Excel keeps in a cell.
_LONGEST_CELL: Final = 32_767
_UNIX_FILE: Final = 0o644 << 16
_XML_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Prefixes that every other program gives the drawings of notes.
_DRAWING_PREFIXES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
#: The hour of writing, which openpyxl states and nobody needs.
_WRITTEN_AT: Final = re.compile(r"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def cell_text(text: str) -> str:
    """Give a text as a cell can hold it: no control characters, no more than fits."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST_CELL]


def write_new_workbook(workbook: Workbook, path: Path) -> None:
    """Write a workbook where no file is yet; a fault on the way leaves nothing behind.

    Raises: BcrError, when there is a file already, or none can be written.
    """
    write_new_file(reproducible_bytes(workbook), path)


def write_new_file(content: bytes, path: Path) -> None:
    """Write a file where none is yet; a fault on the way leaves nothing behind.

    Raises: BcrError, when there is a file already, or none can be written.
    """
    try:
        _refuse_existing(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as staging:
            whole = Path(staging) / path.name
            whole.write_bytes(content)
            _refuse_existing(path)
            whole.rename(path)
    except OSError as error:
        reason = error.strerror or str(error)
        tip = "Name a file in a folder that you may write to."
        raise BcrError(f"{path.as_posix()} could not be written: {reason}", tip) from error


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise BcrError(
            f"{path.as_posix()} is already there; it was left as it is",
            "Name a file that does not exist yet, or move that one away first.",
        )


def reproducible_bytes(workbook: Workbook) -> bytes:
    """Give the workbook as .xlsx: equal content, equal bytes, on every machine and at every hour.

    Each part is in canonical form, since openpyxl's XML depends on whether lxml is there, and
    stored uncompressed, since zlib's output differs between builds.
    """
    drawn, result = io.BytesIO(), io.BytesIO()
    workbook.save(drawn)
    with zipfile.ZipFile(drawn) as old, zipfile.ZipFile(result, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.create_system = 3
            entry.external_attr = _UNIX_FILE
            part = old.read(name)
            drawing = name.endswith(".vml")
            new.writestr(entry, _conventional(part) if drawing else _canonical(part))
    return result.getvalue()


def _canonical(part: bytes) -> bytes:
    text = ET.canonicalize(part.decode("utf-8"))
    return _XML_HEAD + _WRITTEN_AT.sub("", text).encode("utf-8")


def _conventional(drawing: bytes) -> bytes:
    """Give the drawing of a sheet's notes with its namespaces declared once, at its root."""
    for prefix, uri in _DRAWING_PREFIXES.items():
        ET.register_namespace(prefix, uri)
    return ET.tostring(fromstring(drawing))
