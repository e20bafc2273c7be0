"""Files of votes: CSV as people keep it, PrefLib (.soc, .toc, .soi, .toi), BLT."""

from coproduce.methods.ranking.files.read import CELLS, read
from coproduce.methods.ranking.files.reading import Reading

__all__ = ["CELLS", "Reading", "read"]
