"""Closing a vote, in one transaction: shuffle, count, record, promise. Nothing is counted before, nowhere."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from random import SystemRandom

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coproduce.accountability.actions import close_step, note_took_part, record_contribution
from coproduce.accountability.models import Decision, Kind, Source
from coproduce.accountability.promises.actions import make_promise
from coproduce.commissioning.ballots.models import Ballot, BallotOption, BallotState, CastBallot, RollEntry, RollMark
from coproduce.commissioning.ballots.queries import election_of, options_of, overdue_ballots
from coproduce.commissioning.ballots.queries.paths import path_of
from coproduce.commissioning.ballots.queries.receipts import receipt_of
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.agreements.models import Mandate
from coproduce.initiatives.agreements.queries import mandate_on
from coproduce.initiatives.models import Side
from coproduce.methods.budgeting import MethodError

from .counting import Counted, count, record_count
from .storing import random_id
from .sweeping import sweep

log = logging.getLogger(__name__)

WHOLE_POWER = 10_000
ANSWER_DAYS = 30


def close_ballot(*, ballot: Ballot, at: datetime, seed: str | None = None) -> Decision:
    """Close a vote whose time is over and record what it decided.

    ``seed``: for whoever wants to be sure which one is used; it must be the one committed to at opening.
    """
    now = Ballot.objects.get(pk=ballot.pk)
    now.step = ballot.step
    _check_may_close(now, at, seed)
    options = options_of(now)
    # The time is over, so these are the ballots; one that was just being stored is counted with them below.
    counted = count(now, election_of(now, options))
    with transaction.atomic():
        held = Ballot.objects.select_for_update().get(pk=ballot.pk)
        held.step = ballot.step
        _check_may_close(held, at, seed)
        held.state = BallotState.CLOSED
        votes = _shuffle(held)
        if (election := election_of(held, options)) != counted.election:
            counted = count(held, election)
        decision = _decide(held, options, counted, at)
        _record_who(held)
        _promise(held, options, decision, at)
        held.decision = decision
        held.save(update_fields=["state", "decision"])
        close_step(step=held.step, at=at)
        note_step(
            step=held.step,
            code="ballot.closed",
            params={"winners": len(decision.result["winners"]), "options": len(options), "ballots": votes},
        )
        transaction.on_commit(sweep, robust=True)
    return decision


def close_overdue(at: datetime) -> int:
    """Close every vote whose time is over; how many that were. One that cannot be counted holds no other back."""
    closed = 0
    for ballot in overdue_ballots(at):
        try:
            close_ballot(ballot=ballot, at=at)
        except MethodError as wrong:
            log.error("vote %s is over and cannot be counted: %s", ballot.pk, wrong.code)
            continue
        except Refused as refused:
            if refused.code != "ballot_already_closed":  # else another worker was quicker
                log.error("vote %s is over and cannot be counted: %s", ballot.pk, refused.code)
            continue
        closed += 1
    return closed


def _check_may_close(ballot: Ballot, at: datetime, seed: str | None) -> None:
    if ballot.state == BallotState.CLOSED:
        raise Refused("ballot_already_closed")
    if ballot.state != BallotState.OPEN or ballot.closes is None:
        raise Refused("ballot_not_open")
    if at < ballot.closes:
        raise Refused("ballot_not_over")
    if seed is not None and sha256(seed.encode()).hexdigest() != ballot.seed_commitment:
        raise Refused("seed_not_committed")


def _shuffle(ballot: Ballot) -> int:
    """Write ballots and marks anew in a drawn order under new keys; return how many ballots there are.

    All new rows carry this one transaction. The roll is written anew too: on PostgreSQL the key check of a mark
    leaves the casting transaction's number on the roll's row. From now on ballots carry the code of their receipt.
    """
    bodies = [
        {**body, "receipt": receipt_of(ballot.fingerprint, body)}
        for body in CastBallot.objects.filter(ballot=ballot).values_list("body", flat=True)
    ]
    entries = list(RollMark.objects.filter(ballot=ballot).values_list("entry_id", flat=True))
    if len(bodies) != len(entries):
        raise Refused("marks_do_not_match")
    SystemRandom().shuffle(bodies)
    SystemRandom().shuffle(entries)
    CastBallot.objects.filter(ballot=ballot).delete()
    RollMark.objects.filter(ballot=ballot).delete()
    CastBallot.objects.bulk_create(
        [CastBallot(id=random_id(), ballot=ballot, body=body) for body in bodies], batch_size=500
    )
    RollMark.objects.bulk_create(
        [RollMark(id=random_id(), ballot=ballot, entry_id=entry) for entry in entries], batch_size=500
    )
    RollEntry.objects.filter(ballot=ballot).update(channel=F("channel"))
    return len(bodies)


def _decide(ballot: Ballot, options: list[BallotOption], counted: Counted, at: datetime) -> Decision:
    assert ballot.closes is not None
    mandate = mandate_on(ballot.step.initiative, timezone.localdate(ballot.closes))
    return record_count(
        ballot=ballot,
        options=options,
        counted=counted,
        at=at,
        electorate=ballot.roll_size,
        budget=ballot.budget,
        binding=mandate is not None,
        citizen_power=_citizen_power(ballot, mandate),
        mandate=mandate,
    )


def _citizen_power(ballot: Ballot, mandate: Mandate | None) -> int:
    """Citizens' part in the decision, in ten-thousandths.

    Advice without a mandate has no power. Many equal voters share power as they share the roll. One player with a
    veto beside a large simple majority holds about half of it (Shapley-Shubik), so any veto halves the rest.
    """
    if mandate is None:
        return 0
    roll = RollEntry.objects.filter(ballot=ballot)
    citizens = roll.filter(side=Side.CITIZEN).count()
    share = WHOLE_POWER * citizens // max(1, roll.count())
    return share // 2 if mandate.vetoes else share


def _record_who(ballot: Ballot) -> None:
    """One headcount per side and channel, dated to the closing; the funnel from the marks on the roll.

    A vote counts as one planning act of a side, so a side's second channel adds people, not acts.
    """
    assert ballot.closes is not None
    used = RollEntry.objects.filter(ballot=ballot, marks__isnull=False)
    counted: set[str] = set()
    rows = used.values("side", "channel").annotate(n=Count("id")).order_by("side", "-n", "channel")
    for row in rows:
        record_contribution(
            initiative=ballot.step.initiative,
            kind=Kind.PRIORITISE,
            at=ballot.closes,
            side=row["side"],
            headcount=row["n"],
            source=Source.BALLOT,
            channel=row["channel"],
            counts=row["side"] not in counted,
        )
        counted.add(row["side"])
    persons = used.filter(person__isnull=False).values_list("person_id", flat=True)
    note_took_part(
        initiative=ballot.step.initiative, funnel_step="decided", persons=[pk for pk in persons if pk is not None]
    )


def _promise(ballot: Ballot, options: list[BallotOption], decision: Decision, at: datetime) -> None:
    """One promise for each winner: to carry it out, or, where the vote was advice, to answer it."""
    assert ballot.answers is not None
    assert ballot.closes is not None
    by_code = {option.code: option for option in options}
    days = ballot.rule["promise_days"] if decision.binding else ANSWER_DAYS
    for code in decision.result["winners"]:
        option = by_code[code]
        make_promise(
            initiative=ballot.step.initiative,
            by=ballot.answers,
            text=_promise_text(option, binding=decision.binding),
            due=timezone.localdate(ballot.closes) + timedelta(days=days),
            at=at,
            decision=decision,
            thread=option.thread,
            origin_side=option.origin_side,
            origin=f"{path_of(ballot.step, 'result/')}#{code}",
            amount=option.cost if decision.binding else None,
        )


def _promise_text(option: BallotOption, *, binding: bool) -> dict[str, str]:
    """The promise in every language of the site, with the title that the option has in it."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        title = option.title.get(language) or next((t for t in option.title.values() if t), option.code)
        with translation.override(language):
            said = _("“%(title)s” is carried out.") if binding else _("“%(title)s” gets an answer, with reasons.")
            texts[language] = said % {"title": title}
    return texts
