import re
from itertools import product
from pathlib import Path

import pytest
from classroom import ROOT

from carelab.data.tokens import tokens, tokens_without_scripts

STYLES = sorted(
    path
    for folder in ("carelab/ui", "carelab/page/browser", "grader/reports/templates")
    for path in (ROOT / folder).glob("*.css")
)
BY_SCRIPT = {"--cl-icon", "--p", "--cl-weeks", "--cl-days", "--cl-at", "--cl-columns", "--cl-many"}
"""What a script or an element's own style sets."""
LIGHT, DARK = ":root {", '[data-jp-theme-light="false"] {'
SURFACES = ["paper", "face", "wash", "tint", "lead-tint", "sun-tint"]
WORDS = [*product(["ink", "soft", "accent", "lead", "good", "look", "bad"], SURFACES)]
FILLED = [("on-accent", "accent"), ("on-sun", "sun"), ("on-deep", "deep"), ("on-deep-soft", "deep")]
VERDICTS = [(name, f"{name}-tint") for name in ("good", "look", "bad")]
EDGES = [*product(["line", "focus", "ghost", "s0", "s1", "s2", "s3"], ["paper", "face", "wash"])]


def colours(theme: str) -> dict[str, str]:
    body = tokens().partition(theme)[2].partition("}")[0]
    return dict(re.findall(r"--cl-([a-z0-9-]+): #([0-9a-f]{6});", body))


def contrast(*pair: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted(light(colour) for colour in pair)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_and_edges_can_be_seen_on_every_surface(theme: str) -> None:
    own = colours(LIGHT) | colours(theme)
    assert {(a, b) for a, b in WORDS + FILLED + VERDICTS if contrast(own[a], own[b]) < 4.5} == set()
    assert {(a, b) for a, b in EDGES if contrast(own[a], own[b]) < 3} == set()


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_takes_its_colours_from_the_tokens(path: Path) -> None:
    style = path.read_text(encoding="utf-8")
    own = set(re.findall(r"(--[a-z0-9-]+):", tokens() + style)) | BY_SCRIPT
    assert set(re.findall(r"var\((--[a-z0-9-]+)", style)) - own == set()
    assert set(re.findall(r"#[0-9a-f]{3,6}\b(?=[;, )])", style)) <= {"#000", "#fff", "#999", "#8a999f"}  # on paper


def test_a_page_without_scripts_is_dark_where_the_computer_is() -> None:
    assert "data-jp-theme-light" not in tokens_without_scripts()
    assert "prefers-color-scheme: dark" in tokens_without_scripts()
