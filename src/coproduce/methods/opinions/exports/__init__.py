"""The files in which Polis gives away a conversation, read and written: votes, comments, and people by statements."""

from coproduce.methods.opinions.exports.read import Reading, read, read_statements, read_votes
from coproduce.methods.opinions.exports.write import write_comments, write_participants_votes, write_votes

__all__ = [
    "Reading",
    "read",
    "read_statements",
    "read_votes",
    "write_comments",
    "write_participants_votes",
    "write_votes",
]
