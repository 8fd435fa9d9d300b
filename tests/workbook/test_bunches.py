"""Files are handed out so that no worker waits, and none waits for the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.workbook.bunches import Bunches, workers_for

if TYPE_CHECKING:
    from pathlib import Path

SMALL, LARGE = 100_000, 100_001


def files(folder: Path, sizes: list[int]) -> list[Path]:
    paths = [folder / f"{number}.csv" for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        path.write_bytes(b"x" * size)
    return paths


def taken(bunches: Bunches) -> list[tuple[int, ...]]:
    return [bunch.numbers for bunch in iter(bunches.take, None)]


def test_every_file_is_taken_once_and_in_order(tmp_path: Path) -> None:
    numbers = taken(Bunches(files(tmp_path, [1] * 100), workers=2))
    assert [number for bunch in numbers for number in bunch] == list(range(100))
    assert len(numbers[0]) > 1


def test_the_last_files_are_taken_one_at_a_time(tmp_path: Path) -> None:
    numbers = taken(Bunches(files(tmp_path, [1] * 100), workers=2))
    assert all(len(bunch) == 1 for bunch in numbers[-4:])


def test_a_large_file_goes_by_itself(tmp_path: Path) -> None:
    numbers = taken(Bunches(files(tmp_path, [LARGE, 1, 1, LARGE, LARGE] * 4), workers=1))
    assert numbers[:4] == [(0,), (1, 2), (3,), (4,)]


def test_files_go_together_up_to_a_size(tmp_path: Path) -> None:
    numbers = taken(Bunches(files(tmp_path, [SMALL] * 100), workers=1))
    assert len(numbers[0]) == 11


def test_nobody_is_given_more_than_is_at_hand_where_few_files_wait(tmp_path: Path) -> None:
    bunches = Bunches(files(tmp_path, [1] * 3), workers=1)
    assert bunches.take() is not None
    assert bunches.take_early() is None


def test_a_closed_run_hands_out_nothing(tmp_path: Path) -> None:
    bunches = Bunches(files(tmp_path, [1] * 100), workers=1)
    first = bunches.take()
    assert first is not None
    bunches.close()
    assert bunches.take() is None
    assert bunches.take_early() is None
    assert bunches.single(first.numbers[0]) is None


def test_few_bytes_are_worth_one_worker_and_many_as_many_as_may_be(tmp_path: Path) -> None:
    paths = files(tmp_path, [40] * 10)
    assert workers_for(paths, 4) == 1
    assert workers_for(paths, 4, each=150) == 3
    assert workers_for(paths, 4, each=10) == 4
    assert workers_for(paths[:2], 4, each=10) == 2
    assert workers_for([], 4) == 0
