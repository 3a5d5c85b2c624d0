"""Whom a stance is aimed at, and of whom something is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.model.reading import Stance
from briefs.reading.frames import Holding
from briefs.reading.scene import mentions_in
from briefs.reading.settling import by_force, condition_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.frames import Frame
    from briefs.reading.holder import Holder
    from briefs.reading.mentions import Mention
    from briefs.reading.scene import Scene, Sentence


_TOWARD_REACH: Final = 7


def target_of(sentence: Sentence, frame: Frame, holder: Holder) -> str | None:
    """Give the side that a stance is aimed at, where it is named."""
    scene = sentence.scene
    if frame.word.holding in (Holding.CONDUCT, Holding.MODAL):
        subject = subject_before(scene, frame, sentence.low)
        if frame.word.lemma.endswith("up to"):
            subject = next(
                (
                    m.who.side
                    for m in mentions_in(sentence, frame.last, frame.last + 2)
                    if m.first >= frame.last
                ),
                None,
            )
        return None if subject == holder.side else subject
    if frame.word.holding is Holding.JUDGE and frame.word.stance is Stance.ACCUSE:
        reach = sentence.high
    else:
        reach = min(sentence.high, frame.last + _TOWARD_REACH)
    for mention in mentions_in(sentence, frame.last, reach):
        if mention.first < frame.last or mention.first >= reach:
            continue
        if (
            mention.who.side is None
            or mention.who.side == holder.side
            or not _is_object(scene, mention, frame)
        ):
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
    if frame.word.stance in (Stance.DEMAND, Stance.PROPOSE):
        return _is_asked(lowered, mention, frame)
    return before in ("that", "from", "against", "on", "to", "at", "by", "both")


def _is_asked(lowered: Sequence[str], mention: Mention, frame: Frame) -> bool:
    """Return whether something is asked of a mention: "that X", "from X"; no gift to X, no shield."""
    before = lowered[mention.first - 1]
    between = lowered[frame.last : mention.first]
    if before == "from":
        return not any(word.startswith(_SHIELDS) for word in between)
    if before == "by":
        return not any(word.startswith(_DEEDS) for word in between)
    if before in ("to", "on"):
        return mention.first == frame.last + 1
    return before in ("that", "both")


_SHIELDS: Final = ("protect", "guarante", "safe", "secur", "defen", "shield", "attack", "threat", "free")
_DEEDS: Final = (
    "attack",
    "aggress",
    "strike",
    "invasion",
    "threat",
    "violation",
    "breach",
    "back",
    "seiz",
    "occup",
    "captur",
)


def subject_before(scene: Scene, frame: Frame, low: int) -> str | None:
    """Give the side of the nearest subject left of a word, within its clause: "Russia is trying to ..."."""
    said = scene.speaking(frame.first)
    first = max(
        [low, *(start for start, end in (said.content if said else ()) if start <= frame.first < end)]
    )
    for mention in reversed(scene.cast.near(scene.number, low, frame.first)):
        if mention.last > frame.first or mention.first < min(first, frame.first) - 3:
            continue
        if frame.first - mention.last > 12:
            return None
        if mention.possessive or mention.inner or mention.first < low:
            continue
        if (
            scene.lowered[mention.first - 1 : mention.first]
            and mention.first > low
            and (
                scene.lowered[mention.first - 1]
                in ("of", "for", "with", "from", "by", "on", "in", "to", "against")
            )
        ):
            continue
        return mention.who.side
    return None


def asks_of(sentence: Sentence, frame: Frame, holder: Holder, subject: str | None) -> bool:  # noqa: PLR0911 - one answer a case
    """Return whether a modal is a demand of another side, or a refusal or need of one's own."""
    scene = sentence.scene
    before = scene.lowered[frame.first - 1] if frame.first else ""
    after = scene.lowered[frame.last] if frame.last < len(scene.lowered) else ""
    if after == "be" and condition_after(sentence, frame) in ("until", "unless", "only", "before"):
        return True
    if after in (
        "say",
        "tell",
        "see",
        "be",
        "comment",
        "confirm",
        "know",
        "imagine",
        "happen",
        "have",
        "reveal",
        "disclose",
        "guarantee",
        "promise",
        "predict",
    ):
        return after == "be" and subject is not None and frame.word.stance is Stance.DEMAND
    if frame.word.lemma in ("is up to", "was up to", "it's up to"):
        return True
    own = before in ("we", "i") or subject == holder.side
    if frame.word.stance is Stance.CONDITION:
        adjacent = scene.by_last.get(frame.first)
        own = before in ("we", "i", "he", "she", "it") or (
            adjacent is not None and adjacent.who.side == holder.side
        )
        return own and (
            by_force(sentence, frame)
            or condition_after(sentence, frame)
            in ("if", "provided", "providing", "unless", "as", "so", "only")
        )
    if frame.word.stance is Stance.REJECT:
        return own or (
            subject is not None
            and frame.word.lemma in ("must not", "should not", "cannot", "can't", "must never")
        )
    if own:
        return frame.word.lemma in ("need", "needs", "need to", "must") and after not in ("to", "decide")
    return subject is not None or frame.word.lemma in ("must", "should", "has to", "have to", "needs to")
