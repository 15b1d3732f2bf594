"""Do the lessons and tutor's notes of units 05 to 07 say what their models show?"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pytest

from carelab.sims import six_styles, ten_demands, twelve_months
from carelab.sims.scenes import SCENES

ROOT = Path(__file__).parents[2]
DESK = list(ten_demands.ON_THE_DESK)
BEST_WORDS = {f"{name}-says": scene.first for name, scene in SCENES.items()}
SUITED = {name: scene.suits for name, scene in SCENES.items()}
HANDED = {"cover": "delegate", "complaint": "delegate"}
NEXT = ["hoist", "referral", "cover", "supervision"]
LEAST = ["hoist", "referral", "cover", "complaint", "supervision", "break", "walk", "family", "budget", "folder"]


def day(first: Sequence[str] = (), choices: Mapping[str, str] = MappingProxyType({})) -> dict[str, object]:
    """The list as it lay on the desk, with these moved to the top, and done in person unless said otherwise."""
    order = [*first, *(task for task in DESK if task not in first)]
    return {"day": [[task, choices.get(task, "do")] for task in order]}


DAYS = {
    "592.5": day(),
    "272.5": day(["hoist", "referral"]),
    "96": day(["hoist", "referral"], HANDED | {"folder": "delay"}),
    "22.5": day(NEXT, HANDED | {"folder": "drop"}),
    "10": day(LEAST, HANDED | {"folder": "delay"}),
    "691": day([], dict.fromkeys(DESK, "delegate")),
}
SCENES_LED = {
    ("43", "7"): {},
    ("46", "13"): {"alarm": "coercive"},
    ("17", "13"): dict.fromkeys(SCENES, "coercive") | BEST_WORDS,
    ("19", "10"): dict.fromkeys(SCENES, "pacesetting") | BEST_WORDS,
    ("50.5", "10"): dict.fromkeys(SCENES, "authoritative") | BEST_WORDS,
    ("59", "13"): SUITED | BEST_WORDS,
}


def notes(unit: str) -> str:
    return (ROOT / "docs" / "tutor-notes" / f"{unit}.md").read_text(encoding="utf-8")


def lesson(unit: str) -> str:
    cells = json.loads((ROOT / "notebooks" / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("harm", DAYS)
def test_one_day_ten_demands(harm: str) -> None:
    shown = ten_demands.MODEL.run(DAYS[harm]).figures[0].text
    assert shown == harm
    assert re.search(rf"\| \**{harm}\** \|$", notes("05-management-skills"), re.MULTILINE)


@pytest.mark.parametrize(("climate", "safety"), SCENES_LED)
def test_six_styles(climate: str, safety: str) -> None:
    at_end = six_styles.MODEL.run(SCENES_LED[climate, safety]).figures
    assert float(at_end[0].text.split()[0]) == float(climate)
    assert at_end[1].text.split()[0] == safety
    assert f"| {climate} | {safety} |" in notes("06-leadership-traits")


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("05-management-skills", ["592.5", "272.5", "10 points"]),
        ("06-leadership-traits", ["17", "59"]),
        ("07-impact", ["16 months", "9 months", "5 months", "54 points in place of 63"]),
    ],
)
def test_the_lesson_says_the_same(unit: str, said: list[str]) -> None:
    assert [figure for figure in said if figure not in lesson(unit)] == []


def test_twelve_months() -> None:
    years = re.findall(r"^\| (\d+)% \| (\d+)% \| ([^|]+) \| ([\d.]+)([^|]*) \| ([^|]+) \|$", notes("07-impact"), re.MULTILINE)
    assert len(years) == 8
    for management, leadership, shock, quality, more, recovered in years:
        month, leaves = re.search(r"month (\d+)", shock), "leader" if "leaves" in shock else "nobody"
        begins = int(month[1]) if month else None
        course = twelve_months.Course(int(management) / 100, int(leadership) / 100, begins, leaves=leaves)
        story, took = twelve_months.follow(course), twelve_months.recovery(course)
        assert story[-1].quality == pytest.approx(float(quality), abs=0.051)
        assert recovered == ("–" if took is None else f"{took} months")
        if earlier := re.search(r"after ([\d.]+) in month (\d+)", more):
            assert story[int(earlier[2])].quality == pytest.approx(float(earlier[1]), abs=0.051)
            assert max(month.quality for month in story) == story[int(earlier[2])].quality


def test_leadership_alone_is_not_the_lesson() -> None:
    assert twelve_months.follow(twelve_months.Course(0.2, 1.0))[-1].quality == pytest.approx(35.5, abs=0.051)
    assert "ends at 35.5 points" in notes("07-impact")
