"""Quotations whose speaker stands in another paragraph: lead-ins, open quotations, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.draft import Draft
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.phrases import Run
    from briefs.reading.tokens import Paragraph

_DASHES: Final = frozenset("—–―-")
_MARKS: Final = frozenset("\"“”„«»‘’'") | {"''", "``"}
_LONGEST_SIGNATURE: Final = 14
_MOSTLY: Final = 0.6
_LATEST: Final = 8


def carry(paragraphs: Sequence[Paragraph], found: list[list[Draft]], skipped: Sequence[bool]) -> None:
    """Give quotations without a speaker in their own paragraph to the one the paragraph before names.

    `found` holds the drafts of each paragraph and is added to in place; `skipped` marks page furniture.
    """
    for number, paragraph in enumerate(paragraphs):
        if skipped[number]:
            continue
        signature = _signature(paragraph)
        if signature is not None and number:
            _sign(paragraphs, found, number, signature)
            continue
        if not number or not _opens_quoted(paragraph) or _covered(found[number], number):
            continue
        run = _quotation(paragraph)
        before = paragraphs[number - 1]
        last = _speaker(found[number - 1], before, number - 1)
        if last is None:
            continue
        led_in = last.frame == "lead-in" and last.paragraph == number - 1 and _ends_with_colon(before)
        if led_in or paragraph.quotations[0].continues or run[1] == len(paragraph):
            last.content.append((number, *run))
            found[number].append(last)


def _opens_quoted(paragraph: Paragraph) -> bool:
    if not paragraph.quotations:
        return False
    return paragraph.regions[0] == 0 or (
        len(paragraph) > 1 and paragraph.regions[1] == 0 and paragraph.words[0] in _MARKS
    )


def _covered(drafts: Sequence[Draft], number: int) -> bool:
    return any(at == number and start <= 1 for draft in drafts for at, start, _ in draft.content[-_LATEST:])


def _quotation(paragraph: Paragraph) -> Run:
    """Give the run to take: all of a paragraph that is nearly all quotation, else its first region."""
    quoted = sum(1 for region in paragraph.regions if region != OUTSIDE)
    if quoted > _MOSTLY * len(paragraph):
        return (0, len(paragraph))
    end = next((at for at in range(2, len(paragraph)) if paragraph.regions[at] != 0), len(paragraph))
    return (0, min(end + 1, len(paragraph)))


def _ends_with_colon(paragraph: Paragraph) -> bool:
    return paragraph.words[-1] == ":"


def _speaker(drafts: Sequence[Draft], paragraph: Paragraph, number: int) -> Draft | None:
    """Find who speaks at the end of a paragraph."""
    best: Draft | None = None
    for draft in drafts:
        if draft.frame == "lead-in" and _ends_with_colon(paragraph):
            return draft
        if any(
            at == number and any(paragraph.regions[k] != OUTSIDE for k in range(start, end))
            for at, start, end in draft.content[-_LATEST:]
        ):
            best = draft
    return best


def _signature(paragraph: Paragraph) -> Run | None:
    """Find the name in a line such as "— Jane Doe, minister" that signs what stands above it."""
    if len(paragraph) > _LONGEST_SIGNATURE or len(paragraph) < 2 or paragraph.words[0] not in _DASHES:
        return None
    start = 1
    while start < len(paragraph) and paragraph.words[start] in _DASHES:
        start += 1
    if start == len(paragraph) or not paragraph.words[start][0].isupper():
        return None
    end = start
    while (
        end < len(paragraph)
        and paragraph.words[end] not in ",(:;!?"
        and (paragraph.words[end] != "." or len(paragraph.words[end - 1]) <= 3)
    ):
        end += 1
    return (start, end) if end > start else None


def _sign(paragraphs: Sequence[Paragraph], found: list[list[Draft]], number: int, name: Run) -> None:
    above = paragraphs[number - 1]
    if _covered(found[number - 1], number - 1) and not _opens_quoted(above):
        return
    if len(above) < 4:
        return
    found[number - 1] = [draft for draft in found[number - 1] if draft.paragraph != number - 1]
    found[number].append(Draft(number, name, (0, 1), [(number - 1, 0, len(above))], None, "signature"))
