"""Starts, stops, kills and questions the server, through its command line only."""

import copy
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import yaml

import tokens

ROOT = pathlib.Path(__file__).resolve().parents[2]
LISTENING = re.compile(r"listening on http://([0-9.]+):(\d+)")


def binary():
    """The command to run, or None when nothing has been built."""
    named = os.environ.get("SUPPORT_SERVER")
    candidates = [named] if named else [ROOT / ".build/release/SupportServer", ROOT / ".build/debug/SupportServer"]
    for candidate in candidates:
        path = pathlib.Path(candidate)
        if path.exists():
            return [sys.executable, str(path)] if path.suffix == ".py" else [str(path)]
    return None


PATIENT = {"frameBytes": 32768, "textScalars": 8000, "filesPerMessage": 10, "fileBytes": 10485760}
CONFIG = {
    "desk": {"name": "Test desk"},
    "data": "./data",
    "listen": "127.0.0.1:0",
    "identity": {"issuer": tokens.ISSUER, "algorithm": "HS256", "secret": tokens.SECRET},
    "webchat": {
        "origins": ["http://127.0.0.1:8080"],
        "limits": {
            "visitor": {**PATIENT, "sendBurst": 10, "sendPerSecond": 1},
            "agent": {**PATIENT, "frameBytes": 65536, "textScalars": 32000, "sendBurst": 100, "sendPerSecond": 50},
        },
        "connectionsPerVisitor": 8,
        "connectionsPerAddress": 20000,
        "pingMs": 25000,
        "helloTimeoutMs": 10000,
        "pongTimeoutMs": 10000,
        "requestTimeoutMs": 10000,
        "pendingBytes": 262144,
        "pendingFrames": 256,
        "metrics": True,
        "demoPage": True,
    },
}


def config(**webchat):
    """The reference configuration with changes under `webchat`; `visitor=` and `agent=` change limits."""
    result = copy.deepcopy(CONFIG)
    for party in ("visitor", "agent"):
        result["webchat"]["limits"][party].update(webchat.pop(party, {}))
    result["webchat"].update(webchat)
    return result


GENEROUS = {"sendBurst": 100000, "sendPerSecond": 100000}


def generous(**webchat):
    """No rate limits: for tests whose subject is something else."""
    return config(visitor=GENEROUS, agent=GENEROUS, **webchat)


DIED = []  # what servers said that ended by themselves, for the judgement at the end


class Server:
    """One data directory and the process that serves it, restartable on the same port."""

    def __init__(self, settings=None, *, folder=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="sportello-e2e-"))
        self.config = self.folder / "desk.yaml"
        self.data = self.folder / "data"
        self.config.write_text(yaml.safe_dump(settings or generous(), sort_keys=False))
        self.output = self.folder / "server.log"
        self.process = None
        self.port = None
        self.starts = 0
        self.told = False  # whether it was told to end

    def start(self, *, timeout=30.0):
        """Returns when the server says that it listens."""
        listen = f"127.0.0.1:{self.port or 0}"
        marker = self.output.stat().st_size if self.output.exists() else 0
        log = open(self.output, "ab")
        try:
            self.process = subprocess.Popen(
                [*binary(), "serve", "--config", str(self.config), "--listen", listen, "--data", str(self.data)],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        finally:
            log.close()
        self.starts += 1
        self.told = False
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            found = LISTENING.search(self.output.read_bytes()[marker:].decode(errors="replace"))
            if found:
                self.port = int(found.group(2))
                return self
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.log()[-2000:]}")
            time.sleep(0.005)
        self.kill()
        raise RuntimeError(f"the server did not listen within {timeout} s:\n{self.log()[-2000:]}")

    def log(self):
        return self.output.read_text(errors="replace") if self.output.exists() else ""

    def running(self):
        return self.process is not None and self.process.poll() is None

    def terminate(self):
        """SIGTERM without waiting."""
        self.told = True
        self.process.send_signal(signal.SIGTERM)

    def stop(self, *, timeout=15.0):
        """SIGTERM, then the exit status; SIGKILL when it does not end."""
        self.notice_death()
        if not self.running():
            return self.process.returncode if self.process else None
        self.terminate()
        return self.wait(timeout=timeout)

    def wait(self, *, timeout=15.0):
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def kill(self):
        self.notice_death()
        self.told = True
        if self.running():
            self.process.kill()
            self.process.wait()

    def notice_death(self):
        """Keeps the last words of a server that ended without being told to."""
        if self.process is not None and not self.told and self.process.poll() not in (None, 0):
            words = [line for line in self.log().splitlines() if "rror" in line or "crashed" in line]
            DIED.append(f"ended with {self.process.returncode}: {words[:4]}")
            self.told = True

    def dispose(self):
        self.kill()
        if not os.environ.get("KEEP_DATA"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def rss(self):
        """Resident memory in bytes."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("no VmRSS")

    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    # The other commands of the binary

    def run(self, *arguments, data=None, timeout=60.0, with_data=True):
        command = [*binary(), *arguments, "--config", str(self.config)]
        if with_data:
            command += ["--data", str(data or self.data)]
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL)

    def verify(self, data=None):
        return self.run("verify", data=data)

    def token(self, name, role, *extra):
        return self.run("token", "--agent", name, "--role", role, *extra, with_data=False)

    def tickets(self):
        done = self.run("ticket", "list", "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def ticket(self, number):
        done = self.run("ticket", "show", number, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def output_option(self, command):
        """How `backup` and `export` are told where to write: the contract leaves the name open, the help says it."""
        text = subprocess.run([*binary(), command, "--help"], capture_output=True, text=True).stdout
        for option in ("--output", "--to", "--out", "--into", "--destination", "--file"):
            if re.search(rf"{option}\b", text):
                return [option]
        return []

    def database(self, data=None):
        """The SQLite file in a data directory."""
        for path in sorted(pathlib.Path(data or self.data).rglob("*")):
            if path.is_file() and path.open("rb").read(15) == b"SQLite format 3":
                return path
        raise AssertionError("no SQLite database in the data directory")
