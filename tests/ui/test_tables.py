"""No cell of a spreadsheet file is a formula, in whichever room it was written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from coproduce.ui.tables import as_csv, cell

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
BEFORE = (
    "",
    " ",
    "  ",
    "\u00a0",
    "\u2007",
    "\u2009",
    "\u202f",
    "\u3000",
    "\u200b",
    "\u2060",
    "\ufeff",
    " \u200b\u00a0",
)


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("begin", BEGINNINGS)
def test_dangerous_beginnings_get_an_apostrophe(begin: str, before: str) -> None:
    assert cell(f"{before}{begin}1+1") == f"'{before}{begin}1+1"


def test_plain_words_and_numbers_stay_as_they_are() -> None:
    given = ("a = b", "it's", "a|b -c", "", 5, -5, None, "x-y", Decimal("-1.50"), -0.5)
    assert [cell(v) for v in given] == ["a = b", "it's", "a|b -c", "", "5", "-5", "", "x-y", "-1.50", "-0.5"]


def test_every_cell_of_a_file_is_made_safe_its_head_too() -> None:
    assert as_csv([["=head", "b"], [1, "@x"]]) == "'=head,b\r\n1,'@x\r\n"


def test_there_is_one_rule_in_the_house() -> None:
    source = Path(__file__).parents[2] / "src" / "coproduce"
    wide = [p.relative_to(source).as_posix() for p in source.rglob("*.py") if "＝" in p.read_text()]
    assert wide == ["ui/tables.py"]
