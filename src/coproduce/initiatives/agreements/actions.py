"""What may be agreed: a mandate, what each side expects, who answers - and then the start itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from coproduce.initiatives.actions import Refused, write_history
from coproduce.initiatives.models import Initiative, Party, State
from coproduce.places.models import Organisation

from .models import (
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
    SupportMeasure,
)
from .queries import missing_to_run

Text = Mapping[str, str]


def answer_check(
    *, initiative: Initiative, replies: Mapping[str, str], outcome: str, reasons: Text, at: datetime
) -> SetUpCheck:
    """Say whether to do it together at all, with reasons that everyone reads.

    What is not lawful can be asked about or left, but not done. No is an answer like any other.
    """
    if initiative.is_over:
        raise Refused("initiative_closed")
    if replies[Question.LAWFUL] == Reply.NO and outcome in (Outcome.GO, Outcome.TRIAL):
        raise Refused("check_unlawful")
    with transaction.atomic():
        check = SetUpCheck.objects.create(
            initiative=initiative,
            replies={code: replies[code] for code in Question.values},
            outcome=outcome,
            reasons=dict(reasons),
            at=at,
        )
        write_history(initiative=initiative, code="check_answered", at=at)
    return check


def give_mandate(
    *,
    initiative: Initiative,
    sponsor: Organisation,
    to_body: Text,
    scope: Text,
    valid_from: date,
    at: datetime,
    limit_amount: int | None = None,
    vetoes: list[Any] | None = None,
    legal_text: str = "",
    valid_to: date | None = None,
    draft: bool = False,
) -> Mandate:
    """The sponsor hands over power, with its limit in minor units and its vetoes.

    ``draft``: whoever writes it may not speak for the sponsor, so it binds only once ``confirm_mandate`` is called.
    """
    with transaction.atomic():
        mandate = Mandate.objects.create(
            initiative=initiative,
            sponsor=sponsor,
            to_body=dict(to_body),
            scope=dict(scope),
            limit_amount=limit_amount,
            vetoes=vetoes or [],
            legal_text=legal_text,
            valid_from=valid_from,
            valid_to=valid_to,
            given_at=None if draft else at,
        )
        write_history(initiative=initiative, code="mandate_drafted" if draft else "mandate_given", at=at)
    return mandate


def confirm_mandate(*, mandate: Mandate, at: datetime) -> Mandate:
    """Give a drafted mandate in the name of its sponsor: it binds from this day on, never from an earlier one."""
    with transaction.atomic():
        held = Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=mandate.pk)
        if held.revoked_at is not None:
            raise Refused("mandate_withdrawn")
        if held.given_at is None:
            held.given_at, held.valid_from = at, max(held.valid_from, timezone.localdate(at))
            held.save(update_fields=["given_at", "valid_from"])
            write_history(initiative=mandate.initiative, code="mandate_given", at=at)
    return held


def revoke_mandate(*, mandate: Mandate, at: datetime) -> None:
    """The sponsor takes the power back; decisions made under it stand."""
    if mandate.revoked_at is not None:
        return
    with transaction.atomic():
        mandate.revoked_at = at
        mandate.save(update_fields=["revoked_at"])
        write_history(initiative=mandate.initiative, code="mandate_revoked", at=at)


def propose_agreement(
    *,
    initiative: Initiative,
    expected_of_citizens: Text,
    expected_of_professionals: Text,
    given: Text,
    risk_sharing: Text,
    exit_without_loss: Text,
    at: datetime,
    time_budget_hours: int | None = None,
    time_agreed_by: Organisation | None = None,
) -> ExpectationAgreement:
    """Write the next version of what each side expects; it holds once both sides accept it."""
    with transaction.atomic():
        last = ExpectationAgreement.objects.filter(initiative=initiative).aggregate(n=Max("version"))["n"] or 0
        agreement = ExpectationAgreement.objects.create(
            initiative=initiative,
            version=last + 1,
            expected_of_citizens=dict(expected_of_citizens),
            expected_of_professionals=dict(expected_of_professionals),
            given=dict(given),
            risk_sharing=dict(risk_sharing),
            exit_without_loss=dict(exit_without_loss),
            time_budget_hours=time_budget_hours,
            time_agreed_by=time_agreed_by,
            at=at,
        )
        write_history(initiative=initiative, code="agreement_proposed", params={"version": last + 1}, at=at)
    return agreement


def accept_agreement(*, agreement: ExpectationAgreement, party: Party, at: datetime) -> Acceptance:
    """Accept for one's own side; accepting twice changes nothing."""
    if party.initiative_id != agreement.initiative_id:
        raise Refused("not_a_party")
    if ExpectationAgreement.objects.filter(initiative=agreement.initiative_id, version__gt=agreement.version).exists():
        raise Refused("agreement_outdated")
    with transaction.atomic():
        acceptance, new = Acceptance.objects.get_or_create(
            agreement=agreement, party=party, defaults={"side": party.side, "at": at}
        )
        if new:
            write_history(
                initiative=agreement.initiative,
                code="agreement_accepted",
                params={"side": party.side, "version": agreement.version},
                at=at,
            )
    return acceptance


def map_room(
    *,
    initiative: Initiative,
    item: Text,
    fixed_by: FixedBy,
    negotiable: bool,
    reason: Text | None = None,
    expertise_boundary: bool = False,
) -> RoomItem:
    """One line of what is open and what is fixed, and why. What the law or money fixes is not open as well."""
    if negotiable != (fixed_by == FixedBy.NOTHING):
        raise Refused("room_open_and_fixed" if negotiable else "room_fixed_by_nothing")
    return RoomItem.objects.create(
        initiative=initiative,
        item=dict(item),
        fixed_by=fixed_by,
        negotiable=negotiable,
        reason=dict(reason or {}),
        expertise_boundary=expertise_boundary,
    )


def take_responsibility(
    *,
    initiative: Initiative,
    activity: str,
    accountable: Organisation,
    standard: Text,
    failure_rule: Text,
    remedy: Text,
    valid_from: date,
    responsible: Organisation | None = None,
    insurance: Text | None = None,
    answer_days: int = 30,
    safety_relevant: bool = False,
) -> Responsibility:
    """Name the one body that answers for an activity; an informal group cannot (I4)."""
    if not accountable.can_be_accountable:
        raise Refused("informal_group_cannot_answer")
    return Responsibility.objects.create(
        initiative=initiative,
        activity=activity,
        accountable=accountable,
        responsible=responsible,
        standard=dict(standard),
        failure_rule=dict(failure_rule),
        remedy=dict(remedy),
        insurance=dict(insurance or {}),
        answer_days=answer_days,
        safety_relevant=safety_relevant,
        valid_from=valid_from,
    )


def replace_responsibility(*, initiative: Initiative, activity: str, at: datetime, **register: Any) -> Responsibility:
    """Name who answers for an activity from now on: the line before it ends on the day, and stays to be read.

    ``register`` holds the further arguments of ``take_responsibility``.
    """
    with transaction.atomic():
        Responsibility.objects.filter(initiative=initiative, activity=activity, valid_to=None).update(
            valid_to=at.date()
        )
        line = take_responsibility(initiative=initiative, activity=activity, **register)
        write_history(initiative=initiative, code="responsibility_taken", params={"activity": activity}, at=at)
    return line


def drop_room_item(*, item: RoomItem) -> None:
    """Take a line off the room map: it is no longer so."""
    item.delete()


def drop_support(*, measure: SupportMeasure) -> None:
    """Take an offer of support away for good; the history does not keep that there was one."""
    measure.delete()


def offer_support(*, initiative: Initiative, kind: str, text: Text) -> SupportMeasure:
    """Write down one thing that makes taking part possible, such as childcare; no history row tells of it."""
    return SupportMeasure.objects.create(initiative=initiative, kind=kind, text=dict(text))


def start_initiative(*, initiative: Initiative, at: datetime) -> Initiative:
    """Let it run. Rule I7: refused with what is missing, as codes."""
    if missing := missing_to_run(initiative):
        raise Refused("not_ready_to_run", missing=missing)
    with transaction.atomic():
        initiative.state, initiative.started_at = State.RUNNING, at
        initiative.save(update_fields=["state", "started_at"])
        write_history(initiative=initiative, code="started", at=at)
    return initiative
