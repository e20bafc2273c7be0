"""The step kind of drafting: its line, its offers, its refusals, and how a blueprint lays it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives.queries import waiting
from coproduce.initiatives.registry import (
    Beginning,
    Offer,
    Question,
    Rows,
    StepKind,
    Waiting,
    register_maker,
    register_note,
    register_offers,
    register_refusal,
    register_step,
)
from coproduce.people.registry import register_erasure
from coproduce.ui.erased import plain_or_erased
from coproduce.ui.formats import percentage

from .actions import forget_drafts, lay_out_drafts
from .queries import KIND, Shares, drafts_open

OFFERED = 4

register_step(
    StepKind(
        code=KIND,
        activity="design",
        title=_("Write it together"),
        url_name="design:list",
        settings={"takes_thread": True},
        begins=Beginning(
            detail=_("Write together how it should be done: start a draft, and the other side writes on."),
            action=_("Start a draft on this"),
            url_name="design:start",
        ),
    )
)
register_note(
    "drafts_so_far",
    ngettext_lazy(
        "%(count)s draft, %(adopted)s adopted, open comments: %(comments)s",
        "%(count)s drafts, %(adopted)s adopted, open comments: %(comments)s",
        "count",
    ),
)


def _written(initiatives: Sequence[Any], viewer: Any) -> list[Any]:
    # The line that each step shows knows how many drafts are not adopted yet, so most pages need not ask.
    return [i for i in initiatives if any(map(_has_open_drafts, i.steps.all()))]


def _drafts(initiatives: Sequence[Any], known: bool) -> Rows:
    return waiting(
        drafts_open(initiatives), key="number", step="step_id", text="title", version="versions_count",
        comments="open_comments", citizen="citizen_lines", professional="professional_lines", other="other_lines",
    )  # fmt: skip


def _offers(rows: Sequence[Waiting], at: datetime) -> list[Offer]:
    """Each open draft: read it and comment."""
    return [_to_read(row.initiative, row.step, row) for row in sorted(rows, key=lambda row: row.key)[:OFFERED]]


def _to_read(initiative: Any, step: Any, draft: Waiting) -> Offer:
    place = {
        "town": initiative.town.slug, "initiative": initiative.slug, "step": step.position, "number": draft.key,
    }  # fmt: skip
    return Offer(
        title=gettext("%(title)s, version %(number)s")
        % {"title": plain_or_erased(draft.text), "number": draft.numbers["version"]},
        detail=" · ".join(_stand(draft.numbers)),
        url=reverse("design:draft", kwargs=place),
        action=_("Read and comment"),
        order=40,
    )


def _has_open_drafts(step: Any) -> bool:
    said = step.note_params
    return step.kind == KIND and bool(step.is_open) and bool(said.get("count", 0) > said.get("adopted", 0))


def _stand(counted: Mapping[str, int]) -> list[str]:
    """How much of a draft citizens wrote, and how many comments wait."""
    shares = Shares(counted["citizen"], counted["professional"], counted["other"])
    said = (
        [gettext("%(percent)s of its lines by citizens") % {"percent": percentage(shares.citizen_percent)}]
        if shares.lines
        else []
    )
    if count := counted["comments"]:
        said.append(ngettext("%(count)s open comment", "%(count)s open comments", count) % {"count": count})
    return said


register_offers(Question(_written, _drafts, _offers), kinds=(KIND,))
register_erasure(forget_drafts)
register_maker(KIND, lambda step, content, at: lay_out_drafts(step=step, content=content, at=at))

register_refusal("drafting_closed", _("Drafts are not being written now. You can still read them."))
register_refusal(
    "draft_adopted", _("Version %(number)s of this draft has been adopted. To change it, start a new draft.")
)
register_refusal("draft_empty", _("The text is empty. Write at least one line."), 422)
register_refusal("version_unchanged", _("This is the text as it stands. Change something, or go back."), 422)
register_refusal(
    "version_outdated", _("Somebody wrote version %(latest)s while you were writing. Read it, then send yours on top.")
)
register_refusal(
    "comments_many_by_one",
    _("You have written %(count)s comments here within a day. Come back tomorrow to write more."),
    429,
)
register_refusal("line_not_there", _("That line is not in this version. Choose one from the page."), 422)
register_refusal("draft_standing_missing", _("Say as what you write: resident, user, carer or volunteer."), 422)
register_refusal("draft_thread_elsewhere", _("That need belongs to another initiative. Start from its own page."), 422)
register_refusal("promise_elsewhere", _("That promise belongs to another initiative. Choose one from the list."), 422)
register_refusal("settling_needs_reason", _("Write an answer. A comment is settled with a reason or not at all."), 422)
register_refusal("adoption_needs_reason", _("Write why this version is adopted."), 422)
register_refusal("comment_settled", _("This comment has been settled. Its reason stands under it."))
register_refusal("only_professionals_adopt", _("Professionals and those who run this initiative adopt a version."), 403)
