"""The course as one zip for students of a college without a web host."""

from grader.pack.pack import Pack, make_pack

__all__ = ["Pack", "make_pack"]
