"""Whose stance it is, and how that is said of a mention or of a speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefs.reading.frames import stance_words
from briefs.reading.negation import denied, hedged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.frames import Frame
    from briefs.reading.mentions import Mention
    from briefs.reading.people import Who
    from briefs.reading.scene import Said, Scene


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose stance it is, with what was skipped between them and the stance word.

    `start` is the token at which the statement begins; `told` the attribution that says so, if any;
    `sure` from 0 to 1; `relative` is True where the statement hangs on words before it; `also` are
    further sides and actors that share the stance ("Russia and Ukraine agreed").
    """

    side: str
    actor: str | None
    start: int
    end: int
    denied: bool
    hedged: bool
    told: Said | None
    sure: float
    relative: bool = False
    also: tuple[tuple[str, str | None], ...] = ()


def held_by_speaker(scene: Scene, frame: Frame, low: int, sure: float) -> Holder | None:
    """Give the speaker of the words at a frame as the holder."""
    said = scene.speaking(frame.first)
    if said is None or said.attribution.side is None:
        return None
    words = scene.lowered[max(low, frame.first - 3) : frame.first]
    start = max([low, *(first for first, last in said.content if first <= frame.first < last)])
    if said.source is not None and low <= said.source < start:
        start = said.source
    return Holder(
        said.attribution.side,
        said.attribution.actor,
        start,
        frame.last,
        denied(words, stance_words()),
        hedged(words, stance_words()),
        said,
        sure,
    )


def mention_at(scene: Scene, at: int) -> Mention | None:
    """Give the mention that begins at a token, an article before it aside."""
    for first in (at, at + 1):
        mention = scene.by_first.get(first)
        if mention is not None:
            return mention
        if at >= len(scene.lowered) or scene.lowered[at] not in ("the", "both"):
            return None
    return None


def held_by(  # noqa: PLR0917 - what one clause needs
    scene: Scene,
    who: Who,
    frame: Frame,
    start: int,
    end: int,
    sure: float,
    skipped: Sequence[str] = (),
    *,
    relative: bool = False,
) -> Holder | None:
    """Give the one whom a mention stands for as the holder, if they are of a side."""
    if who.side is None:
        return None
    return held(scene, frame, who.side, who.actor, start, sure, skipped, end=end, relative=relative)


def held(  # noqa: PLR0917 - what one clause needs
    scene: Scene,
    frame: Frame,
    side: str,
    actor: str | None,
    start: int,
    sure: float,
    skipped: Sequence[str] = (),
    *,
    end: int | None = None,
    relative: bool = False,
) -> Holder:
    """Give a side or actor as the holder, with what the skipped words make of it."""
    known = stance_words()
    told = scene.telling(frame.first, side)
    return Holder(
        side,
        actor,
        start,
        frame.last if end is None else max(end, frame.last),
        denied(list(reversed(skipped)), known),
        hedged(skipped, known),
        told,
        sure,
        relative,
    )
