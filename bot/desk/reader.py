"""The reader that a session uses, and the name under which its readings are kept."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from briefs.ledger.sketch import VERSION as SKETCH
from briefs.model.reading import Reading
from briefs.model.talks import Dossier


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts for one dossier. Readings made under another `key` are made again."""

    key: str
    read: Callable[[str], Reading]


def make_reader(read: Callable[[str, Dossier | None], Reading], version: str, dossier: Dossier) -> Reader:
    """Make the reader of one dossier from a reading engine of a version.

    Sketches are kept with the readings, so a new kind of sketch has texts read again too.
    """
    digest = hashlib.sha256(repr(dossier).encode()).hexdigest()[:12]
    return Reader(f"{version}:{SKETCH}:{digest}", lambda text: read(text, dossier))
