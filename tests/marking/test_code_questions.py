import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from coded import GOOD, UNIT, cells, hand_in_code, verdicts, write_source

from carelab.questions.errors import BadQuestion
from grader.authoring import read_master, source_path
from grader.authoring.proof import prove
from grader.authoring.questions_list import questions
from grader.check.course_check import check_course
from grader.check.material import gather
from grader.course import Course
from grader.demo import run_demo
from grader.demo.code_answers import coded, write_code
from grader.gradebook import Gradebook
from grader.marking import code_answers
from grader.marking.mark import mark_class
from grader.reports.feedback import give_feedback
from grader.sandbox import NoSandbox


@pytest.mark.parametrize(
    ("code", "answers", "variant", "scores"),
    [
        ({"q1": GOOD}, {}, 1, (4, 0, 1)),
        ({"q1": GOOD}, {}, 2, (4, 0, 1)),
        ({"q1": "total_hours = staff.hours.mean()"}, {}, 1, (0.5, 0, 1)),
        ({"q1": "total_hours = float('nan'); by_team = None"}, {}, 1, (0, 0, 1)),
        ({"q1": "total_hours = 90"}, {}, 2, (0, 0, 1)),
        ({"q1": "total_hours = 90\nraise ValueError('no')"}, {}, 1, (2, 0, 1)),
        ({"q2": "answer_q2 = ledger.spent.sum()"}, {}, 2, (0, 2, 1)),
        ({"q2": "answer_q2 = 200"}, {"q2": 500}, 1, (0, 2, 1)),
        ({"q2": "answer_q2 = ledger.spent.sum()"}, {"q2": 200}, 1, (0, 2, 1)),
        ({"q2": "answer_q2 = 200"}, {"q2": 7}, 1, (0, 1, 1)),
        ({"q2": "answer_q2 = 'five hundred'"}, {"q2": 200}, 1, (0, 1, 1)),
        ({"q2": "answer_q2 = None"}, {}, 1, (0, 0, 1)),
    ],
)
def test_values_are_marked_and_of_two_routes_the_better_counts(
    with_code: Course, code: dict[str, str], answers: dict[str, Any], variant: int, scores: tuple[float, ...]
) -> None:
    found = verdicts(with_code, hand_in_code(with_code, "sam", code, answers, variant))
    assert tuple(found[q].score for q in ("q1", "q2", "q3")) == scores


def test_an_untouched_cell_was_not_attempted_and_starts_no_process(with_code: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("grader.marking.code_answers.warm_template", started)
    stocks_own = "# YOUR CODE HERE\nraise NotImplementedError()"
    for student, code in {"sam": "\n# I shall come back to this.\n\n", "ben": stocks_own}.items():
        found = verdicts(with_code, hand_in_code(with_code, student, {"q1": code}, {"q2": 500}))
        assert (found["q1"].outcome, found["q1"].score) == ("not attempted", 0)
        assert (found["q2"].outcome, found["q2"].score) == ("right", 2)


def test_code_in_a_cell_of_the_students_own_counts_when_it_makes_what_is_asked_for(with_code: Course) -> None:
    folder = hand_in_code(with_code, "sam", {})
    path = folder / f"{UNIT}.ipynb"
    notebook = json.loads(path.read_text())
    own = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None, "source": GOOD}
    notebook["cells"].insert(4, own)
    path.write_text(json.dumps(notebook))
    assert verdicts(with_code, folder)["q1"].score == 4


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("ex.choice('q1', {'a': 'A'}, ask='Which?')", True),
        ("ex.choice('q1', {})\nex.finish()", True),
        ("# nothing but words", True),
        ("meals = ex.table('q1', '', {}, [])", False),
        ("COSTS = {'a': 1}\nex.plan('q1', [])", False),
        ("ex.number('q1', ask=(words := 'How many?'))", False),
        ("staff.sort_values('name')", False),
        ("%matplotlib inline", False),
    ],
)
def test_a_cell_that_only_asks_need_not_be_run_for_code(source: str, *, asks: bool) -> None:
    assert code_answers.only_asks(source) is asks


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("x = 1\n\nstaff['hour'].sum()", "Your code stopped at line 3: the column or key 'hour' does not exist."),
        ("total = hours_of_all", "Your code stopped at line 1: the name 'hours_of_all' has not been made before this line."),
        ("x = 1\nfor x in", "Your code stopped at line 2: Python cannot read this line (invalid syntax)."),
        ("if True:\nx = 1", "Your code stopped at line 2: the spaces at the start of the line are not right"),
        ("def f():\n    return 1 / 0\n\nf()", "Your code stopped at line 2: it divides by zero."),
        ("import polars_of_mine", "the module 'polars_of_mine' is not installed where marking runs."),
        ("raise ValueError('too few')", "Your code stopped at line 1: ValueError: too few."),
        ("assert False", "Your code stopped at line 1: AssertionError."),
    ],
)
def test_an_error_is_told_in_plain_words_with_its_line(with_code: Course, code: str, says: str) -> None:
    found = verdicts(with_code, hand_in_code(with_code, "sam", {"q1": code}))["q1"]
    assert found.reasons[0].startswith(says) or says in found.reasons[0]
    assert (found.outcome, found.score) == ("wrong", 0)
    assert "total_hours (missing): Your code did not make it. Add the column hours." in found.reasons


def test_without_a_sandbox_code_is_refused_with_the_reason_and_the_rest_is_marked(
    with_code: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(trust_code: bool, sources: list[str]) -> None:
        raise NoSandbox("There is no sandbox here: nothing is run. Ask for --trust-code.")

    monkeypatch.setattr("grader.marking.code_answers.warm_template", none)
    found = verdicts(with_code, hand_in_code(with_code, "sam", {"q1": GOOD, "q2": "answer_q2 = 500"}, {"q2": 500}))
    assert found["q1"].score is None
    assert "no sandbox here" in found["q1"].reason
    assert (found["q2"].score, found["q3"].score) == (2, 1)
    waiting = verdicts(with_code, hand_in_code(with_code, "ben", {"q2": "answer_q2 = 500"}, {"q2": 200}))
    assert waiting["q2"].score is None, "the better route may be the one that could not be run"


def test_code_sees_no_key_no_other_submission_and_no_answer_file(with_code: Course) -> None:
    snoop = (
        "import glob, sys\n"
        "found = glob.glob('**', recursive=True) + glob.glob('/**/source/*', recursive=False)\n"
        "keys = [name for name in sys.modules if name.startswith('grader.authoring.keys')]\n"
        "by_team = [str(f) for f in found if 'ipynb' in f or 'json' in f] + keys\n"
        "total_hours = len(by_team)"
    )
    said = verdicts(with_code, hand_in_code(with_code, "sam", {"q1": snoop}))["q1"].reasons
    assert said[0].startswith("total_hours (not right): Yours is 0."), said


def test_whatever_the_judge_itself_does_wrong_the_rest_is_marked(with_code: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("boo")

    monkeypatch.setattr(code_answers, "_run", broken)
    found = verdicts(with_code, hand_in_code(with_code, "sam", {"q1": GOOD}))
    assert found["q1"].score is None
    assert "RuntimeError" in found["q1"].reason
    assert found["q3"].score == 1


def test_a_class_is_marked_into_the_gradebook_with_feedback_that_shows_the_code(with_code: Course) -> None:
    hand_in_code(
        with_code, "sam", {"q1": f"# <b>mine</b>\n{GOOD}\nprint('hello')", "q2": "answer_q2 = ledger.spent.sum()"}, {"q2": 200}
    )
    run = mark_class(with_code, [UNIT])
    assert (run.marked, run.failed, run.repaired) == (1, [], [])
    with Gradebook(with_code.gradebook) as gradebook:
        assert {s.grade_id: s.auto for s in gradebook.scores(UNIT)} == {"coded_q1": 4, "coded_q2": 2, "coded_q3": 1}
    marked = json.loads((with_code.root / "autograded" / "sam" / UNIT / f"{UNIT}.ipynb").read_text())
    cell = next(c for c in marked["cells"] if c["metadata"]["nbgrader"]["grade_id"] == "coded_q1-code")
    assert GOOD in "".join(cell["source"])
    assert cell["outputs"][0]["text"] == "hello\n"
    assert give_feedback(with_code, [UNIT]).written == 1
    page = (with_code.root / "feedback" / "sam" / UNIT / f"{UNIT}.html").read_text()
    assert "# &lt;b&gt;mine&lt;/b&gt;\ntotal_hours = staff.hours.sum()" in page
    assert "total_hours (right): It is 90. Add the column hours." in page
    assert "You answered twice. The better answer counts; the other was from the table." in page


def test_do_several_threads_give_what_one_process_gives(with_code: Course) -> None:
    for n, code in enumerate([GOOD, "total_hours = 90", "raise ValueError", "import os; os._exit(1)", "1 / 0", GOOD]):
        hand_in_code(with_code, f"learner{n}", {"q1": code})

    def marked(workers: int | None) -> tuple[int, list[object]]:
        run = mark_class(with_code, [UNIT], workers=workers, mark_all=True)
        with Gradebook(with_code.gradebook) as gradebook:
            return run.workers, [*run.failed, *run.repaired, *((s.student, s.grade_id, s.auto) for s in gradebook.scores(UNIT))]

    (one, alone), (several, together) = marked(1), marked(None)
    assert together == alone
    assert (one, several) == (1, os.cpu_count())


def test_a_simulated_class_earns_what_its_code_is_worth(with_code: Course, tmp_path: Path) -> None:
    results = run_demo(with_code, tmp_path / "class", learners=6, seed=3, step=lambda *_: None)
    assert len(results) == 6
    assert all(r.agrees for r in results), results
    assert len({r.marked for r in results}) > 1


def test_learners_write_code_of_every_worth(with_code: Course) -> None:
    one = read_master(source_path(with_code.root, UNIT)).question("q1")
    worth = {coded(one, 0.5, random.Random(n))[1] for n in range(60)}
    assert worth == {0, 0.125, 0.5, 0.625, 1}


def test_the_list_of_questions_keeps_no_key_of_code(with_code: Course) -> None:
    code, table, _ = questions(with_code, [UNIT])
    assert (code["kind"], code["key"], code["rule"], code["variants"]) == ("code", None, "values", 2)
    assert code["options"] == {"total_hours": "the hours of all staff in the week", "by_team": "the hours of each team"}
    assert code["catches"] == {"by_team": "MC09", "mean": "MC09"}
    assert (table["kind"], table["key"]) == ("table", {"value": 500, "tolerance": 0.0, "unit": "£"})


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ('by_team = staff.groupby("team")["hours"].sum()', "a line of its solution"),
        ("# It is 455 in week two.", "its key, 455"),
        ("# Write your code here, and run it.", ""),
    ],
)
def test_a_solution_or_a_figure_of_the_key_in_the_release_is_found(with_code: Course, planted: str, what: str) -> None:
    path = source_path(with_code.root, UNIT)
    path.write_text(path.read_text().replace("[37.5, 30.0, 22.5]", "[200.0, 150.0, 105.0]"))
    write_code(with_code.root / "release" / UNIT / f"{UNIT}.ipynb", "coded_q2-code", planted)
    found = [leak.what for leak in prove(with_code.root, UNIT)]
    assert [leak for leak in found if not leak.startswith(what)] == []
    assert bool(found) == bool(what)


def other_value(made: list[Any]) -> None:
    made[4]["source"] = made[4]["source"].replace('"by_team": staff.g', '"by_day": staff.g')


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda made: made.pop(3), f"q1: {UNIT}.ipynb has no cell for its code. Put a code cell between .*coded_q1-code"),
        (lambda made: made[6].metadata.pop("tags"), "Give the cell coded_q2-code the tag raises-exception."),
        (other_value, rf"\({UNIT}.ipynb\) the key must hold every value that it asks for, and no other."),
    ],
)
def test_a_source_whose_code_question_cannot_work_is_refused(tmp_path: Path, change: Any, says: str) -> None:
    made = cells()
    change(made)
    with pytest.raises(BadQuestion, match=says):
        read_master(write_source(tmp_path, made))


def test_the_check_of_the_course_reads_code_questions(with_code: Course) -> None:
    def found() -> list[str]:
        return [str(f) for f in check_course(gather(with_code.root, [UNIT]), whole=False)]

    assert [line for line in found() if "question q1:" in line or "coded-q1" in line or "coded-q2" in line] == []
    path = source_path(with_code.root, UNIT)
    notebook = json.loads(path.read_text())
    notebook["cells"][3]["metadata"]["jupyter"] = {"source_hidden": True}
    notebook["cells"][4]["source"] = "".join(notebook["cells"][4]["source"]).replace('"total_hours": "Add', '"overall": "Add')
    path.write_text(json.dumps(notebook))
    said = found()
    assert [line for line in said if "Its code is hidden, but students write in it." in line]
    assert [line for line in said if "1 of its 2 values" in line and "total_hours" in line]
