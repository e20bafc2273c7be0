"""Run of B7, the green alley: 34 households asked, 58 % yes, a shared plan, 4 workdays with both sides present: cell 5.

Consents of owners and permit cases come with the rooms that will keep them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from coproduce.accountability.actions import close_step
from coproduce.accountability.promises.actions import answer_promise, make_promise
from coproduce.commissioning.needs.actions import answer_need, log_need, say_need
from coproduce.delivery.actions import Places, add_task, confirm_attendance, plan_shift, sign_up
from coproduce.initiatives.models import Initiative, Party

from . import Fact
from .ahead import work_ahead
from .cast import Clock, Town
from .content import draft, measured, needs
from .setting_up import agree_and_start, begin, opened, typing_of, who
from .shaping import ask_both_sides, ask_households, measure, write

HOUSEHOLDS = 34
YES = 20
STAFF = ("Yann Le Goff", "Inès Caron", "Rémi Vasseur")
FIRST = 20  # the alley's people are others than the budget's first authors


def run(town: Town, clock: Clock, seed: str) -> Iterator[Fact]:
    """Play it; see the module for what must come out."""
    initiative = begin("b07", town, clock, coordinator="Nadia Cherif", accountable=town.parks, area="les-tilleuls")
    staff = [
        town.professional(initiative, n, (town.parks, town.parks, town.roads)[i], clock.day(1))
        for i, n in enumerate(STAFF)
    ]
    citizens = [town.citizen(initiative, FIRST + n, clock.day(1)) for n in range(HOUSEHOLDS)]
    agree_and_start(initiative, clock, citizen=citizens[0], professional=staff[0])
    threads = _hear(town, initiative, citizens, staff, clock)
    yes, answers = ask_households(initiative, citizens, staff[0], clock, yes=YES, day=20)
    yield Fact("households", answers, HOUSEHOLDS)
    yield Fact("percent yes", 100 * yes // answers, 58)
    _promise(initiative, town, threads, staff, clock)
    write(initiative, threads[0], None, draft("b07"), citizens, staff, clock, day=45, about=3)
    days = _workdays(initiative, threads[0], citizens, staff, clock)
    yield Fact("workdays with both sides", days, 4)
    typing = typing_of(initiative, clock.day(199))
    yield Fact("cell", typing.cell, 5)
    yield Fact("half-way", True, True)
    ask_both_sides(initiative, citizens[:16], staff, clock, day=192)
    measure(initiative, threads[0], citizens[0], staff[0], town, clock, measured("b07"), days=(100, 196))
    yield Fact("assessed by", typing_of(initiative, clock.day(199)).assessed_by, "both")


def ahead(town: Town, clock: Clock) -> None:
    """What waits in the demo town: shifts, a draft and a survey."""
    work_ahead(town, Initiative.objects.get(town=town.area, blueprint="b07"), clock)


def _hear(
    town: Town, initiative: Initiative, citizens: Sequence[Party], staff: Sequence[Party], clock: Clock
) -> list[Any]:
    step = opened(initiative, "needs", clock, 3)
    threads = []
    for n, need in enumerate(needs("b07")):
        if need.heads:
            said = log_need(
                step=step,
                title=need.title,
                text=need.text,
                headcount=need.heads,
                person=town.person("Nadia Cherif"),
                at=clock.day(4 + n),
            )
        else:
            said = say_need(step=step, title=need.title, text=need.text, person=who(citizens[n]), at=clock.day(4 + n))
        if need.answer:
            answer_need(need=said, text=need.answer, person=who(staff[0]), at=clock.day(9 + n))
        threads.append(said.thread)
    close_step(step=step, at=clock.day(44))
    return threads


def _promise(initiative: Initiative, town: Town, threads: Sequence[Any], staff: Sequence[Party], clock: Clock) -> None:
    """Three promises: one kept, one overdue, one to come."""
    lift = make_promise(
        initiative=initiative,
        by=town.parks,
        thread=threads[0],
        due=clock.day(110).date(),
        at=clock.day(40),
        origin_side="citizen",
        text={"en": "Take up 180 square metres of asphalt", "fr": "Enlever 180 mètres carrés d’asphalte"},
    )
    make_promise(
        initiative=initiative,
        by=town.roads,
        thread=threads[1],
        due=clock.day(172).date(),
        at=clock.day(40),
        origin_side="citizen",
        text={"en": "One permit form instead of three", "fr": "Un seul formulaire d’autorisation au lieu de trois"},
    )
    make_promise(
        initiative=initiative,
        by=town.parks,
        thread=threads[0],
        due=clock.day(221).date(),
        at=clock.day(90),
        origin_side="citizen",
        text={"en": "A water butt and twelve watering cans", "fr": "Une cuve d’eau et douze arrosoirs"},
    )
    said = {
        "en": "Done with the neighbours on the first workday.",
        "fr": "Fait avec les voisin·es à la première journée de travail.",
    }
    answer_promise(promise=lift, said="kept", text=said, party=staff[0], at=clock.day(108))


def _workdays(
    initiative: Initiative, thread: Any, citizens: Sequence[Party], staff: Sequence[Party], clock: Clock
) -> int:
    """Four Saturdays of three hours; neighbours and gardeners confirm each other."""
    step = opened(initiative, "roster", clock, 90)
    title = {"en": "Workday in the alley", "fr": "Journée de travail dans la ruelle"}
    place = {"en": "Alley behind rue des Tilleuls", "fr": "Ruelle derrière la rue des Tilleuls"}
    task = add_task(step=step, title=title, kind="perform.maintain", place=place, thread=thread, at=clock.day(90))
    both = 0
    for n, day in enumerate((107, 128, 149, 170)):
        starts = clock.day(day, 8)
        shift = plan_shift(
            task=task,
            starts=starts,
            ends=starts + timedelta(hours=3),
            at=clock.day(day - 10),
            slots=[Places("citizen", 3, 10), Places("professional", 1, 2)],
        )
        slots = {slot.side: slot for slot in shift.slots.all()}
        neighbours = [citizens[(5 * n + k) % 14] for k in range(5 + n)]
        gardeners = [staff[n % 3], staff[(n + 1) % 3]]
        for worker, witness in [*((c, gardeners[0]) for c in neighbours), *((g, neighbours[0]) for g in gardeners)]:
            signed = sign_up(slot=slots[worker.side], party=worker, at=clock.day(day - 4))
            confirm_attendance(sign_up=signed, came=True, by=witness, at=clock.day(day + 1))
        both += 1
    return both
