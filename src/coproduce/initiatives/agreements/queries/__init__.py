"""What may be asked about agreements, and what is still missing before an initiative may run (I7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q

from coproduce.initiatives.agreements.models import (
    Acceptance,
    ExpectationAgreement,
    FixedBy,
    Mandate,
    Outcome,
    Question,
    Reply,
    Responsibility,
    RoomItem,
    SetUpCheck,
    SupportKind,
    SupportMeasure,
)
from coproduce.initiatives.models import Activity, Initiative, Party, Side
from coproduce.initiatives.queries import initiative_for, initiative_to_coordinate, is_clerk_of, parties_of
from coproduce.places.models import Organisation, OrganisationKind

from .readiness import (
    BOTH,
    FOUND,
    Readiness,
    agreements_for,
    asked_for,
    mandates_for,
    missing_to_run,
    readiness_in,
    readiness_of,
    waiting_agreements,
)

__all__ = [
    "BOTH",
    "FOUND",
    "Readiness",
    "agreements_for",
    "asked_for",
    "mandates_for",
    "missing_to_run",
    "readiness_in",
    "readiness_of",
    "waiting_agreements",
]

# The closed lists that forms offer, by name.
CHOICES: Mapping[str, Sequence[tuple[str, Any]]] = {
    "fixed_by": FixedBy.choices,
    "activity": Activity.choices,
    "support": SupportKind.choices,
    "question": Question.choices,
    "reply": Reply.choices,
    "outcome": Outcome.choices,
}


def checks_of(initiative: Initiative) -> list[SetUpCheck]:
    """The answers to the question whether to do it together, the newest first."""
    return list(SetUpCheck.objects.filter(initiative=initiative).order_by("-at", "-id"))


def last_check(initiative: Initiative) -> SetUpCheck | None:
    """The answer that holds now, or none."""
    return SetUpCheck.objects.filter(initiative=initiative).order_by("-at", "-id").first()


def mandate_on(initiative: Initiative, day: date) -> Mandate | None:
    """The mandate that holds on a day: the newest that is given, begun, not ended and not revoked (I9)."""
    return (
        Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), initiative=initiative, valid_from__lte=day)
        .filter(revoked_at=None, given_at__isnull=False)
        .order_by("-valid_from", "-id")
        .first()
    )


def speaks_for(person: Any, initiative: Initiative, body: Organisation) -> bool:
    """Whether the person may give power in the name of a body: the town's clerk for a public body, else a party of it.

    Whoever coordinates may invite anybody as a professional of any body. So being one's professional here is not enough
    to give away the power of a public body.
    """
    if body.kind == OrganisationKind.PUBLIC_BODY:
        return is_clerk_of(person, initiative.town, [initiative])
    return any(party.organisation_id == body.pk for party in parties_of(person, initiative))


def versions_of(initiative: Initiative) -> list[ExpectationAgreement]:
    """All versions with who accepted them, the newest first."""
    return list(
        ExpectationAgreement.objects.filter(initiative=initiative)
        .select_related("time_agreed_by")
        .prefetch_related(Prefetch("acceptances", Acceptance.objects.select_related("party__organisation")))
        .order_by("-version")
    )


def holds(agreement: ExpectationAgreement) -> bool:
    """Whether both sides accepted this version (I10), and not one person in two capacities for both."""
    rows = [row for row in agreement.acceptances.all() if row.side in BOTH]
    # A body without a person, or an erased one, is somebody of its own.
    people = {("person", row.party.person_id) if row.party.person_id else ("party", row.party_id) for row in rows}
    return {row.side for row in rows} >= BOTH and len(people) > 1


def agreement_now(initiative: Initiative) -> ExpectationAgreement | None:
    """The latest version that both sides accepted."""
    return next((version for version in versions_of(initiative) if holds(version)), None)


@dataclass(frozen=True, slots=True)
class Accepted:
    """One side of a version: how many of it accepted, and for which bodies; nobody's name."""

    label: str
    count: int
    bodies: tuple[Mapping[str, str], ...]


def acceptances_by_side(agreement: ExpectationAgreement) -> list[Accepted]:
    """Who accepted a version. Both sides are always there, so that a missing one is seen."""
    rows = list(agreement.acceptances.all())
    found = []
    for side in Side:
        own = [row for row in rows if row.side == side]
        if own or side in BOTH:
            bodies = {row.party.organisation_id: row.party.organisation for row in own if row.party.organisation}
            names = tuple(body.name for body in bodies.values())
            found.append(Accepted(str(side.label), len(own), names))
    return found


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything that was agreed before the start, as its page shows it."""

    mandates: list[Mandate]
    now: ExpectationAgreement | None
    newest: ExpectationAgreement | None
    accepted: list[Accepted]
    fixed: list[RoomItem]
    open: list[RoomItem]
    boundary: list[RoomItem]
    register: list[tuple[list[str], Responsibility | None]]
    checks: list[SetUpCheck]
    support: list[SupportMeasure]

    @property
    def waits(self) -> bool:
        """Whether a newer version waits for a side."""
        return self.newest is not None and self.newest != self.now


def agreed(initiative: Initiative) -> Agreed:
    """What the agreement page shows, in eight queries however many lines there are."""
    versions = versions_of(initiative)
    newest = versions[0] if versions else None
    room = list(RoomItem.objects.filter(initiative=initiative).order_by("id"))
    return Agreed(
        mandates=list(Mandate.objects.filter(initiative=initiative).select_related("sponsor").order_by("-valid_from")),
        now=next((version for version in versions if holds(version)), None),
        newest=newest,
        accepted=acceptances_by_side(newest) if newest else [],
        fixed=[item for item in room if not item.negotiable and not item.expertise_boundary],
        open=[item for item in room if item.negotiable and not item.expertise_boundary],
        boundary=[item for item in room if item.expertise_boundary],
        register=register_of(initiative),
        checks=checks_of(initiative),
        support=list(SupportMeasure.objects.filter(initiative=initiative).order_by("kind", "id")),
    )


def _terms(row: Responsibility | None) -> tuple[Any, ...] | None:
    """All that a line of the register shows beside the activity."""
    if row is None:
        return None
    texts = (row.standard, row.failure_rule, row.remedy, row.insurance)
    return (row.accountable_id, row.responsible_id, row.answer_days, row.safety_relevant, *texts)


def register_of(initiative: Initiative) -> list[tuple[list[str], Responsibility | None]]:
    """The four activities with whoever answers for them now, or with nobody; those on the same terms share a line."""
    rows = Responsibility.objects.filter(initiative=initiative, valid_to=None)
    found = {row.activity: row for row in rows.select_related("accountable", "responsible")}
    lines: list[tuple[list[str], Responsibility | None]] = []
    for activity in Activity:
        row = found.get(activity)
        if lines and _terms(lines[-1][1]) == _terms(row):
            lines[-1][0].append(str(activity.label))
        else:
            lines.append(([str(activity.label)], row))
    return lines


def newest_version(initiative: Initiative) -> ExpectationAgreement | None:
    """The agreement's newest version, whether or not both sides accepted it; None before the first."""
    return ExpectationAgreement.objects.filter(initiative=initiative).order_by("-version").first()


def may_accept(person: Any, initiative: Initiative, agreement: ExpectationAgreement | None) -> list[Party]:
    """The person's capacities that have not accepted this version yet."""
    if agreement is None:
        return []
    done = {acceptance.party_id for acceptance in agreement.acceptances.all()}
    return [party for party in parties_of(person, initiative) if party.pk not in done]


def version_of(initiative: Initiative, version: int) -> ExpectationAgreement:
    """One version; raises ``ExpectationAgreement.DoesNotExist``."""
    agreement = ExpectationAgreement.objects.get(initiative=initiative, version=version)
    agreement.initiative = initiative
    return agreement


def mandate_to_change(person: Any, town: str, slug: str, pk: int) -> Mandate:
    """A mandate of an initiative that the person runs; raises ``Mandate.DoesNotExist``."""
    initiative = initiative_to_coordinate(person, town, slug)
    mandate = Mandate.objects.get(initiative=initiative, pk=pk)
    mandate.initiative = initiative
    return mandate


def mandate_to_give(person: Any, town: str, slug: str, pk: int) -> Mandate:
    """A mandate that the person may give in the name of its sponsor.

    Raises ``Mandate.DoesNotExist`` where there is none to be seen, ``PermissionDenied`` where others speak for it.
    """
    initiative = initiative_for(person, town, slug)
    mandate = Mandate.objects.select_related("sponsor").get(initiative=initiative, pk=pk)
    mandate.initiative = initiative
    if not speaks_for(person, initiative, mandate.sponsor):
        raise PermissionDenied
    return mandate


def room_item_to_change(person: Any, town: str, slug: str, pk: int) -> RoomItem:
    """A line of the room map of an initiative that the person runs; raises ``RoomItem.DoesNotExist``."""
    return RoomItem.objects.get(initiative=initiative_to_coordinate(person, town, slug), pk=pk)


def support_to_change(person: Any, town: str, slug: str, pk: int) -> SupportMeasure:
    """A support measure of an initiative that the person runs; raises ``SupportMeasure.DoesNotExist``."""
    return SupportMeasure.objects.get(initiative=initiative_to_coordinate(person, town, slug), pk=pk)


def responsibility_for(initiative: Initiative, activity: str) -> Responsibility | None:
    """Who answers for an activity now; any activity's row stands in when that one has none."""
    rows = Responsibility.objects.filter(initiative=initiative, valid_to=None).select_related("accountable")
    found = {row.activity: row for row in rows}
    return found.get(activity) or next((found[key] for key in sorted(found)), None)
