"""A tutor's notebook that cannot be read stops marking with a sentence that names it, on both roads, and nobody is marked."""

import pytest
from any_course import hand_in
from classroom import nbgrader

from grader.authoring.cells import BadNotebook
from grader.course import Course
from grader.marking.mark import mark_class

OLD = '{"worksheets": [], "metadata": {}, "nbformat": 2, "nbformat_minor": 0}'
DAMAGED = ['{"cells": [', "[]", "", OLD, '{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}']


@pytest.fixture
def damaged(other: Course, request: pytest.FixtureRequest) -> Course:
    hand_in(other, "amina", "def double(x):\n    return x + x")
    (other.root / "source" / "ps1" / "problem1.ipynb").write_text(request.param)
    return other


@pytest.mark.parametrize("damaged", DAMAGED, indirect=True)
def test_does_it_say_which_notebook_and_what_to_do(damaged: Course) -> None:
    with pytest.raises(
        BadNotebook, match=r"^ps1/problem1\.ipynb among the source notebooks cannot be read: .* Open it in JupyterLab"
    ):
        mark_class(damaged, ["ps1"])
    assert not (damaged.root / "autograded").exists()


@pytest.mark.parametrize("damaged", DAMAGED[:1], indirect=True)
def test_does_nbgrader_say_so_too(damaged: Course) -> None:
    made = nbgrader(damaged, "autograde", "ps1")
    assert made.returncode != 0
    assert "ps1/problem1.ipynb among the source notebooks cannot be read" in made.stderr
    assert not (damaged.root / "autograded" / "amina").exists()
