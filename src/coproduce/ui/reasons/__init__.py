"""Reasons in words: a method answers with a code and values; here each code has its sentence in every language.

A family of methods has one file here. A test holds the files to the codes that the methods say they speak.
"""

from coproduce.ui.reasons.sentences import MONEY, NAMED, SENTENCES, Wordless, say

__all__ = ["MONEY", "NAMED", "SENTENCES", "Wordless", "say"]
