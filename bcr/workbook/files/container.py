"""The parts of a zip archive, told from one look at its directory."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Of a part's own header: what it begins with, and how long its name and what follows that are.
_HEADER: Final = struct.Struct("<4s22xHH")
_SIGNATURE: Final = b"PK\x03\x04"
#: Bits that say how hard a part was packed, that its sizes stand behind it, and of its name.
_PLAIN_FLAGS: Final = 0x080E
_WINDOW: Final = -15
#: Bytes up to which parts are unpacked whole, and packed ones remembered.
_SMALL, _SMALL_PACKED = 50_000, 2_000
#: Bytes from which parts are unpacked some at a time; of packed and of other ones, how many.
_LONG, _PACKED_CHUNK, _CHUNK = 100_000, 64_000, 1_000_000


class Container:
    """A zip archive in memory.

    Raises: what zipfile raises of a damaged archive.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._archive = zipfile.ZipFile(BytesIO(content))
        self.entries = self._archive.infolist()
        self._entries = {entry.filename: entry for entry in self.entries}
        #: Parts that were unpacked when their first bytes were asked for.
        self._kept: dict[str, bytes] = {}

    @property
    def unpacked_size(self) -> int:
        """Bytes that its parts say to have."""
        return sum([entry.file_size for entry in self.entries])

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
        part = self._kept.pop(name, None)
        if part is None and name in self._entries:
            part = self._whole(self._entries[name])
        return self._archive.read(name) if part is None else part

    def head(self, name: str, size: int) -> bytes:
        """Give the first bytes of a part; all of one that is no longer is looked at."""
        entry = self._archive.getinfo(name)
        if entry.file_size <= size:
            return self.read(name)
        if entry.file_size <= _SMALL:
            part = self._whole(entry)
            if part is not None:
                self._kept[name] = part
        else:
            packed = self._packed(entry)
            part = None if packed is None else _unpacked(packed, entry.compress_type, size)
        if part is not None and len(part) >= size:
            return part[:size]
        with self._archive.open(name) as stream:
            return stream.read(size)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a part, a long one some bytes at a time.

        Raises: what zipfile raises of a damaged one, be it in the end.
        """
        entry = self._archive.getinfo(name)
        is_long = entry.file_size > _LONG and entry.compress_type == zipfile.ZIP_DEFLATED
        packed = self._packed(entry) if is_long else None
        if packed is not None:
            yield from _chunks(packed, entry)
            return
        part = self.read(name)
        for at in range(0, len(part), _CHUNK):
            yield part[at : at + _CHUNK]

    def _whole(self, entry: zipfile.ZipInfo) -> bytes | None:
        """Give a part; nothing where zipfile is to say what is amiss with it."""
        packed = self._packed(entry)
        if packed is None:
            return None
        if entry.compress_size <= _SMALL_PACKED and entry.file_size <= _SMALL:
            return _shared(bytes(packed), entry.compress_type, entry.file_size, entry.CRC)
        return _checked(packed, entry.compress_type, entry.file_size, entry.CRC)

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview | None:
        """Give a part as it lies there; nothing where that is in any way unusual."""
        start = entry.header_offset + _HEADER.size
        is_inside = entry.header_offset >= 0 and start <= len(self.content)
        if not (is_inside and entry.file_size) or entry.flag_bits & ~_PLAIN_FLAGS:
            return None
        signature, length, extra = _HEADER.unpack_from(self.content, entry.header_offset)
        name = entry.orig_filename.encode()
        end = start + length
        if signature != _SIGNATURE or self.content[start:end] != name or not name.isascii():
            return None
        return memoryview(self.content)[end + extra : end + extra + entry.compress_size]


def _chunks(packed: memoryview, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(_WINDOW)
    size = crc = 0
    for at in range(0, len(packed), _PACKED_CHUNK):
        chunk = unpacking.decompress(packed[at : at + _PACKED_CHUNK])
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        if size > entry.file_size:
            break
        yield chunk
    if size != entry.file_size or crc != entry.CRC:
        raise zipfile.BadZipFile(f"Bad size or CRC-32 for file {entry.filename!r}")


def _checked(packed: memoryview | bytes, packing: int, size: int, crc: int) -> bytes | None:
    part = _unpacked(packed, packing, size + 1)
    is_sound = part is not None and len(part) == size and zlib.crc32(part) == crc
    return part if is_sound else None


#: Styles, themes and the like are the same to the byte in many files.
_shared = lru_cache(maxsize=256)(_checked)


def _unpacked(packed: memoryview | bytes, packing: int, most: int) -> bytes | None:
    if packing == zipfile.ZIP_STORED:
        return bytes(packed[:most])
    if packing != zipfile.ZIP_DEFLATED:
        return None
    try:
        return zlib.decompressobj(_WINDOW).decompress(packed, most)
    except zlib.error:
        return None
