"""The seccomp filter of a student process: refuses sockets and every call that administers the system. Made by libseccomp."""

from __future__ import annotations

import errno
from typing import Any

from grader.sandbox import linux

_REFUSED = (
    *("socket", "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_open", "pidfd_getfd"),
    *("mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "open_tree", "move_mount", "fsopen", "fsconfig"),
    *("fsmount", "fspick", "mount_setattr", "quotactl", "open_by_handle_at", "name_to_handle_at", "mknod", "mknodat"),
    *("bpf", "perf_event_open", "userfaultfd", "add_key", "request_key", "keyctl", "io_uring_setup", "io_uring_enter"),
    *("io_uring_register", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot"),
    *("swapon", "swapoff", "acct", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname"),
    *("setdomainname", "syslog", "personality", "iopl", "ioperm", "modify_ldt", "migrate_pages", "move_pages", "mbind"),
    *("set_mempolicy", "setpriority", "ioprio_set", "rt_tgsigqueueinfo"),
    # memory that belongs to no process, so that the memory limit would not count it
    *("memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "msgget", "semget", "mq_open", "mq_unlink"),
)
_NEW_NAMESPACES = (
    *(linux.CLONE_NEWNS, linux.CLONE_NEWUSER, linux.CLONE_NEWPID, linux.CLONE_NEWNET, linux.CLONE_NEWIPC),
    *(linux.CLONE_NEWUTS, linux.CLONE_NEWCGROUP, linux.CLONE_NEWTIME),
)
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_MAP_SHARED_ANONYMOUS = 0x21
_LOW_32_BITS = 0xFFFFFFFF
"""The kernel reads only these of an ``int`` argument, so a comparison must too."""


class NoSeccomp(Exception):
    """libseccomp, which makes the sandbox's filter of system calls, is not installed or does not support this processor."""


def refused_calls() -> dict[str, int]:
    """Return the system calls that the sandbox always refuses: name → number on this machine."""
    library = _library()
    numbers = {name: library.resolve_syscall(library.Arch.NATIVE, name) for name in _REFUSED}
    return {name: number for name, number in numbers.items() if number >= 0}


def make_filter() -> Any:
    """Return the seccomp filter of system calls; its ``load()`` applies it to the calling process for good.

    Raises
    ------
    NoSeccomp
        When libseccomp cannot be used on this machine.
    """
    library = _library()
    refused = library.ERRNO(errno.EPERM)
    made = library.SyscallFilter(library.ALLOW)
    for name in refused_calls():
        made.add_rule(refused, name)
    made.add_rule(library.ERRNO(errno.ENOSYS), "clone3")  # its flags cannot be checked; the C library then uses clone
    for flag in _NEW_NAMESPACES:
        made.add_rule(refused, "clone", library.Arg(0, library.MASKED_EQ, flag, flag))
    made.add_rule(refused, "prctl", library.Arg(0, library.MASKED_EQ, _LOW_32_BITS, linux.PR_SET_PDEATHSIG))
    for request in (_TIOCSTI, _TIOCLINUX):
        made.add_rule(refused, "ioctl", library.Arg(1, library.MASKED_EQ, _LOW_32_BITS, request))
    made.add_rule(refused, "mmap", library.Arg(3, library.MASKED_EQ, _MAP_SHARED_ANONYMOUS, _MAP_SHARED_ANONYMOUS))
    return made


def _library() -> Any:
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError) as error:
        raise NoSeccomp("libseccomp is not installed (apt install libseccomp2)") from error
    return pyseccomp
