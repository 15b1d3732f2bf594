"""The settings by which nbgrader marks with Care Lab instead of running each notebook in a kernel."""

from __future__ import annotations

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, IgnorePattern, LimitOutput
from traitlets.config import Config

from grader.nbgrader_plugin.converter import TutorsExporter
from grader.nbgrader_plugin.pages import PagesExporter
from grader.nbgrader_plugin.preprocessor import Mark, SaveVerdicts


def use_carelab(config: Config) -> None:
    """Configure nbgrader so that Care Lab does the marking in ``nbgrader autograde`` and behind formgrader's button.

    ``nbgrader generate_feedback``, and formgrader's button for it, then write Care Lab's feedback pages for units that use it.

    Parameters
    ----------
    config:
        What ``get_config()`` returns in ``nbgrader_config.py``. Settings on later lines of that file take precedence.
    """
    config.GenerateFeedback.exporter_class = PagesExporter  # nbgrader's own page would show each unit's keys to its students
    config.Autograde.exporter_class = TutorsExporter  # nbgrader itself reads no student's file, so that none can stop it
    config.Autograde.sanitize_preprocessors = []  # Care Lab's repair takes their place
    config.Autograde.autograde_preprocessors = [
        Mark,  # in place of Execute: answers are data, and a student's code runs in a sandbox
        IgnorePattern,
        ClearMetadataPreprocessor,
        LimitOutput,
        SaveVerdicts,  # in place of SaveAutoGrades: a mark, or no mark with its reason
        AssignLatePenalties,
        CheckCellMetadata,
    ]
