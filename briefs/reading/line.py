"""One paragraph as the rules walk it, with what they have found in it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from briefs.reading.draft import Draft
from briefs.reading.tokens import OUTSIDE
from briefs.reading.units import marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.lexicon import Verb
    from briefs.reading.phrases import Run
    from briefs.reading.tokens import Paragraph

STOPS: Final = frozenset(".!?;")
DASHES: Final = frozenset("—–―-")
_INNER: Final = frozenset("'’”\"")
_ENDINGS: Final = frozenset(",?!—–-…") | {"..."} | STOPS
#: How many contents of a finding, latest last, are looked at: bounds the work.
_LATEST: Final = 4


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph, its number in the article, and the drafts made of it, in text order.

    `words`, `lowered` and `regions` are the paragraph's; `marked` tells of every token whether it is a
    quotation mark.
    """

    paragraph: Paragraph
    number: int
    words: list[str] = field(init=False)
    lowered: list[str] = field(init=False)
    regions: list[int] = field(init=False)
    marked: list[bool] = field(init=False)
    drafts: list[Draft] = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.paragraph.words
        self.lowered = self.paragraph.lowered
        self.regions = self.paragraph.regions
        self.marked = marks(self.paragraph)
        self.drafts = []

    def draft(  # noqa: PLR0917 - the fields of a finding, in their order
        self,
        source: Run | None,
        cue: Run | None,
        content: Sequence[Run],
        lemma: str | None,
        frame: str,
        told: Run | None = None,
    ) -> Draft:
        """Make a draft of this paragraph; empty runs of content are dropped."""
        runs = [(self.number, *run) for run in content if run[0] < run[1]]
        return Draft(self.number, source, cue, runs, lemma, frame, told)

    def opens_quoted(self, low: int) -> bool:
        """Tell whether the words from `low` begin with a quotation."""
        return self.regions[low] != OUTSIDE or (low + 1 < len(self.words) and self.marked[low])

    def ends_as_said(self, at: int) -> bool:
        """Tell whether a quotation mark at `at` ends words that a cue may follow; True of any other token."""
        if not self.marked[at]:
            return True
        last = at - 1
        while last > 0 and self.words[last] in _INNER:
            last -= 1
        return last >= 0 and self.words[last] in _ENDINGS

    def before_stops(self, start: int, high: int) -> int:
        """Give where the words up to `high` end without the stops that close them, not below `start`."""
        close = high
        while close > start and self.words[close - 1] in STOPS and self.regions[close - 1] == OUTSIDE:
            close -= 1
        return close

    def after_signs(self, start: int, close: int) -> int:
        """Give where the words from `start` begin without commas and colons."""
        while start < close and self.words[start] in ",:;" and self.regions[start] == OUTSIDE:
            start += 1
        return start

    def quotes(self, draft: Draft) -> bool:
        """Tell whether the latest contents of `draft` hold quoted words."""
        regions = self.regions
        return any(
            regions[k] != OUTSIDE for _, start, end in draft.content[-_LATEST:] for k in range(start, end)
        )


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word in its sentence.

    The sentence's tokens run from `low` to `close`, its stops left out; `run` holds the reporting word with
    its auxiliaries and particle, `at` is the word itself, and `before` are the drafts of the same sentence.
    """

    low: int
    close: int
    run: Run
    at: int
    verb: Verb
    before: Sequence[Draft]
