"""Forged answer files. Each is done to an honest hand-in of 00-start-here, in which every answer is right."""

from __future__ import annotations

import os
from pathlib import Path

from attacks.trick import Make, Trick, answered, edited, literal, raw, retyped

from carelab.answers.book import NAME

SCRIPT = "<script>window.owned = 1</script>"


def _sparse(size: int, name: str = NAME) -> Make:
    return lambda folder: os.truncate(_touched(folder / name), size)


def _touched(path: Path) -> Path:
    path.touch()
    return path


def _linked(target: str) -> Make:
    """Put a link in place of the answer file; a relative target is beside this student's folder."""

    def make(folder: Path) -> None:
        (folder / NAME).unlink()
        (folder / NAME).symlink_to(target)

    return make


def _pipe(folder: Path) -> None:
    (folder / NAME).unlink()
    os.mkfifo(folder / NAME)


def _folder(folder: Path) -> None:
    (folder / NAME).unlink()
    (folder / NAME).mkdir()


def _hard_link(folder: Path) -> None:
    (folder / NAME).unlink()
    os.link(folder.parents[1] / "amina" / folder.name / NAME, folder / NAME)


def _others(folder: Path) -> None:
    (folder / NAME).write_bytes((folder.parents[1] / "amina" / folder.name / NAME).read_bytes())


def _recoded(encoding: str) -> Make:
    return lambda folder: (folder / NAME).write_bytes((folder / NAME).read_text(encoding="utf-8").encode(encoding))


def _in_front(data: bytes) -> Make:
    return lambda folder: (folder / NAME).write_bytes(data + (folder / NAME).read_bytes())


def _behind(data: bytes) -> Make:
    return lambda folder: (folder / NAME).write_bytes((folder / NAME).read_bytes() + data)


def _nested(deep: int) -> object:
    value: object = 1
    for _ in range(deep):
        value = [value]
    return value


FORGED_ANSWERS = (
    # the file as a whole
    Trick(
        "brackets",
        "to use up the stack: 200,000 brackets",
        "refused nested too deeply",
        raw(b'{"answers":' + b"[" * 200_000),
        "0 for all",
    ),
    Trick(
        "deep-value",
        "the same in one answer",
        "refused answers.json does not have the form",
        answered("q1", _nested(40)),
        "0 for all",
    ),
    Trick(
        "name-twice",
        "two answers to one question",
        "refused the same name stands twice",
        retyped(r'"q1": \{', '"q1": {"kind": "choice", "value": "status", "at": ""}, "q1": {'),
        "0 for all",
    ),
    Trick(
        "value-twice",
        "two values in one answer",
        "refused the same name stands twice",
        retyped(r'"value": ', '"value": 1, "value": '),
        "0 for all",
    ),
    Trick(
        "a-list", "a list in place of the file", "refused answers.json does not have the form", raw(b'[{"q1": 1}]'), "0 for all"
    ),
    Trick(
        "nothing-at-all", "null in place of the file", "refused answers.json does not have the form", raw(b"null"), "0 for all"
    ),
    Trick("empty", "an empty file", "refused answers.json is empty", raw(b""), "0 for all"),
    Trick("nul-bytes", "a file of NUL bytes", "refused answers.json is not an answer file", raw(b"\0" * 4096), "0 for all"),
    Trick(
        "program",
        "a program in place of the file",
        "refused answers.json is not an answer file",
        raw(b"import os; os._exit(0)\n"),
        "0 for all",
    ),
    Trick("byte-mark", "a byte mark in front", "full", _in_front(b"\xef\xbb\xbf"), "full"),
    Trick("utf-16", "another encoding", "full; said UTF-16", _recoded("utf-16"), "0 for all"),
    Trick(
        "utf-16-unmarked",
        "another encoding that does not say so",
        "refused answers.json is cut short or is not",
        _recoded("utf-16-le"),
        "0 for all",
    ),
    Trick("latin-1", "bytes that are no text", "full; said something after the end", _behind(b"\xff\xfe\xff"), "0 for all"),
    Trick(
        "second-file-behind",
        "a second file behind the first",
        "full; said something after the end",
        _behind(b'{"answers": {}}'),
        "0 for all",
    ),
    Trick("too-large", "5 MB of spaces", "refused far more than a unit's answers", _behind(b" " * 5_000_000), "0 for all"),
    Trick("sparse-1-gb", "1 GB that takes no room", "refused far more than a unit's answers", _sparse(1 << 30), "0 for all"),
    Trick(
        "sparse-1-tb",
        "to keep the marker reading for an hour",
        "refused far more than a unit's answers",
        _sparse(1 << 40),
        "not tried: it would copy all of it",
    ),
    Trick(
        "link-to-other",
        "to hand in another's file by a link",
        "refused answers.json is not an ordinary file",
        _linked("../../amina/00-start-here/answers.json"),
        "full",
    ),
    Trick(
        "link-to-zero",
        "a file without end",
        "refused answers.json is not an ordinary file",
        _linked("/dev/zero"),
        "not tried: it would copy a file that has no end",
    ),
    Trick(
        "link-to-nothing",
        "a link that leads nowhere",
        "refused answers.json is not an ordinary file",
        _linked("gone.json"),
        "stops",
    ),
    Trick("pipe", "to make the marker wait for ever", "refused answers.json is not an ordinary file", _pipe, "stops"),
    Trick("folder", "a folder of the file's name", "refused answers.json is not an ordinary file", _folder, "0 for all"),
    Trick("hard-link", "another's file under this name too: marked as the copy that it is", "full", _hard_link, "full"),
    Trick("copied", "another's file: marked as the copy that it is", "full", _others, "full"),
    # what the file says of itself
    Trick(
        "other-unit",
        "another unit's answers",
        "refused holds answers to 08-budgeting, not to 00-start-here",
        edited(lambda w: w.update(assignment="08-budgeting")),
        "0 for all",
    ),
    Trick(
        "unit-is-a-path",
        "a path for the unit",
        "refused holds answers to ../../amina, not to",
        edited(lambda w: w.update(assignment="../../amina")),
        "0 for all",
    ),
    Trick(
        "schema-true",
        "true for the number 1",
        "refused answers.json does not say which schema",
        edited(lambda w: w.update(schema=True)),
        "0 for all",
    ),
    Trick(
        "schema-newer",
        "to be from the future",
        "refused written by a newer Care Lab",
        edited(lambda w: w.update(schema=2)),
        "0 for all",
    ),
    Trick("variant-none", "variant 0", "refused has a variant that is not", edited(lambda w: w.update(variant=0)), "0 for all"),
    Trick(
        "variant-true",
        "true for a variant",
        "refused has a variant that is not",
        edited(lambda w: w.update(variant=True)),
        "0 for all",
    ),
    Trick(
        "variant-999",
        "a variant without a key",
        "full; said marked as variant 1",
        edited(lambda w: w.update(variant=999)),
        "full",
    ),
    Trick(
        "seed-huge", "a seed of 30 digits", "refused has a seed that is not", edited(lambda w: w.update(seed=10**30)), "0 for all"
    ),
    Trick(
        "seed-text",
        "text for a seed",
        "refused has a seed that is not",
        edited(lambda w: w.update(seed="1; drop table")),
        "0 for all",
    ),
    Trick("seed-other", "another order of the options", "full", edited(lambda w: w.update(seed=12345)), "full"),
    Trick(
        "marks-forged",
        "marks written beside the answers",
        "q1 0",
        edited(
            lambda w: (
                w.update(score=100, marks={"q1": 1}),
                w["answers"]["q1"].update(value=None, score=1, points=100, outcome="right"),
            )
        ),
        "q1 0",
    ),
    Trick("at-script", "script for a time", "full", answered("q10", "Sorted.", at=SCRIPT), "full"),
    Trick(
        "at-number",
        "a number for a time",
        "refused entry 'q10' that is not an answer",
        answered("q10", "Sorted.", at=10**12),
        "0 for all",
    ),
    Trick(
        "earlier-forged",
        "a history that never was",
        "full",
        answered("q10", "Sorted.", earlier=[{"value": SCRIPT, "at": "yesterday"}] * 2000),
        "full",
    ),
    Trick("earlier-odd", "a history that is no list", "full", answered("q10", "Sorted.", earlier={"length": -1}), "full"),
    Trick(
        "kind-forged",
        "the kind that suits: a choice said to be a reflection",
        "q1 none not one of the options",
        answered("q1", "any text", kind="reflection"),
        "q1 0",
    ),
    Trick(
        "questions-600",
        "600 questions",
        "refused does not have a list of answers",
        edited(lambda w: w["answers"].update({f"x{n}": {"kind": "choice", "value": "a", "at": ""} for n in range(600)})),
        "0 for all",
    ),
    Trick(
        "question-unknown",
        "an answer to a question that was not asked",
        "full",
        edited(lambda w: w["answers"].update(q99={"kind": "choice", "value": "status", "at": ""})),
        "full",
    ),
    Trick(
        "proto-question",
        "__proto__ for a question",
        "refused has an entry '__proto__'",
        edited(lambda w: w["answers"].update({"__proto__": {"kind": "choice", "value": "status", "at": ""}})),
        "0 for all",
    ),
    Trick(
        "question-script",
        "script for a question's name",
        "refused that is not an answer",
        edited(lambda w: w["answers"].update({SCRIPT: {}})),
        "0 for all",
    ),
    Trick(
        "question-markup",
        "to break the tutor's terminal output by its own markup",
        "refused that is not an answer",
        edited(lambda w: w["answers"].update({"[/bold] [blink]": {}})),
        "0 for all",
    ),
    Trick(
        "question-half-character",
        "half a character in a name",
        "refused that is not an answer",
        edited(lambda w: w["answers"].update({"q\ud800": {}})),
        "0 for all",
    ),
    # single answers
    Trick(
        "number-1e400",
        "1e400, which is infinite",
        "refused is not a number that can be saved",
        literal("q6", "1e400"),
        "0 for all",
    ),
    Trick("number-nan", "NaN, which is in no range", "refused NaN is not a number", literal("q6", "NaN"), "0 for all"),
    Trick("number-infinity", "-Infinity", "refused -Infinity is not a number", literal("q6", "-Infinity"), "0 for all"),
    Trick(
        "number-5000-digits",
        "10 to the power 5,000",
        "refused answers.json is cut short or is not an answer file",
        literal("q6", "1" + "0" * 5000),
        "0 for all",
    ),
    Trick("number-4000-digits", "10 to the power 4,000", "q6 none not a number", literal("q6", "1" + "0" * 4000), "q6 0"),
    Trick("number-1e300", "a huge number", "q6 none not a number", literal("q6", "1e300"), "q6 0"),
    Trick("number-true", "true for a number", "q7 none not a number", answered("q7", True), "q7 0"),
    Trick("number-text", "text for a number", "q6 none not a number", answered("q6", "14"), "q6 0"),
    Trick("number-list", "every number at once", "q6 none not a number", answered("q6", list(range(100))), "q6 0"),
    Trick("choice-all", "every option at once", "q1 none not one of the options", answered("q1", ["status"]), "q1 0"),
    Trick("choice-proto", "constructor for an option", "q1 none not one of the options", answered("q1", "constructor"), "q1 0"),
    Trick(
        "choice-half-character",
        "half a character for an option",
        "q1 none not one of the options",
        answered("q1", "\udcff"),
        "q1 0",
    ),
    Trick(
        "choices-twice",
        "the right option ticked twice",
        "q2 none same entry twice",
        answered("q2", ["tab", "tab", "space"]),
        "q2 0",
    ),
    Trick("choices-text", "text for a list of options", "q2 none not a list", answered("q2", "tab"), "q2 0"),
    Trick("choices-many", "100,000 ticks", "q2 none more entries than", answered("q2", ["tab"] * 100_000), "q2 0"),
    Trick(
        "sort-all-columns",
        "each card in every column",
        "q3 none not one of the options",
        answered("q3", {"tea": ["drink", "eat", "weather"]}),
        "q3 0",
    ),
    Trick("sort-proto", "__proto__ for a card", "q3 none not one of the options", answered("q3", {"__proto__": "drink"}), "q3 0"),
    Trick("sort-list", "a list for pairs", "q3 none does not pair", answered("q3", [["tea", "drink"]]), "q3 0"),
    Trick("match-text", "text for pairs", "q4 none does not pair", answered("q4", "umbrella"), "q4 0"),
    Trick(
        "order-twice",
        "a step twice, so that one stands right",
        "q5 none same entry twice",
        answered("q5", ["fill", "fill", "pour", "wait", "drink"]),
        "q5 0",
    ),
    Trick("order-part", "only the steps that are sure", "q5 none leaves out some", answered("q5", ["fill", "boil"]), "q5 0"),
    Trick("scenario-long", "a story of 100,000 choices", "q8 none", answered("q8", ["ring"] * 100_000), "q8 0"),
    Trick("scenario-jump", "to begin at the best ending", "q8 none", answered("q8", ["wipe"]), "q8 0"),
    Trick("plan-list", "a list for a plan", "q9 none not in a form", answered("q9", [{"cake": 1}]), "q9 0"),
    Trick(
        "plan-rows",
        "rows that were not asked for",
        "q9 none row that was not asked for",
        answered("q9", {"treats": {"<b>": {"who": "all"}}}),
        "q9 0",
    ),
    Trick(
        "plan-proto",
        "__proto__ for a part",
        "q9 none part that was not asked for",
        answered("q9", {"__proto__": {"polluted": True}}),
        "q9 0",
    ),
    Trick("reflection-1-mb", "1 MB of text", "q10 none too long", answered("q10", "Sorry. " * 150_000), "full"),
    Trick("reflection-object", "an object for text", "q10 none not text", answered("q10", {"toString": "alert"}), "full"),
    Trick("reflection-nul", "control and half characters in text", "full", answered("q10", "a\x00b\x1b[2J\ud800c"), "full"),
)
