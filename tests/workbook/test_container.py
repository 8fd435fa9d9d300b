"""A part of an archive is what zipfile makes of it, damage and all."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bcr.workbook.files.container import Container

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = b"<a>" + b"".join(b"%d" % (n * n) for n in range(60_000)) + b"</a>"
PARTS = {"short.xml": b"<a/>", "stored.xml": b"<b>kept as it is</b>", "long.xml": LONG, "none": b""}


def archive() -> bytes:
    """Give an archive of small and large parts, packed and not."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in PARTS.items():
            packing = zipfile.ZIP_STORED if name == "stored.xml" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name), part, packing)
    return content.getvalue()


def outcome(read: Callable[[], object]) -> object:
    """Give what is read, or the error that is raised instead."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - whichever zipfile raises
        return type(error), str(error)


def zipped(content: bytes, name: str, size: int = -1) -> bytes:
    """Give a part, or its first bytes, as zipfile does."""
    with zipfile.ZipFile(BytesIO(content)) as old, old.open(name) as part:
        return part.read(size)


ARCHIVE = archive()


def test_parts_are_read_whole_and_in_their_first_bytes() -> None:
    opened = Container(ARCHIVE)

    assert {name: opened.head(name, 10) for name in PARTS} == {
        name: part[:10] if len(part) > 10 else part for name, part in PARTS.items()
    }
    assert {name: opened.read(name) for name in PARTS} == PARTS


@given(st.integers(0, len(ARCHIVE) - 1), st.integers(1, 255), st.sampled_from(sorted(PARTS)))
def test_a_damaged_archive_gives_what_zipfile_gives(at: int, change: int, name: str) -> None:
    damaged = bytearray(ARCHIVE)
    damaged[at] ^= change
    content = bytes(damaged)

    assert outcome(lambda: Container(content).read(name)) == outcome(lambda: zipped(content, name))


@given(st.integers(-400, -1), st.integers(1, 255))
@example(-1, 1)  # it has a remark
@example(-20, 1)  # it is on another disk
@example(-42, 1)
def test_a_damaged_directory_says_what_it_says_to_zipfile(at: int, change: int) -> None:
    damaged = bytearray(ARCHIVE)
    damaged[at] ^= change
    content = bytes(damaged)

    def listed() -> list[tuple[object, ...]]:
        infos = zipfile.ZipFile(BytesIO(content)).infolist()
        return [
            (one.filename, one.header_offset, one.file_size, one.compress_size, one.CRC,
             one.compress_type, one.flag_bits)
            for one in infos
        ]  # fmt: skip

    def found() -> list[tuple[object, ...]]:
        return [(one.name, *one[2:]) for one in Container(content).entries]

    assert outcome(found) == outcome(listed)


def test_a_long_part_comes_in_chunks_that_make_it_up() -> None:
    chunks = {name: list(Container(ARCHIVE).chunks(name)) for name in PARTS}

    assert {name: b"".join(ones) for name, ones in chunks.items()} == PARTS
    assert len(chunks["long.xml"]) > 1


@given(st.integers(0, len(ARCHIVE) - 1), st.integers(1, 255), st.sampled_from(sorted(PARTS)))
def test_what_comes_in_chunks_of_a_damaged_archive_is_what_zipfile_gives(
    at: int, change: int, name: str
) -> None:
    damaged = bytearray(ARCHIVE)
    damaged[at] ^= change
    content = bytes(damaged)

    chunked = outcome(lambda: b"".join(Container(content).chunks(name)))

    if isinstance(chunked, bytes):
        assert chunked == outcome(lambda: zipped(content, name))


def test_a_very_long_part_is_unpacked_ahead_to_the_same_bytes_and_the_same_error() -> None:
    part = b"<row>%d</row>" % 7 * 900_000
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("very long.xml", part)
    sound = content.getvalue()
    number = sound.index(zlib.crc32(part).to_bytes(4, "little"), sound.index(b"PK\x01\x02"))
    damaged = sound[:number] + bytes(4) + sound[number + 4 :]

    assert b"".join(Container(sound).chunks("very long.xml")) == part
    with pytest.raises(zipfile.BadZipFile, match="Bad size or CRC-32"):
        list(Container(damaged).chunks("very long.xml"))


@given(st.integers(-2200, -1), st.integers(1, 255), st.sampled_from(sorted(PARTS)))
@example(-3, 1, "long.xml")  # its directory would begin before the archive does
@example(-244, 1, "none")  # of nothing, no byte is there to unpack
def test_damage_behind_the_first_bytes_of_a_part_is_no_matter(
    at: int, change: int, name: str
) -> None:
    damaged = bytearray(ARCHIVE)
    damaged[at] ^= change
    content = bytes(damaged)

    assert outcome(lambda: Container(content).head(name, 100)) == outcome(
        lambda: zipped(content, name, 100)
    )
