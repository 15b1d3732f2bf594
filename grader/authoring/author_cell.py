"""Runs a cell that an author wrote, and tells a slip in it in words for somebody who does not write code."""

from __future__ import annotations

import ast
import difflib
import inspect
import re
import traceback
from collections import Counter
from typing import Any

from carelab.notebook import Exercise, Lesson
from carelab.questions import BadQuestion, CareLabError
from grader.authoring import keys

AGAIN = "Mend it, save the notebook, and run carelab check again."
CURLY = "“”‘’"


class BadCell(CareLabError):
    """A notebook cell that an author wrote cannot be run."""


def run_cell(source: str, where: str, space: dict[str, Any]) -> None:
    """Run the code of a cell that an author wrote; ``space`` is its namespace, and keeps what the cell defines.

    Parameters
    ----------
    where:
        The file and cell to name in messages, such as ``08-budgeting.ipynb, cell 22``.

    Raises
    ------
    BadQuestion
        When the cell declares a question that cannot be asked or marked.
    CareLabError
        For any other error in the cell; the message names the line when it is known.
    """
    try:
        tree = ast.parse(source, where)
        _names_once(tree, where)
        exec(compile(tree, where, "exec"), space)  # noqa: S102 (the tutor's own cell)
    except BadQuestion as error:
        raise located(error, where) from error
    except CareLabError as error:
        said = error.problem if where in error.problem else f"{where}: {error.problem}"
        raise BadCell(said, error.next_step) from error
    except SyntaxError as error:
        lines = source.splitlines() or [""]
        number = min(max(error.lineno or 1, 1), len(lines))
        line = lines[number - 1].strip()
        raise BadCell(f"{where}, line {number}: {_syntax(error, line)} It reads: “{line}”.", AGAIN) from error
    except (Exception, SystemExit) as error:
        lines_run = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == where]
        at = f"{where}, line {lines_run[-1]}" if lines_run else where
        raise BadCell(f"{at}: {_stopped(error)}", AGAIN) from error


def located(error: BadQuestion, where: str) -> BadQuestion:
    """Return the same error with ``where`` (file and cell) added to its message."""
    problem = error.problem.removeprefix(f"Question {error.question}: ")
    return BadQuestion(error.question, problem if where in problem else f"({where}) {problem}", error.next_step)


def _names_once(tree: ast.AST, where: str) -> None:
    """Raise BadCell when a list of options or the like names one thing twice: Python would quietly keep the later one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            names = Counter(key.value for key in node.keys if isinstance(key, ast.Constant))
            for name, count in names.items():
                if count > 1:
                    line = max(key.lineno for key in node.keys if isinstance(key, ast.Constant) and key.value == name)
                    raise BadCell(
                        f"{where}, line {line}: {name!r} stands twice in one list.", "Give each line a name of its own."
                    )


def _syntax(error: SyntaxError, line: str) -> str:
    said = error.msg
    if line.startswith(("%", "!")):
        return "A line that begins with % or ! works only while a notebook runs."
    if any(mark in line for mark in CURLY) and "character" in said:
        return 'Curly quotes (“ ”) stand where straight ones (" ") must.'
    if "unterminated string" in said:
        return "A quote mark is missing at the end of a text."
    if isinstance(error, IndentationError):
        return "The line does not begin where it should: it has too many or too few spaces before it."
    if "never closed" in said or "does not match" in said or "unmatched" in said:
        return "A bracket is missing or is one too many, here or above: each (, [ and { needs its partner."
    return "Something is missing here, or at the end of the line above: most often a comma or a quote mark."


def _stopped(error: BaseException) -> str:
    said = str(error)
    if found := re.search(r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", said):
        near = difflib.get_close_matches(found[2], _parts(found[1]), 1)
        return f"{found[1]} has no part called {found[2]}." + (f" Did you mean {near[0]}?" if near else "")
    if found := re.search(r"(\w+)\(\) missing \d+ required .*arguments?: (.+)", said):
        return f"{found[1]} lacks {found[2]}."
    if isinstance(error, NameError) and error.name:
        return f"The name {error.name} is not known here. Look at how it is spelt, and whether a quote mark is missing."
    return f"It stops with {type(error).__name__}: {said}."


def _parts(function: str) -> list[str]:
    """Return the names of the arguments of what an author calls by this name."""
    known = [getattr(place, function, None) for place in (Exercise, Lesson, keys)]
    return [name for one in known if callable(one) for name in inspect.signature(one).parameters]
