"""The names that a cell of the master uses, sets and changes, read from its source. Knows nothing of whose they are."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

_DATACLASS_METHODS = ("__eq__", "__repr__", "__init__")


@dataclass
class CellNames:
    """What one cell does with names.

    Attributes
    ----------
    made:
        Names that it binds.
    changed:
        Names whose value it changes in place, as far as can be read.
    imports:
        Name bound by an import, and that import as a statement.
    methods:
        Class name, and the special methods it defines.
    """

    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)
    methods: dict[str, set[str]] = field(default_factory=dict)


def parse(source: str) -> ast.Module | None:
    """Parse a notebook cell, magics and all; None when it is not Python."""
    try:
        return ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError, RecursionError):
        return None


def read_cell(source: str) -> CellNames:
    """Read what a cell does with names."""
    names = CellNames()
    tree = parse(source)
    if tree is not None:
        _Reader(names).visit(tree)
    return names


class _Reader(ast.NodeVisitor):
    def __init__(self, names: CellNames) -> None:
        self.names = names
        self.depth = 0

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store | ast.Del) and not self.depth:
            self.names.made.add(node.id)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._imported(alias.asname or alias.name.partition(".")[0], ast.unparse(ast.Import([alias])))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name != "*" and not node.level:
                self._imported(alias.asname or alias.name, ast.unparse(ast.ImportFrom(node.module, [alias], 0)))

    def _imported(self, name: str, statement: str) -> None:
        if not self.depth:
            self.names.imports[name] = statement

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if not self.depth:
            self.names.made.add(node.name)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Global):
                self.names.made.update(inner.names)
        self._inside(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not self.depth:
            self.names.made.add(node.name)
            methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef) and item.name.startswith("__")}
            # ``__radd__ = __add__`` defines a method as a ``def`` does
            targets = [name for item in node.body if isinstance(item, ast.Assign) for name in item.targets]
            methods.update(name.id for name in targets if isinstance(name, ast.Name) and name.id.startswith("__"))
            if any("dataclass" in ast.unparse(d) for d in node.decorator_list):
                methods.update(_DATACLASS_METHODS)
                if any("frozen=True" in ast.unparse(d) or "unsafe_hash=True" in ast.unparse(d) for d in node.decorator_list):
                    methods.add("__hash__")
                if any("order=True" in ast.unparse(d) for d in node.decorator_list):
                    methods.update(("__lt__", "__le__", "__gt__", "__ge__"))
            if any("total_ordering" in ast.unparse(d) for d in node.decorator_list):
                methods.update(("__lt__", "__le__", "__gt__", "__ge__"))
            if "__eq__" in methods:
                methods.add("__ne__")
            self.names.methods[node.name] = methods
        self._inside(node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside([node.body])

    def _inside(self, body: list[Any]) -> None:
        self.depth += 1
        for item in body:
            self.visit(item)
        self.depth -= 1

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._changed_if_stored(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._changed_if_stored(node)

    def _changed_if_stored(self, node: ast.Subscript | ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Store | ast.Del):
            self._change(node)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        # a call whose result is thrown away was made for what it changes
        if isinstance(node.value, ast.Call):
            if isinstance(node.value.func, ast.Attribute):
                self._change(node.value.func)
            for argument in node.value.args:
                self._change(argument)
        self.generic_visit(node)

    def _change(self, node: ast.AST) -> None:
        while isinstance(node, ast.Subscript | ast.Attribute):
            node = node.value
        if isinstance(node, ast.Name):
            self.names.changed.add(node.id)
