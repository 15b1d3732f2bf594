"""The list of all attacks, as ``docs/attacks.md`` shows it. Run it to write that page anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attacks.attack import load, names
from attacks.forged_answers import FORGED_ANSWERS
from attacks.forged_folders import FORGED_FOLDERS
from attacks.injections import INJECTED
from attacks.trick import Trick
from attacks.zip_tricks import ZIP_TRICKS

PAGE = Path(__file__).parents[2] / "docs" / "attacks.md"
GROUPS: dict[str, tuple[Trick, ...]] = {
    "Forged answer files": FORGED_ANSWERS,
    "What lies beside the answers": FORGED_FOLDERS,
    "Texts that try to run where they are read": INJECTED,
    "Zips that come in": ZIP_TRICKS,
}
HEAD = """# What was tried against the marking

For tutors and IT. Each line is a test that runs with `make test`. The folder `tests/attacks` holds the attack itself.

*Must* says what happens instead. In the first table it names each test cell and its mark: `q1 0` is no points, and `none` is no
mark, with its reason, so that a person looks. *Stock* is what came of the same attack when `nbgrader autograde` marked it without
Care Lab: the marks, or that it stopped; and whether the attack read, changed or reached what it should not. It ran in a sandbox
of ours, with the disk read-only: elsewhere it could do more. *Stops* means that it gave this student no mark and ended with an
error, and *honest* that it gave what must be given.

In the other tables, `full` means that the attack changes nothing: the answers keep every mark that they earn. `refused` means
that there is no mark for what was handed in, and `none` that there is none for that question. The words after it are told to
the tutor. In each case the rest of the class is marked. For a
zip, `refused` means that the file is not taken in, and `whole` that the zip is not opened; what others handed in is taken.
Texts are also put into cells, outputs and names, and opened in formgrader in a real browser, where nothing of them runs. Stock
nbgrader runs them there (`tests/browser/test_formgrader.py`).
"""


def page() -> str:
    """Return the page as Markdown."""
    code = [(name, load(name, {}).heads) for name in names()]
    rows = [(name, h["tries"], h["must"], _stock(h)) for name, h in code]
    parts = [HEAD, _section("Code in a notebook", ("Attack", "Tries", "Must", "Stock"), rows)]
    for title, tricks in GROUPS.items():
        parts.append(_section(title, ("Attack", "Tries", "Must"), [(t.name, t.tries, t.must) for t in tricks]))
    count = len(code) + sum(len(tricks) for tricks in GROUPS.values())
    return "\n".join([*parts, f"{count} attacks in all.\n"])


def _stock(heads: dict[str, str]) -> str:
    """Return what stock gives, and that it is what must be, where it is."""
    return f"{heads['stock']} (honest)" if heads["stock"] == heads["must"] else heads["stock"]


def _section(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *([_cell(x) for x in row] for row in rows)]
    return "\n".join([f"## {title}", "", *(f"| {' | '.join(line)} |" for line in lines), ""])


def _cell(text: str) -> str:
    return (
        text.replace("|", "\\|")
        .replace("[", "\\[")
        .replace("](", "]\\(")
        .replace("<", "\\<")
        .replace("*", "\\*")
        .replace("_", "\\_")
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
