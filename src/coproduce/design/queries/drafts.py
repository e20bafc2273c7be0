"""What may be asked about drafts; the only way to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Prefetch, QuerySet

from coproduce.accountability.models import Promise, Thread
from coproduce.accountability.promises.queries import promise_for
from coproduce.accountability.queries import thread_for
from coproduce.design.models import CommentAnswer, Draft, DraftComment, DraftVersion
from coproduce.initiatives.actions import Refused
from coproduce.initiatives.models import Initiative, Party, PartyRole, Side, Standing, Step, StepState
from coproduce.initiatives.queries import CITIZEN_STANDINGS, Given, Prepared, parties_of, step_for
from coproduce.people.queries import is_clerk

from .lines import Row, Shares, differences, shares_of

KIND = "drafting"


def drafting_step(viewer: Any, town: str, initiative: str, position: int) -> Step:
    """The step in which drafts are written; raises ``ObjectDoesNotExist`` for any other."""
    return step_for(viewer, town, initiative, position, kind=KIND)


def starting_step(viewer: Any, town: str, initiative: str, position: int) -> Step:
    """The step, while drafts can be started in it: nobody fills in a form in vain."""
    step = drafting_step(viewer, town, initiative, position)
    if step.state != StepState.OPEN:
        raise Refused("drafting_closed")
    return step


def drafts_of(step: Step, thread: Thread | None = None) -> QuerySet[Draft]:
    """The drafts of a step, in order, all or those on one thread."""
    found = Draft.objects.filter(step=step).select_related("adoption__version").order_by("number")
    return found if thread is None else found.filter(thread=thread)


def thread_asked(viewer: Any, step: Step, key: str) -> Thread | None:
    """The thread that a draft is to go on with, if one is named; raises ``Thread.DoesNotExist`` for a wrong one."""
    if not key:
        return None
    return thread_for(viewer, step.initiative.town.slug, step.initiative.slug, key)


@dataclass(frozen=True, slots=True)
class About:
    """What a new draft is to go on with: a thread of the record, and the promise that it helps to carry out."""

    thread: Thread | None = None
    promise: Promise | None = None


def asked_about(viewer: Any, step: Step, asked: Mapping[str, str]) -> About:
    """The promise or the thread named in the address; raises ``ObjectDoesNotExist`` for a wrong one."""
    key = asked.get("promise", "")
    if not key:
        return About(thread_asked(viewer, step, asked.get("thread", "")))
    if not key.isdecimal() or len(key) > 18:
        raise Promise.DoesNotExist
    promise = promise_for(viewer, step.initiative.town.slug, step.initiative.slug, int(key))
    return About(promise.thread, promise)


def draft_for(viewer: Any, town: str, initiative: str, position: int, number: int) -> Draft:
    """One draft of a step that the viewer may see."""
    step = drafting_step(viewer, town, initiative, position)
    found: list[Draft] = _DRAFT(step=step.pk, number=number)
    if not found:
        raise Draft.DoesNotExist
    draft = found[0]
    draft.step, draft.initiative = step, step.initiative
    return draft


def _draft() -> QuerySet[Draft]:
    drafts = Draft.objects.select_related("promise__text", "promise__by", "adoption__version")
    return drafts.defer("adoption__version__lines").filter(step=Given("step"), number=NUMBER)


NUMBER, DRAFT = Given("number", IntegerField()), Given("draft")
_DRAFT = Prepared(_draft)


def version_of(draft: Draft, number: int | None = None) -> DraftVersion:
    """One version with its lines: the latest, or the one with this number."""
    wanted = draft.versions_count if number is None else number
    found: list[DraftVersion] = _VERSION(draft=draft.pk, number=wanted)
    if not found:
        raise DraftVersion.DoesNotExist
    found[0].draft = draft
    return found[0]


_VERSION = Prepared(
    lambda: DraftVersion.objects.select_related("author__organisation").filter(draft=DRAFT, number=NUMBER)
)


@dataclass(frozen=True, slots=True)
class Standings:
    """What a viewer is here: parties, and whether the viewer runs the initiative."""

    parties: Sequence[Party]
    coordinates: bool

    @property
    def takes_part(self) -> bool:
        return bool(self.parties)

    @property
    def may_adopt(self) -> bool:
        return self.coordinates or any(p.side == Side.PROFESSIONAL for p in self.parties)


def standings_in(viewer: Any, initiative: Initiative) -> Standings:
    """In which capacities the viewer takes part, and whether they run the initiative, as clerks do too."""
    parties = parties_of(viewer, initiative)
    runs = any(p.role == PartyRole.COORDINATOR for p in parties) or is_clerk(viewer, initiative.town)
    return Standings(parties, runs)


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line as it is shown: its number, its text, who wrote it and how many open comments stand on it."""

    number: int
    text: Any
    side: str
    open_comments: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A version of a draft as one viewer sees it, with what that viewer may do."""

    draft: Draft
    version: DraftVersion
    lines: Sequence[NumberedLine]
    shares: Shares
    versions: Sequence[DraftVersion]
    open_comments: Sequence[DraftComment]
    settled_comments: Sequence[DraftComment]
    writable: bool
    standings: Standings

    @property
    def is_latest(self) -> bool:
        return self.version.number == self.draft.versions_count

    @property
    def may_adopt(self) -> bool:
        return self.writable and self.standings.may_adopt

    @property
    def may_answer(self) -> bool:
        return self.writable and (self.standings.takes_part or self.standings.coordinates)


def draft_seen(draft: Draft, viewer: Any, number: int | None = None) -> Seen:
    """Everything the page of a draft shows, in its latest version or in an earlier one."""
    version = version_of(draft, number)
    versions: list[DraftVersion] = _VERSIONS(draft=draft.pk)
    comments: list[DraftComment] = _COMMENTS(draft=draft.pk)
    numbered = {v.pk: v for v in versions}
    for comment in comments:
        comment.version = numbered[comment.version_id]
    waiting = [c for c in comments if not c.settled]
    on_line = [c.line for c in waiting if c.version_id == version.pk]
    return Seen(
        draft=draft,
        version=version,
        lines=[
            NumberedLine(place, line["text"], line["side"], on_line.count(place))
            for place, line in enumerate(version.lines, start=1)
        ],
        shares=shares_of(version.lines),
        versions=versions,
        open_comments=waiting,
        settled_comments=[c for c in comments if c.settled],
        writable=is_writable(draft),
        standings=standings_in(viewer, draft.initiative),
    )


# What a by-line does not show of a party and its body. A page has dozens of by-lines.
UNREAD = (
    *("role", "lived_experience", "since", "until"),
    *("organisation__slug", "organisation__kind", "organisation__functions", "organisation__address"),
)


def _briefly(found: QuerySet[Any], who: str) -> QuerySet[Any]:
    """With whoever wrote it, as far as a by-line tells."""
    return found.select_related(f"{who}__organisation").defer(*(f"{who}__{name}" for name in UNREAD))


_VERSIONS = Prepared(
    lambda: _briefly(DraftVersion.objects.filter(draft=DRAFT).defer("lines"), "author").order_by("-number")
)
_COMMENTS = Prepared(
    lambda: (
        _briefly(DraftComment.objects.filter(draft=DRAFT), "party")
        .prefetch_related(Prefetch("answers", queryset=_briefly(CommentAnswer.objects.all(), "party")))
        .order_by("number")
    )
)


def is_writable(draft: Draft) -> bool:
    """A draft is written on while its step is open and no version has been adopted."""
    return draft.step.state == StepState.OPEN and not hasattr(draft, "adoption")


@dataclass(frozen=True, slots=True)
class Comparison:
    old: DraftVersion
    new: DraftVersion
    rows: Sequence[Row]

    @property
    def gone(self) -> int:
        return sum(row.kind == "gone" for row in self.rows)

    @property
    def put_in(self) -> int:
        return sum(row.kind == "new" for row in self.rows)


def compare(draft: Draft, old: int, new: int, *, language: str) -> Comparison:
    """What changed from one version to another; raises ``DraftVersion.DoesNotExist``."""
    first, second = version_of(draft, old), version_of(draft, new)
    return Comparison(first, second, differences(first.lines, second.lines, language=language))


def draft_to_write(viewer: Any, town: str, initiative: str, position: int, number: int) -> Draft:
    """The draft, while it can be written on."""
    draft = draft_for(viewer, town, initiative, position, number)
    check_writable(draft)
    return draft


def check_writable(draft: Draft) -> None:
    """Raises ``Refused`` once a version is adopted, and where the step is not open."""
    if hasattr(draft, "adoption"):
        raise Refused("draft_adopted", number=draft.adoption.version.number)
    if draft.step.state != StepState.OPEN:
        raise Refused("drafting_closed")


def draft_to_adopt(viewer: Any, town: str, initiative: str, position: int, number: int) -> Draft:
    """The draft, for a professional or somebody who runs the initiative."""
    draft = draft_for(viewer, town, initiative, position, number)
    if not standings_in(viewer, draft.initiative).may_adopt:
        raise Refused("only_professionals_adopt")
    check_writable(draft)
    return draft


def comment_to_answer(
    viewer: Any, town: str, initiative: str, position: int, number: int, comment: int
) -> DraftComment:
    """A comment that still waits, for somebody who takes part."""
    draft = draft_to_write(viewer, town, initiative, position, number)
    found = DraftComment.objects.select_related("version").get(draft=draft, number=comment)
    found.draft = draft
    standings = standings_in(viewer, draft.initiative)
    if not (standings.takes_part or standings.coordinates):
        raise Refused("not_a_party")
    if found.settled:
        raise Refused("comment_settled")
    return found


def standings_to_join(viewer: Any, initiative: Initiative) -> list[tuple[str, Any]]:
    """As what somebody who is no party yet may join by writing; empty for those who are."""
    if parties_of(viewer, initiative):
        return []
    return [(standing.value, Standing(standing).label) for standing in CITIZEN_STANDINGS]


def promises_for(initiative: Initiative) -> list[Promise]:
    """The promises that an adopted draft may carry out."""
    return list(Promise.objects.filter(initiative=initiative).select_related("text", "by").order_by("due", "id"))


def drafts_open(initiatives: Sequence[Any]) -> QuerySet[Draft]:
    """The drafts of many initiatives on which anybody can write now."""
    return (
        Draft.objects.filter(
            initiative__pk__in=initiatives, step__state=StepState.OPEN, adoption=None, versions_count__gt=0
        )
        .select_related("step")
        .order_by("number")
    )


def shares_counted(draft: Draft) -> Shares:
    """Each side's lines in the latest version, as counted on the draft."""
    return Shares(draft.citizen_lines, draft.professional_lines, draft.other_lines)


def with_shares(drafts: Iterable[Draft]) -> list[tuple[Draft, Shares]]:
    """Each draft with its sides' lines."""
    return [(draft, shares_counted(draft)) for draft in drafts]
