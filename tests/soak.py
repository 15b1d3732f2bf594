"""How long a long proof runs: a sample of it in each test run, the whole of it when ``CARELAB_SOAK`` is set."""

import os
from collections.abc import Callable

import pytest

WHOLE = bool(os.environ.get("CARELAB_SOAK"))


def long_proof(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a proof as ``soak`` when it runs whole; its sample belongs to every test run."""
    return pytest.mark.soak(test) if WHOLE else test


def times(sample: int, whole: int) -> int:
    """Return how often to try, in this run."""
    return whole if WHOLE else sample
