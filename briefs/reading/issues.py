"""Where a text touches the issues of a dossier: every phrase of every issue in one pass.

Words are runs of letters and digits, so that hyphens and apostrophes part words as spaces do. A star
stands for any ending, and the last word of a phrase may stand in the plural.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefs.model.talks import Dossier

_WORD: Final = re.compile(r"[^\W_]+")
_ELEMENT: Final = re.compile(r"[^\W_]+\*?")
_ANY: Final = -1
_NONE: Final = -2
_SHORTEST_PLURAL: Final = 4
_REMEMBERED: Final = 20_000
_LONGEST_STEM: Final = 40

_PROBES: Final = (
    "The talks made meaningful progress.",
    "There was no progress in the negotiations.",
    "The talks were difficult.",
    "He called the discussions constructive.",
    "The negotiations stalled without a breakthrough.",
)


class Hit(NamedTuple):
    """A phrase of an issue at code points `[start, end)`. `group` is that of `all_of`, -1 any, -2 none."""

    start: int
    end: int
    issue: int
    group: int


@dataclass(frozen=True, slots=True)
class _Starting:
    """The phrases that one word may begin: whole ones, and longer ones by their second word."""

    alone: tuple[tuple[int, int], ...]
    exact: dict[str, list[int]]
    starred: tuple[int, ...]


_NOTHING: Final = _Starting((), {}, ())


@dataclass(slots=True)
class IssueMatcher:
    """All issues of one dossier; `ids` in its order, `state` the one that is the state of the talks."""

    ids: tuple[str, ...]
    groups: tuple[int, ...]
    phrases: list[tuple[tuple[str, ...], int, int]]
    exact: dict[str, list[int]]
    starred: dict[str, list[int]]
    remembered: dict[str, _Starting] = field(default_factory=dict)
    state: str | None = None

    def hits(self, text: str, start: int, end: int) -> list[Hit]:
        """Give every phrase found in `[start, end)`, in text order."""
        words = [(match[0].lower(), *match.span()) for match in _WORD.finditer(text, start, end)]
        words.append(("", end, end))
        found: list[Hit] = []
        remembered = self.remembered
        for at in range(len(words) - 1):
            word, first, last = words[at]
            starting = remembered.get(word)
            if starting is None:
                starting = self._starting(word)
            if starting is _NOTHING:
                continue
            for issue, group in starting.alone:
                found.append(Hit(first, last, issue, group))
            if starting.exact:
                following = words[at + 1][0]
                for number in starting.exact.get(following, ()):
                    self._add(found, words, at, number)
            for number in starting.starred:
                self._add(found, words, at, number)
        return found

    def _add(self, found: list[Hit], words: list[tuple[str, int, int]], at: int, number: int) -> None:
        """Add the hit of a phrase whose first word stands at `at`, if the others follow."""
        elements, issue, group = self.phrases[number]
        last = at + len(elements)
        if last < len(words) and all(
            _meets(words[at + step][0], elements[step], final=at + step == last - 1)
            for step in range(1, len(elements))
        ):
            found.append(Hit(words[at][1], words[last - 1][2], issue, group))

    def _starting(self, word: str) -> _Starting:
        """Give the phrases whose first word `word` may be, and remember them for the next time."""
        numbers = list(self.exact.get(word, ()))
        if word.endswith("s") and len(word) > _SHORTEST_PLURAL:
            numbers.extend(n for n in self.exact.get(word[:-1], ()) if len(self.phrases[n][0]) == 1)
        for stop in range(1, min(len(word), _LONGEST_STEM) + 1):
            numbers.extend(self.starred.get(word[:stop], ()))
        exact: dict[str, list[int]] = {}
        starred: list[int] = []
        alone: list[tuple[int, int]] = []
        for number in numbers:
            elements, issue, group = self.phrases[number]
            if len(elements) == 1:
                alone.append((issue, group))
            elif elements[1].endswith("*"):
                starred.append(number)
            else:
                exact.setdefault(elements[1], []).append(number)
                if len(elements) == 2:
                    exact.setdefault(elements[1] + "s", []).append(number)
        result = _Starting(tuple(alone), exact, tuple(starred)) if numbers else _NOTHING
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
    made = IssueMatcher(ids, tuple(len(issue.all_of) for issue in dossier.issues), phrases, exact, starred)
    made.state = _state_of_the_talks(made)
    return made


def _state_of_the_talks(matcher: IssueMatcher) -> str | None:
    """Give the issue that is the state of the talks: the one that most plain sentences on it meet."""
    votes: dict[int, int] = {}
    for probe in _PROBES:
        for issue in matcher.met(matcher.hits(probe, 0, len(probe))):
            votes[issue] = votes.get(issue, 0) + 1
    if not votes:
        return None
    best = max(votes, key=lambda issue: (votes[issue], -issue))
    return matcher.ids[best] if votes[best] > 1 else None  # one may be chance


def _meets(word: str, element: str, *, final: bool) -> bool:
    if element.endswith("*"):
        return word.startswith(element[:-1])
    return word == element or (final and word == element + "s" and len(element) >= _SHORTEST_PLURAL)
