"""The examples in the reference pages and in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import coproduce.methods

PAGES = Path(__file__).parents[2] / "docs/reference/methods"
MODULES = [module.name for module in pkgutil.walk_packages(coproduce.methods.__path__, "coproduce.methods.")]


@pytest.mark.parametrize(
    "page", ["answerability", "budgeting", "equity", "pabulib", "power", "signals", "typology", "waiting"]
)
def test_the_examples_of_a_page(page: str) -> None:
    result = doctest.testfile(str(PAGES / f"{page}.md"), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_every_limit_and_warning_of_reading_is_on_the_page() -> None:
    from coproduce.methods.budgeting.pabulib import LIMITS

    page = (PAGES / "pabulib.md").read_text()
    for limit in (f"{LIMITS.bytes >> 20} MiB", f"{LIMITS.lines:,}", f"{LIMITS.line:,}", f"{LIMITS.projects:,}"):
        assert limit in page
