"""A number in a comment leads somewhere: rules are named as the page of rules numbers them, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.floors import REPOSITORY

RULES = set(re.findall(r"^\| (I\d+) \|", (REPOSITORY / "docs/reference/rules.md").read_text(), re.M))
FILES = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "docs")
    for ending in ("py", "html", "md", "toml", "txt")
    for path in (REPOSITORY / folder).rglob(f"*.{ending}")
    if not any(part.startswith(".") for part in path.relative_to(REPOSITORY).parts)  # environments of peers
)


def test_the_page_names_rules() -> None:
    assert {"I4", "I7", "I16"} <= RULES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_rule_that_is_named_is_on_the_page(path: Path) -> None:
    named = set(re.findall(r"\b(I\d{1,2})\b", path.read_text()))
    assert named <= RULES
