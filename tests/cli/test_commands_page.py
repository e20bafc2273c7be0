"""The page of commands is true: its examples give what it shows, and it knows every option."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from coproduce.methods import panels
from coproduce.methods.budgeting import CHOICES, RULES
from coproduce.methods.ranking import CHOICES as RANK_CHOICES
from coproduce.methods.ranking import RULES as RANKING
from tests.cli.conftest import Ran
from tests.cli.files import NEEDS, POOL, STREET, TARGETS

PAGE = (Path(__file__).parents[2] / "docs/reference/commands.md").read_text()
EXAMPLES = re.findall(r"```console\n\$ coproduce ([^\n]+)\n(.*?)```", PAGE, re.S)


def test_the_file_shown_is_the_file_used() -> None:
    assert all(f"```text\n{file}```" in PAGE for file in (STREET, NEEDS, TARGETS, POOL))


@pytest.mark.parametrize(("command", "shown"), EXAMPLES)
def test_the_examples(command: str, shown: str, run: Callable[..., Ran], street: Path) -> None:
    files = {"street.pb": STREET, "targets.csv": TARGETS, "pool.csv": POOL, "needs.csv": NEEDS}
    for name, text in files.items():
        (street.parent / name).write_text(text, encoding="utf-8")
    ran = run(*(str(street.parent / part) if part in files else part for part in shlex.split(command)))
    printed = ran.out.replace("\u00a0", " ")
    assert doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS), printed


@pytest.mark.parametrize("word", ["--json", "--explain", "--seed", "--threshold", "--lang", *RULES, *RANKING])
def test_every_option_is_on_the_page(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize(("name", "values"), [*CHOICES.items(), *RANK_CHOICES.items()])
def test_every_choice_is_on_the_page(name: str, values: tuple[str, ...]) -> None:
    assert f"| `--{name}` | {', '.join(f'`{value}`' for value in values)} |" in PAGE


@pytest.mark.parametrize("command", ["draw", "check", "pick", "replace", "alternates", "invite"])
def test_every_option_of_a_panel_command_is_on_the_page(command: str, run: Callable[..., Ran]) -> None:
    options = set(re.findall(r"--[a-z]+", run("panel", command, "--help").out)) - {"--help"}
    assert f"## coproduce panel {command}\n" in PAGE
    assert sorted(option for option in options if f"`{option}`" not in PAGE) == []


def test_every_objective_is_on_the_page() -> None:
    assert f"| `--objective` | {', '.join(f'`{name}`' for name in panels.CHOICES)} |" in PAGE


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3
