"""A text written by both sides: its versions with the author side of every line, and what people remark on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from coproduce.accountability.models import Promise, Thread
from coproduce.initiatives.models import Initiative, Party, Side, Step

PRIVACY: dict[str, str] = {
    "purpose": "design a service together and show who wrote what",
    "basis": "consent",
    "retention": "life of the initiative",
    "on_erasure": "keep; the person is blanked",
}


class Draft(models.Model):
    """A brief, a plan, a text being written together, on the thread of the need that it answers."""

    PRIVACY: ClassVar = PRIVACY | {"on_erasure": "keep; the title is emptied where no version was adopted"}

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="drafts")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="drafts")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="drafts")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    title = models.JSONField(default=dict)
    # Pushed down by the acts on it, so that lists and offers read drafts alone.
    versions_count = models.PositiveIntegerField(default=0)
    open_comments = models.PositiveIntegerField(default=0)
    citizen_lines = models.PositiveIntegerField(default=0)
    professional_lines = models.PositiveIntegerField(default=0)
    other_lines = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="one_number_per_draft")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"draft {self.number}"


class DraftVersion(models.Model):
    """One state of a draft. ``lines`` is a list of ``{"side": code or "", "text": {language: text}}``.

    A line keeps the side that first wrote it as long as nobody changes it; an empty side is text that came with the
    blueprint. A line without any language is one whose author was erased.
    """

    PRIVACY: ClassVar = PRIVACY | {"on_erasure": "keep what was adopted; other own lines and notes are emptied"}

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="draft_versions")
    side = models.CharField(max_length=12, choices=Side, blank=True)
    lines = models.JSONField(default=list)
    note = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_number_per_version")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class Adoption(models.Model):
    """The version that holds: adopted once, with how many of its lines each side wrote."""

    PRIVACY: ClassVar = PRIVACY

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="adoption")
    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="adoptions")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions")
    reason = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"adoption of {self.version_id}"


class DraftComment(models.Model):
    """A remark on a version, or on one of its lines (counted from 1); settled with a public reason."""

    PRIVACY: ClassVar = PRIVACY | {"on_erasure": "empty; what was written for an organisation stays"}

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="comments")
    line = models.PositiveIntegerField(null=True, blank=True)
    # The words that were remarked on, kept beside the remark, as later versions may change them.
    quote = models.JSONField(default=dict, blank=True)
    number = models.PositiveIntegerField()
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="draft_comments")
    side = models.CharField(max_length=12, choices=Side)
    text = models.JSONField(default=dict)
    settled = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_number_per_comment")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"comment {self.number}"


class CommentAnswer(models.Model):
    """A word back on a comment; one that settles it is its reason."""

    PRIVACY: ClassVar = PRIVACY | {"on_erasure": "empty; what was written for an organisation stays"}

    comment = models.ForeignKey(DraftComment, on_delete=models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="comment_answers")
    side = models.CharField(max_length=12, choices=Side)
    text = models.JSONField(default=dict)
    settles = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"answer {self.pk}"
