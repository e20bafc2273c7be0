"""What every Run begins with: an initiative laid out from its blueprint, agreed by both sides, and started."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from coproduce.accountability.actions import open_initiative, open_step
from coproduce.accountability.queries import rings
from coproduce.blueprints.actions import set_up
from coproduce.blueprints.loader import library
from coproduce.initiatives.agreements.actions import accept_agreement, confirm_mandate
from coproduce.initiatives.agreements.models import Mandate
from coproduce.initiatives.agreements.queries import newest_version
from coproduce.initiatives.models import Initiative, Party, Step
from coproduce.initiatives.queries import steps_of
from coproduce.methods.typology import Typing
from coproduce.people.models import Person
from coproduce.places.models import Organisation, PublicService

from .cast import Clock, Town


def begin(
    code: str,
    town: Town,
    clock: Clock,
    *,
    coordinator: str,
    accountable: Organisation,
    service: PublicService | None = None,
    area: str | None = None,
    budget: int | None = None,
    title: Mapping[str, str] | None = None,
    summary: Mapping[str, str] | None = None,
    problem: Mapping[str, str] | None = None,
) -> Initiative:
    """Lay the initiative out on day 0 as its clerk would; called and told as the blueprint is, unless given.

    ``service``: the public service it is about, public space unless given.
    """
    blueprint = library()[code]
    return set_up(
        blueprint=blueprint,
        town=town.area,
        area=town.parts[area] if area else None,
        service=service or town.space,
        accountable=accountable,
        by=town.person(coordinator),
        title=title or blueprint.title,
        summary=summary,
        problem=problem or blueprint.problem,
        complaint_route={
            "en": "Town hall, front desk, or complaints@example.org",
            "fr": "Accueil de la mairie, ou reclamations@example.org",
        },
        budget=budget,
        at=clock.day(0),
        with_samples=True,
    )


def agree_and_start(initiative: Initiative, clock: Clock, *, citizen: Party, professional: Party) -> Initiative:
    """Both sides accept what is expected of each, and the sponsor gives the mandate; then it runs."""
    agreement = newest_version(initiative)
    assert agreement is not None
    for party in (citizen, professional):
        accept_agreement(agreement=agreement, party=party, at=clock.day(1))
    for mandate in Mandate.objects.filter(initiative=initiative):
        confirm_mandate(mandate=mandate, at=clock.day(1))
    return open_initiative(initiative=initiative, at=clock.day(2))


def step_of(initiative: Initiative, kind: str, activity: str | None = None) -> Step:
    """The first step of a kind, and of an activity if one is named."""
    return next(s for s in steps_of(initiative) if s.kind == kind and activity in (None, s.activity))


def opened(initiative: Initiative, kind: str, clock: Clock, day: float, activity: str | None = None) -> Step:
    return open_step(step=step_of(initiative, kind, activity), at=clock.day(day))


def typing_of(initiative: Initiative, at: datetime) -> Typing:
    """The kind of co-production as of a moment, from the record alone."""
    return rings([initiative], at, past=True)[initiative.pk].typing


def who(party: Party) -> Person:
    """The person of a party; the Runs have no party without one."""
    assert party.person is not None
    return party.person
