"""Reads every string that a room shows, from its Python and its templates, without gettext installed.

Run as a program it gathers them into the catalogues (that needs gettext) and compiles them.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from tests.house.floors import ROOMS, SOURCE

CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
IN_TEMPLATE = re.compile(r"""\b(n?gettext|_|pgettext)\((?:u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)")""")
LOCALISED = ["ui", *ROOMS]


def of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in WITH_CONTEXT:
            texts = node.args[1:2]
        elif name in CALLS:
            texts = node.args[:1]
        else:
            continue
        for text in texts:
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def of_template(path: Path) -> Iterator[str]:
    for match in IN_TEMPLATE.finditer(templatize(path.read_text(), origin=str(path))):
        if match.group(1) != "pgettext":
            text = match.group(2) if match.group(2) is not None else match.group(3)
            yield ast.literal_eval("'" + text.replace("\n", "\\n") + "'" if match.group(2) is not None else f'"{text}"')


def of_room(room: str) -> set[str]:
    """Every string that a room shows."""
    root = SOURCE / room
    python = [p for p in root.rglob("*.py") if "migrations" not in p.parts]
    templates = [p for p in root.rglob("templates/**/*") if p.suffix in {".html", ".txt", ".svg"}]
    found = {s for p in python for s in of_python(p)} | {s for p in templates for s in of_template(p)}
    return {s for s in found if s.strip()}


if __name__ == "__main__":
    for room in LOCALISED:
        folder = SOURCE / room
        command = ["django-admin", "makemessages", "-l", "fr", "--no-location", "--no-wrap"]
        subprocess.run(command, cwd=folder, check=True)
        catalogue = folder / "locale/fr/LC_MESSAGES/django.po"
        if catalogue.exists():
            subprocess.run(["msgfmt", "-o", catalogue.with_suffix(".mo"), catalogue], check=True)
    # What argparse says is gathered by hand: tests/cli/test_main.py names what is missing.
    usage = SOURCE / "cli/locale/fr/LC_MESSAGES/argparse.po"
    subprocess.run(["msgfmt", "-o", usage.with_suffix(".mo"), usage], check=True)
