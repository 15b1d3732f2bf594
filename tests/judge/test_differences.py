"""Each deliberate difference of docs/judge-differences.md is as that page says."""

from __future__ import annotations

import pytest
from judge.making import read_pair

from grader.judge.code import judge_code
from grader.judge.sandbox import Template

# name: (what the student's side makes, the test cell of 3 points, the mark or words of the reason)
CASES: dict[str, tuple[str, str, float | str]] = {
    "a warning costs nothing": ("import warnings\ndef f():\n    warnings.warn('x')\n    return 1", "assert f() == 1", 3.0),
    "a hidden built-in does no harm": ("sum = 0\nvalues = [1, 2]", "assert sum(values) == 3", 3.0),
    "a numpy number is a number": ("x = 1", "import numpy as np\nnp.float64(1.5)", 1.5),
    "a number is a mark": ("x = 1", "1.5", 1.5),
    "a number with a semicolon is not shown": ("x = 1", "1.5;", 3.0),
    "nothing at the end": ("x = 1", "y = 2", 3.0),
    "plain text at the end": ("x = 1", "assert x == 1\n'well done'", 3.0),
    "a table at the end": ("import pandas as pd\nt = pd.DataFrame({'a': [1]})", "t", 3.0),
    "not a number": ("x = float('nan')", "x", "a mark is a number from 0 to 3"),
    "without end": ("x = float('inf')", "x", "a mark is a number from 0 to 3"),
    "negative": ("x = -1", "x", "a mark is a number from 0 to 3"),
    "more than the most": ("x = 3.01", "x", "a mark is a number from 0 to 3"),
    "text worked out": ("x = '2.0'", "x", "its last line gave text"),
    "false at the end": ("x = 1", "x == 2", "use assert"),
    "true at the end": ("x = 1", "x == 1", 3.0),
    "an object at the end": ("class A: pass\nx = A()", "x", "not plain data"),
    "a module that is not there": ("x = 1", "import no_such_module_here", "needs the module no_such_module_here"),
    "a comparison of the student's": (
        "class A:\n    def __eq__(self, o): return True\nx = A()",
        "assert x == 1",
        "would decide the mark",
    ),
    "an object of a function's compared with a number": (
        "class M:\n    def __init__(self, n): self.n = n\n    def __eq__(self, o): return True\ndef f(): return M(1)",
        "assert f() == 1",
        "would decide the mark",
    ),
    "two classes of one name": (
        "class A:\n    def __eq__(self, o): return True\nB = A\nclass A:\n    def __eq__(self, o): return True",
        "assert A() == B()",
        "would decide the mark",
    ),
    "a comparison of a base of the student's": (
        "class A:\n    def __eq__(self, o): return True\nclass B(A): pass",
        "b = B()\nassert super(B, b).__eq__(1)",
        "would decide the mark",
    ),
    "a subclass of the student's": ("class A(str): pass\nx = A('a')", "assert x == 'a'", "made-up kind of str"),
    "the current figure": (
        "import matplotlib.pyplot as plt\ndef f(): plt.plot([1])",
        "f()\nassert plt.gca().lines",
        "current figure",
    ),
    "plotchecker": ("x = 1", "from plotchecker import PlotChecker", "plotchecker"),
    "source code": ("def f(): return 1", "import inspect\nassert 'return' in inspect.getsource(f)", "reads the student's code"),
    "byte code": ("def f(): return 1", "assert f.__code__.co_argcount == 0", "looks inside"),
    "history": ("x = 1", "assert 'x' in In[1]", "history"),
    "a class built on the student's": ("class A: pass", "class B(A): pass\nassert B()", "on a class of the student's"),
    "an object of the test's": ("def f(o): return o.v", "class T:\n    v = 1\nassert f(T()) == 1", 3.0),
    "what an object of the test's does not show": ("def f(o): return o._v", "class T:\n    _v = 1\nassert f(T()) == 1", 0.0),
    "an object of the test's that is a list": (
        "def f(o): return o[0]",
        "class T(list): pass\nassert f(T([1])) == 1",
        "cannot leave the test",
    ),
    "a list that the student's code makes hold itself": (
        "def f(items): items.append(items)",
        "items = []\nf(items)\nassert items[0] is items",
        "nested more than 100 deep",
    ),
    "a pickle": (
        "import pickle, fractions\nopen('p.pkl', 'wb').write(pickle.dumps(fractions.Fraction(1)))",
        "import pickle\nassert pickle.load(open('p.pkl', 'rb')) == 1",
        "pickle",
    ),
    "text of the student's made into code": ("text = '1 + 1'", "assert eval(text) == 2", "text that the tutor did not write"),
    "pieces of text of the student's made into code": (
        "parts = list('1 + 1')",
        "assert eval(''.join(parts)) == 2",
        "text that the tutor did not write",
    ),
    "text of the tutor's made into code": ("x = 2", "assert eval('x + 1') == 3\nexec('y = x')\nassert y == 2", 3.0),
    "a literal read from the student's text": ("text = '[1, 2]'", "import ast\nassert ast.literal_eval(text) == [1, 2]", 3.0),
    "examples in the student's docstring": (
        'def f():\n    """\n    >>> f()\n    1\n    """\n    return 1',
        "import doctest\nfor t in doctest.DocTestFinder().find(f, 'f', globs={'f': f}):\n    doctest.DocTestRunner().run(t)",
        "text that the tutor did not write",
    ),
    "examples in docstrings, all at once": (
        'def f():\n    """\n    >>> f()\n    2\n    """\n    return 1',
        "import doctest\nassert doctest.testmod().failed == 0",
        "runs the examples of docstrings",
    ),
    "exactly a function": (
        "def f(): return 1",
        "import types\nassert type(f) is types.FunctionType",
        "use isinstance",
    ),
    "a class of a library replaced": (
        "import datetime\ndef f(): return datetime.date.today().year",
        "import datetime\nclass Fixed(datetime.date): pass\ndatetime.date = Fixed\nassert f() > 0",
        "cannot leave the test",
    ),
    "a part of a library taken away": (
        "import random\ndef f(): return random.random()",
        "import random\nkept = random.random\ndel random.random\ntry: f()\nfinally: random.random = kept",
        "cannot be done in the student's process",
    ),
    "a mock that the student's code looks into": (
        "def f(m): return m.call_count",
        "from unittest.mock import Mock\nassert f(Mock()) == 0",
        "looks into an object of the test's",
    ),
    "a hint of the student's read as code": (
        "def f(x: '__import__(\"os\").getpid()'): return 1\nhints = f.__annotations__['x']",
        "import typing\nclass T: x: hints\ntyping.get_type_hints(T)",
        "text that the tutor did not write",
    ),
    "an expression of the student's that names what the test expects": (
        "text = 'beds == @limit'",
        "import pandas as pd\nlimit = 1\ncounted = len(pd.DataFrame({'beds': [1]}).query(text))",
        "more than reckon with columns",
    ),
    "text of the student's that names the inside of a thing": (
        "text = '{0.__class__}'",
        "assert text.format(1)",
        "what Python keeps inside a thing",
    ),
    "yaml that may name the test's variables": (
        "text = 'a: 1'",
        "import yaml\nassert yaml.load(text, Loader=yaml.FullLoader) == {'a': 1}",
        "yaml.safe_load",
    ),
    "text of the tutor's, put together": ("def f(n): return n", "n = 1\nassert eval(f'f({n})') == 1", "did not write"),
    "compiled code": (
        "import marshal\ncode = marshal.dumps(compile('v = 1', '<x>', 'exec'))",
        "import marshal\nexec(marshal.loads(code))",
        "did not write",
    ),
    "a file of the student's that is run": (
        "open('mine.py', 'w').write('v = 1')",
        "import runpy\nassert runpy.run_path('mine.py')['v'] == 1",
        "the tutor did not write",
    ),
    "a file of the student's that is imported by a path": (
        "open('mine.py', 'w').write('v = 1')",
        "import sys\nsys.path.insert(0, '')\nimport mine\nassert mine.v == 1",
        "not the tutor's",
    ),
    "a name of the test's hidden lines": (
        "def f(): return secret",
        "### BEGIN HIDDEN TESTS\nsecret = 1\nassert f() == 1\n### END HIDDEN TESTS",
        0.0,
    ),
    "what a test expects, in its visible lines": ("def f(): return expected", "expected = 1\nassert f() == expected", 0.0),
    "the tutor's own error": ("x = 1", "assert x == 2, 'not two'", 0.0),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_the_page_says(name: str, template: Template) -> None:
    made, test, expected = CASES[name]
    pair = read_pair(f"# %% solution a\nplaceholder = 1\n# %% student a\n{made}\n# %% test q1 3\n{test}")
    (verdict,) = judge_code(pair.master, pair.submitted, {}, template=template).verdicts
    if isinstance(expected, str):
        assert verdict.score is None, verdict
        assert expected in verdict.reason
        assert verdict.reason.startswith("No mark")
    else:
        assert verdict.score == expected, verdict


def test_what_a_missing_module_was_to_give_later_tests_is_no_fault_of_the_students(template: Template) -> None:
    pair = read_pair(
        "# %% solution a\nx = 1\n# %% locked given\nfrom no_such_module_there import wrong\n"
        "# %% test q1\nfrom no_such_module_here import right\nlimit = 1\n"
        "# %% test q2\nassert right(x)\n# %% test q3\nassert limit == x\n# %% test q4\nassert wrong(x)\n"
        "# %% test q5\nassert other(x)\n# %% test q6\nlimit = 1\nassert limit == x"
    )
    found = judge_code(pair.master, pair.submitted, {}, template=template).verdicts
    assert [verdict.score for verdict in found] == [None, None, None, None, 0, 1]
    assert all("no_such_module_here" in verdict.reason for verdict in found[:3])
    assert "no_such_module_there" in found[3].reason


def test_a_name_that_the_solution_uses_is_there_when_a_visible_line_of_the_test_makes_it(template: Template) -> None:
    pair = read_pair("# %% solution a\ndef f(): return 2 * given\n# %% test q1\ngiven = 2\nassert f() == 4")
    (verdict,) = judge_code(pair.master, pair.submitted, {}, template=template).verdicts
    assert verdict.score == 1


def test_what_a_hidden_line_makes_is_not_there_for_later_cells(template: Template) -> None:
    pair = read_pair(
        "# %% test q1\nimport math\nshown = 2\n### BEGIN HIDDEN TESTS\nsecret = 3\nassert secret\n### END HIDDEN TESTS\n"
        "# %% free\nfound = [name for name in ('shown', 'math', 'secret') if name in globals()]\n"
        "# %% test q2\nassert found == ['shown', 'math']"
    )
    assert [verdict.score for verdict in judge_code(pair.master, pair.submitted, {}, template=template).verdicts] == [1, 1]


def test_a_test_of_the_tutors_that_never_ends_costs_only_itself(template: Template) -> None:
    from grader.judge.code import Limits

    pair = read_pair("# %% solution a\nx = 1\n# %% test q1\nwhile True: pass\n# %% test q2\nassert x == 1")
    outcome = judge_code(pair.master, pair.submitted, {}, template=template, limits=Limits(cell_seconds=1))
    assert [verdict.score for verdict in outcome.verdicts] == [0, 1]
