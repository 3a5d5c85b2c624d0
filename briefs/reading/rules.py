"""The rules: reporting words, who says them, and what is said, read off the surface of one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.draft import Draft
from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import Verb, load_lexicon
from briefs.reading.phrases import Run, phrase_after, phrase_before
from briefs.reading.tokens import OUTSIDE
from briefs.reading.units import marks, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.tokens import Paragraph

_GRAMMAR: Final = load_grammar()
_LEXICON: Final = load_lexicon()
_VERBS: Final = _LEXICON.verbs
_BE: Final = frozenset("was were is are be been being got gets get".split())
_STOPS: Final = frozenset(".!?;")
_INNER: Final = frozenset("'’”\"")
_ENDINGS: Final = frozenset(",?!—–-…") | {"..."}
_CONJUNCTIONS: Final = frozenset("and but or then while yet".split())
_GROUP: Final = _GRAMMAR.auxiliaries | _GRAMMAR.adverbs
_ALONE: Final = frozenset(
    "some many most several one two three others another all both those these each any few more this that".split()
)
_FILLERS: Final = frozenset("but and so yet meanwhile however still then also".split())
_OPENERS: Final = (
    _GRAMMAR.prepositions
    | _GRAMMAR.subordinators
    | _GRAMMAR.days
    | frozenset("asked here there earlier later last".split())
) - {"like"}
_NAMING: Final = frozenset("call refer describe dub label term brand characterize see view".split())
_QUOTING: Final = frozenset("quoted quotes quoting cited cites citing".split())
_CARRYING: Final = frozenset(
    "say tell add explain write note argue state recall warn ask insist declare reply claim stress".split()
)
_TITLING: Final = frozenset("call label dub brand deem".split())
_PLURAL: Final = frozenset(
    "they we i you who people some many most others those these both few police men women all voters media percent".split()
)
_CLAUSE: Final = frozenset("that to how why whether what he she they it we i you there if".split())
_ADJUNCTS: Final = (
    frozenset(
        "on in at during to of after before via through from with by about for when as while last this earlier".split()
    )
    | _GRAMMAR.days
)
_REACH: Final = 16
#: How many tokens around a cue, and how many findings before it, are looked at: bounds the work.
_BACK: Final = 300
_KEPT: Final = 6
_LATEST: Final = 4


class ParagraphRules:
    """Reads one paragraph; `find` gives its drafts in text order."""

    def __init__(self, paragraph: Paragraph, number: int) -> None:
        """Take the paragraph and its number in the article."""
        self.p = paragraph
        self.number = number
        self.words = paragraph.words
        self.lowered = paragraph.lowered
        self.regions = paragraph.regions
        self.marked = marks(paragraph)
        self.drafts: list[Draft] = []

    def find(self) -> list[Draft]:
        """Find the attributions that stand wholly in this paragraph."""
        lowered, regions = self.lowered, self.regions
        if self.p.quotations and self._signed():
            return self.drafts
        cues = [
            at
            for at, word in enumerate(lowered)
            if (word in _VERBS or word == "according") and regions[at] == OUTSIDE
        ]
        if not cues and not self.p.quotations:
            return self.drafts
        at = 0
        for number, (low, high) in enumerate(units(self.p, self.marked)):
            first = len(self.drafts)
            after = low
            while at < len(cues) and cues[at] < high:
                cue = cues[at]
                at += 1
                if cue < after:
                    continue
                draft = self._cue(
                    max(low, cue - _BACK),
                    min(high, cue + _BACK),
                    cue,
                    self.drafts[max(first, len(self.drafts) - _KEPT) :],
                )
                if draft is not None:
                    draft.unit = number
                    self.drafts.append(draft)
                    if draft.cue:
                        after = draft.cue[1]
            if len(self.drafts) == first:
                self._uncued(low, high, number)
        return self.drafts

    def _signed(self) -> bool:
        """Read '"..." — Jane Doe' that makes a whole paragraph."""
        size = len(self.words)
        dash = next(
            (k for k in range(size - 1, max(0, size - 12), -1) if self.words[k] in ("—", "–", "―", "-")), None
        )
        if (
            dash is None
            or dash < 4
            or dash + 1 >= size
            or not self.marked[dash - 1]
            or not self._opens_quoted(0)
        ):
            return False
        name = self.words[dash + 1 : size]
        if not name[0][0].isupper() or any(
            word[0].islower() and word not in ("of", "de", "van", "von", "the", "and") for word in name
        ):
            return False
        end = next(
            (
                k
                for k in range(dash + 1, size)
                if self.words[k] in ",(" or (self.words[k] == "." and k == size - 1)
            ),
            size,
        )
        self.drafts.append(self._draft((dash + 1, end), (dash, dash + 1), [(0, dash)], None, "signature"))
        return True

    # one cue

    def _cue(self, low: int, high: int, at: int, before: Sequence[Draft]) -> Draft | None:
        if self.lowered[at] == "according":
            return self._according(low, high, at)
        verb = _VERBS[self.lowered[at]]
        start = at
        while (
            start > low
            and self.regions[start - 1] == OUTSIDE
            and (
                self.lowered[start - 1] in _GROUP
                or (self.lowered[start - 1].endswith("ly") and self.words[start - 1][0].islower())
            )
        ):
            start -= 1
        end = self._with_particle(at, high, verb)
        if end == at + 1 and "particle" in verb.takes:
            return None
        if (
            verb.lemma in ("continue", "seek", "go")
            and end < high
            and self.lowered[end] in ("to", "with", "in", "on")
        ):
            return None
        if start > low and self.lowered[start - 1] == "to" and verb.form == "base":
            return None
        close = high
        while close > end and self.words[close - 1] in _STOPS and self.regions[close - 1] == OUTSIDE:
            close -= 1
        if verb.form == "ing":
            return self._participle(low, close, (start, end), verb, before)
        if verb.form == "past" and self._passive(start, at):
            return self._by(low, close, (start, end), verb)
        return self._finite(low, close, (start, end), at, verb, before)

    def _with_particle(self, at: int, high: int, verb: Verb) -> int:
        particles = _LEXICON.particles.get(verb.lemma)
        if (
            particles
            and at + 1 < high
            and self.lowered[at + 1] in particles
            and self.regions[at + 1] == OUTSIDE
        ):
            return at + 2
        return at + 1

    def _passive(self, start: int, at: int) -> bool:
        return any(self.lowered[k] in _BE for k in range(start, at))

    def _according(self, low: int, high: int, at: int) -> Draft | None:
        if at + 2 >= high or self.lowered[at + 1] != "to":
            return None
        source = phrase_after(self.p, at + 2, high)
        if source is None:
            return None
        close = high
        while close > source[1] and self.words[close - 1] in _STOPS and self.regions[close - 1] == OUTSIDE:
            close -= 1
        content: list[Run] = []
        if at - low >= 3:
            content.append((low, at))
            if (
                source[1] < close
                and self.words[source[1]] == ","
                and self.words[at - 1] == ","
                and not self._clause_opens(low, at)
            ):
                content.append((source[1] + 1, close))
        else:
            start = source[1]
            while start < close and self.words[start] != ",":
                start += 1
            content.append((start + 1, close) if start + 1 < close else (source[1], close))
        return self._draft(source, (at, at + 2), content, "accord", "according")

    def _clause_opens(self, low: int, at: int) -> bool:
        """Tell whether the words before `at` already hold a whole clause."""
        return any(
            self.lowered[k] in _GRAMMAR.auxiliaries
            or self.lowered[k] in _VERBS
            or self.lowered[k].endswith("ed")
            for k in range(low, at)
        )

    def _by(self, low: int, close: int, cue: Run, verb: Verb) -> Draft | None:
        at = cue[1]
        if verb.lemma == "quote":
            return None
        for k in range(at, min(close, at + 8)):
            if self.regions[k] == OUTSIDE and self.lowered[k] == "by":
                source = phrase_after(self.p, k + 1, close)
                if source is None:
                    return None
                subject = phrase_before(self.p, low, cue[0])
                content: list[Run] = [subject] if subject else []
                if k > at:
                    content.append((at, k))
                rest = self._strip(source[1], close)
                if (
                    verb.takes & {"calling", "judging"}
                    and rest < close
                    and self.lowered[rest] in ("as", "for", "of", "over", "to")
                ):
                    content.append((rest, close))
                if not content:
                    return None
                return self._draft(source, (cue[0], k + 1), content, verb.lemma, "passive")
        return None

    def _participle(
        self, low: int, close: int, cue: Run, verb: Verb, before: Sequence[Draft]
    ) -> Draft | None:
        at = cue[0]
        if (
            at > low
            and self.lowered[at - 1] == "as"
            and at - 2 >= low
            and self.lowered[at - 2] in ("quoted", "cited", "reported")
        ):
            start = at - 2
            while start > low and self.lowered[start - 1] in _GROUP:
                start -= 1
            source = phrase_before(self.p, low, start)
            if source is None:
                return None
            return self._reporting(low, close, (start, cue[1]), verb, source, "quoted as saying")
        if at > low and self.lowered[at - 1] == "as":
            quoting = next(
                (k for k in range(at - 2, max(low, at - 16) - 1, -1) if self.lowered[k] in _QUOTING), None
            )
            if quoting is not None:
                source = phrase_after(self.p, quoting + 1, at - 1)
                if source is not None:
                    self.drafts[-2:] = [
                        d for d in self.drafts[-2:] if not (d.cue and d.cue[0] <= quoting < d.cue[1])
                    ]
                    return self._rightward(close, (at - 1, cue[1]), verb, source, "quoted as saying")
        if any(self.lowered[k] in _BE for k in range(cue[0], cue[1])):
            source = phrase_before(self.p, low, cue[0])
            return self._rightward(close, cue, verb, source, "progressive") if source else None
        if at == low:
            comma = next(
                (k for k in range(at, close) if self.words[k] == "," and self.regions[k] == OUTSIDE), None
            )
            source = phrase_after(self.p, comma + 1, close) if comma is not None else None
            draft = self._rightward(comma, cue, verb, source, "fronted") if comma is not None else None
            return draft if source else None
        opens = (
            self.words[at - 1] in ",—–"
            or self.marked[at - 1]
            or self.lowered[at - 1]
            in ("and", "while", "by", "in", "after", "before", "when", "without", "for", "from", "of")
        )
        if not opens and not verb.takes & {"saying", "telling", "calling"}:
            return None
        main = self._main(before)
        own = phrase_before(self.p, low, at) if self.words[at - 1][0].isupper() else None
        if own is not None and own[0] > low and self.lowered[own[0] - 1] == "with":
            source = own
        elif main is not None:
            source = main.source
            if self.words[at - 1] == ",":
                self._cut(before, at - 1)
        elif opens or self.lowered[at - 1] in _GRAMMAR.writings:
            source = self._subject(low, at)
        else:
            source = phrase_before(self.p, low, at)
        return self._rightward(close, cue, verb, source, "participle") if source else None

    def _finite(
        self, low: int, close: int, cue: Run, at: int, verb: Verb, before: Sequence[Draft]
    ) -> Draft | None:
        previous = cue[0] - 1
        if previous < low:
            if verb.form == "base":
                return None
            # the unit begins with the cue: '"...?" said Smith.' whose quotation ended the unit before
            source = phrase_after(self.p, cue[1], close)
            if source and self.number_before(low):
                return self._draft(source, cue, [], verb.lemma, "inverted apart")
            return None
        word = self.words[previous]
        inverted = self._inverted(low, close, cue, verb, before)
        if inverted is not None:
            return inverted
        if self.lowered[previous] in _CONJUNCTIONS or (word == "," and cue[0] < at):
            main = self._main(before)
            source = main.source if main is not None else self._subject(low, previous)
            if source is None:
                return None
            if before:
                self._cut(before, previous)
            return self._rightward(close, cue, verb, source, "conjoined")
        if verb.form == "base" and self.lowered[previous] in ("to", "'d", "let", "not"):
            return None
        if self.lowered[previous] in ("which", "that"):
            return self._rightward(close, cue, verb, (previous, previous + 1), "relative")
        source = phrase_before(self.p, low, cue[0])
        if source is None or not self._agrees(source, cue, at, verb, close):
            return None
        if (
            verb.lemma in _NAMING
            and source[0] > low
            and self.lowered[source[0] - 1] in ("what", "which", "whom")
        ):
            return self._naming(close, cue, verb, source)
        return self._reporting(low, close, cue, verb, source, "subject", before)

    def _naming(self, close: int, cue: Run, verb: Verb, source: Run) -> Draft | None:
        """Read 'what Smith calls "a disgrace"': the content ends with the name given."""
        draft = self._rightward(close, cue, verb, source, "naming")
        if draft is None or not draft.content:
            return None
        number, start, end = draft.content[0]
        opening = next((k for k in range(start, min(end, start + 6)) if self.regions[k] != OUTSIDE), None)
        if opening is not None:
            last = opening
            while last < end and self.regions[last] == self.regions[opening]:
                last += 1
            draft.content = [(number, start, min(last + 1, end))]
        return draft

    def _agrees(self, source: Run, cue: Run, at: int, verb: Verb, close: int) -> bool:
        """Tell whether the phrase can be the subject of the form in which the reporting word stands."""
        last = self.lowered[source[1] - 1]
        pronoun = last in _GRAMMAR.pronouns
        if last in _GRAMMAR.determiners - _ALONE or last in _GRAMMAR.prepositions:
            return False
        helped = any(self.lowered[k] in _GRAMMAR.auxiliaries for k in range(cue[0], at))
        if verb.form == "base" and not helped:
            plural = (
                last in _PLURAL
                or (last.endswith("s") and not last.endswith("'s"))
                or any(self.lowered[k] == "and" for k in range(*source))
            )
            if not plural:
                return False
        if verb.form == "third" and (
            last in ("they", "we", "i", "you")
            or (last.endswith("s") and self.words[source[1] - 1][0].islower())
        ):
            return False
        if (
            verb.lemma in _TITLING
            and verb.form == "past"
            and not helped
            and cue[1] < close
            and not pronoun
            and (self.marked[cue[1]] or self.words[cue[1]][0].isupper())
            and self.words[source[1] - 1][0].islower()
        ):
            return False
        if self.lowered[at - 1] in ("'s", "’s") and verb.form != "past":
            return False
        after_quotation = source[0] >= 2 and self.marked[source[0] - 1] and self._ended(source[0] - 1)
        if self.lowered[at] in _LEXICON.doubtful and not after_quotation:
            following = self.lowered[cue[1]] if cue[1] < close else "."
            if pronoun or helped:
                return (following not in ("of",) and following[0].isalnum()) or self.words[
                    cue[1] : cue[1] + 1
                ] in (["“"], ['"'], [":"], [","])
            return (
                following in _CLAUSE
                or following == ":"
                or (cue[1] < close and self.marked[cue[1]])
                or (
                    following in _GRAMMAR.determiners | _GRAMMAR.objects
                    and (verb.form == "past" or (verb.form == "third" and verb.lemma == "call"))
                )
            )
        return True

    def number_before(self, low: int) -> bool:
        """Tell whether a quotation ends right before token `low`."""
        return low > 0 and self.marked[low - 1]

    def _inverted(self, low: int, close: int, cue: Run, verb: Verb, before: Sequence[Draft]) -> Draft | None:
        """Read '"...," said X' and '..., said X'."""
        previous = cue[0] - 1
        mark = self.marked[previous]
        comma = self.words[previous] == ","
        if not (mark or comma) or (verb.form == "base" and cue[1] - cue[0] > 1):
            return None
        if cue[1] - cue[0] > 1 and self.lowered[cue[0]] in _BE:
            return None
        quoted = mark or (previous - 1 >= low and self.marked[previous - 1])
        if comma and not quoted and self._apposition(low, cue[0]):
            return None
        if mark and not self._ended(previous):
            return None
        source = phrase_after(self.p, cue[1], close)
        if source is None or self.lowered[source[0]] in _GRAMMAR.days or self.lowered[source[0]] in ("that",):
            return None
        following = source[1]
        bounded = (
            following >= close
            or self.words[following] in ',;:—–("“'
            or self.lowered[following] in _ADJUNCTS
            or self.lowered[following] in ("who", "that")
        )
        if not quoted and (not bounded or previous - low < 3 or not verb.takes & {"saying"}):
            return None
        if not quoted and phrase_before(self.p, low, cue[0]) and self.lowered[source[0]] in _GRAMMAR.pronouns:
            return None
        left = self._left_start(low, previous)
        if left > low:
            self._cut(before, left)
        content: list[Run] = [(left, previous + 1)]
        self._add_rest(content, source[1], close)
        return self._draft(source, cue, content, verb.lemma, "inverted")

    def _apposition(self, low: int, at: int) -> bool:
        """Tell whether "Smith, a lawyer," stands right before `at`, alone in its clause."""
        subject = phrase_before(self.p, low, at)
        if subject is None:
            return False
        before = subject[0] - 1
        return before < low or not self.words[before][0].isalnum() or self.lowered[before] in _GRAMMAR.breaks

    def _left_start(self, low: int, previous: int) -> int:
        """Give where the words before a cue begin that belong to it."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not last.cue or last.cue[0] < low:
            return low
        region = self._region_ending(previous)
        if region is None or any(
            number == self.number and start in (region, region - 1) for number, start, _ in last.content
        ):
            return low  # the quotation is the earlier cue's: this one reports the whole sentence
        return region

    def _region_ending(self, at: int) -> int | None:
        k = at
        while k >= 0 and self.regions[k] == OUTSIDE and at - k < 3:
            k -= 1
        if k < 0 or self.regions[k] == OUTSIDE:
            return None
        region = self.regions[k]
        while k > 0 and self.regions[k - 1] == region:
            k -= 1
        return k

    def _add_rest(self, content: list[Run], start: int, close: int) -> None:
        """Add the quotation that goes on after cue and source, unless another cue stands between."""
        k = start
        while k < close and self.regions[k] == OUTSIDE:
            if self.lowered[k] in _VERBS and k > start + 1:
                return
            k += 1
        if close - k >= 2:
            content.append((k, close))

    def _reporting(
        self,
        low: int,
        close: int,
        cue: Run,
        verb: Verb,
        source: Run | None,
        frame: str,
        before: Sequence[Draft] = (),
    ) -> Draft | None:
        """Read '"...," X said' and 'X said ...', whichever it is."""
        if source is None:
            return None
        pre = source[0] - 1
        told = None
        start = cue[1]
        if "telling" in verb.takes:
            told, start = self._told(start, close)
        if pre >= low and pre - low >= 2 and (self.marked[pre] or self.words[pre] in ",—–"):
            marked = self.marked[pre] or self.marked[pre - 1]
            tail = self._tail_is_adjunct(start, close)
            leading = self._opens_quoted(low)
            if not marked and self.lowered[low] in _OPENERS and close - start > 3 and not tail:
                tail = False
            elif (
                not marked
                and self.lowered[low] in _GRAMMAR.prepositions
                and start < close
                and self.words[start] == ","
                and close - start > 3
            ):
                return self._rightward(close, cue, verb, source, frame)
            if (marked and (tail or leading or self._ended(pre))) or (
                tail and verb.takes & {"saying", "telling", "thinking", "showing"}
            ):
                if not (marked and not tail and not self._ended(pre)):
                    left = self._left_start(low, pre)
                    if left > low and before:
                        self._cut(before, left)
                    content: list[Run] = [(left, pre + 1)]
                    if start < close and self.words[start] == "," and self._goes_on(start + 1, close, marked):
                        content.append((start + 1, close))
                    else:
                        self._add_rest(content, start, close)
                    return self._draft(source, cue, content, verb.lemma, frame + ", after its words", told)
        if before:
            self._cut_clause(before, source[0])
        return self._rightward(close, cue, verb, source, frame)

    def _goes_on(self, start: int, close: int, marked: bool) -> bool:
        """Tell whether the words after "X said," go on with what is said."""
        if start >= close:
            return False
        if not marked:
            return True
        word = self.lowered[start]
        return (
            self.regions[start] == OUTSIDE
            and not self.marked[start]
            and not (
                word.endswith("ing")
                or word in _GRAMMAR.prepositions
                or word in _GRAMMAR.breaks
                or word in _GRAMMAR.subordinators
                or word in _GRAMMAR.determiners
            )
        )

    def _ended(self, pre: int) -> bool:
        """Tell whether the quotation before `pre` ends as one that a cue follows."""
        if not self.marked[pre]:
            return True
        last = pre - 1
        while last > 0 and self.words[last] in _INNER:
            last -= 1
        return last >= 0 and (self.words[last] in _ENDINGS or self.words[last] in _STOPS)

    def _opens_quoted(self, low: int) -> bool:
        return self.regions[low] != OUTSIDE or (low + 1 < len(self.words) and self.marked[low])

    def _tail_is_adjunct(self, start: int, close: int) -> bool:
        if start >= close or self.words[start] in ",;.—–(":
            return True
        if self.lowered[start] not in _ADJUNCTS:
            return False
        return not any(
            self.lowered[k] == "that" or self.marked[k] or self.words[k] == ":"
            for k in range(start, min(close, start + _REACH))
            if self.regions[k] == OUTSIDE
        )

    def _told(self, start: int, close: int) -> tuple[Run | None, int]:
        if start < close and self.lowered[start] in _GRAMMAR.objects and self.regions[start] == OUTSIDE:
            return (start, start + 1), start + 1
        told = phrase_after(self.p, start, close)
        if told is None or (told[1] >= close and told[1] - told[0] > 6):
            return None, start
        return told, told[1]

    def _rightward(self, close: int, cue: Run, verb: Verb, source: Run | None, frame: str) -> Draft | None:
        start = cue[1]
        told = None
        if "telling" in verb.takes:
            told, start = self._told(start, close)
        start = self._content_start(start, close)
        if close - start < 1 or (close - start < 2 and not verb.takes & {"judging", "calling"}):
            if start >= close and self.words[min(start, len(self.words)) - 1] == ":":
                return self._draft(source, cue, [], verb.lemma, "lead-in", told)
            return None
        return self._draft(source, cue, [(start, close)], verb.lemma, frame, told)

    def _content_start(self, start: int, close: int) -> int:
        if start < close and self.regions[start] == OUTSIDE and self.lowered[start] in _ADJUNCTS:
            k = start
            while k < close and k - start < _REACH and self.regions[k] == OUTSIDE:
                if self.lowered[k] == "that" or self.marked[k] or self.words[k] == ":":
                    start = k
                    break
                k += 1
            else:
                while start < close and self.lowered[start] in _GRAMMAR.days:
                    start += 1
        elif start < close and self.words[start] == ",":
            k = start + 1
            while k < close and k - start < _REACH and self.regions[k] == OUTSIDE and self.words[k] != ",":
                k += 1
            if k < close and self.words[k] == "," and k + 1 < close:
                start = k
        return self._strip(start, close)

    def _strip(self, start: int, close: int) -> int:
        while start < close and self.words[start] in ",:;" and self.regions[start] == OUTSIDE:
            start += 1
        return start

    def _subject(self, low: int, at: int) -> Run | None:
        """Find the subject of the unit that begins at `low`: its first noun phrase that a verb follows."""
        words, lowered, regions = self.words, self.lowered, self.regions
        start = low
        if words[low].isupper() and len(words[low]) > 2:
            dash = next((k for k in range(low, min(at, low + 14)) if words[k] in ("—", "–", "-", "―")), None)
            start = dash + 1 if dash is not None else low
        first = True
        while start < at:
            while start < at and (
                regions[start] != OUTSIDE or not words[start][0].isalnum() or lowered[start] in _FILLERS
            ):
                start += 1
            if start >= at:
                return None
            fronted = (
                lowered[start] in _OPENERS
                or lowered[start].endswith("ing")
                or (first and words[start][0].isupper() and lowered[start].endswith(("ed", "ly")))
            )
            first = False
            if not fronted:
                run = self._subject_at(start, at)
                if run is not None:
                    return run
            while start < at and not (words[start] in ",—–;" and regions[start] == OUTSIDE):
                start += 1
            start += 1
        return None

    def _subject_at(self, start: int, at: int) -> Run | None:
        words, lowered = self.words, self.lowered
        if lowered[start] in _GRAMMAR.pronouns:
            return (start, start + 1)
        end = start
        while end < at and end - start < 16 and self.regions[end] == OUTSIDE:
            word, low_word = words[end], lowered[end]
            if end > start and self._finite_verb(end, start):
                break
            if end > start and low_word in _GRAMMAR.breaks - {"and", "or"}:
                break
            if not word[0].isalnum() and word not in ("-", "'", "’", ".", "'s", "’s", "&"):
                break
            end += 1
        if end == start:
            return None
        follow = end
        if follow < at and words[follow] == ".":
            return None
        if follow < at and (words[follow] in ",—–(" or lowered[follow] in ("who", "which")):
            sign = {",": ",", "—": "—", "–": "–", "(": ")"}.get(words[follow], ",")
            skip = follow + 1
            if lowered[follow] in ("who", "which"):
                while skip < at and not self._finite_verb(skip, start) and words[skip] != ",":
                    skip += 1
                return self._headed(start, end)
            while skip < at and words[skip] != sign:
                skip += 1
            follow = skip + 1
        while follow < at and (
            lowered[follow] in _GRAMMAR.adverbs
            or lowered[follow].endswith("ly")
            or lowered[follow] in _GRAMMAR.days
            or lowered[follow] == "on"
        ):
            follow += 1
        if follow >= at:
            return self._headed(start, end) if end >= at or follow > end + 1 else None
        if self._finite_verb(follow, start):
            return self._headed(start, end)
        return None

    def _headed(self, start: int, end: int) -> Run | None:
        while end > start and (
            self.lowered[end - 1] in _GRAMMAR.days
            or self.lowered[end - 1] in _GRAMMAR.prepositions
            or self.lowered[end - 1] in _GRAMMAR.adverbs
        ):
            end -= 1
        return (
            (start, end)
            if end > start and self.lowered[end - 1] not in _GRAMMAR.determiners - _ALONE
            else None
        )

    def _finite_verb(self, at: int, start: int) -> bool:
        """Tell whether the word at `at` is likely a finite verb after a noun phrase from `start`."""
        word, low_word = self.words[at], self.lowered[at]
        if not word[0].islower() and low_word not in ("'s", "’s"):
            return False
        if low_word in _GRAMMAR.auxiliaries:
            return low_word not in ("'s", "’s")
        if low_word in _GRAMMAR.pasts:
            return True
        if low_word.endswith("ed") and len(low_word) > 4:
            return self.lowered[at - 1] not in _GRAMMAR.determiners and self.lowered[at - 1] not in (
                "'s",
                "’s",
                "of",
            )
        verb = _VERBS.get(low_word)
        if verb is not None and verb.form in ("past", "third") and low_word not in _LEXICON.doubtful:
            return True
        return (
            verb is not None
            and verb.form == "third"
            and self.words[at - 1][0].isupper()
            and at - start >= 1
            and at + 1 < len(self.words)
            and self.lowered[at + 1] in _CLAUSE | _GRAMMAR.determiners
        )

    def _main(self, before: Sequence[Draft]) -> Draft | None:
        """Find the last finding of the unit that does not stand inside another's words."""
        for draft in reversed(before):
            if draft.source is None or draft.cue is None or draft.frame == "relative":
                continue
            if self.lowered[draft.source[0]] == "who":
                continue
            if not any(
                start <= draft.cue[0] < end
                for other in before
                if other is not draft
                for _, start, end in other.content
            ):
                return draft
        return None

    def _cut(self, before: Sequence[Draft], at: int) -> None:
        """End the contents that run over token `at` there."""
        for draft in before:
            draft.content = [
                (number, start, min(end, at) if number == self.number and start < at else end)
                for number, start, end in draft.content
            ]

    def _cut_clause(self, before: Sequence[Draft], start: int) -> None:
        """End the content before a clause of its own: "said A, and Smith said B"."""
        at = start
        while at > 0 and self.lowered[at - 1] in (
            "and",
            "but",
            "while",
            "though",
            "although",
            ",",
            ";",
            "—",
            "as",
            "however",
            "then",
        ):
            at -= 1
        if at < start:
            self._cut(before, at)

    # units without a cue

    def _uncued(self, low: int, high: int, number: int) -> None:
        """Give a quotation without a reporting word to who spoke last, or to the one a colon names."""
        quoted = sum(1 for k in range(low, high) if self.regions[k] != OUTSIDE)
        if not quoted:
            return
        last = self._last_speaking(number)
        opens = self._opens_quoted(low)
        if (
            last is not None
            and any(self._holds_quotation(run) for run in last.content[-_LATEST:])
            and (quoted > 0.6 * (high - low) or opens)
        ):
            end = high
            if quoted <= 0.6 * (high - low):
                end = next(
                    (k for k in range(low + 1, high) if self.regions[k] == OUTSIDE and self.marked[k]), high
                )
            last.content.append((self.number, low, end))
            return
        mark = next(k for k in range(low, high) if self.regions[k] != OUTSIDE)
        close = high
        while close > mark + 1 and self.words[close - 1] in _STOPS and self.regions[close - 1] == OUTSIDE:
            close -= 1
        if opens:
            self._alone(low, close, number)
            return
        if any(self.lowered[k] in ("asked", "told") for k in range(low, mark)):
            return
        colon = mark >= low + 2 and (self.words[mark - 1] == ":" or self.words[mark - 2] in (":", ","))
        if not colon:
            return
        source = self._named_before_colon(low, mark) or self._subject(low, mark)
        cue = (mark - 2, mark - 1) if self.words[mark - 2] == ":" else None
        if source is not None:
            self.drafts.append(self._draft(source, cue, [(mark - 1, close)], None, "colon"))
        elif cue is not None and last is not None and last.source is not None and last.unit == number - 1:
            self._carried(last, [(mark - 1, close)], "after speech")

    def _last_speaking(self, number: int) -> Draft | None:
        """Give the last finding, or the one before it in the same unit that holds the quotation."""
        if not self.drafts:
            return None
        last = self.drafts[-1]
        here = [draft for draft in self.drafts[-6:] if draft.unit == last.unit]
        return next(
            (d for d in reversed(here) if any(self._holds_quotation(run) for run in d.content[-_LATEST:])),
            last,
        )

    def _alone(self, low: int, close: int, number: int) -> None:
        """Give a quotation that stands alone to who spoke, or acted, in the sentence before."""
        last = self.drafts[-1] if self.drafts else None
        if last is None:
            source = self._subject(0, low) if number else None
            if source is not None:
                draft = self._draft(source, None, [(low, close)], None, "sentence before")
                draft.carried = True
                self.drafts.append(draft)
            return
        main = self._main([draft for draft in self.drafts[-_KEPT:] if draft.unit == number - 1])
        if main is not None and main.lemma in _CARRYING:
            self._carried(main, [(low, close)], "after speech")

    def _carried(self, speaker: Draft, content: list[Run], frame: str) -> None:
        draft = self._draft(speaker.source, None, content, None, frame)
        draft.carried = True
        self.drafts.append(draft)

    def _named_before_colon(self, low: int, mark: int) -> Run | None:
        """Find "Jane Doe" in '... - Jane Doe: "..."'."""
        if mark < low + 3 or self.words[mark - 2] != ":":
            return None
        end = mark - 2
        if (
            end - low <= 6
            and self.words[low][0].isupper()
            and self.lowered[low] not in _OPENERS | _GRAMMAR.pronouns
            and not any(self._finite_verb(k, low) for k in range(low + 1, end))
        ):
            return (low, end)
        start = end
        while (
            start > low
            and self.regions[start - 1] == OUTSIDE
            and (
                self.words[start - 1][0].isupper()
                or (self.words[start - 1] == "." and len(self.words[start - 2]) <= 4)
            )
        ):
            start -= 1
        return (start, end) if end - start >= 2 and not self.words[start].isupper() else None

    def _holds_quotation(self, run: tuple[int, int, int]) -> bool:
        return any(self.regions[k] != OUTSIDE for k in range(run[1], run[2]))

    def _draft(
        self,
        source: Run | None,
        cue: Run | None,
        content: list[Run],
        lemma: str | None,
        frame: str,
        told: Run | None = None,
    ) -> Draft:
        return Draft(
            self.number,
            source,
            cue,
            [(self.number, *run) for run in content if run[0] < run[1]],
            lemma,
            frame,
            told,
        )
