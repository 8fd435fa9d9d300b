"""What decides the bytes of a report: sources, configuration, figures and the programs used."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, fields
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

import bcr

if TYPE_CHECKING:
    from bcr.pages.dossier import Dossier

#: Files of the package that are code or go into pages.
_CODE: Final = frozenset({".py", ".sql", ".toml", ".json", ".html", ".css", ".js"})


def made_from(found: Dossier) -> dict[str, Any]:
    """Give, by name, what a report of a dossier is made from; frames as digests of their rows."""
    return {
        "as_of": found.as_of.isoformat(),
        "basis": found.basis,
        "portfolio": texts(asdict(found.portfolio)),
        "sources": dict(sorted(found.sources.select("path", "source_id").iter_rows())),
        "figures": {name: _digest(frame) for name, frame in _frames(found).items()},
        "bcr": {"version": metadata.version("bcr"), "code": code_digest()},
        "parts": parts(),
    }


def _digest(frame: pl.DataFrame) -> str:
    """Give the SHA-256 of the rows of a frame, written as lines of JSON."""
    return hashlib.sha256(frame.write_ndjson().encode()).hexdigest()


@cache
def code_digest() -> str:
    """Give one SHA-256 over every file of the package, wherever it is installed."""
    folder = Path(bcr.__file__).parent
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.suffix in _CODE:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def parts() -> dict[str, str]:
    """Give the release of each library that bcr runs on."""
    needed = (line for line in metadata.requires("bcr") or () if "extra ==" not in line)
    required = (re.match(r"[\w.-]+", line) for line in needed)
    names = sorted({name.group() for name in required if name})
    return {name: metadata.version(name) for name in names}


def _frames(found: Dossier) -> dict[str, pl.DataFrame]:
    """Give the frames of a dossier but its sources, which are listed on their own.

    In which order files were imported decides nothing by itself.
    """
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    frames = {name: one for name, one in values.items() if isinstance(one, pl.DataFrame)}
    return {name: _unnumbered(frame) for name, frame in frames.items() if name != "sources"}


def _unnumbered(frame: pl.DataFrame) -> pl.DataFrame:
    if "import_no" not in frame.columns:
        return frame
    return frame.drop("import_no").sort("source_id", "block", "row", "col", maintain_order=True)


def texts(said: dict[str, Any]) -> dict[str, Any]:
    """Give a mapping with its leaves as text, which reads back from JSON as it was."""
    return {
        name: texts(value) if isinstance(value, dict) else str(value)
        for name, value in said.items()
    }
