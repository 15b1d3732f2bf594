"""Course folders, their settings, and files that students handed in."""

from grader.course.exchange_files import copy_exchange_files
from grader.course.folder_state import SETTLED_NS, FolderState, content
from grader.course.folders import NAMES, BadCourse, Course, is_plain_student, is_student, scripts_on_path
from grader.course.json_lines import json_lines
from grader.course.lock import WAITING_FOR_LOCK, course_lock
from grader.course.settings import FILE, OtherSettings, gradebook_of, settings
from grader.course.submission_files import file_hash, files_beside, files_in, is_ordinary, name_bytes, start_of
from grader.course.timestamp import TIMESTAMP, UNREADABLE_TIMESTAMP, submission_time

__all__ = [
    "FILE",
    "NAMES",
    "SETTLED_NS",
    "TIMESTAMP",
    "UNREADABLE_TIMESTAMP",
    "WAITING_FOR_LOCK",
    "BadCourse",
    "Course",
    "FolderState",
    "OtherSettings",
    "content",
    "copy_exchange_files",
    "course_lock",
    "file_hash",
    "files_beside",
    "files_in",
    "gradebook_of",
    "is_ordinary",
    "is_plain_student",
    "is_student",
    "json_lines",
    "name_bytes",
    "scripts_on_path",
    "settings",
    "start_of",
    "submission_time",
]
