"""English and French are complete: a string without its French, or a fuzzy one, fails."""

from __future__ import annotations

import gettext
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.floors import REPOSITORY, SOURCE
from tests.house.messages import (
    LOCALISED,
    catalogue_at,
    compiled,
    gathered,
    of_python,
    of_room,
    of_template,
    typeset,
)


def catalogue_of(room: str):
    path = SOURCE / room / "locale/fr/LC_MESSAGES/django.po"
    return catalogue_at(path) if path.exists() else None


@pytest.mark.parametrize("room", LOCALISED)
def test_every_string_has_its_french(room: str) -> None:
    catalogue = catalogue_of(room)
    known = {
        (m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id)
        for m in (catalogue or [])
        if m.id and (all(m.string) if isinstance(m.string, tuple) else m.string)
    }
    assert sorted(of_room(room) - known) == []


def test_a_text_has_one_french_unless_a_context_tells_its_uses_apart() -> None:
    """All catalogues are one when the site runs: of two French words for a text, every page would show the same."""
    found: dict[object, set[object]] = {}
    for room in LOCALISED:
        for message in catalogue_of(room) or []:
            if message.id:
                found.setdefault((message.context, message.id), set()).add(message.string)
    assert [told for told in found.items() if len(told[1]) > 1] == []


def test_a_text_in_a_context_is_another_message(tmp_path: Path) -> None:
    page, deed = tmp_path / "page.html", tmp_path / "deed.py"
    page.write_text(
        """{% load i18n %}{% translate "Open" context "shop" %}{% translate "Open" %}
        {% blocktranslate context "list" count n=n %}{{ n }} (one){% plural %}{{ n }} many{% endblocktranslate %}"""
    )
    deed.write_text('a = pgettext_lazy("door", "Open"); b = npgettext("box", "one", "many", 2); c = gettext(word)')
    assert set(of_template(page)) == {("shop", "Open"), ("", "Open"), ("list", "%(n)s (one)")}
    assert set(of_python(deed)) == {("door", "Open"), ("box", "one")}


HEAD = (
    'msgid ""\nmsgstr ""\n"POT-Creation-Date: {}\\n"\n'
    '"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
)
OPEN = 'msgid "Open"\nmsgstr "{}"\n'


def test_a_catalogue_without_a_change_stays_as_it_is() -> None:
    old, new = (
        HEAD.format("2026-01-01 09:00+0000") + OPEN.format("Ouvrir"),
        "# x\n" + HEAD.format("2026-02-02 10:00+0000") + OPEN.format(""),
    )
    assert gathered(old, new) == old


def test_a_catalogue_that_changes_keeps_its_header_without_the_minute() -> None:
    more = OPEN.format("Ouvrir") + '\nmsgid "Shut"\nmsgstr ""\n'
    text = gathered(
        "# ours\n" + HEAD.format("2026-01-01 09:00+0000"), "# theirs\n" + HEAD.format("2026-02-02 10:00+0000") + more
    )
    assert (
        text
        == "# ours\n"
        + HEAD.format("2026-01-01 09:00+0000").replace('"POT-Creation-Date: 2026-01-01 09:00+0000\\n"\n', "")
        + more
    )
    assert "POT-Creation-Date" not in gathered("", HEAD.format("2026-02-02 10:00+0000") + more)


def test_gathering_can_be_asked_what_it_would_do() -> None:
    """As the Makefile calls it, for one room and without writing."""
    called = re.search(r"python -m (\S+)", (REPOSITORY / "Makefile").read_text().split("messages: ")[1])
    assert called is not None
    command = [sys.executable, "-m", called[1], "--check", "places"]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "nothing to gather\n"), ran.stderr
    ran = subprocess.run([*command, "attic"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (ran.returncode, "no such room: attic" in ran.stderr) == (2, True)


@pytest.mark.parametrize("room", LOCALISED)
def test_nothing_is_fuzzy_or_unused(room: str) -> None:
    catalogue = catalogue_of(room)
    if catalogue is None:
        assert of_room(room) == set()
        return
    assert [m.id for m in catalogue if m.id and m.fuzzy] == []
    known = {(m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id) for m in catalogue if m.id}
    assert sorted(known - of_room(room)) == []


@pytest.mark.parametrize("room", LOCALISED)
def test_the_compiled_catalogue_is_in_step(room: str) -> None:
    catalogue = catalogue_of(room)
    if catalogue is None:
        return
    built = io.BytesIO(compiled(catalogue))
    with open(SOURCE / room / "locale/fr/LC_MESSAGES/django.mo", "rb") as file:
        shipped = gettext.GNUTranslations(file)
    expected = gettext.GNUTranslations(built)
    differing = [k for k, v in expected._catalog.items() if k and shipped._catalog.get(k) != v]
    assert differing == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Le registre est-il complet\u00a0?", "Le registre est\u2011il complet\u00a0?"),
        ("Que manque-t-il, et qu’en dit-on\u00a0?", "Que manque\u2011t\u2011il, et qu’en dit\u2011on\u00a0?"),
        ("Connectez-vous, peut-être", "Connectez\u2011vous, peut-être"),
        ("%(count)s jours de retard", "%(count)s\u00a0jours de retard"),
        ("coût vérifié\u00a0: %(amount)s", "coût vérifié\u00a0:\u00a0%(amount)s"),
        ("Bilan public\u00a0: %(title)s", "Bilan public\u00a0: %(title)s"),
    ],
)
def test_what_a_line_may_not_part_is_held_together(written: str, shown: str) -> None:
    assert typeset(written) == shown


@pytest.mark.parametrize("room", LOCALISED)
def test_french_typography(room: str) -> None:
    """A no-break space stands before : ; ! ? and inside guillemets."""
    catalogue = catalogue_of(room)
    texts = [
        s for m in (catalogue or []) if m.id for s in (m.string if isinstance(m.string, tuple) else (m.string,)) if s
    ]
    assert [t for t in texts if any(bad in t for bad in (" :", " ;", " !", " ?", "« ", " »"))] == []
