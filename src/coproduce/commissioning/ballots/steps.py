"""The step kind of votes: its line, its offers, its refusals, its job, and how a blueprint lays one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coproduce.accountability.queries import register_settings
from coproduce.initiatives.queries import AT, VIEWER, waiting
from coproduce.initiatives.registry import (
    Offer,
    Question,
    Rows,
    StepKind,
    Waiting,
    register_due,
    register_maker,
    register_note,
    register_offers,
    register_refusal,
    register_step,
)
from coproduce.ui.formats import moment

from . import actions
from .queries import DEFAULTS, KIND, ballots_open_to, words

register_step(
    StepKind(
        code=KIND,
        activity="commissioning",
        title=_("Vote on projects and money"),
        url_name="ballots:page",
        settings=DEFAULTS,
        opens_itself=True,
    )
)

register_settings(words.SETTINGS)

register_note("ballot.draft", _("The vote is being prepared."))
register_note(
    "ballot.open",
    ngettext_lazy("%(options)s project to vote on", "%(options)s projects to vote on", "options"),
)
register_note(
    "ballot.closed",
    ngettext_lazy(
        "%(winners)s of %(options)s projects chosen, %(ballots)s ballot",
        "%(winners)s of %(options)s projects chosen, %(ballots)s ballots",
        "ballots",
    ),
)
register_note(
    "ballot.imported",
    ngettext_lazy(
        "A vote held elsewhere: %(winners)s of %(options)s projects, %(ballots)s ballot",
        "A vote held elsewhere: %(winners)s of %(options)s projects, %(ballots)s ballots",
        "ballots",
    ),
)

CLOSES = _("Closes on %(when)s")


def _all(initiatives: Sequence[Any], viewer: Any) -> Sequence[Any]:
    return initiatives


def _open(initiatives: Sequence[Any], known: bool) -> Rows:
    ballots = ballots_open_to(initiatives, VIEWER if known else None, AT)
    return waiting(ballots, initiative="step__initiative_id", step="step_id", at="closes")


def _offers(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """Vote, for whoever still may; nobody is told that somebody has voted."""
    return [_to_vote(row.initiative, row.step, row.at) for row in sorted(rows, key=lambda row: (row.at, row.key))]


def _to_vote(initiative: Any, step: Any, closes: Any) -> Offer:
    place = {"town": initiative.town.slug, "initiative": initiative.slug, "step": step.position}
    return Offer(
        title=step.title,
        detail=CLOSES % {"when": moment(closes, "full")},
        url=reverse("ballots:page", kwargs=place),
        action=_("Vote"),
        order=10,
    )


def _make(step: Any, content: Mapping[str, Any], at: datetime) -> None:
    """A blueprint's content names settings of the vote."""
    actions.set_up_ballot(step=step, rule={name: content[name] for name in DEFAULTS if name in content})


register_offers(Question(_all, _open, _offers), kinds=(KIND,))
register_maker(KIND, _make)
register_due("ballots.close", actions.close_overdue)
register_due("ballots.batches", actions.write_batches_anew)
register_due("ballots.forget", actions.forget_answers)

register_refusal("already_voted", _("You have already voted in this vote. Each person votes once."), 409)
register_refusal(
    "not_on_roll",
    _(
        "You are not on the list of voters. It was fixed when the vote opened. If you have a voting code, type it on"
        " the ballot; if not, ask whoever coordinates."
    ),
    403,
)
register_refusal("code_unknown", _("This voting code is not on the list. Check each letter and digit."), 422)
register_refusal("ballot_not_open", _("The vote has not opened yet. Nothing was counted."), 409)
register_refusal("ballot_over", _("The vote is over. Your ballot came too late and was not counted."), 409)
register_refusal(
    "key_used_for_other_ballot",
    _("This form was already sent with other ticks. Your first ballot stands; nothing was changed."),
    422,
)
register_refusal(
    "ballot_key_missing", _("The form is not complete. Open the ballot again and send it from there."), 400
)
register_refusal("choice_twice", _("A project stands on your ballot twice. Tick each one once."), 422)
register_refusal(
    "choice_unknown", _("Your ballot names a project that is not on the list. Tick only projects shown here."), 422
)
register_refusal("choice_too_many", _("Tick at most %(most)s projects."), 422)
register_refusal("choice_over_budget", _("Your projects cost more than the money there is. Take some off."), 422)
register_refusal("ballot_not_draft", _("The vote has been opened already, so this can no longer be changed."), 409)
register_refusal("setting_wrong", _("One setting of the vote does not fit: %(setting)s."), 422)
register_refusal(
    "seed_unusable", _("The text from which the lot is drawn takes at most %(limit)s letters, digits and signs."), 422
)
register_refusal("codes_count", _("Make between 1 and %(most)s codes at a time."), 422)
register_refusal("closes_too_early", _("Choose a closing time that lies ahead."), 422)
register_refusal("budget_missing", _("Say first how much money there is to share out."), 422)
register_refusal(
    "budget_over_mandate", _("There is more money in this vote than the mandate allows. Lower it first."), 422
)
register_refusal(
    "appeals_wait",
    _("Appeals that wait to be decided: %(count)s. What is admitted after the opening could not be voted on."),
    422,
)
register_refusal("no_options", _("No project is admitted with a cost yet. Check the proposals first."), 422)
register_refusal("option_without_cost", _("Write what it costs: more than nothing."), 422)
register_refusal(
    "options_are_proposed", _("Projects are proposed and checked here. Add it there, so that it is checked too.")
)
register_refusal("nobody_on_roll", _("Nobody could vote. Let people join first, or make voting codes."), 422)
register_refusal(
    "nobody_answers",
    _("Nobody has been named who carries the winners out. Name a body that can answer for it in law."),
    422,
)
register_refusal("cannot_be_counted", _("With these settings the vote could not be counted (%(reason)s)."), 422)
register_refusal("ballot_already_closed", _("The vote is closed and counted already."), 409)
register_refusal("ballot_not_over", _("The vote is still open. It closes by itself at its time, never earlier."), 409)
register_refusal(
    "seed_not_committed", _("This seed is not the one that was fixed at opening, so it cannot be used."), 422
)
register_refusal(
    "marks_do_not_match",
    _("There are not as many ballots as marks on the list of voters. The vote is not counted; tell the operator."),
    409,
)
register_refusal("file_unreadable", _("The file cannot be read as a whole, so nothing of it was taken."), 422)
