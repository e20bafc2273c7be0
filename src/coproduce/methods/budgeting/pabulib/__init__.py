"""Reading and writing elections in the Pabulib format (``.pb``), https://pabulib.org/format."""

from coproduce.methods.budgeting.pabulib.read import read
from coproduce.methods.budgeting.pabulib.reading import LIMITS, Problem, Reading
from coproduce.methods.budgeting.pabulib.write import write

__all__ = ["LIMITS", "Problem", "Reading", "read", "write"]
