"""Marks on other machines: Dask workers mark, and only this machine writes. A submission is sent as bytes; no disk is shared.

Workers hold the keys while they mark, and run students' code in their own sandbox: they must be the college's, on a network of
its own or over Dask's TLS. A worker with another version of Care Lab or of Python is refused.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from carelab.answers import clear_parts, write_whole
from carelab.questions import CareLabError
from grader.authoring import grade_id_of, text_of
from grader.course import FolderState, content, files_in, is_ordinary
from grader.marking.mark_submission import died, is_marked, mark_submission
from grader.marking.previous import Record, marks_by
from grader.marking.run import Options, Outcome, Submission
from grader.marking.tutors_notebook import TutorsNotebook, is_locked, read_tutors_notebook, remember
from grader.marking.verdict_file import VERDICTS

AHEAD = 4
"""Submissions given out ahead, for each worker's process."""
LARGEST_PARCEL = 64 * 1024 * 1024
"""Bytes of a submission that is sent; a larger one, or one that holds more than files and folders, is marked on this machine."""
PATIENCE_SECONDS = 20
"""So long a cluster may take to answer and to have its first worker."""

LOCKED = "locked"
"""Beside ``source`` and ``release`` in a unit's files: the text of each notebook's locked cells as it was released."""

Files = dict[str, bytes]


class ClusterProblem(CareLabError):
    """The Dask cluster cannot be reached, has no worker, or a worker cannot mark. Marks made earlier are kept."""


@dataclass(frozen=True)
class Parcel:
    """One submission to be sent to a worker: whose it is, its files (relative path → content), options, Care Lab's version."""

    student: str
    unit: str
    notebook: str
    files: Files
    options: Options
    version: str


class Cluster:
    """Marks on the workers of a Dask scheduler, with the interface of ``Processes``; use it as a context manager.

    Parameters
    ----------
    address:
        The scheduler's address: ``tcp://host:port`` or ``tls://host:port``.
    notebooks:
        The tutor's notebooks by which the workers mark.

    Raises
    ------
    ClusterProblem
        When Dask is not installed, nothing answers at the address, or the scheduler has no worker.
    """

    def __init__(self, address: str, notebooks: Iterable[TutorsNotebook]) -> None:
        self.address = address
        self._notebooks = tuple(notebooks)
        remember(self._notebooks)  # a submission that cannot be sent is marked here
        try:
            import distributed
        except ImportError as missing:
            raise ClusterProblem("Dask is not installed here.", "Install it: pip install 'carelab[college]'.") from missing
        try:
            client: Any = distributed.Client  # which has no types
            self._client = client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            raise ClusterProblem(
                f"No Dask scheduler answers at {address}.", "Start one with dask scheduler, or look at the address."
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
        except TimeoutError as error:
            self._client.close()
            raise ClusterProblem(
                f"The cluster at {address} has no worker.", f"On each machine that marks, start one: dask worker {address}."
            ) from error
        self.workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
        self._sent: dict[Path, Any] = {}

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def results(self, items: Iterable[Submission]) -> Iterator[tuple[Submission, Outcome]]:
        """Yield (submission, outcome) in order.

        The marked notebook and verdicts of each submission that could be marked are then on this machine's disk.

        Raises
        ------
        ClusterProblem
            When a worker cannot mark, or the scheduler is lost.
        """
        coming = iter(items)
        waiting: deque[tuple[Submission, Any]] = deque()
        while True:
            for item in islice(coming, self.workers * AHEAD - len(waiting)):
                waiting.append((item, self._given(item)))
            if not waiting:
                return
            item, given = waiting.popleft()
            yield item, given if isinstance(given, Outcome) else self._taken(item, *given)

    def _given(self, item: Submission) -> Outcome | tuple[Any, FolderState, str]:
        """Send a submission out. What has not changed, or cannot travel, has its outcome at once."""
        state, found = FolderState.at(item.folder), content(item.folder)
        if is_marked(item, found):
            return Outcome(changed=False, content=found, state=state)
        files = packed(item.folder)
        if files is None:
            return mark_submission(item)
        parcel = Parcel(item.student, item.unit, item.source.stem, files, item.options, marks_by())
        return self._client.submit(mark_parcel, parcel, self._tutors(item.source.parent), pure=False), state, found

    def _tutors(self, unit: Path) -> Any:
        """Return a unit's own files as a task of Dask's, sent once: a worker that needs them gets them from any that has them.

        A task, and not scattered data, is done again when the workers that held its result are gone.
        """
        if unit not in self._sent:
            released = unit.parents[1] / "release" / unit.name
            folders = {"source": unit, "release": released}
            files = {f"{name}/{k}": v for name, at in folders.items() if at.is_dir() for k, v in _bytes(at).items()}
            mine = [one for one in self._notebooks if one.path.parent == unit]
            files |= {f"{LOCKED}/{one.path.stem}": json.dumps(_locked(one)).encode() for one in mine}
            self._sent[unit] = self._client.submit(dict, files, pure=False)
        return self._sent[unit]

    def _taken(self, item: Submission, future: Any, state: FolderState, found: str) -> Outcome:
        from distributed import KilledWorker

        outcome: Outcome
        try:
            outcome, made = future.result()
        except KilledWorker:
            return died(item)
        except Exception as error:
            raise ClusterProblem(
                f"The workers at {self.address} cannot mark: {error}",
                "Look at their logs; what was marked is kept, and the next run goes on.",
            ) from error
        Record(item.marked).remove()
        for name in (item.marked.name, VERDICTS):
            path = item.marked.with_name(name)
            if name in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                clear_parts(path)
                write_whole(path, made[name])
            else:
                path.unlink(missing_ok=True)
        return replace(outcome, state=state, content=found)


def packed(folder: Path) -> Files | None:
    """Return a submission's files, relative path → content; None when there are links in it, or too many bytes to send."""
    try:
        paths = list(files_in(folder))
        whole = all(is_ordinary(path) for path in paths) and sum(path.stat().st_size for path in paths) <= LARGEST_PARCEL
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths} if whole else None
    except OSError:
        return None


def _locked(tutors: TutorsNotebook) -> dict[str, str]:
    """Return the text of each locked cell as it was released, by its id."""
    return {grade_id_of(cell): text_of(cell) for cell in tutors.notebook["cells"] if is_locked(cell)}


def mark_parcel(parcel: Parcel, tutors: Files) -> tuple[Outcome, Files]:
    """Mark one submission on a worker, which keeps none of the student's files. ``tutors``: the tutor's files by relative path.

    Returns
    -------
    The outcome, and the marked files: file name → content of the marked notebook and of the verdicts; empty without a mark.
    """
    if parcel.version != marks_by():
        raise RuntimeError(f"a worker on {os.uname().nodename if hasattr(os, 'uname') else 'Windows'} has another version.")
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="carelab-parcel-") as made:
        handed_in = Path(made, "submitted", parcel.student, parcel.unit)  # its name is told where a file is missing from it
        marked = Path(made, "autograded", parcel.student, parcel.unit, f"{parcel.notebook}.ipynb")
        handed_in.mkdir(parents=True)
        _write(handed_in, parcel.files)
        course = _course(parcel.unit, tuple(sorted(tutors.items())))
        source = course / "source" / parcel.unit / f"{parcel.notebook}.ipynb"
        submission = Submission(parcel.student, parcel.unit, handed_in, source, marked, parcel.options, "")
        outcome = mark_submission(submission)
        files = {}
        for path in (marked, marked.with_name(VERDICTS)):
            with suppress(FileNotFoundError):
                files[path.name] = path.read_bytes()
        return outcome, files


_ONE_AT_A_TIME = threading.Lock()
_kept: list[tempfile.TemporaryDirectory[str]] = []


@lru_cache(maxsize=64)
def _course(unit: str, tutors: tuple[tuple[str, bytes], ...]) -> Path:
    """Lay a unit's own files out as a course has them, for as long as this worker lives. Only its owner can read them."""
    folder = tempfile.TemporaryDirectory(prefix="carelab-unit-")
    _kept.append(folder)
    root = Path(folder.name)
    for name, data in tutors:
        where, _, rest = name.partition("/")
        if where != LOCKED:
            _write(root / where / unit, {rest: data})
    for source in (root / "source" / unit).glob("*.ipynb"):
        remember([read_tutors_notebook(source, json.loads(dict(tutors).get(f"{LOCKED}/{source.stem}", b"{}")))])
    return root


def _bytes(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_in(folder) if is_ordinary(path)}


def _write(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
