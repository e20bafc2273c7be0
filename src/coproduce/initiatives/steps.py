"""The words of the refusals that this room's acts may give."""

from django.utils.translation import gettext_lazy as _

from .registry import register_refusal

register_refusal("standing_of_other_side", _("That standing belongs to the other side. Choose one from your own side."), 422)
register_refusal("initiative_closed", _("This initiative is closed. Its account stays open to read."))
register_refusal("not_ready_to_run", _("It cannot start yet. Fill in what is missing first."))
register_refusal("not_a_party", _("Only people who take part in this initiative can do that. Join it first."), 403)
register_refusal("informal_group_cannot_answer", _("An informal group cannot answer in law. Name a body that can."), 422)
register_refusal("field_not_open", _("That cannot be changed here."), 422)
register_refusal("step_opens_itself", _("This step is opened and closed on its own page."))
