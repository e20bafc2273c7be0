"""The door: help, version, languages, operator commands."""

from __future__ import annotations

import argparse
import ast
import gettext
import inspect
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from coproduce import __version__
from coproduce.cli import main as door
from coproduce.cli import words
from coproduce.cli.tongue import language_of
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
FRENCH = Path(words.__file__).parent / "locale/fr/LC_MESSAGES"


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
        (None, {"LANGUAGE": "fr", "LC_ALL": "en_GB.UTF-8"}, "fr"),
        (None, {"LANGUAGE": "pl:fr:en", "LANG": "en_GB"}, "fr"),
        (None, {"LANGUAGE": "pl", "LANG": "fr_FR"}, "en"),
        (None, {"LANGUAGE": "", "LC_MESSAGES": "fr_FR", "LANG": "en_GB"}, "fr"),
    ],
)
def test_the_language(wish: str | None, environment: dict[str, str], language: str) -> None:
    assert language_of(wish, environment) == language


def test_french(run: Run, street: Path) -> None:
    ran = run("budget", "tally", street, "--lang", "fr")
    assert "Financés\u00a0: 2, pour 90\u00a0EUR" in ran.out
    assert "environ 53,67\u00a0EUR" in ran.out
    assert "budget participatif" in run("--lang=fr", "--help").out


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["fly"], "choix impossible\u00a0: 'fly'"),
        (["budget", "tally"], "il manque les arguments suivants\u00a0: FICHIER"),
        (["budget", "tally", "x", "--rule", "dice"], "argument --rule\u00a0: choix impossible\u00a0: 'dice'"),
        (["budget", "tally", "x", "--threshold", "some"], "«\u00a0some\u00a0» n’est pas un nombre entier"),
        (["budget", "tally", "x", "--seed"], "argument --seed\u00a0: attend une valeur"),
        (["budget", "check", "x", "--wings"], "arguments inconnus\u00a0: --wings"),
    ],
)
def test_wrong_use_is_told_in_french(run: Run, wrong: list[str], said: str) -> None:
    ran = run("--lang", "fr", *wrong)
    assert ran.code == 2
    assert ran.err.startswith("utilisation\u00a0: coproduce")
    assert "\u00a0: erreur\u00a0: " in ran.err
    assert said in ran.err


def test_an_unknown_option_is_refused_by_the_command_that_was_called(run: Run) -> None:
    ran = run("budget", "check", "x", "--wings")
    assert ran.err.startswith("usage: coproduce budget check")
    assert ran.err.endswith("coproduce budget check --help tells what it takes.\n")


def test_what_stands_for_a_value_and_headings_are_french(run: Run) -> None:
    page = run("--lang", "fr", "value", "--help").out
    assert not [word for word in ("INPUT", "SHARE", "COUNTRY", "AGENCY", "FILE") if word in page]
    assert "options\u00a0:" in page
    assert "arguments\u00a0:" in page


@pytest.mark.parametrize(("name", "why"), [("", "c’est un dossier"), ("none", "ce fichier ou ce dossier n’existe pas")])
def test_why_a_file_cannot_be_opened_is_french(run: Run, tmp_path: Path, name: str, why: str) -> None:
    ran = run("--lang", "fr", "value", tmp_path / name)
    assert (ran.code, why in ran.err) == (3, True)


def test_of_a_table_wrong_throughout_the_first_lines_are_named_and_the_rest_counted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_text("date,side,activity,kind,person,minutes,influence\n" + "x,citizen,design,draft,a,1,\n" * 30)
    lines = run("kind", file).err.splitlines()
    assert (len(lines), lines[-1]) == (21, "... and 10 more problems; --json lists them.")


def test_help_is_in_one_language_throughout(run: Run) -> None:
    pages = [run("--lang", "fr", *words).out for words in (["--help"], ["budget", "--help"], ["budget", "tally", "-h"])]
    assert not [word for page in pages for word in ("usage:", "show this help", "positional", "error") if word in page]
    assert "show this help message" in run("budget", "tally", "-h").out
    assert "LANGUAGE" not in os.environ


# Told to whoever writes a parser, never to whoever uses one.
FOR_DEVELOPERS = re.compile(
    r"not defined|conflicting|cannot|invalid (argument|option string|conflict)|'required' is|must be|dest=|callable"
    r"|can't open|argument \"-\"|subcommands|multiple|deprecated"
)


def test_every_word_of_argparse_that_a_user_meets_is_known() -> None:
    """Read from the argparse at hand, so that a newer Python names what it adds."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    said = {
        text.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for text in call.args[:1]
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }
    catalogue = read_po(io.BytesIO((FRENCH / "argparse.po").read_bytes()))
    known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue}
    assert sorted(text for text in said - known if not FOR_DEVELOPERS.search(text)) == []


def test_the_compiled_words_of_argparse_are_in_step() -> None:
    built = io.BytesIO()
    write_mo(built, read_po(io.BytesIO((FRENCH / "argparse.po").read_bytes()), locale="fr"))
    built.seek(0)
    with open(FRENCH / "argparse.mo", "rb") as shipped:
        expected, found = gettext.GNUTranslations(built), gettext.GNUTranslations(shipped)
    same = {key: text for key, text in expected._catalog.items() if key}
    assert {key: text for key, text in found._catalog.items() if key} == same


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
    import no_such_shovel

    return int(no_such_shovel.dig(argv))


@pytest.mark.parametrize("name", sorted(door.FAMILIES))
def test_each_command_stands_under_the_name_it_is_asked_by(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"usage: coproduce {name} ")


@pytest.mark.parametrize(("asked", "loaded"), [(["--help"], "[]"), (["rank", "--help"], "['ranking']")])
def test_a_command_loads_no_family_but_its_own(asked: list[str], loaded: str) -> None:
    """Solvers and signatures take longer to load than a small count takes."""
    code = (
        "import contextlib, io, sys\n"
        "from coproduce.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main({asked})\n"
        "families = ('ranking', 'opinions', 'panels', 'rostering', 'matching', 'equity', 'valuation', 'proofs')\n"
        "print([name for name in families if f'coproduce.methods.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == loaded


def test_a_part_that_is_missed_only_while_running_is_told_as_well(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "tests.cli.test_main:dig")
    ran = run("water")
    assert ran.code == 2
    assert "(no_such_shovel)" in ran.err


def test_an_interrupted_count_ends_quietly(run: Run, street: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("coproduce.cli.budget_files.read", interrupt)
    assert run("budget", "check", street) == (130, "", "Interrupted.\n")


def test_a_narrow_terminal_alphabet_does_not_break_it(street: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", narrow)
    assert door.main(["budget", "tally", str(street), "--lang", "fr"]) == 0


def test_a_seed_that_is_not_text_is_refused(run: Run, tmp_path: Path) -> None:
    lottery = tmp_path / "lottery.json"
    lottery.write_text("{}")
    assert run("panel", "pick", str(lottery), "--public", "\udcff") == (2, "", "--public is not text in UTF-8.\n")
    said = run("--lang", "fr", "match", "stable", str(lottery), "--seed", "a\udcff")
    assert said == (2, "", "--seed n’est pas un texte en UTF-8.\n")
