"""Where outlets give different numbers for one thing.

Numbers differ only where unit, referent, actor and date agree; whatever is not sure to agree is left out.
The talks' own traps: hours of the session and of a later meeting, a share of a region and of the country,
a truce of a day that one side offers and of sixty that the other wants.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from briefs.ledger.days import days_named
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.figures import Figure, load_counting
from briefs.ledger.names import names_of_sides
from briefs.ledger.outlets import Statement, side_by_side
from briefs.ledger.sayings import press_of, who
from briefs.ledger.sentences import sentence_at
from briefs.ledger.words import Kind, words_of
from briefs.model.brief import Dispute, DisputeKind
from briefs.model.span import Span, hull
from briefs.model.talks import Dossier

NUMBERS: Final = "different numbers"

_REACH: Final = 90
_FEWEST: Final = 3
_SHARE: Final = 0.6
_ROUGH_RATIO: Final = 1.3
_CLAUSE: Final = re.compile(r"[,;:\u2014\u2013()]|\b(?:while|but|although|whereas|and then)\b")


@dataclass(frozen=True, slots=True)
class _Counted:
    """One figure with what decides whether another counts the same thing."""

    entry: Entry
    figure: Figure
    sentence: Span
    keys: frozenset[str]
    named: frozenset[str]
    days: frozenset[date]
    dated: bool
    qualified: frozenset[str]
    who: str | None


def by_number(
    entries: Iterable[Entry], dossier: Dossier, copies: Mapping[str, tuple[str, ...]]
) -> tuple[Dispute, ...]:
    """List the numbers on which outlets differ, in order of unit and first publication."""
    by_unit: defaultdict[str, list[tuple[Entry, Figure]]] = defaultdict(list)
    for entry in entries:
        for figure in entry.sketch.figures:
            by_unit[figure.unit].append((entry, figure))
    found: list[Dispute] = []
    for unit in sorted(by_unit):
        listed = by_unit[unit]
        if (
            len({figure.value for _, figure in listed}) < 2
            or len({each.article.outlet for each, _ in listed}) < 2
        ):
            continue
        counted = [_counted(entry, figure, dossier) for entry, figure in listed]
        pairs = [pair for pair in combinations(counted, 2) if _differ(*pair, copies, counted)]
        taken: set[int] = set()
        for one, other in pairs:
            if id(one) in taken or id(other) in taken:
                continue
            taken |= {id(one), id(other)}
            statements = [_statement(each) for each in (one, other)]
            found.append(side_by_side(statements, None, DisputeKind.OUTLETS, NUMBERS, dossier))
    return tuple(found)


def _counted(entry: Entry, figure: Figure, dossier: Dossier) -> _Counted:
    text = entry.article.text
    sentence = sentence_at(text, figure.start)
    clause = _clause(text, sentence, figure)
    sides = names_of_sides(dossier)
    qualifiers = load_counting().qualifiers
    keys: set[str] = set()
    named: set[str] = set()
    qualified: set[str] = set()
    for word in words_of(text, clause.start, clause.end):
        if word.start < figure.end and figure.start < word.end:
            continue
        written = text[word.start : word.end]
        if written.lower() in qualifiers:
            qualified.add(written.lower())
        elif word.kind is Kind.CONTENT and (written[0].isupper() and word.start != sentence.start):
            named.add(sides.get(word.key, word.key))
        elif word.kind is Kind.CONTENT:
            keys.add(word.key)
    published = day_of(entry.article.published, dossier.zone)
    days = days_named(text, sentence.start, sentence.end, published)
    return _Counted(
        entry,
        figure,
        sentence,
        frozenset(keys),
        frozenset(named),
        frozenset(each.day for each in days if each.day) or frozenset((published,)),
        bool(days),
        frozenset(qualified),
        _speaker(entry, figure, dossier),
    )


def _clause(text: str, sentence: Span, figure: Figure) -> Span:
    start, end = max(sentence.start, figure.start - _REACH), min(sentence.end, figure.end + _REACH)
    for match in _CLAUSE.finditer(text, start, figure.start):
        start = match.end()
    after = _CLAUSE.search(text, figure.end, end)
    return Span(start, max(figure.end, after.start() if after else end))


def _speaker(entry: Entry, figure: Figure, dossier: Dossier) -> str | None:
    press = press_of(dossier)
    for attribution in entry.reading.attributions:
        if any(span.start <= figure.start < span.end for span in attribution.content):
            return who(attribution, press) or "somebody"
    return None


def _differ(
    one: _Counted, other: _Counted, copies: Mapping[str, tuple[str, ...]], counted: Iterable[_Counted]
) -> bool:
    mine, theirs = one.entry.article, other.entry.article
    if mine.outlet == theirs.outlet or theirs.id in copies.get(mine.id, ()):
        return False
    if not _far(one.figure, other.figure) or not _of_one_thing(one, other):
        return False
    # An outlet that has both numbers knows what each of them counts.
    return not any(
        (each.entry.article.outlet == mine.outlet and each.figure.value == other.figure.value)
        or (each.entry.article.outlet == theirs.outlet and each.figure.value == one.figure.value)
        for each in counted
    )


def _far(one: Figure, other: Figure) -> bool:
    small, large = sorted((one.value, other.value))
    return small != large and (large >= small * _ROUGH_RATIO or not (one.rough or other.rough))


def _of_one_thing(one: _Counted, other: _Counted) -> bool:
    if (one.who, one.days, one.qualified, one.named) != (other.who, other.days, other.qualified, other.named):
        return False
    common = len(one.keys & other.keys)
    return common >= _FEWEST and common >= _SHARE * max(len(one.keys), len(other.keys))


def _statement(counted: _Counted) -> Statement:
    for attribution in counted.entry.reading.attributions:
        if any(span.start <= counted.figure.start < span.end for span in attribution.content):
            shown = hull((counted.sentence, Span(counted.figure.start, counted.figure.end)))
            return Statement(counted.entry, shown, attribution.side, attribution.actor, attribution.speaker)
    return Statement(counted.entry, counted.sentence, None, None, None)
