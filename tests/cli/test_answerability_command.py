"""``coproduce answerability``: what each command prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]
PARTS = "accountable,responsible,standard,dates,failure_rule,complaint_route"
ACTIVITIES = (
    f"activity,{PARTS},risk,safety\n"
    "watch,Town,Ann,norm 7,2026,stop,desk,3,yes\n"
    "tea,Town|Club,Ben,no,2026,,desk,,\n"
    "ride,,Cleo,yes,yes,yes,yes,1,yes\n"
)
PROMISES = (
    "promise,due,state,ended,answered\nlamp,2026-03-01,kept,2026-02-01,\nbench,2026-03-01,,,\nshade,2026-09-01,,,\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def written(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return written


Write = Callable[[str, str], Path]


def test_completeness(run: Run, write: Write) -> None:
    ran = run("answerability", "completeness", write("a.csv", ACTIVITIES))
    assert (ran.code, ran.err) == (0, "")
    assert "Live activities with all that answering needs, by risk: 60% (n = 3)" in ran.out
    assert "ride touches safety and may not start before it is complete." in ran.out
    assert "tea lacks: one accountable legal holder, a standard, what follows on failure." in ran.out
    assert [ran.out.count(f"{activity} lacks") for activity in ("watch", "ride", "tea")] == [0, 1, 1]
    facts = json.loads(run("answerability", "completeness", write("a.csv", ACTIVITIES), "--json").out)
    assert (facts["share"]["exact"], facts["stopped"]) == ("3/5", ["ride"])
    assert facts["lacking"]["tea"] == ["accountable", "standard", "failure_rule"]


def test_one_activity_is_explained(run: Run, write: Write) -> None:
    file = write("a.csv", ACTIVITIES)
    ran = run("answerability", "completeness", file, "--explain", "watch")
    assert ran.out == "  watch has all that answering needs.\n"
    facts = json.loads(run("answerability", "completeness", file, "--explain", "ride", "--json").out)
    assert facts["explanation"] == {"activity": "ride", "lacking": ["accountable"]}
    assert run("answerability", "completeness", file, "--explain", "none").code == 2


@pytest.mark.parametrize("command", ["visibility", "incidents"])
def test_the_days_allowed_are_stated(run: Run, command: str) -> None:
    assert "(default: 14)" in " ".join(run("answerability", command, "--help").out.split())


def test_promises(run: Run, write: Write) -> None:
    file = write("p.csv", PROMISES)
    ran = run("answerability", "promises", file, "--on", "2026-04-01")
    assert ran.out.startswith("  Promises kept on time: 50% (n = 2)\n      1 promise is not due yet.\n")
    asked = ("answerability", "promises", file, "--on", "2026-04-01", "--explain", "bench")
    assert run(*asked).out == "bench: overdue since 2026-03-01, for 31 days.\n"
    assert json.loads(run(*asked, "--json").out)["explanation"]["code"] == "answer.promise.overdue"
    assert "bench\u00a0: en retard depuis le 2026-03-01, de 31 jours." in run(*asked, "--lang", "fr").out


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ("lamp,2026-03-01,kept,2026-03-03,", "lamp: kept 2 days after 2026-03-01."),
        ("lamp,2026-03-01,kept,2026-03-01,", "lamp: kept on time, 0 days before 2026-03-01 or on it."),
        ("lamp,2026-03-01,partly,2026-03-03,", "lamp: kept in part; it was due on 2026-03-01."),
        ("lamp,2026-03-01,broken,2026-03-03,yes", "lamp: broken, with a public reason; it was due on 2026-03-01."),
        ("lamp,2026-03-01,broken,2026-03-03,no", "lamp: broken without a reason; it was due on 2026-03-01."),
        ("lamp,2026-03-01,withdrawn,2026-03-03,", "lamp: withdrawn; it was due on 2026-03-01."),
        ("lamp,2026-05-01,open,,", "lamp: due on 2026-05-01, in 30 days."),
    ],
)
def test_how_a_promise_stands(run: Run, write: Write, promise: str, said: str) -> None:
    file = write("p.csv", f"promise,due,state,ended,answered\n{promise}\n")
    assert run("answerability", "promises", file, "--on", "2026-04-01", "--explain", "lamp").out == said + "\n"


def test_incidents_with_open_ones_counted(run: Run, write: Write) -> None:
    """The same cases as the red tape of the domain: closed after 12, 20, 33, 45; open for 10, 60, 70: median 33."""
    lines = ["incident,reported,answered,within"]
    lines += [f"c{days},2026-01-01,2026-{month},30" for days, month in ((12, "01-13"), (20, "01-21"), (33, "02-03"))]
    lines += ["c45,2026-01-01,2026-02-15,30", "o10,2026-04-01,,30", "o60,2026-02-10,,30", "o70,2026-01-31,,"]
    file = write("i.csv", "\n".join(lines))
    facts = json.loads(run("answerability", "incidents", file, "--on", "2026-04-11", "--json").out)
    assert [one["value"] for one in facts["measures"]] == [pytest.approx(1 / 3), 33]
    said = run("answerability", "incidents", file, "--on", "2026-04-11", "--explain", "o70").out
    assert said == "o70: without an answer for 70 days; 14 were allowed.\n"


def test_needs(run: Run, write: Write) -> None:
    file = write("n.csv", "need,stated,decided,delivered\nshade,2026-01-01,2026-01-21,\nbins,2026-01-01,,\n")
    ran = run("answerability", "needs", file, "--on", "2026-03-01")
    assert "Needs decided on: 1 (n = 2)" in ran.out
    assert "Median days from a need to a decision: 20 (n = 2)" in ran.out
    said = run("answerability", "needs", file, "--on", "2026-03-01", "--explain", "shade").out
    assert said == "shade: decided on, and waiting for delivery for 39 days.\n"


def test_mandates(run: Run, write: Write) -> None:
    lines = ["decision,date,from,to", "a,2026-05-01,2026-01-01,", "b,2026-05-01,2026-06-01,"]
    lines += ["c,2026-05-01,2026-01-01,2026-04-30", "d,2026-05-01,,"]
    file = write("m.csv", "\n".join(lines))
    assert "Decisions under a valid mandate: 25% (n = 4)" in run("answerability", "mandates", file).out
    said = [run("answerability", "mandates", file, "--explain", one).out for one in "abcd"]
    assert said == [
        "a: under a mandate valid on 2026-05-01.\n",
        "b: decided on 2026-05-01, before its mandate began on 2026-06-01.\n",
        "c: decided on 2026-05-01, after its mandate ended on 2026-04-30.\n",
        "d: without a mandate.\n",
    ]


def test_visibility(run: Run, write: Write) -> None:
    file = write("s.csv", "side,made,acknowledged\ncitizen,2026-01-01,2026-01-15\ncitizen,2026-01-01,\n")
    items = write("items.csv", "item,1,2,3,4,5\ncitizen: the other side is committed,0,0,0,5,5\n")
    options = ("--on", "2026-04-01", "--agreed", "6/8", "--items", items)
    ran = run("answerability", "visibility", file, *options)
    assert "Contributions that the other side acknowledged in time (citizens): 50% (n = 2)" in ran.out
    assert "current agreement on what is expected: 75% (n = 8)" in ran.out
    assert "(citizen: the other side is committed): 88% (n = 10)" in ran.out


@pytest.mark.parametrize(
    ("command", "text", "line", "code"),
    [
        ("completeness", f"activity,{PARTS},risk\na,,,,,,,0\n", 2, "cell_not_whole"),
        ("completeness", f"activity,{PARTS}\na,,,,,,\na,,,,,,\n", 3, "cell_twice"),
        ("completeness", "activity\na\n", 1, "table_column_missing"),
        ("promises", "promise,due\na,tomorrow\n", 2, "cell_not_day"),
        ("promises", "promise,due\na,\n", 2, "cell_missing"),
        ("promises", "promise,due,state\na,2026-01-01,kept\n", 2, "promise_unsound"),
        ("promises", "promise,due,state\na,2026-01-01,maybe\n", 2, "cell_not_one_of"),
        ("incidents", "incident,reported\na,2026-05-01\n", 2, "cell_day_out_of_order"),
        ("incidents", "incident,reported,within\na,2026-01-01,1e3\n", 2, "cell_not_whole"),
        ("incidents", "incident,reported,answered\na,2026-03-01,2026-02-01\n", 2, "cell_day_out_of_order"),
        ("needs", "need,stated,decided\na,2026-03-01,2026-02-01\n", 2, "journey_unsound"),
        ("visibility", "side,made,acknowledged\nmayor,2026-01-01,\n", 2, "cell_not_one_of"),
        ("visibility", "side,made,acknowledged\ncitizen,2026-09-01,\n", 2, "cell_day_out_of_order"),
        ("mandates", "decision,date,from,to\na,2026-01-01,2026-02-01,2026-01-01\n", 2, "cell_day_out_of_order"),
        ("mandates", "decision,date,from\na\x07,2026-01-01,\n", 2, "cell_not_name"),
    ],
)
def test_every_wrong_line_is_named(run: Run, write: Write, command: str, text: str, line: int, code: str) -> None:
    on = ("--on", "2026-04-01") if command not in ("completeness", "mandates") else ()
    ran = run("answerability", command, write("t.csv", text), *on, "--json")
    assert ran.code == 1
    problems = json.loads(ran.out)["problems"]
    assert {(problem["line"], problem["code"]) for problem in problems} == {(line, code)}


@pytest.mark.parametrize(
    "options",
    [
        ("promises", "--on", "today"),
        ("promises",),
        ("incidents", "--on", "2026-04-01", "--within", "-1"),
        ("visibility", "--on", "2026-04-01", "--agreed", "six"),
        ("promises", "--on", "2026-04-01", "--explain", "none"),
    ],
)
def test_a_wrong_option_is_wrong_use(run: Run, write: Write, options: tuple[str, ...]) -> None:
    file = write("p.csv", PROMISES)
    command, *rest = options
    assert run("answerability", command, file, *rest).code == 2


def test_more_agreed_than_active_is_refused(run: Run, write: Write) -> None:
    file = write("s.csv", "side,made,acknowledged\n")
    ran = run("answerability", "visibility", file, "--on", "2026-04-01", "--agreed", "9/8")
    assert (ran.code, ran.out) == (1, "")


def test_a_wrong_cell_is_shown_with_its_accents(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "promises.csv"
    file.write_text("promise,due,state,answered\nbench,2026-05-01,open,peut-être\n", encoding="utf-8")
    ran = run("--lang", "fr", "answerability", "promises", file, "--on", "2026-06-01")
    assert "«\u00a0peut-être\u00a0»" in ran.err
