"""The lines of the account, frozen: what one row of each of its tables holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class PartyCount:
    """How many people share a side, a standing, a role and an organisation; who has two parts on one side counts once.

    ``number`` is 0 where all of them are counted in another line.
    """

    side: str
    standing: str
    role: str
    organisation: dict[str, str]
    number: int


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for an activity, by which standard, and what happens when it fails."""

    activity: str
    accountable: dict[str, str]
    responsible: dict[str, str]
    standard: dict[str, str]
    failure_rule: dict[str, str]
    remedy: dict[str, str]
    answer_days: int

    @property
    def terms(self) -> tuple[dict[str, str], int, dict[str, str]]:
        """Who answers, how soon and for what: activities on the same terms are told in one line."""
        return self.accountable, self.answer_days, self.standard


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision with all that a recount needs. ``citizen_power`` in ten-thousandths; money in minor units of
    ``currency``. ``imported``: it was taken elsewhere and read from a file, so nothing follows from it here."""

    id: int
    at: datetime
    question: dict[str, str]
    method: str
    options: dict[str, Any]
    code_version: str
    seed: str
    input_digest: str
    outcome_digest: str
    electorate: int | None
    ballots: int | None
    budget: int | None
    spent: int | None
    currency: str
    imported: bool
    significance: int
    binding: bool
    citizen_power: int | None
    decided_by: dict[str, str]
    mandated_by: dict[str, str]
    page: str
    file: str
    command: str
    overrides: int | None
    carrier: dict[str, str] = field(default_factory=dict)
    result: dict[str, Any] = field(repr=False, default_factory=dict)

    @property
    def power_share(self) -> float | None:
        """Citizens' power between 0 and 1."""
        return None if self.citizen_power is None else self.citizen_power / 10_000


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What was found, how sure it is, who pays and where the benefit lands. Readings in thousandths of the unit.

    ``corrects`` is the number of the finding that it took the place of.
    """

    id: int
    at: datetime
    text: dict[str, str]
    kind: str
    grade: str
    lands_in: dict[str, str]
    paying: dict[str, str]
    gaining: dict[str, str]
    year: int
    low: int | None
    central: int | None
    high: int | None
    indicator: str
    baseline: int | None
    reading: int | None
    unit: str
    overlap_group: str
    counterfactual: dict[str, str]
    is_lesson: bool
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete the record is: of all acts that count, how many are timed and confirmed; what is not shown."""

    acts: int
    timed: int
    confirmed: int
    uncounted_people: int
    acts_shown: int
    notices_shown: int
    words_shown: int
    acts_hidden: int
    decisions_hidden: int
    promises_hidden: int
    concerns_hidden: int
    findings_hidden: int

    @property
    def nothing(self) -> bool:
        return not self.acts

    @property
    def timed_share(self) -> float | None:
        return self.timed / self.acts if self.acts else None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the chronology the reader is; has what the page links need."""

    number: int
    num_pages: int

    @property
    def paginator(self) -> Pages:
        return self

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.num_pages

    @property
    def has_other_pages(self) -> bool:
        return self.num_pages > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


@dataclass(frozen=True, slots=True)
class SideSum:
    """One line of the table of who took part: exact, by activity and side, in twelve months and in all.

    ``people`` is None where nobody was counted one by one, as in votes and surveys; ``minutes`` where nobody wrote
    time down. What was not recorded is never 0.
    """

    activity: str
    side: str
    acts: int
    people: int | None
    minutes: int | None
    acts_year: int
