import os
from pathlib import Path

import pytest

from grader.course.submission_files import LARGEST_FILE, file_hash, files_in, is_ordinary, start_of
from grader.nbgrader_plugin.converter import set_aside


def deep(folder: Path, levels: int) -> None:
    for _ in range(levels):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "end.txt").write_text("here")


def test_are_all_files_found_and_no_link_followed(tmp_path: Path) -> None:
    deep(tmp_path, 30)
    (tmp_path / "again").symlink_to(tmp_path)
    assert {p.name for p in files_in(tmp_path)} == {"end.txt", "again"}


def test_is_a_folder_too_deep_an_error(tmp_path: Path) -> None:
    deep(tmp_path, 120)
    with pytest.raises(OSError, match="too long"):
        list(files_in(tmp_path))


def test_is_a_pipe_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not is_ordinary(tmp_path / "pipe")
    with pytest.raises(FileNotFoundError):
        start_of(tmp_path / "pipe", 10)


def test_is_a_file_too_large_to_read_known_by_its_size(tmp_path: Path) -> None:
    small, large, larger = (tmp_path / name for name in ("small", "large", "larger"))
    for path, size in ((small, 10), (large, LARGEST_FILE + 1), (larger, 1 << 40)):
        path.touch()
        os.truncate(path, size)
    assert len({file_hash(p) for p in (small, large, larger)}) == 3


def test_is_what_cannot_be_copied_set_aside_and_work_left(tmp_path: Path) -> None:
    folder, target = tmp_path / "ps1", tmp_path / "aside"
    deep(folder / "sunk", 120)
    deep(folder / "data", 2)
    os.mkfifo(folder / "data" / "pipe")
    (folder / "link").symlink_to("/dev/zero")
    moved = set_aside(folder, target)
    assert [str(p.relative_to(target)) for p in moved] == ["data/pipe", "link", "sunk"]
    assert [p.name for p in files_in(folder)] == ["end.txt"]
