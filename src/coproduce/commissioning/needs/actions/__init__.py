"""What may be done with needs: say one, write one down, need it too, answer it, hide it, empty those of the erased."""

from .erasing import forget_needs
from .saying import (
    OPEN_PER_DAY,
    OPEN_PER_SESSION,
    PER_PERSON,
    answer_need,
    hide_need,
    lay_out_needs,
    log_need,
    page_of,
    say_need,
    support_need,
)

__all__ = [
    "OPEN_PER_DAY",
    "OPEN_PER_SESSION",
    "PER_PERSON",
    "answer_need",
    "forget_needs",
    "hide_need",
    "lay_out_needs",
    "log_need",
    "page_of",
    "say_need",
    "support_need",
]
