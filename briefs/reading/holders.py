"""Who holds the stance that a word shows: the subject, the possessor, or the one who says it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from briefs.reading.coreference import Pronouns
from briefs.reading.frames import Form, Frame, Holding, stance_words
from briefs.reading.negation import denied, hedged
from briefs.reading.roster import Kind
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.model.reading import Attribution
    from briefs.reading.mentions import Cast, Mention
    from briefs.reading.people import Who

_BE: Final = frozenset("is are was were be been being 's".split())
_PREPOSITIONS: Final = frozenset(
    "of for from to on in at by against between over about under into toward towards than as behind before after despite".split()
)
_RELATIVE: Final = frozenset("which who that whom something".split())
_POSSESSIVE: Final = frozenset("his her its their our my".split())
_OWN: Final = frozenset("we our us i my ours".split())
_REACH: Final = 16
_INSERTION: Final = 26
_BY: Final = 4
_CHUNK: Final = 64
_MOST_SAID: Final = 40
_MODIFIERS: Final = 4


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


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose stance it is, with what was skipped between them and the stance word.

    `start` is the token at which the statement begins; `told` the attribution that says so, if any;
    `sure` from 0 to 1; `relative` is True where the statement hangs on words before it ("which Russia rejects"); `also` are
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
        """Give the attributions with words or cue near a token: a few at most, however long the paragraph is."""
        return self.chunks.get(token // _CHUNK, ())

    def speaking(self, token: int) -> Said | None:
        """Give the innermost attribution of somebody known whose content holds the token."""
        best: Said | None = None
        for said in self.around(token):
            if (best is None or said.size < best.size) and said.holds(token):
                best = said
        return best

    def telling(self, token: int, side: str) -> Said | None:
        """Give who tells what stands at a token of `side`: the innermost speaker of another side, else of that one."""
        known = stance_words().telling
        holding = [said for said in self.around(token) if said.attribution.force in known and said.holds(token)]
        others = [said for said in holding if said.attribution.side != side]
        return min(others or holding, key=lambda said: said.size, default=None)


def scenes(cast: Cast, attributions: Sequence[Attribution]) -> list[Scene]:
    """Lay attributions over paragraphs."""
    pronouns = Pronouns(cast)
    by_paragraph: list[list[Said]] = [[] for _ in cast.paragraphs]
    for attribution in attributions:
        for number in _touched(cast, attribution):
            said = _said(cast, number, attribution)
            if said is not None:
                by_paragraph[number].append(said)
    found: list[Scene] = []
    for number, paragraph in enumerate(cast.paragraphs):
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
            if not mention.possessive and lowered[mention.last : mention.last + 1] not in (["and"], [","], ["or"])
        )
        found.append(scene)
    return found


def _place(chunks: dict[int, list[Said]], said: Said) -> None:
    numbers = {chunk for low, high in said.content for chunk in range(low // _CHUNK, (high - 1) // _CHUNK + 1)}
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
    source = None
    if attribution.source and paragraph.start <= attribution.source[0].start < paragraph.end:
        source = bisect_right(paragraph.ends, attribution.source[0].start)
    size = sum(span.end - span.start for span in attribution.content)
    return Said(attribution, tuple(stretches), source, cue, size)


def holder_of(scene: Scene, frame: Frame, low: int, high: int, previous: Holder | None) -> Holder | None:
    """Give who holds the stance at a frame within the sentence `[low, high)`, or None where that is not plain."""
    holding = frame.word.holding
    if holding is Holding.SUBJECT:
        return _of_verb(scene, frame, low, high, previous)
    if holding is Holding.POSSESSOR:
        return _of_noun(scene, frame, low, high)
    if holding is Holding.STATE:
        return _of_state(scene, frame, low, previous)
    if holding is Holding.MODAL and frame.word.lemma in _WILL_NOT:
        mention = scene.by_last.get(frame.first)
        if mention is not None and not mention.possessive and mention.who.side is not None and mention.first >= low:
            before = scene.lowered[mention.first - 1] if mention.first > low else ""
            if before not in _PREPOSITIONS:
                return _holder(scene, mention.who, frame, mention.first, frame.last, 0.82)
    return _of_speaker(scene, frame, low)


_WILL_NOT: Final = frozenset(("will not", "won't", "will never", "would never", "would not", "wouldn't"))


# verbs


def _of_verb(scene: Scene, frame: Frame, low: int, high: int, previous: Holder | None) -> Holder | None:
    by = _by(scene, frame, high) if frame.word.form is Form.PAST else None
    if by is not None:
        return by
    if _passive(scene, frame, low):
        return _unsaid(scene, frame, low)
    return _subject(scene, frame.first, low, frame, previous)


def _by(scene: Scene, frame: Frame, high: int) -> Holder | None:
    """Give the agent of "rejected by X"."""
    if scene.lowered[max(0, frame.first - 2) : frame.first] in (["to", "be"], ["must", "be"], ["should", "be"]):
        return None
    for at in range(frame.last, min(high, frame.last + _BY)):
        word = scene.lowered[at]
        if word == "by":
            mention = _mention_at(scene, at + 1)
            return None if mention is None else _holder(scene, mention.who, frame, at, mention.last, 0.9)
        if word not in _BEFORE_BY and not word.endswith("ly"):
            return None
    return None


_BEFORE_BY: Final = frozenset(
    "out of hand outright again today on monday tuesday wednesday thursday friday saturday sunday both already twice".split()
)


def _passive(scene: Scene, frame: Frame, low: int) -> bool:
    if frame.word.form is not Form.PAST:
        return False
    at = frame.first - 1
    while at >= low and (scene.lowered[at].endswith("ly") or scene.lowered[at] in ("not", "also", "never", "already")):
        at -= 1
    return at >= low and scene.lowered[at] in _BE


def _unsaid(scene: Scene, frame: Frame, low: int) -> Holder | None:
    """Give the speaker who says that something "would be rejected"; an outlet's own passive has no holder."""
    before = scene.lowered[max(low, frame.first - 4) : frame.first]
    if "be" not in before or not {"would", "will", "should", "must", "can", "could"} & set(before):
        return None
    return _speaker(scene, frame, low, 0.75)


def _subject(scene: Scene, at: int, low: int, frame: Frame, previous: Holder | None) -> Holder | None:
    """Give the subject of the verb that begins at `at`, looking left over auxiliaries, adverbs and insertions."""
    known = stance_words()
    skipped: list[str] = []
    place = at - 1
    while place >= low:
        word = scene.lowered[place]
        mention = scene.by_last.get(place + 1)
        if mention is not None and not mention.possessive and mention.first >= low:
            return _as_subject(scene, mention, frame, skipped, low)
        if word in naming().pronouns or word in _OWN:
            return _of_pronoun(scene, word, place, frame, skipped, low)
        if word in _RELATIVE:
            return _antecedent(scene, place, low, frame, skipped)
        if word in ("and", "but", "or"):
            return _shared(scene, place, low, frame, previous, skipped)
        if word == ",":
            return _over_insertion(scene, place, low, frame, previous, skipped)
        if word == "to":
            verb = scene.lowered[place - 1] if place > low else ""
            if verb not in known.raising and verb not in known.denying:
                return None
            skipped.append(verb)
            place -= 2
            continue
        if word in known.between or word.endswith(("ly", "n't")) or word in known.denying or word in known.negations:
            skipped.append(word)
            place -= 1
            continue
        if word in ("has", "had", "have") or word in known.raising:
            place -= 1
            continue
        return None
    return None


def _as_subject(scene: Scene, mention: Mention, frame: Frame, skipped: list[str], low: int) -> Holder | None:
    before = scene.lowered[mention.first - 1] if mention.first > low else ""
    if frame.word.form is Form.BASE and not _may_be_base(mention, before, skipped):
        return None
    if before in _PREPOSITIONS or (before == "with" and frame.word.form is not Form.ING):
        if not (before in ("as", "before", "after", "than") and mention.first > low):
            return None
    start = mention.first
    if mention.who.side is None and scene.lowered[mention.first] in _POSSESSIVE:
        said = scene.speaking(mention.first)
        if said is None or said.attribution.side is None or mention.letter not in "RG":
            return None
        return _made(scene, frame, said.attribution.side, None, start, 0.75, skipped)
    if before in _AUXILIARIES and mention.first - 2 >= low and scene.lowered[mention.first - 2] in ("nor", "neither", "never"):
        skipped = [*skipped, "never"]
        start = mention.first - 2
    relative = before in ("which", "something", "that", "whom") and mention.first > low
    if before == "that" and mention.first - 2 >= low and scene.speaking(mention.first) is not None:
        relative = False
    holder = _holder(scene, mention.who, frame, start, frame.last, 0.92, skipped, relative=relative)
    if holder is None or before != "and":
        return holder
    others = _joined_before(scene, mention, low)
    if others is None:
        return None
    first = scene.by_last.get(mention.first - 1)
    if first is None:
        return holder
    alone = first.who.side == holder.side and first.who.actor != holder.actor
    return replace(
        holder,
        also=others,
        actor=None if alone else holder.actor,
        start=min(holder.start, first.first) if others or alone else holder.start,
    )


def _joined_before(scene: Scene, mention: Mention, low: int) -> tuple[tuple[str, str | None], ...] | None:
    """Give the sides of "A, B and" before a subject; None where one of them has none, so that "and" is unclear."""
    found: list[tuple[str, str | None]] = []
    end = mention.first - 1
    while end > low:
        if scene.lowered[end - 1] == "," and scene.lowered[end] == "and":
            end -= 1
        other = scene.by_last.get(end)
        if other is None:
            return tuple(found)
        if other.who.side is None:
            return None
        if other.who.side != mention.who.side and other.who.side not in [side for side, _ in found]:
            found.append((other.who.side, other.who.actor))
        end = other.first - 1
        if end <= low or scene.lowered[end] != ",":
            break
    if end >= low and scene.lowered[end] in _PREPOSITIONS:
        return ()
    return tuple(found)


_AUXILIARIES: Final = frozenset("has have had did do does will would can could".split())


def _may_be_base(mention: Mention, before: str, skipped: Sequence[str]) -> bool:
    """Return whether a base form can be the verb here: not in "US pressure", where it is a noun."""
    known = stance_words()
    if any(
        word in _MODALS or word.endswith("n't") or word in known.raising or word in known.denying for word in skipped
    ):
        return True
    return mention.who.pronoun == "they" or before in ("and", ",", "both")


_MODALS: Final = frozenset("will would can could may might shall should must do does did 'd to not never".split())


def _of_pronoun(
    scene: Scene, word: str, place: int, frame: Frame, skipped: list[str], low: int
) -> Holder | None:
    said = scene.speaking(place)
    if word in _OWN:
        if said is None or said.attribution.side is None or word not in ("we", "i"):
            return None
        attribution = said.attribution
        return Holder(
            attribution.side or "", attribution.actor, place, frame.last,
            denied(reversed(skipped), stance_words()), hedged(skipped, stance_words()), said, 0.88,
        )  # fmt: skip
    other = _other_side(scene, word, place, low, frame, skipped)
    if other is not None:
        return other
    pronoun = naming().pronouns[word]
    if scene.lowered[place] not in ("he", "she", "they", "it"):
        return None
    if said is not None and said.attribution.side is not None and said.cue is not None and said.cue < place:
        between = [
            mention
            for mention in scene.cast.near(scene.number, said.cue, place)
            if said.cue < mention.first < place and mention.who.kind is Kind.PERSON
        ]
        fits = pronoun in ("he", "she") if said.attribution.actor else pronoun in ("it", "they")
        own = _own_pronoun(scene, said)
        if not between and fits and own in (None, pronoun):
            attribution = said.attribution
            return Holder(
                attribution.side or "", attribution.actor, place, frame.last,
                denied(reversed(skipped), stance_words()), hedged(skipped, stance_words()), said, 0.8,
            )  # fmt: skip
    found = None if scene.cast.paragraphs[scene.number].quoted(place) else scene.pronouns.who(word, scene.number, place)
    if found is None:
        return None
    who, sure = found
    return _holder(scene, who, frame, place, frame.last, 0.75 * sure, skipped)


def _other_side(
    scene: Scene, word: str, place: int, low: int, frame: Frame, skipped: list[str]
) -> Holder | None:
    """Give the one other side of "A wants B to hand over X, which it excludes"."""
    if word != "it" or place - 1 < low or scene.lowered[place - 1] not in ("which", "something"):
        return None
    sides = [
        mention.who
        for mention in scene.cast.near(scene.number, low, place)
        if low <= mention.first < place and mention.who.side is not None and not mention.inner
    ]
    told = list(dict.fromkeys(who.side for who in sides))
    if len(told) != 2:
        return None
    who = next(who for who in reversed(sides) if who.side == told[1])
    return _holder(scene, who, frame, place, frame.last, 0.75, skipped, relative=True)


def _own_pronoun(scene: Scene, said: Said) -> str | None:
    actor = said.attribution.actor
    entry = scene.cast.roster.entries.get(actor) if actor is not None else None
    return None if entry is None or entry.kind is not Kind.PERSON else entry.pronoun


def _antecedent(scene: Scene, place: int, low: int, frame: Frame, skipped: list[str]) -> Holder | None:
    """Give the one before "who": "Putin, who has demanded"."""
    if scene.lowered[place] not in ("who", "which", "that"):
        return None
    end = place - 1 if place > low and scene.lowered[place - 1] == "," else place
    mention = scene.by_last.get(end)
    if mention is None or mention.possessive or mention.first < low:
        return None
    return _holder(scene, mention.who, frame, mention.first, frame.last, 0.8, skipped)


def _shared(
    scene: Scene, place: int, low: int, frame: Frame, previous: Holder | None, skipped: list[str]
) -> Holder | None:
    """Give the subject that "said X and rejected Y" shares: of the latest verb before, stance word or cue."""
    cue = _latest_cue(scene, low, place)
    if cue is not None and (previous is None or (cue.cue or 0) >= previous.end - 1):
        attribution = cue.attribution
        if attribution.side is None:
            return None
        start = cue.source if cue.source is not None and low <= cue.source < place else place + 1
        return Holder(
            attribution.side, attribution.actor, start, frame.last,
            denied(reversed(skipped), stance_words()), hedged(skipped, stance_words()), None, 0.72,
        )  # fmt: skip
    if previous is None or previous.end > place:
        return None
    return Holder(
        previous.side, previous.actor, previous.start, frame.last,
        denied(reversed(skipped), stance_words()), hedged(skipped, stance_words()), previous.told, 0.78,
    )  # fmt: skip


def _latest_cue(scene: Scene, low: int, high: int) -> Said | None:
    best: Said | None = None
    for said in scene.around(high):
        if said.cue is not None and low <= said.cue < high and (best is None or said.cue > (best.cue or 0)):
            best = said
    return best


def _over_insertion(
    scene: Scene, place: int, low: int, frame: Frame, previous: Holder | None, skipped: list[str]
) -> Holder | None:
    """Look over ", ..., ": the subject before an insertion, or that of the main clause for ", demanding"."""
    if frame.word.form is Form.ING:
        if previous is not None and previous.end <= place:
            return _shared(scene, place, low, frame, previous, skipped)
        cue = _latest_cue(scene, low, place)
        if cue is not None:
            return _shared(scene, place, low, frame, None, skipped)
        first = next((m for m in scene.cast.near(scene.number, low, place) if m.first >= low and not m.inner), None)
        if first is not None and first.last <= place and _starts_clause(scene, first, low):
            return _holder(scene, first.who, frame, first.first, frame.last, 0.65, skipped)
        return None
    for back in range(place - 1, max(low, place - _INSERTION) - 1, -1):
        if scene.lowered[back] in (";", "\u2014", "\u2013", "but"):
            return None
        if scene.lowered[back] == ",":
            mention = scene.by_last.get(back)
            if mention is not None and not mention.possessive and _starts_clause(scene, mention, low):
                return _holder(scene, mention.who, frame, mention.first, frame.last, 0.8, skipped)
    return None


def _starts_clause(scene: Scene, mention: Mention, low: int) -> bool:
    return mention.first <= low or scene.lowered[mention.first - 1] in (
        ",", ";", "\u2014", "\u2013", "-", "and", "but", "while", "as", "that", '"', "\u201c", "\u2022", "with", "because", "when",
    )  # fmt: skip


# nouns, adjectives, speakers


def _of_noun(scene: Scene, frame: Frame, low: int, high: int) -> Holder | None:
    """Give the one whose demand it is: "X's demand", "the Russian demand", "a demand by X", "our demand"."""
    lowered = scene.lowered
    for place in range(frame.first - 1, max(low, frame.first - _MODIFIERS) - 1, -1):
        word = lowered[place]
        if word in ("'s", "'"):
            mention = scene.by_last.get(place)
            return None if mention is None else _holder(scene, mention.who, frame, mention.first, frame.last, 0.85)
        if word in stance_words().between or word.endswith("ced"):
            break
        adjective = None if frame.word.lemma == "pressure" else _adjective(scene, place, near=place == frame.first - 1)
        if adjective is not None:
            side, start = adjective
            return _made(scene, frame, side, None, start, 0.8)
        if word in ("our", "my"):
            return _speaker(scene, frame, low, 0.8)
        if word in ("its", "their", "his", "her"):
            return _repeated(scene, frame, place, low)
        if word in (",", ".", ";", "of", "to", "and", "that", "for"):
            break
    if frame.word.lemma == "pressure" and set(lowered[max(low, frame.first - 3) : frame.first]) & _UNFAIR:
        return None
    for place in range(frame.last, min(high, frame.last + 2)):
        if lowered[place] in ("by", "from") or (lowered[place] == "of" and frame.word.lemma in ("demand", "insistence", "offer")):
            mention = _mention_at(scene, place + 1)
            if mention is not None and not mention.possessive:
                return _holder(scene, mention.who, frame, frame.first, mention.last, 0.75)
    return None


_UNFAIR: Final = frozenset(("undue", "unfair", "unjust", "unwarranted"))


def _repeated(scene: Scene, frame: Frame, place: int, low: int) -> Holder | None:
    """Give the subject of "repeated its demand"."""
    at = place - 1
    if at < low or scene.lowered[at] not in stance_words().repeating:
        return None
    return _subject(scene, at, low, replace(frame, first=at), None)


def _adjective(scene: Scene, place: int, *, near: bool) -> tuple[str, int] | None:
    """Give the side of an adjective or bare side name that stands right before a noun: "the Russian demand"."""
    from briefs.reading.roster import match  # noqa: PLC0415 - kept beside its only use

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
    holder = _subject(scene, at, low, frame, previous)
    if holder is None or not linked:
        return holder
    words = scene.lowered[at : frame.first]
    known = stance_words()
    return Holder(
        holder.side, holder.actor, holder.start, holder.end, holder.denied ^ denied(words, known),
        holder.hedged or hedged(words, known), holder.told, holder.sure, holder.relative,
    )  # fmt: skip


_STATE: Final = frozenset(
    "is are was were be been being am 's 're 'm also still not n't isn't aren't wasn't remains remain remained stands fully always now"
    " seems appears very quite more would will has have strongly firmly vehemently no longer staunchly said says"
    .replace(" said says", "").split()
)  # fmt: skip


def _of_speaker(scene: Scene, frame: Frame, low: int) -> Holder | None:
    """Give who judges: "unacceptable to X", the one who "has said is unacceptable" in the clause, else the speaker."""
    if frame.word.holding is Holding.JUDGE and scene.lowered[frame.last : frame.last + 1] in (["to"], ["for"]):
        mention = _mention_at(scene, frame.last + 1)
        if mention is not None and not mention.possessive and mention.who.side is not None:
            words = scene.lowered[max(low, frame.first - 3) : frame.first]
            return _made(scene, frame, mention.who.side, mention.who.actor, frame.first, 0.85, words)
    for place in range(frame.first - 1, max(low, frame.first - _JUDGING) - 1, -1):
        word = scene.lowered[place]
        if word in (",", ";", "that") or scene.by_last.get(place + 1) is not None:
            return _speaker(scene, frame, low, 0.8)
        if word in _SAYS:
            at = place
            while at - 1 >= low and scene.lowered[at - 1] in ("has", "have", "had", "also", "repeatedly", "already"):
                at -= 1
            mention = scene.by_last.get(at)
            if mention is None or mention.possessive or scene.lowered[mention.first - 1] in _PREPOSITIONS:
                return _speaker(scene, frame, low, 0.8)
            relative = mention.first > low and scene.lowered[mention.first - 1] in _RELATIVE
            words = scene.lowered[place + 1 : frame.first]
            holder = _holder(
                scene, mention.who, frame, mention.first, frame.last, 0.88, words, relative=relative
            )
            if holder is not None and holder.told is not None and holder.told.cue in range(at, frame.first):
                return replace(holder, told=None)
            return holder
    return _speaker(scene, frame, low, 0.8)


_JUDGING: Final = 9
_SAYS: Final = frozenset(
    "said says say called calls describes described considers considered deems deemed views viewed sees saw regards regarded"
    " branded termed finds found believes believed dismissed dismisses".split()
)


def _speaker(scene: Scene, frame: Frame, low: int, sure: float) -> Holder | None:
    said = scene.speaking(frame.first)
    if said is None or said.attribution.side is None:
        return None
    words = scene.lowered[max(low, frame.first - 3) : frame.first]
    start = max([low, *(first for first, last in said.content if first <= frame.first < last)])
    if said.source is not None and low <= said.source < start:
        start = said.source
    return Holder(
        said.attribution.side, said.attribution.actor, start, frame.last,
        denied(words, stance_words()), hedged(words, stance_words()), said, sure,
    )  # fmt: skip


def _mention_at(scene: Scene, at: int) -> Mention | None:
    """Give the mention that begins at a token, an article before it aside."""
    for first in (at, at + 1):
        mention = scene.by_first.get(first)
        if mention is not None:
            return mention
        if at >= len(scene.lowered) or scene.lowered[at] not in ("the", "both"):
            return None
    return None


def _holder(
    scene: Scene, who: Who, frame: Frame, start: int, end: int, sure: float,
    skipped: Sequence[str] = (), *, relative: bool = False,
) -> Holder | None:  # fmt: skip
    if who.side is None:
        return None
    return _made(scene, frame, who.side, who.actor, start, sure, skipped, end=end, relative=relative)


def _made(
    scene: Scene, frame: Frame, side: str, actor: str | None, start: int, sure: float,
    skipped: Sequence[str] = (), *, end: int | None = None, relative: bool = False,
) -> Holder:  # fmt: skip
    known = stance_words()
    told = scene.telling(frame.first, side)
    return Holder(
        side, actor, start, frame.last if end is None else max(end, frame.last),
        denied(list(reversed(skipped)), known), hedged(skipped, known), told, sure, relative,
    )  # fmt: skip
