"""One paragraph with its mentions and what is said in it, and one sentence of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from briefs.reading.coreference import Pronouns
from briefs.reading.frames import stance_words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from briefs.model.reading import Attribution
    from briefs.reading.clauses import Clause
    from briefs.reading.issues import Hit
    from briefs.reading.mentions import Cast, Mention


_CHUNK: Final = 64
_MOST_SAID: Final = 40


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with the tokens of its parts in one paragraph: content stretches, source and cue."""

    attribution: Attribution
    content: tuple[tuple[int, int], ...]
    source: int | None
    cue: int | None
    size: int

    def holds(self, token: int) -> bool:
        """Tell whether the token stands in the content of somebody known."""
        return self.attribution.speaker is not None and any(low <= token < high for low, high in self.content)


@dataclass(slots=True)
class Scene:
    """One paragraph with its mentions and what is said in it."""

    cast: Cast
    number: int
    said: list[Said]
    pronouns: Pronouns
    lowered: list[str]
    by_last: dict[int, Mention] = field(default_factory=dict)
    by_first: dict[int, Mention] = field(default_factory=dict)
    subjects: frozenset[int] = frozenset()
    chunks: dict[int, list[Said]] = field(default_factory=dict)

    def around(self, token: int) -> Sequence[Said]:
        """Give the attributions with words or cue near a token, a few at most."""
        return self.chunks.get(token // _CHUNK, ())

    def speaking(self, token: int) -> Said | None:
        """Give the innermost attribution of somebody known whose content holds the token."""
        best: Said | None = None
        acting = stance_words().acting
        for said in self.around(token):
            if said.attribution.force in acting and not said.attribution.quoted:
                continue
            if (best is None or said.size < best.size) and said.holds(token):
                best = said
        return best

    def telling(self, token: int, side: str) -> Said | None:
        """Give who tells what stands at a token of `side`: the innermost of another side, or of it."""
        known = stance_words().telling
        holding = [
            said for said in self.around(token) if said.attribution.force in known and said.holds(token)
        ]
        others = [said for said in holding if said.attribution.side != side]
        return min(others or holding, key=lambda said: said.size, default=None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[low, high)` of a scene's paragraph with the issues that they touch."""

    scene: Scene
    low: int
    high: int
    clauses: list[Clause]
    met: dict[int, list[Hit]]
    before: dict[int, list[Hit]]


def scenes(cast: Cast, attributions: Sequence[Attribution], wanted: Container[int]) -> list[Scene]:
    """Lay attributions over the wanted paragraphs."""
    pronouns = Pronouns(cast)
    by_paragraph: list[list[Said]] = [[] for _ in cast.paragraphs]
    for attribution in attributions:
        for number in _touched(cast, attribution):
            said = _said(cast, number, attribution) if number in wanted else None
            if said is not None:
                by_paragraph[number].append(said)
    found: list[Scene] = []
    for number, paragraph in enumerate(cast.paragraphs):
        if number not in wanted:
            continue
        lowered = [w.replace("\u2019", "'") if "\u2019" in w else w for w in paragraph.lowered]
        scene = Scene(cast, number, by_paragraph[number], pronouns, lowered)
        for said in by_paragraph[number]:
            _place(scene.chunks, said)
        for mention in cast.mentions[number]:
            if mention.inner:
                scene.by_last.setdefault(mention.last, mention)
            else:
                scene.by_last[mention.last] = mention
                scene.by_first[mention.first] = mention
        scene.subjects = frozenset(
            first
            for first, mention in scene.by_first.items()
            if not mention.possessive
            and lowered[mention.last : mention.last + 1] not in (["and"], [","], ["or"])
        )
        found.append(scene)
    return found


def _place(chunks: dict[int, list[Said]], said: Said) -> None:
    numbers = {
        chunk for low, high in said.content for chunk in range(low // _CHUNK, (high - 1) // _CHUNK + 1)
    }
    if said.cue is not None:
        numbers |= {said.cue // _CHUNK, said.cue // _CHUNK + 1}
    for number in numbers:
        listed = chunks.setdefault(number, [])
        if len(listed) < _MOST_SAID:
            listed.append(said)


def _touched(cast: Cast, attribution: Attribution) -> range:
    first = cast.paragraph_at(min(span.start for span in attribution.content))
    last = cast.paragraph_at(max(span.end - 1 for span in attribution.content))
    return range(first, last + 1)


def _said(cast: Cast, number: int, attribution: Attribution) -> Said | None:
    paragraph = cast.paragraphs[number]
    stretches = []
    for span in attribution.content:
        low = bisect_right(paragraph.ends, span.start)
        high = bisect_right(paragraph.starts, span.end - 1)
        if low < high:
            stretches.append((low, high))
    if not stretches:
        return None
    cue = None
    if attribution.cue and paragraph.start <= attribution.cue[0].start < paragraph.end:
        cue = bisect_right(paragraph.ends, attribution.cue[0].start)
        if _negated(cast, number, attribution, cue):
            return None
    source = None
    if attribution.source and paragraph.start <= attribution.source[0].start < paragraph.end:
        source = bisect_right(paragraph.ends, attribution.source[0].start)
    size = sum(span.end - span.start for span in attribution.content)
    return Said(attribution, tuple(stretches), source, cue, size)


def _negated(cast: Cast, number: int, attribution: Attribution, cue: int) -> bool:
    """Return whether somebody "did not say" it: what is not said is nobody's stance."""
    lowered, known = cast.paragraphs[number].lowered, stance_words()
    last = bisect_right(cast.paragraphs[number].starts, attribution.cue[-1].end - 1)
    if attribution.force not in known.telling or attribution.force in ("confirm", "reveal", "disclose"):
        return False
    return any(
        word in ("not", "never", "nobody") or word.endswith(("n't", "n\u2019t"))
        for word in lowered[max(0, cue - 2) : last]
    )


def mentions_in(sentence: Sentence, low: int, high: int) -> list[Mention]:
    """Give the mentions of the sentence's paragraph near tokens `[low, high)`."""
    return sentence.scene.cast.near(sentence.scene.number, low, high)
