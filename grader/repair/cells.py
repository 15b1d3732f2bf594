"""Puts a submission's cells back as they were handed out: names, types, points, order. Keeps every word that the student wrote.

Pure. A cell is known by its nbgrader id; one that lost it is known by its notebook cell id, by its text, or by its neighbours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carelab.questions import words
from grader.authoring import grade_id_of, text_of
from grader.repair.file import as_words

CellDict = dict[str, Any]
_UNSAID = {"points": None, "grade": False, "solution": False, "locked": False, "task": False}
"""nbgrader's settings of a cell that a student cannot change → what they are where a cell, of an older nbgrader say, has none."""


FEWEST_WORDS = 5
"""Fewer words more in text of the tutor's are no writing."""
EARLIER = "It was made from an earlier release of the exercise; the tutor's tests and points of today count."
"""Said once of a notebook whose locked cells are as they were released, and not as they are released now."""


@dataclass(frozen=True)
class Expected:
    """One cell of the tutor's notebook that has an nbgrader id, so that a submission must have the same cell.

    Attributes
    ----------
    texts:
        The texts that the cell has if the student has not changed it: as released, and as in the source notebook.
    handed_out:
        The text as released to students; None when that is not known.
    """

    grade_id: str
    cell_id: str
    kind: str
    about: Mapping[str, Any]
    texts: frozenset[str]
    handed_out: str | None

    @property
    def students(self) -> bool:
        """Whether the student writes in the cell."""
        return bool(self.about.get("solution") or (self.about.get("task") and not self.about.get("locked")))


def expected_cells(source: Sequence[CellDict], released: Sequence[CellDict]) -> tuple[Expected, ...]:
    """Return the cells of a source notebook that have an nbgrader id, in order, with their text in the released notebook."""
    given = {grade_id_of(c): text_of(c) for c in released if grade_id_of(c)}
    found = []
    for cell in source:
        name = grade_id_of(cell)
        if name:
            texts = frozenset(t.strip() for t in (text_of(cell), given.get(name, "")) if t.strip())
            about = cell["metadata"]["nbgrader"]
            found.append(Expected(name, str(cell.get("id", "")), cell["cell_type"], about, texts, given.get(name)))
    return tuple(found)


def mend_cells(cells: Sequence[CellDict], expected: Sequence[Expected]) -> tuple[list[CellDict], list[str]]:
    """Repair a submission's cells (ids, types, points, order) to match the tutor's; return (cells, sentences on what was done).

    Parameters
    ----------
    cells:
        Well-formed cells, as ``read_notebook`` returns them. They are not changed.
    """
    notes: list[str] = []
    mended = [{**cell, "metadata": dict(cell["metadata"])} for cell in cells]
    places = _claimed(mended, expected, notes)
    _find_lost(mended, expected, places, notes)
    whose = {at: name for name, at in places.items()}
    known = {e.grade_id: e for e in expected}
    added: dict[int, CellDict] = {}
    for at, cell in enumerate(mended):
        if at in whose:
            one = known[whose[at]]
            if not one.students and _written_into(cell, one):
                added[at] = {"cell_type": "markdown", "id": f"{cell['id'][:48]}-own", "metadata": {}, "source": cell["source"]}
            _restore(cell, one, notes)
        elif "nbgrader" in cell["metadata"]:
            name = grade_id_of(cell)
            cell["metadata"].pop("nbgrader")
            if name and name not in known:
                notes.append(f"A cell named {as_words(name, 40)} is not one of this exercise; it was read as the student's own.")
    gone = [e.grade_id for e in expected if e.students and e.grade_id not in places]
    notes += [f"The cell {name}, where the student writes, is missing: nothing could be read from it." for name in gone]
    return _in_order(mended, whose, [e.grade_id for e in expected], added, notes), notes


def _written_into(cell: CellDict, one: Expected) -> bool:
    """Say whether a student wrote into text of the tutor's: that writing is kept as a cell of the student's own."""
    had = cell["metadata"].get("nbgrader")
    if cell["cell_type"] == "code" or not one.texts or (isinstance(had, dict) and had.get("checksum") == _checksum(cell, had)):
        return False
    return words(cell["source"]) - max(map(words, one.texts)) >= FEWEST_WORDS


def _claimed(cells: list[CellDict], expected: Sequence[Expected], notes: list[str]) -> dict[str, int]:
    """Return the place of each named cell. Of several with one name, the one that is most likely meant."""
    places: dict[str, int] = {}
    named: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        named.setdefault(grade_id_of(cell), []).append(at)
    for one in expected:
        found = named.get(one.grade_id, [])
        if len(found) > 1:
            places[one.grade_id] = _choose(cells, one, found, notes)
        elif found:
            places[one.grade_id] = found[0]
    return places


def _choose(cells: list[CellDict], one: Expected, found: list[int], notes: list[str]) -> int:
    """Choose among copies: of the tutor's cell the untouched one, of the student's the last that holds work."""
    untouched = [at for at in found if cells[at]["source"].strip() in one.texts]
    if not one.students:
        notes.append(f"The cell {one.grade_id} was there {len(found)} times; it counts once.")
        return (untouched or found)[0]
    worked = [at for at in found if at not in untouched] or found
    pieces = [at for at in worked if at - worked[0] == worked.index(at)]
    texts = [cells[at]["source"] for at in pieces]
    if len(set(texts)) == len(texts) > 1 and len(pieces) == len(worked):
        cells[worked[0]]["source"] = "\n\n".join(texts)
        for at in worked[1:]:
            cells[at]["source"] = ""
        notes.append(f"The cell {one.grade_id} was in {len(texts)} pieces; they were read as one.")
        return worked[0]
    notes.append(f"The cell {one.grade_id} was there {len(found)} times; the last one with work in it counts.")
    return worked[-1]


def _find_lost(cells: list[CellDict], expected: Sequence[Expected], places: dict[str, int], notes: list[str]) -> None:
    """Find cells that lost their name or were given another."""
    known = {e.grade_id for e in expected}
    free = [at for at, cell in enumerate(cells) if grade_id_of(cell) not in known]
    lost = [e for e in expected if e.grade_id not in places]
    for one in list(lost):
        same_id = [at for at in free if one.cell_id and cells[at]["id"] == one.cell_id]
        same_text = [at for at in free if cells[at]["source"].strip() in one.texts]
        unique = same_text if sum(bool(e.texts & one.texts) for e in lost) == 1 else []
        if at := (same_id or unique)[:1]:
            _name(one, at[0], free, places)
            lost.remove(one)
    order = [e.grade_id for e in expected]
    for one in [e for e in lost if e.students]:
        n = order.index(one.grade_id)
        low = max((places[name] for name in order[:n] if name in places), default=-1)
        high = min((places[name] for name in order[n + 1 :] if name in places), default=len(cells))
        between = [at for at in free if low < at < high and cells[at]["cell_type"] == one.kind]
        if len(between) == 1:
            _name(one, between[0], free, places)
    found = [e.grade_id for e in expected if e.grade_id in places and grade_id_of(cells[places[e.grade_id]]) != e.grade_id]
    if found:
        count = f"{len(found)} cells" if len(found) > 1 else f"The cell {found[0]}"
        notes.append(f"{count} had lost the name that marking goes by; it was found again.")


def _name(one: Expected, at: int, free: list[int], places: dict[str, int]) -> None:
    places[one.grade_id] = at
    free.remove(at)


def _restore(cell: CellDict, one: Expected, notes: list[str]) -> None:
    """Give a named cell back its type and its settings; say so when a student's or a program's change is undone."""
    if cell["cell_type"] != one.kind:
        notes.append(f"The cell {one.grade_id} had become {cell['cell_type']}; it was read as {one.kind} again.")
        cell["cell_type"] = one.kind
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
        if one.kind == "code":
            cell.update(outputs=[], execution_count=None)
    had = cell["metadata"].get("nbgrader")
    earlier = isinstance(had, dict) and had.get("checksum") == _checksum(cell, had)
    said: list[str] = []
    if isinstance(had, dict) and had.get("grade_id"):
        changed = [k for k in _UNSAID if k in one.about and had.get(k, _UNSAID[k]) != one.about[k]]
        if changed:
            said.append(f"The cell {one.grade_id} had other settings ({', '.join(changed)}); the tutor's count.")
    cell["metadata"] = {**cell["metadata"], "nbgrader": dict(one.about)}
    edited = one.handed_out is not None and cell["source"].strip() not in {*one.texts, one.handed_out.strip()}
    if not one.students and edited:
        said.append(f"The cell {one.grade_id} is the tutor's and had been edited; the tutor's copy was used.")
    if said and earlier:
        said = [] if EARLIER in notes else [EARLIER]
    notes += said


def _checksum(cell: CellDict, about: Mapping[str, Any]) -> str:
    """Return what nbgrader writes into a cell when it is released: it no longer fits a cell that was edited since."""
    grade, solution = bool(about.get("grade")), bool(about.get("solution"))
    locked = not solution and (grade or bool(about.get("locked")))
    points = about.get("points")
    known = [cell["source"], cell["cell_type"], grade, solution, locked, about.get("grade_id")]
    known += [float(points)] if grade and isinstance(points, int | float) else []
    whole = "".join(map(str, known)).encode("utf-8", "replace")
    return hashlib.md5(whole, usedforsecurity=False).hexdigest()


def _in_order(
    cells: list[CellDict], whose: Mapping[int, str], order: list[str], added: Mapping[int, CellDict], notes: list[str]
) -> list[CellDict]:
    """Put named cells in the tutor's order; the student's own cells keep their place after the named cell before them."""
    groups: list[tuple[int, list[CellDict]]] = [(-1, [])]
    for at, cell in enumerate(cells):
        if at in whose:
            groups.append((order.index(whose[at]), []))
        groups[-1][1].append(cell)
        if at in added:
            groups[-1][1].append(added[at])
    if [n for n, _ in groups] != sorted(n for n, _ in groups):
        notes.append("Cells were in another order than they were handed out in; they were put back.")
        groups.sort(key=lambda group: group[0])
    return [cell for _, group in groups for cell in group]
