"""What each address of proposals answers to each role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coproduce.commissioning.models import Proposal
from coproduce.commissioning.proposals import actions
from coproduce.initiatives.models import Initiative, Step
from tests.rows import EVERYONE, SIGNED_IN, Row

BENCH = {"en": "A bench in the shade", "fr": "Un banc à l’ombre"}
WHY = {"en": "Because the ground is public.", "fr": "Parce que le terrain est public."}
TO_PAGE = (302,) * 6


def proposals_step(world: Any, initiative: Initiative | None = None, state: str = "open", **settings: Any) -> Step:
    """A step in which proposals are made; made once per initiative."""
    initiative = initiative or world.alley
    step, _ = Step.objects.get_or_create(
        initiative=initiative,
        kind="proposals",
        defaults={
            "activity": "commissioning",
            "position": 12,
            "title": {"en": "Proposals", "fr": "Propositions"},
            "state": state,
            "settings": settings,
        },
    )
    step.initiative = initiative
    return step


def a_proposal(world: Any, **changes: Any) -> Proposal:
    given = {
        "step": proposals_step(world), "title": BENCH, "text": WHY, "person": world.rosa, "at": world.at,
        "cost_asked": 900_00,
    } | changes  # fmt: skip
    return actions.submit_proposal(**given)


def refused_proposal(world: Any, reason: str = "not_feasible", **changes: Any) -> Proposal:
    return actions.refuse_proposal(
        proposal=a_proposal(world, **changes), reason=reason, note=WHY, person=world.omar, at=world.at
    )


def appealed_proposal(world: Any) -> Proposal:
    return actions.appeal(proposal=refused_proposal(world), text=WHY, person=world.rosa, at=world.at)


def at_step(world: Any) -> Mapping[str, Any]:
    return world.place | {"step": proposals_step(world).position}


def at_one(make: Callable[[Any], Proposal], state: str) -> Callable[[Any], Mapping[str, Any]]:
    def kwargs(world: Any) -> Mapping[str, Any]:
        there = Proposal.objects.filter(initiative=world.alley, state=state).first()
        return dict(at_step(world)) | {"number": (there or make(world)).number}

    return kwargs


WAITING, REFUSED, APPEALED = (
    at_one(a_proposal, "submitted"),
    at_one(refused_proposal, "refused"),
    at_one(appealed_proposal, "appealed"),
)

ROWS = [
    Row("proposals:list", EVERYONE, kwargs=at_step),
    Row(
        "proposals:submit", SIGNED_IN, TO_PAGE, kwargs=at_step,
        data=lambda world: {"title": "A bench", "text": "In the shade", "standing": "resident"},
    ),
    Row("proposals:proposal", EVERYONE, kwargs=WAITING),
    Row(
        "proposals:check", (302, 403, 403, 200, 200, 403), (302, 403, 403, 302, 302, 403), kwargs=WAITING,
        data=lambda world: {"verdict": "admit", "cost": "900", "note": "The parks team waters it."},
    ),
    Row(
        "proposals:appeal", (302, 200, 200, 403, 403, 403), (302, 302, 302, 403, 403, 403), kwargs=REFUSED,
        data=lambda world: {"text": "There is room beside the wall."},
    ),
    Row(
        "proposals:decide", (302, 403, 403, 403, 200, 200), (302, 403, 403, 403, 302, 302), kwargs=APPEALED,
        data=lambda world: {"upheld": "no", "note": "The fire service needs the room."},
    ),
    Row("proposals:withdraw", (302, 403, 200, 403, 403, 403), (302, 403, 302, 403, 403, 403), kwargs=WAITING),
]  # fmt: skip
