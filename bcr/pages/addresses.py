"""Addresses that stay within the site and last: from ids that people wrote."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
#: Names that Windows keeps for devices, whatever their ending.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
#: What a digest of ours looks like: a plain id that looks like one gets its own digest.
DIGESTED = re.compile(r".*-[0-9a-f]{8}")


def addresses(ids: Iterable[str]) -> dict[str, str]:
    """A file name or anchor for each id: itself where it can be, else close to it and distinct.

    >>> addresses(["CC-01", "Bus lane", "../../etc/passwd"])
    {'CC-01': 'CC-01', 'Bus lane': 'Bus-lane', '../../etc/passwd': 'etc-passwd-3754d6cb'}
    """
    plain = {key: _plain(key) for key in ids}
    taken = Counter(slug.casefold() for slug in plain.values())
    return {
        key: slug if _is_safe(key, slug) and taken[slug.casefold()] == 1 else _distinct(key, slug)
        for key, slug in plain.items()
    }


def _plain(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "-", key).strip("-")[:LONGEST].strip("-")


def _is_safe(key: str, slug: str) -> bool:
    """Whether the id can stand as it is, give or take spaces between words."""
    unchanged = bool(slug) and slug == re.sub(r" +", "-", key)
    return unchanged and not RESERVED.fullmatch(slug) and not DIGESTED.fullmatch(slug)


def _distinct(key: str, slug: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{slug}-{digest}".strip("-")
