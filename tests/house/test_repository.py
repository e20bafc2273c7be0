"""The repository as a whole: settings described, files small, no inline style, words that must not appear."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.house.floors import REPOSITORY, SOURCE


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listing.returncode != 0:
        pytest.skip("not a checkout")
    return listing.stdout.split("\n")[:-1]


def test_every_setting_is_described() -> None:
    page = (REPOSITORY / "docs/reference/settings.md").read_text()
    used = set(re.findall(r'"(COPRODUCE_[A-Z_]+)"', (SOURCE / "config/settings.py").read_text()))
    assert sorted(name for name in used if name not in page) == []


def test_every_direct_dependency_is_described() -> None:
    page = (REPOSITORY / "docs/reference/dependencies.md").read_text().lower()
    listed = re.search(r"dependencies = .*?\[project\.scripts\]", (REPOSITORY / "pyproject.toml").read_text(), re.S)
    assert listed is not None
    packages = {n.lower() for n in re.findall(r'"([A-Za-z0-9_-]+)(?:\[[^\]]*\])?[><=]', listed.group())}
    assert sorted(p for p in packages if p not in page) == []


def test_what_the_methods_import_is_a_base_dependency_and_nothing_else_is() -> None:
    """Whoever recounts at home installs what is needed, and only that."""
    imported = {
        (source or module).partition(".")[0]
        for room in ("methods", "cli")
        for path in (SOURCE / room).rglob("*.py")
        for source, module in re.findall(r"^ *(?:from ([\w.]+) import |import ([\w.]+))", path.read_text(), re.M)
    }
    base = re.search(r"^dependencies = \[(.*?)\]", (REPOSITORY / "pyproject.toml").read_text(), re.S | re.M)
    assert base is not None
    needed = set(re.findall(r'"([A-Za-z0-9_-]+)', base[1]))
    assert imported - set(sys.stdlib_module_names) - {"coproduce"} - packages_for_parts() == needed


def packages_for_parts() -> set[str]:
    extra = re.search(r"^dask = \[(.*?)\]", (REPOSITORY / "pyproject.toml").read_text(), re.M)
    assert extra is not None
    return set(re.findall(r'"([A-Za-z0-9_-]+)', extra[1]))


def test_the_extra_of_votes_in_parts_is_imported_in_one_place_and_only_when_it_is_used() -> None:
    """At the head of a module it would be asked of everybody."""
    names = "|".join(sorted(packages_for_parts()))
    found = {
        (path.relative_to(SOURCE).as_posix(), bool(space))
        for path in SOURCE.rglob("*.py")
        for space in re.findall(rf"^( *)(?:from|import) (?:{names})\b", path.read_text(), re.M)
    }
    assert found == {("cli/budget_parts.py", True)}


def test_the_locks_pin_what_is_declared() -> None:
    declared = re.search(r"^dependencies = .*?^dev = ", (REPOSITORY / "pyproject.toml").read_text(), re.S | re.M)
    assert declared is not None
    names = {n.lower() for n in re.findall(r'"([A-Za-z0-9_-]+)(?:\[[^\]]*\])?[><=]', declared.group())}
    for lock in ("requirements.lock", "requirements-site.lock"):
        text = (REPOSITORY / lock).read_text()
        assert sorted(name for name in names if not re.search(rf"^{name}(\[[^\]]*\])?==", text, re.M)) == []


def test_the_lock_names_no_registry() -> None:
    assert "http" not in (REPOSITORY / "requirements.lock").read_text()
    assert "http" not in (REPOSITORY / "requirements-site.lock").read_text()


def test_a_site_runs_what_the_tests_ran_with() -> None:
    def pins(name: str) -> set[str]:
        return {line.rstrip(" \\") for line in (REPOSITORY / name).read_text().splitlines() if "==" in line}

    site = pins("requirements-site.lock")
    assert len(site) > 20
    assert site <= pins("requirements.lock")
    assert not [pin for pin in site if pin.split("==")[0] in ("pytest", "mypy", "ruff", "playwright")]


def test_templates_hold_no_inline_style_or_script() -> None:
    """The content security policy would block them; better to fail here."""
    wrong = re.compile(r"""\sstyle=["']|<style|\son\w+=["']|<script(?![^>]*(\bsrc=|type="application/json"))""")
    found = [str(p.relative_to(SOURCE)) for p in SOURCE.rglob("templates/**/*.html") if wrong.search(p.read_text())]
    assert found == []


def test_no_page_loads_from_elsewhere() -> None:
    wrong = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
    allowed = re.compile(r"""<a [^>]*href=["']https?://""")
    found = [
        f"{p.relative_to(SOURCE)}: {line.strip()}"
        for p in SOURCE.rglob("templates/**/*.html")
        for line in p.read_text().split("\n")
        if wrong.search(allowed.sub("", line))
    ]
    assert found == []


def test_files_stay_small() -> None:
    long = [
        f"{p.relative_to(SOURCE)}: {n}"
        for p in SOURCE.rglob("*.py")
        if "migrations" not in p.parts and (n := len(p.read_text().split("\n"))) > 420
    ]
    assert long == []


def test_what_a_checker_is_told_to_overlook_has_its_reason_beside_it() -> None:
    """Types are checked in ``src`` alone, so elsewhere nothing about them is overlooked."""
    overlooked, of_types = re.compile(r"[#] (?:type: ignore|noqa)\b"), re.compile(r"[#] type: ignore\b")
    reasoned = re.compile(r"[#] (?:type: ignore\[[\w, -]+\]|noqa: [A-Z0-9, ]+?) +(?:#|-) *\w")
    found = [
        f"{name}: {line.strip()}"
        for name in tracked()
        if name.endswith(".py")
        for line in (REPOSITORY / name).read_text().split("\n")
        if overlooked.search(line)
        and (not reasoned.search(line) or (of_types.search(line) and not name.startswith("src/")))
    ]
    assert found == []


def test_readme_is_of_a_readable_length() -> None:
    assert 60 <= len((REPOSITORY / "README.md").read_text().split("\n")) <= 100
