"""Brief and answers → text, Discord, Markdown, HTML, JSON and JSON-LD, all from one value."""

from briefs.plain import brief_from_json
from briefs.render.answers import Answer
from briefs.render.forms import FORMATS, UnknownFormatError, layouts, pages, render, render_answer

__all__ = [
    "FORMATS",
    "Answer",
    "UnknownFormatError",
    "brief_from_json",
    "layouts",
    "pages",
    "render",
    "render_answer",
]
