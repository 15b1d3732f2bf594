"""Where everybody's work is: not handed in, not usable, to be marked, marked, returned."""

from grader.progress.states import ClassStates, class_states
from grader.progress.work import State, Work, stamp

__all__ = ["ClassStates", "State", "Work", "class_states", "stamp"]
