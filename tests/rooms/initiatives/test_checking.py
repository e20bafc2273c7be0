"""Whether to do it together at all: nine questions, an outcome with reasons, and what it does to the start."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.initiatives import actions
from coproduce.initiatives.agreements import actions as agreements
from coproduce.initiatives.agreements import queries
from coproduce.initiatives.agreements.models import Question
from coproduce.initiatives.models import Initiative
from tests.rooms.initiatives.rows import checked
from tests.rooms.initiatives.test_pages import address, shown
from tests.rooms.initiatives.test_starting import bare

pytestmark = pytest.mark.django_db
CHECK = "agreement/check/"


def answered(initiative: Initiative, world: Any, outcome: str, **replies: str) -> Any:
    given = dict.fromkeys(Question.values, "yes") | {"emergency": "no", "harm": "no"} | replies
    return agreements.answer_check(
        initiative=initiative, replies=given, outcome=outcome, reasons={"en": "Because."}, at=world.at
    )


def test_kim_answers_and_everyone_reads_the_outcome_with_its_reasons(world: Any, signed_in: Any) -> None:
    given = {**checked(world), "outcome": "trial", "money": "no", "reasons": "One summer first."}
    signed_in("kim").post(address(world, CHECK), given)
    page = shown(signed_in(None), address(world, "agreement/"))
    for words in ("Try it small first", "One summer first.", "Is there money for the first year?", "speaks against"):
        assert words in page
    assert page.count("speaks against") == 1
    assert "whether to do it together, with reasons" in shown(signed_in(None), address(world, "history/"))


def test_an_answer_in_french_is_read_in_french(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, CHECK, "fr"), {**checked(world), "reasons": "Les deux côtés sont prêts."})
    assert "Les deux côtés sont prêts." in shown(signed_in(None), address(world, "agreement/", "fr"))
    assert queries.last_check(world.alley).reasons == {"fr": "Les deux côtés sont prêts."}


def test_a_question_left_out_is_named(world: Any, signed_in: Any) -> None:
    given = {name: value for name, value in checked(world).items() if name != "money"}
    answer = signed_in("kim").post(address(world, CHECK), given)
    assert answer.status_code == 422
    assert "Is there money for the first year?" in answer.content.decode()
    assert queries.checks_of(world.alley) == []


@pytest.mark.parametrize("outcome", ["go", "trial"])
def test_what_is_not_lawful_is_not_done(world: Any, signed_in: Any, outcome: str) -> None:
    answer = signed_in("kim").post(address(world, CHECK), {**checked(world), "lawful": "no", "outcome": outcome})
    assert answer.status_code == 422
    assert "It is not lawful" in answer.content.decode()


@pytest.mark.parametrize("outcome", ["consult", "not"])
def test_what_is_not_lawful_may_be_asked_about_or_left(world: Any, outcome: str) -> None:
    assert answered(world.alley, world, outcome, lawful="no").outcome == outcome


def test_what_is_over_is_not_asked_about(world: Any) -> None:
    actions.set_closed(initiative=world.alley, at=world.at)
    with pytest.raises(actions.Refused, match="initiative_closed"):
        answered(world.alley, world, "go")


# ---- what it does to the start -------------------------------------------------------------------------------------


def test_nobody_has_to_ask(world: Any) -> None:
    assert queries.missing_to_run(bare(world, "case", set())) == []


def test_no_keeps_it_from_starting_until_it_is_answered_again(world: Any) -> None:
    found = bare(world, "case", set())
    answered(found, world, "not")
    with pytest.raises(actions.Refused) as refused:
        agreements.start_initiative(initiative=found, at=world.at)
    assert refused.value.params == {"missing": ["check_no"]}
    answered(found, world, "trial")
    assert agreements.start_initiative(initiative=found, at=world.at).is_running


def test_only_asking_people_goes_with_a_promise_to_consult_and_no_more(world: Any) -> None:
    found = bare(world, "case", set())
    answered(found, world, "consult")
    assert queries.missing_to_run(found) == ["check_promise"]
    actions.describe(initiative=found, promise_level="consult", at=world.at)
    assert queries.missing_to_run(found) == []


def test_readiness_costs_one_query(world: Any, django_assert_num_queries: Any) -> None:
    answered(world.park, world, "go")
    with django_assert_num_queries(1):
        queries.readiness_of(world.park)


def park(world: Any, browser: Any) -> str:
    return shown(browser, f"/en/lindon/i/{world.park.slug}/")


def test_what_must_be_done_stands_apart_from_what_is_worth_checking(world: Any, signed_in: Any) -> None:
    must, worth = park(world, signed_in("clara")).split("Must be done", 1)[1].split("Worth checking", 1)
    assert "Not asked yet" not in must
    assert "Missing" in must
    assert f'href="/en/lindon/i/{world.park.slug}/{CHECK}"' in worth
    assert "Not asked yet" in worth


def test_the_checklist_says_what_the_answer_keeps_back(world: Any, signed_in: Any) -> None:
    answered(world.park, world, "not")
    page = park(world, signed_in("clara"))
    assert "You answered: do not do it together" in page
    assert "Keeps it from starting" in page
    answered(world.park, world, "consult")
    assert "Promise no more than “consult”" in park(world, signed_in("clara"))


def test_otto_is_led_to_the_answer_and_not_to_the_form(world: Any, signed_in: Any) -> None:
    page = park(world, signed_in("otto"))
    assert CHECK not in page
    assert "agreement/#check" in page


def test_what_was_started_without_asking_says_so(world: Any, signed_in: Any) -> None:
    assert "It was started without asking." in shown(signed_in(None), address(world, "agreement/"))


def test_earlier_answers_stay_to_be_read(world: Any, signed_in: Any) -> None:
    answered(world.alley, world, "not")
    answered(world.alley, world, "go")
    page = shown(signed_in(None), address(world, "agreement/"))
    assert page.index("Yes, do it together") < page.index("What was said before") < page.index("No, do not do it")
