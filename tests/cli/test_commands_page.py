"""The page of commands is true: its examples give what it shows, and it knows every option."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from coproduce.methods.budgeting import CHOICES, RULES
from coproduce.methods.ranking import CHOICES as RANK_CHOICES
from coproduce.methods.ranking import RULES as RANKING
from tests.cli.conftest import Ran
from tests.cli.files import NEEDS, STREET

PAGE = (Path(__file__).parents[2] / "docs/reference/commands.md").read_text()
EXAMPLES = re.findall(r"```console\n\$ coproduce ([^\n]+)\n(.*?)```", PAGE, re.S)


def test_the_file_shown_is_the_file_used() -> None:
    assert f"```text\n{STREET}```" in PAGE
    assert f"```text\n{NEEDS}```" in PAGE


@pytest.mark.parametrize(("command", "shown"), EXAMPLES)
def test_the_examples(command: str, shown: str, run: Callable[..., Ran], street: Path, needs: Path) -> None:
    files = {"street.pb": str(street), "needs.csv": str(needs)}
    ran = run(*(files.get(part, part) for part in shlex.split(command)))
    printed = ran.out.replace("\u00a0", " ")
    assert doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS), printed


@pytest.mark.parametrize("word", ["--json", "--explain", "--seed", "--threshold", "--lang", *RULES, *RANKING])
def test_every_option_is_on_the_page(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize(("name", "values"), [*CHOICES.items(), *RANK_CHOICES.items()])
def test_every_choice_is_on_the_page(name: str, values: tuple[str, ...]) -> None:
    assert f"| `--{name}` | {', '.join(f'`{value}`' for value in values)} |" in PAGE


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3
