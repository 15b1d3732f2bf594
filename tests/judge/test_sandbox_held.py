"""Files that have no name are counted while some process holds them."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

from grader.judge.sandbox_held import held_without_name

LARGEST = 1 << 20


def held(folder: Path) -> int:
    return held_without_name([os.getpid()], folder, LARGEST)


def test_a_deleted_file_counts_once_while_it_is_open_and_one_with_a_name_does_not(tmp_path: Path) -> None:
    before = held(tmp_path)
    with (tmp_path / "a").open("wb") as file, (tmp_path / "b").open("wb") as named, (tmp_path / "a").open("rb"):
        file.write(b"x" * 5000)
        file.flush()
        named.write(b"x" * 5000)
        named.flush()
        assert held(tmp_path) == before
        (tmp_path / "a").unlink()
        assert held(tmp_path) == before + 5000
    assert held(tmp_path) == before


def test_a_deleted_file_that_is_only_mapped_counts_as_the_largest(tmp_path: Path) -> None:
    before = held(tmp_path)
    path = tmp_path / "a"
    path.write_bytes(b"x" * 5000)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped:
        path.unlink()
        held_once = held(tmp_path)
        file.close()
        assert held_once == held(tmp_path) == before + 5000  # Python's own mapping keeps the file open too
        assert mapped[0] == ord("x")


def test_a_process_that_has_gone_holds_nothing(tmp_path: Path) -> None:
    assert held_without_name([2**22 + 1], tmp_path, LARGEST) == 0
