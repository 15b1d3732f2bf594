"""A branching story: its parts, the proof that it ends, and how a walk through it is read and scored. All of it is data."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from carelab.questions.errors import BadAnswer, BadQuestion
from carelab.questions.question import Question
from carelab.questions.reading import as_number, is_id

LONGEST = 12
"""Most choices that one walk may hold."""


@dataclass(frozen=True)
class Go:
    """A choice that the student can make in a scene: its words, and the id of the scene that it leads to."""

    text: str
    to: str


@dataclass(frozen=True)
class Scene:
    """One scene of a branching story. ``choices``: choice id → choice; a scene without choices is an ending."""

    text: str
    choices: Mapping[str, Go] = field(default_factory=dict)

    @property
    def ends(self) -> bool:
        """Say whether the story ends here."""
        return not self.choices


@dataclass(frozen=True, kw_only=True)
class Scenario(Question):
    """Walk through a branching story, one choice at a time.

    Attributes
    ----------
    scenes:
        Scene id → scene. The story starts in the first.
    marking:
        How the mark is found. ``steps``: (sum of the weights of the choices made) ÷ (the same sum for the best walk). ``ending``:
        by the ending that was reached.
    back:
        Whether the student may step back and choose again.
    """

    kind: ClassVar[str] = "scenario"
    how: ClassVar[str] = "Make a choice at each step until the story ends."
    scenes: Mapping[str, Scene]
    marking: Literal["steps", "ending"] = "steps"
    back: bool = True

    def check(self) -> None:
        if not isinstance(self.scenes, Mapping) or len(self.scenes) < 2 or not all(is_id(s) for s in self.scenes):
            raise BadQuestion(self.id, "a story needs two scenes or more, with ids of letters, digits and hyphens.")
        if self.marking not in ("steps", "ending"):
            raise BadQuestion(self.id, f"{self.marking!r} is not a marking rule.", "Use steps or ending.")
        for name, scene in self.scenes.items():
            self._check_scene(name, scene)
        if lost := set(self.scenes) - self._reached():
            raise BadQuestion(self.id, f"no walk reaches {', '.join(sorted(lost))}.", "Lead a choice there, or take it out.")

    def _check_scene(self, name: str, scene: Scene) -> None:
        if not scene.text.strip():
            raise BadQuestion(self.id, f"scene {name!r} has no words.")
        for choice, go in scene.choices.items():
            if not is_id(choice) or not go.text.strip():
                raise BadQuestion(self.id, f"scene {name!r} has a choice without an id or without words.")
            if go.to not in self.scenes:
                raise BadQuestion(self.id, f"choice {choice!r} in scene {name!r} leads to {go.to!r}, which is not there.")
        if len({" ".join(go.text.split()).casefold() for go in scene.choices.values()}) < len(scene.choices):
            raise BadQuestion(self.id, f"scene {name!r} has two choices that read the same.")

    def _reached(self) -> set[str]:
        """Return the scenes that a walk can reach. Raises BadQuestion when a walk goes on too long, or round for ever."""
        here, reached = {self.start}, {self.start}
        for _ in range(LONGEST + 1):
            here = {go.to for scene in here for go in self.scenes[scene].choices.values()}
            reached |= here
        if here:
            through = ", ".join(sorted(here))
            raise BadQuestion(
                self.id, f"a walk can go on for more than {LONGEST} choices, through {through}.", "Let it end sooner."
            )
        return reached

    @property
    def start(self) -> str:
        """Id of the first scene."""
        return next(iter(self.scenes))

    @property
    def steps(self) -> set[str]:
        """Every choice of every scene, named ``scene:choice``."""
        return {f"{name}:{choice}" for name, scene in self.scenes.items() for choice in scene.choices}

    def walks(self) -> Iterator[tuple[str, ...]]:
        """Yield each walk (way through the story to an ending) as choice ids in order. A story of many choices has many walks."""
        open_walks: list[tuple[str, tuple[str, ...]]] = [(self.start, ())]
        while open_walks:
            at, made = open_walks.pop()
            if self.scenes[at].ends:
                yield made
            open_walks += [(go.to, (*made, choice)) for choice, go in self.scenes[at].choices.items()]

    @property
    def rule(self) -> str:
        return self.marking

    @property
    def how_marked(self) -> str:
        again = " You can step back and choose again before you hand in." if self.back else ""
        if self.marking == "ending":
            return f"Make a choice at each step until the story ends. How it ends decides the marks.{again}"
        return f"Make a choice at each step until the story ends. Each good choice earns part of the mark.{again}"

    def _form(self) -> dict[str, Any]:
        scenes = {
            name: {"text": s.text, "choices": {c: {"text": go.text, "to": go.to} for c, go in s.choices.items()}}
            for name, s in self.scenes.items()
        }
        return {"scenes": scenes, "start": self.start, "back": self.back}


def scenes_of(question: Scenario, walk: Sequence[str]) -> list[str]:
    """Return the ids of the scenes that a walk (choice ids in order) visits. Raises KeyError for an unknown choice."""
    scenes = [question.start]
    for choice in walk:
        scenes.append(question.scenes[scenes[-1]].choices[choice].to)
    return scenes


def read_walk(question: Scenario, value: object) -> list[str] | None:
    """Return a saved answer as a walk, the ids of the choices made in order; None when no choice was made.

    Raises BadAnswer when ``value`` is no walk through this story.
    """
    if not isinstance(value, Sequence) or isinstance(value, str | bytes) or len(value) > LONGEST:
        raise BadAnswer(question.id, "the answer is not a walk through the story.")
    if not all(isinstance(choice, str) for choice in value):
        raise BadAnswer(question.id, "the answer is not a walk through the story.")
    try:
        scenes_of(question, value)
    except KeyError:
        raise BadAnswer(question.id, "the answer makes a choice that the story does not offer.") from None
    return list(value) or None


def steps_of(question: Scenario, walk: Sequence[str]) -> list[str]:
    """Return the choices of a walk (choice ids in order) as ``scene:choice``, the ids that the question's ``Key`` uses."""
    return [f"{scene}:{choice}" for scene, choice in zip(scenes_of(question, walk), walk, strict=False)]


def walk_share(question: Scenario, scores: Mapping[str, float], best: Sequence[str], walk: Sequence[str]) -> float:
    """Return the share of the mark that a walk (choice ids in order) earns, 0 to 1.

    Parameters
    ----------
    scores:
        With ``steps`` marking: ``scene:choice`` → weight, 0 when left out. With ``ending`` marking: id of an ending →
        share of the mark, 0 to 1; a walk that is not finished earns nothing.
    best:
        The walk that earns the full mark.
    """
    end = scenes_of(question, walk)[-1]
    if question.marking == "ending":
        return scores.get(end, 0.0) if question.scenes[end].ends else 0.0
    made, whole = (math.fsum(scores.get(step, 0.0) for step in steps_of(question, w)) for w in (walk, best))
    return min(1.0, made / whole)


def most_from(question: Scenario, scores: Mapping[str, float]) -> dict[str, float]:
    """Return scene id → the most that can be earned from that scene on: a sum of weights, or the share of the best ending.

    ``scores``: as in ``walk_share``.
    """
    most: dict[str, float] = {}
    while len(most) < len(question.scenes):
        for name, scene in question.scenes.items():
            if name not in most and all(go.to in most for go in scene.choices.values()):
                kept = [_worth(question, scores, f"{name}:{choice}") + most[go.to] for choice, go in scene.choices.items()]
                most[name] = max(kept, default=scores.get(name, 0.0) if question.marking == "ending" else 0.0)
    return most


def good_steps(question: Scenario, scores: Mapping[str, float], walk: Sequence[str]) -> list[bool]:
    """Return, for each choice of a walk, whether it was good: it earns something, or no other choice of its scene leads to more.

    ``walk``: choice ids in order. ``scores``: as in ``walk_share``.
    """
    most, scenes = most_from(question, scores), scenes_of(question, walk)
    return [
        (worth := _worth(question, scores, step)) > 0 or worth + most[to] >= most[scene]
        for step, scene, to in zip(steps_of(question, walk), scenes, scenes[1:], strict=False)
    ]


def _worth(question: Scenario, scores: Mapping[str, float], step: str) -> float:
    return scores.get(step, 0.0) if question.marking == "steps" else 0.0


def check_scores(question: Scenario, scores: Mapping[str, float], best: Sequence[str]) -> None:
    """Raise BadQuestion unless ``scores`` name known choices or endings, and no walk earns more than ``best``.

    A weight must be from 0 to 100 and not all may be 0; with ``ending`` marking, ``best`` must end at a share of 1.
    ``scores``, ``best``: as in ``walk_share``.
    """
    ending = question.marking == "ending"
    named = {name for name, scene in question.scenes.items() if scene.ends} if ending else question.steps
    if unknown := sorted(str(name) for name in set(scores) - named):
        raise BadQuestion(question.id, f"scores name what is not there: {', '.join(unknown)}.")
    if any((n := as_number(s)) is None or not 0 <= n <= 100 for s in scores.values()) or not any(scores.values()):
        raise BadQuestion(question.id, "scores must be numbers from 0, and some above 0.")
    end = scenes_of(question, best)[-1]
    if not question.scenes[end].ends:
        raise BadQuestion(question.id, "its key stops before the story ends.")
    earned = scores.get(end, 0.0) if ending else math.fsum(scores.get(step, 0.0) for step in steps_of(question, best))
    if earned + 1e-9 < most_from(question, scores)[question.start] or (ending and earned != 1):
        raise BadQuestion(question.id, "its key is not the walk that earns most, or does not earn the whole mark.")
