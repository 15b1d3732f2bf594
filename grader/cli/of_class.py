"""The commands about a class: take in, mark, give feedback, report."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from grader.cli.common import HERE, AsJson, CourseDir, Units, err, out, own_units, print_json, progress_bar
from grader.cli.stopping import telling
from grader.cli.terminal import tell
from grader.course import WAITING_FOR_LOCK, Course
from grader.marking import MarkRun


class Engine(enum.StrEnum):
    """The two programs that can mark students' work: Care Lab, or nbgrader alone, to compare its marks with Care Lab's."""

    carelab = "carelab"
    nbgrader = "nbgrader"


def mark(
    units: Units = None,
    *,
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many processes; by default what is quickest for this class.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="nbgrader: mark as stock nbgrader does, for comparison. It has no sandbox.")
    ] = Engine.carelab,
    cluster: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address of a Dask scheduler, whose workers mark; see docs/it.md.")
    ] = "",
    mark_all: Annotated[bool, typer.Option("--all", help="Mark those too that are marked and have not changed.")] = False,
    trust_code: Annotated[
        bool, typer.Option("--trust-code", help="Run students' code where the sandbox cannot be used.")
    ] = False,
    hold_shared: Annotated[
        bool, typer.Option("--hold-shared", help="Leave marks of tests that ran beside a student's code to a person.")
    ] = False,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Mark every submission that is new or has changed. The marks go into the gradebook, the reasons into autograded/."""
    from grader.marking import mark_class

    run = MarkRun()
    with telling(run, as_json=as_json), progress_bar() as bar:
        course = Course.at(course_dir)
        task = bar.add_task("Marking", total=None)

        def progress(done: int, whole: int, last: str) -> None:
            bar.update(task, completed=done, total=whole, description=f"Marking {last}")

        def waits() -> None:
            bar.console.print(WAITING_FOR_LOCK)

        if engine is Engine.nbgrader:
            from grader.marking import mark_with_nbgrader

            mark_with_nbgrader(course, course.units(units), progress=progress, run=run)
        else:
            mark_class(
                course,
                course.units(units),
                workers=workers,
                trust_code=trust_code,
                hold_shared=hold_shared,
                mark_all=mark_all,
                cluster=cluster,
                progress=progress,
                waits=waits,
                run=run,
            )
    if as_json:
        print_json(run.as_json())
    else:
        _tell(run)
    if run.failed:
        raise typer.Exit(1)


def _tell(run: MarkRun) -> None:
    """Print what a marking run did, for a person to read."""
    for student, unit, what in run.repaired:
        tell(out, f"Repaired: {student}, {unit}: {what}")
    for student, unit, what in run.late:
        tell(out, f"Late: {student}, {unit}: {what}")
    for student, unit, why in run.failed:
        tell(err, f"{student}, {unit}: {why}", "No mark:")
    if run.shared:
        students = len({student for student, _, _ in run.shared})
        out.print(
            f"{len(run.shared)} marks of {students} students come from tests that ran beside the student's code, which could "
            "forge them. audit.jsonl names each; mark with --hold-shared to leave them to a person."
        )
    out.print(f"{run.marked} submissions marked in {run.seconds:.1f} s. What people must mark waits in formgrader.")
    if run.unchanged:
        out.print(f"{run.unchanged} had not changed, and keep their marks. To mark them again, say --all.")


def formgrader(
    unit: Annotated[str, typer.Argument(help="A unit such as 08-budgeting; every unit is listed when none is named.")] = "",
    *,
    browser: Annotated[bool, typer.Option(help="Open the web browser.")] = True,
    course_dir: CourseDir = HERE,
) -> None:
    """Open nbgrader's formgrader, the web page on which a person marks the answers that no program can."""
    import contextlib
    import webbrowser

    from grader.nbgrader_plugin import serving_formgrader

    course = Course.at(course_dir)
    if unit:
        course.units([unit])
    with serving_formgrader(course, unit) as (server, address):
        out.print(f"Formgrader is open. If your browser does not show it, go to {address}", soft_wrap=True, highlight=False)
        out.print("When you have finished, close the browser and press Ctrl+C here. Then run carelab feedback.")
        if browser:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            server.process.wait()


def feedback(units: Units = None, *, course_dir: CourseDir = HERE) -> None:
    """Write pages into feedback/: for each student, one on each unit, and a portfolio of plans, writing and marks to print."""
    from grader.audit import note_changes
    from grader.reports import give_feedback, give_portfolios

    course = Course.at(course_dir)
    note_changes(course)
    wanted = own_units(course, units, "nbgrader generate_feedback")
    pages, portfolios = give_feedback(course, wanted), give_portfolios(course, wanted)
    for student, unit in pages.changed:
        tell(err, f"{student}, {unit}: other work was handed in since it was marked. Run carelab mark first.", "No new page:")
    told = f"{pages.written} {'page is' if pages.written == 1 else 'pages are'} in {course.root / 'feedback'}"
    out.print(f"{told}, with {portfolios} {'portfolio' if portfolios == 1 else 'portfolios'}.", soft_wrap=True, highlight=False)


def report(units: Units = None, *, course_dir: CourseDir = HERE) -> None:
    """Write the class report of each unit into reports/: hard questions, misconceptions, who needs help."""
    from grader.audit import note_changes
    from grader.reports import write_report

    course = Course.at(course_dir)
    note_changes(course)
    for unit in own_units(course, units, "nbgrader export --assignment"):
        write_report(course, unit)
    out.print(f"The reports are in {course.root / 'reports'}.", soft_wrap=True, highlight=False)
