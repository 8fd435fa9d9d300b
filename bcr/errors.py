"""What stops the program. Wrong data never does: that is a `Problem`, collected and shown."""

from __future__ import annotations

from typing import Final

#: What steers a terminal and shows nothing (line ends and tabs are text), turns text round, or is
#: no text and cannot be written: bytes of a file's name in another encoding.
_UNSHOWN: Final = {
    *range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
}  # fmt: skip
_SHOWN_INSTEAD: Final = dict.fromkeys(_UNSHOWN, "\N{REPLACEMENT CHARACTER}")


def printable(text: str) -> str:
    r"""Give a text without what would steer the terminal it is printed to, or cannot be written.

    >>> printable("B-1\x1b[2J")
    'B-1�[2J'
    """
    return text.translate(_SHOWN_INSTEAD)


class BcrError(Exception):
    """Could not run: `message` says where and what, `tip` what to do next."""

    exit_code = 2

    def __init__(self, message: str, tip: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.tip = tip

    def __str__(self) -> str:
        """Give the message and, on a line of its own, the tip."""
        return printable(f"{self.message}\n  {self.tip}" if self.tip else self.message)


class StoreLockedError(BcrError):
    """Another process has the store open."""


class StoreNewerError(BcrError):
    """The store was written by a later version of bcr."""


class UnknownIdError(BcrError):
    """No case, benefit, KPI or logic has the id that was asked for."""


class ConfigError(BcrError):
    """A bcr.toml or layout file says something that cannot be followed."""
