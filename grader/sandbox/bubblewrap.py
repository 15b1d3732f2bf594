"""The bubblewrap command: which folders of the machine student code sees, and its environment. Starts nothing."""

from __future__ import annotations

import os
import shutil
import site
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

_SYSTEM = tuple(f"/usr/{part}" for part in ("bin", "sbin", "lib", "lib32", "lib64", "share"))
_LOCAL = ("/usr/local/bin", "/usr/local/lib", "/usr/local/share")
_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
_ETC = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/alternatives")
_PREFIX_PARTS = ("bin", "lib", "lib64", "share", "include", "pyvenv.cfg")


def wrapped(folders: Sequence[str]) -> list[str]:
    """Return the bubblewrap command line that starts a sandbox, in namespaces of its own, with these folders read-only.

    What runs there is the template process, from which student processes are forked. It keeps the rights over its namespaces,
    so that it can give each student process its own mounts.

    Raises
    ------
    OSError
        bubblewrap is not installed.
    """
    bwrap = shutil.which("bwrap")
    if not bwrap:
        raise FileNotFoundError("bubblewrap is not installed")
    as_root = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    as_user = ["--unshare-all", "--unshare-user", "--uid", "0", "--gid", "0"]
    command = [bwrap, *(as_root if os.geteuid() == 0 else as_user), "--cap-add", "ALL"]
    command += ["--die-with-parent", "--proc", "/proc", "--dev", "/dev"]
    for scratch in ("/tmp", "/var/tmp", "/submission"):  # noqa: S108  new ones, inside
        command += ["--tmpfs", scratch]
    for link in _SYSTEM_LINKS:
        if Path(link).is_symlink():
            command += ["--symlink", str(Path(link).readlink()), link]
    # a child, which is another user, must pass through a bind's parent folders, and need not list them
    parents = {str(parent) for folder in folders for parent in Path(folder).parents}
    for parent in sorted(parents - {"/", *_SYSTEM_LINKS}, key=len):
        command += ["--perms", "0111", "--dir", parent]
    for folder in folders:
        if not Path(folder).is_symlink() or folder not in _SYSTEM_LINKS:
            command += ["--ro-bind", folder, folder]
    return [*command, "--chdir", "/submission", "--"]


def readable_folders() -> list[str]:
    """Return the folders that student code may read: the system's programs and libraries, Python and its packages."""
    wanted: list[str] = [*_SYSTEM, *_LOCAL, *_SYSTEM_LINKS, *_ETC]
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix}:
        if Path(prefix).resolve() not in (Path("/usr"), Path("/")):
            wanted += [str(Path(prefix) / part) for part in _PREFIX_PARTS]
    wanted += [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    if site.ENABLE_USER_SITE:
        wanted.append(site.getusersitepackages())
    real = Path(sys.executable).resolve()
    package = Path(__file__).resolve().parent
    wanted += [str(real.parent), str(package.parent / "__init__.py"), str(package), str(package.parents[1] / "carelab")]
    kept: list[str] = []
    for path in sorted({p for p in wanted if Path(p).exists()}, key=len):
        if not any(Path(path).is_relative_to(other) for other in kept):
            kept.append(path)
    return kept


def environment(home: str) -> dict[str, str]:
    """Return the environment variables of student code, with ``home`` as its HOME; of the tutor's only the time zone is kept."""
    path = [str(Path(sys.prefix) / "bin"), "/usr/local/bin", "/usr/bin", "/bin"]
    return {
        "PATH": ":".join(path),
        "HOME": home,
        "LANG": "C.UTF-8",
        "TZ": os.environ.get("TZ", ""),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",  # noqa: S108  a new one, inside
        "NBGRADER_EXECUTION": "autograde",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
