"""What a person and a program read when marking is stopped: by Ctrl-C, or by a course, gradebook or disk in the way."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from carelab.questions import CareLabError
from grader.cli.common import err, print_json
from grader.cli.terminal import tell
from grader.marking import MarkRun

BY_CTRL_C = 128 + signal.SIGINT
"""The exit code of a run that a person stopped, as shells count it."""


@contextmanager
def telling(run: MarkRun, *, as_json: bool) -> Iterator[None]:
    """Run the marking in this ``with`` block. If it stops early, store why in ``run``, and print ``run`` if ``as_json``."""
    try:
        yield
    except KeyboardInterrupt:
        kept = f"{run.marked} submissions were marked before it, and those marks are kept."
        run.stopped = f"Marking was stopped from the keyboard. {kept}"
        if as_json:
            print_json(run.as_json())
        tell(err, f"Marking was stopped. {kept}", "Stopped.")
        tell(err, "To go on from there, run the same command again.")
        raise typer.Exit(BY_CTRL_C) from None
    except (CareLabError, OSError) as problem:
        run.stopped = str(problem)
        if as_json:
            print_json(run.as_json())
        raise
