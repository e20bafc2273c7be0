"""What the parties did, and what happened: contributions and notices."""

from __future__ import annotations

from django.db import models
from django.db.models import PROTECT, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coproduce.accountability.models.entries import Entry
from coproduce.initiatives.models import Activity, Party, Side


class Kind(models.TextChoices):
    """What was contributed: a closed list, with the trade verbs by which French says who does what."""

    PLAN = "plan", pgettext_lazy("kind of act", "planning")
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


class Event(models.TextChoices):
    """The closed list of notices."""

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
