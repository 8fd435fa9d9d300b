"""Layout files: one TOML settles a family of workbooks for good. README, "Layout files"."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from bcr.errors import ConfigError
from bcr.workbook.layouts.columns import only
from bcr.workbook.layouts.layout import Layout
from bcr.workbook.layouts.specs import table_spec

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.workbook.values.dates import Order

#: Characters of a digest; enough to part the few layouts of a family.
_DIGEST: Final = 12
_KEYS: Final = frozenset(
    {"name", "files", "year_starts", "date_order", "decimal", "ratios", "table"}
)


def read_layout(path: Path) -> Layout:
    """Read a layout file.

    Raises: ConfigError, naming the file and what in it cannot be followed.
    """
    try:
        stated = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.as_posix()}: {error}", "Correct the layout file.") from None
    try:
        return replace(_layout(stated, path.stem), digest=_digest(stated))
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise ConfigError(
            f"{path.as_posix()}: {error}", "README, “Layout files”, says what may stand there."
        ) from None


def _digest(stated: dict[str, Any]) -> str:
    said = json.dumps(stated, sort_keys=True, default=str)
    return sha256(said.encode()).hexdigest()[:_DIGEST]


def _layout(stated: dict[str, Any], stem: str) -> Layout:
    only(stated, _KEYS, "the file")
    files, tables = stated.get("files"), stated.get("table")
    if not tables or not isinstance(tables, list):
        raise ValueError("there is no [[table]]")
    if not files and not all(table.get("headers") for table in tables):
        raise ValueError(
            '`files` must name the workbooks, such as files = ["register_*.xlsx"], or `headers` '
            "of each [[table]] those by which it is known"
        )
    if not isinstance(files, str | list | None):
        raise TypeError(f"files is {files!r}; it may be a name, or a list of names")
    year_starts = _month(stated.get("year_starts", 4))
    return Layout(
        name=str(stated.get("name", stem)),
        files=(files,) if isinstance(files, str) else tuple(map(str, files or ())),
        tables_in=tuple(table_spec(table, year_starts) for table in tables),
        year_starts=year_starts,
        date_order=_date_order(stated.get("date_order", "")),
        decimal=_decimal(stated.get("decimal", "")),
        ratios=_yes(stated.get("ratios", False)),
    )


def _month(stated: object) -> int:
    if type(stated) is not int or not 1 <= stated <= 12:
        raise ValueError(f"year_starts is {stated!r}; it may be a month from 1 to 12")
    return stated


def _date_order(stated: object) -> Order:
    match stated:
        case "" | "dmy" | "mdy":
            return stated
        case _:
            raise ValueError(f"date_order is {stated!r}; it may be 'dmy' or 'mdy'")


def _decimal(stated: object) -> str:
    if stated not in {"", ".", ","}:
        raise ValueError(f"decimal is {stated!r}; it may be '.' or ','")
    return str(stated)


def _yes(stated: object) -> bool:
    match stated:
        case bool():
            return stated
        case _:
            raise ValueError(f"ratios is {stated!r}; it may be true or false")
