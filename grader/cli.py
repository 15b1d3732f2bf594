"""The ``carelab`` command: each subcommand is one call of the module that does the work. Nothing is decided here."""

from __future__ import annotations

import enum
import json
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from carelab.errors import CareLabError
from grader.course import Course, scripts_on_path
from grader.terminal import tell

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Care Lab: teach, mark and report a course on management and leadership in care.",
)
audit_app = typer.Typer(no_args_is_help=True, help="The record of every mark given.")
app.add_typer(audit_app, name="audit")
out = Console()
err = Console(stderr=True)

Units = Annotated[list[str] | None, typer.Argument(help="Units such as 08-budgeting; all of them when none is named.")]
CourseDir = Annotated[Path, typer.Option("--course-dir", help="The course folder, with source/ in it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
HERE = Path()


class Engine(enum.StrEnum):
    """What marks."""

    judge = "judge"
    nbgrader = "nbgrader"


def main() -> None:
    """Run the command. A problem that a person can mend is told in a sentence, with exit code 2."""
    scripts_on_path()
    try:
        app()
    except CareLabError as problem:
        tell(err, problem.problem, "Stopped.")
        if problem.next_step:
            tell(err, problem.next_step)
        sys.exit(2)


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, indent=1) + "\n")  # in ASCII: what a name holds never commands a terminal


def _bar() -> Progress:
    columns = [TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()]
    return Progress(*columns, console=err, transient=True)


@app.command("open")
def open_(
    unit: Annotated[str | None, typer.Argument(help="A unit such as 08-budgeting.")] = None,
    *,
    page: Annotated[bool, typer.Option("--page", help="Open as a plain page instead of in JupyterLab.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the course is, and where my-work is kept.")] = HERE,
    browser: Annotated[bool, typer.Option(help="Open the web browser.")] = True,
) -> None:
    """Open the course, or one unit, to learn and answer."""
    from grader.doors import open_course

    raise typer.Exit(open_course(unit, page=page, folder=folder.resolve(), browser=browser))


@app.command()
def demo(
    *,
    learners: Annotated[int, typer.Option(min=1, max=10_000, help="How many simulated learners.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = 1,
    keep: Annotated[Path | None, typer.Option(help="An empty folder in which to leave the whole class.")] = None,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Run a whole class from end to end, on real files, and compare every mark with the mark that was expected."""
    from grader.demo import results_json, run_demo

    course = Course.at(course_dir)
    folder = keep or Path(tempfile.mkdtemp(prefix="carelab-class-"))
    with _bar() as bar:
        tasks: dict[str, Any] = {}

        def step(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=whole)
            bar.update(tasks[what], completed=done, total=whole)

        results = run_demo(course, folder.resolve(), learners=learners, seed=seed, step=step)
    if as_json:
        _print_json(results_json(results))
    else:
        _show_demo(results, folder)
    if not all(r.agrees for r in results):
        raise typer.Exit(1)


def _show_demo(results: list[Any], folder: Path) -> None:
    table = Table(title="Marks of every learner, all units together", caption="Writing waits for a tutor, and is not counted.")
    table.add_column("Learner")
    for heading in ("Expected", "Given", "Of", "Units that agree"):
        table.add_column(heading, justify="right")
    for student in dict.fromkeys(r.student for r in results):
        own = [r for r in results if r.student == student]
        given = sum(r.marked or 0.0 for r in own)
        agree = sum(r.agrees for r in own)
        shown = f"{agree} of {len(own)}" if agree == len(own) else f"[bold red]{agree} of {len(own)}[/]"
        table.add_row(student, f"{sum(r.expected for r in own):.2f}", f"{given:.2f}", f"{sum(r.points for r in own):g}", shown)
    out.print(table)
    for r in results:
        if not r.agrees:
            err.print(f"[bold red]✗[/] {r.student}, {r.unit}: expected {r.expected}, given {r.marked}", highlight=False)
    wrong = sum(not r.agrees for r in results)
    out.print(f"[bold]{len(results) - wrong} of {len(results)} scores agree.[/]")
    out.print(f"The class is in {folder}: open feedback/ and reports/ there in a web browser.", soft_wrap=True, highlight=False)
    command = sys.argv[0]  # as it was typed: our own folder is on PATH only in here
    out.print("To open the course yourself:", highlight=False)
    out.print(f"  {command} open 08-budgeting          in JupyterLab", highlight=False, soft_wrap=True)
    out.print(f"  {command} open 08-budgeting --page   as a plain page", highlight=False, soft_wrap=True)


@app.command()
def build(units: Units = None, *, course_dir: CourseDir = HERE, as_json: AsJson = False) -> None:
    """Make release/ from source/, then prove that no key is in anything that students receive."""
    from grader.build import build as build_units
    from grader.wheel import make_wheel

    course = Course.at(course_dir)
    with tempfile.TemporaryDirectory() as folder:
        built = build_units(course.root, course.units(units), wheel=make_wheel(Path(folder)))
    leaks = [leak for b in built for leak in b.leaks]
    if as_json:
        _print_json(
            [{"unit": b.unit, "questions": b.questions, "points": b.points, "leaks": [str(x) for x in b.leaks]} for b in built]
        )
    else:
        for b in built:
            out.print(f"{b.unit}: {b.questions} questions, {b.points:g} points", highlight=False)
        for leak in leaks:
            tell(err, str(leak), "Key found.")
        if not leaks:
            out.print("No key, reason or hidden test is in release/, in carelab or in the wheel.")
    if leaks:
        raise typer.Exit(1)


@app.command()
def questions(units: Units = None, *, course_dir: CourseDir = HERE, as_json: AsJson = False) -> None:
    """List every marked question with its key: the tutor's list."""
    from grader.questions_list import questions as list_questions

    course = Course.at(course_dir)
    found = list_questions(course, course.units(units))
    if as_json:
        _print_json(found)
        return
    table = Table()
    for heading in ("Unit", "Id", "Kind", "Points", "Key", "Statements"):
        table.add_column(heading, overflow="fold")
    for q in found:
        key = "marked by a person" if q["key"] is None else json.dumps(q["key"], ensure_ascii=False)
        table.add_row(q["unit"], q["id"], q["kind"], f"{q['points']:g}", key[:200], ", ".join(q["teaches"]))
    out.print(table)


@app.command()
def check(
    units: Units = None,
    *,
    stories: Annotated[bool, typer.Option("--stories", help="Print the map of every branching story instead.")] = False,
    rules: Annotated[str | None, typer.Option("--rules", help="Print every rule of this unit's plans in words instead.")] = None,
    guessers: Annotated[bool, typer.Option("--guessers", help="Print what people who know nothing would earn.")] = False,
    article: Annotated[Path | None, typer.Option(help="The article's text; looked for beside the course.", exists=True)] = None,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Look for what is wrong with the course, and say in words what to do. Errors fail the check; warnings do not."""
    from grader import check as checks

    course = Course.at(course_dir)
    material = checks.gather(course.root, course.units(units) if units else ())
    if stories or rules:
        lines = checks.rule_lines(material, course.units([rules])[0]) if rules else checks.story_lines(material)
        for line in lines:
            out.print(line, highlight=False, markup=False, soft_wrap=True)
        return
    with _bar() as bar:
        task = bar.add_task("Checking", total=None)
        found = checks.check_course(
            material,
            article or checks.find_article(course.root),
            whole=not units,
            progress=lambda done, whole: bar.update(task, completed=done, total=whole),
        )
    guessed = checks.guess_course(material) if guessers else []
    if as_json:
        _print_json({"findings": [f.as_json() for f in found], "guessers": [g.as_json() for g in guessed]})
    else:
        if guessers:
            _show_guessers(guessed)
        _show_findings(found)
    if checks.errors(found):
        raise typer.Exit(1)


def _show_guessers(guessed: list[Any]) -> None:
    table = Table(title="What knowing nothing would earn, of the points marked by machine", padding=0)
    table.add_column("Unit", no_wrap=True)
    names = list(dict.fromkeys(g.guesser.name for g in guessed))
    for name in names:
        limit = next(g.guesser.limit for g in guessed if g.guesser.name == name)
        table.add_column(f"{name.strip('“”')}\n(≤ {limit:.0%})", justify="right")
    for unit in dict.fromkeys(g.unit for g in guessed):
        row = {
            g.guesser.name: f"[bold red]{g.share:.1%} ✗[/]" if g.too_much else f"{g.share:.1%}" for g in guessed if g.unit == unit
        }
        table.add_row(unit, *(row[name] for name in names))
    out.print(table)


def _show_findings(found: list[Any]) -> None:
    for finding in found:
        mark = "[bold red]Error[/]  " if finding.severity == "error" else "[yellow]Warning[/]"
        out.print(mark, end=" ")
        out.print(str(finding), highlight=False, markup=False, soft_wrap=True)
    wrong = sum(finding.severity == "error" for finding in found)
    looks = len(found) - wrong
    told = f"{wrong} error{'s' * (wrong != 1)}, {looks} warning{'s' * (looks != 1)}."
    out.print(told if found else "Nothing is wrong.")


@app.command()
def intake(
    zips: Annotated[list[Path], typer.Argument(help="Moodle's zip of a class, or students' hand-in files.")],
    *,
    student: Annotated[str, typer.Option(help="Whose the file is, when it does not say.")] = "",
    go: Annotated[bool, typer.Option("--go", help="Take the files in; without this they are only listed.")] = False,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Take hand-in files into submitted/. Shows first what it would do; --go does it."""
    from grader.intake import read_zip, take

    course = Course.at(course_dir)
    found = [one for path in zips for one in read_zip(course, path, student=student)]
    problems = [one.problem for one in found if one.problem]
    written = take(course, found) if go else 0
    if as_json:
        listed = [{"student": o.student, "unit": o.unit, "file": o.name, "from": o.zip} for o in found if not o.problem]
        _print_json({"files": listed, "problems": problems, "written": written})
    else:
        for one in found:
            if not one.problem:
                out.print(f"submitted/{one.student}/{one.unit}/{one.name}  ←  {one.zip}", highlight=False, soft_wrap=True)
        for problem in problems:
            err.print(f"[bold red]Not taken.[/] {problem}", highlight=False, soft_wrap=True)
        out.print(f"{written} files taken in." if go else "Nothing was written. Say --go to take these files in.")
    if problems:
        raise typer.Exit(1)


@app.command()
def mark(
    units: Units = None,
    *,
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes; as many as there are cores.")] = None,
    engine: Annotated[
        Engine, typer.Option(help="nbgrader: mark as stock nbgrader does, for comparison. It has no sandbox.")
    ] = Engine.judge,
    again: Annotated[bool, typer.Option("--all", help="Mark those too that are marked and have not changed.")] = False,
    trust_code: Annotated[
        bool, typer.Option("--trust-code", help="Run students' code even where no sandbox can be had.")
    ] = False,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Mark every submission that is new or has changed into the gradebook, with the reasons."""
    from grader.mark import mark_class

    course = Course.at(course_dir)
    with _bar() as bar:
        task = bar.add_task("Marking", total=None)

        def progress(done: int, whole: int) -> None:
            bar.update(task, completed=done, total=whole)

        def waits() -> None:
            bar.console.print("Another run is marking this course. This one goes on when that has ended.")

        if engine is Engine.nbgrader:
            from grader.stock import mark_with_nbgrader

            run = mark_with_nbgrader(course, course.units(units), progress=progress)
        else:
            run = mark_class(
                course, course.units(units), workers=workers, trust_code=trust_code, again=again, progress=progress, waits=waits
            )
    if as_json:
        _print_json(run.as_json())
    else:
        for student, unit, what in run.repaired:
            tell(out, f"Repaired: {student}, {unit}: {what}")
        for student, unit, why in run.failed:
            tell(err, f"{student}, {unit}: {why}", "No mark:")
        out.print(f"{run.marked} submissions marked in {run.seconds:.1f} s. What people must mark waits in formgrader.")
        if run.unchanged:
            out.print(f"{run.unchanged} had not changed, and keep their marks. To mark them again, say --all.")
    if run.failed:
        raise typer.Exit(1)


@app.command()
def feedback(units: Units = None, *, course_dir: CourseDir = HERE) -> None:
    """Write a page for each student: what they chose, what was right, why, and what to read again."""
    from grader.feedback import give_feedback

    course = Course.at(course_dir)
    pages = give_feedback(course, course.units(units))
    out.print(f"{pages} pages are in {course.root / 'feedback'}.", soft_wrap=True, highlight=False)


@app.command()
def report(units: Units = None, *, course_dir: CourseDir = HERE) -> None:
    """Write the class report of each unit: hard questions, misconceptions, who needs help."""
    from grader.report import write_report

    course = Course.at(course_dir)
    for unit in course.units(units):
        write_report(course, unit)
    out.print(f"The reports are in {course.root / 'reports'}.", soft_wrap=True, highlight=False)


@app.command()
def doctor(*, course_dir: CourseDir = HERE, as_json: AsJson = False) -> None:
    """Say what is missing on this machine, and the command that mends it."""
    from dataclasses import asdict

    from grader.doctor import examine

    found = examine(course_dir)
    if as_json:
        _print_json([asdict(s) for s in found])
    else:
        for s in found:
            mark = "[green]✓[/]" if s.well else "[bold red]✗[/]"
            out.print(f"{mark} {s.name}: {s.detail}", highlight=False, soft_wrap=True)
            if s.mend:
                out.print(f"  → {s.mend}", highlight=False, soft_wrap=True)
    if not all(s.well for s in found):
        raise typer.Exit(1)


@audit_app.command("verify")
def audit_verify(*, course_dir: CourseDir = HERE) -> None:
    """Check that the record of marking has not been changed since it was written."""
    from grader.audit import verify

    path = Course.at(course_dir).audit
    if not path.is_file():
        raise CareLabError(f"There is no {path.name} yet.", "It begins with the first marking: run carelab mark.")
    out.print(f"{verify(path)} entries, none changed.")
