"""The ledger: many readings in, what stands out.

`enter` makes an entry of an article that has been read (the costly part, worked out once and storable as
`Sketch.packed`), `Ledger` holds entries, and `briefs.compile` chooses from it.
"""

from briefs.ledger.entry import Entry, enter, known_at
from briefs.ledger.ledger import Ledger
from briefs.ledger.sketch import VERSION as SKETCH_VERSION
from briefs.ledger.sketch import Sketch, sketch, unpacked

__all__ = ["SKETCH_VERSION", "Entry", "Ledger", "Sketch", "enter", "known_at", "sketch", "unpacked"]
