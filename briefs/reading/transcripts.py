"""Words given under a label: transcripts, interviews and headlines of the form "NAME: words"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from briefs.reading.draft import Draft
from briefs.reading.grammar import load_grammar
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.phrases import Run
    from briefs.reading.tokens import Paragraph

_LONGEST_LABEL: Final = 6
_HEADLINE: Final = 25
_MARKS: Final = frozenset("\"“”„«»‘'") | {"''", "``"}
_GRAMMAR: Final = load_grammar()
_NO_SPEAKER: Final = _GRAMMAR.headings | _GRAMMAR.determiners | (_GRAMMAR.pronouns - {"i"})
_INSIDE_NAMES: Final = frozenset(".-'’()&") | {"’s", "'s", "of", "the", "and"}


def transcripts(paragraphs: Sequence[Paragraph], skipped: Sequence[bool]) -> dict[int, Draft]:
    """Find the paragraphs whose words stand under a speaker's label; by paragraph number.

    A label in capitals, "Q" and "A", or one that labels several paragraphs makes a transcript; a short
    line with a name before a colon is a headline that quotes.
    """
    labels = {
        number: label
        for number, paragraph in enumerate(paragraphs)
        if not skipped[number] and (label := _label(paragraph)) is not None
    }
    if not labels:
        return {}
    names = {
        number: " ".join(paragraphs[number].lowered[start:end]) for number, (start, end) in labels.items()
    }
    often = Counter(names.values())
    found: dict[int, Draft] = {}
    speaking: Draft | None = None
    for number, paragraph in enumerate(paragraphs):
        label = labels.get(number)
        if label is None:
            if (
                speaking is not None
                and not skipped[number]
                and paragraph.words[0] in _MARKS
                and paragraph.regions[-1] != OUTSIDE
            ):
                speaking.content.append((number, 0, len(paragraph)))
                found[number] = speaking
            else:
                speaking = None
            continue
        start, end = label
        word = paragraph.words[start]
        capitals = all(token.isupper() or not token[0].isalpha() for token in paragraph.words[start:end])
        speaking = None
        if (capitals and (len(word) > 2 or word in ("Q", "A"))) or often[names[number]] > 1:
            speaking = _draft(paragraph, number, label, "transcript")
            found[number] = speaking
        elif len(paragraph) <= _HEADLINE and paragraph.words[0] not in _MARKS:
            found[number] = _draft(paragraph, number, label, "headline")
    return found


def _draft(paragraph: Paragraph, number: int, label: Run, frame: str) -> Draft:
    size = len(paragraph)
    return Draft(number, label, (label[1], label[1] + 1), [(number, label[1] + 1, size)], None, frame)


def _label(paragraph: Paragraph) -> Run | None:
    words = paragraph.words
    start = 1 if words[0] in _MARKS else 0
    end = start
    while end < len(words) and end - start <= _LONGEST_LABEL and words[end] != ":":
        word = words[end]
        if not word[0].isupper() and word not in _INSIDE_NAMES:
            return None
        end += 1
    if end >= len(words) - 2 or words[end] != ":" or end == start:
        return None
    if end == start + 1 and words[start] in ("Q", "A"):
        return start, end
    if not words[start][0].isupper() or paragraph.lowered[start] in _NO_SPEAKER:
        return None
    if paragraph.starts[end + 1] == paragraph.ends[end]:
        return None  # "10:30", "https://"
    return start, end
