"""The parts of a zip archive, told from one look at its directory."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Final

_LOCAL_HEADER: Final = b"PK\x03\x04"
_HEADER_BYTES: Final = 30
#: Where a part's own header says how long its name, and what follows it, are.
_NAME_LENGTH, _EXTRA_LENGTH = slice(26, 28), slice(28, 30)
#: Bits that say how hard a part was packed, that its sizes stand behind it, and of its name.
_PLAIN_FLAGS: Final = 0x080E
_WINDOW: Final = -15


class Container:
    """A zip archive in memory.

    Raises: what zipfile raises of a damaged archive.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._archive = zipfile.ZipFile(BytesIO(content))
        self.entries = self._archive.infolist()
        self._entries = {entry.filename: entry for entry in self.entries}

    def namelist(self) -> list[str]:
        """Give the names of all parts."""
        return self._archive.namelist()

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Give a part.

        Raises: what zipfile raises of a damaged one.
        """
        entry = self._entries.get(name)
        if entry is not None and (packed := self._packed(entry)) is not None:
            part = _unpacked(packed, entry, entry.file_size + 1)
            if part is not None and len(part) == entry.file_size and zlib.crc32(part) == entry.CRC:
                return part
        return self._archive.read(name)

    def head(self, name: str, size: int) -> bytes:
        """Give the first bytes of a part; of a part that is no longer, all of it is looked at."""
        entry = self._entries[name]
        if entry.file_size <= size:
            return self.read(name)
        packed = self._packed(entry)
        part = None if packed is None else _unpacked(packed, entry, size)
        if part is not None and len(part) == size:
            return part
        with self._archive.open(name) as stream:
            return stream.read(size)

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview | None:
        """Give a part as it lies there; nothing where zipfile is to say what is amiss with it."""
        at = entry.header_offset
        header = self.content[at : at + _HEADER_BYTES]
        name = entry.orig_filename
        is_plain = not entry.flag_bits & ~_PLAIN_FLAGS and name.isascii()
        if not (is_plain and header.startswith(_LOCAL_HEADER) and len(header) == _HEADER_BYTES):
            return None
        start = at + _HEADER_BYTES
        end = start + int.from_bytes(header[_NAME_LENGTH], "little")
        if self.content[start:end] != name.encode():
            return None
        end += int.from_bytes(header[_EXTRA_LENGTH], "little")
        return memoryview(self.content)[end : end + entry.compress_size]


def _unpacked(packed: memoryview, entry: zipfile.ZipInfo, most: int) -> bytes | None:
    if entry.compress_type == zipfile.ZIP_STORED:
        return bytes(packed[:most])
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return None
    try:
        return zlib.decompressobj(_WINDOW).decompress(packed, most)
    except zlib.error:
        return None
