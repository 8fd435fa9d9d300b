"""The command line: options, printing and exit codes."""

from bcr.cli.group import main

__all__ = ["main"]
