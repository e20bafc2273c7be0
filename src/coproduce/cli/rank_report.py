"""An order of options as a page of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from coproduce.cli.words import Speaker, seen
from coproduce.methods._shared import Fact, Reason
from coproduce.methods.ranking import RULES, Outcome, Round, Tie

_FIGURES = frozenset({"points", "lead", "short", "votes", "of"})
_NUMBER = re.compile(r"(-?)(\d+)(\.\d+)?", re.ASCII)


def figure(text: str, speaker: Speaker) -> str:
    """An exact text as people of the language write it; a fraction and a word stay as they are."""
    found = _NUMBER.fullmatch(text)
    return found[1] + speaker.number(found[2] + (found[3] or "")) if found else text


def said(reason: Reason, speaker: Speaker) -> str:
    """The sentence of a reason, its exact texts written as figures."""

    def value(name: str, given: Fact) -> Fact:
        if name not in _FIGURES or not isinstance(given, str):
            return given
        return int(given) if re.fullmatch(r"\d+", given, re.ASCII) else figure(given, speaker)

    return speaker.say(reason.code, **{name: value(name, given) for name, given in reason.params.items()})


def heeded(outcome: Outcome) -> dict[str, object]:
    """The options that change this count."""
    kept = RULES[outcome.rule].choices | {"seed"}
    return {name: value for name, value in outcome.options.as_json().items() if name in kept}


def shown(text: str, outcome: Outcome, speaker: Speaker) -> str:
    """What an option was ordered by, for people: a figure, or in a consent round the state in words."""
    return speaker.say(f"ui.rank.state.{text}") if outcome.rule == "consent" else figure(text, speaker)


def titled(option: str, names: Mapping[str, str]) -> str:
    return f"{option} {names.get(option, '')}".rstrip()


def report(outcome: Outcome, names: Mapping[str, str], title: str, speaker: Speaker) -> Iterator[str]:
    """The whole count: who was chosen, who was not and why, stages, ties, digest."""
    if title:
        yield seen(title)
    count = len(outcome.options_listed)
    yield speaker.say("ui.rank.head", rule=outcome.rule, voters=outcome.voters, count=count)
    yield speaker.say("ui.rank.options", options=", ".join(f"{n} {v}" for n, v in heeded(outcome).items()))
    if outcome.invalid:
        yield speaker.say("ui.rank.invalid", invalid=outcome.invalid)
    if outcome.quota:
        yield speaker.say("ui.rank.quota", quota=outcome.quota)
    losers = [option for option in outcome.order if option not in outcome.winners]
    for heading, options in (("chosen", outcome.winners), ("not_chosen", losers)):
        yield ""
        yield speaker.say(f"ui.rank.{heading}", count=len(options))
        for option in options:
            yield f"  {titled(option, names)}"
            yield f"      {said(outcome.reasons[option], speaker)}"
            yield from _objections(option, outcome, speaker)
    if outcome.rounds:
        yield ""
        yield speaker.say("ui.rank.stages")
        for stage in outcome.rounds:
            yield from _stage(stage, speaker)
    if outcome.ties:
        yield ""
        yield speaker.say("ui.rank.ties")
        yield from (f"  {_tie(tie, outcome, speaker)}" for tie in outcome.ties)
    yield ""
    yield speaker.say("ui.rank.digest", digest=outcome.digest)


def explain(option: str, outcome: Outcome, names: Mapping[str, str], speaker: Speaker) -> Iterator[str]:
    """One option: why, against each other one, its votes at each stage, the objections, the ties it was in."""
    yield f"  {titled(option, names)}"
    yield f"      {said(outcome.reasons[option], speaker)}"
    if outcome.matrix:
        yield ""
        for rival, ahead, behind in duels(option, outcome):
            yield f"  {speaker.say('ui.rank.against', ahead=ahead, rival=rival, behind=behind)}"
    yield from _objections(option, outcome, speaker)
    stages = [stage for stage in outcome.rounds if option in stage.votes]
    if stages:
        yield ""
        yield speaker.say("ui.rank.stages")
        yield from (f"  {_own_stage(stage, option, speaker)}" for stage in stages)
    elif not outcome.matrix:  # there each has been compared with this one already
        yield ""
        yield speaker.say("ui.rank.order")
        yield from (f"  {other}  {shown(outcome.figures[other], outcome, speaker)}" for other in outcome.order)
    ties = [tie for tie in outcome.ties if option in tie.options]
    if ties:
        yield ""
        yield speaker.say("ui.rank.ties")
        yield from (f"  {_tie(tie, outcome, speaker)}" for tie in ties)


def explanation(option: str, outcome: Outcome, speaker: Speaker) -> dict[str, object]:
    """The same as plain values."""
    return {
        "option": option,
        "text": said(outcome.reasons[option], speaker),
        "against": [{"option": o, "ahead": ahead, "behind": behind} for o, ahead, behind in duels(option, outcome)],
        "stages": [{"number": s.number, "votes": s.votes[option]} for s in outcome.rounds if option in s.votes],
        "objections": [o.as_json() for o in outcome.objections if o.option == option],
        "ties": [tie.as_json() for tie in outcome.ties if option in tie.options],
    }


def duels(option: str, outcome: Outcome) -> Iterator[tuple[str, int, int]]:
    """Each other option, how many prefer this one to it, and how many the other way."""
    if outcome.matrix:
        place = outcome.options_listed.index(option)
        for rival, other in enumerate(outcome.options_listed):
            if rival != place:
                yield other, outcome.matrix[place][rival], outcome.matrix[rival][place]


def _objections(option: str, outcome: Outcome, speaker: Speaker) -> Iterator[str]:
    for objection in outcome.objections:
        if objection.option == option and objection.reason:
            state = "open" if objection.open else "withdrawn"
            line = speaker.say(f"ui.rank.objection.{state}", people=objection.people, reason=objection.reason)
            yield f"      {line}"


def _own_stage(stage: Round, option: str, speaker: Speaker) -> str:
    votes = stage.votes[option]
    told: Fact = int(votes) if votes.isdecimal() else figure(votes, speaker)
    return speaker.say("ui.rank.own_stage", step=stage.number, votes=told)


def _stage(stage: Round, speaker: Speaker) -> Iterator[str]:
    value = figure(stage.value, speaker)
    head = speaker.say(f"ui.rank.stage.{stage.act}", step=stage.number, option=stage.option, value=value)
    yield f"  {head}"
    votes = ", ".join(f"{option} {figure(votes, speaker)}" for option, votes in stage.votes.items())
    yield f"      {speaker.say('ui.rank.stage.votes', votes=votes, exhausted=figure(stage.exhausted, speaker))}"
    if stage.elected:
        yield f"      {speaker.say('ui.rank.stage.elected', options=', '.join(stage.elected))}"


def _tie(tie: Tie, outcome: Outcome, speaker: Speaker) -> str:
    by = speaker.say(f"ui.rank.by.{tie.broken_by}", seed=outcome.options.seed, step=tie.stage)
    options = ", ".join(tie.options)
    return speaker.say(f"ui.rank.tie.{tie.about}", options=options, chosen=tie.chosen, by=by)
