"""Valuation: what a joint effort costs and brings, corrected, discounted, by who pays and who gains."""

from coproduce.methods._shared import MethodError, Reason
from coproduce.methods.valuation.balance import Balance, Figures, Share, payback_of, value
from coproduce.methods.valuation.codes import CODES
from coproduce.methods.valuation.discounting import COMPARISON, Rate, flat, known_rates, rate_of
from coproduce.methods.valuation.evidence import GRADES, Aim, Piece, Strength, evidence_strength, read_aims
from coproduce.methods.valuation.reading import read_ledger, read_share
from coproduce.methods.valuation.sensitivity import Sensitivity, Swing
from coproduce.methods.valuation.types import BENEFITS, CASES, CATEGORIES, Corrections, Entry, Ledger

__all__ = [
    "BENEFITS",
    "CASES",
    "CATEGORIES",
    "CODES",
    "COMPARISON",
    "GRADES",
    "Aim",
    "Balance",
    "Corrections",
    "Entry",
    "Figures",
    "Ledger",
    "MethodError",
    "Piece",
    "Rate",
    "Reason",
    "Sensitivity",
    "Share",
    "Strength",
    "Swing",
    "evidence_strength",
    "flat",
    "known_rates",
    "payback_of",
    "rate_of",
    "read_aims",
    "read_ledger",
    "read_share",
    "value",
]
