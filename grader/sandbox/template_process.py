"""The warm process from which student processes are forked: Python, pandas and IPython are loaded once, here.

Started by ``template.Template`` as ``python -m grader.sandbox.template_process``. It runs no student code itself and learns
nothing about a submission: a request brings only a descriptor to pass to the child. It ends when the marking process closes
its end of the control socket or is killed, and everything it forked ends with it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import socket
import sys
import warnings
from pathlib import Path
from typing import Any

from grader.sandbox import linux
from grader.sandbox.confine import Bounds, Ground, confine, measure_address_space, prepare_confinement
from grader.sandbox.seccomp import make_filter

_TRIAL = Bounds(cpu_seconds=10, memory=1 << 28, disk=1 << 20, file_size=1 << 20, processes=16, open_files=64)
_REQUEST_BYTES = 65_536
ALWAYS = (
    "numpy",
    "numpy.testing",
    "pandas",
    "pandas.testing",
    "carelab.notebook.receiver",
    "carelab.notebook.exercise",
    "carelab.questions.rules",
)
"""Modules that every template has loaded."""


def main(arguments: list[str]) -> None:
    """Run a template process: load libraries, report on the control socket when ready, fork a student process for each request.

    ``arguments``: the descriptor of the control socket, and the settings as JSON.
    """
    gc.disable()  # what is loaded now stays
    control = socket.socket(fileno=int(arguments[0]))
    about = json.loads(arguments[1])
    ground = Ground(**{**about["ground"], "readable": tuple(about["ground"]["readable"])})
    seccomp = make_filter() if ground.confined else None
    try:
        if ground.confined:
            _try_to_confine(ground, seccomp)
    except OSError as error:
        control.send(json.dumps({"error": str(error)}).encode())
        return
    student = importlib.import_module("grader.sandbox.student_process")
    shell = _warm(about["modules"])
    if ground.confined:
        prepare_confinement(ground)
    measure_address_space()
    gc.collect()
    gc.freeze()
    gc.enable()
    control.send(b'{"ready": true}')
    _Server(control, ground, seccomp, lambda sock, most: student.run(sock, shell, most)).serve(int(about["first_name"]))


def _warm(modules: list[str]) -> Any:
    """Load what student and test code is likely to import, so that no child has to."""
    warnings.simplefilter("ignore")
    for name in (*ALWAYS, *modules):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    shell = importlib.import_module("grader.sandbox.shell").make_shell()
    warnings.resetwarnings()
    return shell


def _try_to_confine(ground: Ground, seccomp: Any) -> None:
    """Prove with a trial child that a process can be confined here."""
    child = os.fork()
    if child == 0:
        try:
            confine(ground, _TRIAL, "0", seccomp)
        except OSError as error:
            os.write(2, f"{error}\n".encode())
            os._exit(1)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise OSError("a trial process could not be confined")


class _Server:
    """Forks a student process for each request on the control socket."""

    def __init__(self, control: socket.socket, ground: Ground, seccomp: Any, run: Any) -> None:
        self.control, self.ground, self.seccomp, self.run = control, ground, seccomp, run
        self.children: dict[int, str] = {}

    def serve(self, name: int) -> None:
        namespace = os.open("/proc/self/ns/pid", os.O_RDONLY) if self.ground.confined else -1
        signal.signal(signal.SIGCHLD, self._reap)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            data, fds, _, _ = socket.recv_fds(self.control, _REQUEST_BYTES, 4)
            if not data:
                break
            name += 1
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
            if self.ground.confined:
                linux.unshare(linux.CLONE_NEWPID)
            pid = os.fork()
            if pid == 0:
                self._be_child(str(name), json.loads(data), fds[0])
            if self.ground.confined:
                linux.setns(namespace, linux.CLONE_NEWPID)
            self.children[pid] = str(name)
            pidfd = os.pidfd_open(pid)
            socket.send_fds(self.control, [b"forked"], [pidfd])
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            for fd in (pidfd, *fds):
                os.close(fd)
        for pid in list(self.children):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            self._clear(pid)
        if not self.ground.confined:
            shutil.rmtree(self.ground.base, ignore_errors=True)  # also where the marking process was killed

    def _reap(self, *_: object) -> None:
        with contextlib.suppress(ChildProcessError):
            while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                self._clear(pid)

    def _clear(self, pid: int) -> None:
        """Forget a child; of trusted code, also end the processes that it left running, and remove its folder."""
        name = self.children.pop(pid, "")
        if not self.ground.confined and name:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            shutil.rmtree(Path(self.ground.base) / name, ignore_errors=True)

    def _be_child(self, name: str, request: dict[str, Any], fd: int) -> None:
        code = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            self.control.detach()
            null = os.open("/dev/null", os.O_RDWR)
            for standard in (0, 1, 2):
                os.dup2(null, standard)
            kept = os.dup2(fd, 200, inheritable=False)  # not inherited by programs that student code starts
            os.closerange(3, kept)
            os.closerange(kept + 1, 4096)
            confine(self.ground, Bounds(**request["bounds"]), name, self.seccomp)
            self.run(socket.socket(fileno=kept), int(request["message"]))
            code = 0
        except BaseException:  # noqa: BLE001, S110  nothing may return into the template's own loop
            pass
        finally:
            os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
