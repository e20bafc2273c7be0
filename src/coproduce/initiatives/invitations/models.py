"""Who was asked to act for a body, until they answer: an address, never a person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from coproduce.initiatives.models import Initiative, PartyRole, Side, Standing
from coproduce.places.models import Organisation


class Invitation(models.Model):
    """One question to one address. It goes with the answer, and without an answer when its time is over."""

    PRIVACY: ClassVar = {
        "purpose": "ask somebody whether they act for a body",
        "basis": "public task",
        "retention": "until the answer, thirty days at most",
        "on_erasure": "delete",
    }

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="invitations")
    # In small letters. Whether somebody signs in here with it is looked up when they come, never kept.
    address = models.EmailField(max_length=320)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    standing = models.CharField(max_length=16, choices=Standing)
    role = models.CharField(max_length=16, choices=PartyRole, default=PartyRole.MEMBER)
    at = models.DateTimeField()

    class Meta:
        app_label = "initiatives"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "address", "side", "role"], name="one_invitation_per_capacity"
            )
        ]
        indexes = [models.Index(fields=["address"])]

    def __str__(self) -> str:
        return f"invitation {self.pk}: {self.side}, {self.role}"
