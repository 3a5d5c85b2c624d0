"""Questions and answers without labels, in an article that says whom it interviews.

An answer belongs to the one interviewed, if it speaks of itself as "I" and "we" or is all quotation; what the
outlet tells between belongs to nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.model.reading import Attribution, Form
from briefs.model.span import Span
from briefs.reading.roster import Kind
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefs.reading.mentions import Cast
    from briefs.reading.people import Who
    from briefs.reading.tokens import Paragraph

_OPENING: Final = 8  # paragraphs in which an interview says whom it is with
_QUESTIONS: Final = 2
_LONGEST_QUESTION: Final = 60
_FIRST: Final = frozenset("i we our us my me i'm we're i've we've i'd we'd i'll we'll mine ours".split())
_SURE: Final = 0.82
_BEFORE: Final = frozenset("with to".split())
_TALKS: Final = frozenset("interview interviewed conversation spoke speaks sat speaking talked talks".split())


def answers(cast: Cast, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """Give the answers of an interview as words of the one interviewed, where nobody has them yet."""
    asked = questions(cast)
    who = interviewed(cast) if asked else None
    if who is None:
        return
    taken = {
        number
        for each in attributions
        if each.speaker is not None
        for span in each.content
        for number in range(cast.paragraph_at(span.start), cast.paragraph_at(span.end - 1) + 1)
        if span.start <= cast.paragraphs[number].starts[0] + 1
    }
    answering = False
    for number, paragraph in enumerate(cast.paragraphs):
        if number in asked:
            answering = True
            continue
        if not answering or number in taken:
            continue
        if _is_answer(paragraph):
            yield _answer(paragraph, who)
        else:
            answering = False


def questions(cast: Cast) -> frozenset[int]:
    """Give the paragraphs of an article that are an interviewer's questions; none where there is but one."""
    found = frozenset(number for number, paragraph in enumerate(cast.paragraphs) if is_question(paragraph))
    return found if len(found) >= _QUESTIONS else frozenset()


def spoken_paragraphs(cast: Cast, labelled: Iterable[int]) -> frozenset[int]:
    """Give the paragraphs of questions and answers: those under a label, and those between questions."""
    asked = questions(cast)
    spoken = asked | frozenset(labelled)
    return spoken | {
        number
        for number in range(len(cast.paragraphs))
        if number - 1 in asked and _is_answer(cast.paragraphs[number])
    }


def is_question(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is an interviewer's question: short, unquoted, ending in its mark."""
    words = paragraph.words
    end = len(words)
    while end > 1 and words[end - 1] in ("*", "_"):
        end -= 1
    return (
        2 < end <= _LONGEST_QUESTION
        and words[end - 1] == "?"
        and (not paragraph.quotations or paragraph.regions[end - 1] == OUTSIDE)
        and not (paragraph.quotations and paragraph.regions[1] == 0 and paragraph.regions[-2] == 0)
        and ":" not in words[:4]
    )


def _is_answer(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is spoken: all quotation, or of "I" and "we" outside quotation marks."""
    outside = [
        word for word, region in zip(paragraph.lowered, paragraph.regions, strict=True) if region == OUTSIDE
    ]
    if paragraph.quotations and not any(word[0].isalnum() for word in outside):
        return True
    spoken = {word.replace("\u2019", "'") for word in outside}
    return bool(spoken & _FIRST) and paragraph.words[-1] != ":"


def _answer(paragraph: Paragraph, who: Who) -> Attribution:
    inside = [region for region in paragraph.quotations if region.start < region.end]
    spoken = all(
        region != OUTSIDE or not word[0].isalnum()
        for word, region in zip(paragraph.words, paragraph.regions, strict=True)
    )
    quoted = tuple(Span(region.start, region.end) for region in inside) if spoken else ()
    return Attribution(
        form=Form.DIRECT if quoted else Form.INDIRECT,
        source=(),
        cue=(),
        content=(Span(paragraph.starts[0], paragraph.ends[-1]),),
        quoted=quoted,
        actor=who.actor,
        speaker=who.name,
        side=who.side,
        via=None,
        force="say",
        confidence=_SURE,
    )


def interviewed(cast: Cast) -> Who | None:
    """Give the one person with whom an article says that it is an interview; None where there are two."""
    found: dict[str, Who] = {}
    for number, paragraph in enumerate(cast.paragraphs[:_OPENING]):
        if not _TALKS & set(paragraph.lowered):
            continue
        for mention in cast.mentions[number]:
            who = mention.who
            if who.kind is not Kind.PERSON or who.unnamed or who.name is None or mention.inner:
                continue
            before = paragraph.lowered[max(0, mention.first - 7) : mention.first]
            after = paragraph.lowered[mention.last : mention.last + 8]
            if _is_with(before, after):
                found[who.key] = who
        if found:
            break
    return next(iter(found.values())) if len(found) == 1 else None


def _is_with(before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether the words around a name tell that the interview is with its bearer."""
    if _TALKING & set(before) and _BEFORE & set(before):
        return True
    if _TALKING & set(after[:3]) and _BEFORE & set(after):
        return True
    return bool({"interview", "interviewed"} & set(after))


_TALKING: Final = frozenset("interview interviewed conversation spoke speaks sat talked".split())
