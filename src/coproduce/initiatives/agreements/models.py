"""What the two sides agreed before they start: power, expectations, room, answerability, support."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.models import Activity, Initiative, Party, Side
from coproduce.places.models import Organisation


class Mandate(models.Model):
    """Power that a sponsor hands to a body, with its limits; a binding decision points to one (I9)."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="mandates")
    sponsor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to_body = models.JSONField(default=dict)
    scope = models.JSONField(default=dict)
    limit_amount = models.BigIntegerField(null=True, blank=True)
    vetoes = models.JSONField(default=list, blank=True)
    legal_text = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "initiatives"

    def __str__(self) -> str:
        return f"mandate {self.pk}"

    def holds_on(self, day: date) -> bool:
        ended = self.revoked_at is not None or (self.valid_to is not None and self.valid_to < day)
        return not ended and self.valid_from <= day


class ExpectationAgreement(models.Model):
    """Who expects what of whom; a new version is a new row, and it holds once both sides accept it (I10)."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    expected_of_citizens = models.JSONField(default=dict)
    expected_of_professionals = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    risk_sharing = models.JSONField(default=dict)
    exit_without_loss = models.JSONField(default=dict)
    # Paid hours a month that management has agreed to.
    time_budget_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    time_agreed_by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "initiatives"
        constraints = [models.UniqueConstraint(fields=["initiative", "version"], name="one_agreement_per_version")]

    def __str__(self) -> str:
        return f"agreement v{self.version}"


class Acceptance(models.Model):
    """One party accepts one version for its side."""

    PRIVACY: ClassVar = {
        "purpose": "show that both sides agreed",
        "basis": "consent",
        "retention": "life of the initiative",
        "on_erasure": "keep",
    }

    agreement = models.ForeignKey(ExpectationAgreement, on_delete=models.PROTECT, related_name="acceptances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="acceptances")
    side = models.CharField(max_length=12, choices=Side)
    at = models.DateTimeField()

    class Meta:
        app_label = "initiatives"
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="one_acceptance_per_party")]

    def __str__(self) -> str:
        return f"{self.side} accepts {self.agreement}"


class FixedBy(models.TextChoices):
    LAW = "law", _("the law")
    STATE = "state", _("the State")
    CONTRACT = "contract", _("a contract")
    PROFESSIONAL_DUTY = "professional_duty", _("professional duty")
    MONEY = "money", _("money")
    NOTHING = "nothing", _("nothing: it is open")


class RoomItem(models.Model):
    """One line of the room map: what is fixed, by what, and where professional judgement begins."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="room")
    item = models.JSONField(default=dict)
    fixed_by = models.CharField(max_length=20, choices=FixedBy)
    negotiable = models.BooleanField(default=True)
    # True where the line marks the boundary of expertise: this part stays clinical, technical or legal.
    expertise_boundary = models.BooleanField(default=False)
    reason = models.JSONField(default=dict, blank=True)

    class Meta:
        app_label = "initiatives"

    def __str__(self) -> str:
        return self.fixed_by


class Responsibility(models.Model):
    """For one activity: exactly one accountable legal body, who does it, the standard, and where to complain."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="responsibilities")
    activity = models.CharField(max_length=16, choices=Activity)
    accountable = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    standard = models.JSONField(default=dict)
    failure_rule = models.JSONField(default=dict)
    remedy = models.JSONField(default=dict)
    insurance = models.JSONField(default=dict, blank=True)
    answer_days = models.PositiveSmallIntegerField(default=30)
    safety_relevant = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "initiatives"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "activity"],
                condition=models.Q(valid_to=None),
                name="one_accountable_body_per_activity",
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.accountable}"


class SupportKind(models.TextChoices):
    EXPENSES = "expenses", _("expenses")
    CHILDCARE = "childcare", _("childcare")
    INTERPRETER = "interpreter", _("interpreter")
    TRANSPORT = "transport", _("transport")
    DEVICE = "device", _("a device or a connection")
    TRAINING = "training", _("training")
    PAID_TIME = "paid_time", _("paid time")
    ACCESS = "access", _("an accessible place")
    OTHER = "other", _("other help")


class SupportMeasure(models.Model):
    """Help to take part: expenses, childcare, an interpreter, transport, a device, training, paid time."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="support")
    kind = models.CharField(max_length=20, choices=SupportKind)
    text = models.JSONField(default=dict)

    class Meta:
        app_label = "initiatives"

    def __str__(self) -> str:
        return self.kind
