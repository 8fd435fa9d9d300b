"""The parts of an .xlsx: which sheet stands in which, and a copy with some of them replaced."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final, Protocol
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bcr.workbook.files.guard import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

_WORKBOOK: Final = re.compile(r"xl/workbook\d*\.xml")
#: Ends of the types of relation that are sheets to every reader.
_KNOWN: Final = ("/worksheet", "/chartsheet", "/dialogsheet")
_SHEET: Final = re.compile(
    rb'<(?:\w+:)?sheet\b[^>]*?\b\w+:id="([^"]*)"[^>]*?(?:/>|>\s*</(?:\w+:)?sheet>)'
)


def local_name(tag: str) -> str:
    """Give a tag without its namespace."""
    return tag.rpartition("}")[2]


def xml_root(xml: bytes, part: str) -> Element:
    """Give the root element of a part.

    Raises: Refused, when it is not sound XML.
    """
    try:
        root: Element = fromstring(xml)
    except (ParseError, DefusedXmlException) as error:
        raise damaged(f"{part} cannot be read ({error})") from None
    return root


def damaged(what: str) -> Refused:
    """Give the refusal of a file that is not whole."""
    return Refused(f"The file is damaged: {what}; open it in Excel and save it again.")


class Archive(Protocol):
    """The parts of an archive by their names."""

    def namelist(self) -> list[str]: ...  # noqa: D102 - as zipfile has them

    def read(self, name: str, /) -> bytes: ...  # noqa: D102


class Package:
    """The workbook part of an archive and what it says of its sheets.

    Raises: Refused, when a part is missing that every workbook has.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        #: Excel minds no capitals in the names of parts.
        self._names = {name.lower(): name for name in archive.namelist()}
        #: Name of the workbook part itself.
        self.part = self._workbook_part()
        folder, _, file = self.part.rpartition("/")
        relations = self._names.get(f"{folder}/_rels/{file}.rels".lower())
        if relations is None:
            raise damaged(f"{folder}/_rels/{file}.rels is missing")
        related = self._elements(relations, "Relationship")
        self._relations = {one.get("Id", ""): one for one in related}
        self._sheets = self._elements(self.part, "sheet")

    def worksheets(self) -> dict[str, str]:
        """Give the part of each worksheet by the sheet's name, in workbook order.

        Raises: Refused, when a sheet that the workbook names is not in it.
        """
        folder = self.part.rpartition("/")[0]
        found: dict[str, str] = {}
        for sheet in self._sheets:
            name = sheet.get("name", "")
            relation = self._relations.get(relation_id(sheet))
            if relation is None:
                raise damaged(f"sheet “{name}” has no part")
            if relation.get("Type", "").endswith("/worksheet"):
                part = resolved(folder, relation.get("Target", ""))
                if part.lower() not in self._names:
                    raise damaged(f"{part} of sheet “{name}” is missing")
                found[name] = self._names[part.lower()]
        return found

    def day_zero(self) -> dt.date:
        """Give the day of the serial number 0."""
        said = self._elements(self.part, "workbookPr")
        later = any(one.get("date1904") in {"1", "true"} for one in said)
        return dt.date(1904, 1, 1) if later else dt.date(1899, 12, 31)

    def without_unknown_sheets(self) -> dict[str, bytes]:
        """Give the workbook part without macro sheets, which keep readers from all the others.

        Nothing when there are none.
        """
        unknown = {
            name.encode()
            for sheet in self._sheets
            if (one := self._relations.get(name := relation_id(sheet))) is not None
            and not one.get("Type", "").endswith(_KNOWN)
        }
        if not unknown:
            return {}
        xml = self._archive.read(self.part)
        return {self.part: _SHEET.sub(lambda m: b"" if m[1] in unknown else m[0], xml)}

    def _workbook_part(self) -> str:
        others = (name for key, name in sorted(self._names.items()) if _WORKBOOK.fullmatch(key))
        part = self._names.get("xl/workbook.xml") or next(others, None)
        if part is None:
            raise damaged("xl/workbook.xml is missing")
        return part

    def _elements(self, part: str, tag: str) -> list[Element]:
        return [
            e for e in xml_root(self._archive.read(part), part).iter() if local_name(e.tag) == tag
        ]


def repacked(
    source: Path | BytesIO, parts: Mapping[str, bytes], *, compressed: bool = False
) -> BytesIO:
    """Give a copy of a workbook with other content in some of its parts, and with new parts."""
    copy = BytesIO()
    packing = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            content = parts.get(entry.filename) or old.read(entry)
            new.writestr(zipfile.ZipInfo(entry.filename), content, packing)
        for name in sorted(parts.keys() - set(old.namelist())):
            new.writestr(zipfile.ZipInfo(name), parts[name], packing)
    copy.seek(0)
    return copy


def relation_id(sheet: Element) -> str:
    """Give the id under which the workbook is related to the part of a sheet."""
    return next((value for key, value in sheet.attrib.items() if local_name(key) == "id"), "")


def resolved(folder: str, target: str) -> str:
    """Give the name of a part from the target of a relation in a folder."""
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/")
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]  # above the root there is only the root
        elif step != ".":
            parts.append(step)
    return "/".join(parts)
