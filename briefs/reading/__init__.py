"""Reading: one article in, attributions and positions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.model.reading import Reading
from briefs.reading.characterise import characterisations
from briefs.reading.find import find
from briefs.reading.names import cast_of, resolve
from briefs.reading.stance import positions
from briefs.reading.tokens import paragraphs

if TYPE_CHECKING:
    from briefs.model.talks import Dossier

__all__ = ["read"]


def read(text: str, dossier: Dossier | None) -> Reading:
    """Find who said what in one article, as far as its words show.

    Offsets count code points of exactly `text`.
    """
    split = paragraphs(text)
    cast = cast_of(text, split, dossier)
    attributions = resolve(cast, find(text, split))
    called = characterisations(cast, attributions)
    return Reading(attributions, positions(cast, attributions, called), called)
