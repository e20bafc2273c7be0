"""What the two sides agreed before they start: power, expectations, room, answerability, support."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coproduce.initiatives.models import Activity, Initiative, Party, Side
from coproduce.places.models import Organisation


class Question(models.TextChoices):
    """What is asked before two sides begin."""

    COMPLEMENT = "complement", _("Does each side bring what the other lacks, so that nobody is just replaced?")
    LAWFUL = "lawful", _("Is it lawful?")
    COMMIT = "commit", _("Can both sides promise something and keep it?")
    INCENTIVE = "incentive", _("Does each side have a reason to take part?")
    ROOM = "room", _("Is there really something to decide?")
    EMERGENCY = "emergency", _("Is it an emergency, or a right that simply has to be granted?")
    HARM = "harm", _("Could somebody be harmed or left out?")
    MONEY = "money", _("Is there money for the first year?")
    ANSWER = "answer", _("Is it settled who answers if it fails?")


# Where yes speaks against doing it together; everywhere else no does.
YES_SPEAKS_AGAINST = frozenset({Question.EMERGENCY, Question.HARM})


class Reply(models.TextChoices):
    YES = "yes", pgettext_lazy("reply", "yes")
    NO = "no", pgettext_lazy("reply", "no")
    UNSURE = "unsure", pgettext_lazy("reply", "not sure")


class Outcome(models.TextChoices):
    GO = "go", _("Yes, do it together")
    TRIAL = "trial", _("Try it small first")
    CONSULT = "consult", _("Only ask people, and answer them")
    NOT = "not", _("No, do not do it together")


class SetUpCheck(models.Model):
    """Whether to do it together at all: the answers, the outcome and its reasons, public; a new one is a new row."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="checks")
    # A reply for each question, by code.
    replies = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reasons = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        app_label = "initiatives"

    def __str__(self) -> str:
        return self.outcome

    @property
    def lines(self) -> list[tuple[str, str, bool]]:
        """Each question with its reply in words, and whether that speaks against."""
        known = [(Question(code), Reply(reply)) for code, reply in self.replies.items()]
        return [(str(q.label), str(r.label), speaks_against(q, r)) for q, r in known]


def speaks_against(question: str, reply: str) -> bool:
    return reply == (Reply.YES if question in YES_SPEAKS_AGAINST else Reply.NO)


class Mandate(models.Model):
    """Power that a sponsor hands to a body, with its limits; a binding decision points to one (I9).

    It is a draft, and binds nobody, until somebody who may speak for the sponsor gives it.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="mandates")
    sponsor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to_body = models.JSONField(default=dict)
    scope = models.JSONField(default=dict)
    limit_amount = models.BigIntegerField(null=True, blank=True)
    vetoes = models.JSONField(default=list, blank=True)
    legal_text = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "initiatives"

    def __str__(self) -> str:
        return f"mandate {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.given_at is None and self.revoked_at is None

    def holds_on(self, day: date) -> bool:
        ended = self.revoked_at is not None or (self.valid_to is not None and self.valid_to < day)
        return self.given_at is not None and not ended and self.valid_from <= day


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
