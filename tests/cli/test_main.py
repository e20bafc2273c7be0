"""The door: help, version, languages, operator commands."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from coproduce import __version__
from coproduce.cli import main as door
from coproduce.cli.words import language_of
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"{__version__}\n", "")


def test_without_arguments_it_shows_help(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "participatory budgeting" in ran.out


def test_a_family_without_command_shows_its_help(run: Run) -> None:
    ran = run("budget")
    assert ran.code == 2
    assert "tally" in ran.out


@pytest.mark.parametrize("wrong", [["fly"], ["budget", "tally"], ["budget", "tally", "x", "--rule", "dice"]])
def test_wrong_use_is_told_on_standard_error(run: Run, wrong: list[str]) -> None:
    ran = run(*wrong)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage:")


@pytest.mark.parametrize(
    ("wish", "environment", "language"),
    [
        (None, {}, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, {"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LC_ALL": "", "LANG": "fr"}, "fr"),
        ("fr", {"LC_ALL": "en_GB"}, "fr"),
        (None, {"LANG": "pl_PL"}, "en"),
    ],
)
def test_the_language(wish: str | None, environment: dict[str, str], language: str) -> None:
    assert language_of(wish, environment) == language


def test_french(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street, "--lang", "fr")
    assert "Financés\u00a0: 2, pour 90\u00a0EUR" in ran.out
    assert "53,66\u00a0EUR" in ran.out
    assert "budget participatif" in run("--lang=fr", "--help").out


def test_french_from_the_system(run: Run, street: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run("budget", "check", street).out.startswith("Le fichier peut être compté")


def given(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint("water", value, "coproduce.commands")
    monkeypatch.setattr(door, "entry_points", lambda group: [point])


def water(argv: list[str]) -> int:
    """Water the trees."""
    print("watering", *argv)
    return 7


def test_an_operator_command_is_listed_and_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "tests.cli.test_main:water")
    assert "water" in run("--help").out
    assert run("water", "--fast", "2") == (7, "watering --fast 2\n", "")
    assert run("--lang", "fr", "water") == (7, "watering\n", "")


def test_listing_does_not_import(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "no_such_module:water")
    assert run("--help").code == 0


def test_an_operator_command_without_its_part_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "no_such_module:water")
    ran = run("water")
    assert ran.code == 2
    assert "coproduce[web]" in ran.err


def dig(argv: list[str]) -> int:
    """Dig, once the shovel is there."""
    import no_such_shovel  # type: ignore[import-not-found]

    return int(no_such_shovel.dig(argv))


def test_a_part_that_is_missed_only_while_running_is_told_as_well(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "tests.cli.test_main:dig")
    ran = run("water")
    assert ran.code == 2
    assert "(no_such_shovel)" in ran.err


def test_an_interrupted_count_ends_quietly(run: Run, street: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("coproduce.cli.budget.read", interrupt)
    assert run("budget", "check", street) == (130, "", "Interrupted.\n")


def test_a_narrow_terminal_alphabet_does_not_break_it(street: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", narrow)
    assert door.main(["budget", "tally", str(street), "--lang", "fr"]) == 0
