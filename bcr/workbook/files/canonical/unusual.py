"""What ends the quick reading of a workbook."""

from __future__ import annotations


class Unusual(Exception):  # noqa: N818 - a turn to the general reader, not an error
    """A workbook holds what the usual programs do not write; the general reader is to read it."""
