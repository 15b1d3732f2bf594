"""The special methods that are told across the line, by what a stand-in does with each. Used on both sides; knows neither."""

from __future__ import annotations

COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
"""Decided by the student's code only where the exercise is to write them."""
READS = (
    *("__getitem__", "__setitem__", "__delitem__", "__next__", "__reversed__", "__call__", "__str__", "__repr__", "__format__"),
    *("__enter__", "__exit__", "__aiter__", "__anext__", "__aenter__", "__aexit__"),
    *("__bool__", "__int__", "__float__", "__index__", "__complex__"),
)
"""Asked of the student's process as an ordinary method is."""
OWN_WAY = ("__len__", "__iter__", "__contains__", "__await__", "__hash__")
"""Asked with a check, or decided on the tests' side."""
RECKONING = (
    *("__abs__", "__neg__", "__pos__", "__invert__", "__round__"),
    *("__add__", "__radd__", "__iadd__", "__sub__", "__rsub__", "__isub__", "__mul__", "__rmul__", "__imul__", "__matmul__"),
    *("__truediv__", "__rtruediv__", "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__pow__", "__rpow__"),
    *("__and__", "__or__", "__xor__", "__lshift__", "__rshift__", "__divmod__"),
)
"""Asked only where the exercise is to write them."""
DUNDERS = (*OWN_WAY, *READS, *COMPARISONS, *RECKONING)
ENUM_DATA = (int, str, float)
"""What the members of an enumeration may be besides."""
ENUM_TEXTS = ("__str__", "__repr__", "__format__")
"""What an enumeration may say of such members in its own way."""


def special_methods(cls: type) -> list[str]:
    """Return the special methods of a class that are not just ``object``'s."""
    return [name for name in DUNDERS if _has(cls, name)]


def _has(cls: type, name: str) -> bool:
    """Say whether a class has a special method that is not just ``object``'s."""
    found = next((vars(kind)[name] for kind in cls.__mro__ if name in vars(kind)), None)
    return found is not None and found is not vars(object).get(name)
