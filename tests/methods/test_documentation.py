"""The examples in the reference pages and in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import coproduce.methods
from coproduce.methods.budgeting import RULES
from coproduce.methods.panels.objectives import OBJECTIVES

FORMATS = {"exports", "pabulib"}
"""Pages that describe files and no method."""

PAGES = Path(__file__).parents[2] / "docs/reference/methods"
SOURCE = r"https://(doi\.org/10\.\d{4,}/|arxiv\.org/abs/\d{4}\.|www\.rfc-editor\.org/|www\.w3\.org/TR/|www\.iso\.org/)"
"""The address of a paper or of a standard."""
MODULES = [module.name for module in pkgutil.walk_packages(coproduce.methods.__path__, "coproduce.methods.")]


@pytest.mark.parametrize("page", sorted(page.stem for page in PAGES.glob("*.md")))
def test_the_examples_of_a_page(page: str) -> None:
    result = doctest.testfile(str(PAGES / f"{page}.md"), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("page", sorted({page.stem for page in PAGES.glob("*.md")} - FORMATS))
def test_a_page_states_what_its_methods_take_and_where_they_come_from(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text()
    assert "O(" in text, "no complexity"
    assert re.search(SOURCE, text), "no reference"


def test_pages_of_formats_are_there() -> None:
    assert all((PAGES / f"{page}.md").exists() for page in FORMATS)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_budgeting_rule_states_complexity_example_and_reference(rule: str) -> None:
    section = (PAGES / "budgeting.md").read_text().split(f"\n## {rule}\n")[1].split("\n## ")[0]
    assert "O(" in section, "no complexity"
    assert ">>> " in section, "no example"
    assert re.search(SOURCE, section) or "https://pabulib.org/format" in section, "no reference"


@pytest.mark.parametrize("objective", sorted({*OBJECTIVES, "legacy"}))
def test_an_objective_of_panels_states_complexity_example_and_reference(objective: str) -> None:
    section = (PAGES / "panels.md").read_text().split(f"\n## {objective}\n")[1].split("\n## ")[0]
    assert "O(" in section, "no complexity"
    assert ">>> " in section, "no example"
    assert re.search(SOURCE, section), "no reference"


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_every_limit_and_warning_of_reading_is_on_the_page() -> None:
    from coproduce.methods.budgeting.pabulib import LIMITS

    page = (PAGES / "pabulib.md").read_text()
    for limit in (f"{LIMITS.bytes >> 20} MiB", f"{LIMITS.lines:,}", f"{LIMITS.line:,}", f"{LIMITS.projects:,}"):
        assert limit in page
