"""What tells one content of a file from another, whatever its name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes that are read at once: most workbooks are no longer, and there may be thousands.
_AT_ONCE: Final = 1 << 16


def content_hash(path: Path) -> str:
    """Give the SHA-256 of a file, lower-case hex."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while part := file.read(_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
