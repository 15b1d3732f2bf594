from classroom import ROOT

from grader.college.doctor import examine
from grader.course import scripts_on_path


def test_is_everything_well_where_the_tests_run_and_is_each_floor_looked_at() -> None:
    scripts_on_path()  # as the command does
    found = examine(ROOT)
    assert {"nbgrader", "jupyterlab", "pyseccomp", "open files"} <= {s.name for s in found}
    assert [s for s in found if not s.well] == []


def test_does_an_unreleased_unit_get_the_command_that_mends_it(tmp_path) -> None:
    (tmp_path / "source" / "01-x").mkdir(parents=True)
    (tmp_path / "source" / "01-x" / "01-x.ipynb").write_text("{}")
    course = next(s for s in examine(tmp_path) if s.name == "course")
    assert (course.well, course.mend) == (False, "carelab build 01-x")
