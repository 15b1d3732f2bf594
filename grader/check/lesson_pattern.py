"""Check: a lesson has the parts of a unit's pattern, in their order and of their size, and a tutor's note beside it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from carelab.questions import Guess
from carelab.sims.try_it import can_be_done, done_at_start
from grader.check.finding import Finding, Place
from grader.check.material import Cell, Material, Page
from grader.check.prose import blocks, tokens, words

PARTS = (
    "First, a guess", "Try it", "What it showed", "What you'll be able to do", "What the article says", "Check what you know",
    "Remember", "Key points", "Words to know", "In your workplace", "Where it counts", "Talk about it", "Sources",
)  # fmt: skip
"""How the heading of each part begins, in order. Other parts may be between them."""
LEADS = {"The question:": "question", "Time:": "time", "able to:": "list of what you will be able to do"}
"""Words in bold, and what they open."""
SCENE = range(40, 81)
TASKS = range(2, 4)
CHECKS = range(4, 7)
KINDS = 3
"""So many kinds of question, at least, among the checks."""
KEY_POINTS = range(5, 8)
TERMS = range(6, 11)
PROMPTS = 3
RECALLED = 3
LADDER = {"Watch one.": "worked example", "Finish one.": "half-worked example", "by yourself": "example to do alone"}
"""Words in bold of the steps from an example that is shown to one that the student does."""
WORKPLACE = {
    "witness": "what a witness would sign",
    "stretch": "a stretch task",
    "way to start": "a support version (a way to start)",
}
OUTSIDE_CARE = re.compile(r"\b(?:don.t|do not|doesn.t) work in care yet\b|\bnot in care yet\b", re.IGNORECASE)
NOTE_PARTS = {
    "Timing": "timing",
    "Without computers": "a version without computers",
    "What students often think": "likely misconceptions",
    "Model answers": "model answers to the writing",
    "Talk about it": "answers to Talk about it",
}
"""How the headings of a tutor's note begin, and what they hold."""
_ASKS = re.compile(r"^lesson\.(choice|choices|sort|match|order|number|table|scenario|plan|code)\(", re.MULTILINE)
_HEADING = re.compile(r"^##\s+(.+)$", re.MULTILINE)


def check_lesson_pattern(material: Material) -> Iterator[Finding]:
    """Yield a finding for each part of a lesson (such as ``PARTS``) that is missing, misplaced, too long or too short.

    Unit 00, which explains the course, is left out.
    """
    for page in material.lessons:
        if page.practice or not page.cells or page.broken:
            continue
        here = Place("pattern", page.file)
        yield from _order(page, here)
        yield from _scene(page)
        yield from _leads(page, here)
        yield from _model(page, here)
        yield from _ladder(page, here)
        yield from _checks(page)
        yield from _sizes(page)
        yield from _recalled(page, here)
        yield from _end(page)
        yield from _note(material, page)


def _parts(page: Page) -> dict[str, list[Cell]]:
    """Return the cells of each part: from its heading of the second level to the next one."""
    found: dict[str, list[Cell]] = {"": []}
    at = ""
    for cell in page.cells:
        if cell.type == "markdown" and (heading := _HEADING.search(cell.source)):
            at = heading[1].strip().replace("’", "'")
            found[at] = []
        found[at].append(cell)
    return found


def _part(page: Page, name: str) -> list[Cell]:
    return next((cells for heading, cells in _parts(page).items() if heading.startswith(name)), [])


def _order(page: Page, here: Place) -> Iterator[Finding]:
    headings = list(_parts(page))
    wanted = [part for part in PARTS if part != "Remember" or page.unit[:2] > "01"]
    at = {part: next((n for n, h in enumerate(headings) if h.startswith(part)), None) for part in wanted}
    for part, place in at.items():
        if place is None:
            yield here.error(f"It has no part called “{part}”.", f"Add a cell that opens with ## {part}.")
    there = [(part, place) for part, place in at.items() if place is not None]
    for (before, one), (after, other) in itertools.pairwise(there):
        if other < one:
            yield here.warning(f"“{after}” stands before “{before}”.", "Move it, or say in the tutor's note why it stands there.")


def _scene(page: Page) -> Iterator[Finding]:
    cell = page.cells[0]
    here = Place("pattern", page.file, cell.where)
    told = [block for block in list(blocks(cell.source))[1:] if not block.startswith("If you see no questions")]
    length = sum(len(block.split()) for block in told)
    if any(token.type in ("list_item_open", "table_open") for token in tokens(cell.source)):
        yield here.error("It opens with a list or a table.", "Open with a scene: somebody, a time of day, a decision.")
    elif length not in SCENE:
        yield here.error(f"Its scene has {length} words.", f"Use {SCENE[0]} to {SCENE[-1]}.")


def _leads(page: Page, here: Place) -> Iterator[Finding]:
    text = "\n".join(cell.source for cell in page.markdown)
    for lead, what in LEADS.items():
        if lead not in text:
            yield here.error(f"It has no {what}.", f"Write it in bold, as the other lessons do: {lead} …")


def _model(page: Page, here: Place) -> Iterator[Finding]:
    asked = page.collected
    if not any(isinstance(question, Guess) for question in asked.questions.values()):
        yield here.error("It asks for no guess before its model.", "Ask with lesson.guess(…).")
    if not asked.pictures:
        yield here.error("It has no drawing.", 'Show one beside the scene: lesson.picture("…").')
    for model in page.models:
        tasks = asked.tasks.get(model.title, ())
        there = Place("pattern", page.file, f"model {model.title}")
        if len(tasks) not in TASKS:
            yield there.error(f"It has {len(tasks)} tasks to try.", f"Give it {TASKS[0]} or {TASKS[-1]}: tasks=[TryIt(…), …].")
        for task in tasks:
            if done_at_start(task, model):
                yield there.error(f"The task {task.id!r} is done before anything is moved.", "Change its condition.")
            if not can_be_done(task, model):
                yield there.error(f"The example of the task {task.id!r} does not do it.", "Change the example or the condition.")


def _ladder(page: Page, here: Place) -> Iterator[Finding]:
    bold = " ".join(re.findall(r"\*\*(.+?)\*\*", "\n".join(cell.source for cell in page.markdown)))
    for lead, what in LADDER.items():
        if lead not in bold:
            yield here.error(f"It has no {what}.", f"Begin it in bold with “{lead}”")


def _checks(page: Page) -> Iterator[Finding]:
    cells = _part(page, "Check what you know")
    kinds = [kind for cell in cells if cell.type == "code" for kind in _ASKS.findall(cell.source)]
    if not cells:
        return
    here = Place("pattern", page.file, cells[0].where)
    if len(kinds) not in CHECKS:
        yield here.error(f"“Check what you know” asks {len(kinds)} questions.", f"Ask {CHECKS[0]} to {CHECKS[-1]}.")
    elif len(set(kinds)) < KINDS:
        yield here.error(f"The checks are of {len(set(kinds))} kinds.", f"Use at least {KINDS} kinds of question.")


def _sizes(page: Page) -> Iterator[Finding]:
    for name, kind, sizes, what in (
        ("Key points", "list_item_open", KEY_POINTS, "key points"),
        ("Words to know", "tr_open", TERMS, "words to know"),
        ("Talk about it", "list_item_open", range(PROMPTS, PROMPTS + 1), "prompts to talk about"),
    ):
        cells = [cell for cell in _part(page, name) if cell.type == "markdown"]
        if not cells:
            continue
        count = sum(token.type == kind for token in tokens(cells[0].source)) - (kind == "tr_open")
        if count not in sizes:
            most = f" to {sizes[-1]}" if len(sizes) > 1 else ""
            yield Place("pattern", page.file, cells[0].where).error(f"It has {count} {what}.", f"Write {sizes[0]}{most}.")


def _recalled(page: Page, here: Place) -> Iterator[Finding]:
    recalled = sum(id.startswith("recall-") for id in page.collected.questions)
    if page.unit[:2] > "01" and recalled != RECALLED:
        yield here.error(f"It asks {recalled} questions from earlier units.", "Ask three, with lesson.remember().")


def _end(page: Page) -> Iterator[Finding]:
    for cell in _part(page, "Talk about it")[:1]:
        if not OUTSIDE_CARE.search(cell.source):
            yield Place("pattern", page.file, cell.where).error(
                "No prompt is for people who are not in care yet.",
                "Write one that begins: If you don't work in care yet: …",
            )
    workplace = _part(page, "In your workplace")
    text = " ".join(word.lower() for cell in workplace for word in words(cell.source))
    for word, what in WORKPLACE.items():
        if workplace and word not in text:
            yield Place("pattern", page.file, workplace[0].where).error(f"It does not say {what}.", f"Use the word “{word}”.")
    if not page.collected.criteria:
        yield Place("pattern", page.file).error("It does not show where the unit counts.", "Show it with lesson.counts().")


def _note(material: Material, page: Page) -> Iterator[Finding]:
    notes = material.root / "docs" / "tutor-notes"
    if not notes.is_dir():  # a course whose author writes no notes
        return
    path = notes / f"{page.unit}.md"
    here = Place("pattern", f"docs/tutor-notes/{page.unit}.md")
    if not path.is_file():
        yield here.error("There is no tutor's note.", "Write it: " + ", ".join(NOTE_PARTS.values()) + ".")
        return
    headings = [heading.strip() for heading in _HEADING.findall(path.read_text(encoding="utf-8"))]
    for name, what in NOTE_PARTS.items():
        if not any(heading.startswith(name) for heading in headings):
            yield here.error(f"It has no part on {what}.", f"Add ## {name}.")
