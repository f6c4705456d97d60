import pathlib
import shutil
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import mailkit  # noqa: E402


@pytest.fixture(autouse=True)
def built():
    if mailkit.binary() is None:
        pytest.skip("no SupportServer has been built")


@pytest.fixture
def desks():
    """Makes desks and puts them away."""
    made = []

    def make(**section):
        made.append(mailkit.Desk(**section))
        return made[-1]

    yield make
    for desk in made:
        desk.dispose()


@pytest.fixture
def dovecot():
    if not pathlib.Path("/usr/sbin/dovecot").exists():
        pytest.skip("dovecot-imapd is not installed")
    folder = tempfile.mkdtemp(prefix="dovecot-")
    server = mailkit.Dovecot(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def tokens():
    server = mailkit.TokenServer()
    yield server
    server.close()


@pytest.fixture
def guarded(tokens):
    """A Dovecot that lets in whom the token server knows, and nobody by password."""
    if not pathlib.Path("/usr/sbin/dovecot").exists():
        pytest.skip("dovecot-imapd is not installed")
    folder = tempfile.mkdtemp(prefix="dovecot-")
    server = mailkit.Dovecot(folder, tokens=tokens)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def relays(tmp_path):
    """Makes submission servers and puts them away."""
    made = []

    def make(security, **more):
        made.append(mailkit.Relay(tmp_path, security, **more))
        return made[-1]

    yield make
    for relay in made:
        relay.close()


@pytest.fixture
def sink():
    server = mailkit.Sink()
    yield server
    server.close()
