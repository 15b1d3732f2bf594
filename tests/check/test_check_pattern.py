"""Does the check see each part that a lesson lacks of the pattern of a unit? Unit 03 is the model; a test spoils one thing."""

import shutil
from pathlib import Path

import pytest
from planted import ROOT, Planted

from grader.check.finding import Finding
from grader.check.lesson_pattern import check_lesson_pattern

UNIT = "03-management-roles"


class Spoilt(Planted):
    """A copy of the model unit, with its tutor's note."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, UNIT)
        shutil.rmtree(root / "source")
        self.note = root / "docs" / "tutor-notes" / f"{UNIT}.md"
        self.note.parent.mkdir(parents=True)
        shutil.copy(ROOT / "docs" / "tutor-notes" / f"{UNIT}.md", self.note)

    def change(self, old: str, new: str) -> None:
        self.replace("notebooks", old, new)

    def drop(self, cell_id: str) -> None:
        """Take a cell out."""
        self.edit("notebooks", lambda notebook: notebook.update(cells=[c for c in notebook["cells"] if c["id"] != cell_id]))

    @property
    def found(self) -> list[Finding]:
        return self.finds(check_lesson_pattern)

    @property
    def problem(self) -> str:
        """The problem of the one finding there is."""
        (found,) = self.found
        return found.problem


@pytest.fixture
def spoilt(tmp_path: Path) -> Spoilt:
    return Spoilt(tmp_path)


@pytest.mark.parametrize(("old", "new", "problem"), [
    ("## What it showed", "## What you saw", "no part called “What it showed”"),
    ("## Key points", "## What the article says, once more", "no part called “Key points”"),
    ("Twenty past two at night.", "It is late. " * 20, "Its scene has "),
    ("Twenty past two at night.", "- Late\n- Dark\n\nNight.", "opens with a list"),
    ("**Time:** about", "About", "It has no time."), ("lesson.picture(", "print(", "no drawing"),
    ("lesson.counts()", "None", "does not show where the unit counts"),
    ("lesson.remember()", "None", "asks 0 questions from earlier units"),
    ("If you don't work in care yet: think", "Think", "No prompt is for people who are not in care yet"),
    ("- Which risk gets talked about most where you work? Is it the one with the highest score?\n", "", "It has 2 prompts"),
    ("**A stretch.**", "**More.**", "a stretch task"),
    ("**A witness would sign**", "**Somebody would sign**", "what a witness would sign"),
])  # fmt: skip
def test_each_part_that_is_missing_is_told(spoilt: Spoilt, old: str, new: str, problem: str) -> None:
    spoilt.change(old, new)
    assert problem in spoilt.problem


def test_the_model_lesson_has_the_whole_pattern_and_enough_is_left_without_some_of_it(spoilt: Spoilt) -> None:
    assert spoilt.found == []
    spoilt.change("**Watch one.** Larkfield could lose", "Larkfield could lose")
    spoilt.change("- A policy works when people follow it, not when it's been written.\n- When a check", "- When a check")
    spoilt.drop("check-words-match")
    assert spoilt.found == []
    spoilt.drop("check-choice")
    assert "asks 3 questions" in spoilt.problem


def test_parts_in_another_order_are_told_as_a_warning(spoilt: Spoilt) -> None:
    spoilt.change("## Words to know", "## Terms")
    spoilt.change("## What the article says", "## Words to know")
    assert any("stands before" in found.problem for found in spoilt.found)


def test_a_task_that_is_done_before_anything_moves_or_that_its_example_does_not_do_is_an_error(spoilt: Spoilt) -> None:
    spoilt.change('{"r8b", "r2b"} <= bought(values)', "True")
    spoilt.change('{"r1b": True, "r3b": True, "r4a": True, "r6a": True}', '{"r1b": True}')
    assert [(found.severity, found.problem) for found in spoilt.found] == [
        ("error", "The task 'good-things' is done before anything is moved."),
        ("error", "The example of the task 'within-the-money' does not do it."),
    ]


def test_a_lesson_without_a_guess_is_told(spoilt: Spoilt) -> None:
    spoilt.drop("predict")
    assert "asks for no guess" in spoilt.problem


def test_a_tutors_note_that_lacks_a_part_or_is_not_there_is_told(spoilt: Spoilt) -> None:
    text = spoilt.note.read_text(encoding="utf-8")
    for part in ("Timing", "Without computers", "What students often think", "Model answers", "Talk about it"):
        assert f"\n## {part}" in text
        spoilt.note.write_text(text.replace(f"\n## {part}", "\n## Other"), encoding="utf-8")
        assert f"Add ## {part}." in spoilt.found[0].do
    spoilt.note.unlink()
    assert "no tutor's note" in spoilt.problem
