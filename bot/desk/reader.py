"""The reader that a session uses, and the name under which its readings are kept."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import RapporteurError
from bot.logs import report
from briefs.ledger.sketch import VERSION as SKETCH
from briefs.model.reading import Reading
from briefs.model.talks import Dossier


class ReadingFailed(RapporteurError):
    """The reader broke down over a text, which is its fault and not the text's."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts for one dossier. Readings made under another `key` are made again."""

    key: str
    engine: Callable[[str], Reading]

    def read(self, text: str) -> Reading:
        """Read a text.

        Raises:
            ReadingFailed: when the engine breaks down; what happened is written down under an id.
        """
        try:
            return self.engine(text)
        except Exception as error:
            raise ReadingFailed(f"cannot be read: {report(error, debug=False)}") from error


def make_reader(read: Callable[[str, Dossier | None], Reading], version: str, dossier: Dossier) -> Reader:
    """Make the reader of one dossier from a reading engine of a version.

    Sketches are kept with the readings, so a new kind of sketch has texts read again too.
    """
    digest = hashlib.sha256(repr(dossier).encode()).hexdigest()[:12]
    return Reader(f"{version}:{SKETCH}:{digest}", lambda text: read(text, dossier))
