"""Reads every string that a room shows, from its Python and its templates, without gettext installed.

Run as a program it gathers them into the catalogues (that needs gettext) and compiles them, with the signs that hold
together what a line must not part: a translator types a plain hyphen and a plain space. All catalogues, or those of the
rooms it is given. With ``--check`` it only says what gathering would change.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.house.floors import ROOMS, SOURCE

# Where in the call the context stands (None where there is none), and where the text.
CALLS: dict[str, tuple[int | None, int]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"), (None, 0)),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), (0, 1)),
}
LOCALISED = ["ui", *ROOMS]

Message = tuple[str, str]
"""A context, empty where there is none, and a text. The same text in another context is another message."""


def _calls(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        place = CALLS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        if place is None:
            continue
        given = [a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in node.args]
        context = "" if place[0] is None else given[place[0]]
        text = given[place[1]] if len(given) > place[1] else None
        if context is not None and text is not None:
            yield context, text


def of_python(path: Path) -> Iterator[Message]:
    yield from _calls(ast.parse(path.read_text()))


def of_template(path: Path) -> Iterator[Message]:
    """What Django's own reading of a template leaves: calls, among signs that stand for the rest of the page."""
    found = templatize(path.read_text(), origin=str(path))
    for start in re.finditer(r"\b(?:_|n?p?gettext)\(", found):
        yield from _calls(ast.parse(_call_at(found, start.start())))


def _call_at(text: str, start: int) -> str:
    """The call that begins there, up to the bracket that closes it; brackets inside texts do not count."""
    depth = 0
    for part in re.finditer(r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[()]""", text[start:], re.S):
        depth += {"(": 1, ")": -1}.get(part.group(), 0)
        if not depth and part.group() == ")":
            return text[start : start + part.end()].replace("\n", "\\n")
    raise ValueError(f"an open call: {text[start : start + 60]}")


def of_room(room: str) -> set[Message]:
    """Every message that a room shows."""
    root = SOURCE / room
    python = [p for p in root.rglob("*.py") if "migrations" not in p.parts]
    templates = [p for p in root.rglob("templates/**/*") if p.suffix in {".html", ".txt", ".svg"}]
    found = {m for p in python for m in of_python(p)} | {m for p in templates for m in of_template(p)}
    return {(context, text) for context, text in found if text.strip()}


# A verb and the pronoun that follows it in a question or a call: "est-il", "a-t-on", "connectez-vous".
INVERTED = re.compile(r"(?<=\w)-(?=(?:t-)?(?:il|elle|on|ils|elles|ce|je|tu|nous|vous|le|la|les|y)\b)")
# A number and its unit; a colon and the amount or the count that ends the line.
COUNTED = re.compile(
    r"(?<=%\(count\)s) (?=(?:heures?|minutes?|jours?|mois|ans?|années?)\b)"
    r"|(?<=\u00a0:) (?=%\((?:amount|comments|minimum|refused)\)s$)"
)


def typeset(french: str) -> str:
    """French as a page shows it: with the hyphens and spaces at which no line may end."""
    return COUNTED.sub("\u00a0", INVERTED.sub("\u2011", french))


def catalogue_at(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale="fr")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the site reads it."""
    for message in catalogue:
        if message.id:
            told = message.string
            message.string = typeset(told) if isinstance(told, str) else tuple(map(typeset, told))
    built = io.BytesIO()
    write_mo(built, catalogue)
    return built.getvalue()


def catalogue_path(room: str) -> Path:
    return SOURCE / room / "locale/fr/LC_MESSAGES/django.po"


def known_to(text: str) -> set[Message]:
    """Every message of a catalogue, translated or not; those that were struck out are not counted."""
    catalogue = read_po(io.BytesIO(text.encode()), locale="fr")
    return {(m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id) for m in catalogue if m.id}


def _entries(text: str) -> set[tuple[str, object]]:
    return {(m.context or "", m.id) for m in read_po(io.BytesIO(text.encode()), locale="fr") if m.id}


def gathered(old: str, new: str) -> str:
    """What a catalogue becomes: the new entries under the header it had, or itself where no message came or went.

    The header that gathering writes holds the minute of the day, so two people who gathered would always differ.
    """
    if old and _entries(old) == _entries(new):
        return old
    head = _parted(old or new)[0]
    lines = [line for line in head.split("\n") if not line.startswith('"POT-Creation-Date:')]
    return "\n".join(lines) + "\n\n" + _parted(new)[1]


def _parted(text: str) -> tuple[str, str]:
    """The header (the first entry, whose text is empty) and the rest."""
    head, _, rest = text.partition("\n\n")
    return head, rest


def gather(room: str) -> None:
    """Gather a room's messages into its catalogue and compile it. A catalogue without a change stays as it is."""
    catalogue = catalogue_path(room)
    old = catalogue.read_text() if catalogue.exists() else ""
    command = ["django-admin", "makemessages", "-l", "fr", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=SOURCE / room, check=True)
    if catalogue.exists():
        catalogue.write_text(gathered(old, catalogue.read_text()))
        subprocess.run(["msgfmt", "--check-format", "-o", "/dev/null", catalogue], check=True)
        catalogue.with_suffix(".mo").write_bytes(compiled(catalogue_at(catalogue)))


def check(room: str) -> list[str]:
    """What gathering would add to a room's catalogue or strike out; nothing is written."""
    catalogue = catalogue_path(room)
    known = known_to(catalogue.read_text()) if catalogue.exists() else set()
    shown = of_room(room)
    return [
        *(f"{room}: missing: {text}" for _, text in sorted(shown - known)),
        *(f"{room}: unused: {text}" for _, text in sorted(known - shown)),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.house.messages", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(LOCALISED)} (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; say what is missing or unused")
    chosen = parser.parse_args()
    rooms = chosen.rooms or LOCALISED
    if unknown := sorted(set(rooms) - set(LOCALISED)):
        parser.error(f"no such room: {', '.join(unknown)}")
    if chosen.check:
        found = [line for room in rooms for line in check(room)]
        print("\n".join(found) or "nothing to gather")
        return 1 if found else 0
    for room in rooms:
        gather(room)
    if not chosen.rooms:
        # What argparse says is gathered by hand: tests/cli/test_main.py names what is missing.
        usage = SOURCE / "cli/locale/fr/LC_MESSAGES/argparse.po"
        subprocess.run(["msgfmt", "-o", usage.with_suffix(".mo"), usage], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
