"""How actors stand to the issues of a dossier: `positions`.

A position needs three things in reach of each other: a stance word, somebody of a side who holds
it, and an issue. What an outlet states of the world without a holder is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from briefs.model.reading import Position, Stance
from briefs.model.span import Span
from briefs.reading.characterise import characterisations
from briefs.reading.clauses import Clause, clause_at, clauses_of
from briefs.reading.frames import Frame, Holding, find_frames, stance_words
from briefs.reading.holders import Holder, Scene, holder_of, scenes
from briefs.reading.issues import Hit, IssueMatcher, matcher_of, within
from briefs.reading.negation import DENIED
from briefs.reading.roster import match, tokens_of
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.model.reading import Attribution, Characterisation
    from briefs.reading.mentions import Cast, Mention

_IN_CLAUSE: Final = 1.0
_IN_SENTENCE: Final = 0.85
_BEFORE: Final = 0.65
_LEAST: Final = 0.4
_TOWARD_REACH: Final = 7
_COORDINATED: Final = 25
_LONGEST_SENTENCE: Final = 250  # tokens; a longer one is read in parts, so that cost stays linear
_AIMED: Final = frozenset((Stance.DEMAND, Stance.ACCUSE, Stance.THREATEN, Stance.PROPOSE))
_ORDER: Final = (
    Stance.THREATEN, Stance.CONDITION, Stance.REJECT, Stance.ACCUSE, Stance.DEMAND, Stance.CONCEDE, Stance.ACCEPT,
    Stance.PROPOSE, Stance.ASSESS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Tokens `[low, high)` of a scene's paragraph with the issues that they touch."""

    scene: Scene
    low: int
    high: int
    clauses: list[Clause]
    met: dict[int, list[Hit]]
    before: dict[int, list[Hit]]


@dataclass(frozen=True, slots=True)
class _Touched:
    """An issue in a frame's reach; `hits` are those that count, empty where it was named before."""

    issue: int
    hits: tuple[Hit, ...]
    sure: float


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
    for scene in scenes(cast, attributions):
        before = _read_paragraph(scene, matcher, before, found)
    if called is None:
        called = characterisations(cast, attributions)
    found.extend(_assessments(cast, matcher, called))
    found.sort(key=lambda position: (position.span, matcher.ids.index(position.issue), position.stance))
    return tuple(dict.fromkeys(found))


def _read_paragraph(
    scene: Scene, matcher: IssueMatcher, before: dict[int, list[Hit]], found: list[Position]
) -> dict[int, list[Hit]]:
    """Read one paragraph's sentences; give the issues of its last one, for the paragraph that follows."""
    paragraph = scene.cast.paragraphs[scene.number]
    hits = matcher.hits(scene.cast.text, paragraph.start, paragraph.end)
    numbers = paragraph.sentences
    low, count = 0, len(numbers)
    runs_on = bool(paragraph.quotations) and paragraph.quotations[0].continues
    context = before if runs_on else {}
    while low < count:
        high = low
        while high < count and numbers[high] == numbers[low] and high - low < _LONGEST_SENTENCE:
            high += 1
        met = matcher.met(within(hits, paragraph.starts[low], paragraph.ends[high - 1]))
        frames = list(find_frames(scene.lowered, low, high)) if met or context else []
        if frames and not _asks(scene, high):
            clauses = clauses_of(scene.lowered, low, high, scene.subjects)
            found.extend(_read_sentence(_Sentence(scene, low, high, clauses, met, context), matcher, frames))
        if met:
            context = met
        low = high
    return context


def _asks(scene: Scene, high: int) -> bool:
    """Return whether a sentence ends in a question mark."""
    return any(scene.lowered[at] == "?" for at in range(max(0, high - 3), high))


def _read_sentence(
    sentence: _Sentence, matcher: IssueMatcher, frames: Sequence[Frame]
) -> list[Position]:
    scene = sentence.scene
    made: list[Position] = []
    previous: Holder | None = None
    for frame in frames:
        if _passed_over(sentence, frame):
            continue
        holder = holder_of(scene, frame, sentence.low, sentence.high, previous)
        if holder is None:
            continue
        if frame.word.holding is Holding.SUBJECT:
            previous = holder
        made.extend(_made(sentence, matcher, frame, holder, made))
    return _without_doubles(sentence, made)


def _passed_over(sentence: _Sentence, frame: Frame) -> bool:
    """Return whether a stance word says nothing of its own here."""
    lowered, word = sentence.scene.lowered, frame.word
    if word.holding is Holding.SUBJECT:
        after = lowered[frame.last] if frame.last < sentence.high else ""
        if word.lemma in ("refuse", "decline") and after == "to":
            if lowered[frame.last + 1 : frame.last + 2] and lowered[frame.last + 1] in stance_words().silence:
                return True
            following = next(find_frames(lowered, frame.last + 1, min(sentence.high, frame.last + 4)), None)
            return following is not None and following.first == frame.last + 1
        if word.lemma == "suggest":
            rest = lowered[frame.last : sentence.high]
            asked = after == "that" and not _FINITE & set(rest[:9])
            return not (asked or after.endswith("ing") or _URGING & set(rest))
        if word.lemma == "warn":
            return not _warns(sentence, frame)
        if word.lemma in stance_words().spoken:
            return sentence.scene.speaking(frame.first) is None
    free = (Stance.ACCUSE, Stance.CONDITION)
    if word.holding is Holding.JUDGE and word.stance not in free and not _predicative(sentence, frame):
        return True
    return _in_condition(sentence, frame)


_FINITE: Final = frozenset(
    "is are was were has had have would could might may did does will can 's been seemed looked showed".split()
)
_URGING: Final = frozenset(("should", "must", "ought"))


def _predicative(sentence: _Sentence, frame: Frame) -> bool:
    """Return whether a judging word is said of something, not set before it: "X is necessary", "calls X absurd"."""
    lowered = sentence.scene.lowered
    if frame.word.lemma.split()[0] in ("would", "will"):
        return True
    starts = sentence.scene.cast.paragraphs[sentence.scene.number].starts
    if frame.last < sentence.high and any(
        hit.start == starts[frame.last] for hits in sentence.met.values() for hit in hits
    ):
        return True
    before = lowered[max(sentence.low, frame.first - 5) : frame.first]
    if set(before) & _LINKS:
        return True
    after = lowered[frame.last : frame.last + 1]
    return not after or not after[0][0].isalpha() or after[0] in ("to", "for", "and", "but", "that")


_LINKS: Final = frozenset(
    "is are was were be been being as seems remains remained becomes became isn't wasn't aren't 's call calls called calling".split()
)


def _warns(sentence: _Sentence, frame: Frame) -> bool:
    """Return whether a warning is a threat: of what the warner's own side would do, or of its answer."""
    lowered = sentence.scene.lowered
    rest = lowered[frame.last : min(sentence.high, frame.last + 14)]
    if {"retaliation", "retaliate", "consequences", "response", "targets", "target"} & set(rest):
        return True
    warner = holder_of(sentence.scene, frame, sentence.low, sentence.high, None)
    if warner is None or not {"would", "will"} & set(rest):
        return False
    first = next((m for m in _mentions(sentence, frame.last, sentence.high) if m.first >= frame.last), None)
    return first is not None and first.who.side == warner.side and lowered[first.last : first.last + 1] in (["would"], ["will"])


def _in_condition(sentence: _Sentence, frame: Frame) -> bool:
    """Return whether the word stands in an if-clause or behind "whether": nobody says that it is so."""
    clause = sentence.clauses[clause_at(sentence.clauses, frame.first)]
    lowered = sentence.scene.lowered
    for at in range(frame.first - 1, max(clause.first, frame.first - 14) - 1, -1):
        if lowered[at] in ("if", "whether", "unless"):
            return True
        if lowered[at] in (",", "that"):
            return False
    return False


def _made(
    sentence: _Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder, earlier: Sequence[Position]
) -> list[Position]:
    scene, word = sentence.scene, frame.word
    target = _target(sentence, frame, holder)
    if word.holding is Holding.CONDUCT and (target is None or holder.denied):
        return []
    if word.holding is Holding.MODAL:
        subject = _subject_before(scene, frame, sentence.low)
        if not _asks_of(sentence, frame, holder, subject):
            return []
    if _undecided(sentence, frame):
        return []
    settled = _settled(sentence, frame, holder)
    if settled is None:
        return []
    stance, weak = settled
    outlet = _outlet_telling(scene, holder)
    touched = _answered(sentence, matcher, frame, holder, earlier) or _issues(sentence, matcher, frame, holder)
    made = []
    for issue in touched:
        sure = min(0.97, holder.sure * issue.sure * _told_sure(holder))
        if sure < _LEAST:
            continue
        span = _span(sentence, matcher, frame, holder, issue)
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
        made.extend(
            replace(made[-1], side=side, actor=actor, toward=None) for side, actor in holder.also
        )
    return made


def _outlet_telling(scene: Scene, holder: Holder) -> str | None:
    """Give the outlet that says so itself: it is no teller but whom the words came through."""
    speaker = holder.told.attribution.speaker if holder.told is not None else None
    return speaker if any(entry.name == speaker for entry in scene.cast.roster.outlets) else None


def _undecided(sentence: _Sentence, frame: Frame) -> bool:
    """Return whether "neither accepted nor rejected" leaves the stance open."""
    lowered = sentence.scene.lowered
    before, after = lowered[max(sentence.low, frame.first - 4) : frame.first], lowered[frame.last : frame.last + 4]
    return ("neither" in before and "nor" in after) or ("nor" in before[-1:] and "neither" in before)


def _told_sure(holder: Holder) -> float:
    """Weigh how sure it is that the speaker says so, where the stance rests on that."""
    if holder.told is None:
        return 1.0
    return 0.7 + 0.3 * min(1.0, holder.told.attribution.confidence or 0.8)


def _settled(sentence: _Sentence, frame: Frame, holder: Holder) -> tuple[Stance, bool] | None:
    """Give what the stance is after negation, "only" and conditions, and whether it is weakened."""
    stance, weak = frame.word.stance, holder.hedged
    lowered = sentence.scene.lowered
    if frame.word.holding is Holding.MODAL and stance is Stance.CONDITION and _by_force(sentence, frame):
        return Stance.THREATEN, weak
    if frame.word.lemma == "suggest" and _URGING & set(lowered[frame.last : sentence.high]):
        stance = Stance.DEMAND
    if stance is Stance.CONCEDE and holder.denied and _of_demand(lowered, frame, sentence.high):
        return Stance.DEMAND, weak
    was_denied = holder.denied
    if was_denied:
        changed = DENIED[stance]
        if changed is None:
            return None
        stance, weak = changed[0], weak or changed[1]
    if stance is Stance.ACCEPT and "only" in lowered[max(sentence.low, frame.first - 2) : frame.last + 1]:
        stance = Stance.CONCEDE
    condition = _condition_after(sentence, frame)
    if condition:
        if stance is Stance.ACCEPT or (stance is Stance.REJECT and was_denied and condition in ("unless", "until", "only")) or (stance is Stance.REJECT and frame.word.holding is Holding.MODAL):
            stance = Stance.CONDITION
        elif stance is Stance.REJECT:
            weak = True
    return stance, weak


def _by_force(sentence: _Sentence, frame: Frame) -> bool:
    """Return whether what a side will do is a use of force."""
    clause = sentence.clauses[clause_at(sentence.clauses, frame.first)]
    words = sentence.scene.lowered[frame.last : min(clause.last, frame.last + 9)]
    return not {"if", "not", "after"} & set(words[: _first_force(words)]) and _first_force(words) < len(words)


def _first_force(words: Sequence[str]) -> int:
    known = stance_words().force
    return next((at for at, word in enumerate(words) if word in known), len(words))


def _of_demand(lowered: Sequence[str], frame: Frame, high: int) -> bool:
    """Return whether what is not softened is a demand: "has not dropped its demand"."""
    return bool({"demand", "demands", "insistence", "position", "conditions"} & set(lowered[frame.last : min(high, frame.last + 4)]))


def _condition_after(sentence: _Sentence, frame: Frame) -> str:
    """Give the first word of a condition in the frame's clause or the next, or of one that opens the sentence."""
    lowered = sentence.scene.lowered
    number = clause_at(sentence.clauses, frame.first)
    last = sentence.clauses[min(number + 1, len(sentence.clauses) - 1)].last
    known = stance_words().conditions
    for at in range(frame.last, last):
        for phrase in known.get(lowered[at], ()):
            if tuple(lowered[at : min(last, at + len(phrase))]) == phrase:
                return phrase[0]
    opening = sentence.low
    while opening < frame.first and not lowered[opening][0].isalnum():
        opening += 1
    return "if" if lowered[opening] == "if" and frame.first > opening + 3 else ""


def _mentions(sentence: _Sentence, low: int, high: int) -> list[Mention]:
    return sentence.scene.cast.near(sentence.scene.number, low, high)


# whom it is aimed at


def _target(sentence: _Sentence, frame: Frame, holder: Holder) -> str | None:
    """Give the side that a stance is aimed at, where it is named."""
    scene = sentence.scene
    if frame.word.holding in (Holding.CONDUCT, Holding.MODAL):
        subject = _subject_before(scene, frame, sentence.low)
        if frame.word.lemma.endswith("up to"):
            subject = next(
                (m.who.side for m in _mentions(sentence, frame.last, frame.last + 2) if m.first >= frame.last), None
            )
        return None if subject == holder.side else subject
    if frame.word.holding is Holding.JUDGE and frame.word.stance is Stance.ACCUSE:
        reach = sentence.high
    else:
        reach = min(sentence.high, frame.last + _TOWARD_REACH)
    for mention in _mentions(sentence, frame.last, reach):
        if mention.first < frame.last or mention.first >= reach:
            continue
        if mention.who.side is None or mention.who.side == holder.side or not _is_object(scene, mention, frame):
            continue
        return mention.who.side
    return None


def _is_object(scene: Scene, mention: Mention, frame: Frame) -> bool:
    """Return whether a stance is aimed at a mention: its object, or after "from", "that", "against"."""
    lowered = scene.lowered
    after = lowered[mention.last : mention.last + 1]
    if lowered[mention.last : mention.last + 1] == ["and"]:
        other = scene.by_first.get(mention.last + 1)
        if other is not None and other.who.side not in (None, mention.who.side):
            return False
    if after == ["-"] or (mention.possessive and frame.word.stance is not Stance.ACCUSE):
        return False
    before = lowered[mention.first - 1]
    if frame.word.holding is Holding.JUDGE:
        return before in ("that", "from", "by")
    if mention.first == frame.last:
        return not frame.word.lemma.endswith(" for")
    return before in ("that", "from", "against", "on", "to", "at", "by", "both")


def _subject_before(scene: Scene, frame: Frame, low: int) -> str | None:
    """Give the side of the nearest subject left of a word, within its clause: "Russia is trying to ..."."""
    said = scene.speaking(frame.first)
    first = max([low, *(start for start, end in (said.content if said else ()) if start <= frame.first < end)])
    for mention in reversed(scene.cast.near(scene.number, low, frame.first)):
        if mention.last > frame.first or mention.first < min(first, frame.first) - 3:
            continue
        if frame.first - mention.last > 12:
            return None
        if mention.possessive or mention.inner or mention.first < low:
            continue
        if scene.lowered[mention.first - 1 : mention.first] and mention.first > low and (
            scene.lowered[mention.first - 1] in ("of", "for", "with", "from", "by", "on", "in", "to", "against")
        ):
            continue
        return mention.who.side
    return None


def _asks_of(sentence: _Sentence, frame: Frame, holder: Holder, subject: str | None) -> bool:
    """Return whether a modal is a demand or refusal: of another side, or of one's own for a refusal or a need."""
    scene = sentence.scene
    before = scene.lowered[frame.first - 1] if frame.first else ""
    after = scene.lowered[frame.last] if frame.last < len(scene.lowered) else ""
    if after == "be" and _condition_after(sentence, frame) in ("until", "unless", "only", "before"):
        return True
    if after in ("say", "tell", "see", "be", "comment", "confirm", "know", "imagine", "happen", "have", "reveal", "disclose"):
        return after == "be" and subject is not None and frame.word.stance is Stance.DEMAND
    if frame.word.lemma in ("is up to", "was up to", "it's up to"):
        return True
    own = before in ("we", "i") or subject == holder.side
    if frame.word.stance is Stance.CONDITION:
        adjacent = scene.by_last.get(frame.first)
        own = before in ("we", "i", "he", "she", "it") or (adjacent is not None and adjacent.who.side == holder.side)
        return own and (_by_force(sentence, frame) or _condition_after(sentence, frame) in ("if", "provided", "providing", "unless", "as", "so", "only"))
    if frame.word.stance is Stance.REJECT:
        return own or (subject is not None and frame.word.lemma in ("must not", "should not", "cannot", "can't", "must never"))
    if own:
        return frame.word.lemma in ("need", "needs", "need to", "must", "have to", "has to", "should") and after not in ("to", "decide")
    return subject is not None or frame.word.lemma in ("must", "should", "has to", "have to", "needs to")


# issues and spans


def _issues(sentence: _Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder) -> list[_Touched]:
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
                found.append(_Touched(issue, inside, sure))
        whole = [touched for touched in found if matcher.met(touched.hits)]
        found = whole or found
        if found:
            return _nearest(found, starts[frame.first], frame, sentence.scene.cast.text)
    if _points_back(sentence, frame, clause):
        if len(sentence.before) == 1:
            return [_Touched(issue, (), _BEFORE) for issue in sentence.before]
    return []


def _answered(
    sentence: _Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder, earlier: Sequence[Position]
) -> list[_Touched]:
    """Give the issue of another's stance that "which X rejects", "something X rejects" answers."""
    number = clause_at(sentence.clauses, frame.first)
    clause = sentence.clauses[number]
    if not clause.relative or number == 0:
        return []
    starts = sentence.scene.cast.paragraphs[sentence.scene.number].starts
    low, high = starts[sentence.clauses[number - 1].first], starts[clause.first]
    inside = {hit.issue for hits in sentence.met.values() for hit in hits if starts[clause.first] <= hit.start < starts[clause.last - 1]}
    for position in reversed(earlier):
        issue = matcher.ids.index(position.issue)
        if position.side != holder.side and position.span.end > low and issue in sentence.met and not inside:
            hits = tuple(hit for hit in sentence.met[issue] if hit.start < high)
            return [_Touched(issue, hits, _IN_CLAUSE * 0.95)] if hits else []
    return []


def _nearest(found: list[_Touched], at: int, frame: Frame, text: str) -> list[_Touched]:
    """Keep the issue whose words stand nearest to the stance word, after it rather than before it."""
    active = frame.word.holding in (Holding.SUBJECT, Holding.STATE, Holding.MODAL)

    def distance(touched: _Touched) -> tuple[bool, int]:
        after = [hit.start - at for hit in touched.hits if hit.start >= at]
        if active and after:
            return False, min(after)
        return active, min(abs(hit.start - at) for hit in touched.hits)

    ranked = sorted(found, key=lambda touched: (distance(touched), touched.issue))
    best = _of_which(text, ranked)
    others = [other for other in ranked if other is not best]
    return [best, *(other for other in others[:1] if _coordinated(text, best, other))]


def _of_which(text: str, ranked: list[_Touched]) -> _Touched:
    """Give the issue that is meant: that of "sanctions" in "a new round of sanctions"."""
    best = ranked[0]
    for other in ranked[1:]:
        if any(text[one.end : two.start] == " of " for one in best.hits for two in other.hits if one.end < two.start):
            return other
    return best


def _coordinated(text: str, one: _Touched, other: _Touched) -> bool:
    """Return whether two issues stand side by side: "territory and security guarantees"."""
    for first in one.hits:
        for second in other.hits:
            gap = text[min(first.end, second.end) : max(first.start, second.start)]
            if len(gap) <= _COORDINATED and (" and " in gap or gap.strip() in (",", "and")):
                return True
    return False


def _points_back(sentence: _Sentence, frame: Frame, clause: Clause) -> bool:
    """Return whether "it", "such a plan", "the proposal" in the clause stands for something said before."""
    known, lowered = stance_words(), sentence.scene.lowered
    for at in range(clause.first, clause.last):
        word = lowered[at]
        if frame.first <= at < frame.last:
            continue
        if word in ("it", "this", "such", "these", "both") and abs(at - frame.first) < 7:
            return True
        if word in known.pointing and at > clause.first and any(
            before in ("the", "that", "this", "such", "any") for before in lowered[max(clause.first, at - 2) : at]
        ):
            return True
        if word == "that" and at == frame.last and lowered[at + 1 : at + 2] and lowered[at + 1] in _AFTER_THAT:
            return True
    return False


_AFTER_THAT: Final = frozenset(", . ; at on in again as for since with and unacceptable absurd".split())


def _span(
    sentence: _Sentence, matcher: IssueMatcher, frame: Frame, holder: Holder, issue: _Touched
) -> Span:
    """Give the shortest run of whole clauses that holds holder, stance word and issue."""
    paragraph = sentence.scene.cast.paragraphs[sentence.scene.number]
    first, last = min(frame.first, max(holder.start, sentence.low)), max(frame.last, min(holder.end, sentence.high))
    hits, floor = issue.hits, paragraph.starts[first]
    ceiling = paragraph.ends[sentence.clauses[clause_at(sentence.clauses, last - 1)].last - 1]
    inside = [hit for hit in hits if floor <= hit.start < ceiling]
    for hit in inside if matcher.met(inside) else hits:
        for at in range(sentence.low, sentence.high):
            if paragraph.starts[at] <= hit.start < paragraph.ends[at]:
                first, last = min(first, at), max(last, at + 1)
    opening = sentence.clauses[clause_at(sentence.clauses, first)]
    closing = sentence.clauses[clause_at(sentence.clauses, last - 1)]
    if not opening.relative and not holder.relative:
        first = opening.first if first < holder.start else min(first, max(opening.first, holder.start))
    else:
        first = sentence.clauses[max(0, clause_at(sentence.clauses, first) - 1)].first
    last = max(last, closing.last)
    lowered = sentence.scene.lowered
    while last - 1 > first and lowered[last - 1] in (",", ";", "\u2014", "\u2013", "-"):
        last -= 1
    while first < last - 1 and lowered[first] in (",", ";", "\u2014", "\u2013", "-", "and", "but", "while", "whereas"):
        first += 1
    if first > sentence.low and lowered[first - 1] in ('"', "\u201c") and set(lowered[first:last]) & {'"', "\u201d"}:
        first -= 1
    return Span(paragraph.starts[first], paragraph.ends[last - 1])


def _without_doubles(sentence: _Sentence, made: list[Position]) -> list[Position]:
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
            toward = position.toward or (known.toward if known is not None and known.stance is position.stance else None)
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


# the talks themselves


def _assessments(cast: Cast, matcher: IssueMatcher, called: Sequence[Characterisation]) -> list[Position]:
    """Make of each side's word on the talks a position of stance assess, where the dossier has that issue."""
    issue = matcher.state
    if issue is None:
        return []
    return [
        Position(
            actor=each.actor, side=side, issue=issue, stance=Stance.ASSESS, span=each.span, told_by=None, via=each.via,
            toward=None, hedged=False, confidence=round(each.confidence * 0.95, 3),
        )
        for each in called
        for side in ([each.side] if each.side is not None else _sides_of(cast, each.speaker))
    ]  # fmt: skip


def _sides_of(cast: Cast, speaker: str | None) -> list[str]:
    """Give the sides that "officials from A and B", "the A and B sides" or "both sides" speak for, if they are two."""
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
