"""The commands about the people of a class: who they are, where their work is, when it is due, who has more time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from grader.classlist import ClassList, Hint, Imported, Question, extend, read_date, set_due, take_back
from grader.cli.common import HERE, AsJson, CourseDir, err, out, print_json
from grader.cli.terminal import tell
from grader.course import WAITING_FOR_LOCK, Course
from grader.progress import ClassStates, State, class_states
from grader.vle import in_uk_words

class_app = typer.Typer(invoke_without_command=True, help="Who is in the class, and where everybody's work is.")
_NAME_WIDTH, _STATE_WIDTH = 26, 16
"""Characters that a name, and a state, take in the table at least."""
_MOST_NAMES = 12
Whose = Annotated[str, typer.Argument(metavar="ID", help="The person's id, as carelab class prints it, or their whole name.")]
Unit = Annotated[str, typer.Argument(help="A unit such as 08-budgeting.")]


@class_app.callback()
def states(
    context: typer.Context,
    *,
    unit: Annotated[list[str] | None, typer.Option(help="Only this unit; may be said more than once.")] = None,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Show, for each person and unit, the state of the work: not handed in, not usable, to be marked, marked, or returned."""
    if context.invoked_subcommand:
        return
    found = class_states(Course.at(course_dir), unit)
    if as_json:
        print_json(found.as_json())
    elif not found.people:
        out.print("Nobody is in the class list, and nobody has handed anything in.")
        out.print("Import the class list first: carelab class import FILE, with a list of participants from your VLE.")
    else:
        _show(found, list(found.units) if unit else found.begun())


@class_app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Lists from Moodle, Canvas, Brightspace or Blackboard, or your own CSV.")],
    *,
    course_dir: CourseDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Read lists of people into the class list: add new people, complete known ones, list those who may be known."""
    with ClassList.changing(Course.at(course_dir), _waits) as people:
        made = people.import_tables(files)
        size = len(people)
    if as_json:
        print_json(made.as_json())
    else:
        _show_import(made, size)
    if made.questions:
        raise typer.Exit(1)


@class_app.command()
def add(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    *,
    email: Annotated[str, typer.Option(help="Their email address.")] = "",
    username: Annotated[str, typer.Option(help="The name that they log in with.")] = "",
    group: Annotated[str, typer.Option(help="Their group.")] = "",
    known_by: Annotated[str, typer.Option(help="An id or address that means this person, as a question named it.")] = "",
    id: Annotated[str, typer.Option("--id", help="The id to give them; made of the rest when it is not said.")] = "",
    course_dir: CourseDir = HERE,
) -> None:
    """Add one person to the class list."""
    with ClassList.changing(Course.at(course_dir), _waits) as people:
        made = people.add(Hint(name, email, {"username": username} if username else {}, group=group), id=id)
        if known_by:
            made = people.answer(known_by, made.id)
        people.listed = True
    tell(out, f"{made.shown} is in the class list, with the id {made.id}.")


@class_app.command("is")
def is_(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, id or address that was asked about.")],
    id: Whose,
    *,
    course_dir: CourseDir = HERE,
) -> None:
    """Answer a question that another command asked: this name belongs to this person too. The answer is remembered."""
    with ClassList.changing(Course.at(course_dir), _waits) as people:
        person = people.answer(name, id)
    tell(out, f"{name} is {person.shown} ({person.id}) from now on. Now run the command again that asked.")


@class_app.command()
def join(
    id: Whose,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The id of the same person's second entry, which goes.")],
    *,
    course_dir: CourseDir = HERE,
) -> None:
    """Merge two entries of the class list that are one person with two accounts."""
    with ClassList.changing(Course.at(course_dir), _waits) as people:
        person = people.join(id, other)
    tell(out, f"{person.shown} ({person.id}) is one person from now on.")


@class_app.command()
def due(
    unit: Unit,
    date: Annotated[
        str, typer.Argument(help="Such as 2026-12-04, or “4 December 2026 17:00”, UK time; the word none takes it away.")
    ],
    *,
    course_dir: CourseDir = HERE,
) -> None:
    """Set when a unit is due. A date without a time means the end of that day."""
    course = Course.at(course_dir)
    (unit,) = course.units([unit])
    when = None if date == "none" else read_date(date)
    set_due(course, unit, when)
    tell(out, f"{unit} is due on {in_uk_words(when)}, UK time." if when else f"{unit} has no due date.")


@class_app.command("extend")
def extend_(
    id: Whose,
    unit: Unit,
    date: Annotated[str, typer.Argument(help="The new date, UK time, such as 2026-12-11; none takes the extension back.")],
    *,
    reason: Annotated[str, typer.Option(help="Why, in a few words. The student sees it: no health details.")] = "",
    course_dir: CourseDir = HERE,
) -> None:
    """Give one person more time for a unit. Their late penalty is corrected at the next carelab mark."""
    course = Course.at(course_dir)
    (unit,) = course.units([unit])
    if date == "none":
        person = take_back(course, id, unit)
        tell(out, f"{person.shown} ({person.id}) has no extension for {unit} any more.")
        return
    person = extend(course, id, unit, until := read_date(date), reason)
    tell(out, f"{person.shown} ({person.id}) has until {in_uk_words(until)}, UK time, for {unit}.")


@class_app.command()
def adjust(
    id: Whose,
    codes: Annotated[str, typer.Argument(help="Such as “ET25, RB”. The reasons stay with learning support.")],
    *,
    course_dir: CourseDir = HERE,
) -> None:
    """Note a person's exam adjustments, as codes only."""
    with ClassList.changing(Course.at(course_dir), _waits) as people:
        person = people.adjust(id, codes)
    tell(out, f"{person.shown} ({person.id}): {person.adjustments or 'no adjustments'}.")


def _waits() -> None:
    tell(err, WAITING_FOR_LOCK)


def _show(found: ClassStates, units: list[str]) -> None:
    at_once = max(1, (out.width - _NAME_WIDTH) // (_STATE_WIDTH + 3))
    for start in range(0, len(units), at_once):
        table = Table(show_lines=False)
        table.add_column("Student", overflow="fold", min_width=_NAME_WIDTH)
        for unit in units[start : start + at_once]:
            table.add_column(Text(unit), overflow="fold", min_width=_STATE_WIDTH)
        for person in found.people:
            words = [found.work[person.id, unit].in_words for unit in units[start : start + at_once]]
            table.add_row(
                *(Text(_plain(cell)) for cell in (f"{person.shown} ({person.id})" if person.name else person.id, *words))
            )
        out.print(table)
    for unit in units:
        _show_unit(found, unit)
    for person in found.people:
        if person.adjustments:
            tell(out, f"{found.label(person)} has adjustments: {person.adjustments}.")
    for id, what in found.notes:
        tell(out, f"{id}: {what}")
    if found.unlisted:
        tell(out, f"Not in the class list: {', '.join(sorted(found.unlisted))}. To add people: carelab class import FILE.")
    if not units:
        tell(out, f"{len(found.people)} people are in the class list. Nobody has handed in yet, and no unit has a due date.")


def _show_unit(found: ClassStates, unit: str) -> None:
    in_state = {state: found.in_state(unit, state) for state in State}
    handed_in = len(found.people) - len(in_state[State.none])
    due = f"due {in_uk_words(found.due[unit])}" if unit in found.due else "no due date"
    counts = [f"{len(people)} {state.value}" for state, people in in_state.items() if people and state is not State.none]
    tell(out, f"{unit}, {due}: {handed_in} of {len(found.people)} handed in{': ' if counts else '.'}{', '.join(counts)}")
    missing = [found.label(person) for person in in_state[State.none]]
    if missing and handed_in:
        more = f" and {len(missing) - _MOST_NAMES} more" if len(missing) > _MOST_NAMES else ""
        tell(out, f"  Not handed in: {', '.join(missing[:_MOST_NAMES])}{more}.")
    for person in found.people:
        work = found.work[person.id, unit]
        extension = person.extensions.get(unit)
        if work.reason:
            tell(out, f"  {found.label(person)}, {work.state.value}: {work.reason}")
        if extension:
            why = f" ({extension.reason}; {extension.by})" if extension.reason else f" ({extension.by})"
            tell(out, f"  {found.label(person)} has until {in_uk_words(extension.until)}{why}.")
        if work.handed_in is None and work.state not in (State.none, State.unusable) and unit in found.due:
            tell(out, f"  {found.label(person)}: the time of the hand-in is not known, so it may be late.")


def _show_import(made: Imported, size: int) -> None:
    for file, kind, count in made.read:
        tell(out, f"{file}: {kind}, {count} {'person' if count == 1 else 'people'}.")
    for person in made.added:
        tell(out, f"New: {person.shown} ({person.id})")
    for person, what in made.changed:
        tell(out, f"Known: {person.shown} ({person.id}): {what}")
    for note in made.notes:
        tell(out, note, "Note.")
    for question in made.questions:
        _ask(question)
    tell(out, f"{size} people are in the class list: {len(made.added)} new, {len(made.questions)} questions.")


def _ask(question: Question) -> None:
    tell(err, f"{question.table}: {question.text}", "Question.")
    for person in question.candidates:
        tell(err, f'  If it is {person.shown}: carelab class is "{question.about}" {person.id}')
    known_by = "" if question.about == question.hint.name else f' --known-by "{question.about}"'
    tell(err, f'  If it is somebody else: carelab class add "{question.hint.shown}"{known_by}')


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
