"""What a test makes into code is the tutor's, and what is not is refused."""

from __future__ import annotations

import importlib.util
import marshal
import sys

import pytest
from judge.making import read_pair

from grader.judge.code import judge_code
from grader.judge.sandbox import Template

FALSE = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(compile("v = 42", "helper.py", "exec"))
COMPILED = f"__pycache__/helper.{sys.implementation.cache_tag}.pyc"


@pytest.mark.parametrize("place", ["'.'", "''", "__import__('os').getcwd()"])
def test_compiled_code_that_was_handed_in_does_not_stand_in_for_a_module_of_the_tutors(place: str, template: Template) -> None:
    pair = read_pair(f"# %% solution a\nx = 1\n# %% test q1\nimport sys\nsys.path.insert(0, {place})\nimport helper\nhelper.v")
    tutors, handed = {"helper.py": b"v = 1"}, {COMPILED: FALSE, f"parts/{COMPILED}": FALSE}
    (verdict,) = judge_code(pair.master, pair.submitted, handed, template=template, tutor_files=tutors).verdicts
    assert verdict.score == 1, verdict


# the student's text, and the test to which it is right
HONEST = {
    "an expression about columns": ("text = 'beds > 40 and ward == \"A\"'", "assert len(table.query(text)) == 1"),
    "an expression that uses a column's methods": (
        'text = \'ward.str.lower() == "a" or ward.isin(["C"]) or beds.between(1, 2)\'',
        "assert len(table.query(text, engine='python')) == 1",
    ),
    "an expression with a name of many words": ("text = '`free beds` >= 3'", "assert len(table.query(text)) == 2"),
    "an expression that makes a column": (
        "text = 'all = beds + `free beds`'",
        "assert list(table.eval(text)['all']) == [45, 24]",
    ),
    "an expression that is no Python": (
        "text = 'beds >'",
        "try: table.query(text)\nexcept SyntaxError: pass\nelse: raise AssertionError",
    ),
    "the tutor's expression with the test's own limit": ("text = 1", "limit = 40\nassert len(table.query('beds > @limit')) == 1"),
    "the tutor's expression put together": (
        "text = 'beds'",
        "limit = 40\nassert len(table.query('beds > @limit')) == len(table.query(f'{text} > @limit')) == 1",
    ),
    "text to fill in": (
        "text = '{name!r:>6} has {0:.1f} of {ward[beds]}'",
        "assert text.format(1.25, name='Abi', ward={'beds': 2}) == \" 'Abi' has 1.2 of 2\"",
    ),
    "text to fill in, in a class of the test's": (
        "text = '{}'",
        "class Told:\n    def say(self): return text.format(3)\nassert Told().say() == '3'",
    ),
    "text to fill in for many": ("text = '<{}>'", "assert list(map(text.format, [1, 2])) == ['<1>', '<2>']"),
    "text to fill in from a mapping": ("text = '{beds}'", "assert text.format_map({'beds': 3}) == '3'"),
    "text to fill in, of the tutor's": ("text = 1", "how = '{0.__class__.__name__}'\nassert how.format(text) == 'int'"),
    "text to fill in, by the type's own method": (
        "text = '{0:>4}|'",
        "assert str.format(text, 2) == '   2|' and str.format('{}', 1) == '1'",
    ),
    "text to fill in, by a formatter": (
        "text = '{0[beds]} of {name}'",
        "import string\nassert string.Formatter().format(text, {'beds': 3}, name='Abi') == '3 of Abi'",
    ),
    "a matrix in the tutor's text": (
        "text = [[1]]",
        "import numpy as np\na = np.matrix(text)\nassert np.bmat('a a').shape == (1, 2)",
    ),
    "settings for logging": (
        (
            "text = {'version': 1, 'handlers': {'all': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, "
            "'root': {'handlers': ['all']}}"
        ),
        "import logging.config\nlogging.config.dictConfig(text)\nassert logging.getLogger().handlers[0].name == 'all'",
    ),
    "a method of the student's own that is called format": (
        "class T:\n    def format(self, n): return n + 1\ntext = T()",
        "assert text.format(1) == 2",
    ),
    "code of the tutor's, in a list": ("text = 2", "for code in ('text + 1', '3 * text - 3'):\n    assert eval(code) == 3"),
    "a magic of the tutor's": ("text = 2", "found = %time text + 1\nassert found == 3\n%timeit -n1 -r1 text + 1"),
}


@pytest.mark.parametrize("name", HONEST)
def test_a_test_may_use_text(name: str, template: Template) -> None:
    made, test = HONEST[name]
    table = "import pandas as pd\ntable = pd.DataFrame({'ward': ['A', 'B'], 'beds': [42, 20], 'free beds': [3, 4]})"
    pair = read_pair(f"# %% solution a\n{made}\n# %% test q1\n{table}\n{test}")
    (verdict,) = judge_code(pair.master, pair.submitted, {}, template=template).verdicts
    assert verdict.score == 1, verdict
