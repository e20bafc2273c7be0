"""Decisions as JSON: who sits, how many must agree, who can stop it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from coproduce.methods._measures import Measure, checked_ids, is_count
from coproduce.methods._shared import MethodError
from coproduce.methods.power.agenda import agenda
from coproduce.methods.power.decisions import ANSWERS, Answer, Decision
from coproduce.methods.power.types import Procedure

FIELDS = {"id", "weight", "seats", "majority", "quorum", "vetoes", "answer"}
AGENDA = {"options", "from_citizens", "proposals", "removed"}
MOST_SEATS = 2_000


def read_decisions(data: bytes) -> tuple[Decision, ...]:
    """An object with ``decisions``: a list of objects with

    ``id`` (text), ``weight`` (whole number, 1 when left out), ``seats`` (object side -> number of seats, at most
    2,000 in all), ``majority`` (votes needed), ``quorum`` (seats, or none), ``vetoes`` (object body -> side, or
    body -> object with ``side`` and ``override``, the votes that overcome it);
    advice has neither seats nor vetoes, and an ``answer``: ``fully``, ``partly``, ``not`` or ``open``.

    Raises:
        MethodError: ``decisions_unreadable``, ``decision_field_missing``, ``decision_field_unknown``,
            ``decision_field_wrong``, and what :class:`Procedure` raises.
    """
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise MethodError("decisions_unreadable") from None
    listed = held.get("decisions") if isinstance(held, dict) else None
    if not isinstance(listed, list):
        raise MethodError("decision_field_missing", {"number": 0, "field": "decisions"})
    return tuple(_decision(number, one) for number, one in enumerate(listed, start=1))


def read_agenda(data: bytes) -> tuple[Measure, ...] | None:
    """Agenda power, where the object of ``read_decisions`` also has an object ``agenda``, else None.

    Its fields: ``options`` on ballots, ``from_citizens`` of them, ``proposals`` that citizens made, and ``removed``
    (object reason -> number).

    Raises:
        MethodError: ``decisions_unreadable``, ``agenda_field_unknown``, ``agenda_field_wrong``.
    """
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise MethodError("decisions_unreadable") from None
    told = held.get("agenda") if isinstance(held, dict) else None
    if told is None:
        return None
    if not isinstance(told, dict):
        raise MethodError("agenda_field_wrong", {"field": "agenda"})
    for name in sorted(told.keys() - AGENDA):
        raise MethodError("agenda_field_unknown", {"field": str(name)[:40]})
    counts = {name: told.get(name, 0) for name in ("options", "from_citizens", "proposals")}
    removed = told.get("removed", {})
    if not isinstance(removed, dict) or not all(is_count(count) for count in removed.values()):
        raise MethodError("agenda_field_wrong", {"field": "removed"})
    for name, count in counts.items():
        if not is_count(count):
            raise MethodError("agenda_field_wrong", {"field": name})
    if counts["from_citizens"] > counts["options"] or sum(removed.values()) > counts["proposals"]:
        part = "from_citizens" if counts["from_citizens"] > counts["options"] else "removed"
        raise MethodError("agenda_field_wrong", {"field": part})
    checked_ids(removed)
    return agenda(**counts, removed=removed)


def _decision(number: int, held: object) -> Decision:
    if not isinstance(held, dict):
        raise MethodError("decision_field_wrong", {"number": number, "field": "decisions"})
    for name in sorted(held.keys() - FIELDS):
        raise MethodError("decision_field_unknown", {"number": number, "field": str(name)[:40]})
    id_, answer = held.get("id"), held.get("answer", "open")
    if not isinstance(id_, str):
        raise MethodError("decision_field_missing", {"number": number, "field": "id"})
    if answer not in ANSWERS:
        raise MethodError("decision_field_wrong", {"number": number, "field": "answer"})
    weight = _whole(number, held, "weight", 1)
    return Decision(id_, _procedure(number, held), weight, cast(Answer, answer))


def _procedure(number: int, held: Mapping[str, Any]) -> Procedure | None:
    seats, vetoes = held.get("seats", {}), held.get("vetoes", {})
    if not isinstance(seats, dict) or not all(is_count(count) for count in seats.values()):
        raise MethodError("decision_field_wrong", {"number": number, "field": "seats"})
    if sum(seats.values()) > MOST_SEATS:
        raise MethodError("decision_field_wrong", {"number": number, "field": "seats"})
    if not isinstance(vetoes, dict) or not all(_is_veto(veto) for veto in vetoes.values()):
        raise MethodError("decision_field_wrong", {"number": number, "field": "vetoes"})
    if not seats and not vetoes:
        return None
    if seats and "majority" not in held:
        raise MethodError("decision_field_missing", {"number": number, "field": "majority"})
    majority, quorum = _whole(number, held, "majority", 0), _whole(number, held, "quorum", 0)
    sides = [(id_, veto if isinstance(veto, str) else veto["side"]) for id_, veto in sorted(vetoes.items())]
    overrides = {id_: veto["override"] for id_, veto in vetoes.items() if isinstance(veto, dict) and "override" in veto}
    return Procedure.committee(
        sorted(seats.items()), majority=majority, quorum=quorum, vetoes=sides, overrides=overrides
    )


def _whole(number: int, held: Mapping[str, Any], name: str, default: int) -> int:
    value = held.get(name, default)
    if not is_count(value):
        raise MethodError("decision_field_wrong", {"number": number, "field": name})
    return int(value)


def _is_veto(veto: object) -> bool:
    """A side, or an object with a side and, if it can be overcome, the votes for that."""
    if isinstance(veto, dict):
        known = veto.keys() <= {"side", "override"} and isinstance(veto.get("side"), str)
        return known and is_count(veto.get("override", 0))
    return isinstance(veto, str)
