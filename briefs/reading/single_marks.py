"""Quotations between single marks, in articles that quote with them.

A single mark is also an apostrophe, so every mark is weighed: a plural possessive or a clipped word
closes a quotation only where nothing surer follows, and clipped openings ('tis, '90s) open none.
Double marks inside a single quotation belong to it, and so do single ones inside those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

#: A stretch between marks: start, end, opening sign, whether a mark closes it, whether single marks hold it.
Stretch = tuple[int, int, str, bool, bool]

_MARK: Final = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''|['\u2018\u2019]")
_SINGLE: Final = frozenset("'\u2018\u2019")
_DOUBLE_OPENING: Final = frozenset("\u201c\u00ab\u201e\u201f") | {"``"}
_FIRST: Final = frozenset('\u2026.([{$\u00a3\u20ac#@"\u201c')
_BEFORE: Final = frozenset('([{/-"\u201c\u2013\u2014')
_LAST: Final = frozenset('.,!?;:\u2026-\u2013\u2014)]}%\u201d"\u20ac\u00b0')
_PAUSES: Final = frozenset(".,:;?!\u2013\u2014-\u2026")
_CLIPPED: Final = re.compile(
    r"(?:tis|twas|twere|twill|twould|tisn|twasn|em|n|nuff|tween|neath|ndrangheta)(?!\w)|\d\ds(?!\w)",
    re.IGNORECASE,
)
_CLIPPED_INSIDE: Final = re.compile(
    r"(?:cause|cos|coz|bout|round|til|till|fraid|course|kay|\d\d)(?!\w)", re.IGNORECASE
)
_CUT_SHORT: Final = frozenset("o th ol an n t wi lil mo fo po".split())
_SENTENCE: Final = re.compile(r"[.?!]['\u2019\u201d\"]?\s+[^\W\d_a-z]")
_ASIDE: Final = 60  # characters of a phrase quoted in passing


@dataclass(slots=True)
class _Opened:
    """A quotation not closed yet: its mark, the first doubtful closing, and what stands open inside."""

    at: int
    sign: str
    doubtful: int | None = None
    inner: bool = False
    innermost: bool = False

    @property
    def start(self) -> int:
        return self.at + len(self.sign)


@dataclass(slots=True)
class _Scan:
    text: str
    start: int
    end: int
    lead: int
    runs_on: str
    found: list[Stretch] = field(default_factory=list)
    opened: _Opened | None = None
    restart: int | None = None
    unread: int = 0

    def close(self, end: int, *, closed: bool = True) -> None:
        opened = self.opened
        self.opened = None
        if opened is None:
            return
        single = opened.sign in _SINGLE
        if opened.start < end and (
            not single or any(sign.isalnum() for sign in self.text[opened.start : end])
        ):
            self.found.append((opened.start, end, opened.sign, closed, single))

    def mark(self, at: int, sign: str) -> None:
        if sign in _SINGLE:
            self._single(at, sign)
        else:
            self._double(at, sign)

    def _double(self, at: int, sign: str) -> None:
        opened = self.opened
        if opened is None:
            if sign in _DOUBLE_OPENING or (sign == '"' and not self._stray(at)):
                self.opened = _Opened(at, sign)
            self.unread += sign == "''"
        elif opened.sign in _SINGLE:
            opened.inner = sign in _DOUBLE_OPENING or (sign == '"' and not opened.inner)
            opened.innermost = False
        elif sign == "\u201c" and opened.sign not in "\u201e\u201f":
            self.close(at)
            self.opened = _Opened(at, sign)
        elif sign not in _DOUBLE_OPENING or sign == "\u201c":
            self.close(at)

    def _single(self, at: int, sign: str) -> None:
        opened = self.opened
        if opened is None:
            if self._opens(at, sign):
                self.opened = _Opened(at, sign)
            return
        if opened.sign not in _SINGLE:
            return
        if self._opens(at, sign) and not _CLIPPED_INSIDE.match(self.text, at + 1):
            self._reopen(opened, at, sign)
            return
        sure = self._closes(at, sign)
        if sure is None:
            return
        if opened.inner:
            opened.innermost = opened.innermost and not sure
        elif not sure:
            opened.doubtful = at if opened.doubtful is None else opened.doubtful
        elif opened.doubtful is not None and self._in_passing(opened, at):
            self.close(opened.doubtful)
        else:
            self.close(at)

    def _reopen(self, opened: _Opened, at: int, sign: str) -> None:
        if opened.inner:
            opened.innermost = True
            return
        if opened.doubtful is not None:
            self.close(opened.doubtful)
        elif opened.at == self.lead and sign == "\u2018":
            self.close(at)
        self.opened = _Opened(at, sign)

    def _opens(self, at: int, sign: str) -> bool:
        return opens(self.text, at, sign, self.lead, self.end)

    def _closes(self, at: int, sign: str) -> bool | None:
        """Return whether the mark surely closes, may close (false), or cannot (none)."""
        text = self.text
        before = text[at - 1] if at > self.start else " "
        after = text[at + 1] if at + 1 < self.end else " "
        if sign == "\u2018" or after.isalnum() or not (before.isalnum() or before in _LAST):
            return None
        if not before.isalnum():
            return True
        follows = text[at + 2] if at + 2 < self.end else " "
        if not (after.isspace() and follows.isalnum()):
            return True
        first = at
        while first > max(self.start, at - 12) and text[first - 1].isalpha():
            first -= 1
        word = text[first:at]
        clipped = word.lower() in _CUT_SHORT or (len(word) > 4 and word.endswith("in"))
        return not (before in "sSxXzZ" or before.isdigit() or clipped)

    def _stray(self, at: int) -> bool:
        before = self.text[at - 1] if at > self.start else " "
        after = self.text[at + 1] if at + 1 < self.end else " "
        return after.isspace() and (before.isalnum() or before in ".,!?'\u2019")

    def _spoken(self, opened: _Opened) -> bool:
        """Return whether an opening begins speech: a paragraph, after a pause, or with a capital."""
        if opened.at == self.lead or self.text[opened.start].isupper():
            return True
        before = opened.at - 1
        while before > self.start and self.text[before].isspace():
            before -= 1
        return self.text[before] in _PAUSES

    def _in_passing(self, opened: _Opened, at: int) -> bool:
        """Return whether the doubtful closing ends a phrase quoted in passing, the sure one being far."""
        doubtful = opened.doubtful
        return (
            doubtful is not None
            and doubtful - opened.at <= _ASIDE
            and not self._spoken(opened)
            and _SENTENCE.search(self.text, doubtful, at) is not None
        )

    def finish(self) -> None:
        opened = self.opened
        if opened is None or opened.start >= self.end:
            return
        leads = opened.at == self.lead
        if opened.sign not in _SINGLE:
            if leads or opened.sign == "\u201c" or self.runs_on == "double":
                self.close(self.end, closed=False)
            else:
                self.restart = opened.start
            return
        on = self.runs_on == "single"
        spoken = self._spoken(opened)
        if opened.doubtful is not None and not (on and spoken):
            self.close(opened.doubtful)
        elif opened.inner and not on:
            self.restart = opened.at
        elif (on and spoken) or (opened.sign != "'" and (leads or (spoken and self._after_colon(opened)))):
            self.close(self.end, closed=False)

    def _after_colon(self, opened: _Opened) -> bool:
        return self.text[max(self.start, opened.at - 2) : opened.at].rstrip().endswith((":", ","))


def clipped(text: str, at: int) -> bool:
    """Return whether the word at `at`, after an apostrophe, is one that lost its beginning ('tis, '90s)."""
    return _CLIPPED.match(text, at) is not None


def opens(text: str, at: int, sign: str, lead: int, end: int) -> bool:
    """Return whether the single mark at `at` can open a quotation rather than clip a word."""
    before = text[at - 1] if at > lead else " "
    after = text[at + 1] if at + 1 < end else " "
    if not (after.isalnum() or after in _FIRST) or clipped(text, at + 1):
        return False
    if sign == "\u2019":  # a mark turned the wrong way, as some typing turns it, leads a paragraph only
        return at == lead and after.isupper()
    if before.isalnum() or before in _SINGLE:
        return False
    if sign == "\u2018":
        return True
    return before.isspace() or before in _BEFORE or after.isalnum()


def stretches(text: str, start: int, end: int, lead: int, runs_on: str) -> tuple[list[Stretch], int]:
    """Return what marks of either kind hold in one paragraph, the outermost only, in linear time.

    The number is that of doubled apostrophes outside them: double marks of a kind not paired here.
    `runs_on` is the kind of mark ("single", "double" or nothing) that opens the next paragraph.
    """
    scan = _Scan(text, start, end, lead, runs_on)
    for mark in _MARK.finditer(text, start, end):
        scan.mark(mark.start(), mark.group())
    scan.finish()
    if scan.restart is not None:  # a double mark that no other answers: read on as if it were not there
        again = _Scan(text, start, end, lead, runs_on)
        for mark in _MARK.finditer(text, scan.restart, end):
            if mark.group() in _SINGLE:
                again.mark(mark.start(), mark.group())
        again.finish()
        scan.found.extend(again.found)
    return scan.found, scan.unread
