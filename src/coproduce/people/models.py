"""Persons: the one user model, what they agreed to, how to reach them, what they may do for a town."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.places.models import Area


class PersonManager(BaseUserManager["Person"]):
    """Creates persons without a password; none is ever set, so none can be guessed or leak."""

    def create_user(self, display_name: str = "", **fields: Any) -> Person:
        person = self.model(display_name=display_name, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A natural person, site-wide. The display name may be a pseudonym and can be erased; the row stays."""

    PRIVACY: ClassVar = {
        "purpose": "sign in and take part",
        "basis": "consent",
        "retention": "until erased by the person",
        "on_erasure": "blank",
    }

    display_name = models.CharField(_("name shown to others"), max_length=80, blank=True)
    language = models.CharField(max_length=8, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.display_name or gettext("someone")


class Contact(models.Model):
    """How to reach a person besides the mail address; private, never on a page of others."""

    PRIVACY: ClassVar = {
        "purpose": "reach a person who asked for it",
        "basis": "consent",
        "retention": "until erased by the person",
        "on_erasure": "delete",
    }

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="contact")
    telephone = models.CharField(max_length=40, blank=True)
    access_needs = models.TextField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Purpose(models.TextChoices):
    TAKE_PART = "take_part", _("keep what I do here under the name I chose")
    NAME_PUBLIC = "name_public", _("show my name beside what I wrote")


class Consent(models.Model):
    """One decision of a person about one purpose; the latest row holds, nothing is overwritten."""

    PRIVACY: ClassVar = {
        "purpose": "show what was agreed and when",
        "basis": "legal obligation",
        "retention": "three years after the account is erased",
        "on_erasure": "keep",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    given = models.BooleanField()
    wording = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose} {'yes' if self.given else 'no'}"


class TownRole(models.TextChoices):
    CLERK = "clerk", _("town clerk")


class Role(models.Model):
    """What a person may do for a whole town; roles inside an initiative are parties there."""

    PRIVACY: ClassVar = {
        "purpose": "know who may act for the town",
        "basis": "public task",
        "retention": "until ended",
        "on_erasure": "delete",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    town = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=TownRole)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "person", "role"], name="one_role_each")]

    def __str__(self) -> str:
        return self.role


class Letter(models.Model):
    """A mail kept on the site instead of sent: the demo's postbox. Cleared after thirty days by the job runner."""

    PRIVACY: ClassVar = {
        "purpose": "let visitors of the demo read the mail it would send",
        "basis": "consent",
        "retention": "30 days",
        "on_erasure": "delete",
    }

    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class Sent(models.Model):
    """That something was sent once: what makes reminders and escalations safe to run again."""

    PRIVACY: ClassVar = {
        "purpose": "send nothing twice",
        "basis": "public task",
        "retention": "one year",
        "on_erasure": "delete",
    }

    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="sent")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class DemoMarker(models.Model):
    """Present only where the demo command made the town: without it nobody can become anybody."""

    PRIVACY: ClassVar = {"purpose": "none", "basis": "none", "retention": "forever", "on_erasure": "keep"}

    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return "demo"
