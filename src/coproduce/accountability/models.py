"""The record: who took part, what was decided, promised, done, found and answered.

Rows are immutable in the database itself (``migrations/_append_only.py``). They hold codes, numbers and keys;
free text sits in ``Words``, whose only allowed change is to be emptied. A state is a later row, never a column.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import PROTECT, Q
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.agreements.models import Mandate, Responsibility
from coproduce.initiatives.models import Activity, Initiative, Party, Side
from coproduce.places.models import Organisation, PublicService

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
    """The identity of one need from being heard to what changed (DECISIONS 6)."""

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


class Kind(models.TextChoices):
    """What was contributed: the closed list of DOMAIN 2.3 with the trade verbs of 5.1."""

    PLAN = "plan", _("planning")
    PRIORITISE = "prioritise", _("setting priorities")
    FINANCE = "finance", _("co-financing")
    PROCURE = "procure", _("choosing who provides")
    DISCOVER = "discover", _("saying what is needed")
    IDEATE = "ideate", _("proposing")
    PROTOTYPE = "prototype", _("trying out")
    SPECIFY = "specify", _("writing together")
    DELIVER = "deliver", _("putting into practice")
    MANAGE = "manage", _("managing")
    WELCOME = "perform.welcome", _("welcoming")
    SUPPORT = "perform.support", _("supporting somebody")
    FACILITATE = "perform.facilitate", _("running an activity")
    MAINTAIN = "perform.maintain", _("looking after a place")
    WATCH = "perform.watch", _("keeping watch")
    SUPPLY = "perform.supply", _("lending or giving")
    TEACH = "perform.teach", _("passing on a skill")
    MONITOR = "monitor", _("monitoring")
    EVALUATE = "evaluate", _("evaluating")
    INSPECT = "inspect", _("inspecting")


class Level(models.TextChoices):
    INDIVIDUAL = "individual", _("individual")
    GROUP = "group", _("group")
    COLLECTIVE = "collective", _("collective")


class Source(models.TextChoices):
    SELF = "self", _("said so oneself")
    ROTA = "rota", _("from the rota")
    BALLOT = "ballot", _("from a ballot")
    STAFF = "staff", _("written down by staff")
    IMPORT = "import", _("imported")


class Contribution(Entry):
    """One act of one party, or a headcount of several on one side."""

    activity = models.CharField(max_length=16, choices=Activity)
    kind = models.CharField(max_length=24, choices=Kind)
    level = models.CharField(max_length=12, choices=Level, default=Level.COLLECTIVE)
    side = models.CharField(max_length=12, choices=Side)
    standing = models.CharField(max_length=16, blank=True)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=PROTECT, related_name="contributions")
    headcount = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.SELF)
    confirmed_by = models.ForeignKey(Party, null=True, blank=True, on_delete=PROTECT, related_name="confirmed")
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=PROTECT, related_name="corrected_by")
    # False in a correction that takes an act back altogether.
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, headcount=None) | Q(party=None, headcount__isnull=False),
                name="party_or_headcount",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(headcount__gt=1) | Q(minutes__lte=1440), name="at_most_a_day_each"
            ),
        ]
        indexes = [models.Index(fields=["initiative", "at"])]

    def __str__(self) -> str:
        return f"{self.side} {self.kind}"


class Decision(Entry):
    """What was decided, by which rule, on which input, with the reasons as codes; anyone can recount it (I18)."""

    question = models.ForeignKey(Words, null=True, blank=True, on_delete=PROTECT, related_name="+")
    method = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    code_version = models.CharField(max_length=20)
    seed = models.CharField(max_length=80, blank=True)
    input_digest = models.CharField(max_length=64, blank=True)
    outcome_digest = models.CharField(max_length=64, blank=True)
    electorate = models.PositiveIntegerField(null=True, blank=True)
    ballots = models.PositiveIntegerField(null=True, blank=True)
    budget = models.BigIntegerField(null=True, blank=True)
    spent = models.BigIntegerField(null=True, blank=True)
    significance = models.PositiveSmallIntegerField(default=3)
    binding = models.BooleanField(default=True)
    # Citizens' power in this decision, in ten-thousandths.
    citizen_power = models.PositiveSmallIntegerField(null=True, blank=True)
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=PROTECT, related_name="decisions")
    # Winners, reasons and project ids, as the method returned them.
    result = models.JSONField(default=dict)
    # Paths, without the language, of the page that explains it and of the file that recounts it.
    page = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=300, blank=True)
    overrides = models.ForeignKey("self", null=True, blank=True, on_delete=PROTECT, related_name="overridden_by")

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Promise(Entry):
    """What exactly one accountable body promised to do, and by when (I20)."""

    by = models.ForeignKey(Organisation, on_delete=PROTECT, related_name="promises")
    to_side = models.CharField(max_length=12, choices=Side, default=Side.CITIZEN)
    text = models.ForeignKey(Words, on_delete=PROTECT, related_name="+")
    due = models.DateField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=PROTECT, related_name="promises")
    # The side whose proposal it carries out: how a proposal's influence is traced.
    origin_side = models.CharField(max_length=12, choices=Side, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["initiative", "due"])]

    def __str__(self) -> str:
        return f"promise {self.pk}"


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


class Grade(models.TextChoices):
    MENTIONED = "mentioned", _("mentioned")
    PLAUSIBLE = "plausible", _("plausible")
    CORROBORATED = "corroborated", _("corroborated")
    TESTED = "tested", _("tested")


class FindingKind(models.TextChoices):
    OUTCOME = "outcome", _("outcome")
    FISCAL_CASHABLE = "fiscal_cashable", _("money saved that can be spent again")
    FISCAL_NON_CASHABLE = "fiscal_non_cashable", _("capacity freed")
    ECONOMIC = "economic", _("economic benefit")
    SOCIAL = "social", _("social benefit")
    COST = "cost", _("cost")


class Finding(Entry):
    """What was found, how sure it is, and where the cost falls and the benefit lands (DECISIONS 9)."""

    text = models.ForeignKey(Words, on_delete=PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=FindingKind)
    grade = models.CharField(max_length=14, choices=Grade)
    lands_in = models.ForeignKey(PublicService, null=True, blank=True, on_delete=PROTECT, related_name="findings")
    paying = models.ForeignKey(Organisation, null=True, blank=True, on_delete=PROTECT, related_name="+")
    gaining = models.ForeignKey(Organisation, null=True, blank=True, on_delete=PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    # Money in minor units; empty where the finding is not in money.
    low = models.BigIntegerField(null=True, blank=True)
    central = models.BigIntegerField(null=True, blank=True)
    high = models.BigIntegerField(null=True, blank=True)
    indicator = models.CharField(max_length=80, blank=True)
    # Readings in thousandths of the unit, so that no float enters the record.
    baseline = models.BigIntegerField(null=True, blank=True)
    reading = models.BigIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    overlap_group = models.CharField(max_length=40, blank=True)
    counterfactual = models.ForeignKey(Words, null=True, blank=True, on_delete=PROTECT, related_name="+")
    assessed_by_sides = models.JSONField(default=list)
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=PROTECT, related_name="corrected_by")
    # False in a correction that takes a finding back altogether.
    counts = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"finding {self.pk}"


class Event(models.TextChoices):
    """The closed list of notices (DECISIONS 3)."""

    OPENED = "opened", _("opened")
    CLOSED = "closed", _("closed")
    DESIGN_FROZEN = "design_frozen", _("design fixed")
    BUDGET_COMMITTED = "budget_committed", _("budget committed")
    INPUT_RECEIVED = "input_received", _("heard")
    INPUT_ANSWERED = "input_answered", _("answered")
    OPTION_REMOVED = "option_removed", _("option taken off the ballot")
    OPTIONS_FROZEN = "options_frozen", _("options fixed")
    SEAT_GIVEN = "seat_given", _("seat given")
    INVITED = "invited", _("invited")
    EXPENSE_ASKED = "expense_asked", _("expense asked")
    EXPENSE_PAID = "expense_paid", _("expense paid")
    EXPENSE_REFUSED = "expense_refused", _("expense refused")
    STEP_OPENED = "step_opened", _("step opened")
    STEP_CLOSED = "step_closed", _("step closed")


class Notice(Entry):
    """Something that happened, as a code with numbers."""

    event = models.CharField(max_length=20, choices=Event)
    side = models.CharField(max_length=12, choices=Side, blank=True)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=PROTECT, related_name="notices")
    params = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.event


class Tally(models.Model):
    """A sum kept in the record's own transaction: acts and minutes of a side in an activity in a month."""

    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="tallies")
    activity = models.CharField(max_length=16, choices=Activity)
    side = models.CharField(max_length=12, choices=Side)
    month = models.DateField()
    acts = models.IntegerField(default=0)
    minutes = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "activity", "side", "month"], name="one_tally_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.side} {self.acts}"


class Active(models.Model):
    """Which party was active in an activity in a month, so that people can be counted once."""

    PRIVACY: ClassVar = RECORD

    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="actives")
    activity = models.CharField(max_length=16, choices=Activity)
    side = models.CharField(max_length=12, choices=Side)
    month = models.DateField()
    party = models.ForeignKey(Party, on_delete=PROTECT, related_name="actives")
    acts = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "activity", "side", "month", "party"], name="one_active_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.party_id}"


class TookPart(models.Model):
    """That a person reached a step of the funnel; without time, erasable (DECISIONS 5)."""

    PRIVACY: ClassVar = {
        "purpose": "see who is missing at each step",
        "basis": "public task",
        "retention": "life of the initiative",
        "on_erasure": "delete",
    }

    initiative = models.ForeignKey(Initiative, on_delete=PROTECT, related_name="took_part")
    funnel_step = models.CharField(max_length=12)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=PROTECT, related_name="took_part")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "funnel_step", "person"], name="took_part_once")]

    def __str__(self) -> str:
        return self.funnel_step


class Following(models.Model):
    """A person asked to hear what becomes of a thread."""

    PRIVACY: ClassVar = {
        "purpose": "tell somebody what became of it",
        "basis": "consent",
        "retention": "until stopped",
        "on_erasure": "delete",
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=PROTECT, related_name="following")
    thread = models.ForeignKey(Thread, on_delete=PROTECT, related_name="followers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="follow_once")]

    def __str__(self) -> str:
        return str(self.thread_id)
