import json
from typing import Any

import pytest
from asked import BUDGET, KEYS, QUESTIONS, TEAM

import carelab.questions as q
from carelab.questions.plan import AtLeast, Count

TWO = {"a": "Ay", "b": "Bee"}
THREE = {**TWO, "c": "Sea"}
RULE = q.should("r1", AtLeast(Count("team"), 1), "Pick one.")

BAD_TEXTS: dict[str, Any] = {
    "none": {}, "one": {"a": "Ay"}, "a list": ["Ay", "Bee"], "nothing at all": None, "an empty text": {**TWO, "c": ""},
    "a blank text": {**TWO, "c": " \n"}, "a number for a text": {**TWO, "c": 5}, "equal texts": {**TWO, "c": "Ay"},
    "texts that read the same": {**TWO, "c": "  aY "}, "an id with a capital": {**TWO, "C": "Sea"},
    "an id with a space": {**TWO, "c d": "Sea"}, "an id that is a number": {**TWO, 3: "Sea"},
    "an id that starts with a digit": {**TWO, "3": "Sea"}, "an empty id": {**TWO, "": "Sea"},
    "an id too long": {**TWO, "c" * 41: "Sea"}, "an id with a line break": {**TWO, "c\n": "Sea"},
}  # fmt: skip
WITH_TEXTS: dict[str, Any] = {
    "choice options": lambda texts: q.Choice(id="q7", ask="Which?", options=texts),
    "choices options": lambda texts: q.Choices(id="q7", ask="Which?", options=texts),
    "sort cards": lambda texts: q.Sort(id="q7", ask="Where?", cards=texts, columns=TWO),
    "sort columns": lambda texts: q.Sort(id="q7", ask="Where?", cards=TWO, columns=texts),
    "match left": lambda texts: q.Match(id="q7", ask="Who?", left=texts, right=TWO),
    "match right": lambda texts: q.Match(id="q7", ask="Who?", left=TWO, right=texts),
    "order steps": lambda texts: q.Order(id="q7", ask="When?", steps=texts), "table columns": lambda texts: table(columns=texts),
    "reflection rubric": lambda texts: q.Reflection(id="q7", ask="What?", rubric=texts),
}  # fmt: skip


def table(**changes: Any) -> q.Table:
    return q.Table(id="q7", ask="How much?", **{"caption": "Figures", "columns": TWO, "rows": [(1, "x")], **changes})


def refusal(make: Any) -> q.BadQuestion:
    with pytest.raises(q.BadQuestion, match=r"^Question q7: ") as caught:
        make()
    assert caught.value.question == "q7"
    return caught.value


@pytest.mark.parametrize("where", WITH_TEXTS)
@pytest.mark.parametrize("texts", BAD_TEXTS)
def test_words_and_ids_that_cannot_be_asked_are_refused(where: str, texts: str) -> None:
    if (where, texts) == ("reflection rubric", "one"):
        assert WITH_TEXTS[where](BAD_TEXTS[texts]).rubric == {"a": "Ay"}
    else:
        refusal(lambda: WITH_TEXTS[where](BAD_TEXTS[texts]))


@pytest.mark.parametrize(("id", "ask", "says"), [
    *((id, "How much?", "lower-case letters, digits and hyphens") for id in
      ("", "Q1", "1", "q 1", "q_1", "q1\n", "q" * 41, "é", None, 5)),
    *(("q7", ask, "there is no question") for ask in ("", " \n", None, 5)),
])  # fmt: skip
def test_an_id_that_cannot_name_a_question_and_one_that_asks_nothing_are_refused(id: Any, ask: Any, says: str) -> None:
    with pytest.raises(q.BadQuestion, match=says) as caught:
        q.Number(id=id, ask=ask)
    assert caught.value.question == str(id)


@pytest.mark.parametrize(("make", "says"), [
    (lambda: q.Choices(id="q7", ask="Which?", options=TWO), "at least 3 options"),
    (lambda: q.Choices(id="q7", ask="Which?", options=THREE, marking="half"), "'half' is not a marking rule. Use all, net"),
    (lambda: q.Choices(id="q7", ask="?", options=THREE, tables=(q.TickTable("", ["A", "B"], {"a": ["1"]}),)), "1 cells for 2"),
    (lambda: q.Choices(id="q7", ask="Which?", options=THREE, tables=(q.TickTable("", ["A"], {"a": ["1"]}),)), "not the rows"),
    (lambda: q.Order(id="q7", ask="When?", steps=TWO, marking="net"), "'net' is not a marking rule. Use lcs or exact"),
    (lambda: table(caption=" "), "no caption"), (lambda: table(rows=[]), "0 rows"),
    (lambda: table(rows=[(1, 2)] * 5_001), "5001 rows"), (lambda: table(rows=[(1, 2), (1,)]), "row 2 has 1 values"),
    (lambda: table(rows=["ab"]), "row 1"), (lambda: table(rows=[(1, float("nan"))]), "row 1 has nan under 'b'"),
    (lambda: table(rows=[(1, None)]), "row 1 has None under 'b'"),
    (lambda: table(money=["z"]), "money or totals names columns that are not there: z"),
    (lambda: table(money=["b"]), "row 1 has 'x' under 'b'"), (lambda: table(totals=["b"]), "row 1 has 'x' under 'b'"),
    (lambda: table(totals=["z"]), "names columns that are not there: z"),
    (lambda: q.Reflection(id="q7", ask="What?", rubric=TWO, least_words=0), "least_words"),
    (lambda: q.Reflection(id="q7", ask="What?", rubric=TWO, least_words=150, most_words=150), "least_words"),
    (lambda: q.Plan(id="q7", ask="Plan.", tables=[]), "no table"),
    (lambda: q.Plan(id="q7", ask="Plan.", tables=[BUDGET, BUDGET]), "two of its tables have the same id"),
    (lambda: q.Plan(id="q7", ask="Plan.", tables=[q.PlanTable("t", "T", [])]), "table 't'"),
    (lambda: q.Plan(id="q7", ask="Plan.", tables=[TEAM], shown=[RULE, RULE]), "two of its rules have the same id"),
    (lambda: q.Plan(id="q7", ask="Plan.", tables=[BUDGET], shown=[RULE]), "reads a table 'team' that is not there"),
])  # fmt: skip
def test_what_is_wrong_in_one_kind_is_refused(make: Any, says: str) -> None:
    assert says in str(refusal(make))


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_form_is_json_and_says_how_it_is_marked_and_holds_no_key_and_nothing_of_it_changes(kind: str) -> None:
    question = QUESTIONS[kind]
    form = question.form()
    assert json.loads(json.dumps(form, allow_nan=False)) == form
    assert (form["kind"], form["id"], form["ask"]) == (kind, question.id, question.ask)
    assert form["how_marked"].endswith(".")
    assert question.rule
    for secret in (*KEYS[kind].catches.values(), *(rule.text for rule in KEYS[kind].rules), "MC08"):
        assert secret not in json.dumps(form)
    with pytest.raises(AttributeError):
        question.id = "other"


def test_the_largest_table_is_asked_and_the_screen_keeps_the_order_in_which_things_are_declared() -> None:
    assert len(table(rows=[(1, 2)] * 5_000).rows) == 5_000
    assert list(q.Choice(id="q1", ask="Which?", options={"z": "Zed", "a": "Ay"}).form()["options"]) == ["z", "a"]


def test_a_plan_shows_the_words_of_its_open_rules_and_nothing_of_the_rest() -> None:
    shown = [q.must("law", AtLeast(Count("team"), 1), "Pick one.", why="Because.", catches="MC01")]
    form = q.Plan(id="q1", ask="Plan.", tables=[TEAM], shown=shown).form()
    assert form["shown"] == [{"id": "law", "need": "must", "text": "Pick one.", "live": True}]
    assert [column["type"] for column in form["tables"][0]["columns"]] == ["choice", "date", "number", "tick"]
