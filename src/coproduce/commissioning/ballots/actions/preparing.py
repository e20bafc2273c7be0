"""Before a vote opens: its rule, its money, who will answer, and one-time codes for people without an account."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from babel.numbers import get_currency_precision
from django.db import transaction

from coproduce.commissioning.ballots.models import Ballot, BallotOption, BallotState, Channel, RollEntry
from coproduce.commissioning.ballots.queries import with_defaults, wrong_setting
from coproduce.commissioning.ballots.queries.codes import code_digest
from coproduce.commissioning.ballots.queries.receipts import grouped
from coproduce.commissioning.queries import takes_proposals
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Side, Step

MOST_CODES = 5000
CODE_LETTERS = 12  # 60 random bits


def set_up_ballot(*, step: Step, rule: Mapping[str, Any] | None = None) -> Ballot:
    """Write down how a vote will be held; ``rule`` names settings of ``queries.rules``. Refused once it has opened."""
    with transaction.atomic():
        found = Ballot.objects.select_for_update().filter(step=step).first()
        if found is not None and found.state != BallotState.DRAFT:
            raise Refused("ballot_not_draft")
        settled = with_defaults({**step.settings, **(found.rule if found else {}), **(rule or {})})
        if (wrong := wrong_setting(settled)) is not None:
            raise Refused("setting_wrong", setting=wrong)
        currency = step.initiative.town.currency
        ballot = found or Ballot(step=step, currency=currency, unit=10 ** get_currency_precision(currency))
        ballot.step = step
        ballot.rule, ballot.budget = settled, settled["budget"]
        ballot.save()
        note_step(step=step, code="ballot.draft", params={})
    return ballot


def hold_draft(ballot: Ballot) -> Ballot:
    """The vote under its lock, set up by its step's own settings where nobody has done so yet; refused once opened."""
    kept = ballot if ballot.pk else set_up_ballot(step=ballot.step)
    held = Ballot.objects.select_for_update().get(pk=kept.pk)
    held.step = ballot.step
    if held.state != BallotState.DRAFT:
        raise Refused("ballot_not_draft")
    return held


def add_option(*, ballot: Ballot, title: Mapping[str, str], cost: int) -> BallotOption:
    """Type a project onto a vote in whose initiative nobody makes proposals; ``cost`` in minor units, above nothing."""
    if cost <= 0:
        raise Refused("option_without_cost")
    with transaction.atomic():
        held = hold_draft(ballot)
        if takes_proposals(ballot.step.initiative):
            raise Refused("options_are_proposed")
        last = BallotOption.objects.filter(ballot=held).order_by("id").last()
        number = int(last.code[1:]) + 1 if last else 1
        return BallotOption.objects.create(
            ballot=held, code=f"T{number}", title=dict(title), cost=cost, origin_side=Side.PROFESSIONAL
        )


def drop_option(*, option: BallotOption) -> None:
    """Take a typed project off, until the vote opens."""
    with transaction.atomic():
        held = Ballot.objects.select_for_update().get(pk=option.ballot_id)
        if held.state != BallotState.DRAFT:
            raise Refused("ballot_not_draft")
        option.delete()


def make_codes(*, ballot: Ballot, count: int) -> list[str]:
    """Make one-time voting codes and put them on the roll. They are returned once; only digests are kept."""
    if not 1 <= count <= MOST_CODES:
        raise Refused("codes_count", most=MOST_CODES)
    with transaction.atomic():
        held = hold_draft(ballot)
        codes = [grouped(secrets.randbits(5 * CODE_LETTERS), letters=CODE_LETTERS) for _ in range(count)]
        RollEntry.objects.bulk_create(
            RollEntry(ballot=held, code_digest=code_digest(held.pk, code), side=Side.CITIZEN, channel=Channel.CODE)
            for code in codes
        )
    return codes
