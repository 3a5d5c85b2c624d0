"""Compiling: a ledger and a window in, a brief out."""

from briefs.compile.brief import compile_brief

__all__ = ["compile_brief"]
