"""``{% load stations %}``: a thread as a line of stations, from what was heard to what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from coproduce.accountability.queries import Promised, PromiseLine, Story
from coproduce.ui.formats import day, minutes_as_hours, number, ordinal
from coproduce.ui.said import said_plain, without_stop

from .record import in_language, promise_words, thousandths

register = template.Library()

Station = dict[str, Any]


def _gap(name: str, text: str) -> Station:
    return {"label": name, "text": text, "state": "gap"}


def _sides(effort: Any) -> str:
    """Who was there; a side that was not is left out, and the name of the station then does not say "together"."""
    citizens = ngettext("%(count)s citizen", "%(count)s citizens", effort.citizens)
    citizens %= {"count": number(effort.citizens)}
    professionals = ngettext("%(count)s professional", "%(count)s professionals", effort.professionals)
    professionals %= {"count": number(effort.professionals)}
    if effort.together:
        return gettext("%(citizens)s and %(professionals)s") % {"citizens": citizens, "professionals": professionals}
    return citizens if effort.citizens else professionals if effort.professionals else ""


def _done_name(together: bool) -> str:
    return gettext("Done together") if together else pgettext("thread", "Done")


def _designed_name(together: bool) -> str:
    return gettext("Designed together") if together else pgettext("thread", "Designed")


def _heard(story: Story) -> Station:
    times = ""
    if story.heard > 1:
        times = ngettext("said %(count)s time", "said %(count)s times", story.heard) % {"count": number(story.heard)}
    url = in_language(story.thread.url)
    # What nobody said or proposed was begun, not heard: an indicator, say, that stands for itself.
    name = gettext("Heard") if story.heard_at else pgettext("thread", "Begun")
    return {"label": name, "at": story.heard_at or story.thread.opened_at, "text": times, "url": url}


def _answered(story: Story) -> Station:
    text = gettext("by professionals")
    if story.answered_inputs > 1:
        times = ngettext("%(count)s time", "%(count)s times", story.answered_inputs)
        text = f"{text} · {times % {'count': number(story.answered_inputs)}}"
    url = in_language(story.thread.url)
    return {"label": pgettext("thread", "Answered"), "at": story.answered_at, "text": text, "url": url}


def _by_votes(decision: Any) -> str:
    """The place that the votes gave it, with how many they were, where the record knows: "41 votes, 2nd most of 14"."""
    said = {"place": ordinal(decision.place), "of": number(decision.of) or "?"}
    if decision.votes is None:
        return gettext("%(place)s of %(of)s by votes") % said
    votes = ngettext("%(count)s vote", "%(count)s votes", decision.votes) % {"count": number(decision.votes)}
    return gettext("%(votes)s, %(place)s of %(of)s by votes") % {**said, "votes": votes}


def _taken_on(decision: Any) -> str:
    """That it was chosen, and when in the order of choosing, which need not be that of the votes."""
    if decision.chosen is None:
        return pgettext("thread", "taken on")
    said = {"place": ordinal(decision.chosen), "of": number(decision.winners)}
    return gettext("chosen as %(place)s of %(of)s") % said


def _decided(decision: Any) -> Station:
    name = gettext("Decided") if decision.binding else gettext("Asked")
    parts = [said_plain(decision.by)] if decision.by else []
    if decision.place is not None:
        ranked = _by_votes(decision)
        if decision.binding or decision.won is False:
            parts.append(ranked)
        else:
            name = ranked
    if decision.won is False:
        name = pgettext("thread", "Not chosen")
    elif decision.won:
        parts.append(_taken_on(decision))
    if decision.ballots:
        ballots = ngettext("%(count)s ballot", "%(count)s ballots", decision.ballots)
        parts.append(ballots % {"count": number(decision.ballots)})
    return {
        "label": name,
        "at": decision.at,
        "text": " · ".join(parts),
        "url": in_language(decision.page),
        "link": gettext("why, and how to recount it"),
    }


def _promise_stands(line: PromiseLine | Promised, text: str) -> Station:
    """The station of a promise: what was promised, how it stands, and its new day where it was opened again."""
    state = promise_words(line)[1]
    if line.answer_by != line.due:
        state = gettext("%(state)s, new day %(day)s") % {"state": state, "day": day(line.answer_by)}
    return {
        "label": gettext("Promised"),
        "text": f"{text} · {state}",
        "state": "warn" if line.is_overdue or line.state in ("broken", "partly") else "done",
    }


def _promised(line: PromiseLine, place: dict[str, str]) -> Station:
    text = gettext("%(who)s: %(what)s, by %(day)s") % {
        "who": said_plain(line.by),
        "what": without_stop(said_plain(line.text)),
        "day": day(line.due),
    }
    return {
        **_promise_stands(line, text),
        "url": reverse("accountability:promise", kwargs={**place, "promise": line.id}),
        "link": gettext("see the promise"),
    }


def _designed(story: Story) -> Station:
    effort = story.design
    if effort is None:
        return _gap(gettext("Designed together"), gettext("Nothing recorded yet."))
    return {"label": _designed_name(effort.together), "at": effort.last, "text": _sides(effort)}


def _done(story: Story) -> Station:
    effort = story.delivery
    if effort is None:
        return _gap(gettext("Done together"), gettext("Nothing recorded yet."))
    days = ngettext("%(count)s day", "%(count)s days", effort.days) % {"count": number(effort.days)}
    parts = [days, _sides(effort), minutes_as_hours(effort.minutes) if effort.minutes else ""]
    return {"label": _done_name(effort.together), "at": effort.last, "text": " · ".join(filter(None, parts))}


def _measured(story: Story) -> Iterator[Station]:
    for finding in story.findings:
        text = said_plain(finding.text)
        if finding.baseline is not None and finding.reading is not None:
            moved = gettext("from %(before)s to %(after)s") % {
                "before": thousandths(finding.baseline),
                "after": thousandths(finding.reading, finding.unit),
            }
            text = f"{without_stop(text)} · {moved}"
        yield {"label": gettext("Measured"), "at": finding.at, "text": text}


def _checked(story: Story) -> Iterator[Station]:
    """What became of a proposal before any vote; a thread may carry several."""
    if story.refused:
        yield {"label": gettext("Proposal not admitted"), "at": story.refused, "state": "warn"}
        if story.restored and story.restored > story.refused:
            after = gettext("after an appeal")
            yield {"label": gettext("Proposal admitted"), "at": story.restored, "text": after}
    if story.withdrawn:
        yield {"label": gettext("Proposal withdrawn"), "at": story.withdrawn, "text": gettext("by its author")}


def stations(story: Story) -> list[Station]:
    """The stations of a thread, in order; what has not happened is a gap with a word on what it waits for."""
    initiative = story.thread.initiative
    place = {"town": initiative.town.slug, "initiative": initiative.slug}
    found = [_heard(story)]
    if story.answered_at:
        found.append(_answered(story))
    found += [_decided(d) for d in story.ranked]
    found += _checked(story)
    found += [_decided(d) for d in story.decided]
    if story.not_chosen:
        # What a decision passed over waits for nothing: only what was done all the same is told.
        done = [_designed(story)] if story.design else []
        done += [_done(story)] if story.delivery else []
        return found + done + list(_measured(story))
    if not story.decided:
        found.append(_gap(gettext("Decided"), gettext("No decision has been recorded.")))
    found += [_promised(line, place) for line in story.promises]
    if not story.promises:
        found.append(_gap(gettext("Promised"), gettext("Nobody has promised anything yet.")))
    found += [_designed(story), _done(story)]
    measured = list(_measured(story))
    return found + (measured or [_gap(gettext("Measured"), gettext("Nobody has looked yet whether it helped."))])


@register.simple_tag
def thread_stations(story: Story) -> list[Station]:
    return stations(story)


def _glance_stations(glance: Any) -> Iterator[Station]:
    heard = ngettext("said %(count)s time", "said %(count)s times", glance.heard) % {"count": number(glance.heard)}
    if glance.heard_at:
        yield {"label": gettext("Heard"), "at": glance.heard_at, "text": heard if glance.heard > 1 else ""}
    else:
        yield {"label": pgettext("thread", "Begun"), "at": glance.opened}
    if glance.passed_over_at and not glance.promise:
        page = in_language(glance.passed_over_page)
        yield {
            "label": pgettext("thread", "Not chosen"),
            "at": glance.passed_over_at,
            "url": page,
            "link": gettext("see why"),
        }
        return
    if glance.decided_at:
        page = in_language(glance.decided_page)
        yield {"label": gettext("Decided"), "at": glance.decided_at, "url": page, "link": gettext("recount it")}
    else:
        yield _gap(gettext("Decided"), gettext("No decision has been recorded."))
    if promise := glance.promise:
        text = gettext("%(who)s, by %(day)s") % {"who": said_plain(promise.by), "day": day(promise.due)}
        yield _promise_stands(promise, text)
    else:
        yield _gap(gettext("Promised"), gettext("Nobody has promised anything yet."))
    if glance.done_days:
        days = ngettext("%(count)s day", "%(count)s days", glance.done_days) % {"count": number(glance.done_days)}
        people = ngettext("%(count)s person", "%(count)s people", glance.done_people)
        parts = [days, people % {"count": number(glance.done_people)}]
        if glance.done_minutes:
            parts.append(minutes_as_hours(glance.done_minutes))
        yield {"label": _done_name(glance.done_sides > 1), "text": " · ".join(parts)}
    else:
        yield _gap(gettext("Done together"), gettext("Nothing recorded yet."))
    if glance.measured_at:
        yield {"label": gettext("Measured"), "at": glance.measured_at}
    else:
        yield _gap(gettext("Measured"), gettext("Nobody has looked yet whether it helped."))


@register.simple_tag
def glance_stations(glance: Any) -> list[Station]:
    """The same line, short, for the initiative page."""
    return list(_glance_stations(glance))
