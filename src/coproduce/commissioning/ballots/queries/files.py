"""The files by which anyone can count again: ``.pb`` for the count, JSON for the receipts. Public after close alone."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.utils import timezone

from coproduce.commissioning.ballots.models import Ballot, CastBallot
from coproduce.methods.budgeting import Election
from coproduce.methods.budgeting.pabulib import write

from .elections import election_of, plain_name


def file_stem(ballot: Ballot) -> str:
    """What the files of a vote are called, before the dot."""
    initiative = ballot.step.initiative
    return f"{initiative.town.slug}-{initiative.slug}-{ballot.step.position}"


def pb_text(ballot: Ballot, election: Election | None = None) -> str:
    """The vote in the Pabulib format: projects, ballots in the order of their contents, no person."""
    initiative = ballot.step.initiative
    meta = {
        "description": plain_name(initiative.title),
        "country": initiative.town.country,
        "unit": plain_name(initiative.town.name),
        "instance": plain_name(ballot.step.title),
        "rule": ballot.rule["rule"],
        "currency": ballot.currency,
    }
    for name, when in (("date_begin", ballot.opens), ("date_end", ballot.closes)):
        if when is not None:
            meta[name] = timezone.localtime(when).strftime("%d.%m.%Y")
    return write(election if election is not None else election_of(ballot), meta=meta)


def input_digest(text: str) -> str:
    """SHA-256 of the ``.pb`` file: what ``sha256sum`` prints for it."""
    return sha256(text.encode()).hexdigest()


def published_ballots(ballot: Ballot) -> list[dict[str, Any]]:
    """Each ballot with the code on its voter's receipt, in the order of the codes; imported votes have none."""
    bodies = CastBallot.objects.filter(ballot=ballot).values_list("body", flat=True)
    if ballot.imported:
        return sorted(({"choice": b["choice"], "times": b["times"]} for b in bodies), key=lambda b: b["choice"])
    return sorted(
        (
            {"receipt": b["receipt"], "choice": b["choice"], "nonce": b["nonce"]}
            for b in bodies.iterator(chunk_size=5000)
        ),
        key=lambda b: str(b["receipt"]),
    )


def result_json(ballot: Ballot) -> dict[str, Any]:
    """Everything that is published of a closed vote, in one value."""
    decision = ballot.decision
    assert decision is not None
    return {
        "election": ballot.fingerprint,
        "manifest": ballot.manifest,
        "imported": ballot.imported,
        "seed": decision.seed,
        "code_version": decision.code_version,
        "input_digest": decision.input_digest,
        "outcome_digest": decision.outcome_digest,
        "electorate": decision.electorate,
        "ballots_cast": decision.ballots,
        "outcome": decision.result,
        "ballots": published_ballots(ballot),
    }
