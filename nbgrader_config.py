"""nbgrader's settings for this course: the judge stands where nbgrader would run a student's notebook."""

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, IgnorePattern, LimitOutput

from grader.judge.converter import FromTheTutor
from grader.judge.preprocessor import Judge, SaveVerdicts

c = get_config()  # noqa: F821 (nbgrader puts it there)

c.CourseDirectory.course_id = "carelab"
c.Autograde.exporter_class = FromTheTutor  # no student's file is read but by the judge, so none can stop nbgrader
c.Autograde.sanitize_preprocessors = []  # what they would mend, the judge mends
c.Autograde.autograde_preprocessors = [
    Judge,  # in place of Execute: answers are data, and a student's code runs in a sandbox of its own
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveVerdicts,  # in place of SaveAutoGrades: the judge's marks, or no mark with its reason
    AssignLatePenalties,
    CheckCellMetadata,
]
