"""What the synonym files say, language by language; analysts own the files."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: A header that this one knows keeps its meaning there.
_FIRST: Final = "en"

#: Section → key → words, such as benefits → target → Target, Target value, ...
Stated = dict[str, dict[str, list[str]]]


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Stated]:
    """Give what each file of `synonyms/` says, by language, English first."""
    folder = Path(__file__).with_name("synonyms")  # each worker would wait for importlib.resources
    stated = [file for file in folder.iterdir() if file.suffix == ".toml"]
    texts = {file.stem: file.read_text("utf-8") for file in stated}
    order = sorted(texts, key=lambda name: (name != _FIRST, name))
    return {name: tomllib.loads(texts[name]) for name in order}


@lru_cache(maxsize=16)
def words_of(section: str) -> Mapping[str, Sequence[str]]:
    """Give the words of a section that is no table, by key, of all languages together.

    >>> list(words_of("roles")), "Totales" in words_of("sums")["total"]
    (['planned', 'actual', 'baseline', 'forecast'], True)
    """
    found: dict[str, list[str]] = {}
    for stated in languages().values():
        for key, words in stated.get(section, {}).items():
            found.setdefault(key, []).extend(words)
    return found
