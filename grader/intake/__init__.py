"""Takes uploads of any VLE into submitted/: looks first, asks where it is not certain, and takes in when told to."""

from grader.intake.hand_ins import TIME_NOT_KNOWN, HandIn
from grader.intake.look import Look, look
from grader.intake.placement import finish
from grader.intake.record import FILE, UPLOADS, forget, read_records
from grader.intake.take import take

__all__ = ["FILE", "TIME_NOT_KNOWN", "UPLOADS", "HandIn", "Look", "finish", "forget", "look", "read_records", "take"]
