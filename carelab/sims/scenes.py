"""The eight scenes of *Six Styles*: what happens, what could be said first, what suits the moment. All invented; data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    """One scene of the model *Six Styles*.

    Attributes
    ----------
    story:
        What happens.
    lines:
        What the leader could say first, by kind: ``task``, ``feeling`` or ``reason``.
    suits:
        The leadership style that suits the scene.
    first:
        The kind of first words that suits it: a key of ``lines``.
    """

    name: str
    story: str
    lines: Mapping[str, str]
    suits: str
    first: str


SCENES: Mapping[str, Scene] = {
    "alarm": Scene(
        "Alarm",
        "The fire alarm rings and there is smoke in the laundry",
        {
            "task": "“Close that door. Ana, take the east wing out now.”",
            "feeling": "“This must be a fright for all of you.”",
            "reason": "“Let me explain why our fire plan is the way it is.”",
        },
        "coercive",
        "task",
    ),
    "new": Scene(
        "New start",
        "A new carer doubts that she can do the job",
        {
            "task": "“Here is the list of what you still have to do.”",
            "feeling": "“The first weeks can feel hard. How is it for you?”",
            "reason": "“We have standards here, and this is why.”",
        },
        "coaching",
        "feeling",
    ),
    "deadline": Scene(
        "Deadline",
        "A skilled team must have the hall ready for a resident's 100th birthday by 3 pm",
        {
            "task": "“I'll take the tables. Who'll start on the lights?”",
            "feeling": "“I can see that you've had a long morning.”",
            "reason": "“Let me tell you how this party came about.”",
        },
        "pacesetting",
        "task",
    ),
    "feud": Scene(
        "Feud",
        "Two seniors have stopped speaking to each other",
        {
            "task": "“You two have a rota to write. Please get on with it.”",
            "feeling": "“This looks painful for you both. I want to hear each of you.”",
            "reason": "“A team that does not talk is a risk to residents.”",
        },
        "affiliative",
        "feeling",
    ),
    "merger": Scene(
        "Merger",
        "Two homes have merged and staff ask what will happen now",
        {
            "task": "“Please fill in the new forms by Friday.”",
            "feeling": "“I know that some of you miss the old home.”",
            "reason": "“In a year I want every resident to choose their own day. Here is why.”",
        },
        "authoritative",
        "reason",
    ),
    "experts": Scene(
        "Experts",
        "Nurses, therapists and cooks plan better mealtimes; no single answer is right",
        {
            "task": "“I have written the plan. Please read it.”",
            "feeling": "“I know that meetings can be tiring.”",
            "reason": "“Residents leave half their lunch. You each know a part of why.”",
        },
        "democratic",
        "reason",
    ),
    "nurse": Scene(
        "Nurse",
        "A good nurse feels that her career is stuck",
        {
            "task": "“Your job list for this week is fine as it is.”",
            "feeling": "“You seem less happy here than you were. What would you like?”",
            "reason": "“Every home needs steady people in the same post.”",
        },
        "coaching",
        "feeling",
    ),
    "grief": Scene(
        "Grief",
        "A resident whom everyone loved has died",
        {
            "task": "“The room must be ready by three o’clock.”",
            "feeling": "“We will all miss him. Let us sit down for a moment.”",
            "reason": "“Sad days are part of our work, and this is why we do it.”",
        },
        "affiliative",
        "feeling",
    ),
}
