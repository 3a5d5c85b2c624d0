"""Whom a pronoun stands for, or nobody where two are equally likely.

A mention weighs by what it does (subject of its sentence, speaker of the words before), where it
stands (the nearer the better, outside quotation marks) and whether number and gender can agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.people import Who
from briefs.reading.roster import Kind
from briefs.reading.words import naming

if TYPE_CHECKING:
    from briefs.reading.mentions import Cast, Mention

_REACH: Final = 3  # paragraphs
_SENTENCES: Final = 4
_MARGIN: Final = 0.9
_SUBJECT: Final = 2.0
_SPEAKER: Final = 2.5
_QUOTED: Final = -2.5
_INNER: Final = -1.5
_POSSESSIVE: Final = -1.2
_SENTENCE: Final = -1.0
_UNSURE_GENDER: Final = -0.3
_KINDS: Final = {
    "he": frozenset((Kind.PERSON,)),
    "she": frozenset((Kind.PERSON,)),
    "it": frozenset((Kind.SIDE, Kind.BODY, Kind.OUTLET, Kind.GROUP)),
    "they": frozenset((Kind.GROUP, Kind.BODY, Kind.SIDE)),
}


class Pronouns:
    """Resolves the pronouns of one article; told of each speaker as they are found, in text order."""

    def __init__(self, cast: Cast) -> None:
        """Take the article."""
        self._cast = cast
        self._speakers: list[tuple[int, int, Who]] = []

    def spoke(self, paragraph: int, token: int, who: Who) -> None:
        """Note that `who` is the speaker of words whose source stands at a token."""
        self._speakers.append((paragraph, token, who))

    def who(self, word: str, paragraph: int, token: int) -> tuple[Who, float] | None:
        """Give whom the pronoun `word` at a token stands for, with a certainty from 0 to 1."""
        pronoun = naming().pronouns.get(word.lower())
        if pronoun is None:
            return None
        scores = self._scores(pronoun, paragraph, token)
        if not scores:
            return None
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        best, who = ranked[0]
        if pronoun in ("it", "they") and best < 0:
            return None
        if len(ranked) > 1:
            lead = best - ranked[1][0]
            if lead < _MARGIN:
                return None
            return who, min(0.95, 0.75 + lead / 10)
        return who, 0.9

    def _scores(self, pronoun: str, paragraph: int, token: int) -> dict[str, tuple[float, Who]]:
        cast = self._cast
        here = cast.sentences[paragraph] + cast.paragraphs[paragraph].sentences[token]
        scores: dict[str, tuple[float, Who]] = {}
        for number in range(max(0, paragraph - _REACH), paragraph + 1):
            for mention in cast.mentions[number]:
                if number == paragraph and mention.first >= token:
                    break
                who = mention.who
                if not _agrees(who, pronoun) or here - mention.sentence > _SENTENCES:
                    continue
                score = self._score(mention, here)
                if who.pronoun is None and pronoun in ("he", "she"):
                    score += _UNSURE_GENDER
                known = scores.get(who.key)
                if known is None or score >= known[0]:
                    scores[who.key] = (score, who)
        spoke = self._last_speaker(paragraph, token)
        if spoke is not None and spoke.key in scores:
            score, who = scores[spoke.key]
            scores[spoke.key] = (score + _SPEAKER, who)
        return scores

    def _last_speaker(self, paragraph: int, token: int) -> Who | None:
        for number, at, who in reversed(self._speakers):
            if (number, at) < (paragraph, token):
                return who if paragraph - number <= _REACH - 1 else None
        return None

    def _score(self, mention: Mention, here: int) -> float:
        paragraph = self._cast.paragraphs[mention.paragraph]
        score = _SENTENCE * (here - mention.sentence)
        if paragraph.quoted(mention.head):
            score += _QUOTED
        if mention.inner:
            score += _INNER
        if mention.possessive:
            score += _POSSESSIVE
        if is_subject(self._cast, mention):
            score += _SUBJECT
        return score


def is_subject(cast: Cast, mention: Mention) -> bool:
    """Return whether a mention looks like the subject of its clause: no preposition or verb stands before it."""
    paragraph = cast.paragraphs[mention.paragraph]
    if mention.possessive or mention.inner:
        return False
    before = mention.first - 1
    if before < 0 or paragraph.sentences[before] != paragraph.sentences[mention.first]:
        return True
    return paragraph.lowered[before] in _OPENS


_OPENS: Final = frozenset(
    ", ; : \u2014 \u2013 - that but while when as because although though if said before after since whereas and so yet until which where".split()
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
