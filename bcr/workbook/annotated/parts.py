"""The parts of a workbook that are changed or new, with what relates them to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from bcr.workbook.annotated.markup import Change, changed, tags
from bcr.workbook.files.package import Package, resolved

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping

RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONS: Final = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_CONTENT_TYPES: Final = "[Content_Types].xml"


class CannotMark(Exception):  # noqa: N818 - an answer about the file, not a fault of the program
    """The workbook is kept in a way that nothing can be added to safely; the message says which."""


class Parts:
    """The parts of a workbook as text, read when asked for and kept once they are changed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._new: dict[str, str] = {}
        self.package = Package(archive)

    def has(self, name: str) -> bool:
        """Tell whether there is a part of this name; capitals do not matter."""
        return name.lower() in self._names

    def read(self, name: str) -> str:
        """Give a part as text.

        Raises: CannotMark, when it is missing or not in UTF-8.
        """
        name = self._names.get(name.lower(), name)
        if name in self._new:
            return self._new[name]
        try:
            return self._archive.read(name).decode("utf-8-sig")
        except (KeyError, UnicodeDecodeError):
            raise CannotMark(f"its part {name} cannot be changed safely") from None

    def write(self, name: str, text: str) -> None:
        """Keep a part in its new form."""
        name = self._names.setdefault(name.lower(), name)
        self._new[name] = text

    def free(self, pattern: str) -> str:
        """Give a name that no part has, from a pattern such as xl/comments{}.xml."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def related(self, part: str, kind: str) -> str | None:
        """Give the first part that another is related to in some way; nothing without one."""
        relations = relations_of(part)
        if not self.has(relations):
            return None
        for tag in tags(self.read(relations)):
            if (tag.attribute("Type") or "").endswith(f"/{kind}"):
                return resolved(part.rpartition("/")[0], tag.attribute("Target") or "")
        return None

    def relate(self, part: str, target: str, kind: str) -> str:
        """Relate a part to another, and give the id of the relation."""
        name = relations_of(part)
        text = self.read(name) if self.has(name) else _NO_RELATIONS
        taken = {tag.attribute("Id") for tag in tags(text)}
        number = 1
        while f"rIdBcr{number}" in taken:
            number += 1
        identifier = f"rIdBcr{number}"
        self.write(
            name,
            with_last_child(
                text,
                "Relationships",
                f'<{{}}Relationship Id="{identifier}" Type="{RELATIONSHIPS}/{kind}" '
                f'Target="/{target}"/>',
            ),
        )
        return identifier

    def declare(self, part: str, content_type: str) -> None:
        """State what a new part is."""
        override = f'<{{}}Override PartName="/{part}" ContentType="{content_type}"/>'
        self.write(_CONTENT_TYPES, with_last_child(self.read(_CONTENT_TYPES), "Types", override))

    def changed_parts(self) -> Mapping[str, bytes]:
        """Give the new and changed parts.

        Raises: CannotMark, when one would not be sound.
        """
        for name, text in self._new.items():
            try:
                fromstring(text)
            except (ParseError, ValueError):
                raise CannotMark(f"its part {name} cannot be changed safely") from None
        return {name: text.encode() for name, text in self._new.items()}


def relations_of(part: str) -> str:
    """Give the name of the part that holds a part's relations.

    >>> relations_of("xl/worksheets/sheet1.xml")
    'xl/worksheets/_rels/sheet1.xml.rels'
    """
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def with_last_child(text: str, parent: str, child: str) -> str:
    """Give a part with one more child in its first element of a name.

    `child` has {} where the parent's prefix belongs.
    Raises: CannotMark, when there is no such element.
    """
    for tag in tags(text):
        if tag.name != parent:
            continue
        added = child.format(tag.prefix)
        if tag.is_empty:
            whole = f"{tag.opened()}{added}</{tag.qname}>"
            return changed(text, [Change(tag.start, tag.end, whole)])
        if tag.is_close:
            return changed(text, [Change(tag.start, tag.start, added)])
    raise CannotMark(f"it has no {parent}")
