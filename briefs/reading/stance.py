"""How actors stand to the issues of a dossier: `positions`.

A position needs three things in reach of each other: a stance word, somebody of a side who holds
it, and an issue. What an outlet states of the world without a holder is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefs.model.reading import Position, Stance
from briefs.reading.aims import asks_of, subject_before, target_of
from briefs.reading.characterise import characterisations
from briefs.reading.clauses import clauses_of
from briefs.reading.frames import Frame, Holding, find_frames
from briefs.reading.holders import holder_of
from briefs.reading.issues import Hit, IssueMatcher, matcher_of, within
from briefs.reading.reach import issue_answered, issues_in_reach, span_of
from briefs.reading.roster import match, tokens_of
from briefs.reading.scene import Scene, Sentence, scenes
from briefs.reading.settling import settled, undecided
from briefs.reading.unsaid import passed_over
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.model.reading import Attribution, Characterisation
    from briefs.reading.holder import Holder
    from briefs.reading.mentions import Cast


_LEAST: Final = 0.4
_LONGEST_SENTENCE: Final = 250  # tokens; a longer one is read in parts, so that cost stays linear
_AIMED: Final = frozenset((Stance.DEMAND, Stance.ACCUSE, Stance.THREATEN, Stance.PROPOSE))
_ORDER: Final = (
    Stance.THREATEN,
    Stance.CONDITION,
    Stance.REJECT,
    Stance.ACCUSE,
    Stance.DEMAND,
    Stance.CONCEDE,
    Stance.ACCEPT,
    Stance.PROPOSE,
    Stance.ASSESS,
)


def positions(
    cast: Cast, attributions: Sequence[Attribution], called: Sequence[Characterisation] | None = None
) -> tuple[Position, ...]:
    """Find every position in an article, in text order; none without a dossier.

    `called` are the article's characterisations where they have been found already.
    """
    dossier = cast.roster.dossier
    if dossier is None or not dossier.issues or not cast.paragraphs:
        return ()
    matcher = matcher_of(dossier)
    found: list[Position] = []
    before: dict[int, list[Hit]] = {}
    hits = [matcher.hits(cast.text, paragraph.start, paragraph.end) for paragraph in cast.paragraphs]
    touched: set[int] = set()
    for number, some in enumerate(hits):
        if some or (number - 1 in touched and _leans(cast, number)):
            touched.add(number)
    for scene in scenes(cast, attributions, touched):
        if scene.number - 1 not in touched or not _leans(cast, scene.number):
            before = {}
        before = _read_paragraph(scene, matcher, hits[scene.number], before, found)
    if called is None:
        called = characterisations(cast, attributions)
    found.extend(_assessments(cast, matcher, called))
    found.sort(key=lambda position: (position.span, matcher.ids.index(position.issue), position.stance))
    return tuple(dict.fromkeys(found))


def _leans(cast: Cast, number: int) -> bool:
    """Return whether a paragraph goes on with the one before: an open quotation, or an answer."""
    quotations = cast.paragraphs[number].quotations
    runs_on = bool(quotations) and quotations[0].continues
    return runs_on or (number > 0 and cast.paragraphs[number - 1].words[-1] == "?")


def _read_paragraph(
    scene: Scene,
    matcher: IssueMatcher,
    hits: list[Hit],
    before: dict[int, list[Hit]],
    found: list[Position],
) -> dict[int, list[Hit]]:
    """Read one paragraph's sentences; give the issues of its last one, for the paragraph that follows."""
    paragraph = scene.cast.paragraphs[scene.number]
    numbers = paragraph.sentences
    low, count = 0, len(numbers)
    context = before
    while low < count:
        high = low
        while high < count and numbers[high] == numbers[low] and high - low < _LONGEST_SENTENCE:
            high += 1
        met = matcher.met(within(hits, paragraph.starts[low], paragraph.ends[high - 1]))
        frames = list(find_frames(scene.lowered, low, high)) if met or context else []
        known = len(found)
        if frames and not _asks(scene, high):
            clauses = clauses_of(scene.lowered, low, high, scene.subjects)
            found.extend(_read_sentence(Sentence(scene, low, high, clauses, met, context), matcher, frames))
        if met:
            context = _narrowed(met, matcher, found[known:])
        low = high
    return context


def _narrowed(
    met: dict[int, list[Hit]], matcher: IssueMatcher, held: Sequence[Position]
) -> dict[int, list[Hit]]:
    """Keep of a sentence's issues the one on which it takes a stance, if there is just one."""
    issues = {matcher.ids.index(position.issue) for position in held}
    return {issue: hits for issue, hits in met.items() if issue in issues} if len(issues) == 1 else met


def _asks(scene: Scene, high: int) -> bool:
    """Return whether a sentence ends in a question mark."""
    return any(scene.lowered[at] == "?" for at in range(max(0, high - 3), high))


def _read_sentence(sentence: Sentence, matcher: IssueMatcher, frames: Sequence[Frame]) -> list[Position]:
    scene = sentence.scene
    made: list[Position] = []
    previous: Holder | None = None
    for frame in frames:
        if passed_over(sentence, frame):
            continue
        holder = holder_of(scene, frame, sentence.low, sentence.high, previous)
        if holder is None:
            continue
        if frame.word.holding is Holding.SUBJECT:
            previous = holder
        made.extend(_held_at(sentence, matcher, frame, holder, made))
    return _without_doubles(sentence, made)


def _held_at(
    sentence: Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder, earlier: Sequence[Position]
) -> list[Position]:
    scene, word = sentence.scene, frame.word
    target = target_of(sentence, frame, holder)
    if word.holding is Holding.CONDUCT and (target is None or holder.denied):
        return []
    if word.holding is Holding.MODAL:
        subject = subject_before(scene, frame, sentence.low)
        if not asks_of(sentence, frame, holder, subject):
            return []
    if undecided(sentence, frame):
        return []
    outcome = settled(sentence, frame, holder)
    if outcome is None:
        return []
    stance, weak = outcome
    outlet = _outlet_telling(scene, holder)
    if stance is Stance.REJECT and without_it(sentence, frame):
        stance = Stance.CONDITION
    touched = issue_answered(sentence, matcher, frame, holder, earlier) or issues_in_reach(
        sentence, matcher, frame, holder
    )
    made = []
    for issue in touched:
        sure = min(0.97, holder.sure * issue.sure * _told_sure(holder))
        if sure < _LEAST:
            continue
        span = span_of(sentence, matcher, frame, holder, issue)
        told = holder.told.attribution if holder.told is not None else None
        other = told is not None and told.side != holder.side and outlet is None
        made.append(
            Position(
                actor=holder.actor,
                side=holder.side,
                issue=matcher.ids[issue.issue],
                stance=stance,
                span=span,
                told_by=told.speaker if told is not None and other else None,
                via=outlet or (told.via if told is not None else None),
                toward=target if stance in _AIMED or word.holding is Holding.CONDUCT else None,
                hedged=weak,
                confidence=round(sure, 3),
            )
        )
        made.extend(replace(made[-1], side=side, actor=actor, toward=None) for side, actor in holder.also)
    return made


def without_it(sentence: Sentence, frame: Frame) -> bool:
    """Return whether "no deal without guarantees" refuses what lacks the issue, and so asks for it."""
    lowered = sentence.scene.lowered
    starts = sentence.scene.cast.paragraphs[sentence.scene.number].starts
    for at in range(frame.last, min(sentence.high, frame.last + _WITHOUT)):
        if lowered[at] in (".", ";", ":"):
            return False
        if lowered[at] == "without":
            return not any(
                starts[frame.last] <= hit.start < starts[at] for hits in sentence.met.values() for hit in hits
            ) and any(starts[at] < hit.start for hits in sentence.met.values() for hit in hits)
    return False


_WITHOUT: Final = 10


def _outlet_telling(scene: Scene, holder: Holder) -> str | None:
    """Give the outlet that says so itself: it is no teller but whom the words came through."""
    speaker = holder.told.attribution.speaker if holder.told is not None else None
    return speaker if speaker in scene.cast.roster.outlets else None


def _told_sure(holder: Holder) -> float:
    """Weigh how sure it is that the speaker says so, where the stance rests on that."""
    if holder.told is None:
        return 1.0
    return 0.7 + 0.3 * min(1.0, holder.told.attribution.confidence or 0.8)


def _without_doubles(sentence: Sentence, made: list[Position]) -> list[Position]:
    """Keep of each side's positions on one issue in one clause the most telling."""
    kept: dict[tuple[str, str, int], Position] = {}
    for position in made:
        clause = 0
        for number, part in enumerate(sentence.clauses):
            paragraph = sentence.scene.cast.paragraphs[sentence.scene.number]
            if paragraph.starts[part.first] <= position.span.start:
                clause = number
        key = (position.side, position.issue, clause)
        known = kept.get(key)
        if known is None or _telling(position) < _telling(known):
            toward = position.toward or (
                known.toward if known is not None and known.stance is position.stance else None
            )
            kept[key] = replace(position, toward=toward)
    by_stance: dict[tuple[str, str, Stance], Position] = {}
    for position in kept.values():
        same = (position.side, position.issue, position.stance)
        known = by_stance.get(same)
        if known is None or position.confidence > known.confidence:
            by_stance[same] = position
    return list(by_stance.values())


def _telling(position: Position) -> tuple[int, float]:
    return _ORDER.index(position.stance), -position.confidence


def _assessments(cast: Cast, matcher: IssueMatcher, called: Sequence[Characterisation]) -> list[Position]:
    """Make of each side's word on the talks a position of stance assess, where the dossier has that issue."""
    issue = matcher.state
    if issue is None:
        return []
    return [
        Position(
            actor=each.actor,
            side=side,
            issue=issue,
            stance=Stance.ASSESS,
            span=each.span,
            told_by=None,
            via=each.via,
            toward=None,
            hedged=False,
            confidence=round(each.confidence * 0.95, 3),
        )
        for each in called
        for side in ([each.side] if each.side is not None else _sides_of(cast, each.speaker))
    ]


def _sides_of(cast: Cast, speaker: str | None) -> list[str]:
    """Give the sides that "officials from A and B" or "both sides" speak for, if they are two."""
    if speaker is None or not speaker.startswith("anonymous: "):
        return []
    words = tokens_of(speaker.removeprefix("anonymous: "))
    if " ".join(words) in naming().several:
        dossier = cast.roster.dossier
        parties = [side.id for side in dossier.sides if side.role == "party"] if dossier is not None else []
        return parties if len(parties) == 2 and words[-1] in ("sides", "parties") else []
    found = []
    for at in range(len(words)):
        _, entry = match(cast.roster, words, at)
        if entry is not None and entry.side is not None and entry.side not in found:
            found.append(entry.side)
    return found if len(found) > 1 and "and" in words else []
