"""The parts of an .xlsx: which sheet stands in which, and a copy with some of them replaced."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bcr.workbook.guard import Refused

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


def xml_root(archive: zipfile.ZipFile, part: str) -> Element:
    """Give the root element of a part.

    Raises: Refused, when it is not sound XML.
    """
    try:
        root: Element = fromstring(archive.read(part))
    except (ParseError, DefusedXmlException, KeyError) as error:
        raise damaged(f"{part} cannot be read ({error})") from None
    return root


def damaged(what: str) -> Refused:
    """Give the refusal of a file that is not whole."""
    return Refused(f"The file is damaged: {what}; open it in Excel and save it again.")


def worksheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of each worksheet by the sheet's name, in workbook order.

    Raises: Refused, when a sheet that the workbook names is not in it.
    """
    names = _names(archive)
    workbook, relations = _workbook(archive)
    folder = workbook.rpartition("/")[0]
    found: dict[str, str] = {}
    for sheet in _elements(archive, workbook, "sheet"):
        name = sheet.get("name", "")
        relation = relations.get(_relation_id(sheet))
        if relation is None:
            raise damaged(f"sheet “{name}” has no part")
        if relation.get("Type", "").endswith("/worksheet"):
            part = _resolved(folder, relation.get("Target", ""))
            if part.lower() not in names:
                raise damaged(f"{part} of sheet “{name}” is missing")
            found[name] = names[part.lower()]
    return found


def without_unknown_sheets(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Give the workbook part without macro sheets, which keep readers from all the others.

    Nothing when there are none.
    """
    workbook, relations = _workbook(archive)
    unknown = {
        name.encode()
        for sheet in _elements(archive, workbook, "sheet")
        if (one := relations.get(name := _relation_id(sheet))) is not None
        and not one.get("Type", "").endswith(_KNOWN)
    }
    if not unknown:
        return {}
    xml = archive.read(workbook)
    return {workbook: _SHEET.sub(lambda m: b"" if m[1] in unknown else m[0], xml)}


def repacked(path: Path, parts: Mapping[str, bytes]) -> BytesIO:
    """Give a copy of a workbook with other content in some of its parts."""
    copy = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, parts.get(entry.filename) or old.read(entry))
    copy.seek(0)
    return copy


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the names of the parts by how they compare: Excel minds no capitals."""
    return {name.lower(): name for name in archive.namelist()}


def _workbook(archive: zipfile.ZipFile) -> tuple[str, dict[str, Element]]:
    """Give the workbook part and its relations by their id."""
    names = _names(archive)
    part = names.get("xl/workbook.xml") or next(
        (name for key, name in sorted(names.items()) if _WORKBOOK.fullmatch(key)), None
    )
    if part is None:
        raise damaged("xl/workbook.xml is missing")
    folder, _, file = part.rpartition("/")
    relations = names.get(f"{folder}/_rels/{file}.rels".lower())
    if relations is None:
        raise damaged(f"{folder}/_rels/{file}.rels is missing")
    return part, {e.get("Id", ""): e for e in _elements(archive, relations, "Relationship")}


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> list[Element]:
    return [e for e in xml_root(archive, part).iter() if local_name(e.tag) == tag]


def _relation_id(sheet: Element) -> str:
    return next((value for key, value in sheet.attrib.items() if local_name(key) == "id"), "")


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/")
    for step in target.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)
