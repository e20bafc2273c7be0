"""What was raised, and every later word on a concern or a promise."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import PROTECT, Q
from django.utils.translation import gettext_lazy as _

from coproduce.accountability.models.decided import Promise
from coproduce.accountability.models.entries import Entry, Words
from coproduce.initiatives.agreements.models import Responsibility
from coproduce.initiatives.models import Party, Side
from coproduce.places.models import Organisation


class ConcernKind(models.TextChoices):
    CONCERN = "concern", _("concern")
    COMPLAINT = "complaint", _("complaint")
    INCIDENT = "incident", _("incident")


class Concern(Entry):
    """Something that somebody raised, and who must answer it by when."""

    kind = models.CharField(max_length=10, choices=ConcernKind)
    text = models.ForeignKey(Words, on_delete=PROTECT, related_name="+")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=PROTECT, related_name="concerns"
    )
    side = models.CharField(max_length=12, choices=Side, default=Side.CITIZEN)
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=PROTECT, related_name="concerns")
    responsibility = models.ForeignKey(
        Responsibility, null=True, blank=True, on_delete=PROTECT, related_name="concerns"
    )
    answerer = models.ForeignKey(Organisation, on_delete=PROTECT, related_name="concerns")
    due = models.DateField()

    def __str__(self) -> str:
        return f"concern {self.pk}"


class Said(models.TextChoices):
    """What a later row says of a promise or a concern."""

    KEPT = "kept", _("kept")
    PARTLY = "partly", _("partly kept")
    BROKEN = "broken", _("not kept")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ANSWERED = "answered", _("answered")
    CONTRADICTED = "contradicted", _("contradicted")
    ESCALATED = "escalated", _("passed on to the sponsor")


class Answer(Entry):
    """A later word on a promise or a concern: kept, answered, contradicted, escalated. The latest one is the state."""

    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=PROTECT, related_name="answers")
    concern = models.ForeignKey(Concern, null=True, blank=True, on_delete=PROTECT, related_name="answers")
    said = models.CharField(max_length=14, choices=Said)
    text = models.ForeignKey(Words, null=True, blank=True, on_delete=PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side, blank=True)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=PROTECT, related_name="answers")
    by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=PROTECT, related_name="answers")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(promise__isnull=False, concern=None) | Q(promise=None, concern__isnull=False),
                name="answer_to_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.said
