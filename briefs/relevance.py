"""Whether an article is about the talks, and the words that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefs.ledger.issues import issues_of
from briefs.model.span import Span
from briefs.model.talks import ActorKind, Dossier
from briefs.reading.roster import Entry, Kind, match, roster_of
from briefs.reading.tokens import Paragraph, paragraphs

#: From this score on an article is about the talks, if it names two parties and the talks or an issue. A
#: small dossier can never give so much; for it this share of what it can give is enough.
ENOUGH: Final = 6.0
_SHARE: Final = 0.45

#: In the first paragraphs things count in full, further down half: a background paragraph is no topic.
_HEAD: Final = 5
_WEIGHTS: Final = {"side": 1.5, "actor": 0.5, "issue": 1.0, "talks": 1.5, "place": 1.0}
_MOST: Final = {"side": 4, "actor": 4, "issue": 3, "talks": 1, "place": 1}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that the dossier names and the article too.

    `kind` is "side", "actor", "issue", "talks" or "place", `name` the name to show, `span` where it stands
    first, `counts` what it adds to the score.
    """

    kind: str
    name: str
    span: Span
    counts: float


@dataclass(frozen=True, slots=True)
class Relevance:
    """The verdict on one article.

    `score` is the sum of the reasons, which stand in the order of the text; `missing` says in words what an
    article that is not relevant lacks, "" for one that is.
    """

    relevant: bool
    score: float
    reasons: tuple[Reason, ...]
    missing: str


def relevance(text: str, dossier: Dossier) -> Relevance:
    """Judge by the dossier alone whether a text (title and body) is about its talks.

    Of each kind only the first few things count, so that long articles are not more relevant for being long.
    """
    reasons: list[Reason] = []
    taken: set[tuple[str, str]] = set()
    for reason in _named(text, dossier):
        kinds = sum(kind == reason.kind for kind, _ in taken)
        if (reason.kind, reason.name) not in taken and kinds < _MOST[reason.kind]:
            taken.add((reason.kind, reason.name))
            reasons.append(reason)
    parties = {side.name for side in dossier.sides if side.role == "party"}
    missing = _missing(reasons, parties, enough(dossier))
    return Relevance(not missing, sum(reason.counts for reason in reasons), tuple(reasons), missing)


def enough(dossier: Dossier) -> float:
    """Give the score from which on an article is about a dossier's talks."""
    people = sum(actor.kind is ActorKind.PERSON for actor in dossier.actors)
    named = {"side": len(dossier.sides), "actor": people, "issue": len(dossier.issues)}
    named |= {"talks": len(dossier.talks), "place": len(dossier.places)}
    most = sum(min(named[kind], _MOST[kind]) * weight for kind, weight in _WEIGHTS.items())
    return min(ENOUGH, _SHARE * most)


def _missing(reasons: list[Reason], parties: set[str], wanted: float) -> str:
    kinds = {reason.kind for reason in reasons}
    score = sum(reason.counts for reason in reasons)
    if len({reason.name for reason in reasons if reason.kind == "side"} & parties) < min(2, len(parties)):
        return "fewer than two parties to the talks are named"
    if not kinds & {"talks", "issue"}:
        return "neither the talks nor an issue of theirs is named"
    if score < wanted:
        return f"too little of the talks is named: {score:.1f} of {wanted:.1f}"
    return ""


def _named(text: str, dossier: Dossier) -> Iterator[Reason]:
    roster = roster_of(dossier)
    sides = {side.id: side.name for side in dossier.sides}
    issues = {issue.id: issue.name for issue in dossier.issues}
    words = {"talks": _phrases(dossier.talks), "place": _phrases(dossier.places)}
    for number, paragraph in enumerate(paragraphs(text)):
        share = 1.0 if number < _HEAD else 0.5
        at = 0
        while at < len(paragraph):
            length, entry = match(roster, paragraph.lowered, at)
            span = _span(paragraph, at, max(length, 1))
            if entry is not None:
                yield from _of_entry(entry, span, share, sides)
            for kind, phrases in words.items():
                for phrase in phrases.get(paragraph.lowered[at], ()):
                    if tuple(paragraph.lowered[at : at + len(phrase)]) == phrase:
                        found = _span(paragraph, at, len(phrase))
                        yield Reason(kind, found.of(text), found, _WEIGHTS[kind] * share)
            at += max(length, 1)
        whole = _span(paragraph, 0, len(paragraph))
        for issue in issues_of(dossier).within(text, whole):
            yield Reason("issue", issues[issue], whole, _WEIGHTS["issue"] * share)


def _of_entry(entry: Entry, span: Span, share: float, sides: dict[str, str]) -> Iterator[Reason]:
    if entry.side in sides:
        yield Reason("side", sides[entry.side], span, _WEIGHTS["side"] * share)
    if entry.actor is not None and entry.kind is Kind.PERSON:
        yield Reason("actor", entry.name, span, _WEIGHTS["actor"] * share)


def _phrases(listed: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in listed:
        words = tuple(word for part in paragraphs(phrase) for word in part.lowered)
        if words:
            found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _span(paragraph: Paragraph, at: int, length: int) -> Span:
    return Span(paragraph.starts[at], paragraph.ends[min(at + length, len(paragraph)) - 1])
