"""Who may speak on a promise or a concern, what was said on it, and what has been passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coproduce.accountability.models import Answer, Said
from coproduce.initiatives.models import Initiative, Party, Side
from coproduce.initiatives.queries import parties_of
from coproduce.places.models import Organisation


def may_speak_for(party: Party, body: Organisation) -> bool:
    """Whether a professional may answer for the accountable body.

    Its own people may. Where none of them takes part, any professional of the initiative writes the answer down, so
    that no promise stays unanswered for want of an account.
    """
    if party.side != Side.PROFESSIONAL or party.until is not None:
        return False
    if party.organisation_id == body.pk:
        return True
    own = Party.objects.filter(
        initiative_id=party.initiative_id,
        side=Side.PROFESSIONAL,
        until=None,
        organisation=body,
        person__isnull=False,
    )
    return not own.exists()


def answering_party(person: Any, initiative: Initiative, body: Organisation) -> Party | None:
    """In which capacity the person may answer for the body; None where there is none."""
    return next((party for party in parties_of(person, initiative) if may_speak_for(party, body)), None)


def party_on(person: Any, initiative: Initiative, side: str) -> Party | None:
    """The person's capacity on a side."""
    return next((party for party in parties_of(person, initiative) if party.side == side), None)


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a promise or a concern, as its page tells it; no person is named."""

    at: datetime
    said: str
    side: str
    standing: str
    by: dict[str, str]
    text: dict[str, str]


def words_on(**what: Any) -> list[Word]:
    """Every word on a promise (``promise=``) or a concern (``concern=``), in order."""
    rows = Answer.objects.filter(**what).select_related("text", "by", "party").order_by("at", "id")
    return [
        Word(
            at=row.at,
            said=row.said,
            side=row.side,
            standing=row.party.standing if row.party else "",
            by=row.by.name if row.by else {},
            text=row.text.text if row.text else {},
        )
        for row in rows
    ]


def was_escalated(row: Any) -> bool:
    """Whether a promise or concern was passed on since it was made or last opened again."""
    if row.escalated_at is None:
        return False
    return bool(row.last_said != Said.CONTRADICTED or row.escalated_at > row.last_at)


def bodies_of(person: Any, initiatives: Sequence[Initiative]) -> dict[int, set[int]]:
    """For each initiative the organisations whose professional the person is there; one query."""
    found: dict[int, set[int]] = {i.pk: set() for i in initiatives}
    if person.is_authenticated:
        rows = Party.objects.filter(
            initiative__in=initiatives, person=person, side=Side.PROFESSIONAL, until=None, organisation__isnull=False
        )
        for initiative, body in rows.values_list("initiative_id", "organisation_id"):
            if body is not None:
                found[initiative].add(body)
    return found
