"""The words of this room's refusals."""

from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.registry import register_refusal

register_refusal("budget_missing", _("Say how much money there is to decide on."), 422)
register_refusal("name_taken", _("An initiative of that name is already there. Choose another name."), 422)
