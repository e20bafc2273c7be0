"""What a ballot keeps. Nothing here ties a ballot to the person who cast it: no time, no serial, no person.

The roll says who may vote, a mark that somebody has; a cast ballot stands beside them under a random key. Marks,
ballots and idempotency rows are ``WITHOUT ROWID`` tables on SQLite, so that no order of arrival is kept.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.accountability.models import Decision, Thread
from coproduce.commissioning.models import Proposal
from coproduce.initiatives.models import Side, Step
from coproduce.places.models import Organisation


class BallotState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Eligibility(models.TextChoices):
    """Who stands on the roll; one-time codes may stand beside any of them."""

    CITIZENS = "citizens", _("everyone who takes part on the citizens’ side")
    EVERYONE = "everyone", _("everyone who takes part, on both sides")
    CODES = "codes", _("only people with a voting code")


class Channel(models.TextChoices):
    ONLINE = "online", _("online, with an account")
    CODE = "code", _("with a voting code")


class Ballot(models.Model):
    """One vote on one step. From opening on, its options, rule, budget, times and roll never change (I16)."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="ballot")
    state = models.CharField(max_length=8, choices=BallotState, default=BallotState.DRAFT)
    # The names and meanings of these settings are in ``queries.rules``.
    rule = models.JSONField(default=dict)
    # Minor units; ``unit`` of them make one whole unit of the currency.
    budget = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    unit = models.PositiveIntegerField(default=100)
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    roll_size = models.PositiveIntegerField(null=True, blank=True)
    # What was published at opening, and its fingerprint, which every ballot names.
    manifest = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    # Drawn before voting and shown after; only its SHA-256 is public in between.
    seed = models.CharField(max_length=80, blank=True)
    seed_commitment = models.CharField(max_length=64, blank=True)
    answers = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # A vote held elsewhere and read from a file: it has no roll here.
    imported = models.BooleanField(default=False)
    # Personal columns of the file that were left out, and notes of the reader, as codes.
    dropped = models.JSONField(default=list, blank=True)

    class Meta:
        app_label = "commissioning"

    def __str__(self) -> str:
        return f"ballot {self.pk} ({self.state})"


class BallotOption(models.Model):
    """One project on the ballot, copied at opening so that a later change of the proposal cannot reach it."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="options")
    code = models.CharField(max_length=200)
    title = models.JSONField(default=dict)
    cost = models.BigIntegerField()
    withdrawn = models.BooleanField(default=False)
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.PROTECT, related_name="ballot_options")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="options")
    origin_side = models.CharField(max_length=12, choices=Side, blank=True)

    class Meta:
        app_label = "commissioning"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ballot", "code"], name="one_option_per_code")]

    def __str__(self) -> str:
        return self.code

    @property
    def page(self) -> str:
        """Where it is described, without the language: the proposal's own page, not that of the need it answers.

        A typed project is described by its title alone, so it has none.
        """
        if self.proposal is not None:
            step, initiative = self.proposal.step, self.ballot.step.initiative
            place = f"/{initiative.town.slug}/i/{initiative.slug}"
            return f"{place}/proposals/{step.position}/{self.proposal.number}/"
        return ""


class RollEntry(models.Model):
    """One right to vote once, fixed at opening: of a person, or of whoever holds a one-time code."""

    PRIVACY: ClassVar = {
        "purpose": "give each person one vote",
        "basis": "public task",
        "retention": "life of the initiative",
        "on_erasure": "blank person",
    }

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="roll")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="roll_entries"
    )
    # Keyed digest of the code; the code itself is shown once and kept nowhere.
    code_digest = models.CharField(max_length=64, null=True, blank=True)
    side = models.CharField(max_length=12, choices=Side, default=Side.CITIZEN)
    channel = models.CharField(max_length=8, choices=Channel)

    class Meta:
        app_label = "commissioning"
        constraints = [
            models.UniqueConstraint(fields=["ballot", "person"], name="one_entry_per_person"),
            models.UniqueConstraint(fields=["ballot", "code_digest"], name="one_entry_per_code"),
        ]

    def __str__(self) -> str:
        return f"roll entry by {self.channel}"


class RollMark(models.Model):
    """That an entry of the roll has been used. Written by ``create()`` alone: ``save()`` could pass over a mark."""

    PRIVACY: ClassVar = {
        "purpose": "let nobody vote twice",
        "basis": "public task",
        "retention": "life of the initiative",
        "on_erasure": "keep; the person is blanked on the roll",
    }

    id = models.UUIDField(primary_key=True)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="marks")
    entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="marks")
    # Empty while the row is as it was cast; set once a batch has written it anew.
    settled = models.BooleanField(null=True)

    class Meta:
        app_label = "commissioning"
        constraints = [models.UniqueConstraint(fields=["ballot", "entry"], name="one_mark_per_voter")]

    def __str__(self) -> str:
        return "mark"


class CastBallot(models.Model):
    """What somebody chose, under 128 random bits.

    ``{"choice": [codes, sorted], "nonce": 32 hex digits}``, from closing on with the ``"receipt"`` code that follows
    from these; of an imported vote ``{"choice": ..., "times": how many cast it}``.
    """

    PRIVACY: ClassVar = {
        "purpose": "count the vote, and let anyone count it again",
        "basis": "public task",
        "retention": "permanent",
        "on_erasure": "keep; no ballot can be traced to a person",
    }

    id = models.UUIDField(primary_key=True)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="cast")
    body = models.JSONField()
    # As of a mark.
    settled = models.BooleanField(null=True)

    class Meta:
        app_label = "commissioning"

    def __str__(self) -> str:
        return "cast ballot"


class Idempotency(models.Model):
    """The answer to one cast, sealed under the sender's own key, so that a lost answer can be asked for again."""

    PRIVACY: ClassVar = {
        "purpose": "answer a repeated request with the same receipt",
        "basis": "public task",
        "retention": "ten minutes",
        "on_erasure": "delete; it cannot be traced to a person",
    }

    key = models.CharField(max_length=64, primary_key=True)
    sealed = models.BinaryField()
    expires = models.DateTimeField()

    class Meta:
        app_label = "commissioning"

    def __str__(self) -> str:
        return "sealed answer"
