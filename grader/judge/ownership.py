"""Which names belong to the student and which to the tutor, read from the master alone, before any student code runs.

A name that a tutor's cell makes is the tutor's, whatever a student later does to it, unless the master's own solution makes
or changes it too: then the exercise is about that name, and it is the student's. Built-in names are the tutor's likewise.
Knows nothing of submissions.
"""

from __future__ import annotations

import ast
import functools
import re
from dataclasses import dataclass

from grader.judge.cellnames import CellNames, parse, read_cell

DEFAULT_HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
_FIGURE_STATE = {"gca", "gcf", "get_fignums", "axes", "figure", "get_figlabels", "fignum_exists"}
_SOURCE = {"getsource", "getsourcelines", "getsourcefile", "findsource", "getclosurevars"}
_DOCSTRINGS = {"testmod", "testfile", "run_docstring_examples"}
_UNSAFE_YAML = re.compile(r"(C?(Unsafe|Full)?Loader|(unsafe|full)_load(_all)?)")
_HISTORY = re.compile(r"_|__|___|_\d+|_i\d*|_ii|_iii|_ih|_oh|In|Out")


@dataclass(frozen=True)
class TestNames:
    """What a test cell needs to know about names: see ``testnames.Names.begin`` for the first four.

    Attributes
    ----------
    methods:
        Class name, and the special methods that the master's own solution defines.
    visible:
        The definitions and imports that the student could see in this cell, as source, to be run at the student's side.
    early:
        Names to look up before the cell runs: those that the body of a class uses.
    refusal:
        Why the test cannot be run away from the student's process; empty when it can.
    """

    students: tuple[str, ...]
    lent: tuple[str, ...]
    used: tuple[str, ...]
    imports: dict[str, str]
    methods: dict[str, list[str]]
    visible: str
    early: tuple[str, ...]
    refusal: str


class Ownership:
    """Reads the master's cells in order.

    Parameters
    ----------
    hidden:
        The marks between which a test cell's lines are left out of what students receive.
    """

    def __init__(self, hidden: tuple[str, str] = DEFAULT_HIDDEN) -> None:
        self.hidden = hidden
        self._owner: dict[str, bool] = {}
        self._students: set[str] = set()
        self._used: set[str] = set()
        self._imports: dict[str, str] = {}
        self._methods: dict[str, set[str]] = {}
        self._pyplot = {"plt", "pyplot", "pylab"}

    def student_cell(self, source: str) -> None:
        """Read the master's own version of a cell that the student may change."""
        names = read_cell(source)
        tree = parse(source)
        self._used.update(node.id for node in (ast.walk(tree) if tree else ()) if isinstance(node, ast.Name))
        for name in names.made | names.changed:
            if name not in names.imports:
                self._students.add(name)
        self._imports.update(names.imports)
        self._methods.update(names.methods)
        self._note_pyplot(names)

    def tutor_cell(self, source: str) -> None:
        """Read a locked cell that both sides run."""
        names = read_cell(source)
        for name in names.made:
            self._students.discard(name)
        self._note_pyplot(names)

    def test_cell(self, source: str) -> TestNames:
        """Read a test cell, and say what it needs to know."""
        seen = visible_part(source, self.hidden)
        tree, whole = parse(seen), parse(source)
        secret = _mentioned(source, self.hidden)
        students = tuple(sorted(self._students))
        defined = {node.name for node in _body(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)}
        made = read_cell(seen).made - defined
        self._note_pyplot(read_cell(source))
        return TestNames(
            students=students,
            lent=tuple(sorted(name for name in made if name not in secret and name not in self._students)),
            used=tuple(sorted(self._used)),
            imports=dict(self._imports),
            methods={name: sorted(found) for name, found in self._methods.items()},
            visible=self._definitions(tree),
            early=tuple(sorted(_used_in_class_bodies(whole))),
            refusal=self._refusal(whole),
        )

    def _definitions(self, tree: ast.Module | None) -> str:
        kept = [
            node
            for node in _body(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            or (isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) and node.name not in self._students)
        ]
        return "\n".join(ast.unparse(node) for node in kept)

    def _note_pyplot(self, names: CellNames) -> None:
        for name, statement in names.imports.items():
            if "pyplot" in statement or "pylab" in statement:
                self._pyplot.add(name)

    def _refusal(self, tree: ast.Module | None) -> str:
        """Say why a test needs the student's own process, if it does."""
        made = (
            {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
            if tree
            else set()
        )
        for node in ast.walk(tree) if tree is not None else ():
            word = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if word in _SOURCE:
                return f"the test reads the student's code ({word}), which stays in the student's process"
            if word in _DOCSTRINGS:
                return f"the test runs the examples of docstrings ({word}), which are not there where tests run"
            if isinstance(node, ast.Attribute) and _UNSAFE_YAML.fullmatch(word) and ast.unparse(node.value) == "yaml":
                return f"the test reads YAML with {word}, by which a text can name the test's own variables; use yaml.safe_load"
            if isinstance(node, ast.Compare) and _is_exact_type(node):
                return "the test asks whether something is of exactly one type by is; use isinstance, or =="
            if (
                isinstance(node, ast.Attribute)
                and word in _FIGURE_STATE
                and isinstance(node.value, ast.Name)
                and node.value.id in self._pyplot
            ):
                return f"the test asks for the current figure ({node.value.id}.{word}), which stays in the student's process"
            if isinstance(node, ast.Name) and _HISTORY.fullmatch(word) and isinstance(node.ctx, ast.Load) and word not in made:
                return f"the test reads the notebook's history ({word}), which stays in the student's process"
            if isinstance(node, ast.Import | ast.ImportFrom) and "plotchecker" in ast.unparse(node):
                return "the test inspects a plot with plotchecker, and the plot stays in the student's process"
        return ""


def _is_exact_type(node: ast.Compare) -> bool:
    """Say whether a type is compared by ``is`` with one of the types of functions, which a stand-in cannot be of."""
    by_is = any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops)
    return (
        by_is
        and "type(" in ast.unparse(node.left)
        and any(
            word in ast.unparse(side)
            for side in node.comparators
            for word in ("FunctionType", "LambdaType", "MethodType", "(lambda")
        )
    )


def _body(tree: ast.Module | None) -> list[ast.stmt]:
    return tree.body if tree is not None else []


def _used_in_class_bodies(tree: ast.Module | None) -> set[str]:
    return {
        node.id
        for cls in (ast.walk(tree) if tree is not None else ())
        if isinstance(cls, ast.ClassDef)
        for part in cls.body
        if not isinstance(part, ast.FunctionDef)
        for node in ast.walk(part)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


@functools.cache
def _marks(hidden: tuple[str, str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(re.escape(hidden[0])), re.compile(re.escape(hidden[1]))


def visible_part(source: str, hidden: tuple[str, str] = DEFAULT_HIDDEN) -> str:
    """Return a test cell without its hidden lines, as students receive it."""
    kept, _ = _split(source, hidden)
    return "\n".join(kept)


def _split(source: str, hidden: tuple[str, str]) -> tuple[list[str], list[str]]:
    begin, end = _marks(hidden)
    kept: list[str] = []
    secret: list[str] = []
    inside = False
    for line in source.split("\n"):
        if begin.search(line):
            inside = True
        elif end.search(line):
            inside = False
        else:
            (secret if inside else kept).append(line)
    return kept, secret


def _mentioned(source: str, hidden: tuple[str, str]) -> set[str]:
    """Return every word of the hidden lines."""
    return set(re.findall(r"\w+", "\n".join(_split(source, hidden)[1])))
