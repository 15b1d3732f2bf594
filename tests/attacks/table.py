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
HEADS = ("Attack", "Tries", "Must", "Stock")
HEAD = """# What was tried against the marking

For tutors and IT. Each line is a test that runs with `make test`. The folder `tests/attacks` holds the attack itself.

*Must* says what happens instead. In the first table it names each test cell and its mark: `q1 0` is no points, and `none` is no
mark, with its reason, so that a person looks. *Stock* is what came of the same attack when `nbgrader autograde` marked it without
Care Lab: the marks, or that it stopped; and whether the attack read, changed or reached what it should not. It ran in a sandbox
of ours, with the disk read-only: elsewhere it could do more. *Stops* means that it gave this student no mark and ended with an
error, and *honest* that it gave what must be given.

In the other tables, `full` means that the attack changes nothing: the answers keep every mark that they earn. `refused` means
that there is no mark for what was handed in, and `none` that there is none for that question. The words after it are told to
the tutor. In each case the rest of the class is marked. For a zip, `refused` means that the file is not taken in, and `whole`
that the zip is not opened; what others handed in is taken.

*Stock* is there what `carelab mark --engine nbgrader` made of a class with this hand-in: nbgrader's own marking, in which the
test cells read the answers in the student's own kernel. *0 for all* means that every question got 0, and nobody hears that the
file was not read. *Stops* means that this student got no mark and the run ended with an error. For texts it is whether stock's
own formgrader ran the text in a real browser, where it stood in a cell of the student's and in what the cell showed. For zips it
is what `nbgrader zip_collect` did. *The class stops* means that nobody's work was taken in.
"""


def page() -> str:
    """Return the page as Markdown."""
    code = [(name, load(name, {}).heads) for name in names()]
    rows = [(name, h["tries"], h["must"], _stock(h["must"], h["stock"])) for name, h in code]
    parts = [HEAD, _section("Code in a notebook", HEADS, rows)]
    for title, tricks in GROUPS.items():
        parts.append(_section(title, HEADS, [(t.name, t.tries, t.must, _stock(t.must, t.stock)) for t in tricks]))
    count = len(code) + sum(len(tricks) for tricks in GROUPS.values())
    return "\n".join([*parts, f"{count} attacks in all.\n"])


def _stock(must: str, stock: str) -> str:
    """Return what stock does, and that it is what must be, where it is."""
    return f"{stock} (honest)" if stock == must else stock


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
