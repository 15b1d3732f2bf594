"""Check: whoever cannot see a picture or a chart is told what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.check.finding import Finding, Place
from grader.check.learner_text import views
from grader.check.material import Cell, Material
from grader.check.prose import tokens

_IMAGE_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
_EMPTY_WORDS = {"image", "picture", "photo", "chart", "graph", "diagram", "screenshot", "figure"}
LEAST_WORDS = 3


def check_pictures(material: Material) -> Iterator[Finding]:
    """Yield an error for each image without alternative text, and each lack of text in a model.

    A model lacks text when a chart has no title or description, or a view has no table or ``reading``.
    """
    for page in material.pages:
        for cell in page.markdown:
            for alt in alternatives(cell):
                if len(alt.split()) < LEAST_WORDS or alt.strip().lower() in _EMPTY_WORDS:
                    yield Place("pictures", page.file, cell.where).error(
                        f"An image has no useful alternative text (it says “{alt}”)."
                        if alt
                        else "An image has no alternative text.",
                        "Write what it shows in a sentence: ![A care worker checks a hoist](hoist.png).",
                    )
        for model in page.models:
            here = Place("pictures", page.file, f"model {model.title}")
            missing = dict.fromkeys(
                lack
                for view in views(model)
                for lack in (
                    *(f"a chart ({c.title or 'no title'}) without a title" for c in view.charts if not c.title.strip()),
                    *(
                        f"the chart {c.title!r} without a sentence that says what it shows"
                        for c in view.charts
                        if not c.says.strip()
                    ),
                    *(["a view without a table"] if not view.table.rows or not view.table.caption.strip() else []),
                    *(["a view without a reading"] if not view.reading.strip() else []),
                )
            )
            for lack in missing:
                yield here.error(f"The model has {lack}.", "Give it one in the model's run().")


def alternatives(cell: Cell) -> list[str]:
    """Return the alternative text of each image in a cell; "" for an image without one."""
    found = [token.content.strip() for token in tokens(cell.source) if token.type == "image"]
    for tag in _IMAGE_TAG.findall(cell.source):
        alt = _ALT.search(tag)
        found.append(alt.group(1).strip() if alt else "")
    return found
