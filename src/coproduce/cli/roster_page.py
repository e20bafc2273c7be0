"""A roster as a page of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coproduce.cli.words import Speaker
from coproduce.methods._shared import Reason, whole_percent
from coproduce.methods.rostering import Answer, Refused, Roster, Rota, Shift, Unfilled, explain_person, explain_shift


def page(rota: Rota, roster: Roster, speaker: Speaker) -> Iterator[str]:
    """The whole roster: how it was made, shift by shift, what is still needed and why, person by person."""
    yield speaker.say(
        f"ui.roster.head.{roster.mode}",
        people=len(rota.people),
        shifts=len(rota.shifts),
        taken=len(roster.assignments),
        missing=roster.missing,
        seed=roster.seed,
    )
    if roster.mode == "lottery":
        yield speaker.say("ui.roster.commit", commitment=str(roster.as_json()["commitment"]))
    if roster.gap is not None:
        proven = "ui.roster.gap" if roster.gap else "ui.roster.proven"
        yield speaker.say(proven, percent=whole_percent(roster.gap, 1))
        if not roster.gap:
            yield speaker.say("ui.roster.by_lot" if roster.by_lot else "ui.roster.not_by_lot", seed=roster.seed)
    yield speaker.say("ui.roster.rules", rules=_rules(roster))
    for load in roster.loads:
        if load.people:
            yield speaker.say(
                f"ui.roster.load.{load.side}",
                people=load.people,
                least=load.least,
                most=load.most,
                without=load.without,
            )
    yield ""
    yield speaker.say("ui.roster.shifts")
    for shift in rota.shifts:
        yield f"  {_title(shift)}"
        yield from _slots(shift, rota, roster, speaker)
    yield ""
    if roster.refused:
        yield speaker.say("ui.roster.refused", count=len(roster.refused))
        yield from (f"  {refused_text(one, speaker)}" for one in roster.refused)
        yield ""
    yield from _unfilled(roster, speaker)
    yield ""
    yield speaker.say("ui.roster.people")
    for person in rota.people:
        yield f"  {person.id} {person.name}".rstrip()
        yield f"      {reason_text(roster.why[person.id], speaker)}"
    yield ""
    yield speaker.say("ui.roster.digest", digest=roster.digest)


def answers(id_: str, rota: Rota, roster: Roster) -> tuple[Answer, ...]:
    """What there is to say of one person and every shift, or of one shift and every person."""
    found: tuple[Answer, ...] = ()
    if id_ in {person.id for person in rota.people}:
        found += explain_person(rota, roster, id_)
    if id_ in {shift.id for shift in rota.shifts}:
        found += explain_shift(rota, roster, id_)
    return found


def explained(id_: str, rota: Rota, roster: Roster, speaker: Speaker) -> Iterator[str]:
    """One person: every shift, held or why not. One shift: every person."""
    for person in rota.people:
        if person.id == id_:
            yield f"{person.id} {person.name}".rstrip()
            yield f"  {reason_text(roster.why[id_], speaker)}"
            yield from (f"  {refused_text(one, speaker)}" for one in roster.refused if one.given.person == id_)
            for answer in explain_person(rota, roster, id_):
                yield f"  {_answer(answer.shift, answer, rota, speaker)}"
    for shift in rota.shifts:
        if shift.id == id_:
            yield _title(shift)
            yield from _slots(shift, rota, roster, speaker)
            yield from (f"  {slot_text(slot, speaker)}" for slot in roster.unfilled if slot.shift == id_)
            yield from (f"  {refused_text(one, speaker)}" for one in roster.refused if one.given.shift == id_)
            for answer in explain_shift(rota, roster, id_):
                yield f"  {_answer(answer.person, answer, rota, speaker)}"


def reason_text(reason: Reason, speaker: Speaker) -> str:
    """Why a person got what they got, with wishes and earlier shifts where there are any."""
    said = [speaker.say(reason.code, **reason.params)]
    if "fixed" in reason.params:
        said.append(speaker.say("roster.fixed", **reason.params))
    if "wanted" in reason.params:
        said.append(speaker.say("roster.wishes", **reason.params))
    if "past" in reason.params:
        said.append(speaker.say("roster.past", **reason.params))
    return " ".join(said)


def slot_text(slot: Unfilled, speaker: Speaker) -> str:
    """A slot with places still needed, and why."""
    why = " ".join(speaker.say(reason.code, **reason.params) for reason in slot.why)
    return speaker.say("ui.roster.short", shift=slot.shift, role=slot.role, missing=slot.missing, why=why)


def refused_text(one: Refused, speaker: Speaker) -> str:
    """A fixed assignment that cannot stay, and why."""
    given, why = one.given, speaker.say(one.why.code, **one.why.params)
    return speaker.say("ui.roster.refused_one", person=given.person, shift=given.shift, role=given.role, why=why)


def _answer(named: str, answer: Answer, rota: Rota, speaker: Speaker) -> str:
    if answer.why is not None:
        return speaker.say("ui.roster.holds_not", shift=named, why=speaker.say(answer.why.code, **answer.why.params))
    held = next(each for each in rota.shifts if each.id == answer.shift)
    return speaker.say("ui.roster.holds", shift=named, role=held.slots[(answer.slot or 1) - 1].role)


def _unfilled(roster: Roster, speaker: Speaker) -> Iterator[str]:
    if not roster.unfilled:
        yield speaker.say("ui.roster.none_unfilled")
        return
    yield speaker.say("ui.roster.unfilled", missing=roster.missing)
    for slot in roster.unfilled:
        yield f"  {slot_text(slot, speaker)}"


def _slots(shift: Shift, rota: Rota, roster: Roster, speaker: Speaker) -> Iterator[str]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for given in roster.assignments:
        if given.shift == shift.id:
            names[given.slot].append(given.person)
    for number, slot in enumerate(shift.slots, start=1):
        there = names[number]
        places = slot.max if rota.rules.fill == "max" else slot.min
        said = ", ".join(there) or speaker.say("ui.roster.nobody")
        line = speaker.say("ui.roster.slot", role=slot.role, filled=len(there), places=places, names=said)
        yield f"      {line}"


def _title(shift: Shift) -> str:
    return f"{shift.id} {shift.name}".rstrip() + f" ({shift.span.start.text} - {shift.span.end.text})"


def _rules(roster: Roster) -> str:
    plain = {name: value for name, value in roster.rules.as_json().items() if name != "windows"}
    if roster.mode != "optimise":
        del plain["fairness"]
    said = [f"{name} {_plain(value)}" for name, value in plain.items()]
    if roster.mode == "open":
        said.append("windows " + "/".join(_plain(window.cap) for window in roster.rules.windows))
    return ", ".join(said)


def _plain(value: object) -> str:
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
