"""Which sheets a workbook has, in which parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.package import local_name, relation_id, xml_root

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FOLDER: Final = "xl/"
WORKBOOK, RELATIONS, ROOT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"
_OFFICE: Final = "/relationships/officeDocument"
_KNOWN: Final = frozenset({"worksheet", "chartsheet", "dialogsheet"})
_STATES: Final = frozenset({"visible", "hidden", "veryHidden"})
#: Spaces other than that one in a sheet's tag may be part of its name, and are read in two ways.
_OTHER_SPACE: Final = re.compile(rb"<sheet [^>]*[\t\r\n]")


class Sheet(NamedTuple):
    """A worksheet and the part it is in."""

    name: str
    part: str
    hidden: bool


class Outline(NamedTuple):
    """The worksheets of a workbook in their order, and from when it counts its days."""

    sheets: tuple[Sheet, ...]
    from_1904: bool


@lru_cache(maxsize=64)
def outline_of(workbook: bytes, relations: bytes, root_relations: bytes) -> Outline:
    """Give what the workbook part of a file says; those of a family are the same to the byte.

    Raises: Unusual, where it is not as the usual programs write it. Refused, where it is no XML.
    """
    if (relations + root_relations).count(b"&") or _OTHER_SPACE.search(workbook):
        raise Unusual
    office = [one for one in _relations(root_relations, ROOT) if _type(one).endswith(_OFFICE)]
    target = office[-1].get("Target", "") if office else ""
    if target.removeprefix("/").rpartition("/")[0] + "/" != _FOLDER:
        raise Unusual
    root = _root(workbook, WORKBOOK, "workbook")
    elements = list(root.iter())
    said = [one for one in elements if local_name(one.tag) == "workbookPr"]
    if len({one.get("date1904") in {"1", "true"} for one in said}) > 1:
        raise Unusual
    related = {one.get("Id", ""): one for one in _relations(relations, RELATIONS)}
    sheets = [_sheet(one, related) for one in elements if local_name(one.tag) == "sheet"]
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise Unusual
    from_1904 = any(one.get("date1904") in {"1", "true"} for one in said)
    return Outline(tuple(sheet for sheet in sheets if sheet.part), from_1904)


def _sheet(element: Element, related: dict[str, Element]) -> Sheet:
    """Give a sheet; one that is no worksheet is in no part."""
    relation, state = related.get(relation_id(element)), element.get("state", "visible")
    kind = _type(relation).rpartition("/")[2] if relation is not None else ""
    if relation is None or kind not in _KNOWN or state not in _STATES:
        raise Unusual
    target = relation.get("Target", "")
    part = target[1:] if target.startswith("/") else _FOLDER + target
    if not {"", ".", ".."}.isdisjoint(part.split("/")):
        raise Unusual
    return Sheet(element.get("name", ""), part if kind == "worksheet" else "", state != "visible")


def _relations(xml: bytes, part: str) -> list[Element]:
    root = _root(xml, part, "Relationships")
    return [one for one in root.iter() if local_name(one.tag) == "Relationship"]


def _root(xml: bytes, part: str, name: str) -> Element:
    root = xml_root(xml, part)
    if local_name(root.tag) != name:
        raise Unusual
    return root


def _type(relation: Element) -> str:
    return relation.get("Type", "")
