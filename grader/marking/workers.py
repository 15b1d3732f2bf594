"""Work on several items at a time, with results in order: by threads, or by processes, any of which may die or hang."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.synchronize import Semaphore
from types import FrameType
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

AHEAD = 8
"""Items given out ahead, for each process: enough that none waits, few enough that memory stays flat."""
ITEM_SECONDS = 1200.0
"""Most time for one item: more than all the limits of a student process together."""
START_ATTEMPTS = 3
"""How often new processes are started, such as after its fork server was killed."""
BEGIN_SECONDS = 5.0
"""Most time that a stopped run waits for processes that are still starting."""
LONGEST_FOLDER = 60
"""Characters of the temporary folder's path, above which a fork server's socket would not fit into the 107 that Linux allows."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Processes(Generic[Item, Result]):
    """Worker processes that all run one function on many items; use it as a context manager.

    Parameters
    ----------
    work:
        The function, at module level, whose argument and result can be pickled.
    lost:
        Returns the result for an item whose process died or hung twice.
    workers:
        How many processes; with 1 the work is done in this process.
    begin:
        Called in each process before its first item; it can be pickled.
    """

    def __init__(
        self, work: Callable[[Item], Result], lost: Callable[[Item], Result], workers: int, begin: Callable[[], object]
    ) -> None:
        self._work, self._lost, self.workers, self._begin = work, lost, workers, begin
        self._context = _clean_start()
        self._begun = self._context.Semaphore(0)
        self._starting = 0
        self._processes = self._start()
        if workers == 1:
            begin()

    def __enter__(self) -> Processes[Item, Result]:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self._processes.active:
            self._processes.close()
        else:
            self._wait_until_begun()
            self._processes.stop()
        self._processes.join()

    def _wait_until_begun(self) -> None:
        """Wait for processes that are starting: stopped in the middle, one would print the error of a lock that is gone."""
        until = time.monotonic() + BEGIN_SECONDS
        while self._starting and self._begun.acquire(timeout=max(0.0, until - time.monotonic())):
            self._starting -= 1

    def results(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield (item, result) in the order of the items. An error that ``work`` raises is raised here."""
        if self.workers == 1:
            for item in items:
                yield item, self._work(item)
            return
        coming = iter(items)
        waiting: deque[tuple[Item, _Given[Result]]] = deque()
        while True:
            for item in islice(coming, self.workers * AHEAD - len(waiting)):
                waiting.append((item, self._give(item)))
            if not waiting:
                return
            item, given = waiting.popleft()
            yield item, self._result(item, given)

    def _start(self) -> ProcessPool:
        self._given = False
        return ProcessPool(self.workers, context=self._context, initializer=_begin, initargs=(self._begin, self._begun))

    def _give(self, item: Item) -> _Given[Result]:
        """Give an item to the processes; start new processes where the old ones can start none any more."""
        for _ in range(START_ATTEMPTS):
            with suppress(RuntimeError), _interrupt_after():
                self._starting = self._starting if self._given else self.workers
                self._given = True
                return self._processes, self._processes.schedule(self._work, args=[item], timeout=ITEM_SECONDS)
            self._processes.stop()
            self._processes.join()
            self._processes = self._start()
        raise BrokenProcessPool("no process can be started")

    def _result(self, item: Item, given: _Given[Result] | None) -> Result:
        """Return an item's result. An item whose process died is tried once more: another program may have killed the process."""
        for attempt in (given, None):
            with suppress(ProcessExpired, TimeoutError, BrokenProcessPool):
                return _wait(*(attempt or self._give(item)))
        return self._lost(item)


_Given = tuple[ProcessPool, ProcessFuture[Result]]
"""The processes that have an item, and its future, which may never be done where the processes broke."""


@contextmanager
def _interrupt_after() -> Iterator[None]:
    """Raise the KeyboardInterrupt of a SIGINT at the end of the block, since pebble would lose a process that it is starting."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            before(*came[0])


def _wait(processes: ProcessPool, future: ProcessFuture[Result]) -> Result:
    """Wait for an item. Raises what ``work`` raised; ProcessExpired, TimeoutError, BrokenProcessPool when it has no result."""
    while not future.done():
        wait([future], timeout=1.0)
        if not future.done() and not processes.active:
            raise BrokenProcessPool("no process can be started")
    return future.result()


class Threads(Generic[Item, Result]):
    """Threads of this process that all run one function on many items; use it as a context manager.

    It suits few items that mostly wait for other programs: threads start at once, but share one Python interpreter.

    Parameters
    ----------
    work:
        The function.
    workers:
        How many threads.
    stop:
        Called when the work is given up, to end what the threads wait for.
    stopped:
        Called after ``stop``, when no thread is working any more.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        workers: int,
        stop: Callable[[], object],
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        self._work, self.workers, self._stop, self._stopped = work, workers, stop, stopped
        self._threads = ThreadPoolExecutor(workers)

    def __enter__(self) -> Threads[Item, Result]:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._stop()
        self._threads.shutdown()
        if kind is not None:
            self._stopped()

    def results(self, items: Collection[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield (item, result) in the order of the items. An error that ``work`` raises is raised here."""
        return zip(items, self._threads.map(self._work, items), strict=True)


def _clean_start() -> multiprocessing.context.BaseContext:
    """Return how processes start: not as forks of this one, which would copy its threads' locks and its open database."""
    can_serve = "forkserver" in multiprocessing.get_all_start_methods() and len(tempfile.gettempdir()) <= LONGEST_FOLDER
    context = multiprocessing.get_context("forkserver" if can_serve else "spawn")
    if can_serve:
        context.set_forkserver_preload(["grader.marking.mark_submission"])
    return context


def _begin(begin: Callable[[], object], begun: Semaphore) -> None:
    begun.release()
    _end_with_parent()
    begin()


def _end_with_parent() -> None:
    """End this process as soon as the process that gives it work has ended, also when that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
