"""The warm process from which each submission's processes are forked: Python, pandas and IPython are loaded once, here.

Started by ``sandbox.Template`` as ``python -m grader.judge.sandbox_template``. It never runs a line of student code itself
and is told nothing about a submission but, at its start, which large libraries to load: requests bring only descriptors
to hand to the child. It ends when the judge's
end of its control socket closes, however the judge ended, and everything it forked ends with it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import re
import shutil
import signal
import socket
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.judge import sandbox_linux as linux
from grader.judge.sandbox_child import Bounds, Ground, look_round, map_user, measure_address_space, shut_in
from grader.judge.wire import table

_TRIAL = Bounds(cpu_seconds=10, memory=1 << 28, disk=1 << 20, file_size=1 << 20, processes=16, open_files=64)
_REQUEST_BYTES = 65_536
ALWAYS = (
    "numpy",
    "numpy.testing",
    "pandas",
    "pandas.testing",
    "carelab.notebook.receiver",
    "carelab.notebook.exercise",
    "carelab.questions.plan",
)
"""Modules that every template has loaded."""


@dataclass(frozen=True)
class Library:
    """A library that takes long to load: its modules, and the words (a pattern) in a cell that show that it is wanted."""

    modules: tuple[str, ...]
    words: str


LIBRARIES = {
    "matplotlib": Library(
        ("matplotlib.pyplot", "matplotlib_inline.backend_inline"), r"matplotlib|pylab|seaborn|\.(plot|hist|boxplot)\b"
    ),
    "pytest": Library(("pytest",), r"\bpytest\b"),
}
"""Loaded only where some cell wants them."""


def libraries_in(sources: Iterable[str]) -> frozenset[str]:
    """Return the names of the libraries that any of these cells wants."""
    text = "\n".join(sources)
    return frozenset(name for name, library in LIBRARIES.items() if re.search(library.words, text))


def main(arguments: list[str]) -> None:
    """Prepare, say so, and fork on request until the judge goes."""
    gc.disable()  # what is loaded now stays
    control = socket.socket(fileno=int(arguments[0]))
    wanted = json.loads(arguments[1])
    names = int(wanted.pop("first_name"))
    take = bool(wanted.pop("take_namespaces"))
    libraries = wanted.pop("libraries")
    try:
        ground = _prepare(Ground(**{**wanted, "readable": tuple(wanted["readable"])}), take)
    except OSError as error:
        control.send(json.dumps({"error": str(error)}).encode())
        return
    roles = {
        "student": importlib.import_module("grader.judge.worker"),
        "tests": importlib.import_module("grader.judge.testcells"),
    }
    shell = _warm(libraries)
    look_round(ground)
    measure_address_space()
    gc.collect()
    gc.freeze()
    gc.enable()
    control.send(
        json.dumps({"namespaces": ground.namespaces, "landlock": linux.landlock_version() if ground.landlock else 0}).encode()
    )
    _serve(control, ground, roles, shell, names)


def _warm(libraries: list[str]) -> Any:
    """Load what student and test code is likely to want, and what it is known to want, so that no child has to."""
    warnings.simplefilter("ignore")
    for name in (*ALWAYS, *(module for library in libraries for module in LIBRARIES[library].modules)):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    table.add_libraries()
    shell = importlib.import_module("grader.judge.shell").make_shell()
    warnings.resetwarnings()
    importlib.import_module("grader.judge.replaced").note_modules()
    return shell


def _prepare(ground: Ground, take_namespaces: bool) -> Ground:
    """Take the namespaces that were asked for, and prove with a trial child that it can be shut in."""
    if not ground.confined:
        return ground
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if take_namespaces:
        _own_namespaces()
        ground = replace(ground, namespaces=True)
    child = os.fork()
    if child == 0:
        try:
            _fork_ready(ground)
            shut_in(ground, _TRIAL, "0")
        except OSError as error:
            os.write(2, f"{error}\n".encode())
            os._exit(1)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise OSError("a trial process could not be shut in")
    if not ground.namespaces:
        shutil.rmtree(Path(ground.base) / "0", ignore_errors=True)
    return ground


def _own_namespaces() -> None:
    """Without bubblewrap: enter namespaces of the template's own, by going on as the first process of a new one."""
    trial = os.fork()
    if trial == 0:
        try:
            _enter()
        except OSError:
            os._exit(1)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(trial, 0)[1]) != 0:
        raise OSError("no namespaces")
    _enter()
    inner = os.fork()
    if inner:
        status = os.waitpid(inner, 0)[1]
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    linux.die_with_parent(signal.SIGKILL)


def _enter() -> None:
    user, group = os.geteuid(), os.getegid()
    if user != 0:
        own = os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)
        linux.unshare(linux.CLONE_NEWUSER)
        map_user(0, user, group, own)
        os.close(own)
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWPID | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS)
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)


def _fork_ready(ground: Ground) -> None:
    """In a child: forget the parent's own ways of listening."""
    del ground
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _serve(control: socket.socket, ground: Ground, roles: dict[str, Any], shell: Any, names: int) -> None:
    namespace = os.open("/proc/self/ns/pid", os.O_RDONLY) if ground.namespaces else -1
    children: dict[int, str] = {}

    def reap(*_: object) -> None:
        with contextlib.suppress(ChildProcessError):
            while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                _clear(ground, pid, children.pop(pid, ""))

    signal.signal(signal.SIGCHLD, reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        data, fds, _, _ = socket.recv_fds(control, _REQUEST_BYTES, 4)
        if not data:
            break
        names += 1
        request = json.loads(data)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        if namespace >= 0:
            linux.unshare(linux.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            _be_child(control, ground, roles[request["role"]], shell, str(names), request, fds)
        if namespace >= 0:
            linux.setns(namespace, linux.CLONE_NEWPID)
        children[pid] = str(names)
        pidfd = os.pidfd_open(pid)
        socket.send_fds(control, [str(names).encode()], [pidfd])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        for fd in (pidfd, *fds):
            os.close(fd)
    for pid in list(children):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _clear(ground, pid, children[pid])


def _clear(ground: Ground, pid: int, name: str) -> None:
    """Where there is no process namespace: end what the child left running, and remove its folder."""
    if ground.namespaces or not name:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    shutil.rmtree(Path(ground.base) / name, ignore_errors=True)


def _be_child(
    control: socket.socket, ground: Ground, role: Any, shell: Any, name: str, request: dict[str, Any], fds: list[int]
) -> None:
    code = 1
    try:
        _fork_ready(ground)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        control.detach()
        nowhere = os.open("/dev/null", os.O_RDWR)
        for place in (0, 1, 2):
            os.dup2(nowhere, place)
        # not for programs that it starts: none of them speaks for it
        kept = sorted(os.dup2(fd, 200 + place, inheritable=False) for place, fd in enumerate(fds))
        os.closerange(3, 200)
        os.closerange(200 + len(kept), 4096)
        shut_in(ground, Bounds(**request["bounds"]), name, watched=request["role"] == "student")
        role.run([socket.socket(fileno=fd) for fd in kept], shell, int(request["message"]))
        code = 0
    except BaseException:  # noqa: BLE001, S110  nothing may return into the template's own loop
        pass
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
