"""The settings by which nbgrader marks with Care Lab instead of running each notebook in a kernel."""

from __future__ import annotations

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, IgnorePattern, LimitOutput
from traitlets.config import Config

from grader.nbgrader_plugin.converter import TutorsExporter
from grader.nbgrader_plugin.pages import PagesExporter
from grader.nbgrader_plugin.preprocessor import Mark, SaveVerdicts


def use_carelab(config: Config) -> None:
    """Let Care Lab mark wherever nbgrader would run a student's notebook: ``nbgrader autograde`` and formgrader's button.

    ``nbgrader generate_feedback``, and formgrader's button for it, write Care Lab's pages for Care Lab's units.

    Parameters
    ----------
    config:
        What ``get_config()`` gives in ``nbgrader_config.py``. Settings that the course makes after this line win.
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
