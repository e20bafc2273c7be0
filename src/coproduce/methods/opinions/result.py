"""A map as it comes out: frozen, explaining itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from coproduce.methods._shared import MethodError, Reason, digest, whole_percent
from coproduce.methods.opinions.agreement import Agreement
from coproduce.methods.opinions.consensus import Consensus
from coproduce.methods.opinions.conversation import Ints, Statement
from coproduce.methods.opinions.counts import Counts
from coproduce.methods.opinions.grouping import Earlier, Options, Tried
from coproduce.methods.opinions.matrix import Flags
from coproduce.methods.opinions.picture import Picture
from coproduce.methods.opinions.representative import Representative
from coproduce.methods.opinions.routing import Routing
from coproduce.methods.opinions.stability import Stability


@dataclass(frozen=True, slots=True)
class Group:
    """``members`` in the order of their ids."""

    id: int
    members: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """What people agree on, which groups there are, what each stands for, and how sure the groups are.

    ``labels``: the group of each person, -1 without one. ``counts`` by group, ``everybody`` of all rows.
    ``group_informed`` of each statement, exact; ``group_informed_against`` the same with disagreements.
    ``left_out``: the statements that took no part in finding groups.
    """

    options: Options
    people: tuple[str, ...]
    statements: tuple[Statement, ...]
    labels: Ints
    picture: Picture
    groups: tuple[Group, ...]
    tried: tuple[Tried, ...]
    reasons: tuple[Reason, ...]
    counts: Counts
    everybody: Counts
    consensus: Consensus
    group_informed: tuple[Fraction, ...]
    group_informed_against: tuple[Fraction, ...]
    representative: tuple[tuple[Representative, ...], ...]
    agreement: Agreement
    stability: Stability
    routing: Routing
    left_out: Flags

    @cached_property
    def by_consensus(self) -> tuple[int, ...]:
        """Places of the statements that took part, the one all groups are most for first; equals by id."""
        open_ = np.nonzero(~self.left_out)[0].tolist()
        return tuple(sorted(open_, key=lambda place: (-self.group_informed[place], place)))

    @cached_property
    def place_of(self) -> dict[str, int]:
        return {statement.id: place for place, statement in enumerate(self.statements)}

    def row_of(self, person: str) -> int:
        """The row of a person. Raises MethodError ``person_unknown``."""
        row = self._rows.get(person, -1)
        if row < 0:
            raise MethodError("person_unknown", {"person": person[:200]})
        return row

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.people)}

    def earlier(self) -> Earlier:
        """This map as what a later one is held to."""
        group_of = {person: group.id for group in self.groups for person in group.members}
        return Earlier(len(self.groups), group_of)

    def why_person(self, person: str) -> tuple[Reason, ...]:
        """Why somebody stands where they stand."""
        row = self.row_of(person)
        votes, label = int(self.picture.counted[row]), int(self.labels[row])
        if label < 0:
            return (Reason("person.few_votes", {"person": person, "votes": votes}),)
        same, compared = int(self.agreement.same[row]), int(self.agreement.compared[row])
        reasons = [
            Reason("person.grouped", {"person": person, "group": label, "votes": votes}),
            Reason("person.agrees", {"same": same, "compared": compared, "percent": whole_percent(same, compared)}),
        ]
        times = len(self.stability.each)
        if times:
            kept = int(self.stability.kept[row])
            percent = whole_percent(kept, times)
            reasons.append(Reason("person.kept", {"kept": kept, "times": times, "percent": percent}))
        return tuple(reasons)

    def why_statement(self, id_: str) -> tuple[Reason, ...]:
        """What a statement came to and why: everybody's votes, each group's, and what was made of them."""
        if id_ not in self.place_of:
            raise MethodError("statement_unknown", {"statement": id_[:200]})
        place = self.place_of[id_]
        reasons = [_counted("statement.everybody", self.everybody, 0, place)]
        reasons += [_counted("statement.group", self.counts, group.id, place) for group in self.groups]
        if self.left_out[place]:
            reasons.append(Reason(_why_out(self.statements[place])))
            return tuple(reasons)
        for agreed in (*self.consensus.agree, *self.consensus.disagree):
            if agreed.statement == id_:
                reasons.append(agreed.reason)
        for group, chosen in zip(self.groups, self.representative, strict=True):
            for one in chosen:
                if one.statement == id_:
                    reasons.append(Reason(one.reason.code, {**one.reason.params, "group": group.id}))
        rank = self.by_consensus.index(place) + 1
        reasons.append(Reason("statement.rank", {"rank": rank, "statements": len(self.by_consensus)}))
        return tuple(reasons)

    def statement_json(self, place: int) -> dict[str, object]:
        """One statement as plain values: its votes, by everybody and by group, and what was made of them."""
        statement = self.statements[place]
        return {
            "id": statement.id,
            "text": statement.text,
            "moderated": statement.moderated,
            "meta": statement.meta,
            "left_out": bool(self.left_out[place]),
            **_votes_json(self.everybody, 0, place),
            "by_group": [_votes_json(self.counts, group.id, place) for group in self.groups],
            "group_informed": float(self.group_informed[place]),
            "group_informed_against": float(self.group_informed_against[place]),
            "extremity": float(self.routing.extremity[place]),
            "priority": float(self.routing.priority[place]),
        }

    def person_json(self, row: int) -> dict[str, object]:
        """One person as plain values: group, place in the plane, votes that took part, agreement, steadiness."""
        label, place = int(self.labels[row]), self.picture.places[row]
        return {
            "id": self.people[row],
            "group": label if label >= 0 else None,
            "x": float(place[0]),
            "y": float(place[1]),
            "votes": int(self.picture.counted[row]),
            "same": int(self.agreement.same[row]),
            "compared": int(self.agreement.compared[row]),
            "kept": int(self.stability.kept[row]),
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of groups, counts and choices: all whole numbers and ids, the same on every machine that agrees."""
        return digest(
            {
                "options": self.options.as_json(),
                "groups": [list(group.members) for group in self.groups],
                "votes": [part.tolist() for part in (self.counts.agrees, self.counts.disagrees, self.counts.seen)],
                "agree": [one.statement for one in self.consensus.agree],
                "disagree": [one.statement for one in self.consensus.disagree],
                "representative": [[[r.statement, r.direction] for r in chosen] for chosen in self.representative],
            }
        )


def _counted(code: str, counts: Counts, group: int, place: int) -> Reason:
    agrees, disagrees, seen = (int(part[group, place]) for part in (counts.agrees, counts.disagrees, counts.seen))
    facts: dict[str, str | int] = {"agrees": agrees, "disagrees": disagrees, "seen": seen}
    facts["percent"] = whole_percent(agrees, seen)
    return Reason(code, facts if code == "statement.everybody" else {**facts, "group": group})


def _votes_json(counts: Counts, group: int, place: int) -> dict[str, int]:
    parts = {"agrees": counts.agrees, "disagrees": counts.disagrees, "seen": counts.seen}
    return {name: int(part[group, place]) for name, part in parts.items()}


def _why_out(statement: Statement) -> str:
    if statement.moderated < 0:
        return "statement.rejected"
    return "statement.about_people" if statement.meta else "statement.not_accepted"
