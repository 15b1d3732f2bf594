"""Six Styles: eight scenes in one team; choose how to lead each, and the first words you say. Knows no screen.

For each scene, in order, starting from a climate of 40 and a safety of 10::

                    where it suits the scene    elsewhere
    authoritative   +3                          +0.5
    affiliative     +2                          +0.5
    democratic      +2                          +0.5
    coaching        +2                          +0.5
    coercive        +1                          -2, and -4 if it was used in an earlier scene
    pacesetting     +1                          -2, and -4 if it was used in an earlier scene

- Opening words: +0.5 on climate when they answer what the scene needs first, -0.5 when they do not.
- Safety moves in the fire alarm alone: +3 with a coercive style; -3 with a style that begins a talk (democratic, affiliative,
  coaching), and then the climate falls by 2 as well, since people are afraid.

Units are points of this model only. That four styles mostly lift a climate and two mostly lower it follows Goleman (2000),
*Leadership That Gets Results*; every size, the two starting values and the effect of the opening words are invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Values, View, settle
from carelab.sims.scenes import SCENES

CLIMATE, SAFETY = 40.0, 10.0
OPENING, ELSEWHERE, WEARING, AFRAID = 0.5, 0.5, -2.0, -2.0

STYLES = {
    "coercive": "Coercive: do what I tell you",
    "authoritative": "Authoritative: come with me",
    "affiliative": "Affiliative: people come first",
    "democratic": "Democratic: what do you think?",
    "pacesetting": "Pacesetting: do as I do, now",
    "coaching": "Coaching: try this",
}
SHORT = {style: text.partition(":")[0] for style, text in STYLES.items()}
SUITED = {"coercive": 1, "authoritative": 3, "affiliative": 2, "democratic": 2, "pacesetting": 1, "coaching": 2}
"""Change of climate, in points, of each style in a scene that it suits."""
WEARS = frozenset({"coercive", "pacesetting"})
SAFER = {("alarm", "coercive"): 3, **{("alarm", style): -3 for style in ("affiliative", "democratic", "coaching")}}


CONTROLS: Sequence[Control] = tuple(
    pick
    for n, (scene_id, scene) in enumerate(SCENES.items(), 1)
    for pick in (
        Pick(scene_id, f"Scene {n}. {scene.story}. How do you lead?", STYLES, "democratic"),
        Pick(f"{scene_id}-says", f"Scene {n}. Your first words", scene.lines, "feeling"),
    )
)


@dataclass(frozen=True)
class Step:
    """How one scene changed two things, in points: the team's climate (how good it is to work there) and everybody's safety.

    ``repeated``: whether the style had been used in an earlier scene.
    """

    scene: str
    style: str
    climate: float
    safety: float
    repeated: bool


def climate_change(scene_id: str, style: str, opening: str, repeated: bool) -> float:
    """Return by how many points one scene changes the team's climate (how good it is to work there).

    ``style``: a key of STYLES. ``opening``: the kind of first words, a key of the scene's ``lines``. ``repeated``: whether the
    style was used in an earlier scene.
    """
    scene = SCENES[scene_id]
    if style == scene.suits:
        change: float = SUITED[style]
    elif SAFER.get((scene_id, style), 0) < 0:
        change = AFRAID
    elif style in WEARS:
        change = WEARING * (2 if repeated else 1)
    else:
        change = ELSEWHERE
    return change + (OPENING if opening == scene.first else -OPENING)


def play(styles: Mapping[str, str], openings: Mapping[str, str]) -> list[Step]:
    """Return what each scene changed, in order.

    ``styles``: scene id → a key of STYLES. ``openings``: scene id → the kind of first words (task, feeling, reason).
    """
    steps: list[Step] = []
    for scene_id in SCENES:
        style = styles[scene_id]
        repeated = any(step.style == style for step in steps)
        climate = climate_change(scene_id, style, openings[scene_id], repeated)
        steps.append(Step(scene_id, style, climate, SAFER.get((scene_id, style), 0), repeated))
    return steps


@dataclass(frozen=True)
class SixStyles:
    """The teaching model *Six Styles*: which leadership style suits each of eight scenes in a team."""

    title: str = "Six Styles"
    built_in: str = (
        "We gave each scene one style that suits it best. In life two may do, and you may change half-way through. "
        "We also decided that orders and pace-setting wear a team down when they become a habit. Safety moves in the fire alone."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of the eight scenes for these values of the controls."""
        set_to = settle(self.controls, values)
        steps = play(set_to, {scene_id: set_to[f"{scene_id}-says"] for scene_id in SCENES})
        climate = list(accumulate((step.climate for step in steps), initial=CLIMATE))
        safety = list(accumulate((step.safety for step in steps), initial=SAFETY))
        return View(
            reading=_reading(steps, climate, safety),
            charts=(_lines(climate, safety), _bars(steps)),
            table=_table(steps, set_to, climate, safety),
            figures=_figures(steps, climate, safety),
            notices=_notices(steps),
        )


def _points(value: float) -> str:
    return show_number(round(value, 1))


def _change(value: float) -> str:
    return f"+{_points(value)}" if value > 0 else _points(value)


def _used(steps: Sequence[Step]) -> dict[str, int]:
    return {style: sum(step.style == style for step in steps) for style in STYLES}


def _moved(before: float, after: float) -> str:
    if round(after - before, 1) == 0:
        return f"stays at {_points(after)}"
    return f"{'rises' if after > before else 'falls'} from {_points(before)} to {_points(after)}"


def _reading(steps: Sequence[Step], climate: Sequence[float], safety: Sequence[float]) -> str:
    count = sum(times > 0 for times in _used(steps).values())
    worst = min(steps, key=lambda step: step.climate)
    best = max(steps, key=lambda step: step.climate)
    used = "one style for all 8 scenes" if count == 1 else f"{count} of the 6 styles"
    return (
        f"You use {used}: climate {_moved(CLIMATE, climate[-1])}, and safety {_moved(SAFETY, safety[-1])}. "
        f"For climate, your best scene is {SCENES[best.scene].name} ({_change(best.climate)}) "
        f"and your weakest is {SCENES[worst.scene].name} ({_change(worst.climate)})."
    )


def _lines(climate: Sequence[float], safety: Sequence[float]) -> Chart:
    return Chart(
        kind="lines",
        title="Climate and safety, scene by scene, in points",
        labels=["Start", *(scene.name for scene in SCENES.values())],
        series=[Series("Climate", climate), Series("Safety", safety)],
        says=f"Climate {_moved(CLIMATE, climate[-1])}, and safety {_moved(SAFETY, safety[-1])}.",
        axis="Scene",
        low=0,
        high=60,
    )


def _bars(steps: Sequence[Step]) -> Chart:
    used = _used(steps)
    most = max(used, key=lambda style: used[style])
    times = "all 8" if used[most] == len(SCENES) else f"{used[most]} of 8"
    return Chart(
        kind="bars",
        title="How many scenes you led in each style",
        labels=list(SHORT.values()),
        series=[Series("Scenes", list(used.values()))],
        says=f"You used the {SHORT[most].lower()} style in {times} scenes, and no other style more often.",
        axis="Style",
        low=0,
        high=8,
    )


def _table(steps: Sequence[Step], chosen: Values, climate: Sequence[float], safety: Sequence[float]) -> Data:
    rows = [["Start", "", "", "", _points(CLIMATE), _points(SAFETY)]]
    for n, step in enumerate(steps, 1):
        scene = SCENES[step.scene]
        line = scene.lines[chosen[f"{step.scene}-says"]]
        rows.append([scene.name, SHORT[step.style], line, _change(step.climate), _points(climate[n]), _points(safety[n])])
    columns = ("Scene", "Your style", "Your first words", "Change in climate", "Climate", "Safety")
    return Data("What each scene changed", columns, rows)


def _figures(steps: Sequence[Step], climate: Sequence[float], safety: Sequence[float]) -> list[Figure]:
    up = climate[-1] - CLIMATE
    safe = safety[-1] - SAFETY
    return [
        Figure(
            "Climate at the end", f"{_points(climate[-1])} ({_change(up)})", "good" if up >= 10 else "warn" if up < 0 else "look"
        ),
        Figure(
            "Safety at the end", f"{_points(safety[-1])} ({_change(safe)})", "warn" if safe < 0 else "good" if safe else "plain"
        ),
        Figure("Styles used", f"{sum(times > 0 for times in _used(steps).values())} of 6"),
    ]


def _notices(steps: Sequence[Step]) -> list[str]:
    said = []
    if any(step.safety < 0 for step in steps):
        said.append("Safety fell when the alarm rang. While you talked, the smoke spread.")
    for style in sorted(WEARS):
        times = sum(step.style == style for step in steps)
        if times > 1:
            often = "twice" if times == 2 else f"{times} times"
            said.append(
                f"You used the {SHORT[style].lower()} style {often}. "
                "After the first time, it costs twice as much where it doesn't suit."
            )
    return said


MODEL = SixStyles()
