"""Objects that go over a pipe in parts: the first are understood while the last are being made."""

from __future__ import annotations

import pickle
from io import BufferedReader, BufferedWriter, RawIOBase
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from _typeshed import ReadableBuffer, WriteableBuffer

#: Bytes of a part.
_PART: Final = 1 << 18


def send(pipe: Connection, thing: object) -> None:
    """Send an object that can be pickled, part by part.

    Raises: OSError, when nobody is there to receive it.
    """
    with BufferedWriter(_Sent(pipe), _PART) as stream:
        pickle.dump(thing, stream, pickle.HIGHEST_PROTOCOL)


def receive(pipe: Connection) -> object:
    """Give the object that is sent, once all of it is there.

    Raises: EOFError, OSError or UnpicklingError, when the sender ends before.
    """
    return pickle.load(BufferedReader(_Received(pipe), _PART))  # noqa: S301 - from our own process


class _Sent(RawIOBase):
    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe

    def writable(self) -> bool:
        return True

    def write(self, part: ReadableBuffer) -> int:
        self._pipe.send_bytes(part)
        return memoryview(part).nbytes


class _Received(RawIOBase):
    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe
        self._part = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer) -> int:
        if not self._part:
            self._part = memoryview(self._pipe.recv_bytes())
        wanted = memoryview(into)
        part, self._part = self._part[: len(wanted)], self._part[len(wanted) :]
        wanted[: len(part)] = part
        return len(part)
