"""The craft: articles in, briefs out. Pure: no network, no database, no Discord, no clock."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefs.reading import read

__all__ = ["read"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any kind
    """Give `read` when it is first asked for: the reading engine is the heaviest room of the house."""
    if name == "read":
        from briefs.reading import read  # noqa: PLC0415

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
