"""The green alley from an empty database: households asked, a plan by both sides, workdays side by side, a survey.

Shorter than its Run, by the same road: five households instead of thirty-four, two workdays instead of four.
"""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.blueprints.runs import b07, content
from coproduce.people.models import Person
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Planting plan of the alley"


def test_from_the_blueprint_to_full_coproduction(visitor: Any) -> None:
    steps.found_town()
    desk, street = visitor(), visitor()
    steps.sign_in_by_mail(desk, steps.CLERK)
    this = steps.set_up(desk, street, "b07")
    households = [steps.resident(f"Household {n}") for n in range(5)]
    for household in households:
        steps.join(this, household)
    gardeners = [steps.add_professional(this, name) for name in b07.STAFF[:2]]
    steps.agree_and_start(this, households[0], gardeners[0])
    ask_households(this, households)
    draw_the_plan(this, households, gardeners)
    work_together(this, households, gardeners)
    assert steps.kind_of(this) == "Full co-production"
    ask_both_sides(this, households, gardeners)
    assert assessed_by(this).startswith("Assessed by both sides")


def ask_households(this: steps.Round, households: list[Person]) -> None:
    """Three say yes and two do not mind; a count so small is not shown."""
    steps.ask(this, "commissioning")
    for n, household in enumerate(households):
        steps.answer(this, household, "commissioning", (0 if n < 3 else 2,))
    steps.count_survey(this, "commissioning")
    shown = this.street.become(None).go("assessment:survey", **this.at("survey", "commissioning"))
    assert "5 from citizens" in shown.words("p.lead")[0]
    assert "Yes" not in shown.words("section.card")[0]


def draw_the_plan(this: steps.Round, households: list[Person], gardeners: list[Person]) -> None:
    """Three versions by both sides, one comment settled, then it is adopted with each side's share of the lines."""
    steps.open_step(this, "drafting")
    versions = content.draft("b07").versions
    writer = {"citizen": households[1], "professional": gardeners[1]}
    steps.start_draft(this, writer[versions[0].side], TITLE, versions[0].text["en"])
    for version in versions[1:]:
        steps.write_on(this, writer[version.side], version.text["en"])
    steps.comment(this, households[2], 2, "Who has the key of the tap?")
    steps.settle(this, gardeners[1], "The caretaker of number 14, and it is in the plan now.")
    steps.adopt(this, "Both sides have walked it with the fire officer.")
    shown = this.street.become(None).go("design:draft", number=1, **this.at("drafting"))
    assert "adopted" in shown.words(".sig.good")[0]


def work_together(this: steps.Round, households: list[Person], gardeners: list[Person]) -> None:
    """Two Saturdays with neighbours and a gardener; each side says that the other came, and nobody of themselves."""
    steps.open_step(this, "roster")
    days = steps.plan_work(this, "Saturday workday", "perform.maintain", weeks=2, citizens=2, professionals=1)
    for n, day in enumerate(days):
        for person in (*households[2 * n : 2 * n + 2], gardeners[n]):
            steps.take_place(this, person, day)
    steps.let_pass(days, days=30)
    for n, day in enumerate(days):
        neighbours = households[2 * n : 2 * n + 2]
        steps.confirm(this, gardeners[n], day, neighbours)
        assert neighbours[0].display_name in this.street.words("ul.do h2")
        steps.confirm(this, neighbours[0], day, [gardeners[n]])
        assert this.street.words("ul.do h2") == [gardeners[n].display_name]


def ask_both_sides(this: steps.Round, households: list[Person], gardeners: list[Person]) -> None:
    steps.ask(this, "assessment")
    for n, person in enumerate([*households, *gardeners]):
        steps.answer(this, person, "assessment", (4 + n % 2, 5))
    steps.count_survey(this, "assessment")


def assessed_by(this: steps.Round) -> str:
    this.street.become(None).go("accountability:account", **this.place)
    return this.street.words("section[aria-labelledby=ring] p.mute:has-text('Assessed')")[0]
