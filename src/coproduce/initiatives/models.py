"""What we do together: an initiative with its who, what, how and why."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coproduce.places.models import Area, Organisation, PublicService


class Orientation(models.TextChoices):
    MORE_FOR_LESS = "more_for_less", _("more for less")
    QUALITY = "quality", _("quality")
    EMPOWERMENT = "empowerment", _("empowerment")


class PromiseLevel(models.TextChoices):
    """What the public is promised (IAP2 levels)."""

    INFORM = "inform", _("inform")
    CONSULT = "consult", _("consult")
    INVOLVE = "involve", _("involve")
    COLLABORATE = "collaborate", _("collaborate")
    EMPOWER = "empower", _("empower")


# What each promise means to somebody who takes part, in one sentence.
PROMISE_MEANING = {
    PromiseLevel.INFORM: _("You are told what happens and why. The choice is not yours."),
    PromiseLevel.CONSULT: _("You are asked, and you get an answer with reasons."),
    PromiseLevel.INVOLVE: _("What you say can be seen in the choices that are worked out."),
    PromiseLevel.COLLABORATE: _("You write the choices together with the professionals."),
    PromiseLevel.EMPOWER: _("What you decide is carried out."),
}
ORIENTATION_MEANING = {
    Orientation.MORE_FOR_LESS: _("The service does more with the money there is."),
    Orientation.QUALITY: _("The service gets better for those who use it."),
    Orientation.EMPOWERMENT: _("Those who use the service gain a say in it."),
}


class State(models.TextChoices):
    IDEA = "idea", pgettext_lazy("initiative", "idea")
    CHECK = "check", pgettext_lazy("initiative", "being checked")
    SET_UP = "set_up", pgettext_lazy("initiative", "being set up")
    RUNNING = "running", pgettext_lazy("initiative", "running")
    PAUSED = "paused", pgettext_lazy("initiative", "paused")
    CLOSED = "closed", pgettext_lazy("initiative", "closed")
    HANDED_OVER = "handed_over", pgettext_lazy("initiative", "handed over")


class Side(models.TextChoices):
    CITIZEN = "citizen", _("citizens")
    PROFESSIONAL = "professional", _("professionals")
    ELECTED = "elected", _("elected members")


class Standing(models.TextChoices):
    """As what a party takes part."""

    RESIDENT = "resident", _("resident")
    USER = "user", _("user of the service")
    CARER = "carer", _("carer or relative")
    VOLUNTEER = "volunteer", _("volunteer")
    PUBLIC = "public", _("public sector")
    THIRD_SECTOR = "third_sector", _("third sector")
    PRIVATE = "private", _("private sector")
    COUNCILLOR = "councillor", _("councillor")


class PartyRole(models.TextChoices):
    MEMBER = "member", _("takes part")
    COORDINATOR = "coordinator", _("coordinates")
    COMMISSIONER = "commissioner", _("commissions")
    PROVIDER = "provider", _("provides")
    PARTNER = "partner", _("partner")
    FUNDER = "funder", _("funds")
    REGULATOR = "regulator", _("regulates")
    FACILITATOR = "facilitator", _("facilitates")
    EVALUATOR = "evaluator", _("evaluates")


class Initiative(models.Model):
    """One service in one place that two parties take round the four activities."""

    town = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="initiatives")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="local_initiatives")
    service = models.ForeignKey(PublicService, on_delete=models.PROTECT, related_name="initiatives")
    slug = models.SlugField(max_length=80)
    title = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    # why
    problem = models.JSONField(default=dict)
    vision = models.JSONField(default=dict, blank=True)
    equality_note = models.JSONField(default=dict, blank=True)
    orientation = models.CharField(max_length=16, choices=Orientation, blank=True)
    other_orientations = models.JSONField(default=list, blank=True)
    promise_level = models.CharField(max_length=12, choices=PromiseLevel, default=PromiseLevel.COLLABORATE)
    # the ground it stands on
    no_floor_reason = models.JSONField(default=dict, blank=True)
    complaint_route = models.JSONField(default=dict, blank=True)
    blueprint = models.CharField(max_length=40, blank=True)
    blueprint_version = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State, default=State.IDEA)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="one_initiative_slug_per_town"),
            # Without one it has no address, and every page that lists it would break.
            models.CheckConstraint(condition=~Q(slug=""), name="initiative_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_running(self) -> bool:
        return self.state == State.RUNNING

    @property
    def is_over(self) -> bool:
        return self.state in (State.CLOSED, State.HANDED_OVER)

    @property
    def is_being_set_up(self) -> bool:
        return self.state in (State.IDEA, State.CHECK, State.SET_UP)

    @property
    def orientations(self) -> list[str]:
        """The why in words: the first orientation, then the others as they are ranked."""
        codes = [self.orientation, *self.other_orientations] if self.orientation else []
        return [str(Orientation(code).label) for code in codes]

    @property
    def orientation_meaning(self) -> str:
        return str(ORIENTATION_MEANING[Orientation(self.orientation)]) if self.orientation else ""

    @property
    def promise_meaning(self) -> str:
        return str(PROMISE_MEANING[PromiseLevel(self.promise_level)])


class Party(models.Model):
    """One person or body in one initiative in one capacity; the same nurse may be a resident elsewhere."""

    PRIVACY: ClassVar = {
        "purpose": "know on which side somebody takes part",
        "basis": "consent",
        "retention": "life of the initiative",
        "on_erasure": "blank person; the part ends",
    }

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="parties"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="parties"
    )
    side = models.CharField(max_length=12, choices=Side)
    standing = models.CharField(max_length=16, choices=Standing)
    role = models.CharField(max_length=16, choices=PartyRole, default=PartyRole.MEMBER)
    lived_experience = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False), name="party_is_somebody"
            ),
            models.UniqueConstraint(
                fields=["initiative", "person", "side", "role"],
                condition=Q(until=None, person__isnull=False),
                name="one_row_per_capacity",
            ),
        ]
        indexes = [models.Index(fields=["person", "initiative"])]

    def __str__(self) -> str:
        return f"{self.side}:{self.role}"

    def get_standing_display(self) -> str:  # type: ignore[no-redef]  # the plug-in writes it too
        # Django's own translates every choice there is for each word it gives.
        return str(Standing(self.standing).label) if self.standing else ""

    @property
    def leaves_alone(self) -> bool:
        """Citizens leave by themselves; nobody ends their part for them."""
        return self.side == Side.CITIZEN and self.person_id is not None


class StepState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("step", "planned")
    OPEN = "open", pgettext_lazy("step", "open")
    CLOSED = "closed", pgettext_lazy("step", "closed")


class Activity(models.TextChoices):
    COMMISSIONING = "commissioning", _("set priorities together")
    DESIGN = "design", _("design together")
    DELIVERY = "delivery", _("deliver together")
    ASSESSMENT = "assessment", _("assess together")


class Step(models.Model):
    """One stretch of the way; its kind is registered by a room, which also pushes its current line here."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=40)
    activity = models.CharField(max_length=16, choices=Activity)
    position = models.PositiveSmallIntegerField()
    title = models.JSONField(default=dict)
    settings = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=StepState, default=StepState.PLANNED)
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    note_code = models.CharField(max_length=60, blank=True)
    note_params = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["initiative", "position"], name="one_step_per_position")]

    def __str__(self) -> str:
        return f"{self.position}:{self.kind}"

    @property
    def is_open(self) -> bool:
        return self.state == StepState.OPEN

    @property
    def was_opened(self) -> bool:
        return self.state != StepState.PLANNED


class Bearing(models.TextChoices):
    ENABLER = "enabler", _("helps")
    OBSTACLE = "obstacle", _("stands in the way")


class Obstacle(models.Model):
    """Something that helps or hinders, with the body that can change it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="obstacles")
    bearing = models.CharField(max_length=8, choices=Bearing)
    text = models.JSONField(default=dict)
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.bearing


class Regime(models.TextChoices):
    """How welfare is organised in a country."""

    LIBERAL = "liberal", _("liberal: the market first, help for the poorest")
    SOCIAL_DEMOCRATIC = "social_democratic", _("social democratic: the State, for everyone alike")
    CONSERVATIVE = "conservative_corporatist", _("conservative-corporatist: insurance tied to work, and families")
    MIXED = "mixed", pgettext_lazy("regime", "mixed")


class ProviderMix(models.TextChoices):
    PUBLIC = "public", _("mostly the public sector")
    THIRD_SECTOR = "third_sector", _("mostly associations and cooperatives")
    PRIVATE = "private", _("mostly companies")
    FAMILIES = "families", _("mostly families themselves")
    MIXED = "mixed", _("several of these")


class ContractForm(models.TextChoices):
    STATUTE = "statute", _("by law")
    GRANT = "grant", _("with a grant")
    CONTRACT = "contract", _("under a contract")
    RESULTS = "payment_by_results", _("paid by results")


class Context(models.Model):
    """The frame in which a lesson holds, of a town or of one initiative in it; a new version is a new row."""

    town = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="contexts")
    # Empty where it is said of the whole town.
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="contexts")
    country = models.CharField(max_length=2)
    # Codes of ``Regime``, ``ProviderMix`` and ``ContractForm``.
    regime = models.CharField(max_length=30)
    provider_mix = models.CharField(max_length=40, blank=True)
    contract_form = models.CharField(max_length=40, blank=True)
    culture_note = models.JSONField(default=dict, blank=True)
    # Laws that bear on it: a list of texts by language.
    law = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()

    def __str__(self) -> str:
        return f"{self.country} {self.valid_from}"


class History(models.Model):
    """What happened to the initiative itself, dated; rows are added, never changed."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="history")
    at = models.DateTimeField()
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.code
