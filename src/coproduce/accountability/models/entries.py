"""What every row of the record stands on: its words, its thread and what every entry has."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import PROTECT
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.models import Initiative

RECORD: dict[str, str] = {
    "purpose": "account in public for what was decided and done",
    "basis": "public task",
    "retention": "permanent",
    "on_erasure": "keep; the person is blanked",
}


class Words(models.Model):
    """Free text of the record, apart from it, so that it can be erased while the record stands."""

    PRIVACY: ClassVar = RECORD | {"on_erasure": "empty the text"}

    id = models.UUIDField(primary_key=True)
    salt = models.CharField(max_length=32)
    text = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.id)


class Thread(models.Model):
    """The identity of one need from being heard to what changed."""

    id = models.UUIDField(primary_key=True)
    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="threads")
    title = models.ForeignKey(Words, on_delete=PROTECT, related_name="+")
    # Path of the page of the thing itself, without the language.
    url = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=PROTECT, related_name="merged")

    def __str__(self) -> str:
        return str(self.id)


class Visibility(models.TextChoices):
    PUBLIC = "public", _("public")
    PARTIES = "parties", _("parties")
    COUNT_ONLY = "count_only", _("counted only")


class Entry(models.Model):
    """What every row of the record has."""

    PRIVACY: ClassVar = RECORD

    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="%(class)ss")
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=PROTECT, related_name="%(class)ss")
    at = models.DateTimeField()
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)

    class Meta:
        abstract = True
