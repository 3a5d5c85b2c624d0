"""Which of a dossier's issues a stretch of text touches."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from briefs.model.talks import Dossier

_WORD: Final = re.compile(r"[$\u20ac\u00a3]?[^\W_]+(?:[.,]\d+)*(?:['\u2019][^\W\d_]+)?\u00b7?")
_ENDINGS: Final = frozenset(("", "s", "es", "d", "ed", "ing", "'s", "s'"))
_ANY: Final = -1
_NONE: Final = -2


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of the dossier, the last word of which may be inflected or, with a star, go on freely."""

    words: tuple[str, ...]
    starred: tuple[bool, ...]
    issue: int
    group: int

    def stands(self, words: list[str], at: int) -> bool:
        if at + len(self.words) > len(words):
            return False
        return all(
            words[at + place] == word
            or (words[at + place].startswith(word) and (star or words[at + place][len(word) :] in _ENDINGS))
            for place, (word, star) in enumerate(zip(self.words, self.starred, strict=True))
        )


class Issues:
    """Recognises the issues of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        """Sort the dossier's phrases by how they begin."""
        self._issues = dossier.issues
        self._phrases: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for number, issue in enumerate(dossier.issues):
            groups = [(_ANY, issue.any_of), (_NONE, issue.none_of), *enumerate(issue.all_of)]
            for group, phrases in groups:
                for phrase in phrases:
                    words = _words(phrase.replace("*", "\u00b7"))
                    if words:
                        plain = tuple(word.rstrip("\u00b7") for word in words)
                        starred = tuple(word.endswith("\u00b7") for word in words)
                        self._phrases[plain[0][:3]].append(_Phrase(plain, starred, number, group))

    def of(self, text: str) -> tuple[str, ...]:
        """Give the ids of the issues that `text`, best one sentence, touches, in the dossier's order."""
        words = _words(text)
        met: defaultdict[int, set[int]] = defaultdict(set)
        for at, word in enumerate(words):
            for phrase in self._candidates(word):
                if phrase.group not in met[phrase.issue] and phrase.stands(words, at):
                    met[phrase.issue].add(phrase.group)
        return tuple(
            issue.id for number, issue in enumerate(self._issues) if _touched(met[number], len(issue.all_of))
        )

    def of_the_talks(self, talks: str) -> str | None:
        """Give the issue by which the dossier recognises a remark on how the talks go, if it has one."""
        found = self.of(f"The {talks} were difficult. The {talks} made progress.")
        return found[0] if found else None

    def _candidates(self, word: str) -> Iterator[_Phrase]:
        for size in (1, 2, 3):
            yield from self._phrases.get(word[:size], ()) if size <= len(word) else ()


def _touched(met: set[int], groups: int) -> bool:
    if _NONE in met or not met:
        return False
    return _ANY in met or (groups > 0 and all(group in met for group in range(groups)))


def _words(text: str) -> list[str]:
    return [word.lower().replace("\u2019", "'") for word in _WORD.findall(text)]


@lru_cache(maxsize=8)
def issues_of(dossier: Dossier) -> Issues:
    """Give the recogniser of a dossier, made once."""
    return Issues(dossier)
