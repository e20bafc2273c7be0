"""What may be done with a vote: set it up, make codes, open, cast, close, read one from a file."""

from .answers import Receipt, forget_answers
from .batches import write_batches_anew
from .casting import cast_ballot
from .closing import close_ballot, close_overdue
from .importing import Unreadable, import_election
from .opening import open_ballot
from .preparing import add_option, drop_option, make_codes, set_up_ballot

__all__ = [
    "Receipt",
    "Unreadable",
    "add_option",
    "cast_ballot",
    "close_ballot",
    "close_overdue",
    "drop_option",
    "forget_answers",
    "import_election",
    "make_codes",
    "open_ballot",
    "set_up_ballot",
    "write_batches_anew",
]
