"""What bcr is built on: each locked package with its licence, or as a bill of materials.

Run: python -m tests.supply licences | sbom
Both say what requirements.lock pins, for running and for development; the licence of a package is
the one that it states itself.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCK: Final = Path(__file__).parents[1] / "requirements.lock"
_PINNED: Final = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_CLASSIFIED: Final = "License :: OSI Approved :: "
_UNSTATED: Final = "not stated"
_NOT_HERE: Final = "not installed here"


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the lock."""

    name: str
    version: str
    #: SHA-256 of each file that may be installed.
    hashes: Sequence[str]


def locked(text: str) -> list[Package]:
    """Give the packages of a lock file, in its order.

    >>> locked("a==1.0").pop()
    Package(name='a', version='1.0', hashes=[])
    """
    starts = list(re.finditer(rf"^{_PINNED.pattern}", text, re.MULTILINE))
    ends = [*(start.start() for start in starts[1:]), len(text)]
    return [
        Package(start[1], start[2], _HASH.findall(text, start.end(), end))
        for start, end in zip(starts, ends, strict=True)
    ]


def licence(name: str) -> str:
    """Give the licence that an installed package states."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return _NOT_HERE
    said = package.metadata.json
    if expression := said.get("license_expression"):
        return str(expression)
    classified = [
        one.removeprefix(_CLASSIFIED)
        for one in said.get("classifier", [])
        if one.startswith(_CLASSIFIED)
    ]
    stated = str(said.get("license") or "").strip().partition("\n")[0]
    return ", ".join(classified) or stated or _head_of_its_text(package) or _UNSTATED


def _head_of_its_text(package: Distribution) -> str:
    """Give the first line of the licence that a package carries."""
    texts = (file for file in package.files or () if file.stem.upper() in {"LICENSE", "LICENCE"})
    return next((line.strip() for file in texts for line in file.read_text().splitlines()), "")


def bill_of_materials(packages: Sequence[Package]) -> dict[str, Any]:
    """Give the packages as a CycloneDX 1.5 document; the same lock gives the same one."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "bcr"}},
        "components": [_component(package) for package in packages],
    }


def _component(package: Package) -> dict[str, Any]:
    address = f"pkg:pypi/{package.name.lower().replace('_', '-')}@{package.version}"
    stated = licence(package.name)
    told = [] if stated in {_UNSTATED, _NOT_HERE} else [{"license": {"name": stated}}]
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "purl": address,
        "licenses": told,
        "externalReferences": [
            {
                "type": "distribution",
                "url": address,
                "hashes": [{"alg": "SHA-256", "content": one} for one in package.hashes],
            }
        ],
    }


def main(what: str) -> None:
    """Print the list of licences, or the bill of materials as JSON."""
    packages = locked(LOCK.read_text(encoding="utf-8"))
    if what == "sbom":
        sys.stdout.write(json.dumps(bill_of_materials(packages), indent=1) + "\n")
        return
    for package in packages:
        sys.stdout.write(f"{package.name:28} {package.version:16} {licence(package.name)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
