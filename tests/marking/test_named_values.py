"""Code that lies about the values it is asked for: no lie earns a mark, whatever its type says or the student process replies."""

import pytest
from coded import hand_in_code, verdicts

from grader.course import Course

LIES = {
    "a value equal to everything": """
class Anything(float):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __sub__(self, other): return 0
answer_q2 = Anything(7)""",
    "a number whose text is the answer": """
class Wrong(int):
    def __repr__(self): return "500"
    __str__ = __format__ = __repr__
answer_q2 = Wrong(7)""",
    "an object whose class says that it is a number": """
class Wrong:
    __class__ = float
    def __float__(self): return 7.0
    def __eq__(self, other): return True
answer_q2 = Wrong()""",
    "an array that compares itself": """
import numpy as np
class Array(np.ndarray):
    def __array_ufunc__(self, *a, **k): return True
    def __eq__(self, other): return True
answer_q2 = np.array(7).view(Array)""",
    "a table that is equal to every table": """
import pandas as pd
class Table(pd.DataFrame):
    def equals(self, other): return True
    def __eq__(self, other): return True
answer_q2 = Table({"a": [7]})""",
    "a mapping that changes its mind": """
class Two(dict):
    times = 0
    def keys(self):
        Two.times += 1
        return ["a"] if Two.times == 1 else ["a", "b"]
answer_q2 = Two(a=7)""",
    "not a number": 'answer_q2 = float("nan")',
    "an infinity": 'answer_q2 = float("inf")',
    "a whole number of five thousand digits": "answer_q2 = 10 ** 5000",
    "a list in itself": "answer_q2 = []\nanswer_q2.append(answer_q2)",
    "ten million parts": "answer_q2 = [[]] * 10_000_000",
    "a text of fifty million letters": 'answer_q2 = "5" * 50_000_000',
    "half characters": 'answer_q2 = "\\udcff\\ud800"',
    "a value that ends the process": """
class Ends(dict):
    def keys(self): raise SystemExit
answer_q2 = Ends(a=1)""",
    "a comparison that is patched": """
import math, builtins, carelab.questions.values as values
math.isclose = lambda *a, **k: True
builtins.abs = lambda x: 0
values.same = lambda *a, **k: True
answer_q2 = 7""",
    "a reply that claims every share": """
import grader.sandbox.student_process as process
process.Student._plain = lambda self, value: {"share": 1, "is": "right", "score": 1e9}
answer_q2 = 7""",
    "a reply that is no JSON": """
import grader.sandbox.channel as channel
channel.Channel.send = lambda self, value: self.send_bytes(b"\\xff{{{")
answer_q2 = 7""",
    "a reply nested a million deep": """
import grader.sandbox.channel as channel
channel.Channel.send = lambda self, value: self.send_bytes(b"[" * 1_000_000)
answer_q2 = 7""",
    "a reply of numbers that take hours to read": """
import grader.sandbox.channel as channel
channel.Channel.send = lambda self, value: self.send_bytes(b"9" * 30_000_000)
answer_q2 = 7""",
    "a reply that is longer than may be": """
import grader.sandbox.channel as channel, struct
channel.Channel.send = lambda self, value: self.sock.sendall(struct.pack("<I", 2**32 - 1))
answer_q2 = 7""",
    "a process that ends itself": "import os\nos._exit(0)",
    "a key looked for in what the process has": """
import gc, sys
answer_q2 = 7
for found in gc.get_objects():
    if isinstance(found, dict) and "why" in found and "Add the column." in str(found.get("why")): answer_q2 = 500
if any(name.startswith(("grader.authoring", "grader.marking")) for name in sys.modules): answer_q2 = 500""",
}


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_about_a_named_value_earns_a_mark(lie: str, with_code: Course) -> None:
    found = verdicts(with_code, hand_in_code(with_code, "sam", {"q2": LIES[lie]}, {"q3": "ay"}))
    assert found["q2"].score in (0, None)
    assert not found["q2"].shared
    assert found["q3"].score == 1
