"""What text a tutor wrote: the lines of their cells, and the strings that they spelled out there. Runs nothing."""

from __future__ import annotations

import ast


class TutorsText:
    """The text of the tutor's cells, as it comes to be known."""

    def __init__(self, *known: str) -> None:
        self._texts = list(known)
        self._spelled: set[str] = set()

    def add(self, source: str) -> None:
        """Note the source of a cell, as it stands or without its magics."""
        self._texts.append(source)
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self._spelled.update(_lines(node.value))

    def wrote(self, text: str | bytes) -> bool:
        """Say whether each line of a text stands in some cell, whole or as part of one: for what libraries take from a cell."""
        return all(any(line in known for known in self._texts) for line in _lines(text))

    def spelled(self, text: str | bytes) -> bool:
        """Say whether each line of a text is a line of a string in some cell.

        Not every part of a line is: to evaluate the student's text ``expected``, a name of the test's, would give the answer.
        """
        return all(line in self._spelled for line in _lines(text))

    def mentions(self, word: str) -> bool:
        """Say whether some string in a cell holds a word."""
        return any(word in line for line in self._spelled)


def _lines(text: str | bytes) -> list[str]:
    whole = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return [line.strip() for line in whole.splitlines() if line.strip()]
