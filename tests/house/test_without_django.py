"""The methods and their command line need no web part."""

from __future__ import annotations

import subprocess
import sys

import pytest

BLOCK = (
    "import sys, importlib.abc\n"
    "class NoWeb(importlib.abc.MetaPathFinder):\n"
    "    def find_spec(self, name, path=None, target=None):\n"
    "        if name.split('.')[0] in {'django', 'allauth', 'csp', 'granian'}:\n"
    "            raise ModuleNotFoundError(f'{name} is not installed', name=name)\n"
    "sys.meta_path.insert(0, NoWeb())\n"
)

ELECTION = """META
key;value
description;A small street
country;Nowhere
unit;Elm Street
instance;2026
num_projects;2
num_votes;2
budget;100
vote_type;approval
rule;equalshares
PROJECTS
project_id;cost;name
bench;40;Bench
tree;50;Tree
VOTES
voter_id;vote
1;bench
2;bench,tree
"""


def without_django(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCK + code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_methods_import_without_django() -> None:
    run = without_django("import coproduce.methods.budgeting, coproduce.methods.panels, coproduce.methods.typology")
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("command", [["tally"], ["tally", "--json"], ["check"]])
def test_the_command_line_runs_without_django(command: list[str], tmp_path: object) -> None:
    file = f"{tmp_path}/street.pb"
    with open(file, "w") as out:
        out.write(ELECTION)
    run = without_django(
        "from coproduce.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))", "budget", *command, file
    )
    assert run.returncode == 0, run.stderr
