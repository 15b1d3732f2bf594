"""Records the outcome of one submission: gradebook, late penalty, audit, and the record beside the marked notebook."""

from __future__ import annotations

from grader import audit
from grader.classlist import ClassList, write_extensions
from grader.course import Course
from grader.gradebook import Gradebook, LatePenalties, PluginStopped
from grader.marking.previous import Record
from grader.marking.run import MarkRun, Outcome, Submission


class Recorder:
    """Writes the outcomes of a marking run to the gradebook, the audit and the records; in one process only.

    Parameters
    ----------
    run:
        The summary of the marking run, to which each outcome is added.
    """

    def __init__(self, course: Course, gradebook: Gradebook, late: LatePenalties, run: MarkRun) -> None:
        self._course, self._gradebook, self._late, self._run = course, gradebook, late, run
        self._people = ClassList.load(course)

    def save(self, submission: Submission, outcome: Outcome) -> None:
        """Write the outcome of one submission. Raises GradebookProblem, AuditNotWritten, OSError."""
        record = Record(submission.marked)
        student, unit, run = submission.student, submission.unit, self._run
        if not outcome.changed:
            known = submission.known or {}
            run.unchanged += 1
            run.keep(student, unit, known)
            record.write(submission.rules, outcome.content, outcome.state, {**known, "again": False})
            return
        run.repaired += [(student, unit, what) for what in outcome.repaired]
        if outcome.problem:
            run.failed.append((student, unit, outcome.problem))
            if self._gradebook.withdraw(student, unit, outcome.problem, submission.source.stem):
                self._assign_late_penalty(submission)
        else:
            self._save_marks(submission, outcome)
        audit.append(self._course.audit, [outcome.entry])
        if outcome.content and not outcome.problem:
            record.write(submission.rules, outcome.content, outcome.state, outcome.told())

    def _save_marks(self, submission: Submission, outcome: Outcome) -> None:
        student, unit, run = submission.student, submission.unit, self._run
        whole = bool(submission.before) and submission.before == outcome.content
        same = {m.grade_id for m in outcome.marks} if whole else outcome.same
        notebook, comments = submission.source.stem, outcome.comments
        self._gradebook.save(student, unit, outcome.marks, outcome.handed_in, notebook, same=same, comments=comments)
        write_extensions(self._gradebook, self._people, unit, student)
        self._assign_late_penalty(submission)
        run.marked += 1
        run.failed += [(student, unit, reason) for reason in outcome.unmarked]
        run.shared += [(student, unit, cell) for cell in outcome.shared]

    def _assign_late_penalty(self, submission: Submission) -> None:
        try:
            self._late.assign(submission.student, submission.unit, submission.source.stem)
        except PluginStopped as error:
            self._run.failed.append((submission.student, submission.unit, str(error)))
