"""Some left the panel: the same quotas, less what those who stay already fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.panels.types import Quota, Selection


@dataclass(frozen=True, slots=True)
class Vacancy:
    """``selection``: what is still to be filled, from whom. ``stay``: who keeps a seat. ``over``: quotas that those
    who stay overfill already, which no replacement can mend. ``same_address``: who is left out because somebody who
    stays lives there too."""

    selection: Selection
    stay: tuple[str, ...]
    gone: tuple[str, ...]
    over: tuple[tuple[str, str, int], ...]
    same_address: tuple[str, ...] = ()

    def reason_of(self, person: str) -> Reason | None:
        """Why somebody of the pool is not in the draw for the seats left; None of whoever is."""
        for code, people in (("stays", self.stay), ("gone", self.gone), ("same_address", self.same_address)):
            if person in people:
                return Reason(f"panel.{code}", {"person": person})
        return None

    def as_json(self) -> dict[str, object]:
        return {
            "seats": self.selection.size,
            "stay": list(self.stay),
            "gone": list(self.gone),
            "quotas": [
                {"feature": quota.feature, "value": quota.value, "min": quota.least, "max": quota.most}
                for quota in self.selection.quotas
            ],
            "same_address": list(self.same_address),
            "over": [{"feature": f, "value": v, "by": by} for f, v, by in self.over],
        }


def vacancy(selection: Selection, *, panel: Iterable[str], gone: Iterable[str]) -> Vacancy:
    """Lower each quota by those who stay, and leave out of the pool the panel, the gone and their households.

    Only households of those who stay are barred; whoever lived with somebody gone may come.

    Raises:
        MethodError: ``panel_member_unknown``, ``panel_gone_unknown``, ``panel_nobody_gone``,
            ``panel_too_many_members``, ``panel_replacements_few``.
    """
    members, left = sorted(set(panel)), sorted(set(gone))
    people = {person.id: person for person in selection.people}
    for id_ in members:
        if id_ not in people:
            raise MethodError("panel_member_unknown", {"person": id_})
    for id_ in left:
        if id_ not in members:
            raise MethodError("panel_gone_unknown", {"person": id_})
    if len(members) > selection.size:
        raise MethodError("panel_too_many_members", {"people": len(members), "size": selection.size})
    stay = tuple(id_ for id_ in members if id_ not in set(left))
    seats = selection.size - len(stay)
    if not seats:
        raise MethodError("panel_nobody_gone")
    filled = Counter(pair for id_ in stay for pair in zip(selection.features, people[id_].values, strict=True))
    quotas, over = [], []
    for quota in selection.quotas:
        have = filled[quota.feature, quota.value]
        if have > quota.most:
            over.append((quota.feature, quota.value, have - quota.most))
        quotas.append(_less(quota, have))
    homes = {people[id_].household for id_ in stay} - {""}
    out = set(members)
    rest = tuple(p for p in selection.people if p.id not in out and p.household not in homes)
    shared = tuple(p.id for p in selection.people if p.id not in out and p.household in homes)
    if len(rest) < seats:
        raise MethodError("panel_replacements_few", {"people": len(rest), "seats": seats, "shared": len(shared)})
    return Vacancy(Selection(seats, tuple(quotas), rest), stay, tuple(left), tuple(over), shared)


def _less(quota: Quota, have: int) -> Quota:
    def down(figure: int | None) -> int | None:
        return None if figure is None else max(0, figure - have)

    least, most = max(0, quota.least - have), max(0, quota.most - have)
    return Quota(quota.feature, quota.value, least, most, down(quota.least_flex), down(quota.most_flex))
