"""Builds the wheel that students install, so that it can be searched for keys before anyone receives it."""

from __future__ import annotations

from pathlib import Path

import carelab
from carelab.questions import CareLabError


def make_wheel(folder: Path) -> Path | None:
    """Build Care Lab's wheel into a folder and return its path; None where Care Lab is installed without its project folder."""
    root = Path(carelab.__file__).parent.parent
    if not (root / "pyproject.toml").is_file():
        return None
    from hatchling.builders.wheel import WheelBuilder

    built = [Path(p) for p in WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])]
    if len(built) != 1:
        raise CareLabError(f"Building the wheel gave {len(built)} files.", "Check pyproject.toml.")
    return built[0]
