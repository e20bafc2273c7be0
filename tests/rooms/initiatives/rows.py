"""What each address of initiatives and its agreements answers to each role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from coproduce.initiatives import actions
from coproduce.initiatives.agreements import actions as agreements
from coproduce.initiatives.agreements.models import ExpectationAgreement
from coproduce.initiatives.invitations import actions as invitations
from coproduce.initiatives.invitations.models import Invitation
from coproduce.initiatives.invitations.queries import digest_of
from coproduce.initiatives.models import Initiative, Party, Step
from coproduce.places import actions as places
from tests.rows import EVERYONE, SIGNED_IN, Row

# Whoever coordinates and the town’s clerk.
RUNNING_IT = (302, 403, 403, 403, 200, 200)
RUN_IT = (302, 403, 403, 403, 302, 302)
BACK = (302,) * 6
# The town’s clerk alone.
KEEPING_IT = (302, 403, 403, 403, 403, 200)
KEEP_IT = (302, 403, 403, 403, 403, 302)
NEVER_SHOWN = (302, 405, 405, 405, 405, 405)

TEXT = {"en": "Two hours a month", "fr": "Deux heures par mois"}


def town(world: Any) -> Mapping[str, Any]:
    return {"town": world.town.slug}


def at_alley(world: Any) -> Mapping[str, Any]:
    return dict(world.place)


def a_step(world: Any, position: int, **changes: Any) -> Step:
    """A step of no room in particular, planned unless said otherwise."""
    given = {"kind": "walk", "activity": "design", "title": {"en": f"Walk {position}", "fr": f"Balade {position}"}}
    return Step.objects.get_or_create(initiative=world.alley, position=position, defaults=given | changes)[0]


def an_agreement(world: Any, initiative: Initiative | None = None, **changes: Any) -> ExpectationAgreement:
    given: dict[str, Any] = dict.fromkeys(("expected_of_citizens", "expected_of_professionals", "given"), TEXT)
    given |= {"risk_sharing": TEXT, "exit_without_loss": TEXT, "at": world.at}
    return agreements.propose_agreement(initiative=initiative or world.alley, **(given | changes))


def at_own_party(world: Any) -> Mapping[str, Any]:
    return world.place | {"party": world.parties["rosa"].pk}


def at_a_body(world: Any) -> Mapping[str, Any]:
    body = Party.objects.filter(initiative=world.alley, person=None, until=None).first() or actions.join(
        initiative=world.alley, organisation=world.parks, side="professional", standing="public", role="funder",
        at=world.at,
    )  # fmt: skip
    return world.place | {"party": body.pk}


def at_rosas(world: Any) -> Mapping[str, Any]:
    """What Rosa is asked: to act for the parks."""
    EmailAddress.objects.get_or_create(user=world.rosa, email="rosa@example.org", verified=True, primary=True)
    invitation = invitations.invite(
        initiative=world.alley, invited_by=world.kim, address="rosa@example.org", organisation=world.parks,
        standing="public", role="facilitator", at=timezone.now(),
    )  # fmt: skip
    return world.place | {"invitation": invitation.pk}


def at_obstacle(world: Any) -> Mapping[str, Any]:
    line = world.alley.obstacles.first() or actions.name_obstacle(initiative=world.alley, bearing="obstacle", text=TEXT)
    return world.place | {"obstacle": line.pk}


def at_second_step(world: Any) -> Mapping[str, Any]:
    a_step(world, 51)
    return world.place | {"step": a_step(world, 52).position}


def at_mandate(world: Any) -> Mapping[str, Any]:
    return world.place | {"mandate": world.alley.mandates.first().pk}


def at_draft(world: Any) -> Mapping[str, Any]:
    """A mandate that nobody has given yet; Omar works for its sponsor, and Clara may speak for public bodies."""
    mandate = agreements.give_mandate(
        initiative=world.alley, sponsor=world.parks, to_body=TEXT, scope=TEXT, valid_from=world.at.date(), at=world.at,
        draft=True,
    )  # fmt: skip
    return world.place | {"mandate": mandate.pk}


def at_acceptance(world: Any) -> Mapping[str, Any]:
    agreement = world.alley.agreements.latest("version")
    return world.place | {"version": agreement.version, "party": world.parties["rosa"].pk}


def at_room_item(world: Any) -> Mapping[str, Any]:
    item = world.alley.room.first() or agreements.map_room(
        initiative=world.alley, item=TEXT, fixed_by="law", negotiable=False
    )
    return world.place | {"item": item.pk}


def at_support(world: Any) -> Mapping[str, Any]:
    measure = world.alley.support.first() or agreements.offer_support(
        initiative=world.alley, kind="childcare", text=TEXT
    )
    return world.place | {"measure": measure.pk}


def described(world: Any) -> Mapping[str, Any]:
    return {
        "title": "Green alley", "summary": "Together.", "problem": "It is hot.", "orientation": "quality",
        "second": "empowerment", "promise_level": "collaborate", "complaint_route": "Write to us.",
    }  # fmt: skip


def expected(world: Any) -> Mapping[str, Any]:
    names = ("expected_of_citizens", "expected_of_professionals", "given", "risk_sharing", "exit_without_loss")
    return dict.fromkeys(names, "Two hours a month")


def answered_for(world: Any) -> Mapping[str, Any]:
    texts = dict.fromkeys(("standard", "failure_rule", "remedy"), "Within thirty days")
    day = date(2026, 6, 1)
    return texts | {"activity": "design", "accountable": world.parks.pk, "answer_days": 14, "valid_from": day}


def mandated(world: Any) -> Mapping[str, Any]:
    return {"sponsor": world.parks.pk, "to_body": "The vote", "scope": "The works", "valid_from": date(2026, 6, 1)}


def checked(world: Any) -> Mapping[str, Any]:
    yes = dict.fromkeys(("complement", "lawful", "commit", "incentive", "room", "money", "answer"), "yes")
    return yes | {"emergency": "no", "harm": "unsure", "outcome": "go", "reasons": "Both sides are ready."}


def at_body(world: Any) -> Mapping[str, Any]:
    return town(world) | {"body": world.friends.slug}


def at_service(world: Any) -> Mapping[str, Any]:
    return town(world) | {"service": world.service.slug}


def at_town_area(world: Any) -> Mapping[str, Any]:
    return town(world) | {"area": world.town.pk}


def at_count(world: Any) -> Mapping[str, Any]:
    frame = world.town.frames.first() or places.count_population(
        area=world.town, source="Census", year=2021, counts={"age": {"65 and over": 500}}
    )
    return town(world) | {"frame": frame.pk}


def at_unused_body(world: Any) -> Mapping[str, Any]:
    body = places.name_organisation(town=world.town, name={"en": "Nobody"}, kind="company", functions=[])
    return town(world) | {"body": body.slug}


def at_unused_service(world: Any) -> Mapping[str, Any]:
    service = places.describe_service(
        town=world.town, name={"en": "Nothing"}, sector="-", statutory_basis={}, provider=None,
        floors={"price": (TEXT, "")},
    )  # fmt: skip
    return town(world) | {"service": service.slug}


def at_unused_area(world: Any) -> Mapping[str, Any]:
    return town(world) | {"area": places.add_area(parent=world.town, name={"en": "Nowhere"}, kind="street").pk}


def a_body(world: Any) -> Mapping[str, Any]:
    return {"name": "The gardeners", "kind": "association", "functions": ["voice"], "umbrella": world.parks.pk}


def a_service(world: Any) -> Mapping[str, Any]:
    return {"name": "Parks", "sector": "green", "provider": world.parks.pk, "access": "Everyone", "access_source": ""}


def counted(world: Any) -> Mapping[str, Any]:
    return {"source": "Census", "year": 2020, "counts": "age; under 30; 1,200\nage; 65 and over; 500"}


ROWS = [
    Row("home", EVERYONE),
    Row("initiatives:town", EVERYONE, kwargs=town),
    Row("initiatives:list", EVERYONE, kwargs=town),
    Row("initiatives:page", EVERYONE, kwargs=at_alley),
    Row("initiatives:who", EVERYONE, kwargs=at_alley),
    Row("initiatives:history", EVERYONE, kwargs=at_alley),
    Row("initiatives:agreement", EVERYONE, kwargs=at_alley),
    Row("initiatives:join", SIGNED_IN, BACK, kwargs=at_alley, data=lambda world: {"standing": "resident"}),
    Row("initiatives:leave", SIGNED_IN, kwargs=at_alley),
    Row("initiatives:leave_as", NEVER_SHOWN, (302, 404, 302, 404, 404, 404), kwargs=at_own_party),
    Row(
        "initiatives:add_party", RUNNING_IT, RUN_IT, kwargs=at_alley,
        data=lambda world: {"organisation": world.parks.pk, "standing": "public", "role": "funder"},
    ),
    Row(
        "initiatives:invitation", (302, 404, 200, 404, 404, 404), (302, 404, 302, 404, 404, 404), kwargs=at_rosas,
        data=lambda world: {"shown": digest_of(Invitation.objects.get())},
    ),
    Row("initiatives:decline", NEVER_SHOWN, (302, 404, 302, 404, 404, 404), kwargs=at_rosas),
    Row("initiatives:take_back", NEVER_SHOWN, RUN_IT, kwargs=at_rosas),
    Row("initiatives:end_party", NEVER_SHOWN, RUN_IT, kwargs=at_a_body),
    Row("initiatives:describe", RUNNING_IT, RUN_IT, kwargs=at_alley, data=described),
    Row("initiatives:context", RUNNING_IT, RUN_IT, kwargs=at_alley, data=lambda world: {"regime": "mixed"}),
    Row(
        "initiatives:obstacles", RUNNING_IT, RUN_IT, kwargs=at_alley,
        data=lambda world: {"bearing": "obstacle", "text": "Two permits for one bench"},
    ),
    Row("initiatives:drop_obstacle", NEVER_SHOWN, RUN_IT, kwargs=at_obstacle),
    Row("initiatives:steps", RUNNING_IT, kwargs=at_alley),
    Row(
        "initiatives:add_step", RUNNING_IT, RUN_IT, kwargs=at_alley,
        data=lambda world: {"kind": "needs", "title": "What is missing?"},
    ),
    Row("initiatives:remove_step", NEVER_SHOWN, RUN_IT, kwargs=at_second_step),
    Row("initiatives:move_step", NEVER_SHOWN, RUN_IT, kwargs=at_second_step),
    Row("initiatives:check", RUNNING_IT, RUN_IT, kwargs=at_alley, data=checked),
    Row("initiatives:mandate", RUNNING_IT, RUN_IT, kwargs=at_alley, data=mandated),
    Row("initiatives:revoke_mandate", NEVER_SHOWN, RUN_IT, kwargs=at_mandate),
    Row("initiatives:confirm_mandate", NEVER_SHOWN, (302, 403, 403, 403, 403, 302), kwargs=at_draft),
    Row("initiatives:expectations", RUNNING_IT, RUN_IT, kwargs=at_alley, data=expected),
    Row("initiatives:accept", NEVER_SHOWN, (302, 404, 302, 404, 404, 404), kwargs=at_acceptance),
    Row(
        "initiatives:room", RUNNING_IT, RUN_IT, kwargs=at_alley,
        data=lambda world: {"item": "Where the bench stands", "fixed_by": "nothing", "negotiable": "on"},
    ),
    Row("initiatives:drop_room_item", NEVER_SHOWN, RUN_IT, kwargs=at_room_item),
    Row("initiatives:responsibility", RUNNING_IT, RUN_IT, kwargs=at_alley, data=answered_for),
    Row(
        "initiatives:support", RUNNING_IT, RUN_IT, kwargs=at_alley,
        data=lambda world: {"kind": "childcare", "text": "Two sitters"},
    ),
    Row("initiatives:drop_support", NEVER_SHOWN, RUN_IT, kwargs=at_support),
    Row("initiatives:townhall", KEEPING_IT, kwargs=town),
    Row("initiatives:add_body", KEEPING_IT, KEEP_IT, kwargs=town, data=a_body),
    Row("initiatives:body", KEEPING_IT, KEEP_IT, kwargs=at_body, data=a_body),
    Row("initiatives:add_service", KEEPING_IT, KEEP_IT, kwargs=town, data=a_service),
    Row("initiatives:service", KEEPING_IT, KEEP_IT, kwargs=at_service, data=a_service),
    Row(
        "initiatives:add_area", KEEPING_IT, KEEP_IT, kwargs=town,
        data=lambda world: {"name": "North", "kind": "district"},
    ),
    Row("initiatives:area", KEEPING_IT, KEEP_IT, kwargs=at_town_area, data=lambda world: {"name": "Lindon-by-Sea"}),
    Row("initiatives:remove_body", NEVER_SHOWN, KEEP_IT, kwargs=at_unused_body),
    Row("initiatives:remove_service", NEVER_SHOWN, KEEP_IT, kwargs=at_unused_service),
    Row("initiatives:remove_area", NEVER_SHOWN, KEEP_IT, kwargs=at_unused_area),
    Row("initiatives:count", KEEPING_IT, KEEP_IT, kwargs=at_town_area, data=counted),
    Row("initiatives:correct_count", KEEPING_IT, KEEP_IT, kwargs=at_count, data=counted),
]  # fmt: skip
