"""Check: notebooks are kept as they are written, with nothing left over from running them, and with the usual metadata."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grader.authoring import CELL_METADATA, GOES_ON, NOTEBOOK_METADATA
from grader.check.finding import Finding, Place
from grader.check.material import Cell, Material, Page

KERNEL = "python3"
BUILD = "Run carelab build: it puts this right."


def check_clean(material: Material) -> Iterator[Finding]:
    """Yield an error for each output, execution count, repeated cell id, and unexpected or missing metadata in a notebook."""
    for page in material.pages:
        if not page.notebook:
            continue
        yield from _notebook(page)
        built = page.kind == "exercise"
        for cell in page.cells:
            here = Place("clean notebook", page.file, cell.where)
            if cell.raw.get("outputs") or cell.raw.get("execution_count") is not None:
                yield here.error("It holds the result of a run.", "In JupyterLab: Edit, Clear Outputs of All Cells; then save.")
            hidden = cell.metadata.get("jupyter", {}).get("source_hidden") is True
            if cell.type == "code" and written_in(cell) and hidden:
                yield here.error(
                    "Its code is hidden, but students write in it.", "Expand the cell's input in JupyterLab, then save."
                )
            elif cell.type == "code" and not written_in(cell) and not hidden:
                mend = BUILD if built else "Collapse the cell's input in JupyterLab, then save."
                yield here.error("Its code is not hidden, so students see it.", mend)
            if stray := set(cell.metadata) - CELL_METADATA:
                mend = BUILD if built else "Take them out."
                yield here.error(f"It keeps settings that no notebook here needs: {', '.join(sorted(stray))}.", mend)
            if built:
                yield from _locked(here, cell)
                yield from _hidden(here, cell)
            elif cell.nbgrader:
                yield here.error(
                    "A lesson's cell is set up for marking.", "Take its nbgrader setting out: lessons carry no marks."
                )


def written_in(cell: Cell) -> bool:
    """Say whether students write code in a cell."""
    return GOES_ON in cell.metadata.get("tags", ())


def _notebook(page: Page) -> Iterator[Finding]:
    here = Place("clean notebook", page.file)
    about = page.notebook.get("metadata", {})
    if (page.notebook.get("nbformat"), page.notebook.get("nbformat_minor")) < (4, 5):
        yield here.error("It is in an old notebook format, without cell ids.", "Open and save it in a current JupyterLab.")
    if about.get("kernelspec", {}).get("name") != KERNEL:
        yield here.error(
            "It does not name the usual kernel.", f"In JupyterLab: Kernel, Change Kernel, Python 3 ({KERNEL}); then save."
        )
    if stray := set(about) - NOTEBOOK_METADATA:
        mend = BUILD if page.kind == "exercise" else "Take them out."
        yield here.error(f"It keeps settings that no notebook here needs: {', '.join(sorted(stray))}.", mend)
    for kind, ids in (
        ("cell id", [c.id for c in page.cells]),
        ("nbgrader id", [str(c.nbgrader.get("grade_id", "")) for c in page.cells]),
    ):
        for name, count in Counter(i for i in ids if i).items():
            if count > 1:
                yield here.error(f"{count} cells share the {kind} {name!r}.", "Give each its own.")
    if any(not cell.id for cell in page.cells):
        yield here.error("It has cells without an id.", "Save it in a current JupyterLab.")


def _locked(here: Place, cell: Cell) -> Iterator[Finding]:
    about = cell.nbgrader
    if not about:
        yield here.error(
            "The cell is not set up in nbgrader, so a student could change it.", "Set it to read-only in Create Assignment."
        )
        return
    if about.get("schema_version") != 3:
        yield here.error("Its nbgrader setting is of an old kind.", "Save it with a current nbgrader.")
    if about.get("cell_type", cell.type) != cell.type:
        yield here.error("Its nbgrader setting is for a cell of another type.", "Set it again in Create Assignment.")
    locked = not about.get("solution") and not about.get("task")
    if locked and not about.get("locked"):
        yield here.error("A student could change this cell.", "Set it to read-only in Create Assignment.")
    if locked and (cell.metadata.get("editable") is not False or cell.metadata.get("deletable") is not False):
        yield here.error("A student could change or delete this cell.", BUILD)


def _hidden(here: Place, cell: Cell) -> Iterator[Finding]:
    """Yield an error when a key is not between the two lines that keep it from students."""
    lines = [line.strip() for line in cell.source.splitlines()]
    if cell.type != "code" or not any(line.startswith("mark(") for line in lines):
        return
    keys = [n for n, line in enumerate(lines) if line.startswith("mark(")]
    begins, ends = ([n for n, line in enumerate(lines) if line == f"### {word} HIDDEN TESTS"] for word in ("BEGIN", "END"))
    if len(begins) != 1 or len(ends) != 1 or not begins[0] < keys[0] <= keys[-1] < ends[0]:
        yield here.error(
            "Its key is not hidden from students.",
            "Put the line ### BEGIN HIDDEN TESTS above the key, and the line ### END HIDDEN TESTS below it.",
        )
