"""Who holds the stance that a word shows: the subject, the possessor, or the one who says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefs.reading.frames import Holding, stance_words
from briefs.reading.holder import Holder, held, held_by, held_by_speaker, mention_at
from briefs.reading.negation import denied, hedged
from briefs.reading.roster import Kind, match
from briefs.reading.subjects import PREPOSITIONS, RELATIVE, of_verb, subject_of

if TYPE_CHECKING:
    from briefs.reading.frames import Frame
    from briefs.reading.scene import Scene


_MODIFIERS: Final = 4


def holder_of(scene: Scene, frame: Frame, low: int, high: int, previous: Holder | None) -> Holder | None:
    """Give who holds the stance at a frame of the sentence `[low, high)`, or None where that is not plain."""
    holding = frame.word.holding
    if holding is Holding.SUBJECT:
        return of_verb(scene, frame, low, high, previous)
    if holding is Holding.POSSESSOR:
        return _of_noun(scene, frame, low, high)
    if holding is Holding.STATE:
        return _of_state(scene, frame, low, previous)
    if holding is Holding.MODAL and frame.word.lemma in _WILL_NOT:
        mention = scene.by_last.get(frame.first)
        if (
            mention is not None
            and not mention.possessive
            and mention.who.side is not None
            and mention.first >= low
        ):
            before = scene.lowered[mention.first - 1] if mention.first > low else ""
            if before not in PREPOSITIONS:
                return held_by(scene, mention.who, frame, mention.first, frame.last, 0.82)
    return _of_speaker(scene, frame, low)


_WILL_NOT: Final = frozenset(("will not", "won't", "will never", "would never", "would not", "wouldn't"))


def _of_noun(scene: Scene, frame: Frame, low: int, high: int) -> Holder | None:  # noqa: C901, PLR0911 - one branch a construction
    """Give the one whose demand it is: "X's demand", "the Russian demand", "a demand by X", "our demand"."""
    lowered = scene.lowered
    for place in range(frame.first - 1, max(low, frame.first - _MODIFIERS) - 1, -1):
        word = lowered[place]
        if word in ("'s", "'"):
            mention = scene.by_last.get(place)
            return (
                None
                if mention is None
                else held_by(scene, mention.who, frame, mention.first, frame.last, 0.85)
            )
        if word in stance_words().between or word.endswith("ced"):
            break
        adjective = (
            None
            if frame.word.lemma == "pressure"
            else _adjective(scene, place, near=place == frame.first - 1)
        )
        if adjective is not None:
            side, start = adjective
            return held(scene, frame, side, None, start, 0.8)
        if word in ("our", "my"):
            return held_by_speaker(scene, frame, low, 0.8)
        if word in ("its", "their", "his", "her"):
            return _repeated(scene, frame, place, low)
        if word in (",", ".", ";", "of", "to", "and", "that", "for"):
            break
    if frame.word.lemma == "pressure" and set(lowered[max(low, frame.first - 3) : frame.first]) & _UNFAIR:
        return None
    for place in range(frame.last, min(high, frame.last + 2)):
        if lowered[place] in ("by", "from") or (
            lowered[place] == "of" and frame.word.lemma in ("demand", "insistence", "offer")
        ):
            mention = mention_at(scene, place + 1)
            if mention is not None and not mention.possessive:
                return held_by(scene, mention.who, frame, frame.first, mention.last, 0.75)
    return None


_UNFAIR: Final = frozenset(("undue", "unfair", "unjust", "unwarranted"))


def _repeated(scene: Scene, frame: Frame, place: int, low: int) -> Holder | None:
    """Give the subject of "repeated its demand"."""
    at = place - 1
    if at < low or scene.lowered[at] not in stance_words().repeating:
        return None
    return subject_of(scene, at, low, replace(frame, first=at), None)


def _adjective(scene: Scene, place: int, *, near: bool) -> tuple[str, int] | None:
    """Give the side of an adjective or side name that stands before a noun: "the Russian demand"."""
    start = place
    if scene.lowered[place] == "." and place:
        start = place - 1
    _, entry = match(scene.cast.roster, scene.lowered, start)
    if entry is None or entry.side is None or entry.kind not in (Kind.ADJECTIVE, Kind.SIDE):
        return None
    if entry.kind is Kind.SIDE and not near:
        return None
    word = scene.cast.paragraphs[scene.number].words[start]
    return (entry.side, start) if word[0].isupper() else None


def _of_state(scene: Scene, frame: Frame, low: int, previous: Holder | None) -> Holder | None:
    """Give the subject of "is ready to", "remains opposed to"."""
    at = frame.first
    while at - 1 >= low and scene.lowered[at - 1] in _STATE:
        at -= 1
    linked = at < frame.first
    if not linked and scene.lowered[frame.first - 1 : frame.first] != [","]:
        return None
    holder = subject_of(scene, at, low, frame, previous)
    if holder is None or not linked:
        return holder
    words = scene.lowered[at : frame.first]
    known = stance_words()
    return Holder(
        holder.side,
        holder.actor,
        holder.start,
        holder.end,
        holder.denied ^ denied(words, known),
        holder.hedged or hedged(words, known),
        holder.told,
        holder.sure,
        holder.relative,
    )


_STATE: Final = frozenset(
    (
        "is are was were be been being am 's 're 'm also still not n't isn't aren't wasn't "
        "remains remain remained stands fully always now seems appears very quite more would will "
        "has have strongly firmly vehemently no longer staunchly"
    ).split()
)


def _of_speaker(scene: Scene, frame: Frame, low: int) -> Holder | None:  # noqa: C901, PLR0911 - one branch a construction
    """Give who judges: "unacceptable to X", the one who "has said is unacceptable", else the speaker."""
    if frame.word.holding is Holding.JUDGE and scene.lowered[frame.last : frame.last + 1] in (
        ["to"],
        ["for"],
    ):
        mention = mention_at(scene, frame.last + 1)
        if mention is not None and not mention.possessive and mention.who.side is not None:
            words = scene.lowered[max(low, frame.first - 3) : frame.first]
            return held(scene, frame, mention.who.side, mention.who.actor, frame.first, 0.85, words)
    if frame.word.holding is Holding.JUDGE and scene.lowered[low] in ("for", "to"):
        mention = mention_at(scene, low + 1)
        if mention is not None and scene.lowered[mention.last : mention.last + 1] == [","]:
            words = scene.lowered[max(low, frame.first - 3) : frame.first]
            return held_by(scene, mention.who, frame, low, frame.last, 0.82, words)
    for place in range(frame.first - 1, max(low, frame.first - _JUDGING) - 1, -1):
        word = scene.lowered[place]
        if word in (",", ";", "that") or scene.by_last.get(place + 1) is not None:
            return held_by_speaker(scene, frame, low, 0.8)
        if word in _SAYS:
            at = place
            while at - 1 >= low and scene.lowered[at - 1] in (
                "has",
                "have",
                "had",
                "also",
                "repeatedly",
                "already",
            ):
                at -= 1
            mention = scene.by_last.get(at)
            if mention is None or mention.possessive or scene.lowered[mention.first - 1] in PREPOSITIONS:
                return held_by_speaker(scene, frame, low, 0.8)
            relative = mention.first > low and scene.lowered[mention.first - 1] in RELATIVE
            words = scene.lowered[place + 1 : frame.first]
            holder = held_by(
                scene, mention.who, frame, mention.first, frame.last, 0.88, words, relative=relative
            )
            if holder is not None and holder.told is not None and holder.told.cue in range(at, frame.first):
                return replace(holder, told=None)
            return holder
    return held_by_speaker(scene, frame, low, 0.8)


_JUDGING: Final = 9
_SAYS: Final = frozenset(
    (
        "said says say called calls describes described considers considered deems deemed views "
        "viewed sees saw regards regarded branded termed finds found believes believed dismissed "
        "dismisses"
    ).split()
)
