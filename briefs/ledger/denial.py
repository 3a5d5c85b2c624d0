"""Words that are denied before they begin: "we cannot say that the result is sufficient"."""

from typing import Final

from briefs.ledger.sentences import sentence_at
from briefs.ledger.words import Kind, words_of
from briefs.model.span import Span

_REACH: Final = 10
_CLAUSE: Final = (",", ";", ":", "\u201c", '"')


def with_denial(text: str, span: Span) -> Span:
    """Widen a stretch to the beginning of its clause where a negation stands just before it.

    Shown alone, the words would say the contrary.
    """
    sentence = sentence_at(text, span.start)
    clause = max(sentence.start, *(text.rfind(sign, sentence.start, span.start) + 1 for sign in _CLAUSE))
    before = words_of(text, clause, span.start)
    inside = words_of(text, span.start, span.end)
    denied = any(word.kind is Kind.NEGATION for word in before[-_REACH:])
    if not denied or any(word.kind is Kind.NEGATION for word in inside):
        return span
    return Span(before[0].start, span.end)
