"""The record: who took part, what was decided, promised, done, found and answered.

Rows are immutable in the database itself (``migrations/_append_only.py``). They hold codes, numbers and keys;
free text sits in ``Words``, whose only allowed change is to be emptied. A state is a later row, never a column.
"""

from coproduce.accountability.models.acts import Contribution, Event, Kind, Level, Notice, Source
from coproduce.accountability.models.decided import Decision, Promise
from coproduce.accountability.models.entries import RECORD, Entry, Thread, Visibility, Words
from coproduce.accountability.models.found import Finding, FindingKind, Grade
from coproduce.accountability.models.said import Answer, Concern, ConcernKind, Said
from coproduce.accountability.models.sums import Active, Following, Tally, TookPart

__all__ = [
    "RECORD",
    "Active",
    "Answer",
    "Concern",
    "ConcernKind",
    "Contribution",
    "Decision",
    "Entry",
    "Event",
    "Finding",
    "FindingKind",
    "Following",
    "Grade",
    "Kind",
    "Level",
    "Notice",
    "Promise",
    "Said",
    "Source",
    "Tally",
    "Thread",
    "TookPart",
    "Visibility",
    "Words",
]
