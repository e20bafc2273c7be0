"""States as words first: each code has a word and one of four tones; colour and sign only repeat the word."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# tone: ok (done), warn (late, broken), open (waiting), off (ended without more to do)
STATES: dict[str, tuple[str, str | Promise]] = {
    "kept": ("ok", pgettext_lazy("promise", "Kept")),
    "done": ("ok", _("Done")),
    "answered": ("ok", _("Answered")),
    "confirmed": ("ok", _("Confirmed")),
    "removed": ("ok", _("Removed")),
    "granted": ("ok", _("Granted")),
    "late": ("warn", _("Late")),
    "broken": ("warn", pgettext_lazy("promise", "Not kept")),
    "unanswered": ("warn", _("No answer")),
    "contradicted": ("warn", _("Said done, contradicted")),
    "refused": ("warn", _("Refused")),
    "reopened": ("warn", _("Opened again")),
    "open": ("open", _("Open")),
    "due": ("open", _("Due")),
    "running": ("open", _("Running")),
    "planned": ("open", _("Planned")),
    "waiting": ("open", _("Waiting")),
    "draft": ("open", _("Draft")),
    "closed": ("off", _("Closed")),
    "cancelled": ("off", _("Cancelled")),
    "withdrawn": ("off", _("Withdrawn")),
    "unknown": ("off", _("Cannot tell")),
}


def state_of(code: str) -> tuple[str, str]:
    """Tone and word of a state; raises KeyError for a code nobody has worded."""
    tone, word = STATES[code]
    return tone, str(word)
