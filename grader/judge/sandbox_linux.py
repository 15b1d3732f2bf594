"""The Linux calls that Python lacks: namespaces, mounts, Landlock, seccomp. Knows nothing of students, notebooks or policy.

Each function does one thing to the calling process and raises ``OSError`` when the kernel says no. Constants and structures
are those of the kernel's own headers (``linux/sched.h``, ``linux/landlock.h``, ``linux/filter.h``).
"""

from __future__ import annotations

import ctypes
import os
import re
import struct
from collections.abc import Iterable
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID = 0x00020000, 0x10000000, 0x20000000
CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP = 0x40000000, 0x08000000, 0x04000000, 0x02000000
CLONE_NEWTIME = 0x00000080
CLONE_NEW_ANY = CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_CAPBSET_DROP = 1, 4, 36, 38, 24
_LAST_CAPABILITY, _CAP_SYS_PTRACE = 63, 19

libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int, doing: str) -> int:
    """Return what a call returned; raise ``OSError`` when that says it failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{doing}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by ``flags`` (for a process-number namespace: for children only)."""
    checked(libc.unshare(ctypes.c_int(flags)), "unshare")


def setns(fd: int, flags: int) -> None:
    """Enter the namespace that ``fd`` stands for."""
    checked(libc.setns(ctypes.c_int(fd), ctypes.c_int(flags)), "setns")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount, with the meaning of mount(2)."""
    result = libc.mount(
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode() if options else None,
    )
    checked(result, f"mount {target}")


def die_with_parent(signal_number: int) -> None:
    """Ask for ``signal_number`` when the parent goes."""
    checked(libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0), "prctl")


def gain_nothing() -> None:
    """Give up for good any way to gain rights by running another program."""
    checked(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def be_seen(seen: bool) -> None:
    """Let processes of the same user, and root, look at this one's memory and files, or not."""
    checked(libc.prctl(PR_SET_DUMPABLE, int(seen), 0, 0, 0), "prctl")


def adopt() -> None:
    """Become the parent of what this process's own children leave behind."""
    checked(libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl")


def may_look() -> bool:
    """Say whether this process may look at those of any user."""
    found = re.search(r"^CapEff:\s*([0-9a-f]+)$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return found is not None and bool(int(found[1], 16) >> _CAP_SYS_PTRACE & 1)


def drop_capabilities() -> None:
    """Give up every capability, now and through any program run later."""
    for capability in range(_LAST_CAPABILITY + 1):
        if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break
    header = struct.pack("<II", 0x20080522, 0)
    checked(libc.capset(header, struct.pack("<6I", *[0] * 6)), "capset")


# Landlock: which files a process may reach

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_FS_EXECUTE, _FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR = 1, 2, 4, 8
_FS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_ON_FILES = _FS_EXECUTE | _FS_WRITE_FILE | _FS_READ_FILE | 1 << 14 | 1 << 15
_NET_ALL, _SCOPE_ALL = 3, 3


def landlock_version() -> int:
    """Return the kernel's Landlock version, 0 for none."""
    return max(0, int(libc.syscall(_LANDLOCK_CREATE, None, 0, 1)))


def landlock(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Leave the process only the named files and folders, no TCP, and no signals beyond itself, as far as the kernel can.

    Returns
    -------
    int
        The Landlock version in force.
    """
    version = landlock_version()
    if version == 0:
        raise OSError("this kernel has no Landlock")
    rights = _FS_BY_ABI[min(version, 5)]
    attributes = struct.pack("<QQQ", rights, _NET_ALL if version >= 4 else 0, _SCOPE_ALL if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = checked(libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(size), 0), "landlock")
    try:
        for paths, allowed in ((readable, _FS_EXECUTE | _FS_READ_FILE | _FS_READ_DIR), (writable, rights)):
            for path in paths:
                _allow(ruleset, path, allowed)
        gain_nothing()
        checked(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock")
    finally:
        os.close(ruleset)
    return version


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112  the path may be a device
            rights &= _ON_FILES
        checked(libc.syscall(_LANDLOCK_ADD, ruleset, 1, struct.pack("<Qi", rights, fd), 0), f"landlock {path}")
    finally:
        os.close(fd)
