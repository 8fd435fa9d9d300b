"""The parts of a zip archive, told from one look at its directory."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import cached_property, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.directory import entries_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.workbook.files.directory import Entry

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
#: Bytes from which a thread unpacks, and how many times ahead of what is read.
_VERY_LONG, _AHEAD = 10_000_000, 4


class _Parts(dict[str, "Entry"]):
    """The parts of an archive by their names; of several of one name the last."""

    def __missing__(self, name: str) -> Entry:
        """Raise what zipfile does."""
        raise KeyError(f"There is no item named {name!r} in the archive")


class Container:
    """A zip archive in memory.

    Raises: what zipfile raises of a damaged archive.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.entries = entries_in(content)
        #: Bytes that its parts say to have.
        self.unpacked_size = sum([entry.size for entry in self.entries])
        self.parts = _Parts([(entry.name, entry) for entry in self.entries])
        #: Parts that were unpacked when their first bytes were asked for.
        self._kept: dict[str, bytes] = {}

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        """What says what is amiss with a part, and gives one that is packed in an unusual way."""
        return zipfile.ZipFile(BytesIO(self.content))

    def namelist(self) -> list[str]:
        """Give the names of all parts."""
        return [entry.name for entry in self.entries]

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self.parts

    def read(self, name: str) -> bytes:
        """Give a part.

        Raises: what zipfile raises of a damaged one.
        """
        part = self._kept.pop(name, None)
        if part is None and name in self.parts:
            part = self._whole(self.parts[name])
        return self._archive.read(name) if part is None else part

    def head(self, name: str, size: int) -> bytes:
        """Give the first bytes of a part; all of one that is no longer is looked at."""
        entry = self.parts[name]
        if entry.size <= _SMALL or entry.size <= size:
            part = self._whole(entry)
            if part is not None:
                self._kept[name] = part
                return part[:size]
        elif (packed := self._packed(entry)) is not None:
            part = _unpacked(packed, entry.packing, size)
            if part is not None and len(part) >= size:
                return part
        if entry.size <= size:
            return self._archive.read(name)
        with self._archive.open(name) as stream:
            return stream.read(size)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a part, a long one some bytes at a time.

        Raises: what zipfile raises of a damaged one, be it in the end.
        """
        entry = self.parts[name]
        is_long = entry.size > _LONG and entry.packing == zipfile.ZIP_DEFLATED
        packed = self._packed(entry) if is_long else None
        if packed is not None:
            yield from _chunks_ahead(packed, entry)
            return
        part = self.read(name)
        for at in range(0, len(part), _CHUNK):
            yield part[at : at + _CHUNK]

    def _whole(self, entry: Entry) -> bytes | None:
        """Give a part; nothing where zipfile is to say what is amiss with it."""
        start = self._start(entry)
        if start is None:
            return None
        _, _, _, size, packed_size, crc, packing, _ = entry
        packed = self.content[start : start + packed_size]
        is_small = packed_size <= _SMALL_PACKED and size <= _SMALL
        return (_shared if is_small else _checked)(packed, packing, size, crc)

    def _packed(self, entry: Entry) -> memoryview | None:
        """Give a part as it lies there; nothing where that is in any way unusual."""
        start = self._start(entry)
        return None if start is None else memoryview(self.content)[start:][: entry.packed_size]

    def _start(self, entry: Entry) -> int | None:
        """Tell where a part begins behind its own header; nothing where that is unusual."""
        _, name, at, size, _, _, _, flags = entry
        content, start = self.content, at + _HEADER.size
        if at < 0 or start > len(content) or not size or flags & ~_PLAIN_FLAGS:
            return None
        signature, length, extra = _HEADER.unpack_from(content, at)
        end = start + length
        if signature != _SIGNATURE or content[start:end] != name or not name.isascii():
            return None
        return int(end + extra)


def _chunks_ahead(packed: memoryview, entry: Entry) -> Iterator[bytes]:
    chunks = _chunks(packed, entry)
    if entry.size < _VERY_LONG:
        return chunks
    from bcr.workbook.files.ahead import ahead  # few parts are worth a thread

    return ahead(chunks, _AHEAD)


def _chunks(packed: memoryview, entry: Entry) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(_WINDOW)
    size = crc = 0
    for at in range(0, len(packed), _PACKED_CHUNK):
        chunk = unpacking.decompress(packed[at : at + _PACKED_CHUNK])
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        if size > entry.size:
            break
        yield chunk
    if size != entry.size or crc != entry.crc:
        raise zipfile.BadZipFile(f"Bad size or CRC-32 for file {entry.name!r}")


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
