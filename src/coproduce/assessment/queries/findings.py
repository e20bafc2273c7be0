"""Costs and benefits found from an indicator: those that hold, those put right since, and who may do so."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from coproduce.accountability.models import Finding, FindingKind
from coproduce.assessment.models import Indicator
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Party, PartyRole
from coproduce.initiatives.queries import parties_of


def all_findings_of(indicator: Indicator) -> QuerySet[Finding]:
    """What was found besides the readings, newest first, with the rows that were corrected since."""
    return (
        Finding.objects.filter(initiative_id=indicator.initiative_id, indicator=indicator.key)
        .exclude(kind=FindingKind.OUTCOME)
        .select_related("text", "counterfactual", "lands_in", "paying", "gaining", "corrected_by", "thread")
        .order_by("-at", "-id")
    )


def findings_of(indicator: Indicator, viewer: Any) -> tuple[list[Finding], list[Finding]]:
    """Those that hold, each marked with whether the viewer may put it right, and those that were put right or taken
    back; one query."""
    parties = parties_of(viewer, indicator.initiative)
    holding: list[Finding] = []
    earlier: list[Finding] = []
    for row in all_findings_of(indicator):
        if not row.counts:
            continue
        row.__dict__["correctable"] = any(may_correct(party, row) for party in parties)
        (earlier if hasattr(row, "corrected_by") else holding).append(row)
    return holding, earlier


def may_correct(party: Party, finding: Finding) -> bool:
    """A side puts right what it entered itself; who runs the initiative may put right anything."""
    return (
        party.initiative_id == finding.initiative_id
        and party.until is None
        and (party.side in finding.assessed_by_sides or party.role == PartyRole.COORDINATOR)
    )


def finding_to_correct(indicator: Indicator, key: int, viewer: Any) -> tuple[Finding, Party]:
    """One finding of this indicator and the party that puts it right; refused for the other side's and for old rows."""
    finding = all_findings_of(indicator).get(pk=key, counts=True)
    party = next((p for p in parties_of(viewer, indicator.initiative) if may_correct(p, finding)), None)
    if party is None:
        raise Refused("finding_of_other_side")
    if hasattr(finding, "corrected_by"):
        raise Refused("finding_corrected_already")
    return finding, party
