"""The course's checks count syllables as its forms do."""

from carelab.questions.syllables import syllables

__all__ = ["syllables"]
