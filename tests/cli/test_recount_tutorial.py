"""The tutorial for who has only a terminal: every command in it prints what stands there."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

PAGE = (Path(__file__).parents[2] / "docs/tutorial/recount-a-budget.md").read_text()
FILE = re.search(r"```text\n(META\n.*?)```", PAGE, re.S)
SHOWN = re.findall(r"```console\n\$ coproduce ([^\n]+)\n(.*?)```", PAGE, re.S)
assert FILE is not None
SQUARE = FILE[1]


def counted(run: Callable[..., Ran], place: Path, command: str, text: str = SQUARE) -> str:
    (place / "square.pb").write_text(text, encoding="utf-8")
    parts = [str(place / part) if part == "square.pb" else part for part in shlex.split(command)]
    ran = run(*parts)
    return (ran.out + ran.err).replace("\u00a0", " ")


def test_it_shows_every_step() -> None:
    assert len(SHOWN) == 5


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_a_command_prints_what_stands_there(command: str, shown: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    printed = counted(run, tmp_path, command)
    assert doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS), printed


@pytest.mark.parametrize(
    "changed",
    [SQUARE.replace("num_votes;8", "num_votes;9") + "9;bikes\n", SQUARE.replace("bikes;500", "bikes;447")],
    ids=["one more voter", "a lower cost"],
)
def test_what_would_have_been_enough_is(changed: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    funded = counted(run, tmp_path, "budget tally square.pb", changed).partition("Not funded:")[0]
    assert "bikes Bicycle stands" in funded


def test_a_fault_is_named_with_its_line(run: Callable[..., Ran], tmp_path: Path) -> None:
    printed = counted(run, tmp_path, "budget check square.pb", SQUARE.replace("4;trees,bench", "4;trees,benhc"))
    assert next(line for line in PAGE.split("\n") if line.startswith("line 20: error:")) in printed
