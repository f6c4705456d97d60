"""Starts the echo host that the whole folder attacks, and watches over it.

The binary comes from ECHO_HOST (default: .build/debug/EchoHost). Every test runs beside a bystander, a well-behaved
client that must be answered within a second whatever the attacker does, and none may make the host grow or die.
"""

import os
import pathlib
import re
import signal
import subprocess
import threading
import time

import pytest

import wire

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ECHO_HOST", str(ROOT / ".build" / "debug" / "EchoHost"))
# What one attack may leave behind in memory.
GROWTH_KIB = 24_576


class Host:
    """One running echo host."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [BINARY, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline()
        match = re.fullmatch(r"listening (wss?)://(.+):(\d+)\n", line)
        if not match:
            self.process.kill()
            raise RuntimeError(f"no address: {line!r} {self.process.stderr.read()[:2000]!r}")
        self.address, self.port = match[2], int(match[3])

    def connect(self, **options):
        return wire.Socket(self.address, self.port, **options)

    def websocket(self, **options):
        return wire.WebSocket(self.connect(), **options)

    @property
    def rss(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])

    @property
    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("the host did not stop within 10 s")
        finally:
            self.errors = self.process.stderr.read()
            self.process.stdout.close()
            self.process.stderr.close()
        return self.process.returncode


class Bystander(threading.Thread):
    """Echoes all the time on a connection of its own and remembers the slowest answer."""

    def __init__(self, host):
        super().__init__(daemon=True)
        self.socket = host.websocket()
        self.done = threading.Event()
        self.worst, self.rounds, self.failure = 0.0, 0, None

    def run(self):
        try:
            while not self.done.wait(0.02):
                start = time.monotonic()
                self.socket.send_text(f"bystander {self.rounds}")
                answer = self.socket.receive(timeout=5)
                if answer != ("text", f"bystander {self.rounds}"):
                    raise AssertionError(f"wrong echo {answer!r}")
                self.worst = max(self.worst, time.monotonic() - start)
                self.rounds += 1
        except Exception as error:  # told to the test by `check`
            self.failure = error

    def check(self):
        self.done.set()
        self.join(10)
        self.socket.close()
        assert self.failure is None, self.failure
        assert self.worst < 1.0, f"the bystander waited {self.worst:.2f} s"


@pytest.fixture(scope="session")
def shared_host():
    host = Host(
        "--max-message", "65536", "--header-timeout", "3", "--body-timeout", "2", "--close-timeout", "2"
    )
    yield host
    code = host.stop()
    assert code == 0, (code, host.errors[:4000])


@pytest.fixture
def host(shared_host):
    """The shared host, guarded: it must live, answer others and stay small."""
    before = shared_host.rss
    bystander = Bystander(shared_host)
    bystander.start()
    yield shared_host
    bystander.check()
    assert shared_host.process.poll() is None, "the host died"
    assert shared_host.rss - before < GROWTH_KIB


@pytest.fixture
def start_host():
    """Starts hosts with options of their own and stops them."""
    hosts = []

    def start(*arguments):
        hosts.append(Host(*arguments))
        return hosts[-1]

    yield start
    for each in hosts:
        assert each.stop() == 0, each.errors[:4000]
