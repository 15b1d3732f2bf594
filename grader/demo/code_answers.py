"""Code as a simulated learner writes it: lines that make given values. Never uses the code that marks."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from carelab.answers import write_whole
from carelab.questions import spec
from grader.authoring import Marked, grade_id_of


def write_code(notebook: Path, cell: str, code: str) -> None:
    """Write a simulated learner's code into the notebook cell with this nbgrader id."""
    whole = json.loads(notebook.read_text(encoding="utf-8"))
    for one in whole["cells"]:
        if grade_id_of(one) == cell:
            one["source"] = code
    write_whole(notebook, (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode())


def coded(one: Marked, ability: float, chance: random.Random) -> tuple[str, float]:
    """Return (Python code that a simulated learner writes for a question, the share of the mark that it must earn).

    ``ability``, 0 to 1, is the chance that each value is right; otherwise it is a known mistake, wrong or left out.
    """
    question, key = one.question, one.key
    assert isinstance(question, spec.Code)  # noqa: S101 (narrows the type)
    lines, earned = ["import pandas as pd"], 0.0
    for name in question.values:
        slips = [slip for slip in key.slips.values() if slip.of == name]
        if chance.random() < ability:
            lines.append(f"{name} = {as_code(key.value[name])}")
            earned += 1
        elif slips and chance.random() < 0.5:
            slip = chance.choice(slips)
            lines.append(f"{name} = {as_code(slip.value)}")
            earned += slip.share
        else:
            lines.append(chance.choice([f"{name} = float('nan')", f"{name} = no_such_table['{name}']", f"# {name}: not done"]))
    # what goes wrong in one line must not stop the others, so that the share can be counted here
    shielded = "\n".join(f"try:\n    {line}\n    pass\nexcept NameError:\n    pass" for line in lines[1:])
    return f"{lines[0]}\n{shielded}\n", earned / len(question.values)


def as_code(value: Any) -> str:
    """Return a Python expression for a value, such as ``pd.DataFrame([[1]], columns=['a'])`` for a table.

    ``value``: the value as plain data, in the form that ``carelab.questions.values`` describes.
    """
    if isinstance(value, list):
        return f"[{', '.join(map(as_code, value))}]"
    if not isinstance(value, dict):
        return repr(value)
    if value["is"] == "set":
        return f"set({as_code(value['items'])})"
    if value["is"] == "table":
        index = "" if value["index"] is None else f", index={as_code(value['index'])}"
        return f"pd.DataFrame({as_code(value['rows'])}, columns={as_code(value['columns'])}{index})"
    pairs = ", ".join(f"{as_code(name)}: {as_code(item)}" for name, item in value["pairs"])
    return f"pd.Series({{{pairs}}})" if value["is"] == "series" else f"{{{pairs}}}"
