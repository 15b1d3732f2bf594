"""Maps of the stories as pictures: a notebook of Mermaid diagrams, which JupyterLab draws without internet. For authors only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from carelab.answers import write_whole
from carelab.questions import EXACT, CareLabError, Key, Scenario, show_number, steps_of
from grader.check.in_words import stories_of, story_in_words
from grader.check.material import Material

BROAD = '%%{init: {"flowchart": {"wrappingWidth": 260}}}%%'
"""Room for more words in one line of a box, in pixels."""
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
COURSE = ("notebooks", "source", "release")
HEAD = """# The stories of this course

For authors and tutors: this notebook holds keys. JupyterLab draws the pictures.

Each box is a scene. An arrow bears the name of a choice and what it earns; a thick arrow with a star belongs to the best walk.
A box with round corners is where the story ends. Under each picture stands the same map in words."""


def draw_stories(material: Material, root: Path, path: Path) -> None:
    """Write a new notebook without code that shows every story, marked or for practice, as a picture and in words.

    Raises
    ------
    CareLabError
        When the path is no new .ipynb file, or lies in one of the course's own folders, from which students get theirs.
    """
    if path.suffix != ".ipynb" or path.exists():
        raise CareLabError(f"{path}: not a new notebook.", "Name a file that is not there yet and ends in .ipynb.")
    if any(path.resolve().is_relative_to((root / own).resolve()) for own in COURSE):
        raise CareLabError(f"{path}: keys must not lie in a folder of the course.", f"Write it outside {', '.join(COURSE)}.")
    cells = [HEAD]
    for where, question, key in stories_of(material):
        words = "\n".join(story_in_words(question, key))
        picture = "\n".join(_diagram(question, key))
        cells.append(f"## {where}\n\n```mermaid\n{picture}\n```\n\n```text\n{words}\n```")
    notebook = new_notebook(cells=[new_markdown_cell(cell) for cell in cells], metadata=PYTHON)
    write_whole(path, nbformat.writes(notebook).encode())


def _diagram(question: Scenario, key: Key) -> Iterator[str]:
    """Yield the lines of a Mermaid flowchart: the scenes as boxes, the choices as arrows."""
    box = {name: f"s{n}" for n, name in enumerate(question.scenes)}
    best = steps_of(question, key.value)
    yield BROAD
    yield "flowchart TD"
    yield f"accTitle: Map of the story: {_plain(question.ask)}"
    yield f"accDescr: {len(question.scenes)} scenes. The best walk is {', '.join(best)}. The map in words follows the picture."
    for name, scene in question.scenes.items():
        earned = f"<br/>earns {key.scores.get(name, 0.0):.0%}" if scene.ends and question.marking == "ending" else ""
        label = f'"<b>{name}</b><br/>{_plain(scene.text)}{earned}"'
        yield f"{box[name]}({label})" if scene.ends else f"{box[name]}[{label}]"
    for name, scene in question.scenes.items():
        for choice, go in scene.choices.items():
            step = f"{name}:{choice}"
            earns = f" {show_number(key.scores.get(step, 0.0), '', EXACT)}" if question.marking == "steps" else ""
            arrow, star = ("==>", "★ ") if step in best else ("-->", "")
            yield f'{box[name]} {arrow}|"{star}{choice}{earns}"| {box[go.to]}'


def _plain(words: str) -> str:
    """Return words in which no letter means anything to Mermaid: what could is written as a character's number."""
    return "".join(c if c.isalnum() or c in " .,’‘“”!?'-" else f"#{ord(c)};" for c in " ".join(words.split()))
