"""A rota and a roster from JSON, as the command line and other programs write them."""

from __future__ import annotations

from dataclasses import dataclass, fields

from coproduce.methods._documents import Form, Node, Notes, read_document
from coproduce.methods._tables import Problem
from coproduce.methods.rostering.rules import CHOICES, LIMITS, Rules, Window
from coproduce.methods.rostering.times import Span
from coproduce.methods.rostering.types import SIDES, SLOT_SIDES, Assignment, Person, Rota, Shift, Slot

PERSON = ("id", "side", "qualifications", "experienced", "available", "max_shifts", "past_shifts", "wants", "name")
SHIFT = ("id", "from", "to", "slots", "name")
SLOT = ("role", "side", "needs", "min", "max")
RULES = tuple(rule.name for rule in fields(Rules))


@dataclass(frozen=True, slots=True)
class Reading:
    """A rota, and remarks: fields that are not known and have no effect."""

    rota: Rota
    remarks: tuple[Problem, ...]


def read_rota(data: bytes) -> Reading:
    """Read ``{"people": [...], "shifts": [...], "rules": {...}, "order": [...]}``; the last two may be left out.

    Beside them may stand ``fixed`` (a list of ``person``, ``shift`` and ``slot`` or ``role``, as a roster has them),
    ``together`` and ``apart`` (lists of lists of people).

    Raises:
        TableError: every fault with its line and field; the codes are those of documents and of the types.
    """
    node, notes = read_document(data), Notes()
    form = Form(node, notes, ("people", "shifts", "rules", "order", "fixed", "together", "apart"))
    people = [_person(each, notes) for each in form.many("people", required=True)]
    shifts = [_shift(each, notes) for each in form.many("shifts", required=True)]
    rules = _rules(form.members["rules"], notes) if "rules" in form else Rules()
    order = form.texts("order")
    listed = tuple(shift for shift in shifts if shift is not None)
    known = {shift.id: shift for shift in listed}
    given = [_assignment(each, notes, known) for each in form.many("fixed")]
    together, apart = (_lists(form, name) for name in ("together", "apart"))
    notes.refuse()
    kept = tuple(person for person in people if person is not None)
    fixed = tuple(one for one in given if one is not None)
    rota = notes.build(node, lambda: Rota(kept, listed, rules or Rules(), order, fixed, together, apart))
    notes.refuse()
    assert rota is not None
    return Reading(rota, tuple(notes.remarks))


def _lists(form: Form, name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(form.text_at(each) for each in form.many_at(one)) for one in form.many(name))


def _person(node: Node, notes: Notes) -> Person | None:
    form = Form(node, notes, PERSON)
    available: tuple[Span, ...] | None = None
    if "available" in form:
        spans = [_span(form, each, notes) for each in form.many("available")]
        available = tuple(span for span in spans if span is not None)
    before = len(notes.problems)
    parts = {
        "id": form.text("id"),
        "side": form.one_of("side", SIDES),
        "qualifications": frozenset(form.texts("qualifications")),
        "experienced": form.truth("experienced", False),
        "available": available,
        "max_shifts": form.whole_or_none("max_shifts"),
        "past_shifts": form.whole("past_shifts", 0),
        "wants": form.texts("wants"),
        "name": form.text("name", ""),
    }
    return None if len(notes.problems) > before else notes.build(node, lambda: Person(**parts))  # type: ignore[arg-type]  # checked as it is built


def _span(form: Form, node: Node, notes: Notes) -> Span | None:
    ends = form.pair_at(node)
    return None if ends is None else notes.build(node, lambda: Span.of(*ends))


def _shift(node: Node, notes: Notes) -> Shift | None:
    form = Form(node, notes, SHIFT)
    before = len(notes.problems)
    id_, name, start, end = form.text("id"), form.text("name", ""), form.text("from"), form.text("to")
    slots = [_slot(each, notes) for each in form.many("slots", required=True)]
    if len(notes.problems) > before:
        return None
    span = notes.build(form.node_of("from"), lambda: Span.of(start, end))
    kept = tuple(slot for slot in slots if slot is not None)
    return None if span is None else notes.build(node, lambda: Shift(id_, span, kept, name))


def _slot(node: Node, notes: Notes) -> Slot | None:
    form = Form(node, notes, SLOT)
    before = len(notes.problems)
    role, side = form.text("role"), form.one_of("side", SLOT_SIDES, "either")
    needs = frozenset(form.texts("needs"))
    least, most = form.whole_or_none("min"), form.whole_or_none("max")
    if len(notes.problems) > before:
        return None
    # One number alone is both; none at all is one place, to be filled.
    low = least if least is not None else 1 if most is None else min(1, most)
    high = most if most is not None else low
    return notes.build(node, lambda: Slot(role, side, needs, low, high))  # type: ignore[arg-type]  # checked as it is built


def _rules(node: Node, notes: Notes) -> Rules | None:
    form = Form(node, notes, RULES)
    parts: dict[str, object] = {}
    for name in LIMITS:
        if name in form:
            parts[name] = form.whole(name, 0)
        elif name in form.members and name != "rest_hours":
            parts[name] = None
    for name, values in CHOICES.items():
        if name in form:
            parts[name] = form.one_of(name, values)
    if "citizens_beside_professional" in form:
        parts["citizens_beside_professional"] = form.truth("citizens_beside_professional", False)
    if "windows" in form:
        parts["windows"] = tuple(_window(each, notes) for each in form.many("windows"))
    # A rule that nobody reads would be a rule not kept: here an unknown name is an error.
    for remark in [remark for remark in notes.remarks if str(remark.params["field"]).startswith("rules.")]:
        notes.remarks.remove(remark)
        notes.problems.append(Problem(remark.line, "roster_rule_unknown", remark.params))
    return None if notes.problems else notes.build(node, lambda: Rules(**parts))  # type: ignore[arg-type]  # checked as it is built


def _window(node: Node, notes: Notes) -> Window:
    form = Form(node, notes, ("cap", "past_at_most"))
    return Window(form.whole_or_none("cap"), form.whole_or_none("past_at_most"))


def read_assignments(data: bytes, rota: Rota) -> tuple[Assignment, ...]:
    """Read the ``assignments`` of a roster: ``person`` and ``shift`` of each, with ``slot`` (from 1), or ``role``.

    The slot may be left out where the shift has one of that role, or one at all.

    Raises:
        TableError: faults with line and field; ``roster_slot_unclear`` where no single slot is meant.
    """
    node, notes = read_document(data), Notes()
    form = Form(node, notes, ())
    shifts = {shift.id: shift for shift in rota.shifts}
    found = [_assignment(each, notes, shifts) for each in form.many("assignments", required=True)]
    notes.refuse()
    return tuple(given for given in found if given is not None)


def _assignment(node: Node, notes: Notes, shifts: dict[str, Shift]) -> Assignment | None:
    form = Form(node, notes, ("person", "shift", "role", "slot"))
    person, shift = form.text("person"), form.text("shift")
    role, slot = form.text("role", ""), form.whole_or_none("slot", least=1)
    if shift not in shifts:
        return Assignment(shift, slot or 1, role, person)
    slots = shifts[shift].slots
    meant = [n for n, each in enumerate(slots, start=1) if slot in (None, n) and role in ("", each.role)]
    if (slot is None and len(meant) != 1) or (slot is not None and slot <= len(slots) and not meant):
        notes.problems.append(node.problem("roster_slot_unclear", shift=shift, role=role))
        return None
    number = slot if slot is not None else meant[0]
    named = slots[number - 1].role if number <= len(slots) else role
    return Assignment(shift, number, named, person)
