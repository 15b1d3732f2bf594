"""What an installation needs: checks of this machine."""

from grader.college.doctor import examine
from grader.college.probe import protections

__all__ = ["examine", "protections"]
