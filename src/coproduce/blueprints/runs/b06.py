"""Run of B6, the participatory budget: 24 proposals, 6 refused with codes, 1 appeal upheld, Equal Shares on 300,000,
5 winners, 3 delivered on time, 1 late by under 30 days. The vote alone makes cell 2; upkeep with residents cell 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from itertools import cycle, islice
from typing import Any

from coproduce.accountability import queries as record
from coproduce.accountability.actions import close_step
from coproduce.accountability.models import Decision, Promise, Thread
from coproduce.accountability.promises.actions import answer_promise
from coproduce.commissioning.ballots.actions import cast_ballot, close_ballot, open_ballot, set_up_ballot
from coproduce.commissioning.ballots.models import Ballot
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.needs.actions import answer_need, log_need, say_need
from coproduce.commissioning.proposals import actions as proposals
from coproduce.delivery.actions import Places, add_task, confirm_attendance, plan_shift, sign_up
from coproduce.initiatives.models import Initiative, Party

from . import Fact
from .ahead import vote_ahead
from .cast import Clock, Town
from .content import draft, drawn, measured, needs, projects, summary
from .setting_up import agree_and_start, begin, opened, step_of, typing_of, who
from .shaping import ask_both_sides, measure, write

BUDGET = 300_000_00
VOTERS = 60
WINNERS = 5
AUTHORS = 12
STAFF = ("Léa Moreau", "Karim Benali", "Sofia Marques", "Paul Lambert", "Judith Weiss")
PROJECTS = projects()
BEST = 8
# Two of the needs, in their order: shade at the school gate, and the forecourt that floods.
SCHOOL, GARDEN = 0, 3


def run(town: Town, clock: Clock, seed: str) -> Iterator[Fact]:
    """Play it; see the module for what must come out."""
    initiative = begin(
        "b06", town, clock, coordinator="Hugo Marchand", accountable=town.hall, budget=BUDGET, summary=summary("b06")
    )  # fmt: skip
    staff = [
        town.professional(initiative, n, (town.hall, town.roads, town.parks)[i % 3], clock.day(1))
        for i, n in enumerate(STAFF)
    ]
    citizens = [town.citizen(initiative, n, clock.day(1)) for n in range(VOTERS)]
    agree_and_start(initiative, clock, citizen=citizens[0], professional=staff[0])
    heard = _hear(town, initiative, citizens, staff, clock)
    made = _propose(town, initiative, citizens, staff, clock, heard)
    yield Fact("proposals", len(made), 24)
    yield Fact("refused", sum(bool(p.refusal) for p in made), 6)
    # What is proposed for a need stays on its thread, so that one page tells the story from the need to the upkeep.
    yield Fact("proposed for a need", sum(p.thread_id in {t.pk for t in heard} for p in made), 6)
    yield Fact("appeals upheld", sum(p.appeal_upheld is True for p in made), 1)
    decision = _vote(initiative, citizens, clock, seed)
    promises = list(Promise.objects.filter(decision=decision).order_by("id"))
    yield Fact("winners", len(promises), WINNERS)
    yield Fact("voters", decision.ballots, VOTERS)
    thread, garden = heard[SCHOOL], heard[GARDEN]
    school = next((promise for promise in promises if promise.thread_id == thread.pk), None)
    yield Fact("the school gate wins", school is not None, True)
    if school is None or len(promises) < WINNERS:
        return  # Everything that follows is about these five.
    write(initiative, thread, school, draft("b06"), citizens, staff, clock, day=80, about=3)
    _build(town, initiative, promises, citizens, staff, clock)
    states = _answer(promises, staff, clock)
    yield Fact("delivered on time", states.count("kept"), 3)
    yield Fact("late by under 30 days", states.count("late"), 1)
    yield Fact("cell of the vote alone", typing_of(initiative, clock.day(186)).cell, 2)
    _look_after(initiative, garden, citizens, staff, clock)
    yield Fact("cell with upkeep", typing_of(initiative, clock.day(190)).cell, 5)
    yield Fact("half-way", True, True)
    ask_both_sides(initiative, citizens[:14], staff, clock, day=191)
    measure(initiative, thread, citizens[0], staff[2], town, clock, measured("b06"), days=(189, 196))
    yield Fact("assessed by", typing_of(initiative, clock.day(199)).assessed_by, "both")


def ahead(town: Town, clock: Clock) -> None:
    """What waits in the demo town: a second budget, up to its vote."""
    vote_ahead("b06", town, clock.after(150))


def chosen(seed: str) -> list[list[str]]:
    """The ballots, voter by voter: four to six projects each.

    How many like a project its weight says, four voters for each, and the seed deals out who they are: first the cards
    of the best liked, which nearly use up the budget together, then all others. So the same five win with every seed.
    """
    admitted = [(f"P{n}", p["weight"]) for n, p in enumerate(PROJECTS, 1) if "refusal" not in p or p.get("appeal")]
    hands: list[list[str]] = [[] for _ in range(VOTERS)]
    for pile, best in (("best", True), ("rest", False)):
        turn = cycle(_shuffled(f"{seed}/{pile}"))
        for code, weight in admitted:
            if (weight >= BEST) is best:
                for voter in islice(turn, 4 * weight):
                    hands[voter].append(code)
    return hands


def _shuffled(seed: str) -> list[int]:
    return sorted(range(VOTERS), key=lambda voter: drawn(f"{seed}/{voter}"))


def _hear(
    town: Town, initiative: Initiative, citizens: Sequence[Party], staff: Sequence[Party], clock: Clock
) -> list[Thread]:
    """What is needed, in order; the thread of each."""
    step = opened(initiative, "needs", clock, 3)
    threads = []
    for n, need in enumerate(needs("b06")):
        if need.heads:
            said = log_need(
                step=step,
                title=need.title,
                text=need.text,
                headcount=need.heads,
                person=_coordinator(town),
                at=clock.day(4 + n),
            )
        else:
            said = say_need(step=step, title=need.title, text=need.text, person=who(citizens[n]), at=clock.day(4 + n))
            if need.answer:
                answer_need(need=said, text=need.answer, person=who(staff[n % 3]), at=clock.day(8 + n))
        threads.append(said.thread)
    return threads


def _coordinator(town: Town) -> Any:
    return town.person("Hugo Marchand")


def _propose(
    town: Town,
    initiative: Initiative,
    citizens: Sequence[Party],
    staff: Sequence[Party],
    clock: Clock,
    heard: Sequence[Thread],
) -> list[Proposal]:
    """Residents and staff propose; staff check each one; one author appeals and is right."""
    step = opened(initiative, "proposals", clock, 10)
    made = []
    for n, project in enumerate(PROJECTS):
        by = (citizens if project["side"] == "citizen" else staff)[n % (AUTHORS if project["side"] == "citizen" else 3)]
        proposal = proposals.submit_proposal(
            step=step,
            title=project["title"],
            text=project["text"],
            person=who(by),
            area=town.parts[project["area"]],
            category=project["category"],
            cost_asked=project["cost"] * 100,
            thread=heard[project["need"] - 1] if "need" in project else None,
            at=clock.day(11 + n % 14),
        )
        made.append(
            _check(proposal, project, citizens[n % AUTHORS], staff[n % 3 if by.side == "citizen" else 3], town, clock)
        )
    close_step(step=step, at=clock.day(58))
    return made


def _check(
    proposal: Proposal, project: dict[str, Any], appellant: Party, checker: Party, town: Town, clock: Clock
) -> Proposal:
    if "refusal" not in project:
        note = {
            "en": "The service that answers for the place keeps it up.",
            "fr": "Le service responsable du lieu l’entretient.",
        }
        return proposals.admit_proposal(
            proposal=proposal, cost=project["cost"] * 100, note=note, person=who(checker), at=clock.day(35)
        )
    proposals.refuse_proposal(
        proposal=proposal, reason=project["refusal"], note=project["note"], person=who(checker), at=clock.day(40)
    )
    if project.get("appeal"):
        proposals.appeal(proposal=proposal, text=project["appeal_text"], person=who(appellant), at=clock.day(45))
        proposals.decide_appeal(
            proposal=proposal,
            upheld=True,
            note=project["appeal_answer"],
            person=_coordinator(town),
            cost=project["cost"] * 100,
            at=clock.day(50),
        )
    return proposal


def _vote(initiative: Initiative, citizens: Sequence[Party], clock: Clock, seed: str) -> Decision:
    """Sixty voters cast a ballot each; the lot that would break a tie is the vote's own, drawn when it opens."""
    step = step_of(initiative, "ballot")
    ballot = set_up_ballot(step=step, rule={**step.settings, "promise_days": 90})
    closes = clock.day(75)
    ballot = open_ballot(ballot=ballot, closes=closes, at=clock.day(60))
    # Casting goes by the database's clock alone, so the Run moves the closing time and sets it back.
    Ballot.objects.filter(pk=ballot.pk).update(closes=clock.day(400))
    for n, (voter, choice) in enumerate(zip(citizens, chosen(seed), strict=True)):
        key = sha256(f"{seed}/{initiative.pk}/{n}".encode()).hexdigest()
        cast_ballot(ballot=ballot, choice=choice, key=key, person=who(voter))
    Ballot.objects.filter(pk=ballot.pk).update(closes=closes)
    return close_ballot(ballot=ballot, at=closes)


def _build(
    town: Town,
    initiative: Initiative,
    promises: Sequence[Promise],
    citizens: Sequence[Party],
    staff: Sequence[Party],
    clock: Clock,
) -> None:
    """The services build: three days on each of four winners, each confirmed by a resident who came to look."""
    step = opened(initiative, "roster", clock, 100)
    for n, promise in enumerate(promises[:4]):
        task = add_task(
            step=step,
            title=promise.text.text,
            kind="deliver",
            thread=promise.thread,
            promise=promise,
            at=clock.day(100),
        )
        for day in range(3):
            _worked(task, [staff[(n + day) % len(staff)]], citizens[n], clock, 110 + 12 * n + 3 * day)


def _worked(task: Any, workers: Sequence[Party], witness: Party, clock: Clock, day: float) -> None:
    """One shift of three hours that is over, with those who came; somebody of the other side says so."""
    side = workers[0].side
    starts = clock.day(day, 8)
    shift = plan_shift(
        task=task,
        starts=starts,
        ends=starts + timedelta(hours=3),
        slots=[Places(side, 1, max(2, len(workers)))],
        at=clock.day(day - 8),
    )
    for worker in workers:
        signed = sign_up(slot=shift.slots.get(), party=worker, at=clock.day(day - 5))
        confirm_attendance(sign_up=signed, came=True, by=witness, at=clock.day(day + 1))


def _answer(promises: Sequence[Promise], staff: Sequence[Party], clock: Clock) -> list[str]:
    """Three are kept in time; the fourth is overdue; the fifth is kept in part, in time."""
    done = {"en": "Built and open to all. Come and see.", "fr": "Réalisé et ouvert à toutes et à tous. Venez voir."}
    part = {
        "en": "The first half is built; the rest waits for the building permit.",
        "fr": "La première moitié est faite ; le reste attend le permis de construire.",
    }
    for n, day in ((0, 140), (1, 150), (2, 160)):
        answer_promise(promise=promises[n], said="kept", text=done, party=staff[0], at=clock.day(day))
    answer_promise(promise=promises[4], said="partly", text=part, party=staff[0], at=clock.day(163))
    today = clock.day(186).date()
    return [record.promise_state(p, today) for p in record.promises_of(promises[0].initiative)]


def _look_after(
    initiative: Initiative, thread: Thread, citizens: Sequence[Party], staff: Sequence[Party], clock: Clock
) -> None:
    """Residents take the upkeep: a quarter of all delivery, by acts and by hours."""
    step = step_of(initiative, "roster")
    title = {"en": "Water and weed the rain garden", "fr": "Arroser et désherber le jardin de pluie"}
    task = add_task(step=step, title=title, kind="perform.maintain", thread=thread, at=clock.day(145))
    for n in range(4):
        _worked(task, [citizens[n % 3]], staff[2], clock, 176 + 3 * n)
