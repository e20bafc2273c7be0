"""What this sub-room puts on the page of whoever was asked, and what it clears away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.registry import register_due, register_refusal
from coproduce.people.registry import register_erasure, register_kept, register_mine

from . import actions, queries

register_refusal(
    "invitations_too_many", _("%(most)s invitations wait for an answer already. Take some of them back first."), 422
)
register_refusal(
    "invitation_changed",
    _("What you are asked has changed since you opened it. Read it again, then say yes or no."),
)
register_refusal(
    "acts_here_already",
    _(
        "You already take part here in this role: %(capacity)s. End that part first, or ask whoever coordinates "
        "for another role. The invitation waits."
    ),
)


def asked(person: Any, at: datetime) -> Sequence[Any]:
    return list(queries.invitations_to(person, at))


def put_away_old(at: datetime) -> int:
    return actions.put_away_old(at=at)


register_mine("next", 5, asked, "initiatives/invitations/mine.html")
register_due("invitations.put_away_old", put_away_old)
register_erasure(actions.forget_invitations)
register_kept(queries.kept_about)
