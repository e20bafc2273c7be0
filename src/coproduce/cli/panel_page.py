"""What the commands of panels print for people."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from coproduce.cli.words import Speaker, seen
from coproduce.methods._shared import Reason, decimal_text
from coproduce.methods.panels import Drawn, Feasibility, Invitation, Lottery, StandBy, Vacancy

_FIGURES = ("chance", "even")


def figure(value: float | Fraction, speaker: Speaker, *, places: int = 2) -> str:
    """A figure with so many decimals, as people of the language write it."""
    return speaker.number(decimal_text(Fraction(value), places=places))


def chance_said(reason: Reason, speaker: Speaker) -> str:
    """Why a chance is as it is."""
    values = {k: speaker.number(str(v)) if k in _FIGURES else v for k, v in reason.params.items()}
    return speaker.say(reason.code, **values)


def lottery_lines(lottery: Lottery, drawn: Drawn | None, speaker: Speaker) -> Iterator[str]:
    """The least chance beside the bound, the chances of groups, the commitment, and the panel if one is drawn."""
    people = len(lottery.probabilities)
    yield speaker.say("ui.panel_head", objective=lottery.objective, size=lottery.size, people=people)
    least, bound = (figure(100 * v, speaker) for v in (lottery.min_probability, lottery.bound))
    code = "ui.panel_least"
    if lottery.never:
        code = "ui.panel_least_others"
        yield speaker.say("ui.panel_never", people=", ".join(lottery.never))
        among = min(chance for id_, chance in lottery.probabilities.items() if id_ not in set(lottery.never))
        least = figure(100 * among, speaker)
    yield speaker.say(code, least=least, bound=bound)
    highest = figure(100 * max(lottery.probabilities.values()), speaker)
    even = figure(Fraction(100 * lottery.size, people), speaker)
    yield speaker.say("ui.panel_highest", highest=highest, even=even)
    if not lottery.proven and lottery.objective != "legacy":
        yield speaker.say("ui.panel_not_proven", gap=figure(100 * (lottery.gap or 0.0), speaker))
    yield ""
    yield speaker.say("ui.panel_groups")
    for group in lottery.groups:
        if group.lowest is None or group.highest is None:
            yield "  " + speaker.say("ui.panel_group_empty", feature=group.feature, value=group.value)
            continue
        lowest, highest = figure(100 * group.lowest, speaker), figure(100 * group.highest, speaker)
        yield "  " + speaker.say(
            "ui.panel_group" if lowest != highest else "ui.panel_group_alike",
            feature=group.feature,
            value=group.value,
            people=group.people,
            seats=figure(group.seats, speaker, places=1),
            lowest=lowest,
            highest=highest,
        )
    yield ""
    numbered = lottery.numbered
    yield speaker.say("ui.panel_lottery_said", numbers=len(numbered), commitment=numbered.commitment)
    yield speaker.say("ui.panel_furthest", furthest=figure(numbered.furthest, speaker), numbers=len(numbered))
    if drawn is None:
        yield speaker.say("ui.panel_to_draw", last=str(len(numbered) - 1))
    else:
        yield from drawn_lines(drawn, speaker)


def drawn_lines(drawn: Drawn, speaker: Speaker) -> Iterator[str]:
    """The number and the panel that bears it."""
    code = "ui.panel_drawn" if drawn.seed else "ui.panel_thrown"
    yield speaker.say(code, number=drawn.number, seed=drawn.seed)
    for member in drawn.members:
        yield f"  {seen(member)}"


def feasibility_lines(feasibility: Feasibility, speaker: Speaker, *, flex: bool = False) -> Iterator[str]:
    """Whether the quotas can be met, what is plainly wrong, and what would mend it."""
    if feasibility.feasible:
        yield speaker.say("ui.panel_feasible")
        if flex:
            yield speaker.say("ui.panel_flex_unused")
        return
    yield speaker.say("panel_infeasible")
    for reason in feasibility.reasons:
        yield "  " + speaker.reason(reason)
    if flex or any(reason.code.endswith("_flex") for reason in feasibility.reasons):
        yield speaker.say("ui.panel_flex_words")
    if not feasibility.within_flex:
        yield speaker.say("ui.panel_beyond_flex")
    yield speaker.say("ui.panel_mend")
    for change in feasibility.changes:
        yield "  " + speaker.reason(change.reason())


def vacancy_lines(vacancy: Vacancy, speaker: Speaker) -> Iterator[str]:
    """What is still to be filled."""
    yield speaker.say("ui.panel_seats_open", stay=len(vacancy.stay), seats=vacancy.selection.size)
    for quota in vacancy.selection.quotas:
        figures = {"min": quota.least, "max": min(quota.most, vacancy.selection.size)}
        yield "  " + speaker.say("ui.panel_quota", feature=quota.feature, value=quota.value, **figures)
    if vacancy.same_address:
        yield speaker.say("ui.panel_same_address", people=", ".join(vacancy.same_address))
    for feature, value, by in vacancy.over:
        yield speaker.say("ui.panel_over", feature=feature, value=value, by=by)


def stand_by_lines(found: StandBy, speaker: Speaker) -> Iterator[str]:
    """The alternates, each with what is still missed once they stand by."""
    dropouts, without = (figure(v, speaker) for v in (found.expected_dropouts, found.deviation_without))
    yield speaker.say("ui.panel_deviation", dropouts=dropouts, deviation=without)
    for alternate in found.alternates:
        deviation = figure(alternate.deviation, speaker)
        yield "  " + speaker.say("ui.panel_alternate", person=alternate.person, deviation=deviation)


def invitation_lines(found: Invitation, unknown: tuple[str, ...], speaker: Speaker) -> Iterator[str]:
    """What answers are expected, then who is invited."""
    least = figure(found.least_answers_a_seat, speaker)
    yield speaker.say("ui.panel_invited", letters=len(found.invited), least=least)
    for line in found.expected:
        yield "  " + speaker.say(
            "ui.panel_expected",
            feature=line.feature,
            value=line.value,
            letters=line.letters,
            answers=figure(line.answers, speaker, places=1),
            seats=figure(line.seats, speaker, places=1),
        )
    if found.least_answers_a_seat < 1:
        yield speaker.say("ui.panel_answers_few")
    if unknown:
        yield speaker.say("ui.panel_not_known", features=", ".join(unknown))
    yield ""
    yield from map(seen, found.invited)
