"""The command line: options, printing and exit codes."""

from bcr.cli import audit, figures, money, reports, review, workbooks
from bcr.cli.group import main

__all__ = ["audit", "figures", "main", "money", "reports", "review", "workbooks"]
