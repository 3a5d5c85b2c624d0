"""Variants of a paragraph that say the same with other names, numbers and quotation marks.

They teach the models to lean on the build of a sentence instead of on the persons of one campaign.
"""

from __future__ import annotations

import random
from collections import Counter

from briefs.reading.tokens import OUTSIDE, Paragraph

#: Names from elsewhere in the world that stand in for those of the corpus.
FOREIGN = """
Zelenskiy Zelensky Zelenskyy Medinsky Peskov Lavrov Umerov Yermak Budanov Dmitriev Witkoff Kushner
Ushakov Sybiha Svyrydenko Shmyhal Kuleba Zakharova Medvedev Shoigu Belousov Putin Macron Scholz Merz
Starmer Tusk Orban Fico Meloni Sanchez Erdogan Fidan Kallas Leyen Costa Rutte Stoltenberg Guterres
Grossi Xi Wang Modi Jaishankar Lula Milei Netanyahu Abbas Sisi Araghchi Pezeshkian Khamenei
Lukashenko Aliyev Pashinyan Kishida Ishiba Albanese Carney Trudeau Ramaphosa Kenyatta Ruto Tinubu
Stubb Kristersson Frederiksen Nauseda Kallas Pevkur Sikorski Szijjarto Vucic Sandu Volodymyr
Vladimir Sergei Dmitry Rustem Andriy Kyrylo Emmanuel Friedrich Keir Donald Viktor Giorgia Pedro
Recep Hakan Antonio Narendra Javier Benjamin Mahmoud Abdel Abbas Ilham Nikol Shigeru Anthony Cyril
William Alexander Ulf Mette Kyiv Moscow Geneva Abu Dhabi Istanbul Riyadh Donetsk Luhansk
Zaporizhzhia Kherson Crimea Donbas Kharkiv Odesa Minsk Brussels Warsaw Berlin Paris London Ankara
Budapest Vienna Doha Cairo Tehran Beijing Delhi Tokyo Ukraine Russia Turkey Kremlin Rada Duma NATO
EU OSCE IAEA Reuters Interfax TASS Ukrinform Suspilne Axios Bloomberg Politico Bundestag
""".split()

_STRAIGHT = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"}


class Augmenter:
    """Draws variants; `names` are the words that stand capitalised inside sentences only."""

    def __init__(self, paragraphs: list[Paragraph], seed: int) -> None:
        """Count the capitalised words of `paragraphs`; everything drawn follows from `seed`."""
        capitalised: Counter[str] = Counter()
        lowered: Counter[str] = Counter()
        for paragraph in paragraphs:
            for index, word in enumerate(paragraph.words):
                if (
                    index
                    and word[0].isupper()
                    and paragraph.sentences[index] == paragraph.sentences[index - 1]
                ):
                    capitalised[word] += 1
                elif word[0].islower():
                    lowered[word] += 1
        self._names = {
            word
            for word, count in capitalised.items()
            if word.isalpha() and len(word) > 2 and lowered[word.lower()] * 10 < count and word not in _KEPT
        }
        self._pool = sorted(word for word in self._names if not word.isupper()) + FOREIGN * 8
        self._random = random.Random(seed)

    def article(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Return a variant of an article's paragraphs, often the paragraphs themselves."""
        draw = self._random
        swaps: dict[str, str] = {}
        if draw.random() < 0.5:
            share = draw.choice((0.3, 0.7, 1.0))
            for paragraph in paragraphs:
                for word in paragraph.words:
                    if word in self._names and word not in swaps:
                        swaps[word] = draw.choice(self._pool) if draw.random() < share else word
        style = draw.random()
        renumber = draw.random() < 0.2
        if not swaps and style > 0.35 and not renumber:
            return paragraphs
        return [self._vary(paragraph, swaps, style, renumber) for paragraph in paragraphs]

    def _vary(self, old: Paragraph, swaps: dict[str, str], style: float, renumber: bool) -> Paragraph:
        words = [swaps.get(word, word) for word in old.words]
        if style < 0.2:
            words = [_STRAIGHT.get(w, w) if len(w) == 1 else w.replace("\u2019", "'") for w in words]
        elif style < 0.35:
            words = [_curly(old, index, word) for index, word in enumerate(words)]
        if renumber:
            words = [self._number(word) if word[0].isdigit() else word for word in words]
        lowered = [word.lower() for word in words]
        return Paragraph(
            old.start,
            old.end,
            old.starts,
            old.ends,
            words,
            lowered,
            old.sentences,
            old.regions,
            old.quotations,
        )

    def _number(self, word: str) -> str:
        return "".join(str(self._random.randrange(1, 10)) if sign.isdigit() else sign for sign in word)


def _curly(paragraph: Paragraph, index: int, word: str) -> str:
    if word == '"':
        opens = index + 1 < len(paragraph) and paragraph.regions[index + 1] != OUTSIDE
        closes = index > 0 and paragraph.regions[index - 1] != OUTSIDE
        return "\u201c" if opens and not closes else "\u201d"
    return word.replace("'", "\u2019") if len(word) > 1 else word


_KEPT = frozenset(
    """
The And But For Yet Not Mr Mrs Ms Dr Sen Rep Gov President Senator Governor Secretary Monday Tuesday
Wednesday Thursday Friday Saturday Sunday January February March April May June July August
September October November December Twitter Facebook According House White Senate Congress Court
Department Party State States United Democratic Republican Democrats Republicans Democrat
""".split()
)
