"""Compiling: a ledger and a window in; a brief, a card or a list out."""

from briefs.compile.asked import list_disputes, list_positions, list_quotes
from briefs.compile.brief import compile_brief
from briefs.compile.card import compile_card

__all__ = [
    "compile_brief",
    "compile_card",
    "list_disputes",
    "list_positions",
    "list_quotes",
]
