"""What people say is missing, who else needs it, and what professionals answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.accountability.models import Thread
from coproduce.initiatives.models import Initiative, Party, Side, Step
from coproduce.places.models import Area

PRIVACY: dict[str, str] = {
    "purpose": "know what is missing before anything is decided",
    "basis": "consent",
    "retention": "life of the initiative",
    "on_erasure": "keep; the person is blanked",
}


class Channel(models.TextChoices):
    """By which door a need came in."""

    ACCOUNT = "account", _("said here by somebody signed in")
    OPEN = "open", _("said here without an account")
    PAPER = "paper", _("written down from paper or a meeting")
    BLUEPRINT = "blueprint", _("comes with the blueprint")


class HideReason(models.TextChoices):
    """Why a need is no longer shown: a closed list, so that nobody is silenced without a word."""

    PRIVATE = "private", _("it tells something private about a person")
    INSULT = "insult", _("it insults somebody")
    ADVERTISING = "advertising", _("it is advertising")
    ELSEWHERE = "elsewhere", _("it is not about this service")
    UNLAWFUL = "unlawful", _("the law forbids publishing it")


class Need(models.Model):
    """Something that is missing, said by one person or by several together; ``voices`` adds those who need it too.

    A title without any language is one whose author was erased.
    """

    PRIVACY: ClassVar = PRIVACY | {"on_erasure": "keep; its words are emptied"}

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="needs")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="needs")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="needs")
    number = models.PositiveIntegerField()
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    side = models.CharField(max_length=12, choices=Side, default=Side.CITIZEN)
    channel = models.CharField(max_length=10, choices=Channel)
    headcount = models.PositiveIntegerField(default=1)
    voices = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden = models.CharField(max_length=12, choices=HideReason, blank=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "commissioning"
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="one_number_per_need")]
        indexes = [models.Index(fields=["step", "-voices", "number"], name="needs_by_voices")]

    def __str__(self) -> str:
        return f"need {self.number}"

    @property
    def supporters(self) -> int:
        """How many pressed "I need this too"."""
        return self.voices - self.headcount


class NeedSupport(models.Model):
    """That somebody needs this too: a keyed mark that names nobody and bears no time, unique so that once is once."""

    PRIVACY: ClassVar = PRIVACY | {"basis": "none: nothing personal is kept", "on_erasure": "keep"}

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="supports")
    mark = models.CharField(max_length=64)

    class Meta:
        app_label = "commissioning"
        constraints = [models.UniqueConstraint(fields=["need", "mark"], name="needs_it_too_once")]

    def __str__(self) -> str:
        return f"support {self.pk}"


class NeedAnswer(models.Model):
    """A reasoned answer by a professional party; a later answer is a later row."""

    PRIVACY: ClassVar = PRIVACY | {"on_erasure": "empty; what was written for an organisation stays"}

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="need_answers")
    text = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        app_label = "commissioning"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"answer {self.pk}"
