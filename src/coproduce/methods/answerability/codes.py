"""Every code that measures of answerability can return or raise."""

from coproduce.methods import _measures
from coproduce.methods._tables import CELL_CODES
from coproduce.methods.answerability.completeness import PARTS
from coproduce.methods.answerability.standing import STANDING_CODES

CODES = (
    _measures.CODES
    | CELL_CODES
    | STANDING_CODES
    | {
        *(f"answer.part.{part}" for part in PARTS),
        "answer.lacks",
        "answer.stop",
        "answer.several_accountable",
        "answer.not_yet_due",
        "promise_unsound",
        "journey_unsound",
        "seen_unsound",
        "mandates_unsound",
        "activity_part_unknown",
    }
)
