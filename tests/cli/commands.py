"""Commands as a user types them, and what they print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from bcr.cli.group import main

if TYPE_CHECKING:
    from click.testing import Result

DONE, COULD_NOT_RUN, FOUND_PROBLEMS = 0, 2, 3


def bcr(*words: str) -> Result:
    """What a command did, in this process."""
    return CliRunner().invoke(main, words)


def rows(*words: str) -> list[dict[str, Any]]:
    """The rows that a command prints."""
    found: list[dict[str, Any]] = json.loads(bcr(*words, "--format", "json").stdout)
    return found
