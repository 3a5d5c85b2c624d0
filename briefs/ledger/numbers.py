"""Where outlets give different numbers for one thing.

Numbers differ only where unit, referent, actor and date agree; whatever is not sure to agree is left out.
The talks' own traps: hours of the session and of a later meeting, a share of a region and of the country,
a truce of a day that one side offers and of sixty that the other wants.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from briefs.ledger.days import days_named
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.figures import load_counting
from briefs.ledger.names import names_of_sides
from briefs.ledger.outlets import Statement, side_by_side
from briefs.ledger.sayings import press_of, who
from briefs.ledger.sketched import Counted
from briefs.model.brief import Dispute, DisputeKind
from briefs.model.reading import Attribution
from briefs.model.span import Span
from briefs.model.talks import Dossier

NUMBERS: Final = "different numbers"

_FEWEST: Final = 3
_CLAUSE: Final = re.compile(r"[,;:()\u2014\u2013]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHARE: Final = 0.6
_ROUGH_RATIO: Final = 1.3


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of one article; `keys` and `names` are those of its clause."""

    entry: Entry
    counted: Counted
    keys: frozenset[str]
    names: frozenset[str]


def by_number(
    entries: Iterable[Entry], dossier: Dossier, copies: Mapping[str, tuple[str, ...]]
) -> tuple[Dispute, ...]:
    """List the numbers on which outlets differ, by unit and then in order of publication."""
    sides = names_of_sides(dossier)
    by_unit: defaultdict[str, list[_Figure]] = defaultdict(list)
    for entry in entries:
        for counted in entry.sketch.counted:
            keys = frozenset(counted.keys.split())
            names = {sides.get(name, name) for name in counted.names.split()}
            names |= {sides[key] for key in keys if key in sides}
            by_unit[counted.unit].append(_Figure(entry, counted, keys - sides.keys(), frozenset(names)))
    found: list[Dispute] = []
    for unit in sorted(by_unit):
        listed = by_unit[unit]
        taken: list[_Figure] = []
        for one, other in combinations(listed, 2):
            if one in taken or other in taken or not _differ(one, other, copies, listed, dossier):
                continue
            taken += (one, other)
            statements = [_statement(one), _statement(other)]
            found.append(side_by_side(statements, None, DisputeKind.OUTLETS, NUMBERS, dossier))
    return tuple(found)


def _differ(
    one: _Figure,
    other: _Figure,
    copies: Mapping[str, tuple[str, ...]],
    listed: Sequence[_Figure],
    dossier: Dossier,
) -> bool:
    mine, theirs = one.entry.article, other.entry.article
    if mine.outlet == theirs.outlet or not _far(one.counted, other.counted) or not _of_one_thing(one, other):
        return False
    if theirs.id in copies.get(mine.id, ()) or not _one_teller(one, other, dossier):
        return False
    if _days(one, dossier) != _days(other, dossier):
        return False
    # An outlet that has both numbers knows what each of them counts.
    return not any(
        (each.entry.article.outlet == mine.outlet and each.counted.value == other.counted.value)
        or (each.entry.article.outlet == theirs.outlet and each.counted.value == one.counted.value)
        for each in listed
    )


def _far(one: Counted, other: Counted) -> bool:
    small, large = sorted((one.value, other.value))
    return small != large and (large >= small * _ROUGH_RATIO or not (one.rough or other.rough))


def _of_one_thing(one: _Figure, other: _Figure) -> bool:
    if one.names != other.names or one.counted.qualifiers != other.counted.qualifiers:
        return False
    common, names = len(one.keys & other.keys), len(one.names)
    if not common or common + names < _FEWEST or _extent(one) != _extent(other):
        return False
    return common + names >= _SHARE * (max(len(one.keys), len(other.keys)) + names)


def _extent(figure: _Figure) -> frozenset[str]:
    """Give the words of the clause that say which of several, or of what stretch of time."""
    counted, text = figure.counted, figure.entry.article.text
    before = _CLAUSE.split(text[counted.first : counted.start])[-1]
    after = _CLAUSE.split(text[counted.end : max(counted.end, counted.last)])[0]
    return load_counting().extents.intersection(_WORD.findall(f"{before} {after}".lower()))


def _days(figure: _Figure, dossier: Dossier) -> frozenset[date]:
    """Give the days that the sentence names, or the article's own."""
    counted, article = figure.counted, figure.entry.article
    published = day_of(article.published, dossier.zone)
    named = days_named(article.text, counted.first, counted.last, published)
    return frozenset(each.day for each in named if each.day) or frozenset((published,))


def _one_teller(one: _Figure, other: _Figure, dossier: Dossier) -> bool:
    """Tell whether both outlets have a number from the same, or one of them from nobody on a side."""
    tellers = [_whose(one, dossier), _whose(other, dossier)]
    if tellers[0] == tellers[1]:
        return True
    told = [found for each in (one, other) if (found := _attribution(each)) is not None]
    return len(told) == 1 and told[0].side is None and told[0].actor is None


def _whose(figure: _Figure, dossier: Dossier) -> str | None:
    attribution = _attribution(figure)
    return None if attribution is None else who(attribution, press_of(dossier)) or "somebody"


def _attribution(figure: _Figure) -> Attribution | None:
    at = figure.counted.start
    for attribution in figure.entry.reading.attributions:
        if any(span.start <= at < span.end for span in attribution.content):
            return attribution
    return None


def _statement(figure: _Figure) -> Statement:
    span = Span(figure.counted.first, max(figure.counted.last, figure.counted.end))
    attribution = _attribution(figure)
    if attribution is None:
        return Statement(figure.entry, span, None, None, None)
    return Statement(figure.entry, span, attribution.side, attribution.actor, attribution.speaker)
