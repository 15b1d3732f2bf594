"""Check: every exercise loads for every variant of its data, and every lesson runs from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from grader.check.finding import Finding, Place
from grader.check.material import Material


def check_loading(material: Material) -> Iterator[Finding]:
    """Yield an error for each notebook that does not run, or whose name is not that of its folder."""
    for page in material.pages:
        here = Place("loading", page.file)
        for variant, problem in page.broken:
            which = f"Variant {variant}: " if variant > 1 else ""
            yield here.error(f"{which}{problem.problem}", problem.next_step or "Mend the cell that it names.")
        codes = [cell for cell in page.cells if cell.type == "code"]
        if page.kind == "lesson" and not page.broken and not any(f'"{page.unit}"' in cell.source for cell in codes):
            yield here.error("No cell opens this lesson under its own name.", f'Write lesson = carelab.lesson("{page.unit}").')
    with_lesson = {page.unit for page in material.lessons}
    for page in material.exercises:
        if page.unit not in with_lesson:
            lesson = f"notebooks/{page.unit}/{page.unit}.ipynb"
            yield Place("loading", page.file).warning("This unit has exercises but no lesson yet.", f"Write {lesson}.")
