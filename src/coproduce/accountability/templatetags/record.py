"""``{% load record %}``: states of promises and concerns in words, what happened, and the line of a thread."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, ngettext_lazy, pgettext

from coproduce.accountability.queries import ConcernLine, Kept, PartyCount, Promised, PromiseLine, label
from coproduce.initiatives.registry import step_kind
from coproduce.ui.formats import day, measure, number
from coproduce.ui.said import said, said_plain
from coproduce.ui.templatetags.ui import state as state_tag

register = template.Library()


@register.filter("word")
def word(code: str, of: str) -> str:
    """``{{ row.side|word:"side" }}``: the word of a code of the record."""
    return label(of, code) if code else ""


@register.simple_tag
def in_language(path: str) -> str:
    """An address that the record keeps without its language, in the reader's."""
    return f"/{get_language()}{path}" if path.startswith("/") and not path.startswith("//") else ""


@register.filter("thousandths")
def thousandths(value: int | None, unit: str = "") -> str:
    """A reading kept in thousandths of its unit, with the unit if it is named."""
    return "" if value is None else measure(value // 1000 if value % 1000 == 0 else value / 1000, unit)


# ---- states in words -------------------------------------------------------------------------------------------------


def _late(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": number(days)}


def _left(days: int) -> str:
    if days < 0:
        return _late(-days)
    if days == 0:
        return gettext("due today")
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": number(days)}


def promise_words(line: PromiseLine | Promised) -> tuple[str, str]:
    """A promise's state as a code that the look knows, and in words."""
    words = {
        "kept": ("kept", pgettext("promise", "Kept")),
        "kept_late": ("kept", gettext("Kept, %(late)s") % {"late": _late(line.days)}),
        "partly": ("broken", gettext("Partly kept")),
        "broken": ("broken", pgettext("promise", "Not kept")),
        "withdrawn": ("withdrawn", pgettext("promise", "Withdrawn")),
        "late": ("late", _late(line.days)),
        "reopened": ("reopened", gettext("Opened again, %(left)s") % {"left": _left(line.days)}),
        "open": ("open", _left(line.days)),
    }
    return words[line.state]


_BY_STATE = {
    "kept": ngettext_lazy("%(n)s kept", "%(n)s kept", "of"),
    "partly": ngettext_lazy("%(n)s partly kept", "%(n)s partly kept", "of"),
    "late": ngettext_lazy("%(n)s late", "%(n)s late", "of"),
    "open": ngettext_lazy("%(n)s still open", "%(n)s still open", "of"),
    "reopened": ngettext_lazy("%(n)s opened again", "%(n)s opened again", "of"),
    "broken": ngettext_lazy("%(n)s not kept", "%(n)s not kept", "of"),
    "withdrawn": ngettext_lazy("%(n)s withdrawn", "%(n)s withdrawn", "of"),
}


@register.simple_tag
def promises_counted(kept: Kept) -> str:
    """All promises by state, in one sentence whose numbers add up; a state that no promise is in is left out."""
    counts = {state: getattr(kept, state) for state in _BY_STATE}
    states = [str(_BY_STATE[state] % {"n": number(of), "of": of}) for state, of in counts.items() if of]
    return gettext("%(total)s in all: %(states)s.") % {"total": number(kept.total), "states": ", ".join(states)}


_PRESENT = {
    "citizen": ngettext_lazy("%(n)s citizen", "%(n)s citizens", "of"),
    "professional": ngettext_lazy("%(n)s professional", "%(n)s professionals", "of"),
    "elected": ngettext_lazy("%(n)s elected member", "%(n)s elected members", "of"),
}


@register.simple_tag
def heads(count: int, side: str) -> str:
    """So many people of a side who were counted together: "60 citizens"."""
    return str(_PRESENT[side] % {"n": number(count), "of": count})


@register.filter("present")
def present(line: PartyCount) -> str:
    """How many of a side take part as the same: "1 professional · public sector, Parks service (coordinates)"."""
    counted = gettext("already counted")  # in another line: not one person more
    if line.number:
        counted = str(_PRESENT[line.side] % {"n": number(line.number), "of": line.number})
    body = f", {said_plain(line.organisation)}" if line.organisation else ""
    role = f" ({label('role', line.role)})" if line.role != "member" else ""
    return f"{counted} · {label('standing', line.standing)}{body}{role}"


def concern_words(line: ConcernLine) -> tuple[str, str]:
    words = {
        "answered": ("answered", gettext("Answered")),
        "withdrawn": ("withdrawn", pgettext("concern", "Withdrawn")),
        "late": ("unanswered", gettext("No answer, %(late)s") % {"late": _late(line.days)}),
        "reopened": ("reopened", gettext("Opened again, %(left)s") % {"left": _left(line.days)}),
        "open": ("open", _left(line.days)),
    }
    return words[line.state]


@register.simple_tag
def promise_state(line: PromiseLine) -> SafeString:
    return state_tag(*promise_words(line))


@register.simple_tag
def concern_state(line: ConcernLine) -> SafeString:
    return state_tag(*concern_words(line))


@register.simple_tag
def due_day(line: PromiseLine | ConcernLine) -> SafeString:
    """The day by which a word is owed; beside it the first one, where it was opened again since."""
    owed = format_html('<span class="nowrap">{}</span>', day(line.answer_by))
    if line.answer_by == line.due:
        return owed
    return format_html('{} <span class="mute">{}</span>', owed, gettext("first due %(day)s") % {"day": day(line.due)})


# ---- what happened ---------------------------------------------------------------------------------------------------


@register.filter("happened")
def happened(row: Any) -> str:
    """What a line of the chronology says: the kind of act, or the event with the step it was about."""
    if row.is_act:
        return label("kind", row.code)
    if row.row == "answer":
        return _word_given(row)
    event = _event(row)
    # A step that was named in one language alone is read out in that one.
    what = said(row.step) or conditional_escape(_kind_of_step(row.params.get("kind", "")))
    told = gettext("%(event)s: %(what)s") % {"event": conditional_escape(event), "what": what}
    return mark_safe(told) if what else event


def _word_given(row: Any) -> str:
    """What was said of a promise or a concern: "promise kept", "concern answered"."""
    on_promise = row.params.get("promise") is not None
    words = {
        "kept": gettext("promise said to be kept"),
        "partly": gettext("promise said to be partly kept"),
        "broken": gettext("promise said not to be kept"),
        "withdrawn": gettext("promise withdrawn") if on_promise else gettext("concern withdrawn"),
        "answered": gettext("word on a promise") if on_promise else gettext("concern answered"),
        "contradicted": gettext("promise contradicted") if on_promise else gettext("concern opened again"),
        "escalated": gettext("promise passed on to the sponsor")
        if on_promise
        else gettext("concern passed on to the sponsor"),
    }
    return words.get(row.code) or label("said", row.code)


def _event(row: Any) -> str:
    if row.code != "option_removed":
        return label("event", row.code)
    withdrawn = row.params.get("code") == "withdrawn"
    return gettext("proposal withdrawn") if withdrawn else gettext("proposal not admitted")


def _kind_of_step(code: str) -> str:
    """The kind in words; empty for a code that no room knows any more."""
    try:
        return str(step_kind(code).title)
    except KeyError:
        return ""


@register.simple_tag
def address_or_nothing(name: str, **kwargs: Any) -> str:
    """An address of a room that may not be there."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.filter("thread_kind")
def thread_kind(kind: str) -> str:
    """What a thread began with, in a word; empty for one that nobody's word began."""
    return {"need": gettext("need"), "proposal": gettext("proposal")}.get(kind, "")


@register.filter("news_word")
def news_word(code: str) -> str:
    """What is new on a thread, in a few words."""
    words = {
        "decided": gettext("a decision was taken"),
        "promised": gettext("somebody promised something"),
        "measured": gettext("somebody measured what changed"),
        "said.kept": gettext("a promise is said to be kept"),
        "said.contradicted": gettext("a promise was contradicted and is open again"),
        "said.escalated": gettext("a promise is overdue and was passed on to the sponsor"),
    }
    if code in words:
        return words[code]
    of, _, rest = code.rpartition(".")
    return label("said" if of else "event", rest)
