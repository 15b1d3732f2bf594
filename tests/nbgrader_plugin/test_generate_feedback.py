"""Do nbgrader's own steps after marking keep keys from students, and find what they need to give the page back?"""

import re

from any_course import hand_in as hand_in_other
from classroom import UNIT, best_answers, hand_in, nbgrader, press
from nbgrader.utils import notebook_hash

from grader.course import Course
from grader.marking.mark import mark_class
from grader.reports import give_feedback


def run(course: Course, *command: str) -> None:
    made = nbgrader(course, *command)
    assert made.returncode == 0, made.stdout + made.stderr


def read(course: Course) -> dict[str, str]:
    folder = course.root / "feedback"
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


def test_does_no_step_of_nbgraders_write_a_key_where_students_read(course: Course) -> None:
    for student in ("amina", "ben"):
        folder = hand_in(course, student, best_answers(course))
        (folder / "timestamp.txt").write_text("2026-11-23 16:41:00.000000 UTC", encoding="utf-8")  # as nbgrader collect does
        (folder / "submission_secret.txt").write_text(f"secret-{student}", encoding="utf-8")
    mark_class(course, [UNIT])
    give_feedback(course, [UNIT])
    ours = read(course)
    names = (f"{UNIT}.html", "timestamp.txt", "submission_secret.txt")
    files = {f"{student}/care-lab-feedback.json" for student in ("amina", "ben")}
    assert set(ours) == files | {f"{student}/{UNIT}/{name}" for student in ("amina", "ben") for name in names}
    unread = course.root / "autograded" / "chidi" / UNIT / f"{UNIT}.ipynb"  # what nbgrader makes of a hand-in without a mark
    unread.parent.mkdir(parents=True)
    unread.write_bytes((course.root / "source" / UNIT / f"{UNIT}.ipynb").read_bytes())
    exchange = course.root / "exchange"
    exchange.mkdir(mode=0o777)
    run(course, "release_feedback", UNIT, f"--Exchange.root={exchange}")
    for student in ("amina", "ben"):
        given = exchange / "carelab" / "feedback" / f"{notebook_hash(secret=f'secret-{student}', notebook_id=UNIT)}.html"
        assert given.read_text(encoding="utf-8") == ours[f"{student}/{UNIT}/{UNIT}.html"]
    run(course, "generate_feedback", UNIT, "--force")
    assert read(course) == ours
    press(course, "generate_feedback", UNIT)
    assert read(course) == ours
    assert not any("HIDDEN" in text or "ex.mark(" in text or re.search(r"\bkey\b", text) for text in ours.values())


def test_does_nbgrader_go_on_to_feedback_in_any_other_course(other: Course) -> None:
    folder = hand_in_other(other, "amina", "def double(x):\n    return 2 * x").parent
    (folder / "timestamp.txt").write_text("2026-11-23 16:41:00.000000 UTC", encoding="utf-8")
    (folder / "submission_secret.txt").write_text("secret", encoding="utf-8")
    mark_class(other, ["ps1"])
    run(other, "generate_feedback", "ps1")
    made = read(other)
    assert made["amina/ps1/submission_secret.txt"] == "secret"
    assert "(Score: 3.0 / 3.0)" in made["amina/ps1/problem1.html"]
