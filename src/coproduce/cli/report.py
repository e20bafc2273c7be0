"""An outcome as a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from coproduce.cli.words import ENOUGH, Speaker
from coproduce.methods._shared import decimal_text, nearest, whole_percent
from coproduce.methods.budgeting import RULES, Bound, Election, Margin, Outcome, Project, Reason, measure, money_trail


def report(election: Election, outcome: Outcome, selected: frozenset[str] | None, speaker: Speaker) -> Iterator[str]:
    """The whole count: what was funded in which order, what was not and why, ties, digest."""
    projects = {project.id: project for project in election.projects}
    yield speaker.say(
        "ui.head", rule=outcome.rule, voters=outcome.voters, projects=len(projects), budget=outcome.budget
    )
    yield speaker.say("ui.options", options=_options(outcome))
    for bound in outcome.options.bounds:
        yield "  " + speaker.say(f"ui.bound.{bound.by}", name=bound.name, limits=_limits(bound, speaker))
    if outcome.rounds or outcome.add1_steps:
        yield speaker.say("ui.share", share=speaker.exactly(outcome.share), steps=outcome.add1_steps)
    if outcome.comparison is not None:
        facts = {name: value for name, value in outcome.comparison.as_json().items() if isinstance(value, str | int)}
        yield speaker.say("ui.comparison", **facts)
    yield ""
    yield speaker.say("ui.funded", count=len(outcome.winners), spent=speaker.money(outcome.spent))
    for id_ in outcome.winners:
        yield from _entry(projects[id_], outcome, speaker)
    losers = [project for project in election.projects if project.id not in set(outcome.winners)]
    yield ""
    yield speaker.say("ui.not_funded", count=len(losers))
    for project in losers:
        yield from _entry(project, outcome, speaker)
    yield ""
    yield from _ties(outcome, speaker)
    if selected is not None:
        yield _compared(outcome, selected, speaker)
    yield speaker.say("ui.digest", digest=outcome.digest)


def explained(project: str, outcome: Outcome, margin: Margin) -> Reason:
    """A project's reason with what would have been enough; that of a rule that tells it by itself stays as it is."""
    reason = outcome.reasons[project]
    if not {"needed_more_supporters", "needed_more_points"} & set(reason.params):
        return Reason(reason.code, {**reason.params, **margin.params})
    cost = {name: value for name, value in margin.params.items() if name == "enough_cost"}
    return Reason(reason.code, {**reason.params, **cost})


def explain(project: str, election: Election, outcome: Outcome, margin: Margin, speaker: Speaker) -> Iterator[str]:
    """One project: why, what would have been enough, and what its supporters' money was spent on."""
    known = {option.id: option for option in election.projects}
    reason = explained(project, outcome, margin)
    yield f"  {_title(known[project])} ({speaker.money(known[project].cost)})"
    yield f"      {speaker.reason(reason)}"
    if margin.recounts and not any(name in reason.params for name in ENOUGH):
        yield f"      {speaker.say('ui.margin_unknown')}"
    trail = money_trail(election, outcome, project)
    if trail:
        yield ""
        yield speaker.say("ui.trail")
        for paid in trail:
            name = _title(known[paid.project])
            line = speaker.say("ui.trail_line", project=name, money=speaker.exactly(paid.money), voters=paid.voters)
            yield f"  {line}"
    place = next(place for place, option in enumerate(election.projects) if option.id == project)
    supporters = sum(times for ballot, times in election.ballots if place in ballot)
    if outcome.share and supporters:
        left = supporters * outcome.share - sum(paid.money for paid in trail)
        yield "  " + speaker.say("ui.trail_left", money=speaker.exactly(left))


def measured(election: Election, outcome: Outcome, speaker: Speaker) -> Iterator[str]:
    """How the outcome treats voters, figure by figure."""
    figures = measure(election, outcome)

    def ratio(value: Fraction, places: int = 2) -> str:
        return speaker.number(decimal_text(value, places=places))

    yield ""
    yield speaker.say("ui.metrics_head")
    excluded = whole_percent(figures.exclusion, 1)
    yield "  " + speaker.say("ui.metrics_excluded", voters=figures.excluded, percent=excluded)
    mean_cost = nearest(figures.mean_cost)
    yield "  " + speaker.say("ui.metrics_mean", number=ratio(figures.mean_projects), cost=mean_cost)
    yield "  " + speaker.say("ui.metrics_gini", number=ratio(figures.gini), by_cost=ratio(figures.gini_cost))
    for projects, voters in figures.histogram:
        yield "    " + speaker.say("ui.metrics_bar", projects=projects, voters=voters)
    for share in figures.categories:
        parts = {"votes_percent": whole_percent(share.votes, 1), "money_percent": whole_percent(share.money, 1)}
        count: dict[str, int] = {"projects": share.projects, "funded": share.funded}
        yield "  " + speaker.say("ui.metrics_category", category=share.category, **count, **parts)
    if figures.deserted is not None:
        yield "  " + speaker.say("ui.metrics_ejr" if not figures.deserted else "ui.metrics_no_ejr")
        for group in figures.deserted:
            yield "    " + speaker.say("ui.metrics_deserted", project=group.project, voters=group.voters)


def _options(outcome: Outcome) -> str:
    applied = RULES[outcome.rule].choices | {"seed", "threshold"}
    given = ((name, value) for name, value in outcome.options.as_json().items() if name in applied - {"bounds"})
    return ", ".join(f"{name} {value}" for name, value in given if value is not None)


def _limits(bound: Bound, speaker: Speaker) -> str:
    said: list[tuple[int | None, str, str | int]] = [
        (bound.min_cost, "ui.bound.min_cost", speaker.money(bound.min_cost)),
        (bound.max_cost, "ui.bound.max_cost", speaker.money(bound.max_cost or 0)),
        (bound.min_projects, "ui.bound.min_projects", bound.min_projects),
        (bound.max_projects, "ui.bound.max_projects", bound.max_projects or 0),
    ]
    return ", ".join(
        speaker.say(code, limit=limit)
        for value, code, limit in said
        if value or (value == 0 and code.startswith("ui.bound.max"))
    )


def _title(project: Project) -> str:
    return f"{project.id} {project.name}".rstrip()


def _entry(project: Project, outcome: Outcome, speaker: Speaker) -> Iterator[str]:
    yield f"  {_title(project)} ({speaker.money(project.cost)})"
    yield f"      {speaker.reason(outcome.reasons[project.id])}"


def _ties(outcome: Outcome, speaker: Speaker) -> Iterator[str]:
    if not outcome.ties:
        return
    yield speaker.say("ui.ties_met")
    for tie in outcome.ties:
        by = speaker.say(f"ui.tie.{tie.broken_by}", seed=outcome.options.seed)
        yield "  " + speaker.say("ui.tie", projects=", ".join(tie.projects), chosen=tie.chosen, by=by)
    yield ""


def _compared(outcome: Outcome, selected: frozenset[str], speaker: Speaker) -> str:
    here, there = set(outcome.winners) - selected, selected - set(outcome.winners)
    if not here and not there:
        return speaker.say("ui.same_as_file")
    none = speaker.say("ui.none")
    listed = {"here": ", ".join(sorted(here)) or none, "there": ", ".join(sorted(there)) or none}
    return speaker.say("ui.other_than_file", **listed)
