"""The words of the record's codes, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.accountability.models import ConcernKind, Event, FindingKind, Grade, Kind, Said, Source
from coproduce.initiatives.models import Activity, PartyRole, Side, Standing

LABELS: dict[str, Mapping[str, Any]] = {
    name: dict(choices)
    for name, choices in {
        "activity": Activity.choices,
        "concern": ConcernKind.choices,
        # Where only the event is known: no vote has begun by the time an option goes.
        "event": [*Event.choices, (Event.OPTION_REMOVED, _("proposal not admitted or withdrawn"))],
        "finding": FindingKind.choices,
        "grade": Grade.choices,
        "kind": Kind.choices,
        "role": PartyRole.choices,
        "said": Said.choices,
        "side": Side.choices,
        "source": Source.choices,
        "standing": Standing.choices,
    }.items()
}


def label(of: str, code: str) -> str:
    """The word of a code; the code itself where a later version wrote one that this version does not know."""
    return str(LABELS[of].get(code, code))


_SETTINGS: dict[str, Mapping[str, Any]] = {}


def register_settings(words: Mapping[str, Mapping[str, Any]]) -> None:
    """The words of a method's codes, by setting and code, told by the room that counts with them."""
    _SETTINGS.update(words)


def setting(name: str, code: str) -> str:
    """The words of one value of a setting; empty for a code that no room has put into words."""
    return str(_SETTINGS.get(name, {}).get(code, ""))
