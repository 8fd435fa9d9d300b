"""The command line: options, printing and exit codes."""

from bcr.cli import figures, reports, workbooks
from bcr.cli.group import main

__all__ = ["figures", "main", "reports", "workbooks"]
