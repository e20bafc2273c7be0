"""What people do in the journeys, one small function for each: the pages they open and the words they type there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from coproduce.commissioning.ballots.models import Ballot
from coproduce.config.commands.found import found
from coproduce.config.commands.work import send_waiting_mail
from coproduce.delivery.models import Shift
from coproduce.initiatives.actions import join as join_initiative
from coproduce.initiatives.models import Initiative, Step
from coproduce.people.actions import join as join_site
from coproduce.people.models import Person
from coproduce.places.queries import towns
from tests.browser.visitor import Visitor

TOWN = "sainte-marguerite"
CLERK = "clerk@example.org"


@dataclass
class Round:
    """One initiative in the making: the clerk at their own window, everybody else in turn at the other."""

    desk: Visitor
    street: Visitor
    initiative: Initiative

    @property
    def place(self) -> dict[str, str]:
        return {"town": TOWN, "initiative": self.initiative.slug}

    def step(self, kind: str, activity: str = "") -> Step:
        steps = Step.objects.filter(initiative=self.initiative, kind=kind)
        return (steps.filter(activity=activity) if activity else steps).order_by("position")[0]

    def at(self, kind: str, activity: str = "") -> dict[str, Any]:
        """Where the step of this kind lies."""
        return {**self.place, "step": self.step(kind, activity).position}


# ---- from an empty database ----------------------------------------------------------------------------------------


def found_town() -> None:
    """As the operator does, from the command line; then the clerk has an address here and no name.

    How often each address asked for a code is kept in the cache, which outlives a test: the next one begins anew.
    """
    cache.clear()
    assert found([TOWN, "--name", "Sainte-Marguerite", "--body", "Town hall", "--clerk", CLERK]) == 0


def sign_in_by_mail(desk: Visitor, address: str) -> None:
    """Ask for the code, take it from the letter, type it."""
    desk.go("account_login").fill(email=address).press("Send me the code")
    send_waiting_mail()
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    desk.fill(code=code[1]).press("Go on")


def resident(name: str) -> Person:
    return Person.objects.create_user(display_name=name)


def colleague(name: str) -> Person:
    """Somebody who works here and has signed in once, so that an invitation to their address finds them."""
    return join_site(name=name, email=address_of(name), language="en", at=timezone.now())


def address_of(name: str) -> str:
    return f"{re.sub('[^a-z]', '', name.lower())}@example.org"


def set_up(desk: Visitor, street: Visitor, blueprint: str, **more: Any) -> Round:
    """The clerk chooses a plan and fills in the place, the people and the money."""
    desk.go("initiatives:town", town=TOWN).follow("Choose a plan")
    desk.go("blueprints:set_up", town=TOWN, code=blueprint)
    desk.fill(complaint_route="Town hall, front desk", **more).press("Lay it out")
    made = Round(desk, street, Initiative.objects.get(town=towns().get(slug=TOWN), blueprint=blueprint))
    # The founding command knows of no guaranteed minimum, so the clerk says why none applies.
    desk.go("initiatives:describe", **made.place)
    desk.fill(no_floor_reason="No law sets one for works of this kind.").press("Save")
    return made


def join(this: Round, person: Person) -> None:
    """A resident takes part by themselves."""
    this.street.become(person).go("initiatives:page", **this.place).follow("Take part in this")
    this.street.fill(standing="resident").press("Take part")


def join_at_the_fair(this: Round, persons: Sequence[Person]) -> None:
    """The crowd joins as the page would have it, without sixty windows: the page itself is walked by ``join``."""
    for person in persons:
        join_initiative(
            initiative=this.initiative, person=person, side="citizen", standing="resident", at=timezone.now()
        )


def add_professional(this: Round, name: str) -> Person:
    person = colleague(name)
    body = this.initiative.service.provider
    this.desk.go("initiatives:add_party", **this.place)
    this.desk.fill(address=address_of(name), organisation=body.pk, standing="public", role="member").press("Add")
    # The person answers for themselves, on their own page.
    this.street.become(person).go("people:me").follow("Read and answer")
    this.street.press("Accept")
    return person


def agree_and_start(this: Round, citizen: Person, professional: Person) -> None:
    """One of each side accepts what is expected of them; then the clerk gives the mandate and starts it."""
    for person, label in ((citizen, "Accept as"), (professional, "Accept for")):
        this.street.become(person).go("initiatives:page", **this.place).follow("Read and accept")
        this.street.press(label)
    this.desk.go("initiatives:page", **this.place).follow("Read and give").press("Give it for")
    this.desk.go("initiatives:page", **this.place).press("Start", exact=True)


def open_step(this: Round, kind: str, activity: str = "") -> None:
    title = this.step(kind, activity).title["en"]
    this.desk.go("initiatives:steps", **this.place).press(f"Open: {title}")


# ---- proposing -----------------------------------------------------------------------------------------------------


def say_need(this: Round, person: Person, title: str, text: str) -> None:
    this.street.become(person).go("needs:say", **this.at("needs")).fill(title=title, text=text).press("Send it")


def propose(this: Round, person: Person, title: str, text: str, cost: int) -> None:
    this.street.become(person).go("proposals:submit", **this.at("proposals"))
    this.street.fill(title=title, text=text, cost_asked=cost).press("Send the proposal")


def check(this: Round, person: Person, number: int, **verdict: Any) -> None:
    this.street.become(person).go("proposals:proposal", number=number, **this.at("proposals"))
    this.street.follow("Check this proposal").fill(**verdict).press("Publish the check")


def appeal(this: Round, person: Person, number: int, text: str) -> None:
    this.street.become(person).go("proposals:proposal", number=number, **this.at("proposals"))
    this.street.follow("Appeal against it").fill(text=text).press("Send the appeal")


def uphold(this: Round, number: int, note: str, cost: int) -> None:
    this.desk.go("proposals:proposal", number=number, **this.at("proposals"))
    this.desk.follow("Decide on the appeal").fill(upheld="yes", note=note, cost=cost).press("Publish the decision")


# ---- voting --------------------------------------------------------------------------------------------------------


def open_vote(this: Round) -> None:
    closes = timezone.localtime(timezone.now() + timedelta(days=14)).strftime("%Y-%m-%dT12:00")
    this.desk.go("ballots:manage", **this.at("ballot")).fill(closes=closes).press("Open the vote")


def cast(this: Round, person: Person, choice: list[str]) -> str:
    """Tick, hand in, and keep the code of the receipt."""
    this.street.become(person).go("ballots:page", **this.at("ballot")).fill(choice=choice).press("Hand in my ballot")
    assert this.street.heading == "Your ballot is in"
    return this.street.words("code.line")[0]


def count_vote(this: Round) -> None:
    """Fourteen days pass: casting and closing go by the database's clock, so the stored time is moved."""
    Ballot.objects.filter(step=this.step("ballot")).update(closes=timezone.now() - timedelta(minutes=1))
    this.desk.go("ballots:manage", **this.at("ballot")).press("Count it now")


# ---- designing -----------------------------------------------------------------------------------------------------


def start_draft(this: Round, person: Person, title: str, text: str, thread: Any = None) -> None:
    """On the thread of what was promised, or on one of its own."""
    query = f"?thread={thread}" if thread else ""
    this.street.become(person).go("design:start", query, **this.at("drafting"))
    this.street.fill(title=title, text=text.strip()).press("Put the draft up")


def write_on(this: Round, person: Person, text: str) -> None:
    this.street.become(person).go("design:draft", number=1, **this.at("drafting")).follow("Write the next version")
    this.street.fill(text=text.strip()).press("Put this version up")


def comment(this: Round, person: Person, line: int, text: str) -> None:
    this.street.become(person).go("design:draft", number=1, **this.at("drafting"))
    this.street.follow(f"comment on line {line}").fill(text=text).press("Send the comment")


def settle(this: Round, person: Person, text: str) -> None:
    this.street.become(person).go("design:draft", number=1, **this.at("drafting")).follow("Answer comment")
    this.street.fill(text=text, settles=True).press("Send the answer")


def adopt(this: Round, reason: str, **more: Any) -> None:
    this.desk.go("design:draft", number=1, **this.at("drafting")).follow("Adopt this version")
    this.desk.fill(reason=reason, **more).press("Adopt it")


# ---- working -------------------------------------------------------------------------------------------------------


def plan_work(this: Round, title: str, kind: str, *, weeks: int, citizens: int, professionals: int) -> list[Shift]:
    """The clerk writes the work down and plans it for some weeks, two places more than are needed."""
    this.desk.go("delivery:add_work", **this.at("roster")).fill(title=title, kind=kind).press("Write it down")
    day = timezone.localdate() + timedelta(days=3)
    this.desk.main.locator('[name="task"]').select_option(label=title)
    this.desk.fill(day=day.isoformat(), start="09:00", end="12:00", weeks=weeks)
    this.desk.fill(citizens=citizens, citizens_most=citizens + 2 if citizens else 0)
    this.desk.fill(professionals=professionals, professionals_most=professionals + 1 if professionals else 0)
    this.desk.press("Put it on the rota")
    return list(Shift.objects.filter(task__step=this.step("roster"), task__title__en=title).order_by("starts"))


def take_place(this: Round, person: Person, shift: Shift) -> None:
    this.street.become(person).go("delivery:rota", **this.at("roster"))
    this.street.go("delivery:shift", shift=shift.pk, **this.at("roster")).press("Take a place")


def let_pass(shifts: Sequence[Shift], days: int) -> None:
    """The shifts come and go: nobody can wait for them in a test, so the stored times are moved back."""
    for shift in shifts:
        shift.starts, shift.ends = shift.starts - timedelta(days=days), shift.ends - timedelta(days=days)
        shift.save(update_fields=["starts", "ends"])


def confirm(this: Round, witness: Person, shift: Shift, workers: Sequence[Person]) -> None:
    this.street.become(witness).go("delivery:shift", shift=shift.pk, **this.at("roster")).follow("Say who came")
    for worker in workers:
        this.street.press(f"Came: {worker.display_name}")


# ---- assessing and reading -----------------------------------------------------------------------------------------


def ask(this: Round, activity: str) -> None:
    """The plan has brought the questions."""
    open_step(this, "survey", activity)


def answer(this: Round, person: Person, activity: str, answers: Sequence[int]) -> None:
    this.street.become(person).go("assessment:survey", **this.at("survey", activity))
    for group, value in zip(this.street.main.locator("fieldset").all(), answers, strict=True):
        group.locator(f'[value="{value}"]').check()
    this.street.press("Send my answers")


def count_survey(this: Round, activity: str) -> None:
    this.desk.go("assessment:survey", **this.at("survey", activity)).press("Close the survey and count")


def kind_of(this: Round) -> str:
    """Which kind of co-production the public account says it is, read as a stranger."""
    this.street.become(None).go("accountability:account", **this.place)
    return this.street.words("section[aria-labelledby=ring] p strong")[0]
