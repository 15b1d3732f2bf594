"""Which system calls a process may make: a filter that refuses sockets and everything that reaches for the system.

Numbers are those of the kernel's own tables for x86_64 and aarch64 (-1 where a call is not there). Knows nothing of students.
"""

from __future__ import annotations

import ctypes
import functools
import os
import platform
import struct

from grader.judge.sandbox_linux import (
    CLONE_NEW_ANY,
    CLONE_NEWTIME,
    PR_SET_CHILD_SUBREAPER,
    PR_SET_DUMPABLE,
    PR_SET_PDEATHSIG,
    checked,
    gain_nothing,
    libc,
)

_DENIED: dict[str, tuple[int, int]] = {
    "socket": (41, 198), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "sethostname": (170, 161), "setdomainname": (171, 162), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264), "quotactl": (179, 60), "syslog": (103, 116), "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434), "personality": (135, 92), "kcmp": (312, 272), "mknodat": (259, 33), "mknod": (133, -1),
    "iopl": (172, -1), "ioperm": (173, -1), "modify_ldt": (154, -1), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "mbind": (237, 235), "set_mempolicy": (238, 237), "memfd_secret": (447, 447),
    # memory that no process is seen to hold, and that may outlive them all
    "memfd_create": (319, 279), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180), "mq_unlink": (241, 181), "rt_tgsigqueueinfo": (297, 240),
    "setpriority": (141, 140), "ioprio_set": (251, 30),
}  # fmt: skip
_LEAVING_GROUP = {"setsid": (112, 157), "setpgid": (109, 154)}
_HIDING = {"sendmsg": (46, 211), "sendmmsg": (307, 269)}
"""By these a file can be left in a socket, where no process is seen to hold it."""
_MARKING_FILES = {
    "chmod": (90, -1), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, -1),
    "fchown": (93, 55), "lchown": (94, -1), "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "utimensat": (280, 88), "utimes": (235, -1), "utime": (132, -1), "futimesat": (261, -1),
}  # fmt: skip
_FORKING = {"fork": (57, -1), "vfork": (58, -1)}
_SIGNALLING = {
    "kill": (62, 129),
    "tgkill": (234, 131),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "pidfd_send_signal": (424, 424),
}
_SETTING = {
    "prlimit64": (302, 261), "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
}  # fmt: skip
_FCNTL, _SET_OWNER = (72, 25), (8, 15)
_FILE_OWNER = (0x8901, 0x8902)
_MMAP, _MAP_ANONYMOUS, _MAP_SHARED = (9, 222), 0x20, 0x01
_CLONE, _CLONE3, _PRCTL, _IOCTL = (56, 220), (435, 435), (157, 167), (16, 29)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_CLONE_THREAD, _TIOCSTI, _TIOCLINUX = 0x00010000, 0x5412, 0x541C

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_ALLOW, _KILL, _EPERM, _ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_LOAD, _JEQ, _JGE, _JSET, _RET = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16
_STEP_BYTES = 8


def seccomp_works() -> bool:
    """Say whether a filter is written for this kind of machine."""
    return platform.machine() in _MACHINES


def refused_calls(*, alone: bool) -> dict[str, int]:
    """Return the calls that are refused whatever they are asked, by name, with their numbers here; none where there is no filter.

    Parameters
    ----------
    alone:
        Those too that are refused where there is no process namespace.
    """
    column = _MACHINES.get(platform.machine(), (-1, 0))[0]
    tables = (_DENIED, *((_LEAVING_GROUP, _HIDING) if alone else ()))
    return {name: n[column] for table in tables for name, n in table.items() if n[column] >= 0} if column >= 0 else {}


def refuse_calls(*, alone: bool = False, lone_process: bool = False, keep_marks: bool = False) -> None:
    """Refuse, from here on, every call that opens a socket or reaches for the system.

    Parameters
    ----------
    alone:
        Also refuse to leave the process group, to hide what it holds, and to signal any process but this one, or to set its
        limits or its turn: for where there is no process namespace.
    lone_process:
        Also refuse new processes (threads are let through).
    keep_marks:
        Also refuse to change any file's owner, permissions or times, which Landlock lets through.
    """
    _install(filter_code(alone, lone_process, keep_marks, os.getpid() if alone else 0))


@functools.cache
def filter_code(alone: bool, lone_process: bool, keep_marks: bool, process: int) -> bytes:
    """Return the filter, as the kernel takes it, with ``process`` the only one that may be signalled where it is alone.

    Raises
    ------
    OSError
        There is none for this kind of machine.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise OSError(f"no filter is written for {platform.machine()}")
    column, arch = machine
    program = [(_LOAD, 0, 0, _ARCH), (_JEQ, 1, 0, arch), (_RET, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    if column == 0:
        program += [(_JGE, 0, 1, 0x40000000), (_RET, 0, 0, _EPERM)]
    tables = [
        _DENIED,
        *([_LEAVING_GROUP, _HIDING] if alone else []),
        *([_FORKING] if lone_process else []),
        *([_MARKING_FILES] if keep_marks else []),
    ]
    for number in (numbers[column] for table in tables for numbers in table.values()):
        program += [(_JEQ, 0, 1, number), (_RET, 0, 0, _EPERM)] if number >= 0 else []
    program += [(_JEQ, 0, 1, _CLONE3[column]), (_RET, 0, 0, _ENOSYS)]
    program += _when(_CLONE[column], 0, [(_JSET, 0, 1, CLONE_NEW_ANY | CLONE_NEWTIME), (_RET, 0, 0, _EPERM)])
    if lone_process:
        program += _when(_CLONE[column], 0, [(_JSET, 1, 0, _CLONE_THREAD), (_RET, 0, 0, _EPERM)])
    for kept in (PR_SET_PDEATHSIG, *((PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER) if alone else ())):
        program += _when(_PRCTL[column], 0, [(_JEQ, 0, 1, kept), (_RET, 0, 0, _EPERM)])
    program += _when(_IOCTL[column], 1, [(_JEQ, 1, 0, _TIOCSTI), (_JEQ, 0, 1, _TIOCLINUX), (_RET, 0, 0, _EPERM)])
    # shared memory without a name stays when it is no longer seen in any process
    program += _when(_MMAP[column], 3, [(_JSET, 0, 2, _MAP_ANONYMOUS), (_JSET, 0, 1, _MAP_SHARED), (_RET, 0, 0, _EPERM)])
    if alone:
        for numbers in _SETTING.values():
            program += _when(numbers[column], 0, [(_JEQ, 2, 0, 0), (_JEQ, 1, 0, process), (_RET, 0, 0, _EPERM)])
        program += _when(_FCNTL[column], 1, [(_JEQ, 1, 0, _SET_OWNER[0]), (_JEQ, 0, 1, _SET_OWNER[1]), (_RET, 0, 0, _EPERM)])
        program += _when(_IOCTL[column], 1, [(_JEQ, 1, 0, _FILE_OWNER[0]), (_JEQ, 0, 1, _FILE_OWNER[1]), (_RET, 0, 0, _EPERM)])
        for numbers in _SIGNALLING.values():
            if numbers[column] >= 0:
                program += _when(numbers[column], 0, [(_JEQ, 1, 0, process), (_RET, 0, 0, _EPERM)])
    program.append((_RET, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *step) for step in program)


def _when(number: int, argument: int, body: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Check one argument of one call, then look at the call's number again."""
    inner = [(_LOAD, 0, 0, _ARGUMENT + 8 * argument), *body, (_LOAD, 0, 0, _NUMBER)]
    return [(_JEQ, 0, len(inner), number), *inner]


def _install(code: bytes) -> None:
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("<HxxxxxxQ", len(code) // _STEP_BYTES, ctypes.addressof(buffer))
    gain_nothing()
    checked(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0), "seccomp")
