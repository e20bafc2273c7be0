"""A participatory budget from an empty database to full co-production, clicked through in a real browser.

The words, projects and choices are those of the blueprint's Run, so that the same vote comes out. Days cannot be waited
for here: where time must pass, a step moves the stored time and says so.
"""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.accountability.models import Promise
from coproduce.blueprints.runs import b06, content
from coproduce.people.models import Person
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF = b06.STAFF[:4]
AUTHORS = 12
SEED = "b06"
PROJECTS = b06.PROJECTS


def test_from_the_blueprint_to_the_public_account(visitor: Any) -> None:
    steps.found_town()
    desk, street = visitor(), visitor()
    steps.sign_in_by_mail(desk, steps.CLERK)
    this = steps.set_up(desk, street, "b06", budget=300_000)
    citizens, staff = gather(this)
    steps.agree_and_start(this, citizens[0], staff[0])
    hear(this, citizens)
    propose(this, citizens, staff)
    vote(this, citizens)
    read_the_result(this)
    design(this, citizens, staff)
    build(this, citizens, staff)
    assert steps.kind_of(this) == "Planned together, delivered by professionals"
    look_after(this, citizens, staff)
    assert steps.kind_of(this) == "Full co-production"
    ask_both_sides(this, citizens, staff)
    read_the_account(this)
    assert [line for line in desk.console + street.console if "Content Security Policy" in line] == []


def gather(this: steps.Round) -> tuple[list[Person], list[Person]]:
    """Sixty residents and four professionals; the first author joins on the page, the crowd at the fair."""
    citizens = [steps.resident(f"Resident {n}") for n in range(b06.VOTERS)]
    steps.join(this, citizens[0])
    steps.join_at_the_fair(this, citizens[1:])
    staff = [steps.add_professional(this, name) for name in STAFF]
    return citizens, staff


def hear(this: steps.Round, citizens: list[Person]) -> None:
    steps.open_step(this, "needs")
    need = content.needs("b06")[0]
    steps.say_need(this, citizens[0], need.title["en"], need.text["en"])
    assert this.street.heading == need.title["en"]


def propose(this: steps.Round, citizens: list[Person], staff: list[Person]) -> None:
    """Twenty-four proposals; each is checked, six are refused with a coded reason, one appeal is upheld."""
    steps.open_step(this, "proposals")
    for n, project in enumerate(PROJECTS):
        by = citizens[n % AUTHORS] if project["side"] == "citizen" else staff[n % 3]
        steps.propose(this, by, project["title"]["en"], project["text"]["en"], project["cost"])
        checker = staff[n % 3] if project["side"] == "citizen" else staff[3]
        if "refusal" not in project:
            note = "The service that answers for the place keeps it up."
            steps.check(this, checker, n + 1, verdict="admit", cost=project["cost"], note=note)
            continue
        steps.check(this, checker, n + 1, verdict="refuse", refusal=project["refusal"], note=project["note"]["en"])
        if project.get("appeal"):
            steps.appeal(this, citizens[n % AUTHORS], n + 1, project["appeal_text"]["en"])
            steps.uphold(this, n + 1, project["appeal_answer"]["en"], project["cost"])
    this.street.become(None).go("proposals:list", "?state=refused", **this.at("proposals"))
    assert this.street.words("dl.figures dd")[:4] == ["5 of 24", "0 of 0", "0 of 19", "5 of 5"]
    assert len(this.street.words("ul.do li")) == 5


def vote(this: steps.Round, citizens: list[Person]) -> None:
    """Sixty residents vote online, as the seed of the Run has them choose; one finds her ballot again."""
    steps.open_vote(this)
    choices = b06.chosen(SEED)
    receipts = [steps.cast(this, voter, choice) for voter, choice in zip(citizens, choices, strict=True)]
    steps.count_vote(this)
    this.street.become(None).go("ballots:result", **this.at("ballot")).fill(receipt=receipts[7]).press("Find it")
    found = this.street.words("[role=status]")[0]
    assert all(PROJECTS[int(code[1:]) - 1]["title"]["en"] in found for code in choices[7])


def read_the_result(this: steps.Round) -> None:
    """Five won and fourteen lost, each with its reason; every winner is promised to somebody by a day."""
    result = this.street.become(None).go("ballots:result", **this.at("ballot"))
    won, lost = (
        result.words("section[aria-labelledby=won] li div p"),
        result.words("section[aria-labelledby=lost] > ul div p"),
    )
    assert (len(won), len(lost)) == (5, 14)
    assert all(len(reason.split()) > 4 for reason in won + lost)
    this.street.go("accountability:promises", **this.place)
    assert this.street.words("tbody td[data-label='Who answers']") == ["Town hall"] * 5


def design(this: steps.Round, citizens: list[Person], staff: list[Person]) -> None:
    """Citizens and professionals write the plan of the first winner in turn; its promise is what it carries out."""
    steps.open_step(this, "drafting")
    promise = winners(this)[0]
    versions = content.draft("b06").versions
    writer = {"citizen": citizens[1], "professional": staff[1]}
    first = versions[0]
    title = promise.thread.title.text["en"]
    steps.start_draft(this, writer[first.side], title, first.text["en"], promise.thread_id)
    for version in versions[1:]:
        steps.write_on(this, writer[version.side], version.text["en"])
    steps.comment(this, citizens[2], 3, "Can somebody with a walking frame get past?")
    steps.settle(this, staff[1], "Yes: 1.6 metres stay free.")
    steps.adopt(this, "Both sides have read it on the spot.", promise=promise.pk)
    shown = this.street.become(None).go("design:draft", number=1, **this.at("drafting"))
    assert {"a citizen", "a professional"} <= set(shown.words("td[data-label='Written by']"))
    assert promise.text.text["en"] in shown.words("section[aria-labelledby=from]")[0]


def winners(this: steps.Round) -> list[Promise]:
    return list(Promise.objects.filter(initiative=this.initiative).select_related("thread", "text").order_by("id"))


def build(this: steps.Round, citizens: list[Person], staff: list[Person]) -> None:
    """The services build two winners on three days each, and residents who came to look say so; one promise is kept."""
    steps.open_step(this, "roster")
    promised = winners(this)
    for n, title in enumerate(p.text.text["en"] for p in promised[:2]):
        shifts = steps.plan_work(this, title, "deliver", weeks=3, citizens=0, professionals=1)
        for k, shift in enumerate(shifts):
            steps.take_place(this, staff[(n + k) % 3], shift)
        steps.let_pass(shifts, days=40 + n)
        for k, shift in enumerate(shifts):
            steps.confirm(this, citizens[n], shift, [staff[(n + k) % 3]])
    this.desk.go("accountability:promise", promise=promised[0].pk, **this.place)
    this.desk.fill(said="kept", text="Built and open to all. Come and see.").press("Put it in the record")
    assert "kept" in this.desk.words("p.lead")[0].lower()


def look_after(this: steps.Round, citizens: list[Person], staff: list[Person]) -> None:
    """Residents take the upkeep, a professional beside them once."""
    shifts = steps.plan_work(
        this, "Water and weed at the gate", "perform.maintain", weeks=3, citizens=1, professionals=0
    )
    for citizen, shift in zip(citizens[:3], shifts, strict=True):
        steps.take_place(this, citizen, shift)
    steps.let_pass(shifts, days=30)
    for citizen, shift in zip(citizens[:3], shifts, strict=True):
        steps.confirm(this, staff[2], shift, [citizen])


def ask_both_sides(this: steps.Round, citizens: list[Person], staff: list[Person]) -> None:
    """Ten residents and three professionals answer; the two sides stay apart, and three are too few to be shown."""
    steps.ask(this, "assessment")
    for n, person in enumerate([*citizens[:10], *staff[:3]]):
        steps.answer(this, person, "assessment", (4 + n % 2, 3 + n % 3, 4))
    steps.count_survey(this, "assessment")
    shown = this.street.become(None).go("assessment:survey", **this.at("survey", "assessment"))
    assert "10 from citizens" in shown.words("p.lead")[0]
    assert len(shown.words("section.card")) == 3


def read_the_account(this: steps.Round) -> None:
    """A stranger reads who, what, how and why, and goes from the decision to its reasons."""
    shown = this.street.become(None).go("accountability:account", **this.place)
    assert "60" in shown.words("article.decision dl.figures dd")[0]
    assert "5 in all: 1 kept" in shown.words("section[aria-labelledby=promised]")[0]
    shown.follow("Why it came out so")
    assert "5 projects are chosen" in shown.words("p.lead")[0]
