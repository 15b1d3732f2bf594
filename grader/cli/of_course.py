"""The commands about the course itself: open it, try it, build it, list it, check it, and see what the machine lacks."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from grader.cli.common import HERE, AsJson, CourseDir, Units, err, out, own_units, print_json, progress_bar
from grader.cli.terminal import tell
from grader.course import Course


def open_(
    unit: Annotated[str | None, typer.Argument(help="A unit such as 08-budgeting.")] = None,
    *,
    lab: Annotated[bool, typer.Option("--lab/--page", help="Open in JupyterLab, or as pages.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the course is, and where my-work is kept.")] = HERE,
    browser: Annotated[bool, typer.Option(help="Open the web browser.")] = True,
) -> None:
    """Open the course's home page, or one unit, to learn and answer."""
    from carelab.page import open_course

    raise typer.Exit(open_course(unit, lab=lab, folder=folder.resolve(), browser=browser))


def demo(
    *,
    learners: Annotated[int, typer.Option(min=1, max=10_000, help="How many simulated learners.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = 1,
    keep: Annotated[Path | None, typer.Option(help="An empty folder in which to leave the whole class.")] = None,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Run a class of simulated learners from answers to feedback, on real files, and compare each mark with the expected mark."""
    from grader.demo import results_json, run_demo

    course = Course.at(course_dir)
    folder = keep or Path(tempfile.mkdtemp(prefix="carelab-class-"))
    with progress_bar() as bar:
        tasks: dict[str, Any] = {}

        def step(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=whole)
            bar.update(tasks[what], completed=done, total=whole)

        results = run_demo(course, folder.resolve(), learners=learners, seed=seed, step=step)
    if as_json:
        print_json(results_json(results))
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
    out.print(f"  {command} open         in your web browser", highlight=False, soft_wrap=True)
    out.print(f"  {command} open --lab   in JupyterLab", highlight=False, soft_wrap=True)


def build(units: Units = None, *, course_dir: CourseDir = HERE, as_json: AsJson = False) -> None:
    """Make release/ from source/, then check that no key (right answer) is in any file that students receive."""
    from grader.audit import LostGradebook, check_lost
    from grader.authoring import build as build_units
    from grader.authoring import make_wheel

    course = Course.at(course_dir)
    try:
        check_lost(course)
    except LostGradebook as lost:
        tell(err, f"{lost.problem} An empty one is made now.", "Lost:")
    with tempfile.TemporaryDirectory() as folder:
        built = build_units(course.root, own_units(course, units, "nbgrader generate_assignment"), wheel=make_wheel(Path(folder)))
    leaks = [leak for b in built for leak in b.leaks]
    if as_json:
        print_json([{**asdict(b), "leaks": [str(leak) for leak in b.leaks]} for b in built])
    else:
        for b in built:
            out.print(f"{b.unit}: {b.questions} questions, {b.points:g} points", highlight=False)
            if b.tidied:
                out.print(f"{b.unit}: {b.tidied} of its cells locked, folded or cleared in source/", highlight=False)
        for leak in leaks:
            tell(err, str(leak), "Key found.")
        if not leaks:
            out.print("No key, reason or hidden test is in release/, in carelab or in the wheel.")
    if leaks:
        raise typer.Exit(1)


def questions(units: Units = None, *, course_dir: CourseDir = HERE, as_json: AsJson = False) -> None:
    """Print the marking guide: every question with its wording, its options, what is right, and why."""
    from grader.authoring import marking_guide
    from grader.authoring import questions as list_questions

    course = Course.at(course_dir)
    if as_json:
        print_json(list_questions(course, course.own_units(units)))
        return
    for line in marking_guide(course, course.own_units(units)):
        out.print(line, highlight=False, markup=False, soft_wrap=True)


def check(
    units: Units = None,
    *,
    stories: Annotated[bool, typer.Option("--stories", help="Print the map of every branching story instead.")] = False,
    rules: Annotated[str | None, typer.Option("--rules", help="Print every rule of this unit's plans in words instead.")] = None,
    guessers: Annotated[bool, typer.Option("--guessers", help="Print what people who know nothing would earn.")] = False,
    hostile: Annotated[bool, typer.Option("--hostile", help="Print what spoilt plans would earn instead.")] = False,
    article: Annotated[Path | None, typer.Option(help="The article's text; looked for beside the course.", exists=True)] = None,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Look for what is wrong with the course, and say in words what to do. Errors fail the check; warnings do not."""
    from grader import check as checks

    course = Course.at(course_dir)
    material = checks.gather(course.root, course.units(units) if units else ())
    if hostile:
        _hostile(checks.hostile_course(material), as_json=as_json)
        return
    if stories or rules:
        lines = checks.rule_lines(material, course.units([rules])[0]) if rules else checks.story_lines(material)
        for line in lines:
            out.print(line, highlight=False, markup=False, soft_wrap=True)
        return
    with progress_bar() as bar:
        task = bar.add_task("Checking", total=None)
        found = checks.check_course(
            material,
            article or checks.find_article(course.root),
            whole=not units,
            progress=lambda done, whole: bar.update(task, completed=done, total=whole),
        )
    guessed = checks.guess_course(material) if guessers else []
    if as_json:
        print_json({"findings": [f.as_json() for f in found], "guessers": [g.as_json() for g in guessed]})
    else:
        if guessers:
            _show_guessers(guessed)
        _show_findings(found)
    if checks.errors(found):
        raise typer.Exit(1)


def _hostile(found: list[Any], *, as_json: bool) -> None:
    if as_json:
        print_json([one.as_json() for one in found])
    else:
        table = Table(title="What spoilt plans would earn", padding=0)
        for heading in ("Question", "Plan", "Earns", "At most"):
            table.add_column(heading, justify="left" if heading in ("Question", "Plan") else "right", overflow="fold")
        for one in found:
            share = f"[bold red]{one.share:.1%} ✗[/]" if one.too_much else f"{one.share:.1%}"
            table.add_row(f"{one.unit} {one.question}", one.name, share, f"{one.limit:.0%}")
        out.print(table)
    if any(one.too_much for one in found):
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


def doctor(*, course_dir: CourseDir = HERE, as_json: AsJson = False) -> None:
    """Say what is missing on this machine, and the command that mends it."""
    from grader.college import examine

    found = examine(course_dir)
    if as_json:
        print_json([asdict(s) for s in found])
    else:
        for s in found:
            mark = "[green]✓[/]" if s.well else "[bold red]✗[/]"
            out.print(f"{mark} {s.name}: {s.detail}", highlight=False, soft_wrap=True)
            if s.mend:
                out.print(f"  → {s.mend}", highlight=False, soft_wrap=True)
    if not all(s.well for s in found):
        raise typer.Exit(1)
