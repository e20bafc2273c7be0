"""What may be done with proposals: make one, check it, appeal, decide on the appeal, withdraw.

Every change of state is a row with its public reason (I14), and an entry in the record in the same transaction.
"""

from .appealing import appeal, decide_appeal
from .checking import admit_proposal, check_proposal, refuse_proposal
from .erasing import forget_proposals
from .submitting import PER_PERSON, lay_out_proposals, submit_proposal, withdraw_proposal

__all__ = [
    "PER_PERSON",
    "admit_proposal",
    "appeal",
    "check_proposal",
    "decide_appeal",
    "forget_proposals",
    "lay_out_proposals",
    "refuse_proposal",
    "submit_proposal",
    "withdraw_proposal",
]
