"""What may be asked about agreements: what is still missing before an initiative may run (I7)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from coproduce.initiatives.models import Initiative, Side
from coproduce.initiatives.queries import parties_by_side

from .models import ExpectationAgreement, Mandate, Responsibility


def missing_to_run(initiative: Initiative) -> list[str]:
    """Codes of what rule I7 still asks for; empty when the initiative may run."""
    sides = parties_by_side([initiative])[initiative.pk]
    has_floor = initiative.service.floors.exists() or bool(initiative.no_floor_reason)
    asked = {
        "orientation": bool(initiative.orientation),
        "floor": has_floor,
        "citizen_party": bool(sides.get(Side.CITIZEN)),
        "professional_party": bool(sides.get(Side.PROFESSIONAL)),
        "accountable_body": Responsibility.objects.filter(initiative=initiative, valid_to=None).exists(),
        "complaint_route": bool(initiative.complaint_route),
    }
    return [code for code, there in asked.items() if not there]


def mandate_on(initiative: Initiative, day: date) -> Mandate | None:
    """The mandate that holds on a day: the newest that is begun, not ended and not revoked (I9)."""
    return (
        Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), initiative=initiative, valid_from__lte=day)
        .filter(revoked_at=None)
        .order_by("-valid_from", "-id")
        .first()
    )


def agreement_now(initiative: Initiative) -> ExpectationAgreement | None:
    """The latest version that both sides accepted."""
    for agreement in ExpectationAgreement.objects.filter(initiative=initiative).order_by("-version"):
        if {Side.CITIZEN, Side.PROFESSIONAL} <= set(agreement.acceptances.values_list("side", flat=True)):
            return agreement
    return None


def responsibility_for(initiative: Initiative, activity: str) -> Responsibility | None:
    """Who answers for an activity now; any activity's row stands in when that one has none."""
    rows = Responsibility.objects.filter(initiative=initiative, valid_to=None).select_related("accountable")
    found = {row.activity: row for row in rows}
    return found.get(activity) or next((found[key] for key in sorted(found)), None)
