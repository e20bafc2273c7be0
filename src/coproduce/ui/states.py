"""States as words first: each code has a word and one of four tones; colour and sign only repeat the word."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

# tone: ok (done), warn (late, broken), open (waiting), off (ended without more to do)
STATES: dict[str, tuple[str, str | Promise]] = {
    "kept": ("ok", pgettext_lazy("state", "Kept")),
    "done": ("ok", pgettext_lazy("state", "Done")),
    "answered": ("ok", pgettext_lazy("state", "Answered")),
    "confirmed": ("ok", pgettext_lazy("state", "Confirmed")),
    "removed": ("ok", pgettext_lazy("state", "Removed")),
    "granted": ("ok", pgettext_lazy("state", "Granted")),
    "late": ("warn", pgettext_lazy("state", "Late")),
    "broken": ("warn", pgettext_lazy("state", "Not kept")),
    "unanswered": ("warn", pgettext_lazy("state", "No answer")),
    "contradicted": ("warn", pgettext_lazy("state", "Said done, contradicted")),
    "refused": ("warn", pgettext_lazy("state", "Refused")),
    "reopened": ("warn", pgettext_lazy("state", "Opened again")),
    "open": ("open", pgettext_lazy("state", "Open")),
    "due": ("open", pgettext_lazy("state", "Due")),
    "running": ("open", pgettext_lazy("state", "Running")),
    "planned": ("open", pgettext_lazy("state", "Planned")),
    "waiting": ("open", pgettext_lazy("state", "Waiting")),
    "draft": ("open", pgettext_lazy("state", "Draft")),
    "closed": ("off", pgettext_lazy("state", "Closed")),
    "cancelled": ("off", pgettext_lazy("state", "Cancelled")),
    "withdrawn": ("off", pgettext_lazy("state", "Withdrawn")),
    "unknown": ("off", pgettext_lazy("state", "Cannot tell")),
}


def state_of(code: str) -> tuple[str, str]:
    """Tone and word of a state; raises KeyError for a code nobody has worded."""
    tone, word = STATES[code]
    return tone, str(word)
