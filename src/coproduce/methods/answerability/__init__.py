"""Who answers for what, whether promises are kept, how needs become services, and whether the sides see each other."""

from coproduce.methods.answerability.arrows import Journey, responsiveness
from coproduce.methods.answerability.codes import CODES
from coproduce.methods.answerability.completeness import PARTS, Activity, Completeness, completeness
from coproduce.methods.answerability.promises import Incident, Promise, incidents, mandates, promises
from coproduce.methods.answerability.reading import (
    MOST_DAYS,
    read_activities,
    read_agreed,
    read_incidents,
    read_items,
    read_mandates,
    read_needs,
    read_promises,
    read_seen,
)
from coproduce.methods.answerability.standing import (
    Mandated,
    incident_standing,
    mandated,
    need_standing,
    promise_standing,
)
from coproduce.methods.answerability.visibility import Expectation, Seen, visibility

__all__ = [
    "CODES",
    "MOST_DAYS",
    "PARTS",
    "Activity",
    "Completeness",
    "Expectation",
    "Incident",
    "Journey",
    "Mandated",
    "Promise",
    "Seen",
    "completeness",
    "incident_standing",
    "incidents",
    "mandated",
    "mandates",
    "need_standing",
    "promise_standing",
    "promises",
    "read_activities",
    "read_agreed",
    "read_incidents",
    "read_items",
    "read_mandates",
    "read_needs",
    "read_promises",
    "read_seen",
    "responsiveness",
    "visibility",
]
