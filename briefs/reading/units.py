"""Units: sentences as a reporting word sees them, never cut inside a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from briefs.reading.phrases import Run
    from briefs.reading.tokens import Paragraph


def units(paragraph: Paragraph) -> list[Run]:
    """Cut a paragraph into runs of whole sentences such that no quoted region is divided."""
    sentences, regions = paragraph.sentences, paragraph.regions
    size = len(sentences)
    if not sentences[-1]:
        return [(0, size)]
    found: list[Run] = []
    start = 0
    for at in range(1, size):
        if sentences[at] != sentences[at - 1] and (regions[at] == OUTSIDE or regions[at] != regions[at - 1]):
            found.append((start, at))
            start = at
    found.append((start, size))
    return found
