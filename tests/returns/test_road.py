"""The whole road of a class: uploads of three VLEs, many of them awkward, to the files that each VLE takes back."""

import random
import shutil
import sys
import time
from pathlib import Path

from classroom import UNIT
from intake.awkward import OTHER, UPLOADS, Files, brightspace, canvas, moodle, save_zip
from soak import WHOLE, long_proof

from carelab.answers import AnswerFile, make_handin
from grader.authoring import read_master, source_path
from grader.classlist import ClassList
from grader.course import Course
from grader.demo.learners import answer
from grader.demo.vle import full_name
from grader.intake import look, take
from grader.marking import mark_class
from grader.progress import State, class_states
from grader.reports import give_feedback, write_report
from grader.returns import plan_return, write_return

SIZE = 300 if WHOLE else 12
VLES = {"moodle": moodle, "canvas": canvas, "brightspace": brightspace}
WANTED = {"taken": {State.marked, State.to_mark, State.unusable}, "asked": {State.none}, "unusable": {State.unusable}}


def people_of(vle: str, size: int) -> list[str]:
    """Return names, so many for each VLE, none of them twice."""
    first = list(VLES).index(vle) * size
    return [" ".join(full_name(n)) for n in range(first, first + size)]


def tables(vle: str, names: list[str]) -> tuple[str, str]:
    """Return the class list that a VLE gives, and the file that takes marks back."""
    split = [(name.rpartition(" ")[0], name.rpartition(" ")[2], f"p{abs(hash(name))}@example.ac.uk") for name in names]
    if vle == "canvas":
        head = "Student,ID,SIS User ID,SIS Login ID,Section,Unit 8: Budgeting (55231)\n    Points Possible,,,,,40.00\n"
        body = "".join(f'"{last}, {first}",{40801 + n},,{mail},A,\n' for n, (first, last, mail) in enumerate(split))
        return head + body, head + body
    if vle == "brightspace":
        head = "OrgDefinedId,Username,Last Name,First Name,Unit 8 Points Grade <Numeric MaxPoints:40>,End-of-Line Indicator\n"
        body = "".join(f"#{7000 + n},#{mail},{last},{first},,#\n" for n, (first, last, mail) in enumerate(split))
        return head + body, head + body
    listed = "First name,Last name,Email address\n" + "".join(f"{first},{last},{mail}\n" for first, last, mail in split)
    head = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),"
    body = "".join(
        f'Participant {1234501 + n},{first} {last},{mail},Submitted,,40.00,Yes,"Monday, 23 November 2026, 4:41 PM",-\n'
        for n, (first, last, mail) in enumerate(split)
    )
    return listed, f"{head}Last modified (grade)\n{body}"


def honest(course: Course, folder: Path, chance: random.Random) -> Files:
    """Return a hand-in as a learner of some ability makes it; the writing is left out, so that all of it is marked."""
    shutil.copytree(course.root / "release" / UNIT, folder)
    file = AnswerFile(folder, UNIT)
    for one in read_master(source_path(course.root, UNIT)).questions:
        if one.key.value is not None:
            file.save(one.question.id, one.question.kind, answer(one, 0.7, chance).value)
    return {f"{UNIT}-handin.zip": make_handin(folder, UNIT).read_bytes()}


@long_proof
def test_a_class_with_awkward_uploads_goes_from_three_vles_to_their_files(course: Course, tmp_path: Path, capsys) -> None:
    chance = random.Random(8)
    (course.root / "source" / OTHER).symlink_to(Path(__file__).parents[2] / "source" / OTHER)
    size = SIZE // len(VLES)
    awkward = {"moodle": UPLOADS[:20], "canvas": UPLOADS[20:30], "brightspace": UPLOADS[30:40]}
    kinds = [honest(course, tmp_path / "home" / str(n), chance) for n in range(min(size, 12))]
    sent: dict[str, dict[str, Files]] = {}
    wanted: dict[str, str] = {}
    for vle in VLES:
        names = people_of(vle, size)
        sent[vle] = {name: kinds[n % len(kinds)] for n, name in enumerate(names)}
        for name, one in zip(names[2:], awkward[vle], strict=False):
            sent[vle][name] = one.files()
            wanted[name] = one.must.partition(" ")[0]
        listed, marks = tables(vle, names)
        (tmp_path / f"list-{vle}.csv").write_text(listed, encoding="utf-8")
        (tmp_path / f"marks-{vle}.csv").write_text(marks, encoding="utf-8")
        save_zip(tmp_path / f"{vle}.zip", VLES[vle](sent[vle]))

    started, used = time.monotonic(), time.process_time()
    with ClassList.changing(course) as people:
        assert people.import_tables([tmp_path / f"list-{vle}.csv" for vle in VLES]).questions == []
    found = look(course, [tmp_path / "marks-moodle.csv", *(tmp_path / f"{vle}.zip" for vle in VLES)])
    take(course, found)
    run = mark_class(course, [UNIT])
    states = class_states(course, [UNIT])
    give_feedback(course, [UNIT])
    write_report(course, UNIT)
    plans = {vle: plan_return(course, UNIT, vle, tmp_path / f"marks-{vle}.csv") for vle in VLES}
    marks = {vle: write_return(course, plan).marks for vle, plan in plans.items()}
    took = f"{time.monotonic() - started:.0f} s, {time.process_time() - used:.0f} s of them this process's own"
    with capsys.disabled():
        sys.stdout.write(f"\n{SIZE} people, {len(wanted)} awkward uploads: {took}\n")

    ids = {person.name: person.id for person in states.people}
    assert len(ids) == SIZE
    for name, must in wanted.items():
        assert states.work[ids[name], UNIT].state in WANTED[must], name
    whole = [name for vle in VLES for name in sent[vle] if name not in wanted]
    assert {states.work[ids[name], UNIT].state for name in whole} == {State.marked}
    assert sum(marks.values()) == len([p for p in states.people if states.work[p.id, UNIT].state is State.marked])
    assert [who for who, _, _ in run.failed if who not in ids.values()] == []
