"""What may be done to persons: join, agree, be named, be written to, be forgotten."""

from .accounts import (
    agree_to,
    appoint_clerk,
    give_consent,
    join,
    mark_demo,
    name_clerk,
    rename,
    set_contact,
    withdraw_consent,
)
from .erasing import erase_person
from .letters import clear_old, deliver, keep_letter, write_to

__all__ = [
    "agree_to",
    "appoint_clerk",
    "clear_old",
    "deliver",
    "erase_person",
    "give_consent",
    "join",
    "keep_letter",
    "mark_demo",
    "name_clerk",
    "rename",
    "set_contact",
    "withdraw_consent",
    "write_to",
]
