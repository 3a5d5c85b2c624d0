"""Reading: one article in, attributions and positions out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.model.reading import Reading
from briefs.reading.characterise import characterisations
from briefs.reading.find import find
from briefs.reading.names import cast_of, resolve
from briefs.reading.stance import positions
from briefs.reading.tokens import paragraphs

if TYPE_CHECKING:
    from briefs.model.talks import Dossier

__all__ = ["OPERATING_POINT", "read"]

#: The confidence from which on a brief gives quoted words to a speaker; what that costs: `make score`.
#: costs and keeps.
OPERATING_POINT: Final = 0.7


def read(text: str, dossier: Dossier | None, *, rules_only: bool = False) -> Reading:
    """Find who said what in one article, as far as its words show.

    Offsets count code points of exactly `text`; a front-matter block at its head is passed over. With
    `rules_only` the tagger is left out, and with it numpy and the model file.
    """
    tagger = None
    if not rules_only:
        from briefs.reading.tagger import Tagger  # noqa: PLC0415 - tiny machines never load it

        tagger = Tagger.load()
    split = paragraphs(text)
    cast = cast_of(text, split, dossier)
    attributions = resolve(cast, find(text, split, tagger))
    called = characterisations(cast, attributions)
    return Reading(attributions, positions(cast, attributions, called), called)
