"""One saying in several wordings: what must be found, and what must never be made one."""

from datetime import timedelta

import pytest

from briefs.compile import compile_brief
from briefs.ledger.ledger import Ledger
from briefs.model.brief import Utterance
from tests.ledger.builder import DAY, DOSSIER, Draft, day


def report(
    outlet: str,
    words: str,
    *,
    before: str = "Ander said of the plan: ",
    after: str = " Talks go on.",
    shift: int = 0,
    actor: str = "ander",
) -> Draft:
    """An outlet's report that quotes one saying."""
    published = DAY + timedelta(hours=12, days=shift, minutes=len(outlet))
    return Draft(f"{before}“{words}”{after}", outlet, published).says(actor, words)


def utterances(*drafts: Draft) -> tuple[Utterance, ...]:
    """The utterances of the day that the first report is of."""
    ledger = Ledger(DOSSIER, tuple(draft.entry() for draft in drafts))
    return compile_brief(ledger, day()).utterances


SAME = [
    ("I hope it is just his tactics and not the decision,", "I hope it’s just a tactic and not a decision,"),
    (
        "practical issues and the mechanics of possible decisions,",
        "practical issues and possible solution mechanisms.",
    ),
    (
        "trying to drag out meetings that could already have reached the final stage.",
        "trying to prolong meetings that may have already reached their final stage.",
    ),
    (
        "They are, we can state, trying to drag out meetings that could already have reached the end,",
        "trying to prolong meetings that may have already reached the end.",
    ),
    (
        "We are ready to move toward a worthy agreement. The question for them is: Just what do they want?",
        "We are also ready to move towards a worthy agreement. The only question is them. What do they want?",
    ),
    (
        "We will not give away what they failed to take in four years of war,",
        "We shall not surrender that which they could not capture over four years,",
    ),
    ("a fair and lasting peace for both of our countries", "a just and durable peace for our two countries"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_renderings_of_one_saying_are_one_utterance(one: str, other: str) -> None:
    found = utterances(report("wire", one), report("post", other))
    assert len(found) == 1
    assert len(found[0].wordings) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("not fair", "unfair"),
        ("difficult, but business-like", "administrative"),
        ("very tense", "tense"),
    ],
)
def test_short_renderings_need_the_same_matter_around_them(one: str, other: str) -> None:
    near = {"before": "Ander said the long negotiations on the dam were "}
    found = utterances(report("wire", one, **near), report("post", other, **near))
    assert [len(each.wordings) for each in found] == [2]


DIFFERENT = [
    (
        "We need strong security guarantees from our partners before winter.",
        "Security guarantees must come first of all.",
    ),
    ("We are ready for real peace.", "Our people are ready to defend the state."),
    (
        "The border is not open at all.",
        "The border crossing is open to lorries.",
    ),
    (
        "There will be no vote without a ceasefire.",
        "There will be no ceasefire while they keep shelling the dam.",
    ),
    ("We talked about the water and about the border.", "We talked about prisoners and about the dead."),
    ("to end the war", "to win the war"),
    ("soon", "later"),
    ("absurd", "absurd theatre of lawyers"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_sayings_of_one_speaker_stay_apart(one: str, other: str) -> None:
    apart = {"before": "Ander declared: "}
    assert (
        utterances(
            report("wire", one, **apart), report("post", other, before="In the evening Ander told envoys ")
        )
        == ()
    )


def test_the_same_words_of_two_speakers_stay_apart() -> None:
    words = "We are ready to move quickly toward a worthy agreement to end the war."
    other = "We are prepared to move quickly toward a decent agreement to end the war."
    assert utterances(report("wire", words), report("post", other, actor="solis")) == ()


def test_words_that_differ_only_by_spelling_or_contraction_are_one_wording() -> None:
    one = "We're moving towards a deal that isn't a trap for anybody"
    other = "We are moving toward a deal that is not a trap for anybody"
    assert utterances(report("wire", one), report("post", other)) == ()


def test_an_excerpt_is_no_other_wording() -> None:
    whole = "The water belongs to the valley and we will share it when the dam is opened in spring."
    assert (
        utterances(report("wire", whole), report("post", "we will share it when the dam is opened in spring"))
        == ()
    )


def test_differing_words_are_marked_and_neighbours_joined() -> None:
    found = utterances(
        report("wire", "trying to drag out meetings that could already have reached the final stage"),
        report("post", "trying to prolong meetings that may have already reached their final stage"),
    )
    marked = {
        wording.exact: [wording.exact[start:end] for start, end in wording.differing]
        for wording in found[0].wordings
    }
    assert marked == {
        "trying to drag out meetings that could already have reached the final stage": [
            "drag out",
            "could",
        ],
        "trying to prolong meetings that may have already reached their final stage": [
            "prolong",
            "may",
            "their",
        ],
    }


SHIFTS = [
    ("talks that {} have reached the final stage of this war", "may", "could", "modality: {} / {}"),
    ("we {} open the dam before the summer begins", "must", "should", "modality: {} / {}"),
    ("{} villages on the border will get water this year", "20", "30", "number: {} / {}"),
    ("a {} tense evening of talks about the border", "very", "", "degree: {} / none"),
    ("the border is {} open for discussion in these talks", "not", "", "negation: {} / none"),
]


@pytest.mark.parametrize(("words", "one", "other", "shift"), SHIFTS)
def test_a_change_of_meaning_is_named(words: str, one: str, other: str, shift: str) -> None:
    found = utterances(report("wire", words.format(one)), report("post", words.format(other)))
    kind, _, both = found[0].shifts[0].partition(": ")
    expected_kind, _, expected = shift.format(one, other).partition(": ")
    assert (kind, set(both.split(" / "))) == (expected_kind, set(expected.split(" / ")))
    assert len(found[0].shifts) == 1


def test_a_wording_that_more_outlets_carry_comes_first() -> None:
    found = utterances(
        report("wire", "I hope it’s just a tactic and not a decision,", after=" So he told the wire."),
        report("post", "I hope it is just his tactics and not the decision,"),
        report(
            "daily",
            "I hope it is just his tactics and not the decision,",
            after=" The paper has more about the dam.",
        ),
    )
    assert [len(wording.evidence) for wording in found[0].wordings] == [2, 1]


def test_evidence_of_a_wording_holds_its_exact_words() -> None:
    drafts = [report("wire", SAME[3][0]), report("post", SAME[3][1])]
    texts = {draft.article().id: draft.text for draft in drafts}
    for wording in utterances(*drafts)[0].wordings:
        for each in wording.evidence:
            assert texts[each.article][each.start : each.end] == each.exact
        assert wording.exact == wording.evidence[0].exact


def test_a_long_saying_repeated_days_later_is_one_utterance_but_a_short_one_is_not() -> None:
    long = "trying to drag out meetings that could already have reached the final stage of this war"
    other = "trying to prolong meetings that may have already reached the last stage of this war"
    assert len(utterances(report("wire", long), report("post", other, shift=-5))) == 1
    assert utterances(report("wire", "not fair"), report("post", "unfair", shift=-5)) == ()
