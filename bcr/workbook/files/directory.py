"""What the directory of a zip archive says of its parts."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import Final, NamedTuple

#: Where the directory ends: what it begins with, its disks, counts, size and place, a remark.
_END: Final = struct.Struct("<4s4H2LH")
_END_SIGNATURE: Final = b"PK\x05\x06"
#: What stands before the end where an archive is too large for these numbers.
_LARGE: Final = struct.Struct("<4s16x")
_LARGE_SIGNATURE: Final = b"PK\x06\x07"
#: Of each part: what its entry begins with, the version it needs, its flags and packing; check sum
#: and both sizes; bytes of its name, of more about it and of a remark; where the part stands.
_ENTRY: Final = struct.Struct("<4s2xBxHH4x3L3H8xL")
_ENTRY_SIGNATURE: Final = b"PK\x01\x02"
_LAST_VERSION: Final = zipfile.MAX_EXTRACT_VERSION
_NUL: Final = b"\0"


class Entry(NamedTuple):
    """A part of an archive, as its directory has it."""

    name: str
    #: As it is written, in the directory and before the part.
    raw_name: bytes
    at: int
    size: int
    packed_size: int
    crc: int
    packing: int
    flags: int


def entries_in(content: bytes) -> list[Entry]:
    """Give the parts of an archive.

    Raises: what zipfile raises of a damaged archive.
    """
    entries = _plain_entries(content)
    if entries is None:
        infos = zipfile.ZipFile(BytesIO(content)).infolist()
        entries = [_entry(info) for info in infos]
    return entries


def _plain_entries(content: bytes) -> list[Entry] | None:
    """Give the parts of an archive, where all its directory is as the usual programs write it."""
    end = len(content) - _END.size
    if end < _LARGE.size or content.startswith(_LARGE_SIGNATURE, end - _LARGE.size):
        return None
    signature, *_, size, at, remark = _END.unpack_from(content, end)
    if signature != _END_SIGNATURE or remark or at + size != end:
        return None
    entries = []
    while (start := at + _ENTRY.size) <= end:
        (
            signature, version, flags, packing, crc, packed_size, size, length, more, remark, place
        ) = _ENTRY.unpack_from(content, at)  # fmt: skip
        at = start + length
        name = content[start:at]
        is_usual = signature == _ENTRY_SIGNATURE and version <= _LAST_VERSION
        if not is_usual or more or remark or _NUL in name or not name.isascii():
            return None
        text = name.decode()
        entries.append(Entry(text, name, place, size, packed_size, crc, packing, flags))
    return entries if at == end else None


def _entry(info: zipfile.ZipInfo) -> Entry:
    return Entry(
        info.filename,
        info.orig_filename.encode(),
        info.header_offset,
        info.file_size,
        info.compress_size,
        info.CRC,
        info.compress_type,
        info.flag_bits,
    )
