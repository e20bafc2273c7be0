"""The pages of assessment: what they say, to whom, in how many queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from coproduce.accountability.models import Finding
from coproduce.assessment import actions
from coproduce.assessment.models import SurveyResponse
from coproduce.initiatives.queries import offers_for
from coproduce.places import actions as places
from tests.rooms.assessment.asked import all_answer, ask, heat, open_indicators, open_survey, reads
from tests.rooms.assessment.rows import ROWS
from tests.rows import ROLES, Row
from tests.world import World, later


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says(row: Row, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    assert tuple(signed_in(role).get(address).status_code for role in ROLES) == row.get


@pytest.mark.parametrize("row", [r for r in ROWS if r.post is not None], ids=lambda row: row.name)
@pytest.mark.parametrize("column", range(6))
def test_each_role_may_send_what_the_table_says(row: Row, column: int, world: World, signed_in: Any) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(world)))
    assert row.post is not None
    assert signed_in(ROLES[column]).post(address, dict(row.data(world))).status_code == row.post[column]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def survey_page(world: World) -> str:
    return reverse("assessment:survey", kwargs={**world.place, "step": 9})


def indicator_page(world: World, indicator: Any) -> str:
    return reverse("assessment:indicator", kwargs={**world.place, "step": 10, "indicator": indicator.pk})


def text(client: Any, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


def queries(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_thirty_questions_cost_as_many_queries_as_two(world: World, signed_in: Any) -> None:
    browser = signed_in("rosa")
    survey = open_survey(world)
    few = queries(browser, survey_page(world))
    for _ in range(28):
        ask(survey, "scale")
    assert queries(browser, survey_page(world)) == few <= 12


def test_results_of_thirty_questions_stay_within_twelve_queries(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=30)
    all_answer(world, survey, 10, 4)
    actions.close_survey(survey=survey, at=world.at)
    assert queries(signed_in("kim"), survey_page(world)) <= 12


def test_twenty_indicators_cost_as_many_queries_as_one(world: World, signed_in: Any) -> None:
    step = open_indicators(world)
    page = reverse("assessment:indicators", kwargs={**world.place, "step": 10})
    reads(world, heat(world, step), 50_000, world.at)
    browser = signed_in("rosa")
    few = queries(browser, page)
    for _ in range(19):
        reads(world, heat(world, step), 50_000, world.at)
    assert queries(browser, page) == few <= 12


def test_rosa_answers_and_reads_that_it_arrived(world: World, signed_in: Any) -> None:
    survey = open_survey(world)
    browser = signed_in("rosa")
    sent = {f"q{question.pk}": "5" for question in survey.questions.all()}
    browser.post(survey_page(world), {**sent, "side": "professional", "person": world.carmen.pk})
    assert SurveyResponse.objects.get().side == "citizen"
    assert "your answers have arrived" in text(browser, survey_page(world))


def test_before_answering_one_reads_that_few_answers_are_never_shown(world: World, signed_in: Any) -> None:
    open_survey(world)
    page = text(signed_in("rosa"), survey_page(world))
    assert "Fewer are never shown" in page.partition("Send my answers")[0]


def test_answering_leaves_no_message_in_the_session(world: World, signed_in: Any) -> None:
    survey = open_survey(world)
    browser = signed_in("rosa")
    browser.post(survey_page(world), {f"q{survey.questions.first().pk}": "5"})
    assert "_messages" not in browser.session


def test_sending_nothing_asks_for_one_answer(world: World, signed_in: Any) -> None:
    open_survey(world)
    answer = signed_in("rosa").post(survey_page(world), {})
    assert answer.status_code == 422
    assert "Answer at least one question." in answer.content.decode()


def test_a_closed_survey_shows_both_sides_and_the_gap(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 10, 2)
    all_answer(world, survey, 10, 5, "professional")
    actions.close_survey(survey=survey, at=world.at)
    page = text(signed_in(None), survey_page(world))
    assert "2 of 5" in page
    assert "Professionals rate this 3 points higher than citizens." in page


def test_a_small_side_is_not_shown(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 3, 2, "professional")
    actions.close_survey(survey=survey, at=world.at)
    page = text(signed_in(None), survey_page(world))
    assert "not enough answers to show (3 of 10)" in page
    assert "2 of 5" not in page


def test_the_results_file_hides_the_same(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 10, 4)
    all_answer(world, survey, 3, 2, "professional")
    actions.close_survey(survey=survey, at=world.at)
    path = reverse("assessment:results_file", kwargs={**world.place, "step": 9})
    rows = text(signed_in(None), path).splitlines()
    assert "The alley is good 0.,citizens,10,4,100,4.00" in rows
    assert "The alley is good 0.,professionals,3,,not enough answers,not enough answers" in rows


def test_the_results_file_is_empty_while_the_survey_runs(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 10, 4)
    path = reverse("assessment:results_file", kwargs={**world.place, "step": 9})
    assert len(text(signed_in("kim"), path).splitlines()) == 1


def test_an_indicator_shows_line_table_and_file(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 41_500, later(world, 100), "omar")
    page = text(signed_in(None), indicator_page(world, indicator))
    assert "<polyline" in page
    assert "41.5\u00a0°C" in page
    assert "Better than at first" in page


def test_a_young_indicator_says_that_it_is_too_early(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    reads(world, indicator, 50_000, world.at)
    reads(world, indicator, 41_500, later(world, 10))
    assert "Too early to tell" in text(signed_in(None), indicator_page(world, indicator))


def test_the_readings_file_keeps_minus_signs_as_numbers(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    reads(world, indicator, -2_500, world.at)
    path = reverse("assessment:readings_file", kwargs={**world.place, "step": 10, "indicator": indicator.pk})
    assert "2026-05-04,-2.5,°C,citizens,yes" in text(signed_in(None), path)


def test_who_measures_names_the_service_where_the_change_lands(world: World, signed_in: Any) -> None:
    other = places.describe_service(
        town=world.town,
        slug="health",
        name={"en": "Health", "fr": "Santé"},
        sector="health",
        statutory_basis={"en": "Law", "fr": "Loi"},
        provider=world.parks,
        floors={},
    )
    indicator = heat(world)
    path = reverse("assessment:read", kwargs={**world.place, "step": 10, "indicator": indicator.pk})
    rosa = signed_in("rosa")
    assert 'name="lands_in"' not in rosa.get(path).content.decode()
    reads(world, indicator, 50_000, world.at)
    assert f'<option value="{world.service.pk}" selected>Public space' in rosa.get(path).content.decode()
    rosa.post(path, {"value": "41.5", "day": later(world, 3).date(), "lands_in": other.pk})
    assert Finding.objects.get().lands_in == other


def test_a_reading_is_typed_in_units_and_kept_in_thousandths(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    path = reverse("assessment:read", kwargs={**world.place, "step": 10, "indicator": indicator.pk})
    signed_in("rosa").post(path, {"value": "21.125", "day": "2026-05-04"})
    assert indicator.readings.get().value == 21_125


def test_a_benefit_without_counterfactual_explains_itself_on_the_form(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    path = reverse("assessment:finding", kwargs={**world.place, "step": 10, "indicator": indicator.pk})
    sent = {"text": "Fewer calls", "kind": "social", "grade": "mentioned", "year": 2026}
    answer = signed_in("omar").post(path, sent)
    assert answer.status_code == 422
    assert "what would have happened anyway" in answer.content.decode()


def test_amounts_are_typed_in_euros_and_kept_in_cents(world: World, signed_in: Any) -> None:
    from coproduce.accountability.models import Finding

    indicator = heat(world)
    path = reverse("assessment:finding", kwargs={**world.place, "step": 10, "indicator": indicator.pk})
    sent = {
        "text": "Tools", "kind": "cost", "grade": "tested", "year": 2026, "paying": world.parks.pk,
        "low": "10", "central": "12.50", "high": "15",
    }  # fmt: skip
    signed_in("omar").post(path, sent)
    found = Finding.objects.get()
    assert (found.low, found.central, found.high, found.paying) == (1000, 1250, 1500, world.parks)


def test_an_indicator_of_another_step_is_not_found(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    open_indicators(world, position=12)
    path = reverse("assessment:indicator", kwargs={**world.place, "step": 12, "indicator": indicator.pk})
    assert signed_in("rosa").get(path).status_code == 404


def test_an_open_survey_is_offered_until_it_is_answered(world: World) -> None:
    survey = open_survey(world)

    def offered() -> list[str]:
        offers = offers_for([world.alley], world.rosa, timezone.now())[world.alley.pk]
        return [str(o.detail) for o in offers if o.action == "Answer"]

    assert offered() == ["2 questions, without your name"]
    first = survey.questions.first()
    actions.answer_survey(survey=survey, party=world.parties["rosa"], answers={first.pk: 3}, at=world.at)
    assert offered() == []


def test_the_survey_speaks_french(world: World, signed_in: Any) -> None:
    open_survey(world)
    with translation.override("fr"):
        page = text(signed_in("rosa"), reverse("assessment:survey", kwargs={**world.place, "step": 9}))
    assert "Envoyer mes réponses" in page


def test_who_closes_early_is_told_first_what_would_stay_hidden(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 5, 2)
    all_answer(world, survey, 10, 5, "professional")
    warning = "Answers still missing: Citizens: 5."
    assert [warning in text(signed_in(who), survey_page(world)) for who in ("kim", "otto")] == [True, False]
    closed = signed_in("kim").post(survey_page(world) + "close/")
    assert (closed.status_code, "Fewer than ten answers" in text(signed_in("kim"), survey_page(world))) == (302, True)


def test_enough_answers_need_no_warning(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=1)
    for side in ("citizen", "professional"):
        all_answer(world, survey, 10, 2, side)
    assert "still missing" not in text(signed_in("kim"), survey_page(world))


def test_a_side_has_one_name_and_one_answer_is_no_plural(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=1)
    all_answer(world, survey, 1, 2)
    assert "Answers so far: 1 from citizens, 0 from professionals." in text(signed_in(None), survey_page(world))
    actions.close_survey(survey=survey, at=world.at)
    page = text(signed_in(None), survey_page(world))
    assert ("Answers: 1 from citizens, 0 from professionals." in page, "residents and users" in page) == (True, False)


def test_shares_of_a_choice_say_that_they_are_rounded(world: World, signed_in: Any) -> None:
    survey = open_survey(world, questions=0)
    ask(survey, "choice", ("Yes", "No"))
    all_answer(world, survey, 10, 1)
    actions.close_survey(survey=survey, at=world.at)
    assert "Percentages are rounded" in text(signed_in(None), survey_page(world))


def test_the_points_of_a_scale_stand_in_a_row(world: World, signed_in: Any) -> None:
    open_survey(world, questions=1)
    assert text(signed_in("rosa"), survey_page(world)).count("govuk-radios--inline") == 1


def test_the_picture_of_readings_says_its_lowest_and_its_highest(world: World, signed_in: Any) -> None:
    indicator = heat(world)
    for value, day in ((50_000, 0), (41_500, 50), (44_000, 100)):
        reads(world, indicator, value, later(world, day))
    page = text(signed_in(None), reverse("assessment:indicator", args=["lindon", "green-alley", 10, indicator.pk]))
    assert "Lowest: 41.5\u00a0°C. Highest: 50\u00a0°C." in page
