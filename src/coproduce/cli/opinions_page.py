"""A map of opinions as a page to read and as one JSON object."""

from __future__ import annotations

from coproduce.cli.words import Speaker
from coproduce.methods._shared import whole_percent
from coproduce.methods.opinions import OpinionMap, Reason, Representative
from coproduce.methods.opinions.consensus import Agreed
from coproduce.methods.opinions.exports import Reading

SHOWN = 5


def letter(group: int) -> str:
    """The name of a group for readers: A for group 0."""
    return chr(ord("A") + group)


def said(reason: Reason, speaker: Speaker) -> str:
    """A reason in words, with a group's letter for its number."""
    params = dict(reason.params)
    if isinstance(params.get("group"), int):
        params["group"] = letter(int(params["group"]))
    return speaker.say(reason.code, **params)


def page(found: OpinionMap, reading: Reading, speaker: Speaker) -> list[str]:
    """What people agree on first, then the groups and what each stands for, then how sure that is."""
    say = speaker.say
    lines = [
        say("ui.opinions.head", people=len(found.people), statements=len(found.statements), votes=reading.events),
        say("ui.opinions.settings", mode=found.options.mode, seed=found.options.seed, revotes=reading.revotes),
    ]
    for direction, agreed in (("agree", found.consensus.agree), ("disagree", found.consensus.disagree)):
        lines += ["", say(f"ui.opinions.consensus_{direction}")]
        lines += _listed(found, agreed, speaker) or [f"  {say('ui.opinions.nothing')}"]
    if len(found.groups) > 1:
        lines += ["", say("ui.opinions.group_informed")]
        for place in found.by_consensus[:SHOWN]:
            percent = whole_percent(found.group_informed[place], 1)
            lines.append(f"  {_statement(found, found.statements[place].id)}")
            lines.append(f"      {say('ui.opinions.informed', percent=percent)}")
    lines += ["", *(said(reason, speaker) for reason in found.reasons)]
    for group, chosen in zip(found.groups, found.representative, strict=True):
        people, part = len(group.members), whole_percent(len(group.members), int((found.labels >= 0).sum()))
        lines += ["", say("ui.opinions.group", group=letter(group.id), members=people, percent=part)]
        lines += _listed(found, chosen, speaker)
    without = int((found.labels < 0).sum())
    if without:
        lines += ["", say("ui.opinions.ungrouped", without=without)]
    return [*lines, "", *_stability(found, speaker), say("ui.digest", digest=found.digest)]


def _listed(found: OpinionMap, ones: tuple[Agreed, ...] | tuple[Representative, ...], speaker: Speaker) -> list[str]:
    lines = []
    for one in ones:
        lines += [f"  {_statement(found, one.statement)}", f"      {said(one.reason, speaker)}"]
    return lines


def _statement(found: OpinionMap, id_: str) -> str:
    text = " ".join(found.statements[found.place_of[id_]].text.split())
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"{id_} {shown}".rstrip()


def _stability(found: OpinionMap, speaker: Speaker) -> list[str]:
    median, least = found.stability.median, found.stability.least
    if median is None or least is None or len(found.groups) < 2:
        return []
    figures = {"median": f"{median:.2f}", "least": f"{least:.2f}"}
    times = len(found.stability.each)
    return [speaker.say("ui.opinions.stability", resamples=times, drawn=found.stability.drawn, **figures)]


def explained(found: OpinionMap, statement: str | None, person: str | None, speaker: Speaker) -> list[str]:
    """Why a statement or a person stands where it stands."""
    lines = []
    if statement is not None:
        reasons = found.why_statement(statement)
        lines += [_statement(found, statement), *(f"  {said(reason, speaker)}" for reason in reasons)]
    if person is not None:
        lines += [said(reason, speaker) for reason in found.why_person(person)]
    return lines


def as_json(found: OpinionMap, reading: Reading) -> dict[str, object]:
    """The map as plain values; ids are whole numbers where all ids of the file are."""

    def id_(text: str) -> str | int:
        return int(text) if reading.numbers else text

    order = sorted(range(len(found.statements)), key=lambda place: (-found.group_informed[place], place))
    against, informed = found.group_informed_against, found.group_informed
    return {
        "mode": found.options.mode,
        "options": found.options.as_json(),
        "votes": {"events": reading.events, "current": int(found.everybody.seen.sum()), "revotes": reading.revotes},
        "consensus": {
            "agree": [id_(one.statement) for one in found.consensus.agree],
            "disagree": [id_(one.statement) for one in found.consensus.disagree],
        },
        "group_informed": {found.statements[place].id: float(informed[place]) for place in order},
        "group_informed_against": {found.statements[place].id: float(against[place]) for place in order},
        "groups": [
            {"id": group.id, "name": letter(group.id), "members": [id_(person) for person in group.members]}
            for group in found.groups
        ],
        "representative": {
            str(group.id): [{**one.as_json(), "id": id_(one.statement)} for one in chosen]
            for group, chosen in zip(found.groups, found.representative, strict=True)
        },
        "stability": found.stability.as_json(),
        "tried": [one.as_json() for one in found.tried],
        "reasons": [reason.as_json() for reason in found.reasons],
        "statements": [{**one, "id": id_(str(one["id"]))} for one in map(found.statement_json, range(len(order)))],
        "people": [{**one, "id": id_(str(one["id"]))} for one in map(found.person_json, range(len(found.people)))],
        "digest": found.digest,
    }
