"""What is offered is described: commands and their options, step kinds and their settings, rules; links resolve."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from coproduce.blueprints.loader import Blueprint
from coproduce.cli import main
from coproduce.commissioning.ballots.queries import words
from coproduce.initiatives.registry import StepKind, step_kinds
from coproduce.methods.budgeting import RULES
from tests.house.floors import REPOSITORY, SOURCE

FAMILIES = set(main.FAMILIES)
DOCS = REPOSITORY / "docs"
COMMANDS = (DOCS / "reference/commands.md").read_text()
BLUEPRINTS = (DOCS / "reference/blueprints.md").read_text()
PAGES = sorted([*REPOSITORY.glob("*.md"), *DOCS.rglob("*.md")])
PROJECT: Mapping[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
OPERATORS: Mapping[str, str] = PROJECT["entry-points"]["coproduce.commands"]


def section(page: str, heading: str) -> str:
    """The part of a page under a heading, empty where the heading is missing."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", page, re.M | re.S)
    return found[2] if found else ""


def options_of(name: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The options that a command's own help names."""
    module, function = OPERATORS[name].split(":")
    with pytest.raises(SystemExit):
        getattr(import_module(module), function)(["--help"])
    return set(re.findall(r"--[a-z][a-z-]*", capsys.readouterr().out)) - {"--help"}


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_every_operator_command_and_its_options_are_described(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    described = section(COMMANDS, f"coproduce {name}")
    assert described
    assert sorted(o for o in options_of(name, capsys) if f"`{o}`" not in described) == []


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_no_option_is_described_that_is_not_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    described = set(re.findall(r"^\| `(--[a-z-]+)`", section(COMMANDS, f"coproduce {name}"), re.M))
    assert sorted(described - options_of(name, capsys)) == []


@pytest.mark.parametrize("kind", step_kinds(), ids=lambda kind: kind.code)
def test_every_step_kind_and_its_settings_are_described(kind: StepKind) -> None:
    row = re.search(rf"^\| `{kind.code}` \| {kind.activity} \|.*$", BLUEPRINTS, re.M)
    assert row is not None, f"docs/reference/blueprints.md has no row for {kind.code} ({kind.activity})"
    assert [name for name in kind.settings if f"`{name}`" not in row.group()] == []


@pytest.mark.parametrize("field", [field.name for field in fields(Blueprint) if field.name != "code"])
def test_every_field_of_a_blueprint_is_described(field: str) -> None:
    assert re.search(rf"^\|[^|]*`{field}`", BLUEPRINTS, re.M)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_its_name_and_sentence_for_voters(rule: str) -> None:
    """The form of a vote offers the rules named there; one without words could not be chosen or shown."""
    assert rule in words.RULE_NAMES, "commissioning/ballots/queries/words.py: RULE_NAMES"
    assert rule in words.RULE_SENTENCES, "commissioning/ballots/queries/words.py: RULE_SENTENCES"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(), flags=re.S)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_commands_shown_are_there(page: Path) -> None:
    shown = re.findall(r"^(?:\$ )?coproduce ([a-z][a-z-]*)", page.read_text(), re.M)
    assert sorted(set(shown) - {*OPERATORS, *FAMILIES}) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_make_targets_shown_are_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.M))
    assert sorted(set(re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", page.read_text(), re.M)) - pairs(targets)) == []


def pairs(targets: set[str]) -> set[tuple[str, str]]:
    return {(target, "") for target in targets} | {("", target) for target in targets}


def test_one_command_prints_every_table_of_the_page_of_performance() -> None:
    """But that of votes in parts, which needs an extra that is in no lock file."""
    named = r"-m (benchmarks\.[a-z_.]+)"
    told = set(re.findall(named, (DOCS / "reference/performance.md").read_text())) - {"benchmarks.budgeting_parts"}
    makefile = (REPOSITORY / "benchmarks/Makefile").read_text()
    done = set(re.findall(named, makefile))
    short = re.search(r"^all: (.*)$", makefile, re.M)
    assert short is not None
    assert sorted(told - done - {f"benchmarks.{part}" for part in short[1].split()}) == []


@pytest.mark.parametrize(
    "name", [*re.findall(r"`((?:src|tests|docs)/[^`<*]+)`", (REPOSITORY / "CONTRIBUTING.md").read_text())]
)
def test_files_named_for_contributors_are_there(name: str) -> None:
    assert (REPOSITORY / name).exists()


def test_every_question_and_every_act_says_what_it_gives_or_does() -> None:
    asked = [
        path for kind in ("queries", "actions") for path in (*SOURCE.rglob(f"{kind}.py"), *SOURCE.rglob(f"{kind}/*.py"))
    ]
    silent = [
        f"{path.relative_to(SOURCE)}: {one.name}"
        for path in asked
        for one in ast.parse(path.read_text()).body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and not ast.get_docstring(one)
    ]
    assert silent == []
