"""Costs and benefits: where they land, who pays, who gains; put right by a row that takes the place of the old one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from coproduce.accountability.actions import record_contribution, record_finding
from coproduce.accountability.models import Finding
from coproduce.assessment.models import Indicator
from coproduce.assessment.queries.findings import may_correct
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Party
from coproduce.places.models import Organisation, PublicService

Text = Mapping[str, str]
# What one finding says: what a correction may change.
SAID = ("kind", "grade", "year", "lands_in", "paying", "gaining", "low", "central", "high")


def enter_finding(
    *,
    indicator: Indicator,
    text: Text,
    kind: str,
    grade: str,
    year: int,
    party: Party | None,
    at: datetime,
    lands_in: PublicService | None = None,
    paying: Organisation | None = None,
    gaining: Organisation | None = None,
    low: int | None = None,
    central: int | None = None,
    high: int | None = None,
    counterfactual: Text | None = None,
) -> Finding:
    """Enter a cost or a benefit: in which service it lands, who pays, who gains, what would have been without it.

    Amounts are in minor units and may be left out; given, they stand in order. A benefit without a note on what
    would have happened anyway is refused (I24).
    """
    if party is None or party.initiative_id != indicator.initiative_id or party.until is not None:
        raise Refused("not_a_party")
    _check_amounts({"low": low, "central": central, "high": high})
    with transaction.atomic():
        finding = record_finding(
            initiative=indicator.initiative,
            text=text,
            kind=kind,
            grade=grade,
            year=year,
            at=at,
            thread=indicator.thread,
            counterfactual=_spoken(counterfactual),
            lands_in=lands_in,
            paying=paying,
            gaining=gaining,
            low=low,
            central=central,
            high=high,
            indicator=indicator.key,
            overlap_group=_group(indicator, kind),
            assessed_by_sides=[party.side],
        )
        record_contribution(
            initiative=indicator.initiative, kind="evaluate", party=party, thread=indicator.thread, at=at
        )
    return finding


def correct_finding(
    *,
    finding: Finding,
    indicator: Indicator,
    text: Text,
    party: Party | None,
    at: datetime,
    takes_back: bool = False,
    counterfactual: Text | None = None,
    **said: Any,
) -> Finding:
    """Put a finding right: a new row takes the place of the old one, which stays.

    ``said`` are the values of ``enter_finding``; with ``takes_back`` the finding no longer counts at all. Correcting
    is no second act of evaluating, so the effort in the record stays as it was.
    """
    if party is None or not may_correct(party, finding):
        raise Refused("finding_of_other_side")
    _check_amounts(said)
    with transaction.atomic():
        held = Finding.objects.select_for_update(of=("self",), no_key=True).get(pk=finding.pk)
        if Finding.objects.filter(corrects=held).exists():
            raise Refused("finding_corrected_already")
        if not takes_back and _same(finding, text, counterfactual, said):
            raise Refused("finding_unchanged")
        return record_finding(
            initiative=indicator.initiative,
            text=text,
            at=at,
            thread=finding.thread,
            counterfactual=_spoken(counterfactual),
            indicator=finding.indicator,
            overlap_group=_group(indicator, str(said["kind"])),
            assessed_by_sides=sorted({*finding.assessed_by_sides, party.side}),
            corrects=finding,
            counts=not takes_back,
            **said,
        )


def _same(finding: Finding, text: Text, counterfactual: Text | None, said: Mapping[str, Any]) -> bool:
    before = finding.counterfactual.text if finding.counterfactual else {}
    return (
        dict(text) == finding.text.text
        and dict(counterfactual or {}) == before
        and all(said.get(name) == getattr(finding, name) for name in SAID)
    )


def _check_amounts(said: Mapping[str, Any]) -> None:
    amounts = [said[name] for name in ("low", "central", "high") if said.get(name) is not None]
    if amounts and (len(amounts) < 3 or amounts != sorted(amounts)):
        raise Refused("amounts_out_of_order")


def _spoken(text: Text | None) -> Text | None:
    return text if text and any(words.strip() for words in text.values()) else None


def _group(indicator: Indicator, kind: str) -> str:
    return f"{indicator.overlap_group}-{kind}"[:40]
