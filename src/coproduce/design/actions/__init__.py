"""What may be done with drafts: start one, write the next version, comment, answer a comment, adopt a version.

Each version and each comment is an act of designing together; adopting says how much of the text each side wrote.
"""

from .adopting import adopt_version
from .commenting import PER_PERSON, answer_comment, comment
from .erasing import forget_drafts
from .writing import address_of, lay_out_drafts, start_draft, write_version

__all__ = [
    "PER_PERSON",
    "address_of",
    "adopt_version",
    "answer_comment",
    "comment",
    "forget_drafts",
    "lay_out_drafts",
    "start_draft",
    "write_version",
]
