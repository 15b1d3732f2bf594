"""Where student code runs: a warm, confined template process, and processes forked from it, each in a sandbox of its own.

Knows how to start, watch and end processes, and when to refuse. Knows nothing of notebooks, tests or marks.
"""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from grader.judge import sandbox_linux as linux
from grader.judge.sandbox_channel import Channel
from grader.judge.sandbox_folder import SandboxFolder
from grader.judge.sandbox_process import Child, Limits, children_of
from grader.judge.sandbox_template import LIBRARIES
from grader.judge.sandbox_view import environment, readable_folders, recipes, wrapped
from grader.openfiles import TooFewFiles, make_room

__all__ = ["Child", "Limits", "NoSandbox", "Template"]

_START_SECONDS = 120.0
_END_SECONDS = 10.0
_ENDING = 4


class NoSandbox(Exception):
    """Student code cannot be run safely on this machine. The message says why, and what can be done."""


class Template:
    """A warm Python from which confined processes are forked in milliseconds.

    Use as a context manager, or keep one for a whole class and ``close`` it. It is bound to the process that started it.

    Attributes
    ----------
    kind:
        ``bubblewrap``, ``namespaces``, ``landlock`` or ``trusted`` (no sandbox at all).
    libraries:
        Those of ``LIBRARIES`` that it has loaded.
    """

    def __init__(
        self,
        control: socket.socket,
        process: subprocess.Popen[bytes],
        kind: str,
        folder: SandboxFolder,
        libraries: frozenset[str],
    ) -> None:
        self.kind = kind
        self.libraries = libraries
        self.owner = os.getpid()
        self.forked = 0
        self._layers = 0
        self._ending: list[int] = []
        self._control = control
        self._process = process
        self._folder = folder
        self._lock = threading.Lock()

    @classmethod
    def start(
        cls, *, trust_code: bool = False, readable: Sequence[str] = (), only: str = "", libraries: Iterable[str] = LIBRARIES
    ) -> Template:
        """Start a template in the best sandbox there is.

        Parameters
        ----------
        trust_code:
            Run without a sandbox, with limits only, where there is none.
        readable:
            More folders that student code may read, such as a package installed from its source.
        only:
            Try this kind and no other.
        libraries:
            Which of the libraries that take long to load are loaded now, once, and not by each process that wants them.

        Raises
        ------
        NoSandbox
            No sandbox can be had, and the code is not trusted.
        """
        if not hasattr(os, "fork"):
            raise NoSandbox("Student code cannot be run on this kind of machine: use Linux. Answers are still marked.")
        try:
            make_room()
        except TooFewFiles as error:
            raise NoSandbox(str(error)) from error
        reasons = []
        for kind, command in recipes(only, trust_code):
            try:
                return cls._start(kind, command, readable, frozenset(libraries))
            except (OSError, NoSandbox) as error:
                reasons.append(f"{kind}: {error}")
        raise NoSandbox(
            "Student code was not run, because no sandbox works here ("
            + ("; ".join(reasons) or "this is not Linux")
            + "). Install bubblewrap (apt install bubblewrap), or mark with --trust-code if you trust every student's code."
        )

    @classmethod
    def _start(cls, kind: str, wrap: Sequence[str], readable: Sequence[str], libraries: frozenset[str]) -> Template:
        own = SandboxFolder()
        folder = own.path
        base = "/submission" if kind == "bubblewrap" else folder
        folders = readable_folders(readable)
        if kind != "bubblewrap":
            Path(folder).chmod(0o711)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ground = {
            "namespaces": kind == "bubblewrap",
            "real_root": os.geteuid() == 0,
            "own_view": kind == "bubblewrap",
            "landlock": linux.landlock_version() > 0 and kind != "trusted",
            "seccomp": kind != "trusted",
            "confined": kind != "trusted",
            "base": base,
            "readable": folders,
            "take_namespaces": kind == "namespaces",
            "libraries": sorted(libraries),
            "first_name": 1 + os.getpid() * 1000 % 50_000_000,
        }
        python = [sys.executable, "-B", "-s", "-m", "grader.judge.sandbox_template", str(theirs.fileno()), json.dumps(ground)]
        command = [*wrapped(wrap, folders), *python] if wrap else python
        try:
            process = subprocess.Popen(
                command,
                env=environment(base),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            own.remove()
            raise
        finally:
            theirs.close()
        template = cls(ours, process, kind, own, libraries)
        try:
            ours.settimeout(_START_SECONDS)
            said = json.loads(ours.recv(65_536) or b"{}")
        except OSError as error:
            said = {"error": str(error)}
        if "namespaces" not in said:
            template.close()
            assert process.stderr is not None  # noqa: S101  it is a pipe
            raise NoSandbox(
                said.get("error") or process.stderr.read().decode(errors="replace").strip()[-300:] or "it did not start"
            )
        template._layers = template.running()
        return template

    def fork(self, role: str, limits: Limits, peer: socket.socket | None = None) -> Child:
        """Start a process.

        Parameters
        ----------
        role:
            ``student`` or ``tests``.
        limits:
            What it may use.
        peer:
            A socket to hand to it: the line between the two roles. Not closed here.

        Raises
        ------
        NoSandbox
            The template has gone.
        """
        ours, theirs = socket.socketpair()
        try:
            with self._lock:
                request = json.dumps({"role": role, "bounds": asdict(limits.bounds()), "message": limits.message}).encode()
                fds = [theirs.fileno()] + ([peer.fileno()] if peer is not None else [])
                socket.send_fds(self._control, [request], fds)
                data, got, _, _ = socket.recv_fds(self._control, 100, 1)
                self.forked += 1
            if not data or not got:
                raise NoSandbox("the judge's warm process has gone; mark again")
        except OSError as error:
            ours.close()
            raise NoSandbox("the judge's warm process has gone; mark again") from error
        finally:
            theirs.close()
        folder = Path(self._folder.path) / data.decode() if self.kind in ("landlock", "trusted") else None
        return Child(got[0], Channel(ours, limits.message), limits, folder, seen=role == "student")

    def retire(self, children: Iterable[Child]) -> None:
        """End these processes and all they started, without waiting until the kernel has cleared them away."""
        self._await(_ENDING, [child.retire() for child in children])

    def _await(self, most: int, ending: Iterable[int] = ()) -> None:
        """Wait until no more than ``most`` of the processes that were ended, these too, are still there."""
        with self._lock:
            self._ending += ending
            gone = [self._ending.pop(0) for _ in range(len(self._ending) - most)]
        for fd in gone:
            select.select([fd], [], [], _END_SECONDS)
            os.close(fd)

    @property
    def alive(self) -> bool:
        """Whether it can still fork, from this process."""
        return self.owner == os.getpid() and self._process.poll() is None

    def running(self) -> int:
        """Return how many processes are there that it forked, or that these started."""
        self._await(0)
        inner = [self._process.pid]
        count = 0
        while inner:
            pid = inner.pop()
            for child in children_of(pid):
                count += 1
                inner.append(child)
        return count - self._layers

    def close(self) -> None:
        """End the template and everything that it started."""
        self._control.close()
        self._await(0)
        if self.owner != os.getpid():
            return
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None and not self._process.stderr.closed:
            self._last_words = self._process.stderr.read()
            self._process.stderr.close()
        self._folder.remove()

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
