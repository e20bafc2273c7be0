"""The demo town: every Run stopped half-way, and what lies ahead in it. Made once; safe to repeat."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coproduce.people.actions import appoint_clerk, mark_demo
from coproduce.places.queries import towns

from . import aheads, runs
from .cast import Clock, make_town

SLUG = "sainte-marguerite"
SEED = "demo"
HALF_WAY = "half-way"


def make_demo_town(*, at: datetime) -> bool:
    """Make the town and play each Run until its half-way mark. False where the town is already there."""
    if towns().filter(slug=SLUG).exists():
        return False
    with transaction.atomic():
        town = make_town(SLUG, at=at)
        clock = Clock(at)
        appoint_clerk(person=town.person("Hélène Dubois"), town=town.area)
        for run in runs().values():
            for fact in run(town, clock, SEED):
                if fact.name == HALF_WAY:
                    break
        for ahead in aheads():
            ahead(town, clock)
        mark_demo(at=at)
    return True
