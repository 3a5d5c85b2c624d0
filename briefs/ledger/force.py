"""Where outlets give one request with different force: demanded, urged, suggested."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Final

from briefs.ledger.entry import Entry, day_of
from briefs.ledger.names import names_of_sides
from briefs.ledger.outlets import Statement, side_by_side
from briefs.ledger.words import Kind, words_of
from briefs.model.brief import Dispute, DisputeKind
from briefs.model.reading import Position, Stance
from briefs.model.span import Span
from briefs.model.talks import Dossier, Issue
from briefs.reading.lexicon import load_lexicon

FORCE: Final = "different force"

_DAYS: Final = 2
_ASKING: Final = (Stance.DEMAND, Stance.PROPOSE, Stance.CONDITION)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request as one article gives it."""

    entry: Entry
    position: Position
    level: int
    word: str
    day: date
    keys: frozenset[str]
    sides: frozenset[str]


@cache
def _levels(name: str = "force.en.toml") -> dict[str, int]:
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return {word: int(level) for level, words in table["directive"].items() for word in words.split()}


def by_force(
    entries: Iterable[Entry], dossier: Dossier, copies: Mapping[str, tuple[str, ...]], threshold: float
) -> tuple[Dispute, ...]:
    """List the requests that outlets give with different force, in the dossier's order of issues and sides.

    The speaker, the issue, what is asked of which side must be the same, the days near.
    """
    by_matter: defaultdict[tuple[str, str, str], list[_Asked]] = defaultdict(list)
    for each in _asked(entries, dossier, threshold):
        position = each.position
        by_matter[position.side, position.actor or "", position.issue].append(each)
    issues = [issue.id for issue in dossier.issues]
    sides = [side.id for side in dossier.sides]
    names = {actor.id: actor.name for actor in dossier.actors}
    found: list[Dispute] = []
    for key in sorted(by_matter, key=lambda key: (issues.index(key[2]), sides.index(key[0]), key[1])):
        listed = by_matter[key]
        if len({each.level for each in listed}) < 2:
            continue
        topics = _topics(dossier.issues[issues.index(key[2])])
        pairs = [pair for pair in combinations(listed, 2) if _differ(*pair, copies, topics)]
        if pairs:
            differing = [each for each in listed if any(each in pair for pair in pairs)]
            differing.sort(key=lambda each: -each.level)
            statements = [_statement(each, names) for each in differing]
            found.append(side_by_side(statements, key[2], DisputeKind.OUTLETS, FORCE, dossier))
    return tuple(found)


def _asked(entries: Iterable[Entry], dossier: Dossier, threshold: float) -> Iterator[_Asked]:
    issues = {issue.id for issue in dossier.issues}
    sides = {side.id for side in dossier.sides}
    for entry in entries:
        text = entry.article.text
        for position in entry.reading.positions:
            if position.confidence < threshold or position.stance not in _ASKING or position.hedged:
                continue
            if position.issue not in issues or position.side not in sides:
                continue
            level = _level(text, position.span)
            if level is None:
                continue
            keys, named = _matter(text, position.span, dossier)
            day = day_of(entry.article.published, dossier.zone)
            yield _Asked(entry, position, level[1], level[0], day, keys, named - {position.side})


def _level(text: str, span: Span) -> tuple[str, int] | None:
    """Find the one word of request in a stretch; None where there is none or more than one."""
    verbs = load_lexicon().verbs
    levels = _levels()
    found = {
        (verb.lemma, levels[verb.lemma])
        for word in words_of(text, span.start, span.end)
        if word.kind is not Kind.FUNCTION
        and (verb := verbs.get(text[word.start : word.end].lower())) is not None
        and verb.lemma in levels
    }
    return found.pop() if len(found) == 1 else None


def _matter(text: str, span: Span, dossier: Dossier) -> tuple[frozenset[str], frozenset[str]]:
    """Give the keys of a request without names, and the sides that its words name."""
    names = names_of_sides(dossier)
    verbs = load_lexicon().verbs
    words = [word for word in words_of(text, span.start, span.end) if word.kind is Kind.CONTENT]
    plain = frozenset(
        word.key
        for word in words
        if word.key not in names and text[word.start : word.end].lower() not in verbs
    )
    return plain, frozenset(names[word.key] for word in words if word.key in names)


def _differ(
    one: _Asked, other: _Asked, copies: Mapping[str, tuple[str, ...]], topics: frozenset[str]
) -> bool:
    """Tell whether two articles give one request with different force.

    The same speaker asks the same of the same side: a word of the issue and the side asked are common.
    """
    if one.level == other.level or abs((one.day - other.day).days) > _DAYS:
        return False
    mine, theirs = one.entry.article, other.entry.article
    if mine.outlet == theirs.outlet or theirs.id in copies.get(mine.id, ()):
        return False
    return bool(one.sides & other.sides) and bool(one.keys & other.keys & topics)


def _topics(issue: Issue) -> frozenset[str]:
    """Give the keys of the words by which an issue is known."""
    phrases = " . ".join((*issue.any_of, *(phrase for group in issue.all_of for phrase in group)))
    return frozenset(word.key for word in words_of(phrases.replace("*", "")) if word.kind is Kind.CONTENT)


def _statement(asked: _Asked, names: Mapping[str, str]) -> Statement:
    position = asked.position
    speaker = names.get(position.actor or "")
    return Statement(asked.entry, position.span, position.side, position.actor, speaker, position)
