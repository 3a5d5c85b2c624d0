"""How each called the talks."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from briefs.ledger.denial import with_denial
from briefs.ledger.entry import Entry
from briefs.ledger.evidence import evidence
from briefs.ledger.words import Kind, words_of
from briefs.model.brief import TalksCalled
from briefs.model.reading import Characterisation
from briefs.model.span import Span
from briefs.model.talks import Dossier

_MEANING: Final = (Kind.CONTENT, Kind.NEGATION, Kind.DEGREE, Kind.NUMBER)


def called(entries: Iterable[Entry], dossier: Dossier, threshold: float) -> tuple[TalksCalled, ...]:
    """List who called the talks what, the same words of the same speaker once for all outlets.

    Order: side, rank of the speaker, newest; those of no side and the unnamed last.
    """
    groups: defaultdict[tuple[str, ...], list[tuple[Entry, Characterisation]]] = defaultdict(list)
    for entry in entries:
        for each in entry.reading.characterisations:
            if each.confidence < threshold:
                continue
            words = " ".join(
                word.key
                for word in words_of(entry.article.text, each.span.start, each.span.end)
                if word.kind in _MEANING
            )
            key = (each.actor or "", each.speaker or "", each.side or "", str(each.polarity), words)
            groups[key].append((entry, each))
    sides = {side.id: place for place, side in enumerate(dossier.sides)}
    ranks = {actor.id: actor.rank for actor in dossier.actors}

    def order(line: TalksCalled) -> tuple[object, ...]:
        newest = line.evidence[0]
        return (
            sides.get(line.side or "", len(sides)),
            line.speaker is None,
            ranks.get(line.actor or "", 99),
            -newest.published.timestamp(),
            newest.article,
            newest.start,
            line.speaker or "",
        )

    return tuple(sorted((_line(group, dossier) for group in groups.values()), key=order))


def _shown(entry: Entry, called: Characterisation) -> Span:
    """Give the words to show; of a good word that is denied the denial, too."""
    return with_denial(entry.article.text, called.span) if called.polarity < 0 else called.span


def _line(group: list[tuple[Entry, Characterisation]], dossier: Dossier) -> TalksCalled:
    first = group[0][1]
    vias = {each.via for _, each in group}
    seen: set[str] = set()
    ordered = sorted(
        group,
        key=lambda pair: (
            -pair[0].article.published.timestamp(),
            pair[0].article.outlet,
            pair[0].article.id,
            pair[1].span,
        ),
    )
    shown = []
    for entry, each in ordered:
        if entry.article.id not in seen:
            seen.add(entry.article.id)
            shown.append(evidence(entry.article, _shown(entry, each), dossier))
    return TalksCalled(
        first.speaker,
        first.actor,
        first.side,
        first.via if len(vias) == 1 else None,
        first.polarity,
        tuple(shown),
    )
