"""What a freshly forked process does to shut itself in, before any student code. Knows the policy; knows nothing of notebooks.

Order matters: first what needs rights (mounts, a user of its own), then what gives them up (capabilities, Landlock, seccomp),
so that each step still can be taken and none can be taken back.
"""

from __future__ import annotations

import functools
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from grader.judge import sandbox_linux as linux
from grader.judge.sandbox_seccomp import filter_code, refuse_calls

DEVICES = ("/dev/null", "/dev/full", "/dev/urandom", "/dev/random")
"""Not ``/dev/zero``: a shared mapping of it is memory that no process is seen to hold."""
_SCRATCH = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108  replaced by private, bounded file systems
_FIRST_USER = 1_879_000_000
_USERS = 100_000_000


@dataclass(frozen=True)
class Ground:
    """What the template found that it can do, and where things are.

    Attributes
    ----------
    namespaces:
        The template has rights over its own namespaces, so that each child gets mounts and process numbers of its own.
    real_root:
        The template is the machine's root: a child becomes a user that nobody else is.
    own_view:
        The template sees only what student code may see, and all of it read-only.
    landlock, seccomp:
        The kernel has it, and it is to be used.
    confined:
        False only when the tutor trusts the code: nothing but limits then.
    base:
        The folder under which working folders are made.
    readable:
        Folders that student code may read: Python, its packages, the system's libraries.
    """

    namespaces: bool
    real_root: bool
    own_view: bool
    landlock: bool
    seccomp: bool
    confined: bool
    base: str
    readable: tuple[str, ...]


@dataclass(frozen=True)
class Bounds:
    """What one process may use, in the kernel's own units (seconds, bytes, counts)."""

    cpu_seconds: int
    memory: int
    disk: int
    file_size: int
    processes: int
    open_files: int


def shut_in(ground: Ground, bounds: Bounds, name: str, *, watched: bool = True) -> str:
    """Shut this process in, and return its working folder (empty, current, its own).

    Parameters
    ----------
    watched:
        Whether the judge must be able to look at what it holds, where no namespace bounds that. Not so for the tutor's own code:
        no program that a test starts may look into the test.

    Raises
    ------
    OSError
        A step that the ground promised could not be taken; the caller must then end the process.
    """
    work = ground.base
    if ground.namespaces:
        # kept open, because /proc is about to be covered and naming one's own user needs it
        own = os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)
        scratch = _scratch(ground)
        linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS)
        linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
        if ground.confined and ground.real_root:
            _open_up(_shut_off(ground))
        _own_mounts(ground.base, scratch, bounds.disk)
        _be_somebody_else(ground, name, own)
        os.close(own)
    else:
        work = str(Path(ground.base) / name)
        Path(work).mkdir(mode=0o700)
        os.setpgid(0, 0)
        _be_somebody_else(ground, name, -1)
    os.chdir(work)
    _limit(bounds)
    if ground.confined:
        linux.die_with_parent(signal.SIGKILL)
        writable = [work, *_scratch(ground)] if ground.namespaces else [work]
        if not (ground.namespaces and watched):
            linux.be_seen(watched)
        if not ground.namespaces:
            linux.adopt()
        if ground.landlock:
            linux.landlock(ground.readable, [*writable, *DEVICES])
        linux.drop_capabilities()
        linux.gain_nothing()
        if ground.seccomp:
            refuse_calls(
                alone=not ground.namespaces,
                lone_process=ground.real_root and os.getuid() == 0,
                keep_marks=not ground.own_view,
            )
    return work


def look_round(ground: Ground) -> None:
    """Work out, in the template, what is alike for all of its children, before any of them hides or mounts anything."""
    _scratch(ground)
    _shut_off(ground)
    if ground.seccomp and ground.namespaces:
        filter_code(False, False, not ground.own_view, 0)


@functools.cache
def _scratch(ground: Ground) -> tuple[str, ...]:
    """List the scratch folders that can be replaced by private ones without hiding something that is needed."""
    return tuple(f for f in _SCRATCH if Path(f).is_dir() and not any(Path(r).is_relative_to(f) for r in ground.readable))


@functools.cache
def _shut_off(ground: Ground) -> dict[Path, Path]:
    """Return the folders to be read that a stranger cannot reach, each with the outermost folder that is shut."""
    places = [Path(folder) for folder in ground.readable if Path(folder).is_dir()]
    return {place: shut[0] for place in places if (shut := _shut_above(place))}


def _open_up(folders: dict[Path, Path]) -> None:
    """Let a stranger reach folders that stand in another user's, such as a Python in root's home: they alone are seen there."""
    held = {folder: os.open(folder, os.O_PATH | os.O_DIRECTORY) for folder in folders}
    here, mask = os.open(".", os.O_PATH | os.O_DIRECTORY), os.umask(0o022)
    for shut in set(folders.values()):
        linux.mount("tmpfs", str(shut), "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=64k,mode=755")
    for folder, fd in held.items():
        folder.mkdir(parents=True, exist_ok=True)
        os.fchdir(fd)
        linux.mount(".", str(folder), None, linux.MS_BIND)
        os.close(fd)
    os.umask(mask)
    os.fchdir(here)
    os.close(here)


def _own_mounts(base: str, scratch: tuple[str, ...], disk: int) -> None:
    flags = linux.MS_NOSUID | linux.MS_NODEV
    for folder in (*scratch, base):
        # the working folder may be in a scratch folder that has just been replaced
        Path(folder).mkdir(parents=True, exist_ok=True)
        linux.mount("tmpfs", folder, "tmpfs", flags, f"size={disk},mode=1777,nr_inodes=20000")
    linux.mount("/dev/null", "/dev/zero", None, linux.MS_BIND)  # see DEVICES
    # a fresh /proc shows only this namespace; where the kernel refuses one, an empty folder shows nothing
    try:
        linux.mount("proc", "/proc", "proc", flags | linux.MS_NOEXEC)
    except OSError:
        linux.mount("tmpfs", "/proc", "tmpfs", flags | linux.MS_NOEXEC, "size=4k,mode=555")


def _be_somebody_else(ground: Ground, name: str, own: int) -> None:
    """Run as a user of this process's own, so that the count of its processes is its own too."""
    if not ground.confined:
        return
    if ground.real_root and (ground.namespaces or (_open_to_all(ground.readable) and linux.may_look())):
        number = _FIRST_USER + int(name) % _USERS
        if not ground.namespaces:
            os.chown(Path(ground.base) / name, number, number)
        os.setgroups([])
        os.setresgid(number, number, number)
        os.setresuid(number, number, number)
    elif ground.namespaces:
        user, group = os.getuid(), os.getgid()
        linux.unshare(linux.CLONE_NEWUSER)
        map_user(1000, user, group, own)


def map_user(inside: int, user: int, group: int, own: int) -> None:
    """Name the one user and group of a new user namespace.

    Parameters
    ----------
    inside:
        The number by which both are known inside.
    user, group:
        Who this process was outside.
    own:
        An open ``/proc/self``.
    """
    for name, content in (("setgroups", "deny"), ("uid_map", f"{inside} {user} 1"), ("gid_map", f"{inside} {group} 1")):
        fd = os.open(name, os.O_WRONLY, dir_fd=own)
        try:
            os.write(fd, content.encode())
        finally:
            os.close(fd)


def _open_to_all(places: tuple[str, ...]) -> bool:
    """Say whether a stranger could reach and read every one of these folders and files."""
    return all(
        _lets(Path(place), 0o5 if Path(place).is_dir() else 0o4) and not _shut_above(Path(place))
        for place in places
        if Path(place).exists()
    )


def _shut_above(place: Path) -> list[Path]:
    """List the folders above a place through which a stranger cannot go, outermost first."""
    return [folder for folder in reversed(place.parents) if not _lets(folder, 0o1)]


def _lets(place: Path, bits: int) -> bool:
    return place.stat().st_mode & bits == bits


def _limit(bounds: Bounds) -> None:
    now = _address_space()
    for what, most in (
        (resource.RLIMIT_CPU, bounds.cpu_seconds),
        (resource.RLIMIT_AS, now + bounds.memory),
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


_SPACE = 0


def measure_address_space() -> None:
    """Note, in the template, how much address space is there before any student code (its children cannot read /proc)."""
    global _SPACE
    _SPACE = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _address_space() -> int:
    return _SPACE
