"""Which of a dossier's issues some words touch, sentence by sentence."""

import re
from collections import defaultdict
from typing import Final

from briefs.ledger.sentences import sentences
from briefs.model.span import Span
from briefs.model.talks import Dossier
from briefs.reading.issues import IssueMatcher, matcher_of

_WORD: Final = re.compile(r"[^\W_]+")
_REMEMBERED: Final = 20_000
_SHORTEST_PLURAL: Final = 4
_Phrase = tuple[str, tuple[str, ...], int, int]
"""How a phrase's second word begins, none where it has one; its words, its issue and its group there."""

_NONE: Final = -2
_ANY: Final = -1


class Issues:
    """Recognises the issues of one dossier as the reading does, without keeping where the phrases stand."""

    def __init__(self, matcher: IssueMatcher) -> None:
        """Take the dossier's phrases, compiled."""
        self.matcher = matcher
        self._begun_by = _Begun(matcher)

    def within(self, text: str, span: Span) -> tuple[str, ...]:
        """Give the ids of the issues that the sentences of a stretch touch, in the dossier's order."""
        words = span.of(text)
        met: set[int] = set()
        for sentence in sentences(words):
            met |= self._met(_WORD.findall(sentence.of(words).lower()))
        return tuple(self.matcher.ids[number] for number in sorted(met))

    def of_the_talks(self, talks: str) -> str | None:
        """Give the issue by which the dossier recognises a remark on how the talks go, if it has one."""
        probe = f"The {talks} were difficult. The {talks} made progress."
        found = self.within(probe, Span(0, len(probe)))
        return found[0] if found else None

    def _met(self, words: list[str]) -> set[int]:
        groups: defaultdict[int, set[int]] = defaultdict(set)
        begun_by = self._begun_by
        for at, begun in [(at, met) for at, word in enumerate(words) if (met := begun_by[word])]:
            after = words[at + 1] if at + 1 < len(words) else ""
            for second, elements, issue, group in begun:
                # Few phrases have more than their first word in common with what is said.
                if not second or (after.startswith(second) and _go_on(words, at, elements)):
                    groups[issue].add(group)
        return {
            issue
            for issue, held in groups.items()
            if _NONE not in held
            and (_ANY in held or (self.matcher.groups[issue] > 0 and len(held) == self.matcher.groups[issue]))
        }


class _Begun(dict[str, tuple[_Phrase, ...]]):
    """The phrases that may begin with a word, found when it is first asked for."""

    def __init__(self, matcher: IssueMatcher) -> None:
        super().__init__()
        self._matcher = matcher

    def __missing__(self, word: str) -> tuple[_Phrase, ...]:
        exact, starred = self._matcher.exact, self._matcher.starred
        numbers = list(exact.get(word, ()))
        if word.endswith("s") and len(word) > _SHORTEST_PLURAL:
            numbers += (n for n in exact.get(word[:-1], ()) if len(self._matcher.phrases[n][0]) == 1)
        for stop in range(1, len(word) + 1):
            numbers += starred.get(word[:stop], ())
        if len(self) >= _REMEMBERED:
            self.clear()
        listed = (self._matcher.phrases[number] for number in numbers)
        found = self[word] = tuple(
            (elements[1].rstrip("*") if len(elements) > 1 else "", elements, issue, group)
            for elements, issue, group in listed
        )
        return found


def _go_on(words: list[str], at: int, elements: tuple[str, ...]) -> bool:
    """Tell whether a phrase whose first word stands at `at` goes on as it should."""
    last = len(elements) - 1
    if at + last >= len(words):
        return False
    for step in range(1, last + 1):
        word, element = words[at + step], elements[step]
        if element.endswith("*"):
            if not word.startswith(element[:-1]):
                return False
        elif word != element and not (
            step == last and word == f"{element}s" and len(element) >= _SHORTEST_PLURAL
        ):
            return False
    return True


_made: list[tuple[Dossier, Issues]] = []
_KEPT: Final = 8


def issues_of(dossier: Dossier) -> Issues:
    """Give the recogniser of a dossier, made once for each value."""
    for known, issues in _made:
        if known is dossier:
            return issues
    made = Issues(matcher_of(dossier))
    _made.append((dossier, made))
    del _made[:-_KEPT]
    return made
