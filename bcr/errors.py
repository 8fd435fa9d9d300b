"""What stops the program. Wrong data never does: that is a `Problem`, collected and shown."""

from __future__ import annotations


class BcrError(Exception):
    """Could not run: `message` says where and what, `tip` what to do next."""

    exit_code = 2

    def __init__(self, message: str, tip: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.tip = tip

    def __str__(self) -> str:
        """Give the message and, on a line of its own, the tip."""
        return f"{self.message}\n  {self.tip}" if self.tip else self.message


class StoreLockedError(BcrError):
    """Another process has the store open."""


class StoreNewerError(BcrError):
    """The store was written by a later version of bcr."""


class UnknownIdError(BcrError):
    """No case, benefit, KPI or logic has the id that was asked for."""


class ConfigError(BcrError):
    """A bcr.toml or layout file says something that cannot be followed."""
