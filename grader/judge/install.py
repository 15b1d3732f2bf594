"""Puts the judge into any nbgrader course, by one line of its ``nbgrader_config.py``."""

from __future__ import annotations

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, IgnorePattern, LimitOutput
from traitlets.config import Config

from grader.judge.converter import FromTheTutor
from grader.judge.preprocessor import Judge, SaveVerdicts


def use_judge(config: Config) -> None:
    """Let the judge stand where nbgrader would run a student's notebook, for ``nbgrader autograde`` and formgrader's button.

    Parameters
    ----------
    config:
        What ``get_config()`` gives in ``nbgrader_config.py``. Settings that the course makes after this line win.
    """
    config.Autograde.exporter_class = FromTheTutor  # no student's file is read but by the judge, so none can stop nbgrader
    config.Autograde.sanitize_preprocessors = []  # what they would mend, the judge mends
    config.Autograde.autograde_preprocessors = [
        Judge,  # in place of Execute: answers are data, and a student's code runs in a sandbox of its own
        IgnorePattern,
        ClearMetadataPreprocessor,
        LimitOutput,
        SaveVerdicts,  # in place of SaveAutoGrades: the judge's marks, or no mark with its reason
        AssignLatePenalties,
        CheckCellMetadata,
    ]
