"""Small dossiers of several negotiations, made by hand, and attributions laid over a text by their words."""

from briefs.model.reading import Attribution, Form
from briefs.model.span import Span
from briefs.model.talks import Actor, ActorKind, Dossier, Issue, Outlet, Side
from briefs.reading.found import Found


def actor(
    id_, name, side, *, kind=ActorKind.PERSON, role="", aliases=(), titles=(), pronoun=None, speaks_for=None
):
    return Actor(id_, name, kind, side, role, tuple(aliases), tuple(titles), pronoun, speaks_for, 5)


def side(id_, name, aliases, adjectives, role="party"):
    return Side(id_, name, role, tuple(aliases), tuple(adjectives))


def issue(id_, any_of=(), all_of=(), none_of=()):
    return Issue(id_, id_, tuple(any_of), tuple(tuple(group) for group in all_of), tuple(none_of))


def dossier(id_, sides, actors, issues, outlets=()):
    return Dossier(
        id_,
        id_,
        "UTC",
        ("talks", "negotiations"),
        (),
        None,
        None,
        tuple(sides),
        tuple(actors),
        tuple(issues),
        tuple(outlets),
        (),
    )


_TALKS = issue(
    "state-of-talks",
    ("meaningful progress", "no progress", "breakthrough*", "stall*", "drag* out"),
    (
        ("talks", "negotiation*", "discussions", "round"),
        ("progress", "difficult", "constructive", "stall*", "slow*"),
    ),
)

IRAN = dossier(
    "iran",
    (
        side("iran", "Iran", ("Tehran", "the Iranian side", "Iranians"), ("Iranian",)),
        side(
            "us",
            "United States",
            ("Washington", "the U.S.", "the US", "Americans"),
            ("U.S.", "US", "American"),
        ),
        side("europe", "Europe", ("the E3", "the Europeans"), ("European",), "mediator"),
    ),
    (
        actor(
            "araghchi",
            "Abbas Araghchi",
            "iran",
            aliases=("Araghchi", "Araqchi", "Аракчи"),
            pronoun="he",
            titles=("the Iranian foreign minister", "Iran's foreign minister"),
        ),
        actor(
            "baghaei",
            "Esmaeil Baghaei",
            "iran",
            aliases=("Baghaei", "Baqaei"),
            pronoun="he",
            titles=("the Iranian foreign ministry spokesman",),
            speaks_for="araghchi",
        ),
        actor(
            "pezeshkian",
            "Masoud Pezeshkian",
            "iran",
            aliases=("Pezeshkian",),
            pronoun="he",
            titles=("the Iranian president", "Iran's president"),
        ),
        actor(
            "harlan",
            "Dana Harlan",
            "us",
            aliases=("Harlan",),
            pronoun="she",
            titles=("the U.S. envoy", "the American envoy"),
        ),
        actor(
            "ortiz",
            "Miguel Ortiz",
            "us",
            aliases=("Ortiz",),
            pronoun="he",
            titles=("the U.S. president", "the American president"),
        ),
        actor(
            "white-house",
            "White House",
            "us",
            kind=ActorKind.BODY,
            aliases=("the White House",),
            pronoun="it",
        ),
        actor("iaea", "International Atomic Energy Agency", None, kind=ActorKind.BODY, aliases=("IAEA",)),
    ),
    (
        issue("enrichment", ("enrich*", "centrifuge*")),
        issue("sanctions", ("sanction*", "frozen assets")),
        issue("inspections", ("inspection*", "inspectors")),
        issue("missiles", ("missile*",)),
        _TALKS,
    ),
    (Outlet("axios", "Axios", "", "", "site", ()), Outlet("irna", "IRNA", "", "", "state agency", ())),
)

SUDAN = dossier(
    "sudan",
    (
        side(
            "army", "Sudanese army", ("Port Sudan", "the army", "the Sudanese Armed Forces", "SAF"), ("army",)
        ),
        side("rsf", "Rapid Support Forces", ("the RSF", "the paramilitaries"), ("RSF",)),
        side("mediators", "Mediators", ("the Quad",), (), "mediator"),
    ),
    (
        actor(
            "burhan",
            "Abdel Fattah al-Burhan",
            "army",
            aliases=("Burhan", "al-Burhan"),
            pronoun="he",
            titles=("the army chief",),
        ),
        actor(
            "hemedti",
            "Mohamed Hamdan Dagalo",
            "rsf",
            aliases=("Hemedti", "Dagalo"),
            pronoun="he",
            titles=("the RSF commander", "the RSF leader"),
        ),
    ),
    (
        issue("truce", ("truce", "ceasefire*", "cease-fire")),
        issue("el-fasher", ("El Fasher", "al-Fashir")),
        issue("aid", ("aid", "aid convoys", "humanitarian corridor*")),
        _TALKS,
    ),
)

TRADE = dossier(
    "trade",
    (
        side("canada", "Canada", ("Ottawa",), ("Canadian",)),
        side("us", "United States", ("Washington", "the U.S.", "the US"), ("U.S.", "US", "American")),
    ),
    (
        actor(
            "roy",
            "Isabelle Roy",
            "canada",
            aliases=("Roy",),
            pronoun="she",
            titles=("Canada's trade minister", "the Canadian trade minister"),
        ),
        actor(
            "beck",
            "Tom Beck",
            "us",
            aliases=("Beck",),
            pronoun="he",
            titles=("the U.S. trade representative", "Washington's chief negotiator"),
        ),
    ),
    (
        issue("dairy", ("dairy", "milk quota*")),
        issue("steel", ("steel", "aluminium")),
        issue("digital-tax", ("digital service* tax", "digital tax")),
        _TALKS,
    ),
)

CLIMATE = dossier(
    "climate",
    (
        side("islands", "Island states", ("the island states", "AOSIS"), ("island",)),
        side("producers", "Oil producers", ("the oil producers", "Riyadh", "Saudi Arabia"), ("Saudi",)),
        side("eu", "European Union", ("the EU", "Brussels", "the bloc"), ("European", "EU")),
    ),
    (
        actor("tagaloa", "Sina Tagaloa", "islands", aliases=("Tagaloa",), pronoun="she"),
        actor(
            "hoekstra",
            "Wopke Hoekstra",
            "eu",
            aliases=("Hoekstra",),
            pronoun="he",
            titles=("the EU climate commissioner",),
        ),
    ),
    (
        issue("phase-out", ("phase-out", "phasing out", "phase out", "fossil fuel*")),
        issue("finance", ("loss and damage", "climate finance", "adaptation fund*")),
        issue("border-levy", ("carbon border", "border levy")),
        _TALKS,
    ),
)


def place(text, words, after=0):
    """Give the span of the words' first appearance at or after an offset."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def found(text, source, content, cue="said", *, told=None, carried=False, after=0):
    """Lay one finding over a text by its words."""
    sources = () if source is None else (place(text, source, after),)
    return Found(
        form=Form.INDIRECT,
        source=sources,
        cue=(place(text, cue, after),) if cue and cue in text[after:] else (),
        content=(place(text, content),),
        quoted=(),
        force="say",
        told=() if told is None else (place(text, told),),
        carried=carried,
        frame="test",
        confidence=0.9,
    )


def attribution(text, content, speaker, side_=None, actor_=None, source=None, cue=None):
    """Lay one resolved attribution over a text by its words."""
    return Attribution(
        form=Form.INDIRECT,
        source=() if source is None else (place(text, source),),
        cue=() if cue is None else (place(text, cue),),
        content=(place(text, content),),
        quoted=(),
        actor=actor_,
        speaker=speaker,
        side=side_,
        via=None,
        force="say",
        confidence=0.9,
    )
