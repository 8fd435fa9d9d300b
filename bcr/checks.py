"""What an audit asks, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an audit found to be not what it was."""

    #: A path, a cell or a name.
    where: str
    #: What moved, in a few words.
    what: str
    #: As text; both empty where the words say it all.
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One question of an audit with its answer: it holds where there are no findings."""

    name: str
    #: What was looked at, such as 14 files.
    looked_at: str
    findings: tuple[Finding, ...] = ()
    #: What could not be asked; empty when all was.
    skipped: str = ""
