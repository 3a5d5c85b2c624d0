"""Where a sentence falls into clauses, as far as commas and conjunctions show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_ALWAYS: Final = frozenset(
    (
        "while",
        "whereas",
        "although",
        "though",
        "but",
        ";",
        ":",
        "\u2014",
        "\u2013",
        "because",
        "whilst",
        "despite",
    )
)
_AFTER_COMMA: Final = frozenset(
    (
        "which",
        "who",
        "whom",
        "something",
        "and",
        "as",
        "with",
        "so",
        "or",
        "a",
        "an",
        "saying",
        "adding",
        "that",
        "in",
        "nor",
        "yet",
        "even",
        "demanding",
        "insisting",
        "rejecting",
        "accusing",
        "arguing",
        "warning",
        "calling",
        "dismissing",
        "urging",
        "when",
        "until",
        "where",
    )
)
_OPENING: Final = frozenset(
    (
        "as in on when if while after before during although despite at since unless until "
        "with by under for following speaking"
    ).split()
)
_RELATIVE: Final = frozenset(("which", "who", "whom", "something", "that", "a", "an"))


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `[first, last)`; `relative` where it hangs on the clause before ("which ...")."""

    first: int
    last: int
    relative: bool


def clauses_of(lowered: Sequence[str], low: int, high: int, subjects: Container[int] = ()) -> list[Clause]:
    """Cut the sentence `[low, high)`; the clauses cover it.

    `subjects` are tokens at which a name begins that may be the subject after an opening clause
    ("As talks began, Kyiv said").
    """
    starts = [low]
    for at in range(low + 1, high):
        word = lowered[at]
        cut = word in _ALWAYS or (lowered[at - 1] == "," and word in _AFTER_COMMA)
        if not cut and lowered[at - 1] == "," and at in subjects:
            cut = lowered[starts[-1]] in _OPENING or lowered[starts[-1]] in _RELATIVE
        if cut and at - starts[-1] > 1:
            starts.append(at)
    ends = [*starts[1:], high]
    found: list[Clause] = []
    for first, last in zip(starts, ends, strict=True):
        head = first
        while head < last - 1 and lowered[head] in _SKIPPED:
            head += 1
        before = lowered[first - 1] if first > low else ""
        relative = (
            first > low and lowered[head] in _RELATIVE and (before == "," or lowered[first] in _SKIPPED)
        )
        found.append(Clause(first, last, relative))
    return found


_SKIPPED: Final = frozenset(("\u2014", "\u2013", ";", ":", ","))


def clause_at(clauses: Sequence[Clause], token: int) -> int:
    """Give the number of the clause that holds a token of the sentence."""
    for number, clause in enumerate(clauses):
        if token < clause.last:
            return number
    return len(clauses) - 1
