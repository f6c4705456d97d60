"""A client that survives anything the server does: outbox, resume, backoff, sequence checks (contract §7 rules 3, 5).

Everything it sees goes into a `History`, which `checker.py` judges.
"""

import asyncio
import random
import time
from dataclasses import dataclass, field

import tokens
from rfc6455 import Closed, Refused
from sportello_client import Session, new_id, welcomed


@dataclass
class Acknowledged:
    writer: str
    id: str
    stream: str
    seq: int
    text: str
    dup: bool


@dataclass
class History:
    """What every client was told."""

    acks: list = field(default_factory=list)
    attempted: dict = field(default_factory=dict)  # id -> (writer, stream, text)
    deliveries: dict = field(default_factory=dict)  # (reader, stream) -> events in the order applied
    problems: list = field(default_factory=list)  # what a client saw that the contract forbids
    resumes: int = 0
    slowest_resume: float = 0.0
    dups: int = 0


class DurableClient:
    """One person at one desk; `streams` are those an agent follows (a visitor's come by themselves)."""

    def __init__(self, name, port, history, *, token=None, secret=None, streams=()):
        self.name = name
        self.port = port
        self.history = history
        self.token = token
        self.secret = secret
        self.cursors = {stream: None for stream in streams}
        self.epochs = {}
        self.outbox = {}  # id -> (stream, text, future)
        self.session = None
        self.ready = asyncio.Event()  # welcomed, and every stream caught up
        self.welcomed_at = 0.0
        self.stopped = False
        self._task = None

    def begin(self):
        self._task = asyncio.create_task(self._run())

    async def end(self):
        self.stopped = True
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self.session:
            await self.session.close()

    async def post(self, stream, text):
        """Returns when the server has acknowledged it, however many connections that takes."""
        id = new_id()
        future = asyncio.get_running_loop().create_future()
        self.outbox[id] = (stream, text, future)
        self.history.attempted[id] = (self.name, stream, text)
        if self.ready.is_set():
            self._transmit(id)
        return await future

    def _transmit(self, id):
        stream, text, _ = self.outbox[id]
        try:
            body = {"kind": "text", "text": text}
            self.session.send({"type": "send", "id": id, "stream": stream, "body": body})
        except (ConnectionError, RuntimeError):
            pass  # it stays in the outbox

    async def _run(self):
        delay = 0.05
        while not self.stopped:
            try:
                await self._connection()
                delay = 0.05
            except (OSError, Refused, Closed, AssertionError, TimeoutError) as error:
                if isinstance(error, AssertionError):
                    self.history.problems.append(f"{self.name}: {error}")
            self.ready.clear()
            await asyncio.sleep(random.uniform(0, delay))
            delay = min(delay * 2, 0.5)

    async def _connection(self):
        self.session = await Session.open(self.port, origin=None if self.token else "http://127.0.0.1:8080")
        try:
            members = {"token": self.token} if self.token else ({"visitor": self.secret} if self.secret else {})
            resume = [
                {"stream": stream, "epoch": self.epochs[stream], "since": cursor}
                for stream, cursor in self.cursors.items()
                if cursor is not None
            ]
            welcome = welcomed(await self.session.hello(resume=resume, **members))
            self.secret = welcome.get("visitor") or self.secret
            named = set()
            for entry in welcome["streams"]:
                if entry["stream"] in self.cursors or not self.token:
                    named.add(entry["stream"])
                    await self._entry(entry)
            for stream in self.cursors:
                if stream not in named:
                    await self._subscribe(stream)
            self.welcomed_at = time.monotonic()
            if resume:
                self.history.resumes += 1
            self.ready.set()
            for id in list(self.outbox):
                self._transmit(id)
            while not self.stopped:
                await self._frame(await self.session.take(lambda _: True, timeout=3600))
        finally:
            await self.session.close()

    async def _subscribe(self, stream):
        cursor = self.cursors.get(stream)
        members = {"since": cursor or 0} | ({"epoch": self.epochs[stream]} if stream in self.epochs else {})
        entry = await self.session.sub(stream, **members)
        assert entry["type"] == "subscribed", entry
        await self._entry(entry)

    async def _entry(self, entry):
        stream = entry["stream"]
        known = self.epochs.get(stream)
        if known is not None and entry["epoch"] != known:
            self.history.problems.append(f"{self.name}: epoch of {stream} changed from {known} to {entry['epoch']}")
        self.epochs[stream] = entry["epoch"]
        cursor = self.cursors.get(stream)
        if entry["mode"] == "snapshot":
            if cursor is not None and cursor <= entry["head"] and entry["head"] - cursor <= 500:
                self.history.problems.append(f"{self.name}: snapshot of {stream} though only {cursor}..{entry['head']}")
            start = entry["events"][0]["seq"] if entry["events"] else entry["head"] + 1
            self.cursors[stream] = start - 1
        elif cursor is None:
            self.cursors[stream] = 0
        for event in entry["events"]:
            self._apply(stream, event, f"{entry['mode']} entry")
        if entry["mode"] == "resumed" and entry["more"]:
            await self._subscribe(stream)
        elif self.cursors[stream] < entry["head"]:
            self.history.problems.append(
                f"{self.name}: {stream} {entry['mode']} ends at {self.cursors[stream]}, head is {entry['head']}"
            )

    def _apply(self, stream, event, source):
        cursor = self.cursors[stream]
        seq = event["seq"]
        if seq <= cursor:
            return  # also by this order: an event that came live while the entry was on its way
        if seq != cursor + 1:
            self.history.problems.append(f"{self.name}: gap in {stream}: had {cursor}, got {seq} in {source}")
        self.cursors[stream] = seq
        self.history.deliveries.setdefault((self.name, stream), []).append(event)

    async def _frame(self, frame):
        kind = frame["type"]
        if kind == "event":
            if frame["stream"] not in self.cursors:
                return
            if frame["seq"] > self.cursors[frame["stream"]] + 1:
                self.history.problems.append(
                    f"{self.name}: live gap in {frame['stream']} after {self.cursors[frame['stream']]}: {frame['seq']}"
                )
            self._apply(frame["stream"], frame, "live")
        elif kind == "subscribed":
            await self._entry(frame)
        elif kind == "ack" and frame["id"] in self.outbox:
            stream, text, future = self.outbox.pop(frame["id"])
            if frame.get("stream") != stream or "seq" not in frame:
                self.history.problems.append(f"{self.name}: ack of send without its stream or seq: {frame}")
                frame.setdefault("seq", -1)
            self.history.acks.append(
                Acknowledged(self.name, frame["id"], stream, frame["seq"], text, frame.get("dup", False))
            )
            self.history.dups += frame.get("dup", False)
            if not future.done():
                future.set_result(frame["seq"])
        elif kind == "err":
            self.history.problems.append(f"{self.name}: {frame}")
            if frame.get("id") in self.outbox and frame["code"] not in ("rate_limited", "unavailable", "internal"):
                _, _, future = self.outbox.pop(frame["id"])
                if not future.done():
                    future.set_exception(AssertionError(frame))
            elif frame.get("id") in self.outbox:
                await asyncio.sleep(frame.get("retryAfterMs", 200) / 1000)
                self._transmit(frame["id"])


def staff(name, port, history, streams, *, role="agent"):
    """An agent that follows these streams."""
    return DurableClient(name, port, history, token=tokens.token(name, role, minutes=600), streams=streams)
