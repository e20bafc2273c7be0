"""Sums kept beside the record, and who follows it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import PROTECT

from coproduce.accountability.models.entries import RECORD, Thread
from coproduce.initiatives.models import Activity, Initiative, Party, Side


class Tally(models.Model):
    """A sum kept in the record's own transaction: acts and minutes of a side in an activity in a month."""

    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="tallies")
    activity = models.CharField(max_length=16, choices=Activity)
    side = models.CharField(max_length=12, choices=Side)
    month = models.DateField()
    acts = models.IntegerField(default=0)
    minutes = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "activity", "side", "month"], name="one_tally_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.side} {self.acts}"


class Active(models.Model):
    """Which party was active in an activity in a month, so that people can be counted once."""

    PRIVACY: ClassVar = RECORD

    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="actives")
    activity = models.CharField(max_length=16, choices=Activity)
    side = models.CharField(max_length=12, choices=Side)
    month = models.DateField()
    party = models.ForeignKey(Party, on_delete=PROTECT, related_name="actives")
    acts = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "activity", "side", "month", "party"], name="one_active_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.party_id}"


class TookPart(models.Model):
    """That a person reached a step of the funnel; without time, erasable."""

    PRIVACY: ClassVar = {
        "purpose": "see who is missing at each step",
        "basis": "public task",
        "retention": "life of the initiative",
        "on_erasure": "delete",
    }

    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="took_part")
    funnel_step = models.CharField(max_length=12)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=PROTECT, related_name="took_part")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "funnel_step", "person"], name="took_part_once")]

    def __str__(self) -> str:
        return self.funnel_step


class Following(models.Model):
    """A person asked to hear what becomes of a thread."""

    PRIVACY: ClassVar = {
        "purpose": "tell somebody what became of it",
        "basis": "consent",
        "retention": "until stopped",
        "on_erasure": "delete",
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=PROTECT, related_name="following")
    thread = models.ForeignKey(Thread, on_delete=PROTECT, related_name="followers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="follow_once")]

    def __str__(self) -> str:
        return str(self.thread_id)
