"""Servers for the tests, coroutine tests, and the judgement of every frame's shape at the end."""

import asyncio
import inspect
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import server as servers  # noqa: E402


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    marker = pyfuncitem.get_closest_marker("timeout")
    patience = (marker.args[0] if marker else float(pyfuncitem.config.getini("timeout"))) - 10

    async def watched():
        asyncio.get_running_loop().call_later(patience, show_tasks)
        await pyfuncitem.obj(**wanted)

    asyncio.run(watched())
    return True


def show_tasks():
    """Before the time limit strikes: where everybody waits."""
    for task in asyncio.all_tasks():
        task.print_stack(file=sys.stderr)


def pytest_collection_modifyitems(items):
    """`test_shapes.py` judges what all others saw, so it comes last."""
    items.sort(key=lambda item: item.path.name == "test_shapes.py")


@pytest.fixture(scope="session")
def pool():
    """Running servers by the name of their configuration."""
    if servers.binary() is None:
        pytest.skip("no SupportServer has been built")
    running = {}

    def get(name, settings):
        if name not in running or not running[name].running():
            if name in running:
                running[name].notice_death()
            running[name] = servers.Server(settings).start()
        return running[name]

    yield get
    for server in running.values():
        server.stop(timeout=5)
        server.dispose()


@pytest.fixture
def desk(pool):
    """A server without rate limits."""
    return pool("generous", servers.generous(connectionsPerVisitor=64))


@pytest.fixture
def port(desk):
    return desk.port


@pytest.fixture
def strict(pool):
    """A server with the reference limits."""
    return pool("strict", servers.config())


@pytest.fixture
def quick(pool):
    """A server with short deadlines."""
    return pool("quick", servers.generous(pingMs=400, pongTimeoutMs=600, helloTimeoutMs=1000, requestTimeoutMs=1200))


@pytest.fixture
def make_server():
    """A factory of servers of one's own."""
    if servers.binary() is None:
        pytest.skip("no SupportServer has been built")
    made = []

    def make(settings=None, *, start=True):
        server = servers.Server(settings)
        made.append(server)
        return server.start() if start else server

    yield make
    for server in made:
        server.dispose()
