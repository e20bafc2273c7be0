"""Reading and writing elections in the Pabulib format (``.pb``), https://pabulib.org/format."""

from coproduce.methods.budgeting.pabulib.parts import Kinds, Paper, kinds_in, merge_kinds, read_paper, read_parts
from coproduce.methods.budgeting.pabulib.read import read
from coproduce.methods.budgeting.pabulib.reading import LIMITS, Problem, Reading
from coproduce.methods.budgeting.pabulib.slices import Slices
from coproduce.methods.budgeting.pabulib.write import write

__all__ = [
    "LIMITS",
    "Kinds",
    "Paper",
    "Problem",
    "Reading",
    "Slices",
    "kinds_in",
    "merge_kinds",
    "read",
    "read_paper",
    "read_parts",
    "write",
]
