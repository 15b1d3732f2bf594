"""A branching story: its parts, the proof that it ends, and how a walk through it is read and scored. All of it is data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from carelab.errors import BadAnswer, BadQuestion
from carelab.questions.reading import is_id
from carelab.questions.spec import Question

LONGEST = 12
"""Most choices that one walk may hold."""


@dataclass(frozen=True)
class Go:
    """One thing the student can do in a scene, and the id of the scene that it leads to."""

    text: str
    to: str


@dataclass(frozen=True)
class Scene:
    """One moment of the story. A scene without choices is an ending; its text says, kindly, how things turned out."""

    text: str
    choices: Mapping[str, Go] = field(default_factory=dict)

    @property
    def ends(self) -> bool:
        """Say whether the story ends here."""
        return not self.choices


@dataclass(frozen=True, kw_only=True)
class Scenario(Question):
    """Walk a branching story, one choice at a time.

    Attributes
    ----------
    scenes:
        Scene id → Scene. The story starts in the first.
    marking:
        ``steps``: (weights of the choices made) ÷ (weights of the best walk). ``ending``: the share of the ending reached.
    back:
        Whether the student may step back and choose again.
    """

    kind: ClassVar[str] = "scenario"
    scenes: Mapping[str, Scene]
    marking: Literal["steps", "ending"] = "steps"
    back: bool = True

    def check(self) -> None:
        if len(self.scenes) < 2 or not all(is_id(s) for s in self.scenes):
            raise BadQuestion(self.id, "a story needs two scenes or more, with ids of letters, digits and hyphens.")
        for name, scene in self.scenes.items():
            if not scene.text.strip():
                raise BadQuestion(self.id, f"scene {name!r} has no words.")
            for choice, go in scene.choices.items():
                if not is_id(choice) or not go.text.strip():
                    raise BadQuestion(self.id, f"scene {name!r} has a choice without an id or without words.")
                if go.to not in self.scenes:
                    raise BadQuestion(self.id, f"choice {choice!r} in scene {name!r} leads to {go.to!r}, which is not there.")
        reached = {self.start} | {scene for walk in self.walks() for scene in scenes_of(self, walk)}
        if lost := set(self.scenes) - reached:
            raise BadQuestion(self.id, f"no walk reaches {', '.join(sorted(lost))}.", "Lead a choice there, or take it out.")

    @property
    def start(self) -> str:
        """Id of the first scene."""
        return next(iter(self.scenes))

    def walks(self) -> Iterator[tuple[str, ...]]:
        """Yield every whole walk, as the ids of the choices made. Raises BadQuestion when one does not end."""
        open_walks: list[tuple[str, tuple[str, ...]]] = [(self.start, ())]
        while open_walks:
            at, made = open_walks.pop()
            if len(made) > LONGEST:
                raise BadQuestion(self.id, f"a walk of more than {LONGEST} choices does not end: {' → '.join(made[:6])} …")
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
    """Return the scenes of a walk, from the first. Raises KeyError for a choice that its scene does not have."""
    scenes = [question.start]
    for choice in walk:
        scenes.append(question.scenes[scenes[-1]].choices[choice].to)
    return scenes


def read_walk(question: Scenario, value: object) -> list[str] | None:
    """Return the choices made, in order; None for none. Raises BadAnswer when they are no walk through this story."""
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
    """Return the name under which a key weighs and explains each choice of a walk: ``scene:choice``."""
    return [f"{scene}:{choice}" for scene, choice in zip(scenes_of(question, walk), walk, strict=False)]


def walk_share(question: Scenario, scores: Mapping[str, float], best: Sequence[str], walk: Sequence[str]) -> float:
    """Return the share that a walk earns.

    Parameters
    ----------
    scores:
        For ``steps``: ``scene:choice`` → weight; what is not named weighs nothing. For ``ending``: ending → share, 0…1.
    best:
        The full-mark walk.
    """
    end = scenes_of(question, walk)[-1]
    if question.marking == "ending":
        return scores.get(end, 0.0) if question.scenes[end].ends else 0.0
    whole = sum(scores.get(step, 0.0) for step in steps_of(question, best))
    return sum(scores.get(step, 0.0) for step in steps_of(question, walk)) / whole


def check_scores(question: Scenario, scores: Mapping[str, float], best: Sequence[str]) -> None:
    """Raise BadQuestion when scores name what is not there, are not fit to mark with, or some walk beats the best one."""
    named = set(question.scenes) if question.marking == "ending" else {s for w in question.walks() for s in steps_of(question, w)}
    if unknown := sorted(set(scores) - named):
        raise BadQuestion(question.id, f"scores name what is not there: {', '.join(unknown)}.")
    if any(isinstance(s, bool) or not 0 <= s <= 100 for s in scores.values()) or not any(scores.values()):
        raise BadQuestion(question.id, "scores must be numbers from 0, and some above 0.")
    if not question.scenes[scenes_of(question, best)[-1]].ends:
        raise BadQuestion(question.id, "its key stops before the story ends.")
    most = max(walk_share(question, scores, best, walk) for walk in question.walks())
    if abs(walk_share(question, scores, best, best) - 1) > 1e-9 or most > 1 + 1e-9:
        raise BadQuestion(question.id, "its key is not the walk that earns most, or does not earn the whole mark.")


def story_map(question: Scenario) -> list[str]:
    """Return the story as lines to read: each scene once, with its choices and where they lead. For the author."""
    lines = []
    for name, scene in question.scenes.items():
        lines.append(f"{name}: {scene.text}")
        lines += [f"   {choice}: {go.text} → {go.to}" for choice, go in scene.choices.items()] or ["   (the story ends)"]
    return lines
