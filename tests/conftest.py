"""What tests share: a hypothesis profile without deadlines, two small built courses, one warm sandbox; no test is skipped."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from browser.chromium import FLAGS, chromium_path
from classroom import ROOT, UNIT, cell
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from grader.authoring import build, generate
from grader.course import Course, scripts_on_path
from grader.sandbox import Template

settings.register_profile("carelab", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("carelab")


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what a skipped test is here: a fault, not a convenience."""
    if terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("A skipped test is a failed test in this project.", red=True)


def pytest_sessionfinish(session, exitstatus) -> None:
    """Fail the run when anything was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = 1


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    found = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scripts_on_path()
    course = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "source" / UNIT, course / "source" / UNIT)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    build(course, [UNIT])
    return course


@pytest.fixture
def course(built: Path, tmp_path: Path) -> Course:
    shutil.copytree(built, tmp_path / "course")
    return Course.at(tmp_path / "course")


@pytest.fixture(scope="session")
def other_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scripts_on_path()
    course = tmp_path_factory.mktemp("other")
    folder = course / "source" / "ps1"
    folder.mkdir(parents=True)
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    answer = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    tests = "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS"
    notebook.cells = [
        cell("double", answer, grade=False, solution=True),
        cell("test_double", tests, grade=True, solution=False, points=3),
        cell("essay", "Write here.", grade=True, solution=True, points=5, kind="markdown"),
    ]
    nbformat.write(notebook, folder / "problem1.ipynb")
    (course / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    generate(course, ["ps1"])
    return course


@pytest.fixture
def other(other_built: Path, tmp_path: Path) -> Course:
    """Any nbgrader course, with nothing of Care Lab in it."""
    shutil.copytree(other_built, tmp_path, dirs_exist_ok=True)
    return Course.at(tmp_path)


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """One warm sandbox for all tests that run code."""
    with Template.start() as warm:
        yield warm
