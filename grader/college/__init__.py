"""What an installation needs: checks of this machine."""

from grader.college.doctor import examine

__all__ = ["examine"]
