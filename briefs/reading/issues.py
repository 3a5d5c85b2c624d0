"""Where a text touches the issues of a dossier: every phrase of every issue in one pass.

Words are runs of letters and digits, so that hyphens and apostrophes part words as spaces do. A star
stands for any ending, and the last word of a phrase may stand in the plural.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefs.model.talks import Dossier

_WORD: Final = re.compile(r"[^\W_]+")
_ELEMENT: Final = re.compile(r"[^\W_]+\*?")
_ANY: Final = -1
_NONE: Final = -2
_SHORTEST_PLURAL: Final = 4
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of an issue at code points `[start, end)`. `group` is that of `all_of`, -1 any, -2 none."""

    start: int
    end: int
    issue: int
    group: int


@dataclass(slots=True)
class IssueMatcher:
    """All issues of one dossier, compiled; `ids` in the dossier's order."""

    ids: tuple[str, ...]
    groups: tuple[int, ...]
    phrases: list[tuple[tuple[str, ...], int, int]]
    exact: dict[str, list[int]]
    starred: dict[str, list[int]]
    remembered: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def hits(self, text: str, start: int, end: int) -> list[Hit]:
        """Give every phrase found in `[start, end)`, in text order."""
        words = [(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
        found: list[Hit] = []
        remembered = self.remembered
        for at, (word, first, _) in enumerate(words):
            numbers = remembered.get(word)
            if numbers is None:
                numbers = self._starting(word)
            for number in numbers:
                elements, issue, group = self.phrases[number]
                last = at + len(elements)
                if last <= len(words) and all(
                    _meets(words[at + step][0], elements[step], final=step == len(elements) - 1)
                    for step in range(1, len(elements))
                ):
                    found.append(Hit(first, words[last - 1][2], issue, group))
        return found

    def _starting(self, word: str) -> tuple[int, ...]:
        """Give the phrases whose first word `word` may be, and remember them for the next time."""
        numbers = list(self.exact.get(word, ()))
        if word.endswith("s") and len(word) > _SHORTEST_PLURAL:
            numbers.extend(n for n in self.exact.get(word[:-1], ()) if len(self.phrases[n][0]) == 1)
        for stop in range(1, len(word) + 1):
            numbers.extend(self.starred.get(word[:stop], ()))
        result = tuple(numbers)
        if len(self.remembered) >= _REMEMBERED:
            self.remembered.clear()
        self.remembered[word] = result
        return result

    def met(self, hits: Iterable[Hit]) -> dict[int, list[Hit]]:
        """Give the issues that hits within one sentence meet, with the hits that count for each."""
        listed: dict[int, list[Hit]] = {}
        for hit in hits:
            listed.setdefault(hit.issue, []).append(hit)
        return {issue: found for issue, found in listed.items() if self._is_met(issue, found)}

    def _is_met(self, issue: int, found: list[Hit]) -> bool:
        groups = {hit.group for hit in found}
        if _NONE in groups:
            return False
        return _ANY in groups or (self.groups[issue] > 0 and len(groups) == self.groups[issue])


_matchers: list[tuple[Dossier, IssueMatcher]] = []
_KEPT: Final = 8


def matcher_of(dossier: Dossier) -> IssueMatcher:
    """Give the compiled issues of `dossier`, made at the first call for that value and remembered."""
    for known, matcher in _matchers:
        if known is dossier:
            return matcher
    made = _compile(dossier)
    _matchers.append((dossier, made))
    del _matchers[:-_KEPT]
    return made


def within(hits: list[Hit], start: int, end: int) -> list[Hit]:
    """Give the hits that begin in `[start, end)`; `hits` are in text order."""
    low = bisect_left(hits, start, key=lambda hit: hit.start)
    high = bisect_left(hits, end, key=lambda hit: hit.start)
    return hits[low:high]


def _compile(dossier: Dossier) -> IssueMatcher:
    phrases: list[tuple[tuple[str, ...], int, int]] = []
    exact: dict[str, list[int]] = {}
    starred: dict[str, list[int]] = {}
    for number, issue in enumerate(dossier.issues):
        listed = [(_ANY, issue.any_of), (_NONE, issue.none_of), *enumerate(issue.all_of)]
        for group, wordings in listed:
            for wording in wordings:
                elements = tuple(match.group().lower() for match in _ELEMENT.finditer(wording))
                if not elements:
                    continue
                first = elements[0]
                into = starred if first.endswith("*") else exact
                into.setdefault(first.rstrip("*"), []).append(len(phrases))
                phrases.append((elements, number, group))
    ids = tuple(issue.id for issue in dossier.issues)
    return IssueMatcher(ids, tuple(len(issue.all_of) for issue in dossier.issues), phrases, exact, starred)


def _meets(word: str, element: str, *, final: bool) -> bool:
    if element.endswith("*"):
        return word.startswith(element[:-1])
    return word == element or (final and word == element + "s" and len(element) >= _SHORTEST_PLURAL)
