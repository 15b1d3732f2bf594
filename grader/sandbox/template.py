"""The warm template process, seen from outside: a confined Python from which student processes are forked in milliseconds.

Knows how to start, watch and end processes, and when to refuse. Knows nothing of notebooks or marks.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from grader.sandbox.bubblewrap import environment, readable_folders, wrapped
from grader.sandbox.channel import Channel
from grader.sandbox.child import Child, Limits, children_of
from grader.sandbox.confine import Ground
from grader.sandbox.libraries import LIBRARIES
from grader.sandbox.open_files import TooFewFiles, raise_open_files_limit
from grader.sandbox.seccomp import NoSeccomp, make_filter

_START_SECONDS = 120.0
_END_SECONDS = 10.0
_ENDING = 4
_GONE = "the template process of the sandbox has ended; mark again"


class NoSandbox(Exception):
    """Student code cannot be run safely on this machine. The message says why and what to do."""


class Template:
    """A running Python process with libraries loaded, from which student processes are forked quickly.

    Use it as a context manager, or keep it while a class of students is marked and then ``close`` it; only in the process that
    started it.

    Attributes
    ----------
    confined:
        False for trusted code, which has limits and no sandbox.
    libraries:
        Names of those ``LIBRARIES`` that it has loaded.
    """

    def __init__(
        self, control: socket.socket, process: subprocess.Popen[bytes], base: str, libraries: frozenset[str], *, confined: bool
    ) -> None:
        self.confined = confined
        self.libraries = libraries
        self._owner = os.getpid()
        self._layers = 0
        self._ending: list[int] = []
        self._control = control
        self._process = process
        self._base = base
        self._lock = threading.Lock()

    @classmethod
    def start(cls, *, trust_code: bool = False, libraries: Iterable[str] = LIBRARIES) -> Template:
        """Start a template process in a bubblewrap sandbox.

        Parameters
        ----------
        trust_code:
            Whether to run without a sandbox, with limits only, where bubblewrap cannot be used.
        libraries:
            Names of those ``LIBRARIES`` that it loads now, so that not every student process has to.

        Raises
        ------
        NoSandbox
            When bubblewrap cannot be used and ``trust_code`` is False.
        """
        if sys.platform != "linux":
            raise NoSandbox("Student code cannot be run on this kind of machine: use Linux. Answers are still marked.")
        try:
            raise_open_files_limit()
        except TooFewFiles as error:
            raise NoSandbox(str(error)) from error
        folders = readable_folders()
        try:
            make_filter()
            return cls._start(wrapped(folders), folders, frozenset(libraries))
        except (OSError, NoSeccomp, NoSandbox) as error:
            if trust_code:
                return cls._start([], folders, frozenset(libraries))
            raise NoSandbox(
                f"Student code was not run, because the sandbox cannot be used here ({error}). Install bubblewrap and libseccomp "
                "(apt install bubblewrap libseccomp2), or mark with --trust-code if you trust every student's code."
            ) from error

    @classmethod
    def _start(cls, wrap: Sequence[str], folders: Sequence[str], libraries: frozenset[str]) -> Template:
        """Start the template process, wrapped in bubblewrap's command; trusted and not confined where that is empty."""
        base = "/submission" if wrap else tempfile.mkdtemp(prefix="carelab-trusted-")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ground = Ground(confined=bool(wrap), real_root=os.geteuid() == 0, base=base, readable=tuple(folders))
        about = {
            "ground": asdict(ground),
            "modules": [module for name in sorted(libraries) for module in LIBRARIES[name].modules],
            "first_name": 1 + os.getpid() * 1000 % 50_000_000,
        }
        module = "grader.sandbox.template_process"
        try:
            process = subprocess.Popen(
                [*wrap, sys.executable, "-B", "-s", "-m", module, str(theirs.fileno()), json.dumps(about)],
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
            raise
        finally:
            theirs.close()
        template = cls(ours, process, base, libraries, confined=bool(wrap))
        try:
            ours.settimeout(_START_SECONDS)
            reply = json.loads(ours.recv(65_536) or b"{}")
        except OSError as error:
            reply = {"error": str(error)}
        if "ready" not in reply:
            template.close()
            assert process.stderr is not None  # noqa: S101  it is a pipe
            raise NoSandbox(reply.get("error") or template.last_words or "it did not start")
        template._layers = template.running()
        return template

    def fork(self, limits: Limits) -> Child:
        """Fork a student process with these limits and return it. Raises NoSandbox when the template process has ended."""
        ours, theirs = socket.socketpair()
        try:
            with self._lock:
                request = json.dumps({"bounds": asdict(limits.bounds()), "message": limits.message}).encode()
                socket.send_fds(self._control, [request], [theirs.fileno()])
                data, got, _, _ = socket.recv_fds(self._control, 100, 1)
        except OSError as error:
            ours.close()
            raise NoSandbox(_GONE) from error
        finally:
            theirs.close()
        if not data or not got:
            ours.close()
            raise NoSandbox(_GONE)
        return Child(got[0], Channel(ours, limits.message), limits)

    def retire(self, child: Child) -> None:
        """Kill a student process and all that it started, without waiting until the kernel has removed them."""
        self._await(_ENDING, child.retire())

    def _await(self, most: int, *ending: int) -> None:
        """Wait until no more than ``most`` of the processes that were ended, these too, still exist."""
        with self._lock:
            self._ending += ending
            gone = [self._ending.pop(0) for _ in range(len(self._ending) - most)]
        for fd in gone:
            select.select([fd], [], [], _END_SECONDS)
            os.close(fd)

    @property
    def alive(self) -> bool:
        """Whether the template process still runs and the calling process may fork from it."""
        return self._owner == os.getpid() and self._process.poll() is None

    def running(self) -> int:
        """Return how many student processes, and processes that these started, still exist."""
        self._await(0)
        inner = [self._process.pid]
        count = 0
        while inner:
            children = children_of(inner.pop())
            count += len(children)
            inner += children
        return count - self._layers

    last_words = ""
    """The end of what the template process wrote to stderr, once it is closed."""

    def close(self) -> None:
        """End the template process and all student processes."""
        self._control.close()
        self._await(0)
        if self._owner != os.getpid():
            return
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None and not self._process.stderr.closed:
            self.last_words = self._process.stderr.read().decode(errors="replace").strip()[-300:]
            self._process.stderr.close()
        if not self.confined:
            shutil.rmtree(self._base, ignore_errors=True)

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
