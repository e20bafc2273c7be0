"""Casting a ballot: check it, find the voter's line of the roll, store it, and give the receipt."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db import connection

from coproduce.commissioning.ballots.queries.receipts import nonce_of, receipt_of
from coproduce.commissioning.ballots.queries.slips import OnPaper, costs_of, line_of_code, line_of_person
from coproduce.initiatives.actions import Refused
from coproduce.people.models import Person

from .answers import Receipt, SealedAnswer
from .storing import Sheet, store
from .together import store_together


def cast_ballot(
    *, ballot: OnPaper, choice: Sequence[str], key: str, person: Person | None = None, code: str = ""
) -> Receipt:
    """Cast one ballot for a person on the roll or the holder of a one-time code.

    ``choice``: option codes, none twice; empty is a blank vote. ``key``: the sender's own random text, new for each
    form; the same key with the same choice gets the same receipt, with another choice it is refused. Returns when the
    ballot is on disk, or in the transaction in which the caller stands. In casting mode it shares its transaction with
    others that arrive at the same moment.
    """
    if not 16 <= len(key) <= 200:
        raise Refused("ballot_key_missing")
    wanted = _check_choice(ballot, choice)
    line = _line(ballot, person, code)
    body = {"choice": wanted, "nonce": nonce_of(secrets.token_bytes(16))}
    sheet = Sheet(
        ballot=ballot.pk,
        line=line,
        body=body,
        receipt=receipt_of(ballot.fingerprint, body),
        answer=SealedAnswer(ballot.pk, line, key, wanted),
    )
    # Within a transaction of the caller's own, the writer could wait for what the caller holds, and the caller for it.
    together = settings.CASTING_MODE and not connection.in_atomic_block
    said = store_together(sheet) if together else store([sheet])[0]
    if isinstance(said, Refused):
        raise said
    return said


def _check_choice(ballot: OnPaper, choice: Sequence[str]) -> list[str]:
    if len(choice) > 10_000 or len(set(choice)) != len(choice):
        raise Refused("choice_twice")
    costs = costs_of(ballot.pk, choice)
    if any(code not in costs for code in choice):
        raise Refused("choice_unknown")
    most = ballot.rule["max_choices"]
    if most is not None and len(choice) > most:
        raise Refused("choice_too_many", most=most)
    if ballot.rule["spend_limit"] and sum(costs.values()) > (ballot.budget or 0):
        raise Refused("choice_over_budget")
    return sorted(choice)


def _line(ballot: OnPaper, person: Person | None, code: str) -> int:
    """The voter’s line of the roll, found by code or by person."""
    if code:
        if (line := line_of_code(ballot.pk, code)) is None:
            raise Refused("code_unknown")
        return line
    if person is None or (line := line_of_person(ballot.pk, person.pk)) is None:
        raise Refused("not_on_roll")
    return line
