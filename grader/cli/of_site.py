"""The command that builds the student's website."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.common import HERE, AsJson, CourseDir, out, print_json, progress_bar
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
        print_json(
            {
                "folder": str(made.folder),
                "pages": made.pages,
                "bytes": made.size,
                "first_visit": made.first_visit,
                "lab": made.lab,
            }
        )
        return
    out.print(f"{made.pages} pages, {made.size / 1e6:.1f} MB, are in {made.folder}.", soft_wrap=True, highlight=False)
    if lab and not made.lab:
        out.print(
            "JupyterLab is not in it, as JupyterLite is not installed. To have it: pip install 'carelab[site]'", highlight=False
        )
    out.print("Put that folder on any web host, under any path. To try it here:", highlight=False)
    out.print(
        f"  python -m http.server --directory {made.folder} 8000     then open http://localhost:8000",
        soft_wrap=True,
        highlight=False,
    )
