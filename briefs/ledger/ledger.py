"""The ledger: all that is known of one negotiation, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefs.ledger.entry import Entry, newest
from briefs.model.talks import Dossier


@dataclass(frozen=True, slots=True)
class Ledger:
    """A set of entries under one dossier.

    `entries` hold each article once, in its highest version, in order of publication: the order and the
    portions in which they were added leave no trace.
    """

    dossier: Dossier
    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "entries", newest(self.entries))

    def with_entries(self, entries: Iterable[Entry]) -> "Ledger":
        """Give the ledger that holds `entries` as well."""
        return Ledger(self.dossier, (*self.entries, *entries))
