"""Mentors and mentees, people and places, from JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeVar

from coproduce.methods._documents import Form, Node, Notes, read_document
from coproduce.methods._tables import Problem
from coproduce.methods.matching.types import (
    CHOICES,
    Market,
    Mentee,
    Mentor,
    Mentoring,
    Pair,
    PairRules,
    Place,
    Ranks,
    Seeker,
    StableRules,
)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class MentoringRead:
    """What was read, and remarks: fields that are not known and have no effect."""

    mentoring: Mentoring
    remarks: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MarketRead:
    """What was read, and remarks: fields that are not known and have no effect."""

    market: Market
    remarks: tuple[Problem, ...]


def read_mentoring(data: bytes) -> MentoringRead:
    """Read ``mentors`` (``id``, ``capacity``, ``offers``), ``mentees`` (``id``, ``needs``), ``scores`` (``mentor``,
    ``mentee``, ``score``), ``exclusions`` (lists of mentor and mentee) and ``rules``. Numbers are taken as written.

    Raises:
        TableError: every fault with its line and field; ``match_scored_twice`` for a pair with two scores.
    """
    node, notes = read_document(data), Notes()
    form = Form(node, notes, ("mentors", "mentees", "scores", "exclusions", "rules"))
    mentors = [_mentor(each, notes) for each in form.many("mentors", required=True)]
    mentees = [_mentee(each, notes) for each in form.many("mentees", required=True)]
    scores = _scores(form, notes)
    pairs = [form.pair_at(each) for each in form.many("exclusions")]
    rules = _pair_rules(form, notes)
    notes.refuse()
    read = notes.build(
        node,
        lambda: Mentoring(
            _kept(mentors), _kept(mentees), scores, frozenset(pair for pair in pairs if pair is not None), rules
        ),
    )
    notes.refuse()
    assert read is not None
    return MentoringRead(read, tuple(notes.remarks))


def _kept(found: list[Read | None]) -> tuple[Read, ...]:
    return tuple(each for each in found if each is not None)


def _mentor(node: Node, notes: Notes) -> Mentor | None:
    form = Form(node, notes, ("id", "capacity", "offers", "name"))
    before = len(notes.problems)
    id_, capacity, offers = form.text("id"), form.whole("capacity", 1), frozenset(form.texts("offers"))
    return None if len(notes.problems) > before else notes.build(node, lambda: Mentor(id_, capacity, offers))


def _mentee(node: Node, notes: Notes) -> Mentee | None:
    form = Form(node, notes, ("id", "needs", "name"))
    before = len(notes.problems)
    id_, needs = form.text("id"), frozenset(form.texts("needs"))
    return None if len(notes.problems) > before else notes.build(node, lambda: Mentee(id_, needs))


def _scores(form: Form, notes: Notes) -> tuple[Pair, ...]:
    scores: dict[tuple[str, str], Pair] = {}
    for node in form.many("scores"):
        each = Form(node, notes, ("mentor", "mentee", "score"))
        mentor, mentee, score = each.text("mentor"), each.text("mentee"), each.number("score")
        pair = notes.build(node, lambda m=mentor, n=mentee, s=score: Pair(m, n, s))  # type: ignore[misc]  # bound to this turn's values
        if pair is None:
            continue
        if (pair.mentor, pair.mentee) in scores:
            notes.problems.append(node.problem("match_scored_twice", mentor=pair.mentor, mentee=pair.mentee))
        scores[pair.mentor, pair.mentee] = pair
    return tuple(scores.values())


def _rules(form: Form, notes: Notes, names: tuple[str, ...]) -> Form | None:
    """The rules' own fields; a rule that nobody reads would be a rule not kept, so an unknown one is an error."""
    if "rules" not in form:
        return None
    rules = Form(form.members["rules"], notes, names)
    for remark in [remark for remark in notes.remarks if str(remark.params["field"]).startswith("rules.")]:
        notes.remarks.remove(remark)
        notes.problems.append(Problem(remark.line, "match_rule_unknown", remark.params))
    return rules


def _pair_rules(form: Form, notes: Notes) -> PairRules:
    rules = _rules(form, notes, tuple(rule.name for rule in fields(PairRules)))
    if rules is None:
        return PairRules()
    unscored = rules.number("unscored") if "unscored" in rules else None
    start = rules.one_of("start", CHOICES["start"], "max-min")
    return PairRules(start, rules.truth("balance", True), unscored)  # type: ignore[arg-type]  # checked as it is built


def read_market(data: bytes) -> MarketRead:
    """Read ``people`` (``id``, ``prefers``), ``places`` (``id``, ``capacity``, ``prefers``) and ``rules``.

    ``prefers`` is a list of ids, the dearest first; a list within it holds those who are equally dear.

    Raises:
        TableError: every fault with its line and field.
    """
    node, notes = read_document(data), Notes()
    form = Form(node, notes, ("people", "places", "rules"))
    people = [_seeker(each, notes) for each in form.many("people", required=True)]
    places = [_place(each, notes) for each in form.many("places", required=True)]
    chosen = _rules(form, notes, tuple(rule.name for rule in fields(StableRules)))
    rules = StableRules()
    if chosen is not None:
        proposing = chosen.one_of("proposing", CHOICES["proposing"], "people")
        lottery = chosen.one_of("lottery", CHOICES["lottery"], "single")
        rules = StableRules(proposing, lottery)  # type: ignore[arg-type]  # checked as it is built
    notes.refuse()
    read = notes.build(node, lambda: Market(_kept(people), _kept(places), rules))
    notes.refuse()
    assert read is not None
    return MarketRead(read, tuple(notes.remarks))


def _seeker(node: Node, notes: Notes) -> Seeker | None:
    form = Form(node, notes, ("id", "prefers", "name"))
    before = len(notes.problems)
    id_, prefers = form.text("id"), _ranks(form)
    return None if len(notes.problems) > before else notes.build(node, lambda: Seeker(id_, prefers))


def _place(node: Node, notes: Notes) -> Place | None:
    form = Form(node, notes, ("id", "capacity", "prefers", "name"))
    before = len(notes.problems)
    id_, capacity, prefers = form.text("id"), form.whole("capacity", 1), _ranks(form)
    return None if len(notes.problems) > before else notes.build(node, lambda: Place(id_, capacity, prefers))


def _ranks(form: Form) -> Ranks:
    groups = []
    for node in form.many("prefers"):
        inner = node.value if isinstance(node.value, tuple) else (node,)
        groups.append(tuple(form.text_at(each) for each in inner))
    return tuple(groups)
