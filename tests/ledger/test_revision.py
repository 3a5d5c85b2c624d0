import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.dossier import load_dossier
from briefs.ledger.revision import Revised, Revision, revision, revision_in_words
from briefs.model.article import Article
from briefs.model.reading import Reading
from briefs.reading import read

DOSSIER = load_dossier((Path(__file__).parents[2] / "seeds" / "talks.toml").read_text("utf-8"), "talks.toml")
THEN = datetime(2026, 2, 17, tzinfo=UTC)
NOTHING = Reading((), (), ())
PESKOV = "“We are ready to continue the talks next week,” Kremlin spokesman Dmitry Peskov said."
ZELENSKYY = "“The talks were difficult and we will not give up our land,” President Volodymyr Zelenskyy said."


def version(
    text: str, title: str = "Talks go on", number: int = 1, *, reads: bool = False
) -> tuple[Article, Reading]:
    article = Article("a1", number, "post", title, THEN, THEN, None, None, text)
    return article, read(text, DOSSIER) if reads else NOTHING


def compared(before: str, after: str, *, reads: bool = False) -> Revision:
    return revision(version(before, reads=reads), version(after, number=2, reads=reads))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (f"{PESKOV}\n{ZELENSKYY}", PESKOV, "1 quotation withdrawn"),
        (PESKOV, f"{ZELENSKYY}\n{PESKOV}", "1 quotation added"),
        (f"{PESKOV}\n{ZELENSKYY}", f"{ZELENSKYY}\n{PESKOV}", "no quotation changed"),
        (PESKOV, PESKOV.replace("“", '"').replace("”", '"').replace(" to ", "  to "), "no quotation changed"),
        (PESKOV, PESKOV.replace("next week", "in March"), "1 quotation reworded"),
        (PESKOV, PESKOV.replace(" next week", ""), "1 quotation shortened"),
        (PESKOV, PESKOV.replace("next week", "next week in Geneva"), "1 quotation lengthened"),
        (
            "“We will come, and we will not leave,” he said.",
            "“We will come,” he said, “and we will not leave.”",
            "no quotation changed",
        ),
        ("It was “difficult”.", "It was “open”.", "1 quotation withdrawn, 1 quotation added"),
        ("They met for two hours.", "They met for three hours.", "no quotation changed"),
        ("“It is over,” he said.", "He said that it is over.", "1 quotation withdrawn"),
        ("", PESKOV, "1 quotation added"),
    ],
)  # fmt: skip
def test_what_became_of_the_quotations_is_told(before: str, after: str, said: str):
    assert revision_in_words(compared(before, after)) == said


def test_a_headline_is_altered_when_its_words_are():
    before, quiet = version(PESKOV, "Talks “go on”"), version(PESKOV, "Talks 'go on'")
    loud = version(PESKOV, "Talks break down")
    assert revision(before, quiet).headline is None
    assert revision(before, loud).headline == ("Talks “go on”", "Talks break down")
    assert revision_in_words(revision(before, loud)) == "headline altered"
    gone = revision(before, version("They met.", "Talks break down"))
    assert revision_in_words(gone) == "1 quotation withdrawn, headline altered"


def test_words_that_are_given_to_another_speaker_are_told():
    after = PESKOV.replace("Kremlin spokesman Dmitry Peskov", "US envoy Steve Witkoff")
    found = compared(PESKOV, after, reads=True)
    assert [(quote.kind, quote.speaker) for quote in found.quotes] == [(Revised.SPEAKER, "Steve Witkoff")]


def test_nothing_is_given_to_another_where_the_reader_abstains():
    assert compared(PESKOV, PESKOV.replace("Kremlin spokesman Dmitry Peskov said", "it said")).quotes == ()


def test_each_change_points_into_both_texts():
    before, after = f"{ZELENSKYY}\n{PESKOV}", f"{PESKOV.replace('next week', 'in March')}"
    found = compared(before, after, reads=True)
    told = [
        (
            quote.kind,
            quote.speaker,
            quote.before and quote.before.of(before),
            quote.after and quote.after.of(after),
        )
        for quote in found.quotes
    ]
    assert told == [
        (
            Revised.WITHDRAWN, "Volodymyr Zelenskyy",
            "The talks were difficult and we will not give up our land,", None,
        ),
        (
            Revised.REWORDED, "Dmitry Peskov",
            "We are ready to continue the talks next week,", "We are ready to continue the talks in March,",
        ),
    ]  # fmt: skip


def test_a_quotation_over_two_paragraphs_is_one():
    before = "“We will come to Geneva on Monday.\n\n“We will talk for as long as it takes,” he said."
    assert revision_in_words(compared(before, "They met.")) == "1 quotation withdrawn"


PIECES = st.lists(
    st.sampled_from([PESKOV, ZELENSKYY, "They met.", "“Yes”", "“", "It was “not easy at all”, he said."]),
    max_size=6,
)


@settings(max_examples=60)
@given(PIECES, PIECES)
def test_a_comparison_turned_round_turns_what_it_found(one: list[str], other: list[str]):
    before, after = "\n".join(one), "\n".join(other)
    turned = {Revised.WITHDRAWN: Revised.ADDED, Revised.SHORTENED: Revised.LENGTHENED}
    turned |= {value: key for key, value in turned.items()}
    there, back = compared(before, after), compared(after, before)
    assert sorted(turned.get(quote.kind, quote.kind) for quote in there.quotes) == sorted(
        quote.kind for quote in back.quotes
    )
    assert compared(before, before).quotes == ()


def test_a_page_of_thousands_of_quotations_costs_little():
    before = "\n".join(f"“{number} words of nobody were said,” he said." for number in range(5000))
    began = time.process_time()
    found = compared(before, before.replace("were", "are"))
    assert len(found.quotes) >= 5000
    assert time.process_time() - began < 5
