"""Reading: one article in, attributions and positions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.model.reading import Attribution, Reading
from briefs.reading.find import find
from briefs.reading.tokens import paragraphs

if TYPE_CHECKING:
    from briefs.model.talks import Dossier

__all__ = ["read"]


def read(text: str, dossier: Dossier | None) -> Reading:
    """Find who said what in one article, as far as its words show.

    Offsets count code points of exactly `text`.
    """
    split = paragraphs(text)
    found = find(text, split)
    attributions = tuple(
        Attribution(
            each.form, each.source, each.cue, each.content, each.quoted, None,
            " ".join(span.of(text) for span in each.source) or None, None, None, each.force, each.confidence,
        )
        for each in found
    )
    return Reading(attributions, (), ())
