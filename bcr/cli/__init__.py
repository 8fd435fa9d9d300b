"""The command line: options, printing and exit codes."""

from __future__ import annotations


def main() -> None:
    """Run the command `bcr`.

    Each worker process imports what the start script does; it needs none of the commands.
    """
    from bcr.cli.group import main as command

    command()
