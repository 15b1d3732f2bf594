"""Work done several pieces at a time, in order: by threads, or by processes, of which one that dies loses only its own piece."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Generic, TypeVar

AHEAD = 8
"""Pieces of work given out ahead, for each process: enough that none waits, few enough that memory stays flat."""

END_SECONDS = 10.0
"""So long a process that has no more work may take to end: it ends its sandbox."""

LONGEST_FOLDER = 60
"""Characters of the temporary folder's path, above which a fork server's socket would not fit into the 107 that Linux allows."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Pool(Generic[Item, Result]):
    """Processes that do one kind of work; use it as a context manager.

    Parameters
    ----------
    work:
        A function of a module, with arguments and results that can be pickled.
    lost:
        Makes the result of an item whose process died twice: once among others, and once alone.
    workers:
        How many processes; with 1 everything is done in this one.
    begin:
        What each process does before its work; it can be pickled.
    """

    def __init__(
        self, work: Callable[[Item], Result], lost: Callable[[Item], Result], workers: int, begin: Callable[[], object]
    ) -> None:
        self._work, self._lost, self.workers, self._begin = work, lost, workers, begin
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def results(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in the order of the items. What ``work`` raises is raised here."""
        if self.workers == 1:
            for item in items:
                yield item, self._work(item)
            return
        coming = iter(items)
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        while True:
            for item in islice(coming, self.workers * AHEAD - len(waiting)):
                waiting.append((item, self._submit(item)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                self._close()
                result = self._alone(item)
                waiting = deque((other, self._again(other, given)) for other, given in waiting)
            yield item, result

    def _submit(self, item: Item) -> Future[Result]:
        for _ in range(3):
            self._pool = self._pool or _processes(self.workers, self._begin)
            try:
                return self._pool.submit(self._work, item)
            except BrokenProcessPool:
                self._close()
        failed: Future[Result] = Future()
        failed.set_exception(BrokenProcessPool())
        return failed

    def _again(self, item: Item, given: Future[Result]) -> Future[Result]:
        """Return a future of an item: the one that it has if it came to an end of its own, else a new one."""
        broken = not given.done() or given.cancelled() or isinstance(given.exception(), BrokenProcessPool)
        return self._submit(item) if broken else given

    def _alone(self, item: Item) -> Result:
        with _processes(1, self._begin) as single:
            try:
                return single.submit(self._work, item).result()
            except BrokenProcessPool:
                return self._lost(item)

    def _close(self) -> None:
        """End the processes. One that does not end is killed: it waits for a lock that a killed one has taken along."""
        pool, self._pool = self._pool, None
        if pool:
            processes = list((pool._processes or {}).values())  # in Python 3.14, kill_workers() is the public way
            pool.shutdown(wait=False, cancel_futures=True)
            until = time.monotonic() + END_SECONDS
            for process in processes:
                process.join(max(0.0, until - time.monotonic()))
                process.kill()
                process.join()


class Threads(Generic[Item, Result]):
    """Threads of this process that do one kind of work; use it as a context manager.

    For a little work that mostly waits for other programs: they start at once, but share one Python.

    Parameters
    ----------
    work:
        What to do with an item.
    workers:
        How many threads.
    stop:
        Called when the work is given up: makes what threads wait for come to an end.
    stopped:
        Called when no thread works any more after that.
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
        """Yield each item with its result, in the order of the items. What ``work`` raises is raised here."""
        return zip(items, self._threads.map(self._work, items), strict=True)


def _processes(workers: int, begin: Callable[[], object]) -> ProcessPoolExecutor:
    """Return a pool whose processes begin clean: a fork of this one would take along its threads' locks and open database."""
    can_serve = "forkserver" in multiprocessing.get_all_start_methods() and len(tempfile.gettempdir()) <= LONGEST_FOLDER
    context = multiprocessing.get_context("forkserver" if can_serve else "spawn")
    if can_serve:
        context.set_forkserver_preload(["grader.judging"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(begin,))


def _begin(begin: Callable[[], object]) -> None:
    _end_with_parent()
    begin()


def _end_with_parent() -> None:
    """End this process as soon as the one that gives it work is gone, also when that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
