"""Measuring together: indicators, readings, and where the benefit lands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coproduce.accountability.actions import merge_threads, open_thread, record_contribution, record_finding
from coproduce.accountability.models import Finding, Thread
from coproduce.assessment.models import Indicator, Reading
from coproduce.assessment.queries.evidence import Seen, is_corroborated, seen_so_far, sides_measuring
from coproduce.assessment.queries.indicators import own_page, stands_alone
from coproduce.initiatives.actions import Refused, note_step
from coproduce.initiatives.models import Party, Step, StepState
from coproduce.places.models import PublicService
from coproduce.ui.said import choose

Text = Mapping[str, str]

# A thousandth of a unit is the finest step; a reading beyond this many units is a slip of the keyboard.
LARGEST = 10**12


def define_indicator(
    *,
    step: Step,
    title: Text,
    at: datetime,
    unit: Text | None = None,
    how: Text | None = None,
    direction: str = "up",
    observer: str = "both",
    settle_days: int = 90,
    thread: Thread | None = None,
) -> Indicator:
    """Say what will be measured, by whom and how, and on the thread of which need or promise; without one it begins its
    own, on which nobody was heard."""
    initiative = step.initiative
    with transaction.atomic():
        indicator = Indicator.objects.create(
            initiative=initiative,
            step=step,
            thread=thread
            or open_thread(
                initiative=initiative,
                title=title,
                url=own_page(step),
                at=at,
            ),
            title=dict(title),
            unit=dict(unit or {}),
            how=dict(how or {}),
            direction=direction,
            observer=observer,
            settle_days=settle_days,
        )
        note_indicators(step=step)
    return indicator


def change_indicator(
    *, indicator: Indicator, begins_anew: bool, thread: Thread | None = None, **said: Any
) -> Indicator:
    """Change what is measured; ``said`` are the fields of ``define_indicator`` besides the thread.

    Without a ``thread`` it stays where it is. With one, it goes on there, and so does all that it found on a thread of
    its own.

    Before the first reading the indicator itself changes. Afterwards a new version takes its place, with a first
    reading of its own, and the old one keeps its words and its readings. ``begins_anew`` says which of the two was
    announced: a reading that came in between is never put under other words.
    """
    with transaction.atomic():
        held = _held(indicator)
        if held.is_replaced:
            raise Refused("indicator_replaced")
        if held.readings.exists() != begins_anew:
            raise Refused("indicator_read_meanwhile")
        before, thread = held.thread, thread or held.thread
        if thread == before and all(getattr(held, name) == value for name, value in said.items()):
            raise Refused("indicator_unchanged")
        if thread != before and stands_alone(held):
            merge_threads(thread=before, into=thread)
        if begins_anew:
            changed = Indicator.objects.create(
                initiative=held.initiative,
                step=held.step,
                thread=thread,
                replaces=held,
                group=held.overlap_group,
                **said,
            )
        else:
            Indicator.objects.filter(pk=held.pk).update(thread=thread, **said)
            changed = held
        note_indicators(step=held.step)
    return changed


def _held(indicator: Indicator) -> Indicator:
    """The indicator as it is now, held until the end of the transaction."""
    there = Indicator.objects.select_for_update(of=("self",), no_key=True)
    return there.select_related("initiative__service", "step", "thread").get(pk=indicator.pk)


def read_indicator(
    *,
    indicator: Indicator,
    value: int,
    day: date,
    party: Party | None,
    at: datetime,
    lands_in: PublicService | None = None,
) -> Reading:
    """Enter a measured value, in thousandths of the unit; the first one is the baseline.

    The record gets the act of measuring and, from the second reading on, what was found, which lands in the service
    that whoever measured names. A reading for a day that has one takes its place; both rows stay, and the act of
    measuring counts for both.
    """
    party = _check_reading(indicator, value, day, party, at)
    with transaction.atomic():
        held = _held(indicator)
        if held.is_replaced:
            raise Refused("indicator_replaced")
        baseline = held.readings.filter(is_baseline=True, holds=True).first()
        if baseline is not None and day < baseline.day:
            raise Refused("reading_before_baseline")
        replaced = held.readings.filter(day=day, holds=True).first()
        if replaced is not None:
            Reading.objects.filter(pk=replaced.pk).update(holds=False)
        is_baseline = baseline is None or (replaced is not None and replaced.is_baseline)
        act = record_contribution(
            initiative=held.initiative,
            kind="monitor",
            party=party,
            thread=held.thread,
            source="self",
            at=at,
        )
        reading = Reading.objects.create(
            indicator=held,
            value=value,
            day=day,
            is_baseline=is_baseline,
            party=party,
            side=party.side,
            at=at,
            contribution=act,
            finding=None
            if is_baseline or baseline is None
            else _found(
                Seen.by(party, value=value, day=day),
                held,
                baseline.value,
                lands_in=lands_in,
                at=at,
                corrects=replaced.finding if replaced else None,
            ),
        )
        if is_baseline:
            _find_again(held, reading, at)
        note_indicators(step=held.step)
    return reading


def _check_reading(indicator: Indicator, value: int, day: date, party: Party | None, at: datetime) -> Party:
    if party is None or party.initiative_id != indicator.initiative_id or party.until is not None:
        raise Refused("not_a_party")
    if not indicator.may_be_read_by(party.side):
        raise Refused("reading_by_other_side")
    if indicator.step.state != StepState.OPEN:
        raise Refused("indicators_not_open")
    if day > timezone.localtime(at).date():
        raise Refused("reading_in_the_future")
    if abs(value) > LARGEST * 1000:
        raise Refused("reading_too_large")
    return party


def _found(
    seen: Seen,
    indicator: Indicator,
    baseline: int,
    *,
    lands_in: PublicService | None,
    at: datetime,
    corrects: Finding | None,
) -> Finding:
    """What a reading says beside the baseline, graded by who else has seen the same."""
    others = seen_so_far(indicator, seen.day)
    return record_finding(
        initiative=indicator.initiative,
        text=indicator.title,
        kind="outcome",
        grade="corroborated" if is_corroborated([*others, seen], change=seen.value - baseline) else "plausible",
        year=seen.day.year,
        at=at,
        thread=indicator.thread,
        lands_in=lands_in,
        indicator=indicator.key,
        baseline=baseline,
        reading=seen.value,
        unit=choose(indicator.unit, language=settings.LANGUAGE_CODE)[0][:40],
        # The readings of one indicator are one outcome, however often it is read (I25).
        overlap_group=indicator.overlap_group,
        assessed_by_sides=sorted({seen.side, *sides_measuring(indicator)}),
        corrects=corrects,
    )


def _find_again(indicator: Indicator, baseline: Reading, at: datetime) -> None:
    """A baseline put right changes what every later reading says beside it: each finding gets its correction."""
    later = indicator.readings.filter(holds=True, finding__isnull=False)
    for reading in later.select_related("finding__lands_in", "party").order_by("day"):
        before = reading.finding
        reading.finding = _found(
            Seen.by(reading.party, value=reading.value, day=reading.day),
            indicator,
            baseline.value,
            lands_in=before.lands_in if before else None,
            at=at,
            corrects=before,
        )
        reading.save(update_fields=["finding"])


def note_indicators(*, step: Step) -> None:
    """Push the current line: how many indicators there are, and how many have been read at all."""
    there = Indicator.objects.filter(step=step, replaced_by=None)
    read = there.filter(readings__holds=True).distinct().count()
    note_step(step=step, code="indicators_read", params={"indicators": there.count(), "read": read})


def set_up_indicators(step: Step, content: Mapping[str, Any], at: datetime) -> None:
    """Make the indicators that a blueprint gives: title, unit and ``how`` by language, direction, observer."""
    for given in content.get("indicators", ()):
        define_indicator(
            step=step,
            title=given["title"],
            unit=given.get("unit"),
            how=given.get("how"),
            direction=given.get("direction", "up"),
            observer=given.get("observer", "both"),
            settle_days=int(given.get("settle_days", step.settings.get("settle_days", 90))),
            at=at,
        )
    if not content.get("indicators"):
        note_indicators(step=step)
