"""Who said what: every stretch of quoted words in the ledger's entries, with its speaker."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from briefs.ledger.directory import directory_of
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.sketch import quoted_at
from briefs.ledger.sketched import Quoted
from briefs.model.reading import Attribution
from briefs.model.talks import Dossier

ANONYMOUS: Final = "anonymous:"
"""How the name of a speaker begins whom an article does not name."""

FLOOR: Final = 0.3
"""Below this confidence nobody is believed to have said a thing, whoever else says so."""

EVEN: Final = 0.5
"""From this confidence on two sources that give the same words to the same speaker are believed."""

_SURER: Final = 0.15


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words inside one pair of quotation marks and whose they are.

    `[start, end)` are code points of the article. `who` is the key of the speaker: sayings are compared only
    where it is equal. `number` is the place of the attribution in the reading. `keys` are those of the words
    that carry meaning, `breaks` the places in them before which a new sentence begins, `around` the keys
    beside a stretch that is too short to speak for itself.
    """

    entry: Entry
    number: int
    who: str
    day: date
    start: int
    end: int
    keys: tuple[str, ...]
    breaks: tuple[int, ...]
    around: frozenset[str]

    @property
    def name(self) -> tuple[str, int, int]:
        """Give what tells this stretch from all others."""
        return (self.entry.article.id, self.start, self.number)

    @property
    def attribution(self) -> Attribution:
        """Give the attribution that the stretch is part of."""
        return self.entry.reading.attributions[self.number]


def who(attribution: Attribution, press: Mapping[str, str]) -> str | None:
    """Give the key of an attribution's speaker; None where nobody can be told from anybody else.

    An unnamed source is known only by the outlet or person it was told through, a state's agencies being
    one: `press` gives for the names of these their country.
    """
    if attribution.actor is not None:
        return attribution.actor
    speaker = attribution.speaker
    if speaker is None:
        return None
    if speaker.startswith(ANONYMOUS):
        through = (attribution.via or "").casefold()
        return f"{ANONYMOUS} {press.get(through, through)}" if through else None
    name = speaker.casefold()
    return f"{ANONYMOUS} {press[name]}" if name in press else f"name: {' '.join(name.split())}"


def press_of(dossier: Dossier) -> dict[str, str]:
    """Give the country of each state agency, by every name of it in lower case."""
    return {
        name.casefold(): outlet.country
        for outlet in dossier.outlets
        if outlet.kind == "state agency" and outlet.country
        for name in (outlet.id, outlet.name, *outlet.aliases)
    }


def spoken(entry: Entry, dossier: Dossier) -> dict[int, int]:
    """Give by the start of each quoted stretch the place of the attribution that says whose words it holds.

    Of attributions one inside the other ("A said that B called it ...") the outer holds: whatever B said,
    these are A's words. An inner one holds where the outer is an outlet's, or much less sure. Unsure ones
    do not hold at all.
    """
    press = directory_of(dossier).outlet_names
    found: dict[int, int] = {}
    for number, attribution in enumerate(entry.reading.attributions):
        if attribution.confidence < FLOOR:
            continue
        for span in attribution.quoted:
            other = found.get(span.start)
            if other is None or _holds(attribution, entry.reading.attributions[other], press):
                found[span.start] = number
    return found


def _holds(one: Attribution, other: Attribution, press: frozenset[str]) -> bool:
    """Tell whether of two attributions of the same words `one` is the one to believe."""
    if (one.speaker in press) != (other.speaker in press):
        return other.speaker in press
    if (one.speaker is None) != (other.speaker is None):
        return other.speaker is None
    if abs(one.confidence - other.confidence) > _SURER:
        return one.confidence > other.confidence
    return _size(one) > _size(other)


def _size(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def stretches(
    entries: Iterable[Entry], dossier: Dossier, speakers: frozenset[str] | None = None
) -> Iterator[Stretch]:
    """Give the quoted stretches of known speakers, in the entries' order; what is unsure is left out.

    With `speakers` only theirs are given.
    """
    press = press_of(dossier)
    for entry in entries:
        day = day_of(entry.article.published, dossier.zone)
        known = {(each.start, each.end): each for each in entry.sketch.quoted}
        listed = [
            (number, attribution, speaker)
            for number, attribution in enumerate(entry.reading.attributions)
            if attribution.quoted
            and (speaker := who(attribution, press)) is not None
            and (speakers is None or speaker in speakers)
        ]
        if not listed:
            continue
        told = spoken(entry, dossier)
        for number, attribution, speaker in listed:
            for span in attribution.quoted:
                if told.get(span.start) != number:
                    continue
                quoted = known.get((span.start, span.end))
                yield _stretch(
                    entry, number, speaker, day, quoted or quoted_at(entry.article.text, span.start, span.end)
                )


def _stretch(entry: Entry, number: int, speaker: str, day: date, quoted: Quoted) -> Stretch:
    keys, breaks, around = _keys(quoted.keys, quoted.around)
    return Stretch(entry, number, speaker, day, quoted.start, quoted.end, keys, breaks, around)


# What was said in the days before is looked at again for each day's brief.
@lru_cache(maxsize=16_384)
def _keys(line: str, beside: str) -> tuple[tuple[str, ...], tuple[int, ...], frozenset[str]]:
    if " . " not in line:
        return tuple(line.split()), (), frozenset(beside.split())
    keys: list[str] = []
    breaks: list[int] = []
    for sentence in line.split(" . "):
        if keys:
            breaks.append(len(keys))
        keys += sentence.split()
    return tuple(keys), tuple(breaks), frozenset(beside.split())
