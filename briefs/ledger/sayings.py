"""Who said what: every stretch of quoted words in the ledger's entries, with its speaker."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from briefs.ledger.entry import Entry, day_of
from briefs.ledger.sketch import Quoted, quoted_at
from briefs.model.reading import Attribution
from briefs.model.talks import Dossier

ANONYMOUS = "anonymous:"
"""How the name of a speaker begins whom an article does not name."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words inside one pair of quotation marks and whose they are.

    `who` is the key of the speaker: sayings are compared only where it is equal. `number` is the place of the
    attribution in the reading; together with the article and `quoted.start` it names the stretch.
    """

    entry: Entry
    number: int
    who: str
    day: date
    quoted: Quoted

    @property
    def name(self) -> tuple[str, int, int]:
        """Give what tells this stretch from all others."""
        return (self.entry.article.id, self.quoted.start, self.number)

    @property
    def attribution(self) -> Attribution:
        """Give the attribution that the stretch is part of."""
        return self.entry.reading.attributions[self.number]


def who(attribution: Attribution) -> str | None:
    """Give the key of an attribution's speaker; None where nobody can be told from anybody else.

    An unnamed source is known only by the outlet or person it was told through.
    """
    if attribution.actor is not None:
        return attribution.actor
    speaker = attribution.speaker
    if speaker is None:
        return None
    if speaker.startswith(ANONYMOUS):
        return f"{ANONYMOUS} {attribution.via.casefold()}" if attribution.via else None
    return f"name: {' '.join(speaker.casefold().split())}"


def stretches(entries: Iterable[Entry], dossier: Dossier, threshold: float) -> Iterator[Stretch]:
    """Give the quoted stretches of known speakers, in the entries' order; what is unsure is left out."""
    for entry in entries:
        day = day_of(entry.article.published, dossier.zone)
        known = {(each.start, each.end): each for each in entry.sketch.quoted}
        for number, attribution in enumerate(entry.reading.attributions):
            if not attribution.quoted or attribution.confidence < threshold:
                continue
            speaker = who(attribution)
            if speaker is None:
                continue
            for span in attribution.quoted:
                quoted = known.get((span.start, span.end)) or quoted_at(
                    entry.article.text, span.start, span.end
                )
                yield Stretch(entry, number, speaker, day, quoted)
