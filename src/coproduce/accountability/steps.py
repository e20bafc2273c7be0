"""What the record declares: panels, offers, jobs, news, my page, and the words of its refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.registry import (
    Panel,
    Question,
    register_due,
    register_news,
    register_offers,
    register_panel,
    register_refusal,
)
from coproduce.people.registry import register_erasure, register_mine

from . import queries
from .actions import letters
from .concerns import actions as concerns
from .concerns import queries as concern_queries
from .promises import actions as promises
from .promises import queries as promise_queries

register_panel(Panel("side", 10, queries.load_rings, "accountability/panels/ring.html"))
register_panel(Panel("main", 20, queries.load_promises, "accountability/panels/promises.html"))
register_panel(Panel("main", 15, queries.load_threads, "accountability/panels/threads.html"))
register_panel(Panel("card", 10, queries.load_rings, "accountability/panels/card.html"))

register_offers(Question(queries.answered_for, promise_queries.owed, promise_queries.offers))
register_offers(Question(queries.answered_for, concern_queries.owed, concern_queries.offers))

register_due("promises.remind", promises.remind_of_promises)
register_due("promises.escalate", promises.escalate_promises)
register_due("concerns.remind", concerns.remind_of_concerns)
register_due("concerns.escalate", concerns.escalate_concerns)
register_due("concerns.forget_senders", concerns.forget_senders)
register_due("digests", letters.send_digests)

register_news(queries.news_of)
register_erasure(concerns.forget_replies)

register_mine("next", 20, promise_queries.waiting_for, "accountability/mine/promises.html")
register_mine("next", 21, concern_queries.waiting_for, "accountability/mine/concerns.html")
register_mine("more", 20, queries.followed_now, "accountability/mine/threads.html")

register_refusal("only_who_promised_answers", _("Only those who work for the body that promised can answer."), 403)
register_refusal("only_to_whom_promised", _("Only those to whom it was promised can contradict it."), 403)
register_refusal("only_who_must_answer", _("Only those who work for the body that must answer can answer."), 403)
register_refusal(
    "only_who_raised_reopens",
    _("Only whoever raised it, or a citizen who takes part, can open it again, and only after an answer."),
    403,
)
register_refusal("reason_missing", _("Say why, in a sentence or two."), 422)
register_refusal("not_an_answer", _("That is not one of the answers. Choose one from the list."), 422)
register_refusal("not_a_concern", _("That is not one of the choices. Choose one from the list."), 422)
register_refusal(
    "nothing_to_contradict", _("Nobody has said that it is done. There is nothing to contradict yet."), 409
)
register_refusal(
    "nobody_answers_yet",
    _("Nobody has been named yet who answers for this. Use the complaint route on the page of the initiative."),
    409,
)
register_refusal(
    "too_many_concerns",
    _("Many concerns were raised today. Wait until tomorrow, or use the complaint route on the initiative’s page."),
    429,
)
register_refusal("thread_cannot_merge", _("These two cannot be put together."), 409)
register_refusal("party_or_headcount", _("Say either who did it or how many did, not both."), 422)
register_refusal("confirmed_by_same_side", _("Somebody from the other side must confirm it."), 403)
register_refusal("benefit_needs_counterfactual", _("Say what would have happened anyway."), 422)
register_refusal(
    "promises_without_state",
    _("%(count)s promises still wait for their last word. It can be closed once each has one."),
    409,
)
register_refusal("lessons_missing", _("Write down what you learned."), 422)
register_refusal("step_opens_itself", _("This step is opened and closed on its own page, because more happens there."))
