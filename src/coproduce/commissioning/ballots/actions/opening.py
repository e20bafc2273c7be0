"""Opening a vote: options, rule, budget, times and roll are fixed here and never change again (I16)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from coproduce.accountability.actions import open_step, open_thread, record_notice
from coproduce.accountability.models import Event
from coproduce.commissioning.ballots.models import Ballot, BallotOption, BallotState, Channel, Eligibility, RollEntry
from coproduce.commissioning.ballots.queries import count_options, election_of, manifest_of, options_of
from coproduce.commissioning.ballots.queries.paths import path_of
from coproduce.commissioning.ballots.queries.receipts import fingerprint
from coproduce.commissioning.queries import admitted_proposals, appeals_waiting
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.agreements.queries import mandate_on, responsibility_for
from coproduce.initiatives.models import Party, PartyRole, Side, Step
from coproduce.methods.budgeting import RULES, MethodError
from coproduce.places.models import Organisation
from coproduce.places.queries import organisations_of

from .preparing import hold_draft


def open_ballot(*, ballot: Ballot, closes: datetime, at: datetime, seed: str = "") -> Ballot:
    """Freeze the admitted proposals as options, fix the roll, publish the fingerprint, open the step.

    ``seed`` feeds the lot that breaks exact ties; drawn here unless given, and only its SHA-256 is shown until close.
    """
    with transaction.atomic():
        held, step = hold_draft(ballot), ballot.step
        if closes <= at:
            raise Refused("closes_too_early")
        held.answers = _check_ground(held, step, at)
        options = _freeze_options(held, at)
        _check_it_can_be_counted(held, options)
        held.roll_size = _fix_roll(held, step)
        held.seed = seed or secrets.token_hex(16)
        held.seed_commitment = sha256(held.seed.encode()).hexdigest()
        held.state, held.opens, held.closes = BallotState.OPEN, at, closes
        held.manifest = manifest_of(held, step, options, held.roll_size)
        held.fingerprint = fingerprint(held.manifest)
        held.save()
        open_step(step=step, at=at, closes=closes)
        by_citizens = sum(o.origin_side == Side.CITIZEN for o in options)
        record_notice(
            initiative=step.initiative,
            event=Event.OPTIONS_FROZEN,
            at=at,
            params={
                "options": len(options),
                "by_citizens": by_citizens,
                "roll": held.roll_size,
                "election": held.fingerprint,
                "n": step.position,
            },
        )
        note_step(step=step, code="ballot.open", params={"options": len(options)})
    return held


def _check_ground(ballot: Ballot, step: Step, at: datetime) -> Organisation:
    """What must stand before anybody votes: money within the mandate, and a body that answers for the winners."""
    if not ballot.budget:
        raise Refused("budget_missing")
    mandate = mandate_on(step.initiative, timezone.localdate(at))
    if mandate is not None and mandate.limit_amount is not None and ballot.budget > mandate.limit_amount:
        raise Refused("budget_over_mandate")
    if waiting := appeals_waiting(step.initiative):
        raise Refused("appeals_wait", count=waiting)
    body = _who_answers(ballot, step)
    if body is None or not body.can_be_accountable:
        raise Refused("nobody_answers")
    return body


def _who_answers(ballot: Ballot, step: Step) -> Organisation | None:
    if slug := ballot.rule["promised_by"]:
        return organisations_of(step.initiative.town).filter(slug=slug).first()
    row = responsibility_for(step.initiative, "delivery")
    return row.accountable if row else None


def _freeze_options(ballot: Ballot, at: datetime) -> Sequence[BallotOption]:
    """The admitted proposals, and what was typed by hand: from here on each has the thread that a promise needs."""
    proposals = [p for p in admitted_proposals(ballot.step.initiative) if p.cost]
    typed = options_of(ballot)
    if not proposals and not typed:
        raise Refused("no_options")
    for option in typed:
        option.thread = open_thread(
            initiative=ballot.step.initiative, title=option.title, url=path_of(ballot.step), at=at
        )
        option.save(update_fields=["thread"])
    return typed + BallotOption.objects.bulk_create(
        BallotOption(
            ballot=ballot,
            code=f"P{p.number}",
            title=p.title,
            cost=p.cost or 0,
            thread=p.thread,
            proposal=p,
            origin_side=p.side,
        )
        for p in proposals
    )


def _check_it_can_be_counted(ballot: Ballot, options: Sequence[BallotOption]) -> None:
    """Count the vote once without ballots, so that nothing but ballots can still matter at closing."""
    try:
        RULES[ballot.rule["rule"]](election_of(ballot, options), count_options(ballot.rule, "0"))
    except MethodError as wrong:
        raise Refused("cannot_be_counted", reason=wrong.code) from None


def _fix_roll(ballot: Ballot, step: Step) -> int:
    """Put everybody on the roll who may vote by the vote's own setting; return its size, codes included."""
    if ballot.rule["eligibility"] != Eligibility.CODES:
        parties = Party.objects.filter(initiative=step.initiative, until=None, person__is_active=True)
        if ballot.rule["eligibility"] == Eligibility.CITIZENS:
            parties = parties.filter(side=Side.CITIZEN)
        # Somebody with two capacities has one vote, in the plain one.
        ranked = sorted(parties, key=lambda p: (p.role == PartyRole.COORDINATOR, p.pk))
        sides: dict[int, str] = {}
        for party in ranked:
            assert party.person_id is not None
            sides.setdefault(party.person_id, party.side)
        RollEntry.objects.bulk_create(
            RollEntry(ballot=ballot, person_id=pk, side=side, channel=Channel.ONLINE)
            for pk, side in sorted(sides.items())
        )
    size = RollEntry.objects.filter(ballot=ballot).count()
    if not size:
        raise Refused("nobody_on_roll")
    return size
