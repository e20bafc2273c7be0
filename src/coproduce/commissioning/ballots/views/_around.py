"""What every page of a vote needs to know about where it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.views.decorators.cache import cache_control

from coproduce.commissioning.ballots.queries import Ballot, words
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.registry import refusal

# Neither shared caches nor the browser keep a page that somebody votes on or that shows a receipt.
unkept = cache_control(private=True, no_store=True)


def around(ballot: Ballot, **more: Any) -> dict[str, Any]:
    step = ballot.step
    initiative = step.initiative
    return {
        "town": initiative.town,
        "initiative": initiative,
        "step": step,
        "ballot": ballot,
        "place": {"town": initiative.town.slug, "initiative": initiative.slug, "step": step.position},
        "rule_name": words.RULE_NAMES[ballot.rule["rule"]],
        "rule_sentence": words.RULE_SENTENCES[ballot.rule["rule"]],
        **more,
    }


def in_words(refused: Refused) -> str:
    text = str(refusal(refused.code).text)
    return text % refused.params if refused.params else text


def status_of(refused: Refused) -> int:
    return refusal(refused.code).status


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: it names JSON and not a page."""
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted
