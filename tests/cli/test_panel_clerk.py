"""A town clerk's way from the register to a panel with replacements, at the command line and in both languages."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]
OLD = "category,name,min,max\nage,young,4,6\nage,middle,4,6\nage,old,4,6\nsex,f,7,8\nsex,m,7,8\n"
NEW = OLD.replace("category,name", "feature,value")
SIZE = 15


def pool() -> str:
    """Sixty people; every fourth lives with the one before."""
    values = list(product(("young", "middle", "old"), ("f", "m", "m"))) * 7
    lines = [
        f"p{number:02},{age},{sex},Elm Street,{number - (number % 4 == 3)}"
        for number, (age, sex) in enumerate(values[:60])
    ]
    return "\n".join(["person_id,Age,Sex,street,number", *lines]) + "\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    files = {"old.csv": OLD, "new.csv": NEW, "pool.csv": pool()}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def asked(desk: Path, targets: str = "new.csv", people: str = "pool.csv") -> list[Any]:
    return ["--targets", desk / targets, "--pool", desk / people, "--size", SIZE, "--address", "street", "number"]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def home(row: dict[str, str]) -> tuple[str, str]:
    return row["street"], row["number"]


def test_both_spellings_and_both_options_of_the_address_give_the_same(run: Run, desk: Path) -> None:
    ran = run("panel", "draw", *asked(desk), "--json")
    assert ran == run("panel", "draw", *asked(desk, "old.csv"), "--json")
    plain = [part if part != "--address" else "--households" for part in asked(desk)]
    assert ran == run("panel", "draw", *plain, "--json")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["more than the 15 seats", "Flex changes nothing by itself", "Lower the minimum of sex"]),
        ("fr", ["plus que les 15 places", "La marge ne change rien par elle-même", "Abaisser le minimum de sex"]),
    ],
)
def test_flex_is_explained_where_minimums_are_too_many(run: Run, desk: Path, language: str, words: list[str]) -> None:
    """Minimums of 16 for 15 seats cannot be met, however wide the flex."""
    text = NEW.replace("max\n", "max,min_flex,max_flex\n").replace("7,8", "8,8,0,15").replace("4,6", "4,6,0,15")
    (desk / "flex.csv").write_text(text, encoding="utf-8")
    for command in ("check", "draw"):
        ran = run("--lang", language, "panel", command, *asked(desk, "flex.csv"))
        assert ran.code == 1
        said = ran.out + ran.err
        assert all(word in said for word in words)
        assert said.count(words[1]) == 1
    (desk / "flex.csv").write_text(text.replace("8,8,0,15", "7,8,0,15"), encoding="utf-8")
    ran = run("--lang", language, "panel", "check", *asked(desk, "flex.csv"))
    assert ran.code == 0
    assert {"en": "without any flex", "fr": "sans aucune marge"}[language] in ran.out


def test_letters_follow_how_many_answer(run: Run, desk: Path) -> None:
    (desk / "rates.csv").write_text("feature,value,rate\nage,young,10%\nage,old,40%\n", encoding="utf-8")
    rates = ["--response", "20%", "--rates", desk / "rates.csv", "--letters", 24]
    facts = json.loads(run("panel", "invite", *asked(desk), *rates, "--json").out)
    letters = {line["value"]: line["letters"] for line in facts["expected"]}
    assert letters["young"] > letters["middle"] > letters["old"]
    people = {row["person_id"]: row for row in rows(desk / "pool.csv")}
    homes = Counter(home(people[id_]) for id_ in facts["invited"])
    assert (len(facts["invited"]), max(homes.values())) == (24, 1)
    for language, words in (("en", "send more letters"), ("fr", "envoyez plus de lettres")):
        assert words in run("--lang", language, "panel", "invite", *asked(desk), *rates).out


def test_a_register_without_a_feature_says_so(run: Run, desk: Path) -> None:
    (desk / "register.csv").write_text(pool().replace(",Sex,", ",gender,"), encoding="utf-8")
    ran = run("panel", "invite", *asked(desk, people="register.csv"), "--letters", 20)
    assert ran.code == 0
    assert "Not in the register, and so not looked at: sex." in ran.out


def test_a_thousand_numbered_panels_are_within_one_in_a_thousand(run: Run, desk: Path) -> None:
    facts = json.loads(run("panel", "draw", *asked(desk), "--table", desk / "panels.csv", "--json").out)
    table = rows(desk / "panels.csv")
    assert [row["number"] for row in table] == [str(number) for number in range(1000)]
    members = [[row[f"seat {seat}"] for seat in range(1, SIZE + 1)] for row in table]
    lottery = facts["lottery"]
    assert members == [lottery["panels"][place] for place in lottery["order"]]
    sat = Counter(member for panel in members for member in panel)
    assert all(abs(sat[id_] - 1000 * chance) <= 1 + 1e-6 for id_, chance in facts["probabilities"].items())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_the_draw_to_the_last_replacement(run: Run, desk: Path, language: str) -> None:
    """Publish, throw dice, write who sits, lose two, replace them, and never two of one address."""
    lottery = desk / "lottery.json"
    lottery.write_text(run("panel", "draw", *asked(desk), "--json").out, encoding="utf-8")
    who = ["--pool", desk / "pool.csv", "--address", "street", "number"]
    files = ["--selected", desk / "panel.csv", "--remaining", desk / "rest.csv"]
    ran = run("--lang", language, "panel", "pick", lottery, "--number", 417, *who, *files)
    assert ran.code == 0
    assert {"en": "Number 417, drawn by hand:", "fr": "Numéro 417, tiré à la main\u00a0:"}[language] in ran.out
    panel, rest = rows(desk / "panel.csv"), rows(desk / "rest.csv")
    assert sorted(row["person_id"] for row in panel) == [*ran.out.split("\n  ")[1:-1], ran.out.split()[-1]]
    assert len({home(row) for row in panel}) == SIZE
    assert not {home(row) for row in panel} & {home(row) for row in rest}

    gone = [panel[0]["person_id"], panel[1]["person_id"]]
    staying = {home(row) for row in panel[2:]}
    given = ["--panel", desk / "panel.csv", "--gone", *gone]
    files = ["--selected", desk / "new.panel.csv", "--remaining", desk / "new.rest.csv", "--public", "5 8 13"]
    told = json.loads(run("panel", "replace", *asked(desk), *given, *files, "--json").out)
    come, left = rows(desk / "new.panel.csv"), rows(desk / "new.rest.csv")
    assert [row["person_id"] for row in come] == told["drawn"]["members"]
    now = [*panel[2:], *come]
    assert (len(now), len({home(row) for row in now})) == (SIZE, SIZE)
    count = Counter(row[column] for row in now for column in ("Age", "Sex"))
    assert all(4 <= count[age] <= 6 for age in ("young", "middle", "old"))
    assert all(7 <= count[sex] <= 8 for sex in ("f", "m"))
    assert not {home(row) for row in now} & {home(row) for row in left}
    assert not {row["person_id"] for row in left} & set(gone)
    neighbours = [row for row in rows(desk / "pool.csv") if home(row) in staying and row not in panel]
    assert told["vacancy"]["same_address"] == [row["person_id"] for row in neighbours]

    explained = ["panel", "replace", *asked(desk), *given, "--explain"]
    sentences = {
        panel[2]["person_id"]: {"en": "keeps a seat", "fr": "garde sa place"},
        gone[0]: {"en": "left the panel", "fr": "a quitté le panel"},
        neighbours[0]["person_id"]: {"en": "lives at the address", "fr": "habite à l’adresse"},
    }
    for person, said in sentences.items():
        assert said[language] in run("--lang", language, *explained, person).out
    answer = json.loads(run(*explained, gone[0], "--json").out)
    assert answer["explanation"]["code"] == "panel.gone"


def test_replacements_that_cannot_be_found_are_told_with_what_was_looked_for(run: Run, desk: Path) -> None:
    (desk / "small.csv").write_text("id,age\na,young\nb,old\nc,old\n", encoding="utf-8")
    (desk / "two.csv").write_text("feature,value,min,max\nage,young,1,1\nage,old,1,1\n", encoding="utf-8")
    (desk / "panel.txt").write_text("a\nb\n", encoding="utf-8")
    given = ["--targets", desk / "two.csv", "--pool", desk / "small.csv", "--panel", desk / "panel.txt", "--gone", "a"]
    ran = run("panel", "replace", *given, "--size", 2)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("1 stay, 1 seat to fill. Quotas left:\n  age old: 0 to 0\n  age young: 1 to 1\n")
    facts = json.loads(run("panel", "replace", *given, "--size", 2, "--json").out)
    assert set(facts) == {"problems", "feasibility", "vacancy"}
    everybody = run("panel", "replace", *given, "b", "--size", 2)
    assert everybody.code == 1
    assert "2 seats to fill and 1 person left to draw from" in everybody.err


def test_as_many_alternates_as_are_expected_to_drop_out(run: Run, desk: Path) -> None:
    facts = json.loads(run("panel", "draw", *asked(desk), "--public", "lotto", "--json").out)
    (desk / "panel.txt").write_text("\n".join(facts["drawn"]["members"]), encoding="utf-8")
    given = ["panel", "alternates", *asked(desk), "--panel", desk / "panel.txt", "--dropout", "30%"]
    found = json.loads(run(*given, "--json").out)
    assert (found["expected_dropouts"], len(found["alternates"])) == (pytest.approx(4.5), 5)
    missed = [found["deviation_without"], *(one["deviation"] for one in found["alternates"])]
    assert missed == sorted(missed, reverse=True)
    for language, words in (("en", "4.50 members are expected"), ("fr", "4,50 membres devraient")):
        assert words in run("--lang", language, *given).out


def test_a_list_of_ids_is_read_under_any_name_of_the_column(run: Run, desk: Path) -> None:
    (desk / "panel.txt").write_text("p00\np01\n", encoding="utf-8")
    given = ["panel", "alternates", *asked(desk), "--panel", desk / "panel.txt", "--id", "person_id", "--count", 1]
    assert run(*given).code == 0


def test_who_was_drawn_can_only_be_written_after_a_draw(run: Run, desk: Path) -> None:
    assert run("panel", "draw", *asked(desk), "--selected", desk / "panel.csv").code == 2
    file = desk / "lottery.json"
    file.write_text(run("panel", "draw", *asked(desk), "--json").out, encoding="utf-8")
    assert run("panel", "pick", file, "--number", 1, "--selected", desk / "panel.csv").code == 2
    (desk / "pool.csv").write_text(pool().replace("p", "q"), encoding="utf-8")
    ran = run("panel", "pick", file, "--number", 1, "--selected", desk / "x.csv", "--pool", desk / "pool.csv")
    assert ran.code == 1
    assert not (desk / "x.csv").exists()


def test_the_public_draw_of_the_page_is_the_one_at_the_command_line(run: Run, desk: Path) -> None:
    """The page says how to redo the draw without the library; the command gives the same number and panel."""
    page = (Path(__file__).parents[2] / "docs/reference/methods/panels.md").read_text(encoding="utf-8")
    (desk / "t.csv").write_text("feature,value,min,max\nage,young,1,2\nage,old,1,2\n", encoding="utf-8")
    (desk / "p.csv").write_text("id,age\nada,old\nben,old\ncleo,old\ndan,young\n", encoding="utf-8")
    given = ["--targets", desk / "t.csv", "--pool", desk / "p.csv", "--size", 3, "--objective", "leximin"]
    file = desk / "lottery.json"
    file.write_text(run("panel", "draw", *given, "--seed", "panel of June", "--json").out, encoding="utf-8")
    texts = ["rain on the market, 4417", "three swans and a bell, 0962", "class 5b says blue, 7735"]
    seed = " | ".join([*texts, "lotto 2026-06-01: 5 8 13 21 34 40"])
    drawn = json.loads(run("panel", "pick", file, "--public", seed, "--json").out)
    assert all(text in page for text in texts)
    assert f"'{drawn['commitment']}'" in page
    assert f"({drawn['number']}, {drawn['members']})" in page
    by_hand = json.loads(run("panel", "pick", file, "--number", drawn["number"], "--json").out)
    assert by_hand == {**drawn, "seed": ""}
