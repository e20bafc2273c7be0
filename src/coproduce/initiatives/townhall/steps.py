"""The words of this sub-room's refusals and of what it writes into the history of initiatives."""

from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.registry import register_history, register_refusal

register_refusal(
    "body_stays_legal",
    _("It may answer for something here, and an informal group cannot. Name the group as a body of its own."),
    422,
)
register_refusal(
    "floor_needed",
    _(
        "An initiative runs on this service. Keep at least one minimum here, or first say in the initiative why"
        " there is none."
    ),
    422,
)
register_refusal(
    "place_in_use",
    _(
        "Something refers to it: an initiative, a promise, somebody who takes part, a count of people, or an area or"
        " body below it. So it stays; you can change what it is called."
    ),
)
register_refusal(
    "place_gone",
    _("Somebody has just taken away what this is about, or something that it names. Load the page again and look."),
)
register_refusal("town_stays", _("The town itself stays. You can change what it is called."))
register_refusal(
    "area_name_taken", _("Something in the same place already has this name. Choose one that tells them apart."), 409
)
register_refusal("counted_already", _("This source is already here for that year. Correct that one instead."), 409)

register_history("floor_changed", _("What everyone is guaranteed of the service was changed"))
register_history("service_described", _("What is said of the service was changed"))
