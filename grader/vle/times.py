"""Times in the forms that VLEs state and tutors type, read as UK local time; and times in words, in UK local time."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,9}) (?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9}) (?P<day>\d{1,2}) (?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[t-](?=\d))?")
_SLASHES = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")
_TIME = re.compile(
    r"(?:at )?(?P<hour>\d{1,2})(?:[:.-]?(?P<minute>\d\d))?(?:[:-](?P<second>\d\d)(?:\.\d{1,6})?)?\s?(?P<half>[ap]m)?"
    r"(?: o'clock)?\s?(?P<zone>gmt|bst|utc|z|\+00:?00|\+01:?00)?"
)
_OFFSETS = {"gmt": 0, "utc": 0, "z": 0, "+0000": 0, "bst": 1, "+0100": 1}
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def to_utc(text: str, *, end_of_day: bool = False) -> dt.datetime | None:
    """Return the time that a VLE's text states, in UTC; None when the text states none.

    The forms that are read: Moodle's ``Monday, 23 November 2026, 4:41 PM``, Brightspace's ``Nov 23, 2026 441 PM``, Blackboard's
    ``2026-11-23-16-41-07`` and ``Monday, 23 November 2026 16:41:07 o'clock GMT``, ISO 8601, and ``23/11/2026 16:41`` with the day
    first. A time without a zone is UK local time; of a time that an autumn night has twice, the earlier is taken.

    Parameters
    ----------
    end_of_day:
        Whether a date without a time means the end of that day; otherwise such a date gives None.
    """
    plain = " ".join(text.casefold().replace(",", " ").replace("’", "'").split())
    plain = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? ", "", plain)
    for form in (_DAY_FIRST, _MONTH_FIRST, _ISO, _SLASHES):
        if found := form.match(plain):
            return _moment(found, plain[found.end() :].strip(), end_of_day=end_of_day)
    return None


def in_uk_words(moment: dt.datetime) -> str:
    """Return a time in words, in UK local time: ``Monday 23 November 2026, 4:41 pm``. A time without a zone is UTC."""
    local = as_utc(moment).astimezone(UK)
    return f"{local:%A} {local.day} {local:%B %Y}, {local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def late_in_words(handed_in: dt.datetime, due: dt.datetime) -> str:
    """Return how late a hand-in is, in its two largest units: ``2 days 3 hours late``; "" when it was in time."""
    seconds = int((as_utc(handed_in) - as_utc(due)).total_seconds())
    if seconds <= 0:
        return ""
    parts = []
    for unit, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}{'s' * (count != 1)}")
    return f"{' '.join(parts[:2]) or 'less than a minute'} late"


def as_utc(moment: dt.datetime) -> dt.datetime:
    """Return a time converted to UTC; a time without a time zone, as nbgrader keeps them, is taken as UTC already."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def _moment(found: re.Match[str], rest: str, *, end_of_day: bool) -> dt.datetime | None:
    month = found["month"]
    number = int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3]) if month[:3] in _MONTHS else 0
    clock = _clock(rest, end_of_day=end_of_day)
    if clock is None:
        return None
    time, zone = clock
    try:
        local = dt.datetime.combine(dt.date(int(found["year"]), number, int(found["day"])), time)
    except ValueError:
        return None
    if zone:
        return local.replace(tzinfo=dt.timezone(dt.timedelta(hours=_OFFSETS[zone]))).astimezone(dt.UTC)
    return local.replace(tzinfo=UK).astimezone(dt.UTC)


def _clock(rest: str, *, end_of_day: bool) -> tuple[dt.time, str] | None:
    if not rest:
        return (dt.time(23, 59, 59), "") if end_of_day else None
    found = _TIME.fullmatch(rest)
    if found is None or (found["minute"] is None and found["half"] is None):
        return None
    hour, half = int(found["hour"]), found["half"]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    try:
        time = dt.time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None
    return time, (found["zone"] or "").replace(":", "")
