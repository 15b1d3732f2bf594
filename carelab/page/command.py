"""The command ``carelab`` of the student's distribution: ``carelab open`` and nothing else. The tutor's has its own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> None:
    """Run the command, and end with its exit code."""
    parser = argparse.ArgumentParser(prog="carelab", description="Care Lab: a course on management and leadership in care.")
    opening = parser.add_subparsers(required=True, metavar="open").add_parser("open", help="Open the course to learn and answer.")
    opening.add_argument("unit", nargs="?", help="a unit such as 08-budgeting")
    opening.add_argument("--lab", action="store_true", help="open in JupyterLab, where it is installed")
    opening.add_argument("--folder", type=Path, default=Path(), help="where the course is, and where my-work is kept")
    opening.add_argument("--no-browser", dest="browser", action="store_false", help="only say the address")
    given = parser.parse_args()
    try:
        from carelab.page import open_course
    except ModuleNotFoundError as error:
        parser.exit(2, f"{error.name} is not installed. Run: pip install 'carelab-student[open]'\n")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a folder's name may have letters that the terminal lacks
    sys.exit(open_course(given.unit, lab=given.lab, folder=given.folder.resolve(), browser=given.browser))
