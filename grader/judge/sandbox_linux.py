"""The Linux calls that Python lacks: namespaces, mounts, Landlock, seccomp. Knows nothing of students, notebooks or policy.

Each function does one thing to the calling process and raises ``OSError`` when the kernel says no. Constants and structures are those
of the kernel's own headers (``linux/sched.h``, ``linux/landlock.h``, ``linux/filter.h``).
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterable

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID = 0x00020000, 0x10000000, 0x20000000
CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP = 0x40000000, 0x08000000, 0x04000000, 0x02000000
CLONE_NEWTIME = 0x00000080
CLONE_NEW_ANY = CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 16384, 1 << 18

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_CAPBSET_DROP = 1, 4, 38, 24
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_LAST_CAPABILITY = 63

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, doing: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{doing}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by ``flags`` (for a process-number namespace: for children only)."""
    _checked(_libc.unshare(ctypes.c_int(flags)), "unshare")


def setns(fd: int, flags: int) -> None:
    """Enter the namespace that ``fd`` stands for."""
    _checked(_libc.setns(ctypes.c_int(fd), ctypes.c_int(flags)), "setns")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount, with the meaning of mount(2)."""
    result = _libc.mount(
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode() if options else None,
    )
    _checked(result, f"mount {target}")


def die_with_parent(signal_number: int) -> None:
    """Ask for ``signal_number`` when the parent goes."""
    _checked(_libc.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0), "prctl")


def gain_nothing() -> None:
    """Give up for good any way to gain rights by running another program."""
    _checked(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def be_private() -> None:
    """Let no process of the same user read this one's memory."""
    _checked(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl")


def drop_capabilities() -> None:
    """Give up every capability, now and through any program run later."""
    for capability in range(_LAST_CAPABILITY + 1):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break
    header = struct.pack("<II", 0x20080522, 0)
    _checked(_libc.capset(header, struct.pack("<6I", *[0] * 6)), "capset")


# Landlock: which files a process may reach

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_FS_EXECUTE, _FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR = 1, 2, 4, 8
_FS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_ON_FILES = _FS_EXECUTE | _FS_WRITE_FILE | _FS_READ_FILE | 1 << 14 | 1 << 15
_NET_ALL, _SCOPE_ALL = 3, 3


def landlock_version() -> int:
    """Return the kernel's Landlock version, 0 for none."""
    return max(0, int(_libc.syscall(_LANDLOCK_CREATE, None, 0, 1)))


def landlock(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Leave the process only the named files and folders, no TCP, and no signals or sockets beyond itself, as far as the kernel can.

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
    ruleset = _checked(_libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(size), 0), "landlock")
    try:
        for paths, allowed in ((readable, _FS_EXECUTE | _FS_READ_FILE | _FS_READ_DIR), (writable, rights)):
            for path in paths:
                _allow(ruleset, path, allowed)
        gain_nothing()
        _checked(_libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock")
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
        _checked(_libc.syscall(_LANDLOCK_ADD, ruleset, 1, struct.pack("<Qi", rights, fd), 0), f"landlock {path}")
    finally:
        os.close(fd)


# seccomp: which system calls a process may make. Numbers: x86_64, aarch64 (-1 where the call is not there).

_DENIED: dict[str, tuple[int, int]] = {
    "socket": (41, 198), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "sethostname": (170, 161), "setdomainname": (171, 162), "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "quotactl": (179, 60), "syslog": (103, 116), "pidfd_getfd": (438, 438), "pidfd_open": (434, 434), "personality": (135, 92),
    "kcmp": (312, 272), "mknodat": (259, 33), "mknod": (133, -1), "iopl": (172, -1), "ioperm": (173, -1), "modify_ldt": (154, -1),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "mbind": (237, 235), "set_mempolicy": (238, 237), "memfd_secret": (447, 447),
}  # fmt: skip
_LEAVING_GROUP = {"setsid": (112, 157), "setpgid": (109, 154)}
_FORKING = {"fork": (57, -1), "vfork": (58, -1)}
_SIGNALLING = {
    "kill": (62, 129),
    "tgkill": (234, 131),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "pidfd_send_signal": (424, 424),
}
_CLONE, _CLONE3, _PRCTL, _IOCTL = (56, 220), (435, 435), (157, 167), (16, 29)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_CLONE_THREAD, _TIOCSTI, _TIOCLINUX = 0x00010000, 0x5412, 0x541C

_ALLOW, _KILL, _EPERM, _ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_LOAD, _JEQ, _JGE, _JSET, _RET = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16


def seccomp_works() -> bool:
    """Say whether a filter is written for this kind of machine."""
    return platform.machine() in _MACHINES


def seccomp(*, alone: bool = False, lone_process: bool = False) -> None:
    """Refuse, from here on, every call that opens a socket or reaches for the system.

    Parameters
    ----------
    alone:
        Also refuse to leave the process group and to signal any process but this one: for where there is no process namespace.
    lone_process:
        Also refuse new processes (threads are let through).
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise OSError(f"no filter is written for {platform.machine()}")
    column, arch = machine
    denied = [numbers[column] for numbers in _DENIED.values()]
    if alone:
        denied += [numbers[column] for numbers in _LEAVING_GROUP.values()]
    if lone_process:
        denied += [numbers[column] for numbers in _FORKING.values()]
    program = [(_LOAD, 0, 0, _ARCH), (_JEQ, 1, 0, arch), (_RET, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    if column == 0:
        program += [(_JGE, 0, 1, 0x40000000), (_RET, 0, 0, _EPERM)]
    for number in denied:
        if number >= 0:
            program += [(_JEQ, 0, 1, number), (_RET, 0, 0, _EPERM)]
    program += [(_JEQ, 0, 1, _CLONE3[column]), (_RET, 0, 0, _ENOSYS)]
    program += _when(_CLONE[column], 0, [(_JSET, 0, 1, CLONE_NEW_ANY | CLONE_NEWTIME), (_RET, 0, 0, _EPERM)])
    if lone_process:
        program += _when(_CLONE[column], 0, [(_JSET, 1, 0, _CLONE_THREAD), (_RET, 0, 0, _EPERM)])
    program += _when(_PRCTL[column], 0, [(_JEQ, 0, 1, _PR_SET_PDEATHSIG), (_RET, 0, 0, _EPERM)])
    program += _when(_IOCTL[column], 1, [(_JEQ, 1, 0, _TIOCSTI), (_JEQ, 0, 1, _TIOCLINUX), (_RET, 0, 0, _EPERM)])
    if alone:
        for numbers in _SIGNALLING.values():
            if numbers[column] >= 0:
                program += _when(numbers[column], 0, [(_JEQ, 1, 0, os.getpid()), (_RET, 0, 0, _EPERM)])
    program.append((_RET, 0, 0, _ALLOW))
    _install(program)


def _when(number: int, argument: int, body: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Check one argument of one call, then look at the call's number again."""
    inner = [(_LOAD, 0, 0, _ARGUMENT + 8 * argument), *body, (_LOAD, 0, 0, _NUMBER)]
    return [(_JEQ, 0, len(inner), number), *inner]


def _install(program: list[tuple[int, int, int, int]]) -> None:
    code = b"".join(struct.pack("<HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(buffer))
    gain_nothing()
    _checked(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0), "seccomp")
