"""Sound files and what chance makes of them: bytes changed, cut or doubled, parts lost."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

import polars as pl

from tests.workbook.books import sheets_in, write_book, write_csv
from tests.workbook.old_formats import write_ods, write_xls, write_xlsb

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.workbook.old_formats import Rows

TABLE: Final = """
    Benefit ID | Benefit     | Unit  | Baseline | Target | Due date
    B-001      | Fewer calls | calls | 100      | 80     | 2025-03-31
    B-002      | Less paper  | %     | 62%      | 40%    | 2024/25
"""
ROWS: Final[Rows] = [
    ["Benefit ID", "Benefit", "Baseline", "Target"],
    ["B-001", "Fewer calls", 100.0, 80.0],
]
#: A layout file with one of everything that is often in one.
LAYOUT: Final = """
name = "Register"
files = ["*.xlsx"]

[[table]]
sheet = "Register"
holds = "benefits"
header = 1
[table.columns]
benefits.benefit_id = "Benefit ID"
benefits.title = { letter = "B", header = "Benefit" }
benefits.baseline = "Baseline"
benefits.target = "Target"
benefits.due_on = "Due date"
"""
_WORDS: Final = (
    '"', "[", "]", "{", "}", "=", "\n", "[[table]]", "header_rows", "-1", "0", "1e999", "true",
    "[table.columns]", "letter", '"ZZZZ"', '"(("', "nan", "1979-05-27", "benefits.", "\\u0000",
    "[match]", "[]", "99999999999",
)  # fmt: skip
_XML_WORDS: Final = (
    b"", b"-1", b"1e308", b"nan", b"99999999999999999999", b"XFE1048577", b"A0", b"../../x",
    b"&#0;", b"\xff", b"<c/>", b"</row>", b"true", b"s", b"e", b"d",
)  # fmt: skip
_VALUE: Final = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')


def specimens(folder: Path) -> list[Path]:
    """Write a sound file of each format and give their paths, the .xlsx first and twice."""
    sheets = sheets_in(TABLE)
    parquet = folder / "sound.parquet"
    pl.DataFrame({"Benefit ID": ["B1"], "Benefit": ["Calls"], "Target": [80.5]}).write_parquet(
        parquet
    )
    xlsx = write_book(folder / "sound.xlsx", sheets)
    return [
        xlsx,
        xlsx,
        write_csv(folder / "sound.csv", sheets),
        write_xls(folder / "sound.xls", ROWS),
        write_xlsb(folder / "sound.xlsb", ROWS),
        write_ods(folder / "sound.ods", ROWS),
        parquet,
    ]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Give a file with its bytes changed, or, of an archive, the content of its parts."""
    if not content.startswith(b"PK") or chance.random() < 0.2:
        return _bytes_changed(content, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        hit = set(chance.sample(names, k=min(len(names), chance.randint(1, 2))))
        for name in names:
            part = old.read(name)
            if name not in hit:
                new.writestr(name, part)
            elif chance.random() < 0.9:
                change = _bytes_changed if chance.random() < 0.2 else _values_changed
                new.writestr(name, change(part, chance))
    return packed.getvalue()


def mutated_text(text: str, chance: random.Random) -> str:
    """Give a text with some of its words lost, doubled or become others."""
    words = re.findall(r"\w+|\s+|.", text)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(words))
        words[at] = chance.choice(["", words[at] * 2, chance.choice(_WORDS), chance.choice(words)])
    return "".join(words)


def _values_changed(part: bytes, chance: random.Random) -> bytes:
    """Give XML in which some attributes and texts are others."""
    values = list(_VALUE.finditer(part))
    for found in sorted(chance.sample(values, k=min(len(values), 2)), key=lambda m: -m.start()):
        other = chance.choice([*_XML_WORDS, chance.choice(values)[0]])
        part = part[: found.start()] + other + part[found.end() :]
    return part


def _bytes_changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(len(changed), 1))
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                changed[at : at + chance.randint(1, 4)] = b"\xff\xff\xff\x7f"
            case 2:
                del changed[at : at + chance.randint(1, 40)]
            case _:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
    return bytes(changed)
