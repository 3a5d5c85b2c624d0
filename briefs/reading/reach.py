"""Which issues stand in the reach of a stance word, and the shortest words that show both."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefs.model.span import Span
from briefs.reading.clauses import clause_at
from briefs.reading.frames import Holding, stance_words
from briefs.reading.settling import ANSWERS
from briefs.reading.spans import standing_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefs.model.reading import Position
    from briefs.reading.clauses import Clause
    from briefs.reading.frames import Frame
    from briefs.reading.holder import Holder
    from briefs.reading.issues import Hit, IssueMatcher
    from briefs.reading.scene import Sentence


_IN_CLAUSE: Final = 1.0
_IN_SENTENCE: Final = 0.85
_BEFORE: Final = 0.65
_COORDINATED: Final = 25


@dataclass(frozen=True, slots=True)
class Touched:
    """An issue in a frame's reach; `hits` are those that count, empty where it was named before."""

    issue: int
    hits: tuple[Hit, ...]
    sure: float


def issues_in_reach(sentence: Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder) -> list[Touched]:
    """Give the issues in a frame's reach: in its clause, what that hangs on, the sentence, the one before."""
    starts = sentence.scene.cast.paragraphs[sentence.scene.number].starts
    ends = sentence.scene.cast.paragraphs[sentence.scene.number].ends
    number = clause_at(sentence.clauses, frame.first)
    clause = sentence.clauses[number]
    reaches = [(clause.first, clause.last, _IN_CLAUSE)]
    judged_before = frame.word.holding is Holding.JUDGE and clause.relative
    if judged_before:
        reaches = [(sentence.clauses[max(0, number - 1)].first, frame.first, _IN_CLAUSE * 0.95)]
    elif clause.relative or holder.relative or _points_back(sentence, frame, clause):
        first = sentence.clauses[max(0, number - 1)].first
        reaches.append((first, clause.last, _IN_CLAUSE * 0.95))
    following = sentence.clauses[min(number + 1, len(sentence.clauses) - 1)]
    reaches.append((clause.first, following.last, _IN_SENTENCE))
    reaches.append((sentence.low, sentence.high, _IN_SENTENCE * 0.85))
    for first, last, sure in reaches:
        low, high = starts[first], ends[last - 1]
        found = []
        for issue, hits in sentence.met.items():
            inside = tuple(hit for hit in hits if low <= hit.start < high)
            if inside:
                found.append(Touched(issue, inside, sure))
        whole = [touched for touched in found if matcher.met(touched.hits)]
        judged = frame.word.holding is Holding.JUDGE
        found = _besides(whole or found, starts[frame.first], ends[frame.last - 1], any if judged else all)
        if found:
            return _nearest(found, starts[frame.first], frame, sentence.scene.cast.text)
    if len(sentence.before) == 1 and _points_back(sentence, frame, clause):
        return [Touched(issue, (), _BEFORE) for issue in sentence.before]
    return []


def _besides(
    found: list[Touched], start: int, end: int, how: Callable[[Iterable[bool]], bool]
) -> list[Touched]:
    """Leave out issues that the stance word itself names, where others are in reach."""
    others = [
        touched for touched in found if not how(start <= hit.start and hit.end <= end for hit in touched.hits)
    ]
    return others or found


def issue_answered(
    sentence: Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder, earlier: Sequence[Position]
) -> list[Touched]:
    """Give the issue of another's stance that "which X rejects", "something X rejects" answers."""
    number = clause_at(sentence.clauses, frame.first)
    clause = sentence.clauses[number]
    if not clause.relative or number == 0:
        return []
    starts = sentence.scene.cast.paragraphs[sentence.scene.number].starts
    low, high = starts[sentence.clauses[number - 1].first], starts[clause.first]
    inside = {
        hit.issue
        for hits in sentence.met.values()
        for hit in hits
        if starts[clause.first] <= hit.start < starts[clause.last - 1]
    }
    for position in reversed(earlier):
        issue = matcher.ids.index(position.issue)
        if position.side != holder.side and position.span.end > low and issue in sentence.met and not inside:
            hits = tuple(hit for hit in sentence.met[issue] if hit.start < high)
            return [Touched(issue, hits, _IN_CLAUSE * 0.95)] if hits else []
    return []


def _nearest(found: list[Touched], at: int, frame: Frame, text: str) -> list[Touched]:
    """Keep the issue whose words stand nearest to the stance word, after it rather than before it."""
    active = frame.word.holding in (Holding.SUBJECT, Holding.STATE, Holding.MODAL)

    def distance(touched: Touched) -> tuple[bool, int]:
        after = [hit.start - at for hit in touched.hits if hit.start >= at]
        if active and after:
            return False, min(after)
        return active, min(abs(hit.start - at) for hit in touched.hits)

    ranked = sorted(found, key=lambda touched: (distance(touched), touched.issue))
    best = _of_which(text, ranked)
    others = [other for other in ranked if other is not best]
    return [best, *(other for other in others[:1] if _coordinated(text, best, other))]


def _of_which(text: str, ranked: list[Touched]) -> Touched:
    """Give the issue that is meant: that of "sanctions" in "a new round of sanctions"."""
    best = ranked[0]
    for other in ranked[1:]:
        if any(
            text[one.end : two.start] == " of "
            for one in best.hits
            for two in other.hits
            if one.end < two.start
        ):
            return other
    return best


def _coordinated(text: str, one: Touched, other: Touched) -> bool:
    """Return whether two issues stand side by side: "territory and security guarantees"."""
    for first in one.hits:
        for second in other.hits:
            gap = text[min(first.end, second.end) : max(first.start, second.start)]
            if len(gap) <= _COORDINATED and (
                (" and " in gap and " for " not in gap) or gap.strip() in (",", "and")
            ):
                return True
    return False


def _points_back(sentence: Sentence, frame: Frame, clause: Clause) -> bool:
    """Return whether "it", "such a plan", "the proposal" in the clause stands for something said before."""
    known, lowered = stance_words(), sentence.scene.lowered
    if frame.word.lemma in ANSWERS or {"it", "this", "that"} & set(frame.word.lemma.split()):
        return True
    if frame.word.holding is Holding.JUDGE and _that_is(lowered, clause.first, frame.first):
        return True
    for at in range(clause.first, clause.last):
        word = lowered[at]
        if frame.first <= at < frame.last:
            continue
        if word in ("it", "this", "such", "these", "both") and abs(at - frame.first) < 7:
            return True
        if (
            word in known.pointing
            and at > clause.first
            and any(
                before in ("the", "that", "this", "such", "any")
                for before in lowered[max(clause.first, at - 2) : at]
            )
        ):
            return True
        if (
            word == "that"
            and at == frame.last
            and lowered[at + 1 : at + 2]
            and lowered[at + 1] in _AFTER_THAT
        ):
            return True
    return False


def _that_is(lowered: Sequence[str], first: int, last: int) -> bool:
    """Return whether a clause begins with "that is", "it would be" before a judging word."""
    while first < last and not lowered[first][0].isalnum():
        first += 1
    return (
        last - first < 6
        and lowered[first : first + 1] != []
        and lowered[first] in ("that", "this", "it", "that's", "it's")
        and (lowered[first].endswith("'s") or lowered[first + 1] in _THAT_IS)
    )


_THAT_IS: Final = frozenset("is was would will remains isn't wasn't 's has cannot can".split())
_AFTER_THAT: Final = frozenset(", . ; at on in again as for since with and unacceptable absurd".split())


_EDGES: Final = frozenset((",", ";", "\u2014", "\u2013", "-", "\u201c"))


def _opens_next(sentence: Sentence, at: int) -> bool:
    """Return whether a straight mark at the end opens the quotation after it."""
    paragraph = sentence.scene.cast.paragraphs[sentence.scene.number]
    if sentence.scene.lowered[at] != '"' or at + 1 >= len(paragraph.starts):
        return False
    return paragraph.ends[at - 1] < paragraph.starts[at] and paragraph.ends[at] == paragraph.starts[at + 1]


def span_of(sentence: Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder, issue: Touched) -> Span:
    """Give the shortest run of whole clauses that holds holder, stance word and issue."""
    paragraph = sentence.scene.cast.paragraphs[sentence.scene.number]
    first, last = (
        min(frame.first, max(holder.start, sentence.low)),
        max(frame.last, min(holder.end, sentence.high)),
    )
    hits, floor = issue.hits, paragraph.starts[first]
    ceiling = paragraph.ends[sentence.clauses[clause_at(sentence.clauses, last - 1)].last - 1]
    inside = [hit for hit in hits if floor <= hit.start < ceiling]
    for hit in inside if matcher.met(inside) else hits:
        at = bisect_right(paragraph.ends, hit.start)
        if sentence.low <= at < sentence.high:
            first, last = min(first, at), max(last, at + 1)
    opening = sentence.clauses[clause_at(sentence.clauses, first)]
    closing = sentence.clauses[clause_at(sentence.clauses, last - 1)]
    if not opening.relative and not holder.relative:
        first = opening.first if first < holder.start else min(first, max(opening.first, holder.start))
    else:
        first = sentence.clauses[max(0, clause_at(sentence.clauses, first) - 1)].first
    last = max(last, closing.last)
    lowered = sentence.scene.lowered
    while last - 1 > first and (lowered[last - 1] in _EDGES or _opens_next(sentence, last - 1)):
        last -= 1
    while first < last - 1 and (
        lowered[first] in _EDGES or lowered[first] in ("and", "but", "while", "whereas")
    ):
        first += 1
    if (
        first > sentence.low
        and lowered[first - 1] in ('"', "\u201c")
        and set(lowered[first:last]) & {'"', "\u201d"}
    ):
        first -= 1
    kernel = Span(paragraph.starts[frame.first], paragraph.ends[frame.last - 1])
    shown = [
        hit for hit in hits if paragraph.starts[first] <= hit.start and hit.end <= paragraph.ends[last - 1]
    ]
    if shown:
        kernel = Span(min(kernel.start, shown[0].start), max(kernel.end, shown[-1].end))
    span = Span(paragraph.starts[first], paragraph.ends[last - 1])
    return standing_alone(sentence.scene.cast.text, paragraph, span, kernel)
