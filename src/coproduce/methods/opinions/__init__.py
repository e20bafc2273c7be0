"""Opinion mapping: on what do people agree, which groups are there, and what does each stand for.

``map_opinions`` maps a conversation; ``MODES`` names the ways to find groups; ``next_statement`` draws what a person is
shown next. ``coproduce.methods.opinions.exports`` reads and writes the files of the field.
"""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.opinions.codes import CODES
from coproduce.methods.opinions.consensus import Agreed, Consensus, consensus, group_informed
from coproduce.methods.opinions.conversation import Conversation, Statement
from coproduce.methods.opinions.counts import Counts
from coproduce.methods.opinions.grouping import Earlier, Grouping, Options, Tried
from coproduce.methods.opinions.maps import MODES, map_opinions
from coproduce.methods.opinions.representative import Representative, representative
from coproduce.methods.opinions.result import Group, OpinionMap
from coproduce.methods.opinions.routing import Next, Routing, next_statement, priorities
from coproduce.methods.opinions.stability import Stability, adjusted_rand

__all__ = [
    "CODES",
    "MODES",
    "Agreed",
    "Consensus",
    "Conversation",
    "Counts",
    "Earlier",
    "Group",
    "Grouping",
    "MethodError",
    "Next",
    "OpinionMap",
    "Options",
    "Reason",
    "Representative",
    "Routing",
    "Stability",
    "Statement",
    "Tried",
    "adjusted_rand",
    "consensus",
    "group_informed",
    "map_opinions",
    "next_statement",
    "priorities",
    "representative",
]
