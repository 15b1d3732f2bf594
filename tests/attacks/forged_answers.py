"""Forged answer files. Each is done to an honest hand-in of 00-start-here, in which every answer is right."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from attacks.trick import Make, Trick, answered, edited, literal, raw, retyped

from carelab.answers.book import NAME

SCRIPT = "<script>window.owned = 1</script>"


def _changed(change: Callable[[bytes], bytes]) -> Make:
    return lambda folder: (folder / NAME).write_bytes(change((folder / NAME).read_bytes()))


def _instead(put: Callable[[Path], object]) -> Make:
    """Put something else in place of the answer file."""

    def make(folder: Path) -> None:
        (folder / NAME).unlink()
        put(folder / NAME)

    return make


def _aminas(file: Path) -> Path:
    return file.parents[2] / "amina" / file.parent.name / NAME


def _nested(deep: int) -> object:
    value: object = 1
    for _ in range(deep):
        value = [value]
    return value


FORGED_ANSWERS = (
    # the file as a whole
    Trick("brackets", "refused nested too deeply", raw(b'{"answers":' + b"[" * 200_000)),
    Trick("deep-value", "refused answers.json does not have the form", answered("q1", _nested(40))),
    Trick(
        "name-twice",
        "refused the same name stands twice",
        retyped(r'"q1": \{', '"q1": {"kind": "choice", "value": "status", "at": ""}, "q1": {'),
    ),
    Trick("value-twice", "refused the same name stands twice", retyped(r'"value": ', '"value": 1, "value": ')),
    Trick("a-list", "refused answers.json does not have the form", raw(b'[{"q1": 1}]')),
    Trick("null", "refused answers.json does not have the form", raw(b"null")),
    Trick("missing", "refused answers.json is missing", lambda folder: (folder / NAME).unlink()),
    Trick("empty", "refused answers.json is empty", raw(b"")),
    Trick("nul-bytes", "refused answers.json is not an answer file", raw(b"\0" * 4096)),
    Trick("program", "refused answers.json is not an answer file", raw(b"import os; os._exit(0)\n")),
    Trick("byte-mark", "full", _changed(lambda data: b"\xef\xbb\xbf" + data)),
    Trick("utf-16", "full; said UTF-16", _changed(lambda data: data.decode().encode("utf-16"))),
    Trick(
        "utf-16-unmarked", "refused answers.json is cut short or is not", _changed(lambda data: data.decode().encode("utf-16-le"))
    ),
    Trick("latin-1", "full; said something after the end", _changed(lambda data: data + b"\xff\xfe\xff")),
    Trick("second-file-behind", "full; said something after the end", _changed(lambda data: data + b'{"answers": {}}')),
    Trick("too-large", "refused far more than a unit's answers", _changed(lambda data: data + b" " * 5_000_000)),
    Trick("sparse-1-gb", "refused far more than a unit's answers", lambda folder: os.truncate(folder / NAME, 1 << 30)),
    Trick("sparse-1-tb", "refused far more than a unit's answers", lambda folder: os.truncate(folder / NAME, 1 << 40)),
    Trick(
        "link-to-other",
        "refused is not an ordinary file",
        _instead(lambda file: file.symlink_to("../../amina/00-start-here/answers.json")),
    ),
    Trick("link-to-zero", "refused is not an ordinary file", _instead(lambda file: file.symlink_to("/dev/zero"))),
    Trick("link-to-nothing", "refused is not an ordinary file", _instead(lambda file: file.symlink_to("gone.json"))),
    Trick("pipe", "refused is not an ordinary file", _instead(os.mkfifo)),
    Trick("folder", "refused is not an ordinary file", _instead(Path.mkdir)),
    Trick("hard-link", "full", _instead(lambda file: os.link(_aminas(file), file))),
    Trick("copied", "full", _instead(lambda file: shutil.copy(_aminas(file), file))),
    # what the file says of itself
    Trick(
        "other-unit",
        "refused holds answers to 08-budgeting, not to 00-start-here",
        edited(lambda w: w.update(assignment="08-budgeting")),
    ),
    Trick("unit-is-a-path", "refused holds answers to ../../amina, not to", edited(lambda w: w.update(assignment="../../amina"))),
    Trick("schema-true", "refused answers.json does not say which schema", edited(lambda w: w.update(schema=True))),
    Trick("schema-newer", "refused written by a newer Care Lab", edited(lambda w: w.update(schema=2))),
    Trick("variant-0", "refused has a variant that is not", edited(lambda w: w.update(variant=0))),
    Trick("variant-true", "refused has a variant that is not", edited(lambda w: w.update(variant=True))),
    Trick("variant-999", "full; said marked as variant 1", edited(lambda w: w.update(variant=999))),
    Trick("seed-huge", "refused has a seed that is not", edited(lambda w: w.update(seed=10**30))),
    Trick("seed-text", "refused has a seed that is not", edited(lambda w: w.update(seed="1; drop table"))),
    Trick("seed-other", "full", edited(lambda w: w.update(seed=12345))),
    Trick(
        "marks-forged",
        "q1 0",
        edited(
            lambda w: (
                w.update(score=100, marks={"q1": 1}),
                w["answers"]["q1"].update(value=None, score=1, points=100, outcome="right"),
            )
        ),
    ),
    Trick("at-script", "full", answered("q10", "Sorted.", at=SCRIPT)),
    Trick("at-number", "refused entry 'q10' that is not an answer", answered("q10", "Sorted.", at=10**12)),
    Trick("earlier-forged", "full", answered("q10", "Sorted.", earlier=[{"value": SCRIPT, "at": "yesterday"}] * 2000)),
    Trick("earlier-odd", "full", answered("q10", "Sorted.", earlier={"length": -1})),
    Trick("kind-forged", "q1 none not one of the options", answered("q1", "any text", kind="reflection")),
    Trick(
        "questions-600",
        "refused does not have a list of answers",
        edited(lambda w: w["answers"].update({f"x{n}": {"kind": "choice", "value": "a", "at": ""} for n in range(600)})),
    ),
    Trick("question-unknown", "full", edited(lambda w: w["answers"].update(q99={"kind": "choice", "value": "status", "at": ""}))),
    Trick(
        "proto-question",
        "refused has an entry '__proto__'",
        edited(lambda w: w["answers"].update({"__proto__": {"kind": "choice", "value": "status", "at": ""}})),
    ),
    Trick("question-script", "refused that is not an answer", edited(lambda w: w["answers"].update({SCRIPT: {}}))),
    Trick("question-markup", "refused that is not an answer", edited(lambda w: w["answers"].update({"[/bold] [blink]": {}}))),
    Trick("question-half-character", "refused that is not an answer", edited(lambda w: w["answers"].update({"q\ud800": {}}))),
    # single answers
    Trick("number-1e400", "refused is not a number that can be saved", literal("q6", "1e400")),
    Trick("number-nan", "refused NaN is not a number", literal("q6", "NaN")),
    Trick("number-infinity", "refused -Infinity is not a number", literal("q6", "-Infinity")),
    Trick("number-5000-digits", "refused answers.json is cut short or is not an answer file", literal("q6", "1" + "0" * 5000)),
    Trick("number-4000-digits", "q6 none not a number", literal("q6", "1" + "0" * 4000)),
    Trick("number-1e300", "q6 none not a number", literal("q6", "1e300")),
    Trick("number-true", "q7 none not a number", answered("q7", True)),
    Trick("number-text", "q6 none not a number", answered("q6", "14")),
    Trick("number-list", "q6 none not a number", answered("q6", list(range(100)))),
    Trick("choice-all", "q1 none not one of the options", answered("q1", ["status"])),
    Trick("choice-proto", "q1 none not one of the options", answered("q1", "constructor")),
    Trick("choice-half-character", "q1 none not one of the options", answered("q1", "\udcff")),
    Trick("choices-twice", "q2 none same entry twice", answered("q2", ["tab", "tab", "space"])),
    Trick("choices-text", "q2 none not a list", answered("q2", "tab")),
    Trick("choices-many", "q2 none more entries than", answered("q2", ["tab"] * 100_000)),
    Trick("sort-all-columns", "q3 none not one of the options", answered("q3", {"tea": ["drink", "eat", "weather"]})),
    Trick("sort-proto", "q3 none not one of the options", answered("q3", {"__proto__": "drink"})),
    Trick("sort-list", "q3 none does not pair", answered("q3", [["tea", "drink"]])),
    Trick("match-text", "q4 none does not pair", answered("q4", "umbrella")),
    Trick("order-twice", "q5 none same entry twice", answered("q5", ["fill", "fill", "pour", "wait", "drink"])),
    Trick("order-part", "q5 none leaves out some", answered("q5", ["fill", "boil"])),
    Trick("scenario-long", "q8 none", answered("q8", ["ring"] * 100_000)),
    Trick("scenario-jump", "q8 none", answered("q8", ["wipe"])),
    Trick("plan-list", "q9 none not in a form", answered("q9", [{"cake": 1}])),
    Trick("plan-rows", "q9 none row that was not asked for", answered("q9", {"treats": {"<b>": {"who": "all"}}})),
    Trick("plan-proto", "q9 none part that was not asked for", answered("q9", {"__proto__": {"polluted": True}})),
    Trick("reflection-1-mb", "q10 none too long", answered("q10", "Sorry. " * 150_000)),
    Trick("reflection-object", "q10 none not text", answered("q10", {"toString": "alert"})),
    Trick("reflection-nul", "full", answered("q10", "a\x00b\x1b[2J\ud800c")),
)
