"""How long a long proof runs: a sample of it in each test run, the whole of it when ``CARELAB_SOAK`` is set."""

import os

WHOLE = bool(os.environ.get("CARELAB_SOAK"))


def times(sample: int, whole: int) -> int:
    """Return how often to try, in this run."""
    return whole if WHOLE else sample
