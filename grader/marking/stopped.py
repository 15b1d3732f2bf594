"""How a student's code stopped, in plain words with the line. Works on what the student's process claims; trusts none of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from grader.sandbox import clean_text

_CELL = re.compile(r"(?:<ipython-input-[^>]*>|ipykernel_\d+[/\\]\d+\.py|Cell In\[\d+\])\"?\)?, line (\d{1,6})")
_QUOTED = re.compile(r"'([^'\n]{1,60})'")


def how_it_stopped(outputs: Iterable[Mapping[str, Any]], seconds: float) -> str:
    """Return a sentence about the error that stopped a student's cell; "" when there was none.

    Parameters
    ----------
    outputs:
        What the cell showed, as nbformat outputs.
    seconds:
        The time limit of a cell, for the message.
    """
    error = next((o for o in outputs if o.get("output_type") == "error"), None)
    if error is None:
        return ""
    name, text = clean_text(str(error.get("ename", "")), 60), clean_text(str(error.get("evalue", "")), 300)
    if name == "KeyboardInterrupt":
        return f"Your code was stopped because it ran for more than {seconds:g} seconds."
    said = "\n".join(str(line) for line in [*error.get("traceback", ()), text])
    lines = _CELL.findall(said) or re.findall(r"line (\d{1,6})\)", text)
    where = f" at line {lines[-1] if name not in _UNREADABLE else lines[0]}" if lines else ""
    return f"Your code stopped{where}: {_why(name, text)}."


_UNREADABLE = ("SyntaxError", "IndentationError", "TabError")


def _why(name: str, text: str) -> str:
    quoted = _QUOTED.search(text)
    what = quoted.group(1) if quoted else text
    bare = text.split("(")[0].strip() if name in _UNREADABLE else text
    plain = {
        "KeyError": f"the column or key {text[:80] if quoted else repr(what[:60])} does not exist",
        "NameError": f"the name '{what}' has not been made before this line",
        "AttributeError": f"{text[:120]}; check the spelling",
        "ModuleNotFoundError": f"the module '{what}' is not installed where marking runs",
        "FileNotFoundError": "a file that it reads does not exist",
        "ZeroDivisionError": "it divides by zero",
        "IndexError": "it asks for a place past the end of a list or table",
        "MemoryError": "it needs more memory than it may use",
        "RecursionError": "a function calls itself without end",
        "SyntaxError": f"Python cannot read this line ({bare})",
        "IndentationError": f"the spaces at the start of the line are not right ({bare})",
        "TabError": "the spaces at the start of the line mix tabs and spaces",
        "SystemExit": "it tells the program to end",
    }.get(name)
    return (plain or f"{name}: {text}" if text else plain or name).rstrip(". ")
