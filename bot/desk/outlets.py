"""Which outlet a name or an address means."""

from urllib.parse import urlsplit

from briefs.dossier import plain
from briefs.model.talks import Dossier


def find_outlet(dossier: Dossier, name: str | None, address: str | None) -> tuple[str | None, str]:
    """Give an outlet's id and name: the dossier's where it knows them, else the name as given.

    The id is None where there is neither a name nor a known address.
    """
    host = _host(address) if address else ""
    if name:
        meant = plain(name)
        for outlet in dossier.outlets:
            if meant in {plain(known) for known in (outlet.id, outlet.name, *outlet.aliases)}:
                return outlet.id, outlet.name
        host = host or (_host(f"https://{name.strip()}") if "." in name and " " not in name.strip() else "")
    for outlet in dossier.outlets:
        home = _host(outlet.home)
        if home and host and (host == home or host.endswith(f".{home}")):
            return outlet.id, outlet.name
    return (name, name) if name else (host or None, host)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
