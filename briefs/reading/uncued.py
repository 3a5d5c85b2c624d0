"""Quotations without a reporting word: whose they are by what stands before them, a colon or a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.clause import OPENERS, finite_verb, subject
from briefs.reading.earlier import main_finding
from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.line import DASHES
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.line import Line
    from briefs.reading.phrases import Run

_GRAMMAR: Final = load_grammar()
_CARRYING: Final = load_lexicon().groups["carrying"]
_NO_NAME: Final = OPENERS | _GRAMMAR.pronouns
_MOSTLY: Final = 0.6
_LONGEST_NAME: Final = 6
_LONGEST_SIGNATURE: Final = 12
_LONGEST_ABBREVIATION: Final = 4
#: How many findings, and how many tokens before a quotation, are looked at: bounds the work.
_KEPT: Final = 6
_BACK: Final = 300


def read_uncued(line: Line, low: int, high: int, unit: int) -> None:
    """Give the quotation of a sentence without a cue to who spoke last, or to the one a colon names.

    `unit` is the sentence's number in the paragraph. The line's drafts are added to.
    """
    quoted = sum(1 for k in range(low, high) if line.regions[k] != OUTSIDE)
    if not quoted:
        return
    last = _last_speaking(line)
    opens = line.opens_quoted(low)
    mostly = quoted > _MOSTLY * (high - low)
    if last is not None and (mostly or opens) and line.quotes(last):
        last.content.append((line.number, low, high if mostly else _quotation_end(line, low, high)))
        return
    mark = next(k for k in range(low, high) if line.regions[k] != OUTSIDE)
    close = line.before_stops(mark + 1, high)
    if opens:
        _read_alone(line, low, close, unit)
    elif mark >= low + 2 and not {"asked", "told"}.intersection(line.lowered[low:mark]):
        _read_after_colon(line, low, close, mark, unit)


def read_signed(line: Line) -> bool:
    """Read '"..." — Jane Doe' that makes a whole paragraph; tell whether it is one."""
    words, size = line.words, len(line.words)
    earliest = max(0, size - _LONGEST_SIGNATURE)
    dash = next((k for k in range(size - 1, earliest, -1) if words[k] in DASHES), None)
    if dash is None or dash < 4 or dash + 1 >= size or not line.marked[dash - 1] or not line.opens_quoted(0):
        return False
    if not words[dash + 1][0].isupper() or any(
        word[0].islower() and word not in _GRAMMAR.name_links for word in words[dash + 1 :]
    ):
        return False
    end = next(
        (k for k in range(dash + 1, size) if words[k] in ",(" or (words[k] == "." and k == size - 1)), size
    )
    line.drafts.append(line.draft((dash + 1, end), (dash, dash + 1), [(0, dash)], None, "signature"))
    return True


def _last_speaking(line: Line) -> Draft | None:
    """Give the last finding, or the one before it in the same sentence that holds the quotation."""
    if not line.drafts:
        return None
    last = line.drafts[-1]
    here = [draft for draft in line.drafts[-_KEPT:] if draft.unit == last.unit]
    return next((draft for draft in reversed(here) if line.quotes(draft)), last)


def _quotation_end(line: Line, low: int, high: int) -> int:
    """Give where the quotation that opens a sentence ends, at its closing mark."""
    return next((k for k in range(low + 1, high) if line.regions[k] == OUTSIDE and line.marked[k]), high)


def _read_alone(line: Line, low: int, close: int, unit: int) -> None:
    """Give a quotation that stands alone to who spoke, or acted, in the sentence before."""
    if not line.drafts:
        source = subject(line, 0, low) if unit and low <= _BACK else None
        if source is not None:
            _carry_on(line, source, [(low, close)], "sentence before")
        return
    main = main_finding(line, [draft for draft in line.drafts[-_KEPT:] if draft.unit == unit - 1])
    if main is not None and main.lemma in _CARRYING:
        _carry_on(line, main.source, [(low, close)], "after speech")


def _read_after_colon(line: Line, low: int, close: int, mark: int, unit: int) -> None:
    """Read 'Jane Doe: "..."', and ': "..."' after speech; `mark` is the first quoted token."""
    if line.words[mark - 1] != ":" and line.words[mark - 2] not in (":", ","):
        return
    source = _named_before_colon(line, low, mark) or subject(line, low, mark)
    cue = (mark - 2, mark - 1) if line.words[mark - 2] == ":" else None
    if source is not None:
        line.drafts.append(line.draft(source, cue, [(mark - 1, close)], None, "colon"))
        return
    last = _last_speaking(line)
    if cue is not None and last is not None and last.source is not None and last.unit == unit - 1:
        _carry_on(line, last.source, [(mark - 1, close)], "after speech")


def _carry_on(line: Line, source: Run | None, content: Sequence[Run], frame: str) -> None:
    draft = line.draft(source, None, content, None, frame)
    draft.carried = True
    line.drafts.append(draft)


def _named_before_colon(line: Line, low: int, mark: int) -> Run | None:
    """Find "Jane Doe" in '... - Jane Doe: "..."'."""
    words = line.words
    if mark < low + 3 or words[mark - 2] != ":":
        return None
    end = mark - 2
    if (
        end - low <= _LONGEST_NAME
        and words[low][0].isupper()
        and line.lowered[low] not in _NO_NAME
        and not any(finite_verb(line, k, low) for k in range(low + 1, end))
    ):
        return (low, end)
    start = end
    while (
        start > low
        and line.regions[start - 1] == OUTSIDE
        and (
            words[start - 1][0].isupper()
            or (words[start - 1] == "." and len(words[start - 2]) <= _LONGEST_ABBREVIATION)
        )
    ):
        start -= 1
    return (start, end) if end - start >= 2 and not words[start].isupper() else None
