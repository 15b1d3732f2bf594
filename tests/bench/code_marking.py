"""How fast code is marked: the sandbox against stock nbgrader on the same notebook, and against a bare fork, in one run.

Run it as ``python tests/bench/code_marking.py``; prints one line of JSON. Times are wall-clock milliseconds a notebook.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from making import notebook
from stock import stock_marks

from grader.marking.shared_tests import mark_test_cells
from grader.sandbox import Template

NOTEBOOK = """
# %% locked setup
import pandas as pd
beds = pd.DataFrame({"ward": ["A", "B", "A", "C"], "beds": [10, 12, 8, 5]})
# %% solution q1
by_ward = beds.groupby("ward")["beds"].sum()
busiest = by_ward.idxmax()
# %% test t1 2
assert by_ward["A"] == 18
assert busiest == "A"
# %% solution q2
def occupancy(table, used):
    table = table.copy()
    table["share"] = used / table["beds"]
    return table
# %% test t2 3
made = occupancy(pd.DataFrame({"beds": [2, 4]}), 1)
assert list(made["share"]) == [0.5, 0.25]
assert len(occupancy(beds, 1)) == 4
"""


def milliseconds(times: int, run: Callable[[], object]) -> float:
    """Return the median time of several runs."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        taken.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(taken), 1)


def bare_fork() -> None:
    """Fork a process that has pandas, and wait for its end: the least that any marking in a process of its own can cost."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def main() -> None:
    """Measure and print."""
    work = notebook(NOTEBOOK)
    with tempfile.TemporaryDirectory() as folder, Template.start() as template:
        marks = {v.grade_id: v.score for v in mark_test_cells(work, work, {}, template=template).verdicts}
        same = marks == stock_marks(work, Path(folder))
        stock = milliseconds(5, lambda: stock_marks(work, Path(folder)))
        ours = milliseconds(50, lambda: mark_test_cells(work, work, {}, template=template))
        fork = milliseconds(50, bare_fork)
        found = {"stock_ms": stock, "ours_ms": ours, "times_faster": round(stock / ours, 1), "bare_fork_ms": fork}
        sys.stdout.write(json.dumps({**found, "sandbox": template.kind, "same_marks": same}) + "\n")


if __name__ == "__main__":
    main()
