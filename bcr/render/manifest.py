"""The list of what a report or export was made from and of what it consists, beside its files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Its name in the folder of a report.
MANIFEST: Final = "manifest.json"
#: What the manifest of an export says it is; another number means other files or columns.
EXPORT: Final = "bcr export 1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A finished report: change one byte of it, or of what it was made from, and it shows."""

    #: Path below the folder → SHA-256, lower-case hex.
    files: Mapping[str, str] = field(default_factory=dict)
    #: What decided the bytes: a name → a text, or a further mapping of such.
    made_from: Mapping[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """Give it as JSON, sorted: the same report has the same manifest."""
        said = {"made_from": self.made_from, "files": self.files}
        return json.dumps(said, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> Manifest | None:
    """Give the manifest of a report; nothing where there is none or it is no such list."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files, made_from = said["files"], said["made_from"]
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, KeyError):
        return None
    if not isinstance(files, dict) or not isinstance(made_from, dict):
        return None
    return Manifest({name: str(sha) for name, sha in files.items() if is_below(name)}, made_from)


def is_export(folder: Path) -> bool:
    """Tell whether a folder is an export of a store, of whatever version."""
    manifest = read_manifest(folder)
    format_ = manifest.made_from.get("format") if manifest else None
    return str(format_).startswith(EXPORT.rstrip("0123456789"))


def is_below(name: str) -> bool:
    """Tell whether a path stays within its folder, wherever the manifest came from."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return bool(parts) and not any(part in ("..", "/") or ":" in part for part in parts)
