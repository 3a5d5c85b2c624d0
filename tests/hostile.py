"""A brief that hostile articles and names have been at, as long as hypothesis likes."""

from dataclasses import replace

from hypothesis import strategies as st

from briefs.model.brief import Brief, Evidence, Quote, Source, TalksCalled
from briefs.model.reading import Form
from tests.made import busy_day, quiet_day

TRICKS = (
    "@everyone", "<@123456789012345678>", "[x](https://bad.example)", "<script>alert(1)</script>", "**", "__",
    "`", "||", "\u202e", "\u200b", "https://bad.example", "{{ 7*7 }}", "{% x %}", "</style>",
    "\x1b[31m", "\x1c", "\x1f",
    "会談", "👩\u200d🚀", "e\u0301", "“", "”", '"', "'", "\n\n", "# ", "-# ", "> ", "word",
    "word.", " ", "\\",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(TRICKS), min_size=1, max_size=60).map(" ".join) | st.text(
    min_size=1, max_size=300
)
LONG = st.builds(lambda text, times: text * times, TEXTS, st.integers(1, 40))


def said(words: str, name: str, form: Form) -> Quote:
    example = busy_day().toplines[0]
    evidence = replace(example.evidence, exact=words, end=example.evidence.start + len(words), outlet=name)
    return replace(example, speaker=name, actor=None, side=None, evidence=evidence, quoted=(), form=form)


@st.composite
def hostile_briefs(draw) -> Brief:
    brief = busy_day() if draw(st.booleans()) else quiet_day()
    form = st.sampled_from(list(Form))
    quotes = tuple(said(draw(LONG), draw(TEXTS), draw(form)) for _ in range(draw(st.integers(0, 4))))
    evidence: Evidence = busy_day().toplines[0].evidence
    address = draw(
        st.sampled_from(
            ["javascript:alert(1)", "https://a.example/" + "é" * 900, "https://[", "http://x/y(z)<>"]
        )
    )
    return replace(
        brief,
        title=draw(TEXTS),
        quotes=(*brief.quotes, *quotes),
        toplines=(*brief.toplines, *quotes[:1]),
        unattributed=quotes,
        characterisations=(
            TalksCalled(
                draw(TEXTS),
                None,
                draw(TEXTS),
                draw(TEXTS),
                1,
                (replace(evidence, exact=draw(LONG), address=address),),
            ),
        ),
        sources=(
            *brief.sources,
            Source("s9", 1, draw(TEXTS), draw(TEXTS), evidence.published, address, draw(TEXTS), ("s8",)),
        ),
        status=replace(brief.status, articles=9),
    )
