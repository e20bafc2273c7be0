"""What this sub-room puts on the initiative page: what rule I7 still asks, with the form for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.queries import may_coordinate
from coproduce.initiatives.registry import Panel, register_history, register_panel, register_refusal

from . import queries

if TYPE_CHECKING:
    from coproduce.initiatives.models import Initiative

# Each thing that rule I7 asks: what it is in words, and the address of the form for it.
ASKED: dict[str, tuple[Any, str]] = {
    "orientation": (_("Say why you do it together"), "initiatives:describe"),
    "floor": (_("Say what everyone is guaranteed, or why nothing is"), "initiatives:describe"),
    "citizen_party": (_("At least one citizen takes part"), "initiatives:join"),
    "professional_party": (_("At least one professional takes part"), "initiatives:add_party"),
    "accountable_body": (_("One body answers in law if it fails"), "initiatives:responsibility"),
    "complaint_route": (_("Say where somebody can complain"), "initiatives:describe"),
}

# What a set-up check says that keeps it from starting: in words, and the address of the form that changes it.
SPEAKS_AGAINST: dict[str, tuple[Any, str]] = {
    "check_no": (_("You answered: do not do it together"), "initiatives:check"),
    "check_promise": (_("You answered: only ask people. Promise no more than “consult”"), "initiatives:describe"),
}


def load_checklist(initiatives: Sequence[Initiative], viewer: Any, at: datetime) -> Mapping[int, Any]:
    """For each initiative being set up: what is there, what is missing; nothing once it runs."""
    return {i.pk: _checklist(i, viewer) for i in initiatives if i.is_being_set_up}


def _checklist(initiative: Initiative, viewer: Any) -> dict[str, Any]:
    readiness = queries.readiness_of(initiative)
    place = {"town": initiative.town.slug, "initiative": initiative.slug}

    def lines(asked: Mapping[str, tuple[Any, str]]) -> list[tuple[Any, bool, str]]:
        there = [(text, code not in readiness.missing, url) for code, (text, url) in asked.items()]
        return [(text, done, reverse(url, kwargs=place)) for text, done, url in there]

    return {
        "lines": lines(ASKED),
        "against": [line for line in lines(SPEAKS_AGAINST) if not line[1]],
        "ready": not readiness.missing,
        "checked": bool(readiness.outcome),
        "coordinates": may_coordinate(viewer, initiative),
    }


register_panel(Panel("main", 0, load_checklist, "initiatives/agreements/panels/checklist.html"))

register_history("mandate_given", _("A mandate was given"))
register_history("mandate_revoked", _("A mandate was taken back"))
register_history("agreement_proposed", _("Version %(version)s of what each side expects was proposed"))
register_history("agreement_accepted", _("Version %(version)s of what each side expects was accepted, side: %(side)s"))
register_history("responsibility_taken", _("It was settled who answers for: %(activity)s"))
register_history("started", _("It started"))

register_history("check_answered", _("It was said whether to do it together, with reasons"))
register_refusal(
    "check_unlawful", _("It is not lawful, so it cannot be done together. Choose to only ask people, or no."), 422
)
register_refusal("agreement_outdated", _("There is a newer version. Read that one, and accept it if you agree."))
