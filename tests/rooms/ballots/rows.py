"""What each address of votes answers to each role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coproduce.commissioning.ballots.queries import with_defaults
from coproduce.initiatives.models import Step
from tests.rooms.ballots import town_vote
from tests.rows import EVERYONE, Row

# Whoever coordinates and the town's clerk; for everybody else such an address is not there.
RUNNING_IT = (302, 404, 404, 404, 200, 200)
RUN_IT = (302, 404, 404, 404, 302, 302)
NO_GET = (405,) * 6
NO_GET_INSIDE = (302, 405, 405, 405, 405, 405)

PB = "META\nkey;value\nnum_projects;1\nnum_votes;1\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\na;5\n"
PB += "VOTES\nvoter_id;vote\n1;a\n"


def _place(world: Any) -> Mapping[str, Any]:
    return {**world.place, "step": 2}


def _there(world: Any) -> bool:
    return Step.objects.filter(initiative=world.alley, kind="ballot").exists()


def being_prepared(world: Any) -> Mapping[str, Any]:
    if not _there(world):
        town_vote.draft(world)
    return _place(world)


def being_open(world: Any) -> Mapping[str, Any]:
    if not _there(world):
        town_vote.opened(world, eligibility="everyone")
    return _place(world)


def being_over(world: Any) -> Mapping[str, Any]:
    from datetime import timedelta

    from django.utils import timezone

    from coproduce.commissioning.ballots.models import Ballot

    if not _there(world):
        ballot = town_vote.opened(world)
        Ballot.objects.filter(pk=ballot.pk).update(closes=timezone.now() - timedelta(seconds=1))
    return _place(world)


def being_closed(world: Any) -> Mapping[str, Any]:
    if not _there(world):
        ballot = town_vote.opened(world)
        town_vote.cast(ballot, world.rosa, "P1")
        town_vote.close(ballot)
    return _place(world)


def a_ballot(world: Any) -> Mapping[str, Any]:
    return {"choice": ["P1"], "key": "k" * 32}


def the_settings(world: Any) -> Mapping[str, Any]:
    rule = {k: "" if v is None else v for k, v in with_defaults({}).items() if v is not False}
    return {**rule, "budget": "9000"}


def tomorrow(world: Any) -> Mapping[str, Any]:
    return {"closes": "2099-01-01T18:00"}


def a_project(world: Any) -> Mapping[str, Any]:
    return {"title": "Paint the gate", "cost": "1,200"}


def with_a_project(world: Any) -> Mapping[str, Any]:
    from coproduce.commissioning.ballots.actions import add_option
    from coproduce.commissioning.ballots.models import Ballot

    being_prepared(world)
    ballot = Ballot.objects.select_related("step__initiative").get(step__initiative=world.alley)
    option = add_option(ballot=ballot, title={"en": "Paint the gate"}, cost=1200_00)
    return {**_place(world), "option": option.pk}


def a_file(world: Any) -> Mapping[str, Any]:
    return {"file": SimpleUploadedFile("vote.pb", PB.encode())}


ROWS = [
    Row("ballots:page", EVERYONE, kwargs=being_open),
    # Nobody signed in and the outsider are not on the list of voters.
    Row("ballots:cast", NO_GET, post=(403, 403, 200, 200, 200, 403), kwargs=being_open, data=a_ballot),
    Row("ballots:limits", EVERYONE, kwargs=being_open),
    Row("ballots:result", EVERYONE, kwargs=being_closed),
    Row(
        "ballots:find",
        NO_GET,
        post=(404,) * 6,
        kwargs=being_closed,
        data=lambda world: {"receipt": "0000-0000-0000-0000"},
    ),
    Row("ballots:file_pb", EVERYONE, kwargs=being_closed),
    Row("ballots:file_json", EVERYONE, kwargs=being_closed),
    Row("ballots:file_csv", EVERYONE, kwargs=being_closed),
    Row("ballots:file_board", EVERYONE, kwargs=being_closed),
    Row("ballots:file_verifier", EVERYONE, kwargs=being_closed),
    Row("ballots:manage", RUNNING_IT, post=RUN_IT, kwargs=being_prepared, data=the_settings),
    Row("ballots:add_option", NO_GET_INSIDE, post=RUN_IT, kwargs=being_prepared, data=a_project),
    Row("ballots:drop_option", NO_GET_INSIDE, post=RUN_IT, kwargs=with_a_project),
    Row("ballots:codes", NO_GET_INSIDE, post=RUNNING_IT, kwargs=being_prepared, data=lambda world: {"count": 3}),
    Row("ballots:open", NO_GET_INSIDE, post=RUN_IT, kwargs=being_prepared, data=tomorrow),
    Row("ballots:close", NO_GET_INSIDE, post=RUN_IT, kwargs=being_over),
    Row("ballots:import", RUNNING_IT, post=RUN_IT, kwargs=being_prepared, data=a_file),
]
