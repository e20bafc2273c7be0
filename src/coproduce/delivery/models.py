"""What is done together: tasks, shifts with their places, and who takes them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coproduce.accountability.models import Contribution, Kind, Promise, Thread
from coproduce.initiatives.models import Initiative, Party, Step

# What a task may be: the delivery half of the closed list of kinds.
DELIVERY_KINDS: tuple[Kind, ...] = (
    Kind.MAINTAIN, Kind.SUPPORT, Kind.WELCOME, Kind.FACILITATE, Kind.WATCH, Kind.SUPPLY, Kind.TEACH,
    Kind.DELIVER, Kind.MANAGE,
)  # fmt: skip


class Task(models.Model):
    """Something to be done for one thread; ``kind`` is what doing it counts as in the record."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="tasks")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="tasks")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="tasks")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict, blank=True)
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.label) for kind in DELIVERY_KINDS])
    skill = models.JSONField(default=dict, blank=True)
    place = models.JSONField(default=dict, blank=True)
    # For a task without fixed hours: how many people are wanted, and by when.
    wanted = models.PositiveSmallIntegerField(default=1)
    due = models.DateField(null=True, blank=True)
    # How many have taken it, kept by the act itself so that the database holds the limit.
    taken = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(taken__lte=F("wanted")), name="no_more_than_wanted")]

    def __str__(self) -> str:
        return f"task {self.pk}"


class Shift(models.Model):
    """A stretch of time for a task; times are aware, and the act that plans it allows a day at most."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="shifts")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    place_note = models.JSONField(default=dict, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_why = models.JSONField(default=dict, blank=True)
    # How often it was moved: who takes a place says with it which time they read. The times are those before.
    moves = models.PositiveSmallIntegerField(default=0)
    moved_from = models.DateTimeField(null=True, blank=True)
    moved_from_end = models.DateTimeField(null=True, blank=True)
    moved_why = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_shift_ends_after_it_starts")]
        indexes = [models.Index(fields=["starts"])]

    def __str__(self) -> str:
        return f"shift {self.pk}"

    @property
    def minutes(self) -> int:
        """Its real length, also on the night the clocks change (the database gives both ends in UTC)."""
        return int((self.ends - self.starts).total_seconds() // 60)


class SlotSide(models.TextChoices):
    CITIZEN = "citizen", _("residents and users")
    PROFESSIONAL = "professional", _("professionals")
    EITHER = "either", _("either side")


class Slot(models.Model):
    """A kind of place in a shift: for which side, how many at least and at most."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="slots")
    side = models.CharField(max_length=12, choices=SlotSide)
    minimum = models.PositiveSmallIntegerField(default=1)
    maximum = models.PositiveSmallIntegerField(default=1)
    # What one such person is called, and what several are ("gardener", "gardeners"); may be empty.
    role = models.JSONField(default=dict, blank=True)
    roles = models.JSONField(default=dict, blank=True)
    # Kept by signing up and handing back, so that the database itself refuses one too many.
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(maximum__gte=1), name="a_slot_has_a_place"),
            models.CheckConstraint(condition=Q(minimum__lte=F("maximum")), name="minimum_within_maximum"),
            models.CheckConstraint(condition=Q(taken__lte=F("maximum")), name="no_more_than_the_places"),
        ]

    def __str__(self) -> str:
        return f"slot {self.pk}"

    @property
    def free(self) -> int:
        return self.maximum - self.taken

    @property
    def missing(self) -> int:
        """How many are needed before the shift can take place."""
        return max(self.minimum - self.taken, 0)

    def is_for(self, side: str) -> bool:
        return self.side in (side, SlotSide.EITHER)


class SignUpState(models.TextChoices):
    PLANNED = "planned", _("signed up")
    CONFIRMED = "confirmed", _("will come")
    HANDED_BACK = "handed_back", _("handed back")
    DONE = "done", _("done")
    MISSED = "missed", _("did not come")


ACTIVE = (SignUpState.PLANNED, SignUpState.CONFIRMED)
HOLDING = (*ACTIVE, SignUpState.DONE)

TAKES_PART = {
    "purpose": "know who comes to what, and enter in the record what was done",
    "basis": "consent",
    "retention": "life of the initiative",
    "on_erasure": "keep; the person is blanked",
}


class SignUp(models.Model):
    """One party's place in one slot; done only when the other side has confirmed it."""

    PRIVACY: ClassVar = TAKES_PART

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="sign_ups")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="sign_ups")
    state = models.CharField(max_length=12, choices=SignUpState, default=SignUpState.PLANNED)
    at = models.DateTimeField()
    # Whole minutes of work, once confirmed; never more than the shift lasts.
    minutes = models.PositiveIntegerField(null=True, blank=True)
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_up"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "party"],
                condition=Q(state__in=["planned", "confirmed", "done"]),
                name="one_place_per_party",
            )
        ]
        indexes = [models.Index(fields=["party", "state"])]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE


class TakenState(models.TextChoices):
    TAKEN = "taken", pgettext_lazy("task", "taken on")
    FINISHED = "finished", _("said to be finished")
    DONE = "done", _("done")
    HANDED_BACK = "handed_back", _("handed back")


class TakenTask(models.Model):
    """A task without fixed hours that one party takes on; done only when the other side has confirmed it."""

    PRIVACY: ClassVar = TAKES_PART

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="taken_by")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="taken_tasks")
    state = models.CharField(max_length=12, choices=TakenState, default=TakenState.TAKEN)
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Whole minutes of work, as the party said them and the other side confirmed them.
    minutes = models.PositiveIntegerField(null=True, blank=True)
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="taken_task"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "party"], condition=~Q(state="handed_back"), name="one_taking_per_party"
            ),
            models.CheckConstraint(condition=Q(minutes=None) | Q(minutes__lte=1440), name="a_task_of_a_day_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
