"""What each reader can do now where everything is open, in order; the rooms may ask for it as they like."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from coproduce.accountability.models import Concern, Promise
from coproduce.assessment.models import Indicator
from coproduce.delivery.models import Shift
from coproduce.initiatives.queries import offers_for, see_together
from coproduce.initiatives.registry import Offer
from coproduce.ui.said import said_plain
from tests.journeys.busy import fill
from tests.world import World

pytestmark = pytest.mark.django_db

NUMBERED = {"promises": Promise, "concerns": Concern, "shifts": Shift, "indicators/8": Indicator}

# By a short name: order, action, address below the initiative (rows of a kind numbered from one), title, detail.
EVERY = {
    "survey7": (30, "Answer", "survey/7/", "After summer", "2 questions, without your name · until 24 May 2026"),
    "survey11": (30, "Answer", "survey/11/", "Survey", "2 questions, without your name"),
    "say": (30, "Say a need", "needs/1/say/", "Say what is missing", "1 need, 0 answered"),
    "draft1": (
        40,
        "Read and comment",
        "drafts/4/1/",
        "Brief for the alley, version 1",
        "100% of its lines by citizens · 2 open comments",
    ),
    "draft2": (40, "Read and comment", "drafts/4/2/", "Draft 2, version 1", "0% of its lines by citizens"),
    "draft3": (40, "Read and comment", "drafts/4/3/", "Draft 3, version 1", "0% of its lines by citizens"),
    "draft4": (40, "Read and comment", "drafts/4/4/", "Draft 4, version 1", "0% of its lines by citizens"),
    "shift2": (
        40,
        "Take a place",
        "rota/5/shifts/2/",
        "Water the beds, Wednesday, 6 May 2026, 14:00 to 17:00",
        "2 places for residents free, 1 resident is coming, 1 professional is coming",
    ),
    "shift3": (
        40,
        "Take a place",
        "rota/5/shifts/3/",
        "Water the beds, Friday, 8 May 2026, 14:00 to 17:00",
        "3 places for residents free, 1 place for professionals free",
    ),
    "shift4": (
        40,
        "Take a place",
        "rota/5/shifts/4/",
        "Water the beds, Sunday, 10 May 2026, 14:00 to 17:00",
        "3 places for residents free, 1 place for professionals free",
    ),
    "vote10": (10, "Vote", "votes/10/", "Vote", "Closes on Monday, 4 May 2026 at 20:00"),
    "vote9": (10, "Vote", "votes/9/", "Vote", "Closes on Tuesday, 5 May 2026 at 02:00"),
    "shift1": (
        40,
        "Take a place",
        "rota/5/shifts/1/",
        "Water the beds, Wednesday, 13 May 2026, 14:00 to 17:00",
        "3 places for residents free, 1 place for professionals free",
    ),
    "measure1": (
        60,
        "Measure",
        "indicators/8/1/",
        "Heat at noon",
        "No reading yet. The first one shows how it was before.",
    ),
    "measure2": (
        60,
        "Measure",
        "indicators/8/2/",
        "Noise at night",
        "No reading yet. The first one shows how it was before.",
    ),
    "promise3": (10, "Answer", "promises/3/", "Mend the tap", "Promised by 29 April 2026. Say how it stands."),
    "concern2": (10, "Answer", "concerns/2/", "Somebody raised a concern", "Answer it by 4 April 2026."),
    "check": (
        15,
        "Check them",
        "proposals/2/?state=submitted&order=first",
        "Check proposals",
        "2 proposals wait for a check",
    ),
    "answer": (
        16,
        "Answer them",
        "needs/1/?show=unanswered",
        "Answer needs",
        "1 need waits for an answer",
    ),
    "concern1": (20, "Answer", "concerns/1/", "Somebody raised a concern", "Answer it by 3 June 2026."),
    "promise5": (
        30,
        "Answer",
        "promises/5/",
        "Open the gate",
        "Somebody says that it is not done. Answer by 3 June 2026.",
    ),
    "promise2": (30, "Answer", "promises/2/", "Plant ten trees", "Promised by 9 May 2026. Say how it stands."),
    "promise4": (30, "Answer", "promises/4/", "Bring cake", "Promised by 7 May 2026. Say how it stands."),
}

OWED = "promise3 concern2 check answer concern1 promise2 promise5"
# No proposal is asked for: a vote has fixed what stands on its ballot.
WRITE = "say draft1 draft2 draft3 draft4"
OFFERED = {
    "nobody": f"vote10 vote9 survey7 survey11 {WRITE} shift2 shift3 shift4",
    "rosa": f"vote10 vote9 survey7 {WRITE} shift3 shift4 shift1 measure1 measure2",
    "nils": f"{OWED} survey7 survey11 {WRITE} shift3 shift4 shift1 measure1 measure2",
    "kim": f"check answer promise4 survey7 survey11 {WRITE} shift3 shift4 shift1 measure1 measure2",
    "clara": f"survey7 survey11 {WRITE} shift2 shift3 shift4",
    "otto": f"survey7 survey11 {WRITE} shift2 shift3 shift4",
    "omar": f"{OWED} survey7 survey11 {WRITE} shift3 shift4 shift1 measure1 measure2",
}


def in_order(url: str) -> str:
    """The address with the place of the row among its kind, as each database counts rows in its own way."""
    for part, model in NUMBERED.items():
        for place, pk in enumerate(model.objects.order_by("pk").values_list("pk", flat=True), start=1):
            if url.endswith(f"/{part}/{pk}/"):
                return re.sub(r"\d+/$", f"{place}/", url)
    return url


def line(world: World, offer: Offer) -> tuple[Any, ...]:
    below = in_order(offer.url).removeprefix(f"/en/lindon/i/{world.alley.slug}/")
    title = said_plain(offer.title) if isinstance(offer.title, dict) else str(offer.title)
    return offer.order, str(offer.action), below, title, str(offer.detail)


@pytest.mark.parametrize("name", OFFERED)
def test_what_each_reader_is_offered_where_everything_is_open(
    world: World, name: str, django_assert_max_num_queries: Any
) -> None:
    """The same for all initiatives of a page at once, and with three queries at most."""
    fill(world, world.at)
    viewer = AnonymousUser() if name == "nobody" else world.people[name]
    shown = [world.park, world.alley]
    see_together(viewer, shown)
    with translation.override("en"), django_assert_max_num_queries(3):
        found = offers_for(shown, viewer, world.at)
    with translation.override("en"):
        said = [line(world, offer) for offer in found[world.alley.pk]]
    assert said == [EVERY[key] for key in OFFERED[name].split()]
    # Clara, the clerk, is led to what the park still lacks.
    assert len(found[world.park.pk]) == (name == "clara")
