"""What a file really is, told from its content, and whether it is safe to parse."""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import StrEnum
from typing import Final

from bcr.provenance import CellRef, Problem
from bcr.workbook.files.container import Container

#: Genuine workbooks were seen up to 114 MB unpacked and 1,033 entries.
MAX_UNPACKED: Final = 600_000_000
MAX_ENTRIES: Final = 10_000
#: Genuine ratios were seen up to 100; small files may compress better without harm.
MAX_RATIO: Final = 250
RATIO_MATTERS_FROM: Final = 50_000_000
#: What unpacking raises when an archive is not whole, or packed in a way no workbook is.
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
#: The same, and what is raised where parts begin before the file does.
_NOT_WHOLE: Final = (*DAMAGE, ValueError)
_HEAD: Final = 4096
#: Name of the stream that holds an encrypted .xlsx.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_NUL: Final = b"\0"
_PARQUET: Final = b"PAR1"
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE|<!ENTITY|<\x00!\x00D\x00O\x00C\x00T", re.IGNORECASE)
#: What is in a document type, an entity or a comment, and in hardly any other XML.
_DECLARING: Final = b"!"
_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROOT: Final = re.compile(rb"<[A-Za-z_]")
#: How often an open document says that a row or cell stands there.
_REPEATED: Final = re.compile(rb'number-(row|column)s-repeated="([0-9]+)"')
_MOST_ROWS: Final = 1_048_576


class Kind(StrEnum):
    """Containers bcr reads."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    PARQUET = "parquet"


class Refused(Exception):  # noqa: N818 - an answer about the file, not a fault of the program
    """The file cannot be trusted; the message says why and what to do."""

    def problems(self, file: str) -> list[Problem]:
        """Give what is wrong with the file."""
        return [Problem(CellRef(file), "", str(self), "file-refused")]


def kind_of(content: bytes, ending: str) -> Kind:
    """Tell what a file is by what is in it; the ending of its name counts for text alone.

    Raises: Refused, when it is empty, not a spreadsheet, or unsafe to open.
    """
    head = content[:_HEAD]
    if not head.strip():
        raise Refused("The file is empty.")
    if is_archive(content):
        return kind_of_archive(opened(content))
    if head.startswith(_PARQUET):
        return Kind.PARQUET
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in content:
            raise Refused("The file is protected by a password; save a copy without one.")
        return Kind.XLS
    _refuse_what_is_no_table(head, ending)
    return Kind.TEXT


def _refuse_what_is_no_table(head: bytes, ending: str) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise Refused("This is a web page saved under a spreadsheet's name; save it as .xlsx.")
    if start.startswith(b"%pdf"):
        raise Refused("This is a PDF; export the table as .xlsx or .csv.")
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16, as Excel's "Unicode text"
    if start.startswith((b"<?xml", b"<!doctype", b"{")) or (_NUL in head and not is_wide):
        raise Refused("This is not a workbook or a delimited text file; save it as .xlsx or .csv.")
    if ending.lower() not in {".csv", ".tsv", ".txt"}:
        raise Refused(f"This is plain text under the name {ending}; name it .csv.")


def is_archive(content: bytes) -> bool:
    """Tell whether a file is a zip archive, as all newer workbooks are."""
    return content.startswith(b"PK")


def opened(content: bytes) -> Container:
    """Give the parts of an archive.

    Raises: Refused, when it is not whole.
    """
    try:
        return Container(content)
    except _NOT_WHOLE as error:
        raise _damaged(error) from None


def kind_of_archive(archive: Container) -> Kind:
    """Tell what kind of spreadsheet an archive holds.

    Raises: Refused, when it holds none, or is unsafe to unpack.
    """
    try:
        _refuse_bombs(archive)
        names = archive.parts
        if "xl/workbook.bin" in names:
            return Kind.XLSB
        if "content.xml" in names:
            _refuse_entities(archive, ["content.xml"])
            _refuse_endless(archive.read("content.xml"))
            return Kind.ODS
        _refuse_entities(archive, [n for n in names if n.endswith((".xml", ".rels"))])
    except _NOT_WHOLE as error:
        raise _damaged(error) from None
    if not any(n.startswith("xl/") for n in names):
        raise Refused("This is a zip archive, not a workbook; unpack it and import what is in it.")
    return Kind.XLSX


def _damaged(error: Exception) -> Refused:
    return Refused(f"The file is damaged ({error}); open it in Excel and save it again.")


def _refuse_bombs(archive: Container) -> None:
    entries, unpacked = archive.entries, archive.unpacked_size
    if len(entries) > MAX_ENTRIES:
        raise Refused(f"The archive holds {len(entries):,} parts; workbooks have a few hundred.")
    if unpacked <= RATIO_MATTERS_FROM:
        return
    packed = sum(entry.packed_size for entry in entries) or 1
    if unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise Refused(
            f"The file unpacks from {packed:,} to {unpacked:,} bytes, which no genuine workbook "
            "does; copy the values into a new workbook."
        )


def _refuse_entities(archive: Container, names: list[str]) -> None:
    """Refuse XML that declares a document type: entities may read files or grow without end."""
    for name in names:
        head = archive.head(name, _HEAD)
        if _DECLARING not in head and _ROOT.search(head):
            continue
        if not _ROOT.search(_COMMENT.sub(b"", head)):
            head = archive.read(name)  # comments may be there to hide behind
        if _DOCTYPE.search(head):
            raise Refused(
                f"The file declares XML entities (in {name}), which workbooks never need; "
                "copy the values into a new workbook."
            )


def _refuse_endless(xml: bytes) -> None:
    """Refuse an open document that repeats a row or cell more often than a sheet has rows."""
    for what, times in _REPEATED.findall(xml):
        if len(times) > 9 or int(times) > _MOST_ROWS:
            raise Refused(
                f"The file says that one {what.decode()} stands there {times.decode()[:30]} times, "
                "more often than a sheet can hold; copy the values into a new workbook."
            )
