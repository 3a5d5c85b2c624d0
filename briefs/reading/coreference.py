"""Whom a pronoun stands for, or nobody where two are equally likely.

A mention weighs by what it does (subject of its sentence, speaker of the words before), where it
stands (the nearer the better, outside quotation marks) and whether number and gender can agree.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from briefs.reading.roster import Kind
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Container

    from briefs.reading.mentions import Cast, Mention
    from briefs.reading.people import Who

_REACH: Final = 3  # paragraphs
_SENTENCES: Final = 4
_MOST: Final = 80  # mentions of one paragraph
_MARGIN: Final = 1.9
_SUBJECT: Final = 2.0
_SPEAKER: Final = 4.0
_INTERRUPTED: Final = 1.5
_REPLACED: Final = -1.5
_HOST: Final = 0.0
_QUOTED: Final = -3.5
_INNER: Final = -1.5
_POSSESSIVE: Final = -1.2
_SENTENCE: Final = -1.0
_LOWEST: Final = -3.0
_ASKED: Final = -2.0
_UNSURE_GENDER: Final = -0.3
_KINDS: Final = {
    "he": frozenset((Kind.PERSON,)),
    "she": frozenset((Kind.PERSON,)),
    "it": frozenset((Kind.SIDE, Kind.BODY, Kind.OUTLET, Kind.GROUP)),
    "they": frozenset((Kind.GROUP, Kind.BODY, Kind.SIDE)),
}


class Pronouns:
    """Resolves the pronouns of one article; told of each speaker as they are found, in text order."""

    def __init__(self, cast: Cast, spoken: Container[int] = (), host: Who | None = None) -> None:
        """Take the article; `spoken` are the questions and answers of an interview with `host`."""
        self._cast = cast
        self._spoken = spoken
        self._host = host
        self._speakers: list[tuple[int, int, Who]] = []
        self._until: list[tuple[int, int]] = []

    def spoke(self, paragraph: int, token: int, who: Who, until: tuple[int, int] | None = None) -> None:
        """Note that `who` is the speaker of words whose source stands at a token.

        `until` is the place (paragraph, token) at which source, cue and content have ended.
        """
        self._speakers.append((paragraph, token, who))
        self._until.append(max(until or (paragraph, token), (paragraph, token)))

    def who(self, word: str, paragraph: int, token: int) -> tuple[Who, float] | None:
        """Give whom the pronoun `word` at a token stands for, with a certainty from 0 to 1."""
        pronoun = naming().pronouns.get(word.lower())
        if pronoun is None:
            return None
        scores = self._scores(pronoun, paragraph, token)
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        if not ranked or (self._speakers and not self._may_speak(ranked[0][1], paragraph, token)):
            return None
        best, who = ranked[0]
        if pronoun in ("it", "they") and best < 0:
            return None
        if len(ranked) > 1:
            lead = best - ranked[1][0]
            if lead < _MARGIN:
                return None
            return who, min(0.95, 0.75 + lead / 10)
        return who, 0.9

    def _may_speak(self, who: Who, paragraph: int, token: int) -> bool:
        """Return whether somebody spoke last, or was the subject where last named: no object, no owner."""
        spoke = self.last_speaker(paragraph, token)
        if spoke is not None and spoke.key == who.key:
            return True
        cast = self._cast
        for number in range(paragraph, max(-1, paragraph - _REACH - 1), -1):
            for mention in reversed(cast.mentions[number][-_MOST:]):
                before = (number, mention.first) < (paragraph, token)
                if before and mention.who.key == who.key and not cast.paragraphs[number].quoted(mention.head):
                    return is_subject(cast, mention) or _acts(cast, mention)
        return True

    def _scores(self, pronoun: str, paragraph: int, token: int) -> dict[str, tuple[float, Who]]:
        cast = self._cast
        here = cast.sentences[paragraph] + cast.paragraphs[paragraph].sentences[token]
        scores: dict[str, tuple[float, Who]] = {}
        if self._host is not None and _agrees(self._host, pronoun):
            scores[self._host.key] = (_HOST, self._host)
        for number in range(max(0, paragraph - _REACH), paragraph + 1):
            if number in self._spoken and number != paragraph:
                continue
            within = cast.mentions[number]
            if number == paragraph:
                within = within[: bisect_left(cast.firsts[number], token)]
            for mention in within[-_MOST:]:
                who = mention.who
                if not _agrees(who, pronoun) or here - mention.sentence > _SENTENCES:
                    continue
                score = self._score(mention, here)
                if who.pronoun is None and pronoun in ("he", "she"):
                    score += _UNSURE_GENDER
                known = scores.get(who.key)
                if known is None or score >= known[0]:
                    scores[who.key] = (score, who)
        spoke = self.last_speaker(paragraph, token)
        if spoke is not None and _agrees(spoke, pronoun):
            score, who = scores.get(spoke.key, (_LOWEST, spoke))
            scores[spoke.key] = (score + self._weight(spoke, pronoun, paragraph, token), who)
        return scores

    def _weight(self, spoke: Who, pronoun: str, paragraph: int, token: int) -> float:
        """Weigh that somebody spoke last: little where another has been a subject since."""
        cast = self._cast
        ended = max(
            (
                self._until[at]
                for at in range(max(0, len(self._until) - _LAST), len(self._until))
                if self._speakers[at][2].key == spoke.key and self._until[at] < (paragraph, token)
            ),
            default=(paragraph, token),
        )
        weight = _SPEAKER
        for number in range(ended[0], paragraph + 1):
            last = None
            for mention in cast.mentions[number][-_MOST:]:
                place = (number, mention.first)
                if place <= ended or place >= (paragraph, token) or not is_subject(cast, mention):
                    continue
                if cast.paragraphs[number].quoted(mention.head) or mention.who.kind is None:
                    continue
                last = mention
                if mention.who.key != spoke.key and _agrees(mention.who, pronoun):
                    weight = min(weight, _INTERRUPTED)
            if (
                last is not None
                and last.who.key != spoke.key
                and _agrees(last.who, pronoun)
                and _alone(cast, last)
            ):
                weight = _REPLACED if number == paragraph else weight
        return weight

    def last_speaker(self, paragraph: int, token: int) -> Who | None:
        """Give the speaker of the words before a token, if they stand in this paragraph or the two before."""
        placed = self.spoken_before(paragraph, token)
        return None if placed is None else placed[2]

    def spoken_before(self, paragraph: int, token: int) -> tuple[int, int, Who] | None:
        """Give the last speaker before a token with the place (paragraph, token) of the source."""
        for placed in reversed(self._speakers):
            if placed[:2] < (paragraph, token):
                return placed if paragraph - placed[0] <= _REACH - 1 else None
        return None

    def _score(self, mention: Mention, here: int) -> float:
        paragraph = self._cast.paragraphs[mention.paragraph]
        score = max(_LOWEST, _SENTENCE * (here - mention.sentence))
        if mention.sentence == here and _asked_about(paragraph.lowered, paragraph.sentences, mention.first):
            score += _ASKED
        if paragraph.quoted(mention.head):
            score += _QUOTED
        if mention.inner:
            score += _INNER
        if mention.possessive:
            score += _POSSESSIVE
        if is_subject(self._cast, mention):
            score += _SUBJECT
        return score


def _acts(cast: Cast, mention: Mention) -> bool:
    """Return whether a verb follows a mention that no preposition governs: "In recent days X has ..."."""
    lowered = cast.paragraphs[mention.paragraph].lowered
    if mention.possessive or mention.inner or mention.last >= len(lowered):
        return False
    after, before = lowered[mention.last], lowered[mention.first - 1] if mention.first else ""
    acting = after in _VERBS or (len(after) > 4 and after.endswith("ed"))
    return acting and before not in _GOVERNING


_VERBS: Final = frozenset(
    (
        "is was has had will would can could may might does did says said told tells spoke wrote went came "
        "gave took made met left"
    ).split()
)
_GOVERNING: Final = frozenset("of for with from by to on about against at in under between like than".split())
_LAST: Final = 8


def _alone(cast: Cast, mention: Mention) -> bool:
    """Return whether the first subject of a mention's paragraph is the same one."""
    part = cast.paragraphs[mention.paragraph]
    first = next(
        (m for m in cast.mentions[mention.paragraph] if is_subject(cast, m) and not part.quoted(m.head)), None
    )
    return first is not None and first.who.key == mention.who.key


def is_subject(cast: Cast, mention: Mention) -> bool:
    """Return whether a mention looks like a subject: no preposition or verb stands before it."""
    paragraph = cast.paragraphs[mention.paragraph]
    if mention.possessive or mention.inner:
        return False
    before = mention.first - 1
    if before < 0 or paragraph.sentences[before] != paragraph.sentences[mention.first]:
        return True
    return paragraph.lowered[before] in _OPENS


def _asked_about(lowered: list[str], sentences: list[int], at: int) -> bool:
    """Return whether a mention stands in "Asked about X's remark, he ...": X is not who talks."""
    first = at
    while first > 0 and sentences[first - 1] == sentences[at]:
        first -= 1
    return lowered[first] in _ASKING


_ASKING: Final = frozenset(
    ("asked pressed questioned commenting responding reacting referring speaking quizzed").split()
)
_CONTINUING: Final = frozenset(
    (
        "official diplomat politician leader man woman envoy negotiator adviser advisor aide "
        "lawmaker person source minister president spokesman spokeswoman spokesperson insider "
        "analyst expert head chief secretary commissioner commander premier chancellor"
    ).split()
)


def _between(cast: Cast, placed: tuple[int, int, Who], mention: Mention) -> list[Who]:
    """Give the people named, other than as owners, between a speaker's source and a mention."""
    return [
        other.who
        for number in range(placed[0], mention.paragraph + 1)
        for other in cast.mentions[number][-_MOST:]
        if (placed[0], placed[1]) < (number, other.first) < (mention.paragraph, mention.first)
        and other.who.kind is Kind.PERSON
        and not other.possessive
        and not other.inner
    ]


_ANYBODY: Final = frozenset("official diplomat politician leader man woman lawmaker person source".split())


def _bears(cast: Cast, who: Who, role: str) -> bool:
    """Return whether somebody is known to bear a role: by the dossier's titles or by the article."""
    plain = naming().same_role.get(role, role)
    if who.actor is not None and plain in cast.roster.heads.get(who.actor, ()):
        return True
    return any(bearer.who.key == who.key for bearer in cast.people.bearing(frozenset((plain,)), None))


def _is_called(who: Who, role: str) -> bool:
    """Return whether somebody without a name is described by a role: "his adviser"."""
    return who.unnamed and (who.name or "").lower().split()[-1:] == [role]


def continued(cast: Cast, pronouns: Pronouns, mention: Mention) -> Who | None:  # noqa: PLR0911 - one answer a case
    """Give the last speaker for "the diplomat", "the same person", where nothing tells that it is another."""
    part = cast.paragraphs[mention.paragraph]
    words = part.lowered[mention.first : mention.last]
    if words[0] not in ("the", "this") or words[-1] not in _CONTINUING:
        return None
    placed = pronouns.spoken_before(mention.paragraph, mention.first)
    if placed is None or placed[2].kind is not Kind.PERSON:
        return None
    last = placed[2]
    if last.pronoun is not None and naming().told.get(words[-1], last.pronoun) != last.pronoun:
        return None
    if last.unnamed:
        described = (last.name or "").lower().split()
        return last if words[-1] in described or words[-1] in ("person", "source") else None
    if words[-1] in ("person", "source", "insider", "analyst", "expert", "official") and len(words) == 2:
        return None
    if words[-1] not in _ANYBODY:
        others = _between(cast, placed, mention)
        if not _bears(cast, last, words[-1]) or any(
            who.key != last.key and (_bears(cast, who, words[-1]) or _is_called(who, words[-1]))
            for who in others
        ):
            return None
    if len(words) == 2:
        return last
    return last if mention.who.side is not None and mention.who.side == last.side else None


_OPENS: Final = frozenset(
    (
        ', ; : \u2014 \u2013 - " \u201c \u201d that but while when as because although though '
        "if said before after since whereas and so yet until which where"
    ).split()
)


def _agrees(who: Who, pronoun: str) -> bool:
    if who.kind not in _KINDS[pronoun]:
        return False
    if who.name is None:
        return False
    if pronoun in ("he", "she"):
        return who.pronoun in (None, pronoun)
    if pronoun == "they":
        return who.pronoun == "they"
    return who.pronoun in (None, "it")
