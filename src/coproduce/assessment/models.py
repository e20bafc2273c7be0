"""What both sides say of the result, and what is measured."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.accountability.models import Contribution, Finding, Thread
from coproduce.initiatives.models import Initiative, Party, Side, Step


class Survey(models.Model):
    """The questions of one step, asked to both sides and counted apart; each wave is a step of its own."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="survey")
    title = models.JSONField(default=dict)
    intro = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"survey {self.pk}"


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("scale from 1 to 5")
    CHOICE = "choice", _("one of several answers")
    TEXT = "text", _("own words")


class Question(models.Model):
    """One question. ``choices`` is a list of ``{lang: text}``; an answer keeps the position in it."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    text = models.JSONField(default=dict)
    kind = models.CharField(max_length=8, choices=QuestionKind, default=QuestionKind.SCALE)
    choices = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["survey", "order"], name="one_question_per_place")]

    def __str__(self) -> str:
        return f"question {self.order}"


class SurveyMark(models.Model):
    """That a person has answered, so that nobody answers twice. No time; gone when the survey closes."""

    PRIVACY: ClassVar = {
        "purpose": "let nobody answer twice",
        "basis": "public task",
        "retention": "until the survey closes",
        "on_erasure": "delete",
    }

    # 128 random bits: a serial number would keep the order in which people answered.
    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="survey_marks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="one_answer_per_person")]

    def __str__(self) -> str:
        return str(self.id)


class SurveyResponse(models.Model):
    """What somebody answered: which side, no person, no time, no serial number."""

    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    side = models.CharField(max_length=12, choices=Side)
    # Question id (as text) to 1..5, to a position in the choices, or to words.
    answers = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["citizen", "professional"]), name="a_survey_has_two_sides")
        ]

    def __str__(self) -> str:
        return self.side


class Direction(models.TextChoices):
    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    NONE = "none", _("neither")


class Observer(models.TextChoices):
    CITIZEN = "citizen", _("citizens")
    PROFESSIONAL = "professional", _("professionals")
    BOTH = "both", _("both sides")


class Indicator(models.Model):
    """Something that is measured again and again, on a thread of the record."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="indicators")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="indicators")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="indicators")
    title = models.JSONField(default=dict)
    unit = models.JSONField(default=dict, blank=True)
    how = models.JSONField(default=dict, blank=True)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    observer = models.CharField(max_length=12, choices=Observer, default=Observer.BOTH)
    # Below this many days after the first reading nothing is concluded.
    settle_days = models.PositiveSmallIntegerField(default=90)
    # Once it was read, a change begins a new version: what was measured stays under the words it was measured by.
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    # The key of the first version: all versions are one outcome in the record.
    group = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"indicator {self.pk}"

    @property
    def key(self) -> str:
        """Its name in the record, which knows no table of this room."""
        return f"indicator-{self.pk}"

    @property
    def overlap_group(self) -> str:
        """What its findings have in common with those of its other versions (I25)."""
        return self.group or self.key

    @property
    def is_replaced(self) -> bool:
        return hasattr(self, "replaced_by")

    def may_be_read_by(self, side: str) -> bool:
        return self.observer in (side, Observer.BOTH) and side in (Side.CITIZEN, Side.PROFESSIONAL)


class Reading(models.Model):
    """One measured value in thousandths of the unit, on one day; the first one is the baseline.

    A later reading for the same day takes the place of the earlier one, which stays.
    """

    PRIVACY: ClassVar = {
        "purpose": "know which side measured",
        "basis": "consent",
        "retention": "permanent",
        "on_erasure": "keep; the person is blanked",
    }

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    value = models.BigIntegerField()
    day = models.DateField()
    is_baseline = models.BooleanField(default=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="readings")
    side = models.CharField(max_length=12, choices=Side)
    at = models.DateTimeField()
    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="measured")
    finding = models.OneToOneField(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="measured")
    # False once a later reading for the same day has taken its place.
    holds = models.BooleanField(default=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "day"], condition=Q(holds=True), name="one_reading_a_day_holds"
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_baseline=True, holds=True), name="one_baseline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.value}"
