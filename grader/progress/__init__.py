"""Where everybody's work is: not handed in, not usable, to be marked, marked, returned."""

from grader.progress.states import ClassStates, State, Work, class_states

__all__ = ["ClassStates", "State", "Work", "class_states"]
