"""Who holds the stance of a verb: its subject, its agent, or whom its pronoun stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefs.reading.frames import Form, stance_words
from briefs.reading.holder import Holder, held, held_by, held_by_speaker, mention_at
from briefs.reading.negation import denied, hedged
from briefs.reading.roster import Kind
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.frames import Frame
    from briefs.reading.mentions import Mention
    from briefs.reading.scene import Said, Scene


_BE: Final = frozenset("is are was were be been being 's".split())
PREPOSITIONS: Final = frozenset(
    (
        "of for from to on in at by against between over about under into toward towards than "
        "as behind before after despite"
    ).split()
)
RELATIVE: Final = frozenset("which who that whom something".split())
_POSSESSIVE: Final = frozenset("his her its their our my".split())
_OWN: Final = frozenset("we our us i my ours".split())
_INSERTION: Final = 26
_BY: Final = 4
_RUMOURED: Final = frozenset("said reported understood believed thought rumoured rumored known".split())


def of_verb(scene: Scene, frame: Frame, low: int, high: int, previous: Holder | None) -> Holder | None:
    """Give the agent or subject of a verb; `previous` is the holder of the verb before it, if any."""
    by = _by(scene, frame, high) if frame.word.form is Form.PAST else None
    if by is not None:
        return by
    if _passive(scene, frame, low):
        return _unsaid(scene, frame, low)
    return subject_of(scene, frame.first, low, frame, previous)


def _by(scene: Scene, frame: Frame, high: int) -> Holder | None:
    """Give the agent of "rejected by X"."""
    if scene.lowered[max(0, frame.first - 2) : frame.first] in (
        ["to", "be"],
        ["must", "be"],
        ["should", "be"],
    ):
        return None
    for at in range(frame.last, min(high, frame.last + _BY)):
        word = scene.lowered[at]
        if word == "by":
            mention = mention_at(scene, at + 1)
            if mention is None:
                return None
            holder = held_by(scene, mention.who, frame, at, mention.last, 0.9)
            other = mention_at(scene, mention.last + 1) if _and_after(scene, mention) else None
            if holder is None or other is None or other.who.side in (None, holder.side):
                return holder
            return replace(holder, also=((other.who.side, other.who.actor),), end=other.last)
        if word not in _BEFORE_BY and not word.endswith("ly"):
            return None
    return None


def _and_after(scene: Scene, mention: Mention) -> bool:
    return scene.lowered[mention.last : mention.last + 1] == ["and"] and not mention.possessive


_BEFORE_BY: Final = frozenset(
    (
        "out of hand outright again today on monday tuesday wednesday thursday friday "
        "saturday sunday both already twice"
    ).split()
)


def _passive(scene: Scene, frame: Frame, low: int) -> bool:
    if frame.word.form is not Form.PAST:
        return False
    at = frame.first - 1
    while at >= low and (
        scene.lowered[at].endswith("ly") or scene.lowered[at] in ("not", "also", "never", "already")
    ):
        at -= 1
    return at >= low and scene.lowered[at] in _BE


def _unsaid(scene: Scene, frame: Frame, low: int) -> Holder | None:
    """Give the speaker who says that something "would be rejected"; an outlet's own passive has no holder."""
    before = scene.lowered[max(low, frame.first - 4) : frame.first]
    if "be" not in before or not {"would", "will", "should", "must", "can", "could"} & set(before):
        return None
    return held_by_speaker(scene, frame, low, 0.75)


def subject_of(scene: Scene, at: int, low: int, frame: Frame, previous: Holder | None) -> Holder | None:  # noqa: C901, PLR0911 - one branch a construction
    """Give the subject of the verb at `at`, looking left over auxiliaries, adverbs and insertions."""
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
        if word in RELATIVE:
            return _antecedent(scene, place, low, frame, skipped)
        if word in ("and", "but", "or"):
            return _shared(scene, place, low, frame, previous, skipped)
        if word in ('"', "\u201c", "\u2018", "'") and place == at - 1:
            place -= 1  # a verb within marks: X "rejects" it
            continue
        if word == ",":
            return _over_insertion(scene, place, low, frame, previous, skipped)
        if word == "to":
            verb = scene.lowered[place - 1] if place > low else ""
            told = (
                verb in _RUMOURED and scene.lowered[place - 2 : place - 1] and scene.lowered[place - 2] in _BE
            )
            if verb not in known.raising and verb not in known.denying and not told:
                return None
            skipped.append(verb)
            place -= 2
            continue
        if (
            word in known.between
            or word.endswith(("ly", "n't"))
            or word in known.denying
            or word in known.negations
        ):
            skipped.append(word)
            place -= 1
            continue
        if word in ("has", "had", "have") or word in known.raising:
            place -= 1
            continue
        return None
    return None


def _as_subject(scene: Scene, mention: Mention, frame: Frame, skipped: list[str], low: int) -> Holder | None:  # noqa: C901, PLR0911 - one answer a case
    before = scene.lowered[mention.first - 1] if mention.first > low else ""
    if frame.word.form is Form.BASE and not _may_be_base(mention, before, skipped):
        return None
    if (before in PREPOSITIONS or before == "with") and _ends_title(scene, mention):
        before = ""
    opens = before in ("as", "before", "after", "than") and mention.first > low
    if not opens and (before in PREPOSITIONS or (before == "with" and frame.word.form is not Form.ING)):
        return None
    start = mention.first
    if mention.who.side is None and scene.lowered[mention.first] in _POSSESSIVE:
        said = scene.speaking(mention.first)
        if said is None or said.attribution.side is None or mention.letter not in "RG":
            return None
        return held(scene, frame, said.attribution.side, None, start, 0.75, skipped)
    if (
        before in _AUXILIARIES
        and mention.first - 2 >= low
        and scene.lowered[mention.first - 2] in ("nor", "neither", "never")
    ):
        skipped = [*skipped, "never"]
        start = mention.first - 2
    relative = before in ("which", "something", "that", "whom") and mention.first > low
    if before == "that" and mention.first - 2 >= low and scene.speaking(mention.first) is not None:
        relative = False
    holder = held_by(scene, mention.who, frame, start, frame.last, 0.92, skipped, relative=relative)
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


def _ends_title(scene: Scene, mention: Mention) -> bool:
    """Return whether a name ends a long title: "Envoy for Trade with Foreign Countries NAME"."""
    words = scene.cast.paragraphs[scene.number].words
    return (
        mention.letter == "P"
        and mention.head > mention.first
        and mention.first > 1
        and words[mention.head - 1][0].isupper()
        and words[mention.first - 2][0].isupper()
    )


def _joined_before(scene: Scene, mention: Mention, low: int) -> tuple[tuple[str, str | None], ...] | None:
    """Give the sides of "A, B and" before a subject; None where one of them has none."""
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
    if end >= low and scene.lowered[end] in PREPOSITIONS:
        return ()
    return tuple(found)


_AUXILIARIES: Final = frozenset("has have had did do does will would can could".split())


def _may_be_base(mention: Mention, before: str, skipped: Sequence[str]) -> bool:
    """Return whether a base form can be the verb here: not in "US pressure", where it is a noun."""
    known = stance_words()
    if any(
        word in _MODALS or word.endswith("n't") or word in known.raising or word in known.denying
        for word in skipped
    ):
        return True
    return mention.who.pronoun == "they" or before in ("and", ",", "both")


_MODALS: Final = frozenset(
    ("will would can could may might shall should must do does did 'd to not never").split()
)


def _of_pronoun(  # noqa: PLR0911, PLR0917 - one answer a case
    scene: Scene, word: str, place: int, frame: Frame, skipped: list[str], low: int
) -> Holder | None:
    said = scene.speaking(place)
    if word in _OWN:
        if said is None or said.attribution.side is None or word not in ("we", "i"):
            return None
        attribution = said.attribution
        return Holder(
            attribution.side or "",
            attribution.actor,
            place,
            frame.last,
            denied(reversed(skipped), stance_words()),
            hedged(skipped, stance_words()),
            said,
            0.88,
        )
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
                attribution.side or "",
                attribution.actor,
                place,
                frame.last,
                denied(reversed(skipped), stance_words()),
                hedged(skipped, stance_words()),
                said,
                0.8,
            )
    found = (
        None
        if scene.cast.paragraphs[scene.number].quoted(place)
        else scene.pronouns.who(word, scene.number, place)
    )
    if found is None:
        return None
    who, sure = found
    return held_by(scene, who, frame, place, frame.last, 0.75 * sure, skipped)


def _other_side(  # noqa: PLR0917 - what one clause needs
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
    return held_by(scene, who, frame, place, frame.last, 0.75, skipped, relative=True)


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
    return held_by(scene, mention.who, frame, mention.first, frame.last, 0.8, skipped)


def _shared(  # noqa: PLR0917 - what one clause needs
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
            attribution.side,
            attribution.actor,
            start,
            frame.last,
            denied(reversed(skipped), stance_words()),
            hedged(skipped, stance_words()),
            None,
            0.72,
        )
    if previous is None or previous.end > place:
        return None
    return Holder(
        previous.side,
        previous.actor,
        previous.start,
        frame.last,
        denied(reversed(skipped), stance_words()),
        hedged(skipped, stance_words()),
        previous.told,
        0.78,
    )


def _latest_cue(scene: Scene, low: int, high: int) -> Said | None:
    best: Said | None = None
    for said in scene.around(high):
        if said.cue is not None and low <= said.cue < high and (best is None or said.cue > (best.cue or 0)):
            best = said
    return best


def _over_insertion(  # noqa: PLR0911, PLR0917 - one answer a case
    scene: Scene, place: int, low: int, frame: Frame, previous: Holder | None, skipped: list[str]
) -> Holder | None:
    """Look over ", ..., ": the subject before an insertion, or that of the main clause for ", demanding"."""
    if frame.word.form is Form.ING:
        if previous is not None and previous.end <= place:
            return _shared(scene, place, low, frame, previous, skipped)
        cue = _latest_cue(scene, low, place)
        if cue is not None:
            return _shared(scene, place, low, frame, None, skipped)
        first = next(
            (m for m in scene.cast.near(scene.number, low, place) if m.first >= low and not m.inner), None
        )
        if first is not None and first.last <= place and _starts_clause(scene, first, low):
            return held_by(scene, first.who, frame, first.first, frame.last, 0.65, skipped)
        return None
    for back in range(place - 1, max(low, place - _INSERTION) - 1, -1):
        if scene.lowered[back] in (";", "\u2014", "\u2013", "but"):
            return None
        if scene.lowered[back] == ",":
            mention = scene.by_last.get(back)
            if mention is not None and not mention.possessive and _starts_clause(scene, mention, low):
                return held_by(scene, mention.who, frame, mention.first, frame.last, 0.8, skipped)
    return None


def _starts_clause(scene: Scene, mention: Mention, low: int) -> bool:
    return mention.first <= low or scene.lowered[mention.first - 1] in (
        ",",
        ";",
        "\u2014",
        "\u2013",
        "-",
        "and",
        "but",
        "while",
        "as",
        "that",
        '"',
        "\u201c",
        "\u2022",
        "with",
        "because",
        "when",
    )
