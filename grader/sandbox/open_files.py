"""The limit on this process's open files: raised for marking, or refused in words before anybody is marked."""

from __future__ import annotations

from carelab.questions import CareLabError

FEWEST_OPEN_FILES = 256
"""Open-file limit of a student process; the marking process uses a few more for each."""
_WANTED = 4096


class TooFewFiles(CareLabError):
    """The system allows this process too few open files to mark students' work."""


def raise_open_files_limit() -> None:
    """Raise this process's limit on open files, to 4,096 if the system allows that.

    Raises
    ------
    TooFewFiles
        When the system allows fewer than marking needs.
    """
    try:
        import resource
    except ImportError:  # Windows, where students' code is not run
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _WANTED if hard == resource.RLIM_INFINITY else min(hard, _WANTED)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if most < FEWEST_OPEN_FILES:
        raise TooFewFiles(
            f"Nobody was marked: a program may open only {most} files at a time here (ulimit -n), and marking needs "
            f"{FEWEST_OPEN_FILES}.",
            f"Raise that limit (ulimit -n {_WANTED}, or ask whoever keeps this computer), then mark again.",
        )
