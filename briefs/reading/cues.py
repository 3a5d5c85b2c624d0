"""One reporting word: who says it, by the shapes in which English news puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.agreement import agrees
from briefs.reading.clause import holds_verb, subject
from briefs.reading.contents import ADJUNCTS, named, reported, reported_after, rest
from briefs.reading.earlier import cut, main_finding, own_start
from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.line import Cue
from briefs.reading.participles import participle
from briefs.reading.phrases import phrase_after, phrase_before
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.lexicon import Verb
    from briefs.reading.line import Line
    from briefs.reading.phrases import Run

_GRAMMAR: Final = load_grammar()
_LEXICON: Final = load_lexicon()
_NAMING: Final = _LEXICON.groups["naming"]
_ACTING: Final = _LEXICON.groups["acting"]
_GROUP: Final = _GRAMMAR.auxiliaries | _GRAMMAR.adverbs
_ACTS_ON: Final = frozenset(("to", "with", "in", "on"))
_JUDGED: Final = frozenset(("as", "for", "of", "over", "to"))
_NO_FINITE: Final = frozenset(("to", "'d", "let", "not"))
_BOUNDS: Final = frozenset(',;:—–("“')
_PASSIVE_REACH: Final = 8


def read_cue(line: Line, low: int, high: int, at: int, before: Sequence[Draft]) -> Draft | None:
    """Read the reporting word at token `at` of a sentence that runs from `low` to `high`.

    `before` are the drafts of the same sentence, which may be cut.
    """
    lowered = line.lowered
    if lowered[at] == "according":
        return _according(line, low, high, at)
    verb = _LEXICON.verbs[lowered[at]]
    start = _group_start(line, low, at)
    end = _group_end(line, at, high, verb)
    cue = Cue(low, line.before_stops(end, high), (start, end), at, verb, before)
    if _only_acts(line, cue, high):
        return None
    if verb.form == "ing":
        return participle(line, cue)
    if verb.form == "past" and any(word in _GRAMMAR.being for word in lowered[start:at]):
        return _passive(line, cue)
    return _finite(line, cue)


def _group_start(line: Line, low: int, at: int) -> int:
    """Give where the auxiliaries and adverbs before the word begin: "has repeatedly said"."""
    start = at
    while start > low and line.regions[start - 1] == OUTSIDE:
        word = line.lowered[start - 1]
        if word not in _GROUP and not (word.endswith("ly") and line.words[start - 1][0].islower()):
            break
        start -= 1
    return start


def _group_end(line: Line, at: int, high: int, verb: Verb) -> int:
    """Give where the word ends, its particle taken in: "pointed out"."""
    particles = _LEXICON.particles.get(verb.lemma)
    takes = (
        particles and at + 1 < high and line.lowered[at + 1] in particles and line.regions[at + 1] == OUTSIDE
    )
    return at + 2 if takes else at + 1


def _only_acts(line: Line, cue: Cue, high: int) -> bool:
    """Tell whether the word reports nothing here: "point" alone, "continued to", "to say"."""
    start, end = cue.run
    return (
        (end == cue.at + 1 and "particle" in cue.verb.takes)
        or (cue.verb.lemma in _ACTING and end < high and line.lowered[end] in _ACTS_ON)
        or (cue.verb.form == "base" and start > cue.low and line.lowered[start - 1] == "to")
    )


def _according(line: Line, low: int, high: int, at: int) -> Draft | None:
    """Read "according to X": the words before it, or after it where it opens the sentence."""
    words = line.words
    if at + 2 >= high or line.lowered[at + 1] != "to":
        return None
    source = phrase_after(line.paragraph, at + 2, high)
    if source is None:
        return None
    end = source[1]
    close = line.before_stops(end, high)
    content: list[Run] = []
    if at - low >= 3:
        content.append((low, at))
        if end < close and words[end] == words[at - 1] == "," and not holds_verb(line, low, at):
            content.append((end + 1, close))
    else:
        start = end
        while start < close and words[start] != ",":
            start += 1
        content.append((start + 1, close) if start + 1 < close else (end, close))
    return line.draft(source, (at, at + 2), content, "accord", "according")


def _passive(line: Line, cue: Cue) -> Draft | None:
    """Read "was called a disgrace by X"."""
    start, end = cue.run
    if cue.verb.lemma == "quote":
        return None
    by = next(
        (
            k
            for k in range(end, min(cue.close, end + _PASSIVE_REACH))
            if line.regions[k] == OUTSIDE and line.lowered[k] == "by"
        ),
        None,
    )
    source = phrase_after(line.paragraph, by + 1, cue.close) if by is not None else None
    if by is None or source is None:
        return None
    subject_run = phrase_before(line.paragraph, cue.low, start)
    content: list[Run] = [subject_run] if subject_run else []
    if by > end:
        content.append((end, by))
    after = line.after_signs(source[1], cue.close)
    if cue.verb.takes & {"calling", "judging"} and after < cue.close and line.lowered[after] in _JUDGED:
        content.append((after, cue.close))
    return line.draft(source, (start, by + 1), content, cue.verb.lemma, "passive") if content else None


def _finite(line: Line, cue: Cue) -> Draft | None:
    start = cue.run[0]
    previous = start - 1
    if previous < cue.low:
        return _opening(line, cue)
    found = _inverted(line, cue)
    if found is not None:
        return found
    word = line.lowered[previous]
    if word in _GRAMMAR.conjunctions or (word == "," and start < cue.at):
        return _conjoined(line, cue)
    if word in ("which", "that"):
        return reported_after(line, cue, (previous, previous + 1), "relative")
    if cue.verb.form == "base" and word in _NO_FINITE:
        return None
    return _with_subject(line, cue)


def _with_subject(line: Line, cue: Cue) -> Draft | None:
    """Read "X said ..." where X stands right before."""
    start = cue.run[0]
    source = phrase_before(line.paragraph, cue.low, start)
    if source is None or not agrees(line, cue, source):
        return None
    if (
        cue.verb.lemma in _NAMING
        and source[0] > cue.low
        and line.lowered[source[0] - 1] in ("what", "which", "whom")
    ):
        return named(line, cue, source)
    return reported(line, cue, source, "subject")


def _opening(line: Line, cue: Cue) -> Draft | None:
    """Read 'said Smith.' where the quotation before it ended the sentence before."""
    if cue.verb.form == "base" or cue.low == 0 or not line.marked[cue.low - 1]:
        return None
    source = phrase_after(line.paragraph, cue.run[1], cue.close)
    return line.draft(source, cue.run, [], cue.verb.lemma, "inverted apart") if source else None


def _conjoined(line: Line, cue: Cue) -> Draft | None:
    """Read "X said A and added B"."""
    previous = cue.run[0] - 1
    main = main_finding(line, cue.before)
    source = main.source if main is not None else subject(line, cue.low, previous)
    if source is None:
        return None
    cut(line, cue.before, previous)
    return reported_after(line, cue, source, "conjoined")


def _inverted(line: Line, cue: Cue) -> Draft | None:
    """Read '"...," said X' and '..., said X'."""
    start, end = cue.run
    previous = start - 1
    marked = line.marked[previous]
    if not (marked or line.words[previous] == ",") or not _stands_alone(line, cue):
        return None
    quoted = marked or (previous - 1 >= cue.low and line.marked[previous - 1])
    if not line.ends_as_said(previous) or (not quoted and _in_apposition(line, cue.low, start)):
        return None
    source = phrase_after(line.paragraph, end, cue.close)
    if source is None or line.lowered[source[0]] in _GRAMMAR.days or line.lowered[source[0]] == "that":
        return None
    if not quoted and not _inverts_unquoted(line, cue, source):
        return None
    left = own_start(line, cue.low, previous)
    if left > cue.low:
        cut(line, cue.before, left)
    content = [(left, previous + 1), *rest(line, source[1], cue.close)]
    return line.draft(source, cue.run, content, cue.verb.lemma, "inverted")


def _stands_alone(line: Line, cue: Cue) -> bool:
    """Tell whether the word has no auxiliary or particle that keeps its subject before it."""
    start, end = cue.run
    return end - start == 1 or (cue.verb.form != "base" and line.lowered[start] not in _GRAMMAR.being)


def _in_apposition(line: Line, low: int, at: int) -> bool:
    """Tell whether "Smith, a lawyer," stands right before `at`, alone in its clause."""
    found = phrase_before(line.paragraph, low, at)
    if found is None:
        return False
    before = found[0] - 1
    return before < low or not line.words[before][0].isalnum() or line.lowered[before] in _GRAMMAR.breaks


def _inverts_unquoted(line: Line, cue: Cue, source: Run) -> bool:
    """Tell whether '..., said X' says who says the words before, though nothing quotes them."""
    follow = source[1]
    bounded = (
        follow >= cue.close
        or line.words[follow] in _BOUNDS
        or line.lowered[follow] in ADJUNCTS
        or line.lowered[follow] in ("who", "that")
    )
    return (
        bounded
        and cue.run[0] - 1 - cue.low >= 3
        and "saying" in cue.verb.takes
        and not (
            line.lowered[source[0]] in _GRAMMAR.pronouns
            and phrase_before(line.paragraph, cue.low, cue.run[0])
        )
    )
