"""Spoilt quotas, pools, panels, rates and lotteries: a known exit code, faults named, no panel that breaks rules."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from coproduce.cli.words import TEXTS
from coproduce.methods.panels import read_pool, read_targets, selection_of
from tests.cli.conftest import Ran
from tests.cli.files import POOL, TARGETS
from tests.methods.mutants import spoilt_bytes, spoilt_documents

Run = Callable[..., Ran]
PLAIN = {
    "targets": TARGETS.replace("min,max", "min,max,min_flex,max_flex").replace("1,2", "1,2,0,3"),
    "pool": POOL,
    "panel": "id\nada\nben\neve\n",
    "rates": "feature,value,rate\nage,young,50%\nsex,f,0.2\n",
}
READS = {
    "draw": ("targets", "pool"),
    "check": ("targets", "pool"),
    "replace": ("targets", "pool", "panel"),
    "alternates": ("targets", "pool", "panel", "rates"),
    "invite": ("targets", "pool", "rates"),
}
ALSO = {
    "draw": ["--public", "lotto", "--numbers", 50],
    "check": [],
    "replace": ["--gone", "ben", "--numbers", 50],
    "alternates": ["--count", 1, "--samples", 50],
    "invite": ["--letters", 3],
}
ADDRESS = ["--address", "street", "number"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name, text in PLAIN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def asked(command: str, desk: Path) -> list[Any]:
    files = [part for name in READS[command] for part in (f"--{name}", desk / name)]
    return ["panel", command, *files, "--size", 3, *ADDRESS, *ALSO[command]]


def told(ran: Ran) -> dict[str, Any]:
    """One object whatever happens; of a refusal each fault said in words, and on standard error too."""
    facts: dict[str, Any] = json.loads(ran.out)
    assert ran.code in (0, 1)
    assert "Traceback" not in ran.err
    if "problems" in facts:
        assert facts["problems"]
        assert ran.err.strip()
        for one in facts["problems"]:
            assert one["code"] in TEXTS["en"]
            assert one["text"]
            assert one["code"] not in one["text"]
            assert "?" not in one["text"] or "?" in str(one["params"]), one
            assert "�" in one["text"] or "\x1b" not in one["text"]
    return facts


def broken_quotas(desk: Path, facts: dict[str, Any]) -> list[object]:
    """Panels of a draw that break a quota or seat two of one address."""
    targets = read_targets((desk / "targets").read_bytes())
    pool = read_pool((desk / "pool").read_bytes(), targets, households=["street", "number"])
    question = selection_of(targets, pool, 3)
    people = {person.id: person for person in question.people}
    wrong: list[object] = []
    for panel in facts["lottery"]["panels"]:
        have = Counter(pair for id_ in panel for pair in zip(question.features, people[id_].values, strict=True))
        homes = Counter(people[id_].household for id_ in panel if people[id_].household)
        kept = all(quota.least <= have[quota.feature, quota.value] <= quota.most for quota in question.quotas)
        if not kept or len(set(panel)) != 3 or max(homes.values(), default=0) > 1:
            wrong.append(panel)
    return wrong


@pytest.mark.parametrize("command", READS)
def test_spoilt_tables(run: Run, desk: Path, command: str) -> None:
    lot, ends = Random(command), Counter[int]()
    for name in READS[command]:
        for data in spoilt_bytes(PLAIN[name].encode(), lot, 40):
            (desk / name).write_bytes(data)
            ran = run(*asked(command, desk), "--json")
            facts = told(ran)
            ends[ran.code] += 1
            named = [one for one in facts.get("problems", []) if one["line"]]
            assert all(str(one["params"]["file"]).startswith(str(desk)) for one in named), data
            if command == "draw" and ran.code == 0:
                assert broken_quotas(desk, facts) == [], data
        (desk / name).write_text(PLAIN[name], encoding="utf-8")
    assert min(ends[0], ends[1]) > 10


@pytest.mark.parametrize("seed", range(2))
def test_a_spoilt_lottery(run: Run, desk: Path, seed: int) -> None:
    """A lottery is the one committed to, or it is refused."""
    lot, ends, file = Random(seed), Counter[int](), desk / "lottery"
    file.write_text(run(*asked("draw", desk), "--numbers", 8, "--json").out, encoding="utf-8")
    plain = json.loads(file.read_text(encoding="utf-8"))["lottery"]
    truth = json.loads(run("panel", "pick", file, "--public", "x", "--json").out)
    data = [*spoilt_documents({"lottery": plain}, lot, 100), *spoilt_bytes(json.dumps(plain).encode(), lot, 50)]
    for one in data:
        file.write_bytes(one)
        ran = run("panel", "pick", file, "--public", "x", "--json")
        facts = told(ran)
        ends[ran.code] += 1
        assert ran.code or facts == truth, one
    assert min(ends[0], ends[1]) > 10


def replaced(name: str, old: str, new: str) -> tuple[str, str]:
    assert old in PLAIN[name]
    return name, PLAIN[name].replace(old, new, 1)


@pytest.mark.parametrize(
    ("spoilt", "line", "code"),
    [
        (replaced("targets", "young,1", "young,NaN"), 2, "panel_figure_unreadable"),
        (replaced("targets", "young,1", "young,1e3"), 2, "panel_figure_unreadable"),
        (replaced("targets", "old,1,2", f"old,1,{10**18}"), 3, "panel_figure_unreadable"),
        (replaced("targets", "sex,m,1,2", "sex,m,3,2"), 5, "panel_min_over_max"),
        (replaced("targets", "sex,m,1,2,0", "sex,m,1,2,2"), 5, "panel_flex_inside"),
        (replaced("targets", "sex,m", "Sex,F"), 5, "panel_quota_twice"),
        (replaced("targets", "sex,m", "sex,m\x1b[2J"), 5, "panel_text_invalid"),
        (replaced("targets", "feature,value", "feature,worth"), 1, "table_column_missing"),
        (replaced("pool", "ben,old", "ada,old"), 3, "panel_person_twice"),
        (replaced("pool", "eve,young", "eve,middle"), 6, "panel_value_unknown"),
        (replaced("pool", "eve,young", "eve,NaN"), 6, "panel_value_unknown"),
        (replaced("pool", "fred,", "fr\x00ed,"), 7, "panel_text_invalid"),
        (replaced("pool", "fred,", ","), 7, "panel_person_missing"),
        (replaced("pool", "fred,old,m", "fred,old"), 7, "cells_wrong"),
        (replaced("pool", "id,age,sex", "id,age,age"), 1, "table_column_missing"),
        (("pool", POOL.partition("\n")[0] + "\n"), 0, "panel_pool_empty"),
        (("pool", ""), 0, "table_empty"),
        (("targets", "feature,value,min,max\n"), 0, "panel_no_quotas"),
        (replaced("panel", "ben", "zoe"), 3, "panel_member_unknown"),
        (replaced("panel", "eve", "ada"), 4, "panel_member_twice"),
        (replaced("rates", "age,young", "age,middle"), 2, "panel_quota_unknown"),
        (replaced("rates", "50%", "NaN"), 2, "panel_rate_unreadable"),
        (replaced("rates", "sex,f", "age,YOUNG"), 3, "panel_quota_twice"),
    ],
)
def test_each_fault_is_named_with_file_and_line(
    run: Run, desk: Path, spoilt: tuple[str, str], line: int, code: str
) -> None:
    name, text = spoilt
    (desk / name).write_text(text, encoding="utf-8")
    for command in (command for command, reads in READS.items() if name in reads):
        if command == "invite" and code == "table_column_missing" and name == "pool":
            continue  # a register may lack a feature
        ran = run(*asked(command, desk), "--json")
        faults = [(one["line"], one["code"], one["params"]["file"]) for one in told(ran)["problems"]]
        assert ran.code == 1
        assert (line, code, str(desk / name)) in faults
        french = run("--lang", "fr", *asked(command, desk))
        assert french.code == 1
        assert french.out == ""
        assert french.err.startswith(f"Dans {desk / name}")
        assert (f"ligne {line}" in french.err) == bool(line)
        assert "\x1b" not in french.err


HUGE = 10**18


@pytest.mark.parametrize(
    ("command", "option"), [("draw", "--public"), ("draw", "--seed"), ("alternates", "--seed"), ("invite", "--seed")]
)
def test_a_seed_that_is_no_text(run: Run, desk: Path, command: str, option: str) -> None:
    ran = run(*asked(command, desk), option, "\udcff")
    assert (ran.code, ran.out, ran.err) == (2, "", f"{option} is not text in UTF-8.\n")


@pytest.mark.parametrize(
    ("command", "options", "code"),
    [
        ("draw", ["--size", 0], "panel_size_invalid"),
        ("draw", ["--size", -1], "panel_size_invalid"),
        ("draw", ["--size", HUGE], "panel_size_invalid"),
        ("draw", ["--size", 7], "panel_pool_too_small"),
        ("draw", ["--size", 6], "panel_households_few"),
        ("draw", ["--size", 5], "panel_infeasible"),
        ("draw", ["--numbers", HUGE], "panel_numbers_invalid"),
        ("draw", ["--numbers", 0], "panel_numbers_invalid"),
        ("draw", ["--limit", "nan"], "panel_limit_invalid"),
        ("draw", ["--public", " "], "panel_seed_empty"),
        ("draw", ["--address", "street", "town"], "table_column_missing"),
        ("draw", ["--id", "email"], "table_column_missing"),
        ("draw", ["--targets", "-", "--pool", "-"], "panel_input_twice"),
        ("replace", ["--gone", "zoe"], "panel_gone_unknown"),
        ("replace", ["--size", 2], "panel_too_many_members"),
        ("alternates", ["--count", HUGE], "panel_count_invalid"),
        ("alternates", ["--count", 0], "panel_count_invalid"),
        ("alternates", ["--samples", 0], "panel_samples_invalid"),
        ("alternates", ["--samples", HUGE], "panel_samples_invalid"),
        ("alternates", ["--dropout", "nan"], "panel_rate_unreadable"),
        ("alternates", ["--dropout", "0"], "panel_rate_invalid"),
        ("alternates", ["--size", 2], "panel_too_many_members"),
        ("invite", ["--letters", HUGE], "panel_letters_invalid"),
        ("invite", ["--letters", 0], "panel_letters_invalid"),
        ("invite", ["--response", "-1"], "panel_rate_unreadable"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_demands_that_cannot_be_met(
    run: Run, desk: Path, language: str, command: str, options: list[object], code: str
) -> None:
    ran = run("--lang", language, *asked(command, desk), *options, "--json")
    assert ran.code == 1
    assert code in {one["code"] for one in json.loads(ran.out)["problems"]}
    assert ran.err.strip()


def test_numbers_drawn_by_hand(run: Run, desk: Path) -> None:
    file = desk / "lottery"
    file.write_text(run(*asked("draw", desk), "--json").out, encoding="utf-8")
    for number in (-1, 50, HUGE):
        ran = run("panel", "pick", file, f"--number={number}", "--json")
        assert [one["code"] for one in told(ran)["problems"]] == ["panel_number_invalid"]
    assert run("panel", "pick", file, "--number", "seven").code == 2
    assert run("panel", "pick", file).code == 2
    assert run("panel", "pick", file, "--number", 7, "--public", "lotto").code == 2


def test_a_name_that_would_rule_the_terminal_is_shown_and_not_obeyed(run: Run, desk: Path) -> None:
    (desk / "pool").write_text(POOL.replace("eve", "e\u202eve"), encoding="utf-8")
    ran = run(*asked("invite", desk), "--letters", 5)
    assert ran.code == 0
    assert "e\\u202eve" in ran.out
    assert "\u202e" not in ran.out


def test_any_one_file_may_be_standard_input(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotas are read once, though a table of rates is held to them again."""
    plain = asked("alternates", desk)
    truth = run(*plain, "--json")
    assert truth.code == 0
    for name in READS["alternates"]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PLAIN[name].encode())))
        assert run(*plain, f"--{name}", "-", "--json") == truth


def test_tables_that_cannot_be_written(run: Run, desk: Path) -> None:
    for option in ("--selected", "--remaining", "--table"):
        ran = run(*asked("draw", desk), option, desk / "nowhere" / "x.csv")
        assert (ran.code, ran.out) == (3, "")
        assert str(desk / "nowhere" / "x.csv") in ran.err
