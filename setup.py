"""The version stands in one place, the newest heading of the changelog; all else is in pyproject.toml."""

import re
from pathlib import Path

from setuptools import setup

CHANGES = (Path(__file__).parent / "CHANGELOG.md").read_text(encoding="utf-8")
NEWEST = re.search(r"^## (\S+)", CHANGES, re.M)
assert NEWEST is not None, "CHANGELOG.md names no version"
setup(version=NEWEST[1])
