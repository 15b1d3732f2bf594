"""Keeps a notebook's answers where the pages keep them, in a kernel of JupyterLab that runs in a browser.

The website's build installs this module in that kernel under the name ``filelock``, so the answer file's own code calls it. Its
``FileLock`` takes the browser's lock of the notebook and puts this browser's newest answers on the kernel's own disk; at the end
it writes what has changed back into the browser's database. The import of this module prepares the kernel for the notebook.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import os
import random
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import js
from comm import get_comm_manager
from IPython.core.getipython import get_ipython
from pyodide.code import run_js
from pyodide.ffi import JsException, can_run_sync, jsnull, run_sync

DRIVE = Path("/drive")
"""Where the kernel sees JupyterLab's own files. Answers are never kept there."""
HOME = Path("/home/student")
NAME = "answers.json"


class UseThePage(Exception):
    """Answers cannot be saved in this kernel of JupyterLab, so the notebook shows its texts without questions."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class NoPandas(AttributeError):
    """A student's code uses pandas, which is not here. The notebook shows the words alone."""

    def _render_traceback_(self) -> list[str]:
        return ["This needs pandas, which isn't here. Use JupyterLab with Python on a computer. Here it counts as not attempted."]


class NoTable:
    """Stands in for each class of pandas, so that the course's own cells run: they make tables, which only students look at."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __getattr__(self, name: str) -> Any:
        raise NoPandas(name)

    def __getitem__(self, name: str) -> Any:
        raise NoPandas(name)


class Timeout(TimeoutError):
    """Another tab kept the lock for too long."""


class FileLock:
    """The browser's lock of this kernel's notebook, held during a ``with`` block that reads or writes the answer file.

    At the start the browser's answers are copied into that file; at the end, changed answers are copied back.

    Raises
    ------
    Timeout
        When another tab holds the lock for longer than ``timeout`` seconds.
    OSError
        When the browser's database cannot be read, or, at the end, cannot be written. The answer file is then as at the start.
    """

    def __init__(self, _path: object, timeout: float, **_: object) -> None:
        self._wait = round(1000 * timeout)
        self._before: str | None = None
        self._end: Callable[[], object] = lambda: None

    def __enter__(self) -> FileLock:
        if not can_run_sync():
            raise OSError(errno.EIO, "this browser cannot wait for its database here")
        try:
            self._end = run_sync(_store.turn(_notebook, self._wait))
        except JsException as error:
            raise Timeout(str(error)) from error
        try:
            self._before = _fetched()
            _put(self._before)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            after = _there()
            if after != self._before:
                _keep(after)
        except BaseException:
            _put(self._before)
            raise
        finally:
            self._end()


def _there() -> str | None:
    return Path(NAME).read_text(encoding="utf-8") if Path(NAME).exists() else None


def _put(text: str | None) -> None:
    if text is None:
        Path(NAME).unlink(missing_ok=True)
    else:
        Path(NAME).write_text(text, encoding="utf-8")


def _fetched(notebook: str = "") -> str | None:
    """Return the newest answer file that this browser keeps of a notebook, or None."""
    with _as_os_error():
        found = run_sync(_store.answersOf(notebook or _notebook))
    return found if isinstance(found, str) else None


def _keep(text: str | None) -> None:
    """Write the answer file into the browser's database, and one that could not be read and was moved aside."""
    with _as_os_error():
        for aside in Path().glob("answers-kept-*"):
            run_sync(_store.keepNote(f"kept:{_notebook}/{aside.name}", aside.read_text(encoding="utf-8", errors="replace")))
            aside.unlink()
        run_sync(_store.keepAnswers(_notebook, jsnull if text is None else text))


@contextlib.contextmanager
def _as_os_error() -> Any:
    try:
        yield
    except JsException as error:
        raise OSError(errno.EIO, "this browser's storage is full or turned off") from error


def _start() -> str:
    """Go to the folder of the notebook on the kernel's own disk, with the answers that this browser keeps. Return its name."""
    notebook = Path.cwd().relative_to(DRIVE).as_posix() if Path.cwd().is_relative_to(DRIVE) else ""
    if notebook not in _course["notebooks"] or not can_run_sync():
        raise UseThePage(
            "Your answers cannot be kept here in JupyterLab: this browser lacks something that it needs. "
            f"Nothing that you do here is saved. Answer on the page instead: {_root}{_page(notebook)}"
        )
    unit = notebook.split("/")[1]
    for other in _course["notebooks"]:
        folder = HOME / other
        folder.mkdir(parents=True, exist_ok=True)
        if other.endswith(f"/{unit}") and other != notebook:
            (folder / f"{unit}.ipynb").touch()  # the lesson and the exercises link to each other
    os.chdir(HOME / notebook)
    os.environ["JPY_SESSION_NAME"] = str(DRIVE / notebook / f"{unit}.ipynb")
    return notebook


def _page(notebook: str) -> str:
    return str(_course["notebooks"].get(notebook, {}).get("page", "index.html"))


def _begin() -> None:
    """Give marked work that was never opened one of the unit's variants, as its page does; put other lessons' answers here."""
    seeds = _course["notebooks"][_notebook]["seeds"]
    with FileLock(NAME, 30):
        if _there() is None and seeds:
            variant = random.randint(1, len(seeds))  # noqa: S311 (no secret)
            made = {
                "schema": 1,
                "assignment": _notebook.split("/")[1],
                "variant": variant,
                "seed": seeds[variant - 1],
                "answers": {},
            }
            _put(json.dumps(made))
    for other in _course["notebooks"]:
        if other.startswith("notebooks/") and other != _notebook and (text := _fetched(other)) is not None:
            (HOME / other / NAME).write_text(text, encoding="utf-8")


def _refresh(*_: object) -> None:
    """Before a cell runs: another tab may have answered since."""
    with contextlib.suppress(OSError), FileLock(NAME, 3):
        pass


def _stand_in_for_pandas() -> None:
    made = types.ModuleType("pandas")
    made.__dict__["__getattr__"] = lambda _name: NoTable
    sys.modules["pandas"] = made


def _hear_in_tasks() -> None:
    """Hear what the page's widgets send in tasks, one after another: only in a task can Python wait for the browser."""
    manager: Any = get_comm_manager()
    kernel = _shell.kernel
    hear, turn = manager.comm_msg, asyncio.Lock()
    tasks: set[asyncio.Task[None]] = set()

    async def heard(parent: object, *message: object) -> None:
        async with turn:
            kernel._parent_header = parent
            hear(*message)

    def later(*message: object) -> None:
        task = asyncio.ensure_future(heard(kernel._parent_header, *message))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    manager.comm_msg = later


def _say_null() -> None:
    """Send None to the page's widgets as JavaScript's null, which JSON has too, and not as undefined."""
    send = _shell.send_comm

    def null(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: null(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [null(one) for one in value]
        return jsnull if value is None else value

    _shell.send_comm = lambda kind, content, *more: send(kind, null(content), *more)


_course: dict[str, Any] = json.loads(Path(__file__).with_name("carelab_course.json").read_text(encoding="utf-8"))
_root = str(js.location.href).partition("/lab/extensions/")[0] + "/"
_shell: Any = get_ipython()
_notebook = _start()
_store: Any = run_sync(run_js("(address) => import(address)")(_root + _course["store"]))
_begin()
_shell.Completer.use_jedi = False  # it is not here
_shell.events.register("pre_run_cell", _refresh)
_stand_in_for_pandas()
_hear_in_tasks()
_say_null()
