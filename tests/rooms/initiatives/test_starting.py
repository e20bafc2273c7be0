"""Rule I7: nothing runs without its why, its floor, both sides, one body that answers, and a way to complain."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest

from coproduce.initiatives import actions
from coproduce.initiatives.agreements import actions as agreements
from coproduce.initiatives.agreements import queries
from coproduce.initiatives.agreements.steps import ASKED
from coproduce.initiatives.models import Initiative
from coproduce.places import actions as places
from tests.rooms.initiatives.test_pages import shown

pytestmark = pytest.mark.django_db
WORDS = {"en": "Words", "fr": "Des mots"}


def bare(world: Any, slug: str, without: set[str]) -> Initiative:
    """An initiative that has everything rule I7 asks, except what is named."""
    service = places.describe_service(
        town=world.town, slug=slug, name=WORDS, sector="care", statutory_basis=WORDS, provider=None,
        floors={} if "floor" in without else {"price": (WORDS, "")},
    )  # fmt: skip
    found = actions.begin_initiative(
        town=world.town, area=None, service=service, slug=slug, title=WORDS, summary=WORDS, problem=WORDS,
        orientation="" if "orientation" in without else "quality",
        complaint_route={} if "complaint_route" in without else WORDS, at=world.at,
    )  # fmt: skip
    if "citizen_party" not in without:
        actions.join(initiative=found, person=world.rosa, side="citizen", standing="user", at=world.at)
    if "professional_party" not in without:
        actions.join(initiative=found, organisation=world.parks, side="professional", standing="public", at=world.at)
    if "accountable_body" not in without:
        agreements.take_responsibility(
            initiative=found, activity="delivery", accountable=world.parks, standard=WORDS, failure_rule=WORDS,
            remedy=WORDS, valid_from=date(2026, 1, 1),
        )  # fmt: skip
    if "agreement" not in without:
        accepted(found, world)
    return found


def accepted(initiative: Initiative, world: Any) -> None:
    """Both sides accepted what each expects, whether or not they are still there."""
    version = agreements.propose_agreement(
        initiative=initiative, expected_of_citizens=WORDS, expected_of_professionals=WORDS, given=WORDS,
        risk_sharing=WORDS, exit_without_loss=WORDS, at=world.at,
    )  # fmt: skip
    for person, side, standing in ((world.carmen, "citizen", "user"), (world.omar, "professional", "public")):
        party = actions.join(initiative=initiative, person=person, side=side, standing=standing, at=world.at)
        agreements.accept_agreement(agreement=version, party=party, at=world.at)
        actions.leave(party=party, at=world.at)


def test_every_choice_of_missing_things_is_named_exactly(world: Any) -> None:
    """All 128 sets of missing things: the check names that set, in full, and nothing else."""
    for size in range(len(ASKED) + 1):
        for number, missing in enumerate(combinations(sorted(ASKED), size)):
            found = bare(world, f"case-{size}-{number}", set(missing))
            assert sorted(queries.missing_to_run(found)) == sorted(missing)


@pytest.mark.parametrize("missing", sorted(ASKED))
def test_each_missing_thing_alone_keeps_it_from_starting(world: Any, missing: str) -> None:
    found = bare(world, "case", {missing})
    with pytest.raises(actions.Refused) as refused:
        agreements.start_initiative(initiative=found, at=world.at)
    assert refused.value.params == {"missing": [missing]}


def test_what_one_side_or_one_person_alone_accepted_does_not_start(world: Any) -> None:
    found = bare(world, "case", {"agreement"})
    assert queries.missing_to_run(found) == ["agreement"]
    version = agreements.propose_agreement(
        initiative=found, expected_of_citizens=WORDS, expected_of_professionals=WORDS, given=WORDS, risk_sharing=WORDS,
        exit_without_loss=WORDS, at=world.at,
    )  # fmt: skip
    rosa = found.parties.get(side="citizen")
    at_work = actions.join(
        initiative=found, person=world.rosa, organisation=world.parks, side="professional", standing="public",
        at=world.at,
    )  # fmt: skip
    for party in (rosa, at_work):
        agreements.accept_agreement(agreement=version, party=party, at=world.at)
        assert queries.missing_to_run(found) == ["agreement"]
    agreements.accept_agreement(
        agreement=version, party=found.parties.get(side="professional", person=None), at=world.at
    )
    assert queries.missing_to_run(found) == []


def test_the_same_is_said_by_rows_and_by_the_page(world: Any) -> None:
    """The list of what is missing asks in one query; the page reads all versions. Both mean the same by holding."""
    found = bare(world, "case", set())
    assert (queries.agreement_now(found) is not None) is ("agreement" not in queries.missing_to_run(found))
    actions.describe(initiative=found, title=WORDS, at=world.at)
    agreements.propose_agreement(
        initiative=found, expected_of_citizens=WORDS, expected_of_professionals=WORDS, given=WORDS, risk_sharing=WORDS,
        exit_without_loss=WORDS, at=world.at,
    )  # fmt: skip
    # The version before holds until both sides accept the new one.
    assert (queries.agreement_now(found) is not None, queries.missing_to_run(found)) == (True, [])


def test_what_has_everything_starts_on_the_day(world: Any) -> None:
    found = agreements.start_initiative(initiative=bare(world, "case", set()), at=world.at)
    assert (found.state, found.started_at) == ("running", world.at)


def test_a_reason_stands_in_for_the_floor(world: Any) -> None:
    found = bare(world, "case", {"floor"})
    actions.describe(initiative=found, no_floor_reason=WORDS, at=world.at)
    assert queries.missing_to_run(found) == []


def test_somebody_who_left_is_not_a_side(world: Any) -> None:
    found = bare(world, "case", set())
    actions.leave(party=found.parties.get(side="citizen", until=None), at=world.at)
    assert queries.missing_to_run(found) == ["citizen_party"]


def test_clara_sees_what_is_missing_with_the_form_for_it(world: Any, signed_in: Any) -> None:
    page = shown(signed_in("clara"), f"/en/lindon/i/{world.park.slug}/")
    assert f'href="/en/lindon/i/{world.park.slug}/agreement/answers/"' in page
    assert "The Start button appears when nothing is missing." in page


def test_otto_sees_what_is_missing_without_the_forms(world: Any, signed_in: Any) -> None:
    page = shown(signed_in("otto"), f"/en/lindon/i/{world.park.slug}/")
    assert "Before it can start" in page
    assert "agreement/answers/" not in page


def test_clara_gets_the_start_button_once_nothing_is_missing(world: Any, signed_in: Any) -> None:
    bare(world, "case", set())
    page = shown(signed_in("clara"), "/en/lindon/i/case/")
    assert 'action="/en/lindon/i/case/start/"' in page


def test_what_runs_has_no_checklist(world: Any, signed_in: Any) -> None:
    assert "Before it can start" not in shown(signed_in("clara"), f"/en/lindon/i/{world.alley.slug}/")
