"""What a new process does to confine itself before it runs student code. Knows the policy; knows nothing of notebooks.

The order matters: first the steps that need rights (mounts, another user), then those that give rights up (capabilities,
seccomp), so that every step is still possible when it is taken and none can be undone.
"""

from __future__ import annotations

import functools
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.sandbox import linux

_SCRATCH = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108  replaced by private file systems of a limited size
_FIRST_USER = 1_879_000_000
_USERS = 100_000_000


@dataclass(frozen=True)
class Ground:
    """Where the template process (from which student processes are forked) runs, and how those are confined.

    Attributes
    ----------
    confined:
        False only when the tutor trusts the students' code: then only the limits apply.
    real_root:
        Whether the template process runs as the machine's root user; each student process then changes to a user id of its own.
    base:
        The working folder of student code; for trusted code, the folder in which a working folder is made for each process.
    readable:
        Folders that student code may read: Python, its packages, the system's libraries.
    """

    confined: bool
    real_root: bool
    base: str
    readable: tuple[str, ...]


@dataclass(frozen=True)
class Bounds:
    """The limits of one student process: processor time in seconds; memory, disk and file size in bytes; the others as counts."""

    cpu_seconds: int
    memory: int
    disk: int
    file_size: int
    processes: int
    open_files: int


def confine(ground: Ground, bounds: Bounds, name: str, seccomp: Any) -> None:
    """Confine the calling process for good, and change to a new, empty working folder.

    Parameters
    ----------
    name:
        Digits that no other running student process has; its user id or the name of its working folder is made from them.
    seccomp:
        The seccomp filter to load; None for trusted code.

    Raises
    ------
    OSError
        When the kernel refuses a step; the caller must then end the process.
    """
    if not ground.confined:
        work = Path(ground.base) / name
        work.mkdir(mode=0o700)
        os.setpgid(0, 0)
        os.chdir(work)
        _limit(bounds)
        return
    own = os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)  # opened before /proc is replaced; _change_user needs it
    scratch = _scratch(ground)
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS)
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    if ground.real_root:
        _uncover(_covered(ground))
    _mount_own(ground.base, scratch, bounds.disk)
    _change_user(ground, name, own)
    os.close(own)
    os.chdir(ground.base)
    _limit(bounds)
    linux.die_with_parent(signal.SIGKILL)
    linux.drop_capabilities()
    linux.set_no_new_privileges()
    seccomp.load()


def prepare_confinement(ground: Ground) -> None:
    """Work out and cache what ``confine`` needs that is the same for all student processes.

    Call it in the template process (from which they are forked) before any of them mounts anything.
    """
    _scratch(ground)
    _covered(ground)


@functools.cache
def _scratch(ground: Ground) -> tuple[str, ...]:
    """List the scratch folders that can be replaced by private ones without hiding a readable folder."""
    return tuple(f for f in _SCRATCH if Path(f).is_dir() and not any(Path(r).is_relative_to(f) for r in ground.readable))


@functools.cache
def _covered(ground: Ground) -> dict[Path, Path]:
    """Return the readable folders that another user cannot reach, each with the outermost private folder above it."""
    found = {}
    for place in map(Path, ground.readable):
        private = [folder for folder in reversed(place.parents) if not folder.stat().st_mode & 0o1]
        if place.is_dir() and private:
            found[place] = private[0]
    return found


def _uncover(folders: dict[Path, Path]) -> None:
    """Let the sandbox user read only these folders inside another user's private one (e.g. a Python under /root)."""
    held = {folder: os.open(folder, os.O_PATH | os.O_DIRECTORY) for folder in folders}
    here, mask = os.open(".", os.O_PATH | os.O_DIRECTORY), os.umask(0o666)
    for private in set(folders.values()):
        linux.mount("tmpfs", str(private), "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=64k,mode=111")
    for folder, fd in held.items():
        folder.mkdir(parents=True, exist_ok=True)
        os.fchdir(fd)
        linux.mount(".", str(folder), None, linux.MS_BIND)
        os.close(fd)
    os.umask(mask)
    os.fchdir(here)
    os.close(here)


def _mount_own(base: str, scratch: tuple[str, ...], disk: int) -> None:
    flags = linux.MS_NOSUID | linux.MS_NODEV
    for folder in (*scratch, base):
        Path(folder).mkdir(parents=True, exist_ok=True)  # base may be in a scratch folder that has just been replaced
        linux.mount("tmpfs", folder, "tmpfs", flags, f"size={disk},mode=1777,nr_inodes=20000")
    linux.mount("tmpfs", "/dev/pts", "tmpfs", flags, "size=4k,mode=555")  # terminals would be shared with other children
    # a shared mapping of /dev/zero is memory that belongs to no process, so that the memory limit would not count it
    linux.mount("/dev/null", "/dev/zero", None, linux.MS_BIND)
    try:
        linux.mount("proc", "/proc", "proc", flags | linux.MS_NOEXEC)
    except OSError:  # some containers allow no new /proc; an empty folder shows nothing of other processes either
        linux.mount("tmpfs", "/proc", "tmpfs", flags | linux.MS_NOEXEC, "size=4k,mode=555")


def _change_user(ground: Ground, name: str, own: int) -> None:
    """Become a user that nobody else is, so that the kernel counts this child's processes by themselves."""
    if ground.real_root:
        number = _FIRST_USER + int(name) % _USERS
        os.setgroups([])
        os.setresgid(number, number, number)
        os.setresuid(number, number, number)
        return
    user, group = os.getuid(), os.getgid()
    linux.unshare(linux.CLONE_NEWUSER)
    for file, content in (("setgroups", "deny"), ("uid_map", f"1000 {user} 1"), ("gid_map", f"1000 {group} 1")):
        fd = os.open(file, os.O_WRONLY, dir_fd=own)
        try:
            os.write(fd, content.encode())
        finally:
            os.close(fd)


def _limit(bounds: Bounds) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, bounds.cpu_seconds),
        (resource.RLIMIT_AS, _address_space + bounds.memory),
        (resource.RLIMIT_FSIZE, bounds.file_size),
        (resource.RLIMIT_NPROC, bounds.processes),
        (resource.RLIMIT_NOFILE, bounds.open_files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 65_536),
        (resource.RLIMIT_MSGQUEUE, 65_536),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        soft_hard = (most, most + 5) if what == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else (most, most)
        resource.setrlimit(what, soft_hard)


_address_space = 0


def measure_address_space() -> None:
    """Store in a global of this module how many bytes of address space this process uses; memory limits are counted from there.

    Call it before student processes are forked: they inherit the number, and could not read it from /proc.
    """
    global _address_space
    _address_space = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
