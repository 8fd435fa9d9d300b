"""A piece of XML whose bytes are looked at many at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Bytes that may be looked at together.
WORD: Final = 8
#: Of a word the first so many bytes.
FIRST_BYTES: Final = np.array([(1 << 8 * count) - 1 for count in range(WORD + 1)], np.uint64)
#: What stands behind a piece: as if a tag began, and room to look at each tag beyond its end.
_PADDING: Final = b"<" + b" " * 40


class Piece:
    """Some XML with its bytes, and the word of eight bytes that begins at each of them."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self.raw = b"".join((*parts, _PADDING))
        self.bytes = np.frombuffer(self.raw, np.uint8)
        count = len(self.raw) - WORD + 1
        self._words: NDArray[np.uint64] = np.ndarray((count,), "<u8", self.raw, 0, (1,))

    def bytes_at(self, at: NDArray[np.intp], beyond: int = 0) -> NDArray[np.uint8]:
        """Give the byte that stands so far beyond each of some places."""
        return self.bytes[beyond:].take(at)

    def words_at(
        self, at: NDArray[np.intp], lengths: NDArray[np.intp], beyond: int = 0
    ) -> NDArray[np.uint64]:
        """Give the bytes beyond each of some places, from none to eight of them, as a number."""
        words: NDArray[np.uint64] = self._words[beyond:][at]
        words &= FIRST_BYTES.take(lengths, mode="clip")
        return words

    def all_begin(self, at: NDArray[np.intp], text: bytes, beyond: int = 0) -> bool:
        """Tell whether a text of up to eight bytes stands beyond all of some places."""
        mask, word = _masked(text)
        words = self._words[beyond:][at]
        words &= mask
        return bool((words == word).all())

    def slices(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> list[bytes]:
        """Give what stands between some bounds."""
        raw = self.raw
        return [raw[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


@lru_cache(maxsize=64)
def _masked(text: bytes) -> tuple[np.uint64, np.uint64]:
    """Give the mask and the word of a short text."""
    return FIRST_BYTES[len(text)], np.uint64(int.from_bytes(text, "little"))
