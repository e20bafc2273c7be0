"""Indicators: their readings, whether it is too early to tell, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from coproduce.accountability.models import FindingKind, Grade, Thread, Visibility
from coproduce.accountability.queries import promises_of, threads_to_measure
from coproduce.assessment.models import Direction, Indicator, Observer, Reading
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Party, Step
from coproduce.initiatives.queries import parties_of, step_for
from coproduce.places.models import Organisation, PublicService
from coproduce.places.queries import organisations_of, services_of

from .kinds import INDICATORS


def indicators_step_for(viewer: Any, town: str, initiative: str, step: int) -> Step:
    """An indicators step that the viewer may see; raises ``Step.DoesNotExist``."""
    return step_for(viewer, town, initiative, step, kind=INDICATORS)


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with the readings that hold, and what can be said of them."""

    indicator: Indicator
    readings: tuple[Reading, ...]

    @property
    def baseline(self) -> Reading | None:
        return next((r for r in self.readings if r.is_baseline), None)

    @property
    def latest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def settles_on(self) -> date | None:
        """From this day on a change may be called one."""
        first = self.baseline
        return first.day + timedelta(days=self.indicator.settle_days) if first else None

    @property
    def state(self) -> str:
        """empty, baseline (only the first reading), early, or one of better, worse, changed, same."""
        first, last, settles = self.baseline, self.latest, self.settles_on
        if first is None or last is None or settles is None:
            return "empty"
        if last.pk == first.pk:
            return "baseline"
        if last.day < settles:
            return "early"
        if last.value == first.value:
            return "same"
        if self.indicator.direction == Direction.NONE:
            return "changed"
        return "better" if (last.value > first.value) == (self.indicator.direction == Direction.UP) else "worse"

    @property
    def change(self) -> int | None:
        """Latest less baseline, in thousandths."""
        if self.baseline is None or self.latest is None or len(self.readings) < 2:
            return None
        return self.latest.value - self.baseline.value

    @property
    def sides(self) -> list[str]:
        """Which sides have measured."""
        return sorted({r.side for r in self.readings})


def _indicators() -> QuerySet[Indicator]:
    holding = Reading.objects.filter(holds=True).order_by("day", "id")
    return Indicator.objects.select_related("thread__title", "replaces", "replaced_by").prefetch_related(
        Prefetch("readings", queryset=holding)
    )


def measured(indicator: Indicator) -> Measured:
    """An indicator with its readings, as the page shows both; no question where these were read ahead."""
    return Measured(indicator, tuple(indicator.readings.all()))


def indicators_of(step: Step) -> list[Measured]:
    """Every indicator of a step with its readings, in two queries; of several versions the one that is read now."""
    return [measured(indicator) for indicator in _indicators().filter(step=step, replaced_by=None)]


def indicator_of(step: Step, key: int) -> Measured:
    """One indicator of this step; raises ``Indicator.DoesNotExist`` for one of another."""
    indicator = _indicators().get(step=step, pk=key)
    indicator.step, indicator.initiative = step, step.initiative
    return measured(indicator)


def reading_party(viewer: Any, indicator: Indicator) -> Party | None:
    """In which capacity the viewer would measure: one that the indicator asks, else whichever there is."""
    parties = sorted(
        parties_of(viewer, indicator.initiative), key=lambda p: (not indicator.may_be_read_by(p.side), p.pk)
    )
    return parties[0] if parties else None


def may_read(viewer: Any, indicator: Indicator) -> bool:
    """Whether the viewer takes part on the side that measures it; an earlier version is read by nobody."""
    if indicator.is_replaced:
        return False
    party = reading_party(viewer, indicator)
    return party is not None and indicator.may_be_read_by(party.side)


def readable_of(step: Step, key: int, viewer: Any) -> Measured:
    """One indicator that the viewer may measure; for others it is not there."""
    found = indicator_of(step, key)
    if not may_read(viewer, found.indicator):
        raise Indicator.DoesNotExist
    return found


def changeable_of(step: Step, key: int) -> Measured:
    """One indicator, while it can be changed: nobody fills in a form in vain."""
    found = indicator_of(step, key)
    if found.indicator.is_replaced:
        raise Refused("indicator_replaced")
    return found


def joined_indicator_of(step: Step, key: int, viewer: Any) -> Measured:
    """One indicator, for who takes part in its initiative; for others it is not there."""
    if finding_party(viewer, step) is None:
        raise Indicator.DoesNotExist
    return indicator_of(step, key)


def finding_party(viewer: Any, step: Step) -> Party | None:
    """In which capacity the viewer writes a finding down: their first here, or None."""
    return next(iter(parties_of(viewer, step.initiative)), None)


def services_to_land_in(initiative: Initiative) -> list[PublicService]:
    """Every service of the town: a benefit may land in another one than that of the initiative."""
    return list(services_of(initiative.town))


def bodies(initiative: Initiative) -> list[Organisation]:
    """Every body of the town: one may pay and another gain."""
    return list(organisations_of(initiative.town))


def waiting_for_readings(initiatives: Sequence[Any]) -> QuerySet[Indicator]:
    """Indicators of open steps of the initiatives with these numbers that have no reading at all: the first one is
    the baseline."""
    return Indicator.objects.filter(initiative__pk__in=initiatives, step__state="open", readings=None)


# ---- choices for forms ---------------------------------------------------------------------------------------------


def finding_kinds() -> list[tuple[str, str]]:
    """Benefits and costs; outcomes enter the record with the readings themselves."""
    return [(kind.value, str(kind.label)) for kind in FindingKind if kind != FindingKind.OUTCOME]


def grades() -> list[tuple[str, str]]:
    """How well a finding is known, as a form offers it, in the reader's language."""
    return [(grade.value, str(grade.label)) for grade in Grade]


def threads_of(initiative: Initiative) -> list[Thread]:
    """The needs, proposals and promised works that something can measure."""
    return threads_to_measure(initiative)


def promises_on_threads(initiative: Initiative) -> list[tuple[str, dict[str, str]]]:
    """Public promises by the key of the thread that they stand on, with their words."""
    rows = promises_of(initiative).filter(visibility=Visibility.PUBLIC, thread__merged_into=None)
    return [(str(row.thread_id), row.text.text) for row in rows.exclude(thread=None) if row.text.text]


def own_page(step: Step) -> str:
    """The page of an indicator that measures nothing but itself: so the record knows that nobody's word began it."""
    initiative = step.initiative
    return f"/{initiative.town.slug}/i/{initiative.slug}/indicators/{step.position}/"


def stands_alone(indicator: Indicator) -> bool:
    """Whether it measures no need and no promise."""
    return "/indicators/" in indicator.thread.url


def directions() -> list[tuple[str, str]]:
    """Which way an indicator should go, as a form offers it, in the reader's language."""
    return [(direction.value, str(direction.label)) for direction in Direction]


def observers() -> list[tuple[str, str]]:
    """Who may measure an indicator, as a form offers it, in the reader's language."""
    return [(observer.value, str(observer.label)) for observer in Observer]


def in_units(thousandths: int) -> Decimal:
    """Thousandths as an exact decimal without needless zeros: 21500 is 21.5."""
    value = Decimal(thousandths).scaleb(-3).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
