"""Jinja2 set up so that every form escapes by itself and nothing undefined goes unseen."""

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, Undefined
from markupsafe import Markup, escape

from briefs.render import escape as escapes
from briefs.render import phrases
from briefs.render.sheet import Sheet
from briefs.render.words import visible

TEMPLATES = Path(__file__).parent.parent / "templates"
# Marks that templates put before each block; visible() keeps them out of values.
MARKS = {"section": "\x1c", "group": "\x1d", "part": "\x1e", "line": "\x1f"}
LONGEST_LINK = 500
STYLES = {"bold": "\x1b[1m", "dim": "\x1b[2m", "mark": "\x1b[4m", "off": "\x1b[0m"}

_ESCAPES: dict[str, Callable[[object], str]] = {
    "text": escapes.plain,
    "discord": escapes.discord,
    "markdown": escapes.markdown,
    "html": lambda value: str(escape(visible(str(value)))),
}


def short_link(link: str | None) -> str | None:
    """Give a link that leaves room for words in a message: if long without its text fragment, or none."""
    whole = link or ""
    return next((one for one in (whole, whole.split("#:~:")[0]) if 0 < len(one) <= LONGEST_LINK), None)


class FirstMention:
    """Tells a speaker's role where the speaker is first named, in whatever order a template takes."""

    def __init__(self) -> None:
        self._named: set[str] = set()

    def role(self, who: str | None, role: str | None) -> str | None:
        """Give the role the first time it is asked for."""
        if who is None or role is None or who in self._named:
            return None
        self._named.add(who)
        return role


def rendered(form: str, kind: str, sheet: Sheet, *, styled: bool = False) -> str:
    """Render a sheet with the template of its kind ("daily", "weekly", "flash", else "list")."""
    style = {name: Markup(code if styled else "") for name, code in STYLES.items()}  # noqa: S704 - our own
    return _template_of(form, kind).render(sheet=sheet, style=style, first=FirstMention())


def _template_of(form: str, kind: str) -> Template:
    """Give the template that a kind of sheet has ("daily", "weekly", "flash", else "list")."""
    return _environment(form).get_template(f"{kind}.j2")


@cache
def _environment(form: str) -> Environment:
    escaped = _ESCAPES[form]

    def finalize(value: object) -> object:
        if isinstance(value, Undefined) or hasattr(value, "__html__"):
            return value
        return Markup(escaped(value))  # noqa: S704 - it has just been escaped for this form

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.globals.update(
        layout=f"{form}.j2",
        parts=f"{form}_parts.j2",
        short=short_link,
        phrase=phrases,
        at={name: Markup(mark) for name, mark in MARKS.items()},  # noqa: S704 - our own
        address=lambda link: Markup(escape(link)) if form == "html" else Markup(link),  # noqa: S704 - safe_address made it
    )
    if form == "html":
        environment.globals.update(_style())
    return environment


def _style() -> dict[str, object]:
    css = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return {"css": Markup(css), "css_digest": digest}  # noqa: S704 - our own file
