"""Does the check see each part that a lesson lacks of the pattern of a unit? Unit 03 is the model; a test spoils one thing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grader.check.finding import Finding
from grader.check.lesson_pattern import check_lesson_pattern
from grader.check.material import gather

ROOT = Path(__file__).parents[2]
UNIT = "03-management-roles"


class Spoilt:
    """A copy of the model lesson, with its tutor's note."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "notebooks" / UNIT, root / "notebooks" / UNIT)
        self.note = root / "docs" / "tutor-notes" / f"{UNIT}.md"
        self.note.parent.mkdir(parents=True)
        shutil.copy(ROOT / "docs" / "tutor-notes" / f"{UNIT}.md", self.note)
        self.path = root / "notebooks" / UNIT / f"{UNIT}.ipynb"

    def replace(self, old: str, new: str) -> None:
        """Put other words in the one cell that holds these."""
        notebook = json.loads(self.path.read_text(encoding="utf-8"))
        cells = [cell for cell in notebook["cells"] if old in "".join(cell["source"])]
        assert len(cells) == 1, f"{old!r} stands in {len(cells)} cells"
        cells[0]["source"] = "".join(cells[0]["source"]).replace(old, new)
        self.path.write_text(json.dumps(notebook), encoding="utf-8")

    def drop(self, cell_id: str) -> None:
        """Take a cell out."""
        notebook = json.loads(self.path.read_text(encoding="utf-8"))
        kept = [cell for cell in notebook["cells"] if cell["id"] != cell_id]
        assert len(kept) == len(notebook["cells"]) - 1
        self.path.write_text(json.dumps({**notebook, "cells": kept}), encoding="utf-8")

    def finds(self) -> list[Finding]:
        return list(check_lesson_pattern(gather(self.root)))

    @property
    def problem(self) -> str:
        """The problem of the one finding there is."""
        found = self.finds()
        assert len(found) == 1, found
        return found[0].problem


@pytest.fixture
def spoilt(tmp_path: Path) -> Spoilt:
    return Spoilt(tmp_path)


def test_the_model_lesson_has_the_whole_pattern(spoilt: Spoilt) -> None:
    assert spoilt.finds() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("## What it showed", "## What you saw", "no part called “What it showed”"),
        ("## Key points", "## What the article says, once more", "no part called “Key points”"),
        ("Twenty past two at night.", "It is late. " * 20, "Its scene has "),
        ("Twenty past two at night.", "- Late\n- Dark\n\nNight.", "opens with a list"),
        ("**Time:** about", "About", "It has no time."),
        ("**Watch one.** Larkfield could lose", "Larkfield could lose", ""),
        ("lesson.picture(", "print(", "no drawing"),
        ("lesson.counts()", "None", "does not show where the unit counts"),
        ("lesson.remember()", "None", "asks 0 questions from earlier units"),
        ("- A policy works when people follow it, not when it's been written.\n- When a check", "- When a check", ""),
        ("If you don't work in care yet: think", "Think", "No prompt is for people who are not in care yet"),
        ("- Which risk gets talked about most where you work? Is it the one with the highest score?\n", "", "It has 2 prompts"),
        ("**A stretch.**", "**More.**", "a stretch task"),
        ("**A witness would sign**", "**Somebody would sign**", "what a witness would sign"),
    ],
)
def test_each_part_that_is_missing_is_told(spoilt: Spoilt, old: str, new: str, problem: str) -> None:
    spoilt.replace(old, new)
    if problem:
        assert problem in spoilt.problem
    else:
        assert spoilt.finds() == [], "what is left is still enough"


def test_too_few_checks_are_counted(spoilt: Spoilt) -> None:
    spoilt.drop("check-words-match")
    assert spoilt.finds() == []
    spoilt.drop("check-choice")
    assert "asks 3 questions" in spoilt.problem


def test_parts_in_another_order_are_told_as_a_warning(spoilt: Spoilt) -> None:
    spoilt.replace("## Words to know", "## Terms")
    spoilt.replace("## What the article says", "## Words to know")
    problems = [found.problem for found in spoilt.finds()]
    assert any("stands before" in problem for problem in problems)


def test_a_task_that_is_done_before_anything_moves_or_that_its_example_does_not_do_is_an_error(spoilt: Spoilt) -> None:
    spoilt.replace('{"r8b", "r2b"} <= bought(values)', "True")
    spoilt.replace('{"r1b": True, "r3b": True, "r4a": True, "r6a": True}', '{"r1b": True}')
    assert [(found.severity, found.problem) for found in spoilt.finds()] == [
        ("error", "The task 'good-things' is done before anything is moved."),
        ("error", "The example of the task 'within-the-money' does not do it."),
    ]


def test_a_lesson_without_a_guess_is_told(spoilt: Spoilt) -> None:
    spoilt.drop("predict")
    assert "asks for no guess" in spoilt.problem


@pytest.mark.parametrize("part", ["Timing", "Without computers", "What students often think", "Model answers", "Talk about it"])
def test_a_tutors_note_without_one_of_its_parts_is_told(spoilt: Spoilt, part: str) -> None:
    text = spoilt.note.read_text(encoding="utf-8")
    assert f"\n## {part}" in text
    spoilt.note.write_text(text.replace(f"\n## {part}", "\n## Other"), encoding="utf-8")
    assert f"Add ## {part}." in spoilt.finds()[0].do


def test_a_unit_without_a_tutors_note_is_told(spoilt: Spoilt) -> None:
    spoilt.note.unlink()
    assert "no tutor's note" in spoilt.problem
