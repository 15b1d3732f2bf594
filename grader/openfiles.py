"""How many files this process may open at a time: made enough for marking, or a person hears of it before anybody is marked."""

from __future__ import annotations

from carelab.questions import CareLabError

FEWEST = 256
"""A student's process has so many, and the judge holds a few for each."""
_WANTED = 4096


class TooFewFiles(CareLabError):
    """Too few files may be opened to mark students' work."""


def make_room() -> None:
    """Let this process open as many files as it is allowed and can use.

    Raises
    ------
    TooFewFiles
        It is allowed too few.
    """
    try:
        import resource
    except ImportError:  # Windows, where students' code is not run
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _WANTED if hard == resource.RLIM_INFINITY else min(hard, _WANTED)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if most < FEWEST:
        raise TooFewFiles(
            f"Nobody was marked: a program may open only {most} files at a time here (ulimit -n), and marking needs {FEWEST}.",
            f"Raise that limit (ulimit -n {_WANTED}, or ask whoever keeps this computer), then mark again.",
        )
