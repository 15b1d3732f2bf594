import os
import threading
import time

import pytest

from grader.marking import workers
from grader.marking.workers import Processes, Threads


def test_several_work_at_once_and_results_come_in_order() -> None:
    second = threading.Event()

    def work(item: int) -> str:
        if item == 1:
            assert second.wait(30)
        if item == 2:
            second.set()
        return f"done {item}"

    with Threads(work, 2, lambda: pytest.fail("it was not given up")) as threads:
        assert list(threads.results([1, 2, 3])) == [(1, "done 1"), (2, "done 2"), (3, "done 3")]


def test_an_error_ends_the_work_and_what_it_waits_for() -> None:
    given_up, began, seen = threading.Event(), threading.Event(), []

    def work(item: int) -> int:
        seen.append(item)
        if item == 1:
            assert began.wait(30)
            raise OSError(28, "No space left on device")
        began.set()
        assert given_up.wait(30)
        return item

    with pytest.raises(OSError, match="No space"), Threads(work, 2, given_up.set) as threads:
        list(threads.results([1, 2, 3, 4, 5, 6]))
    assert given_up.is_set()
    assert seen[:2] == [1, 2]
    assert len(seen) < 6
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPoolExecutor")]


def test_a_process_that_hangs_or_dies_costs_only_its_own_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ITEM_SECONDS", 2.0)
    with Processes(hang_or_die, lost, 2, int) as processes:
        assert list(processes.results(["a", "hang", "b", "die", "c"])) == [
            ("a", "done a"), ("hang", "lost hang"), ("b", "done b"), ("die", "lost die"), ("c", "done c"),
        ]  # fmt: skip


def hang_or_die(item: str) -> str:
    if item == "hang":
        time.sleep(600)
    if item == "die":
        os._exit(9)
    return f"done {item}"


def lost(item: str) -> str:
    return f"lost {item}"
