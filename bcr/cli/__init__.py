"""The command line: options, printing and exit codes."""

from __future__ import annotations

import os
import sys
import threading


def main() -> None:
    """Run the command `bcr`.

    Each worker process imports what the start script does; it needs none of the commands.
    """
    from bcr.cli.group import main as command

    try:
        command()
    except SystemExit as end:
        _end_at_once(end)


def _end_at_once(end: SystemExit) -> None:
    """End the process without taking it apart first, which lasts as long as its start.

    Unless a thread is left, which may have workers to end.
    """
    if not isinstance(end.code, int) or threading.active_count() > 1:
        raise end
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody reads any more
        raise end from None
    os._exit(end.code)
