"""What every test lives under: no network beyond this machine."""

from pathlib import Path

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is no failure: properties hold whatever the clock says.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_runtest_setup() -> None:
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def originals() -> Path:
    """The seed originals, which are not part of the repository."""
    folder = ROOT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed originals are not beside the repository (../shared/seeds)")
    return folder
