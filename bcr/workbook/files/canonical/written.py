"""A sheet as it is written, whose rows are looked at some at a time and then let go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.canonical.frame import END, START, Frame
from bcr.workbook.files.canonical.unusual import Unusual

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes of rows that are read at once: what is made of them stays in the processor's cache.
AT_ONCE: Final = 1_000_000
#: A piece is of whole rows, and no row is as long as that; nor is what stands before the first.
_MOST_AT_ONCE: Final = 20_000_000
_NO_ROWS: Final = re.compile(rb"<sheetData ?/>")
_ROW: Final = b"<row "


class Written:
    """The rows of a sheet that comes some bytes at a time; what stands around them is its frame.

    Raises: Unusual, where it is not as the usual programs write it.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._head, self._rows = self._begun()
        #: What stands around the rows; of a long sheet it is known once they have been read.
        self.frame: Frame | None = None
        self._look_for_end()

    def pieces(self) -> Iterator[bytes]:
        """Give the rows, some whole ones at a time; once.

        Raises: Unusual, where they do not end. What the chunks raise.
        """
        while self.frame is None:
            cut = self._rows.rfind(_ROW) if len(self._rows) >= AT_ONCE else 0
            if cut > 0:
                yield self._rows[:cut]
                self._rows = self._rows[cut:]
            elif len(self._rows) > _MOST_AT_ONCE:
                raise Unusual
            self._rows += self._next()
            self._look_for_end()
        if self._rows:
            yield self._rows

    def _look_for_end(self) -> None:
        """Note the frame if the rows have come to their end, which is behind the last of them.

        An end before that is found when the rows are read: no such tag is in one.
        """
        end = self._rows.find(END, max(self._rows.rfind(_ROW), 0))
        if end < 0:
            return
        tail = b"".join((self._rows[end + len(END) :], *self._chunks))
        if END in tail:
            raise Unusual
        self._rows = self._rows[:end]
        self.frame = Frame(self._head, tail)

    def _begun(self) -> tuple[bytes, bytes]:
        """Give what stands before the rows, and the bytes from there on as far as they came."""
        xml = self._next()
        while (start := xml.find(START)) < 0:
            if none := _NO_ROWS.search(xml):
                return xml[: none.start()], END + xml[none.end() :]
            if len(xml) > _MOST_AT_ONCE:
                raise Unusual
            xml += self._next()
        return xml[:start], xml[start + len(START) :]

    def _next(self) -> bytes:
        chunk = next(self._chunks, None)
        if chunk is None:
            raise Unusual
        return chunk
