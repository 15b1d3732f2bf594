"""Where student code runs: a warm, confined template process, and processes forked from it, each in a sandbox of its own.

Knows how to start, watch and end processes, and when to refuse. Knows nothing of notebooks, tests or marks.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import site
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.judge import sandbox_linux as linux
from grader.judge.sandbox_channel import Channel
from grader.judge.sandbox_child import Bounds

_MIB = 1024 * 1024
_START_SECONDS = 120.0
_WATCH_SECONDS = 0.2
_SYSTEM = (
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/share",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/local/share",
)
_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
_ETC = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/alternatives")
_PREFIX_PARTS = ("bin", "lib", "lib64", "share", "include", "pyvenv.cfg")


class NoSandbox(Exception):
    """Student code cannot be run safely on this machine. The message says why, and what can be done."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Times are wall-clock seconds; sizes are bytes.

    Attributes
    ----------
    cell_seconds:
        One cell, as nbgrader's ``Execute.timeout``.
    total_seconds:
        All cells together.
    cpu_seconds:
        Processor time of one process.
    memory:
        Memory of all the submission's processes together, beyond what a bare Python with pandas has.
    disk:
        The working folder, and each scratch folder.
    file_size:
        One file.
    processes:
        Processes and threads at a time.
    open_files:
        Open files of one process.
    message:
        One value passed between the student's process and the tests.
    """

    cell_seconds: float = 30.0
    total_seconds: float = 300.0
    cpu_seconds: int = 300
    memory: int = 1024 * _MIB
    disk: int = 256 * _MIB
    file_size: int = 128 * _MIB
    processes: int = 64
    open_files: int = 256
    message: int = 64 * _MIB

    def bounds(self) -> Bounds:
        """Return what the kernel is told."""
        return Bounds(self.cpu_seconds, self.memory, self.disk, self.file_size, self.processes, self.open_files)


class Child:
    """A process forked from the template, and everything it starts."""

    def __init__(self, pidfd: int, channel: Channel, memory: int) -> None:
        self.channel = channel
        self.end = ""
        self._pidfd = pidfd
        self._memory = memory
        self._own = _memory_of(self.pid, shared=False) if self.pid else 0

    @property
    def pid(self) -> int:
        """The process's number here, 0 when it has gone or cannot be known."""
        with suppress(OSError, ValueError):
            for line in Path(f"/proc/self/fdinfo/{self._pidfd}").read_text().splitlines():
                if line.startswith("Pid:"):
                    return max(0, int(line.split()[1]))
        return 0

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; does nothing when the process has gone."""
        with suppress(ProcessLookupError, PermissionError):
            signal.pidfd_send_signal(self._pidfd, number)

    def wait_for_reply(self, until: float) -> bool:
        """Wait until there is something to read.

        Parameters
        ----------
        until:
            When to stop waiting, on ``time.monotonic``'s clock.

        Returns
        -------
        bool
            False when the time came first, or the process had to be ended; ``end`` then says why it was ended.
        """
        while True:
            left = until - time.monotonic()
            ready, _, _ = select.select([self.channel, self._pidfd], [], [], max(0.0, min(left, _WATCH_SECONDS)))
            if self.channel in ready:
                return True
            if self._pidfd in ready:
                self.end = self.end or "it ended itself"
                return False
            if left <= 0:
                return False
            self.check_memory()

    def check_memory(self) -> None:
        """End the process if it and its own processes hold too much memory."""
        pid = self.pid
        if pid and _memory_of(pid) - self._own > self._memory:
            self.kill("it used too much memory")

    def kill(self, why: str) -> None:
        """End the process and all it started, at once."""
        self.end = self.end or why
        self.signal(signal.SIGKILL)

    def close(self) -> None:
        """End the process, wait until it has gone, and free what belongs to it."""
        self.kill("it was no longer needed")
        select.select([self._pidfd], [], [], 10.0)
        os.close(self._pidfd)
        self.channel.close()


def _shares_of(pid: int) -> int:
    """Return a process's memory in bytes, each shared page counted by its share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _memory_of(pid: int, *, shared: bool = True) -> int:
    """Return the memory of a process and all that it started, in bytes."""
    total, waiting = 0, [pid]
    page = os.sysconf("SC_PAGESIZE")
    while waiting:
        one = waiting.pop()
        with suppress(OSError, IndexError, ValueError):
            total += _shares_of(one) if shared else int(Path(f"/proc/{one}/statm").read_text().split()[1]) * page
        waiting += _children(one)
    return total


def _children(pid: int) -> list[int]:
    """List the processes that a process has started and that are still there, dead ones not yet cleared away left out."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return [child for child in found if not _is_dead(child)]


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


class Template:
    """A warm Python from which confined processes are forked in milliseconds.

    Use as a context manager, or keep one for a whole class and ``close`` it. It is bound to the process that started it.

    Attributes
    ----------
    kind:
        ``bubblewrap``, ``namespaces``, ``landlock`` or ``trusted`` (no sandbox at all).
    """

    def __init__(self, control: socket.socket, process: subprocess.Popen[bytes], kind: str, folder: str) -> None:
        self.kind = kind
        self.owner = os.getpid()
        self.forked = 0
        self._layers = 0
        self._control = control
        self._process = process
        self._folder = folder
        self._lock = threading.Lock()

    @classmethod
    def start(cls, *, trust_code: bool = False, readable: Sequence[str] = (), only: str = "") -> Template:
        """Start a template in the best sandbox there is.

        Parameters
        ----------
        trust_code:
            Run without a sandbox, with limits only, where there is none.
        readable:
            More folders that student code may read, such as a package installed from its source.
        only:
            Try this kind and no other.

        Raises
        ------
        NoSandbox
            No sandbox can be had, and the code is not trusted.
        """
        if not hasattr(os, "fork"):
            raise NoSandbox(
                "Student code cannot be run on this kind of machine: use Linux, or the marking container. Answers are still marked."
            )
        reasons = []
        for kind, command in _recipes(only, trust_code):
            try:
                return cls._start(kind, command, readable)
            except (OSError, NoSandbox) as error:
                reasons.append(f"{kind}: {error}")
        raise NoSandbox(
            "Student code was not run, because no sandbox works here ("
            + ("; ".join(reasons) or "this is not Linux")
            + "). Install bubblewrap (apt install bubblewrap), or mark with --trust-code if you trust every student's code."
        )

    @classmethod
    def _start(cls, kind: str, wrap: Sequence[str], readable: Sequence[str]) -> Template:
        folder = tempfile.mkdtemp(prefix="judge-")
        base = "/submission" if kind == "bubblewrap" else folder
        folders = _readable(readable)
        if kind != "bubblewrap":
            Path(folder).chmod(0o711)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ground = {
            "namespaces": kind == "bubblewrap",
            "real_root": os.geteuid() == 0,
            "landlock": linux.landlock_version() > 0 and kind != "trusted",
            "seccomp": kind != "trusted",
            "confined": kind != "trusted",
            "base": base,
            "readable": folders,
            "first_name": 1 + os.getpid() * 1000 % 50_000_000,
        }
        python = [sys.executable, "-B", "-s", "-m", "grader.judge.sandbox_template", str(theirs.fileno()), json.dumps(ground)]
        command = [*_wrapped(wrap, folders), *python] if wrap else python
        try:
            process = subprocess.Popen(
                command,
                env=_environment(base),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            theirs.close()
        template = cls(ours, process, kind, folder)
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
        if kind == "landlock" and said["namespaces"]:
            template.kind = "namespaces"
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
        return Child(got[0], Channel(ours, limits.message), limits.memory)

    @property
    def alive(self) -> bool:
        """Whether it can still fork, from this process."""
        return self.owner == os.getpid() and self._process.poll() is None

    def running(self) -> int:
        """Return how many processes are there that it forked, or that these started."""
        inner = [self._process.pid]
        count = 0
        while inner:
            pid = inner.pop()
            for child in _children(pid):
                count += 1
                inner.append(child)
        return count - self._layers

    def close(self) -> None:
        """End the template and everything that it started."""
        self._control.close()
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
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _recipes(only: str, trust_code: bool) -> list[tuple[str, Sequence[str]]]:
    """List the kinds of sandbox to try, best first, each with the command that wraps the template."""
    found: list[tuple[str, Sequence[str]]] = []
    bwrap = shutil.which("bwrap")
    if bwrap:
        if os.geteuid() == 0:
            found.append(
                ("bubblewrap", [bwrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--cap-add", "ALL"])
            )
        else:
            found.append(
                ("bubblewrap", [bwrap, "--unshare-all", "--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "ALL"])
            )
    if sys.platform == "linux" and linux.landlock_version() > 0 and linux.seccomp_works():
        found.append(("landlock", ()))
    if trust_code:
        found.append(("trusted", ()))
    return [(kind, command) for kind, command in found if only in ("", kind)]


def _wrapped(wrap: Sequence[str], folders: Sequence[str]) -> list[str]:
    """Complete bubblewrap's command: what the template sees of the machine."""
    command = [*wrap, "--die-with-parent", "--proc", "/proc", "--dev", "/dev"]
    for scratch in ("/tmp", "/var/tmp", "/submission"):  # noqa: S108  fresh ones, inside
        command += ["--tmpfs", scratch]
    for link in _SYSTEM_LINKS:
        if Path(link).is_symlink():
            command += ["--symlink", os.readlink(link), link]
    # bubblewrap makes a bind's parents for their owner alone; a child that is somebody else must pass through them
    parents = {str(parent) for folder in folders for parent in Path(folder).parents}
    for parent in sorted(parents - {"/", *_SYSTEM_LINKS}, key=len):
        command += ["--perms", "0755", "--dir", parent]
    for folder in folders:
        if not Path(folder).is_symlink() or folder not in _SYSTEM_LINKS:
            command += ["--ro-bind", folder, folder]
    return [*command, "--chdir", "/submission", "--"]


def _readable(more: Sequence[str]) -> list[str]:
    """List what student code may read: the system's programs and libraries, Python and its packages; never a course."""
    wanted: list[str] = [*_SYSTEM, *_SYSTEM_LINKS, *_ETC]
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix}:
        if Path(prefix).resolve() not in (Path("/usr"), Path("/")):
            wanted += [str(Path(prefix) / part) for part in _PREFIX_PARTS]
    wanted += [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    if site.ENABLE_USER_SITE:
        wanted.append(site.getusersitepackages())
    real = Path(sys.executable).resolve()
    wanted += [str(real.parent), *more]
    package = Path(__file__).resolve().parent.parent
    wanted += [str(package / "__init__.py"), str(package / "judge"), str(package.parent / "carelab")]
    kept: list[str] = []
    for path in sorted({p for p in wanted if Path(p).exists()}, key=len):
        if not any(Path(path).is_relative_to(other) for other in kept):
            kept.append(path)
    return kept


def _environment(home: str) -> dict[str, str]:
    """Return the whole environment of student code: nothing of the tutor's."""
    path = [str(Path(sys.prefix) / "bin"), "/usr/local/bin", "/usr/bin", "/bin"]
    return {
        "PATH": ":".join(path),
        "HOME": home,
        "LANG": "C.UTF-8",
        "TZ": os.environ.get("TZ", ""),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",  # noqa: S108  inside, fresh
        "NBGRADER_EXECUTION": "autograde",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
