"""Whoever reads the database of a closed survey must not find who answered what.

Each test plays somebody who holds the live tables: forty people, forty different answers, and every order and number
that the database keeps. A guess is right by chance about once in forty; eight right ones are no chance any more.
The same attack on the running survey is run first where it succeeds, which shows that the test can see.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from coproduce.assessment import actions
from coproduce.assessment.models import Survey, SurveyMark, SurveyResponse
from tests.rooms.assessment.asked import ask, neighbours, open_survey
from tests.rooms.ballots.test_relinking import in_order, only_postgresql, only_sqlite, rows, unique_links
from tests.world import World, later

PEOPLE = 40
NO_CHANCE = 8
WINDOW = 3

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

Truth = dict[int, str]


def answered(world: World) -> tuple[Survey, Truth]:
    """Person n gives an answer that nobody else gives; returns who gave which."""
    survey = open_survey(world, questions=0)
    question = ask(survey, "text")
    truth: Truth = {}
    for n, party in enumerate(neighbours(world, PEOPLE)):
        actions.answer_survey(survey=survey, party=party, answers={question.pk: f"answer {n}"}, at=world.at)
        assert party.person_id is not None
        truth[party.person_id] = f"answer {n}"
    return survey, truth


def close(world: World, survey: Survey) -> None:
    actions.close_survey(survey=survey, at=later(world, 1))


# What the one question was answered with, whatever its key.
ANSWER = "(SELECT value FROM jsonb_each_text(r.answers) LIMIT 1)"
# An answer and its mark lie in one transaction, the mark in a savepoint of it: its number is the next one.
MARKS = f"""
    SELECT m.person_id, {ANSWER} FROM assessment_surveymark m JOIN assessment_surveyresponse r
    ON abs(m.xmin::text::bigint - r.xmin::text::bigint - {{shift}}) <= {{window}}
"""
# The key check of a mark leaves the number of the transaction on the person's own row.
LOCKS = f"""
    SELECT p.id, {ANSWER} FROM people_person p JOIN assessment_surveyresponse r
    ON abs(p.xmax::text::bigint - r.xmin::text::bigint - {{shift}}) <= {{window}} WHERE p.xmax::text <> '0'
"""
FUNNEL = f"""
    SELECT t.person_id, {ANSWER} FROM accountability_tookpart t JOIN assessment_surveyresponse r
    ON abs(t.xmin::text::bigint - r.xmin::text::bigint) <= {{window}}
"""


@only_postgresql
@pytest.mark.parametrize(("attack", "shift"), [(MARKS, 1), (LOCKS, 0)], ids=["marks", "locks"])
def test_transaction_numbers_link_a_running_survey_but_no_closed_one(world: World, attack: str, shift: int) -> None:
    survey, truth = answered(world)
    # That the attack works at all. Other work on the same server takes numbers too: where one falls between an answer
    # and the savepoint of its mark, that one person is missed.
    linked = unique_links(rows(attack.format(shift=shift, window=0)), truth)
    assert linked == PEOPLE or (shift and linked > 2 * NO_CHANCE)
    close(world, survey)
    for window in (0, 1, WINDOW):
        assert unique_links(rows(attack.format(shift=shift, window=window)), truth) < NO_CHANCE


@only_postgresql
def test_the_funnel_links_no_closed_survey(world: World) -> None:
    survey, truth = answered(world)
    close(world, survey)
    assert unique_links(rows(FUNNEL.format(window=WINDOW)), truth) < NO_CHANCE


@only_postgresql
def test_places_in_the_file_link_no_closed_survey(world: World) -> None:
    survey, truth = answered(world)
    given = f"SELECT 0, {ANSWER} FROM assessment_surveyresponse r ORDER BY r.ctid"

    def links(people: str) -> int:
        return in_order([person for person, _ in rows(people)], [answer for _, answer in rows(given)], truth)

    assert links("SELECT person_id, '' FROM assessment_surveymark ORDER BY ctid") == PEOPLE
    close(world, survey)
    assert links("SELECT person_id, '' FROM accountability_tookpart ORDER BY ctid") < NO_CHANCE
    known = ",".join(map(str, truth))
    assert links(f"SELECT id, '' FROM people_person WHERE id IN ({known}) ORDER BY ctid") < NO_CHANCE
    assert links(f"SELECT id, '' FROM people_person WHERE id IN ({known}) ORDER BY xmax::text::bigint") < NO_CHANCE


@only_postgresql
def test_no_dead_row_of_the_survey_is_left(world: World) -> None:
    survey, _truth = answered(world)
    close(world, survey)
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        for model in (SurveyMark, SurveyResponse):
            cursor.execute("SELECT dead_tuple_count FROM pgstattuple(%s)", [model._meta.db_table])
            assert cursor.fetchone() == (0,)


@only_sqlite
def test_no_order_of_keys_links_a_survey(world: World) -> None:
    survey, truth = answered(world)

    def given() -> list[str]:
        kept = SurveyResponse.objects.order_by("id").values_list("answers", flat=True)
        return [next(iter(answers.values())) for answers in kept]

    marked = list(SurveyMark.objects.order_by("id").values_list("person_id", flat=True))
    assert in_order(marked, given(), truth) < NO_CHANCE
    before = given()
    close(world, survey)
    assert in_order(sorted(truth), given(), truth) < NO_CHANCE
    # New keys, so that a copy of the file from before does not tell which answer is which row now.
    assert sum(one == other for one, other in zip(before, given(), strict=True)) < NO_CHANCE


@only_sqlite
def test_the_write_ahead_log_is_emptied_after_closing(world: World) -> None:
    survey, _truth = answered(world)
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    assert log.stat().st_size > 0
    close(world, survey)
    assert log.stat().st_size == 0


@only_sqlite
def test_no_mark_is_left_in_the_file_after_closing(world: World) -> None:
    survey, _truth = answered(world)
    marks = [mark.hex.encode() for mark in SurveyMark.objects.values_list("id", flat=True)]
    answers = [answer.hex.encode() for answer in SurveyResponse.objects.values_list("id", flat=True)]
    close(world, survey)
    kept = Path(str(connection.settings_dict["NAME"])).read_bytes()
    assert not [key for key in (*marks, *answers) if key in kept]
