"""What may be done with drafts: start one, write the next version, comment, answer a comment, adopt a version.

Each version and each comment is an act of designing together; adopting says how much of the text each side wrote.
"""

from .adopting import adopt_version
from .commenting import answer_comment, comment
from .writing import address_of, lay_out_drafts, start_draft, write_version

__all__ = [
    "address_of",
    "adopt_version",
    "answer_comment",
    "comment",
    "lay_out_drafts",
    "start_draft",
    "write_version",
]
