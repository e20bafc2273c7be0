"""Who answers for what, whether promises are kept, how needs become services, and whether the sides see each other."""

from coproduce.methods.answerability.arrows import Journey, responsiveness
from coproduce.methods.answerability.codes import CODES
from coproduce.methods.answerability.completeness import PARTS, Activity, Completeness, completeness
from coproduce.methods.answerability.promises import Incident, Promise, incidents, mandates, promises
from coproduce.methods.answerability.visibility import Expectation, Seen, visibility

__all__ = [
    "CODES",
    "PARTS",
    "Activity",
    "Completeness",
    "Expectation",
    "Incident",
    "Journey",
    "Promise",
    "Seen",
    "completeness",
    "incidents",
    "mandates",
    "promises",
    "responsiveness",
    "visibility",
]
