"""What bcr is built on is listed whole, and every part that it runs on has its reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.supply import LOCK, bill_of_materials, licence, locked

ROOT = Path(__file__).parents[1]


def _needed() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[<>=~!\[; ]", one)[0] for one in project["dependencies"]}


def test_every_dependency_is_locked_with_the_hashes_of_its_files() -> None:
    packages = {package.name: package for package in locked(LOCK.read_text(encoding="utf-8"))}
    assert _needed() <= packages.keys()
    assert all(package.hashes for package in packages.values())


def test_what_spark_needs_is_locked_apart_and_all_else_as_for_us() -> None:
    ours, theirs = (
        {package.name: package for package in locked(lock.read_text(encoding="utf-8"))}
        for lock in (LOCK, LOCK.with_name("requirements-spark.lock"))
    )
    assert _needed() | {"pyspark", "pytest"} <= theirs.keys()
    assert all(package.hashes for package in theirs.values())
    differ = {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]}
    assert differ <= {"pandas"}


def test_every_dependency_states_a_licence() -> None:
    unclear = {"not stated", "not installed here", "UNKNOWN"}
    assert not {name for name in _needed() if licence(name) in unclear}


def test_the_bill_of_materials_names_every_locked_package_once() -> None:
    packages = locked(LOCK.read_text(encoding="utf-8"))
    bill = bill_of_materials(packages)
    named = [component["bom-ref"] for component in bill["components"]]
    assert len(set(named)) == len(packages) > len(_needed())
    assert bill["bomFormat"] == "CycloneDX"


def test_the_readme_says_why_each_dependency_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    reasons = readme.partition("Parts, and why each:")[2]
    assert not {name for name in _needed() if f"**{name}**" not in reasons}
