"""The wheel holds what the site needs: built from a copy of the sources, without a network, and looked into."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import coproduce
from tests.house.floors import REPOSITORY

BUILD = "import sys; from setuptools import build_meta; build_meta.build_{kind}(sys.argv[1])"
COPIED = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "CHANGELOG.md")
UNWANTED = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.pyc", ".*")


def build(kind: str, sources: Path, into: Path) -> Path:
    into.mkdir(exist_ok=True)
    line = [sys.executable, "-c", BUILD.format(kind=kind), str(into)]
    ran = subprocess.run(line, cwd=sources, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    return next(into.iterdir())


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("sources")
    for name in COPIED:
        shutil.copy(REPOSITORY / name, copy / name)
    shutil.copytree(REPOSITORY / "src", copy / "src", ignore=UNWANTED)
    return copy


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", sources, tmp_path_factory.mktemp("wheel"))


def test_every_file_of_the_package_is_in_the_wheel_and_nothing_else(sources: Path, wheel: Path) -> None:
    ours = {str(p.relative_to(sources / "src")) for p in (sources / "src/coproduce").rglob("*") if p.is_file()}
    there = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert sorted(ours - there) == []
    assert sorted(there - ours) == []
    for ending in (".html", ".css", ".js", ".woff2", ".mo", ".toml", "py.typed"):
        assert any(name.endswith(ending) for name in there), ending


def test_the_wheel_says_its_version_its_licence_and_its_commands(wheel: Path) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    archive = zipfile.ZipFile(wheel)
    about = {name.partition("/")[2]: name for name in archive.namelist() if ".dist-info/" in name}
    metadata = archive.read(about["METADATA"]).decode()
    version = newest_in_the_changelog()
    assert f"\nVersion: {version}\n" in metadata
    assert {*re.findall(r"^Provides-Extra: (\S+)", metadata, re.M)} == {*project["optional-dependencies"]}
    assert "licenses/LICENSE" in about
    points = archive.read(about["entry_points.txt"]).decode()
    for command in project["entry-points"]["coproduce.commands"]:
        assert f"\n{command} = coproduce.config.commands." in points


def newest_in_the_changelog() -> str:
    newest = re.search(r"^## (\S+)", (REPOSITORY / "CHANGELOG.md").read_text(), re.M)
    assert newest is not None
    return newest[1]


def test_the_version_is_that_of_the_changelog() -> None:
    """Where this fails in a checkout, the changelog has moved on since the package was installed: ``make`` mends it."""
    assert coproduce.__version__ == newest_in_the_changelog()


def test_the_version_stands_in_one_place(sources: Path, tmp_path: Path) -> None:
    later = tmp_path / "sources"
    shutil.copytree(sources, later, ignore=shutil.ignore_patterns("ui", "build"))
    changes = later / "CHANGELOG.md"
    changes.write_text(changes.read_text().replace("## ", "## 7.8.9 (2031-01-01)\n\n- Later.\n\n## ", 1))
    assert build("sdist", later, tmp_path / "sdist").name == "coproduce-7.8.9.tar.gz"
    shutil.unpack_archive(tmp_path / "sdist/coproduce-7.8.9.tar.gz", tmp_path)
    from_sdist = build("wheel", tmp_path / "coproduce-7.8.9", tmp_path / "wheel")
    assert from_sdist.name.startswith("coproduce-7.8.9-")


def test_the_methods_run_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    # What it declares, and what that needs, is all that may be found beside it.
    import numpy

    beside = tmp_path / "beside"
    beside.mkdir()
    for name in ("numpy", "scipy", "highspy", "rfc8785", "cryptography", "cffi", "_cffi_backend", "pycparser"):
        for part in Path(numpy.__file__).parent.parent.glob(f"{name}*"):
            (beside / part.name).symlink_to(part)
    line = [sys.executable, "-S", "-c", "import coproduce.methods.budgeting as b; print(b.__file__)"]
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{beside}"}
    ran = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(str(tmp_path))
    line = [*line[:2], "-m", "coproduce", "--lang", "en", "demo"]
    ran = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2
    assert "coproduce[web]" in ran.stderr
