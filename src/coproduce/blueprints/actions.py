"""Set an initiative up from a blueprint: who, what, how and why in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coproduce.initiatives import actions as initiatives
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.agreements import actions as agreements
from coproduce.initiatives.models import Activity, Initiative, PartyRole, Side, Step
from coproduce.initiatives.queries import has_initiative, standing_at
from coproduce.people.models import Person
from coproduce.places.actions import free_slug
from coproduce.places.models import Area, Organisation, PublicService

from .loader import Blueprint, StepPlan

Text = Mapping[str, str]


def set_up(
    *,
    blueprint: Blueprint,
    town: Area,
    area: Area | None,
    service: PublicService,
    accountable: Organisation,
    by: Person,
    title: Text,
    problem: Text,
    complaint_route: Text,
    at: datetime,
    orientation: str = "",
    slug: str = "",
    budget: int | None = None,
    employer: Organisation | None = None,
    summary: Text | None = None,
    with_samples: bool = False,
    no_floor_reason: Text | None = None,
) -> Initiative:
    """Begin an initiative as the blueprint lays it out; ``budget`` in minor units where the blueprint asks for one.

    The person who sets it up coordinates it, for the body they work for (``employer``; else the one that answers).
    It does not run yet: a citizen has to join first (rule I7).
    ``summary``: what it is in a sentence, as the blueprint says it unless given.
    ``no_floor_reason`` says why nothing is guaranteed, where the service has no floor.
    The plan comes whole: steps, questions, tasks, agreements. ``with_samples`` also brings what people might say.
    """
    if blueprint.asks_budget and not budget:
        raise Refused("budget_missing")
    with transaction.atomic():
        # Two clerks, or one who presses twice, lay out one after the other.
        Area.objects.select_for_update(of=("self",), no_key=True).get(pk=town.pk)
        if has_initiative(town, title):
            raise Refused("name_taken")
        initiative = initiatives.begin_initiative(
            town=town,
            area=area,
            service=service,
            slug=slug or free_slug(model=Initiative, name=title, most=80, town=town),
            title=title,
            summary=summary or blueprint.summary,
            problem=problem,
            equality_note=blueprint.equality_note,
            orientation=orientation or blueprint.orientation,
            other_orientations=[o for o in blueprint.other_orientations if o != orientation],
            promise_level=blueprint.promise_level,
            complaint_route=complaint_route,
            no_floor_reason=no_floor_reason,
            blueprint=blueprint.code,
            blueprint_version=blueprint.version,
            at=at,
        )
        initiatives.join(
            initiative=initiative,
            person=by,
            organisation=employer or accountable,
            side=Side.PROFESSIONAL,
            standing=standing_at(employer or accountable),
            role=PartyRole.COORDINATOR,
            at=at,
        )
        _agree(blueprint, initiative, accountable, budget, at)
        for position, plan in enumerate(blueprint.steps, 1):
            _lay_out(plan, initiative, position, budget, with_samples, at)
    return initiative


def _agree(
    blueprint: Blueprint, initiative: Initiative, accountable: Organisation, budget: int | None, at: datetime
) -> None:
    for activity in Activity.values:
        agreements.take_responsibility(
            initiative=initiative,
            activity=activity,
            accountable=accountable,
            standard=blueprint.responsibility["standard"],
            failure_rule=blueprint.responsibility["failure_rule"],
            remedy=blueprint.responsibility["remedy"],
            valid_from=at.date(),
        )
    agreements.give_mandate(
        initiative=initiative,
        sponsor=accountable,
        to_body=blueprint.mandate["to_body"],
        scope=blueprint.mandate["scope"],
        vetoes=list(blueprint.mandate.get("vetoes", [])),
        limit_amount=budget,
        valid_from=at.date(),
        at=at,
        draft=True,
    )
    agreements.propose_agreement(
        initiative=initiative,
        **{
            name: blueprint.agreement[name]
            for name in (
                "expected_of_citizens",
                "expected_of_professionals",
                "given",
                "risk_sharing",
                "exit_without_loss",
            )
        },
        time_budget_hours=blueprint.agreement.get("time_budget_hours"),
        time_agreed_by=accountable,
        at=at,
    )
    for line in blueprint.room:
        agreements.map_room(initiative=initiative, **line)
    for line in blueprint.obstacles:
        initiatives.name_obstacle(initiative=initiative, owner=accountable, **line)
    for line in blueprint.support:
        agreements.offer_support(initiative=initiative, **line)


def _lay_out(
    plan: StepPlan, initiative: Initiative, position: int, budget: int | None, with_samples: bool, at: datetime
) -> Step:
    settings = dict(plan.settings)
    if budget is not None and "budget" in settings:
        settings["budget"] = budget
    return initiatives.lay_out_step(
        initiative=initiative,
        kind=plan.kind,
        activity=plan.activity,
        title=plan.title,
        position=position,
        settings=settings,
        content={**plan.content, **(plan.samples if with_samples else {})} or None,
        at=at,
    )
