"""The commands that make what a college gives to its students: the website, and the zip for where there is no web host."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.common import HERE, AsJson, CourseDir, err, out, print_json, progress_bar
from grader.cli.terminal import tell
from grader.course import Course


def site(
    *,
    into: Annotated[Path, typer.Option("--out", help="The folder to build the site in.")] = Path("site"),
    lab: Annotated[
        bool, typer.Option("--lab/--no-lab", help="Put JupyterLab into it too (24 MB, fetched only when opened).")
    ] = True,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Build the course as a website: static pages for any web host, with nothing to install for a student."""
    from grader.site import build_site

    with progress_bar() as bar:
        task = bar.add_task("Building pages", total=None)
        made = build_site(
            Course.at(course_dir),
            into.resolve(),
            lab=lab,
            progress=lambda done, whole: bar.update(task, completed=done, total=whole),
        )
    if as_json:
        counts = {"pages": made.pages, "bytes": made.size, "first_visit": made.first_visit, "lab": made.lab}
        print_json({"folder": str(made.folder), **counts})
        return
    out.print(f"{made.pages} pages, {made.size / 1e6:.1f} MB, are in {made.folder}.", soft_wrap=True, highlight=False)
    if lab and not made.lab:
        tell(out, "JupyterLab is not in it, as JupyterLite is not installed. To have it: pip install 'carelab[site]'")
    out.print("Put that folder on any web host, under any path. To try it here:", highlight=False)
    out.print(
        f"  python -m http.server --directory {made.folder} 8000     then open http://localhost:8000",
        soft_wrap=True,
        highlight=False,
    )


def pack(
    *,
    into: Annotated[Path, typer.Option("--out", help="The zip to make.")] = Path("care-lab.zip"),
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Make a zip for students of a college without a web host: they unpack it, and open the start file in it."""
    from grader.pack import make_pack

    made = make_pack(Course.at(course_dir), into.resolve())
    if as_json:
        leaks = [str(leak) for leak in made.leaks]
        print_json({"file": str(made.path), "units": made.units, "bytes": made.size, "leaks": leaks})
    else:
        for leak in made.leaks:
            tell(err, str(leak), "Key found.")
        if made.leaks:
            tell(err, "The zip was not written.")
        else:
            tell(out, f"{made.units} units, {made.size / 1e6:.1f} MB, are in {made.path}. No key is in it.")
            tell(out, "Give it to your students. They need Python 3.11 or newer, and the internet once.")
    if made.leaks:
        raise typer.Exit(1)
