"""Files that are read one behind the other; small workbooks among them are looked at together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bcr.workbook.files.canonical.unusual import Unusual
from bcr.workbook.files.guard import DAMAGE, Kind, Refused, is_archive, kind_of_archive, opened
from bcr.workbook.files.reading import grids_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bcr.workbook.files.canonical.reading import Together, Workbook
    from bcr.workbook.files.grid import Grid

#: Bytes of all parts of a workbook that is small, and of those that are looked at together.
_SMALL: Final = 250_000
_TOGETHER: Final = 1_000_000
#: Cells of all worksheets: few bytes may say that one stands in the last row of a sheet.
_OUTLINE: Final = 20_000
#: What a file raises that is read as usual, or refused, when its turn comes.
_LEFT: Final = (Unusual, Refused, *DAMAGE, OSError)


class File:
    """A file whose content is read once, when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content: bytes | None = None
        self._together: tuple[Together, int] | None = None

    @property
    def content(self) -> bytes:
        """Give what is in the file.

        Raises: OSError, when it cannot be read.
        """
        if self._content is None:
            self._content = self.path.read_bytes()
        return self._content

    @property
    def is_small(self) -> bool:
        """Tell whether it was looked at with others, and is as small when it is unfolded."""
        if self._together is None:
            return False
        together, number = self._together
        return together.outline(number) <= _OUTLINE

    def grids(self) -> list[Grid]:
        """Give every worksheet of the file.

        Raises: Refused, with the reason, when the file cannot be trusted.
        """
        if self._together is not None:
            together, number = self._together
            try:
                return together.grids(number)
            except Unusual:
                pass  # it is read by itself after all
        return grids_in(self.content, self.path)

    def share(self, together: Together, number: int) -> None:
        """Note that it has been looked at with others, and is one of them by this number."""
        self._together = together, number


def files_together(paths: Sequence[Path]) -> list[File]:
    """Give some files, those of them that are small workbooks looked at together.

    What keeps one from that is told when its worksheets are asked for, as if it were alone.
    """
    files = [File(path) for path in paths]
    small = ((file, workbook) for file in files if (workbook := _small_workbook(file)))
    for some in _batches(small) if len(files) > 1 else ():
        _look_at(some)
    return files


def _look_at(some: Sequence[tuple[File, Workbook]]) -> None:
    from bcr.workbook.files.canonical.reading import Together

    try:
        together = Together([workbook for _, workbook in some])
    except Unusual:
        return  # each is read by itself, and shows whether it is to blame
    for number, (file, _) in enumerate(some):
        file.share(together, number)


def _small_workbook(file: File) -> Workbook | None:
    """Give a small .xlsx that may be read quickly; nothing where a file is anything else."""
    try:
        if not is_archive(file.content) or len(file.content) > _SMALL:
            return None
        archive = opened(file.content)
        if archive.unpacked_size > _SMALL or kind_of_archive(archive) is not Kind.XLSX:
            return None
        from bcr.workbook.files.canonical.reading import Workbook  # numpy: text needs none of it

        return Workbook(archive)
    except _LEFT:
        return None


def _batches(small: Iterable[tuple[File, Workbook]]) -> Iterator[list[tuple[File, Workbook]]]:
    """Give some at a time that are not too much together."""
    batch: list[tuple[File, Workbook]] = []
    size = 0
    for file, workbook in small:
        if batch and size + workbook.size > _TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append((file, workbook))
        size += workbook.size
    if batch:
        yield batch
