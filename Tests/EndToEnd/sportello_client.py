"""A client of the wire contract that knows nothing of the server but the contract.

`Session` is one connection: it sends what it is told, keeps every frame that came and hands them out to whoever waits.
The client that survives everything is in `durable_client.py`.
"""

import asyncio
import json
import time
import uuid
from dataclasses import dataclass

import shapes
import tokens
from rfc6455 import TEXT, Closed, ProtocolError, WebSocket, encode

ORIGIN = "http://127.0.0.1:8080"
REPLIES = {"ack", "err", "page", "subscribed", "welcome", "pong"}
PATIENCE = 6.0


def new_id():
    return str(uuid.uuid4())


@dataclass
class Ticket:
    id: str
    number: str
    stream: str

    @property
    def internal(self):
        return "i:" + self.id


class Session:
    """One connection after its upgrade."""

    def __init__(self, socket, port):
        self.socket = socket
        self.port = port
        self.frames = []  # everything, as it came
        self.times = []
        self.pending = []  # not yet taken by anybody
        self.welcome = None
        self.close_code = None
        self.answers_pings = True
        self._arrived = asyncio.Event()
        self._gate = asyncio.Event()
        self._gate.set()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, port, *, origin=ORIGIN, **connect):
        return cls(await WebSocket.connect(port, origin=origin, **connect), port)

    async def _read(self):
        try:
            while True:
                await self._gate.wait()
                text = await self.socket.message()
                frame = json.loads(text)
                shapes.check(frame)
                if frame.get("type") == "ping" and self.answers_pings:
                    self.send({"type": "pong", **({"id": frame["id"]} if "id" in frame else {})})
                self.frames.append(frame)
                self.times.append(time.monotonic())
                self.pending.append(frame)
                self._arrived.set()
        except Closed as closed:
            self.close_code = closed.code
        except ProtocolError as error:
            shapes.note(f"RFC 6455: {error}", {})
            self.close_code = -1
        finally:
            if self.close_code is None:
                self.close_code = -1
            self._arrived.set()
            self.socket.writer.transport.abort()

    def freeze(self):
        """Stops reading; the kernel's buffers fill and then the server's."""
        self._gate.clear()

    def thaw(self):
        self._gate.set()

    def mute(self):
        """Answers no ping of any kind from now on."""
        self.answers_pings = False
        self.socket.answer_pings = False

    # Sending

    def send(self, frame):
        self.socket.write(encode(TEXT, json.dumps(frame, ensure_ascii=False).encode()))

    async def request(self, frame, *, timeout=PATIENCE):
        """Sends and returns the answer that names the same id."""
        frame.setdefault("id", new_id())
        self.send(frame)
        await self.socket.writer.drain()
        return await self.take(lambda f: f.get("id") == frame["id"] and f["type"] in REPLIES, timeout=timeout)

    async def post(self, stream, text, *, id=None, timeout=PATIENCE, **members):
        body = {"kind": "text", "text": text}
        return await self.request(
            {"type": "send", "id": id or new_id(), "stream": stream, "body": body, **members}, timeout=timeout
        )

    async def command(self, name, args=None, stream=None, *, id=None, timeout=PATIENCE):
        frame = {"type": "cmd", "id": id or new_id(), "name": name, "args": args or {}}
        if stream is not None:
            frame["stream"] = stream
        return await self.request(frame, timeout=timeout)

    async def sub(self, stream, **members):
        return await self.request({"type": "sub", "stream": stream, **members})

    async def history(self, stream, before, limit):
        """A page. Whoever reads a long log quickly is told to wait, and waits (protocol §8)."""
        while True:
            page = await self.request({"type": "history", "stream": stream, "before": before, "limit": limit})
            if page.get("code") != "rate_limited":
                return page
            await asyncio.sleep(page["retryAfterMs"] / 1000)

    async def barrier(self):
        """A round trip: what was sent before has been read by the server."""
        return await self.request({"type": "ping"})

    async def hello(self, *, timeout=PATIENCE, **members):
        frame = {"type": "hello", "id": new_id(), "client": "e2e/1.0", "locale": "en", **members}
        self.hello_id = frame["id"]
        self.send(frame)
        self.welcome = await self.take(lambda f: f["type"] in ("welcome", "bye"), timeout=timeout)
        return self.welcome

    async def start(self, text="The printer is on fire", **args):
        """A new conversation; a `Ticket`."""
        args.setdefault("caseType", self.case_type)
        args.setdefault("new", True)
        reply = ack(await self.command("conversation.start", {"text": text, **args}))
        result = reply["result"]
        return Ticket(result["ticket"]["id"], str(result["ticket"]["number"]), result["stream"])

    @property
    def case_type(self):
        types = [entry["id"] for entry in self.welcome["desk"]["caseTypes"]]
        return "question" if "question" in types else types[0]

    @property
    def secret(self):
        return self.welcome.get("visitor")

    # Receiving

    async def take(self, match, *, timeout=PATIENCE):
        """The first frame not yet taken that matches; waits for it."""
        deadline = time.monotonic() + timeout
        while True:
            for index, frame in enumerate(self.pending):
                if match(frame):
                    return self.pending.pop(index)
            if self.close_code is not None:
                raise Closed(self.close_code, f"while waiting; last frames: {self.frames[-3:]}")
            self._arrived.clear()
            try:
                async with asyncio.timeout(max(0.001, deadline - time.monotonic())):
                    await self._arrived.wait()
            except TimeoutError:
                if time.monotonic() >= deadline:
                    raise AssertionError(f"nothing that matches within {timeout} s; last: {self.frames[-3:]}") from None

    async def event(self, kind=None, *, stream=None, timeout=PATIENCE, **data):
        """The next event of that kind (and stream, and members of data)."""
        return await self.take(
            lambda f: (
                f["type"] == "event"
                and (kind is None or f["kind"] == kind)
                and (stream is None or f["stream"] == stream)
                and all(f["data"].get(name) == value for name, value in data.items())
            ),
            timeout=timeout,
        )

    async def note_of(self, kind, *, timeout=PATIENCE):
        return await self.take(lambda f: f["type"] == "note" and f["kind"] == kind, timeout=timeout)

    async def quiet(self, match, *, seconds=0.4):
        """Fails when something that matches comes within that time (or has come and was not taken)."""
        await asyncio.sleep(seconds)
        found = [frame for frame in self.pending if match(frame)]
        assert not found, f"should not have come: {found[:2]}"

    async def closed(self, *, timeout=PATIENCE):
        """Waits for the end; the close code."""
        deadline = time.monotonic() + timeout
        while self.close_code is None:
            self._arrived.clear()
            try:
                async with asyncio.timeout(max(0.001, deadline - time.monotonic())):
                    await self._arrived.wait()
            except TimeoutError:
                raise AssertionError(f"still open after {timeout} s; last frames: {self.frames[-3:]}") from None
        return self.close_code

    def bye(self):
        """The `bye` that came before the close, or None."""
        return next((frame for frame in self.frames if frame["type"] == "bye"), None)

    async def log(self, stream, *, since=0):
        """Every event of a stream after `since`, by `sub` until nothing is newer."""
        events, cursor = [], since
        epoch = None
        while True:
            members = {"since": cursor} | ({"epoch": epoch} if epoch else {})
            entry = await self.sub(stream, **members)
            assert entry["type"] == "subscribed", entry
            if entry["mode"] == "snapshot":  # more than 500 behind: page backwards from the newest
                return await self._log_by_history(stream, entry)
            epoch = entry["epoch"]
            events += entry["events"]
            if not entry["more"]:
                return events
            assert entry["events"], f"more without events: {entry}"
            cursor = entry["events"][-1]["seq"]

    async def _log_by_history(self, stream, entry):
        events = entry["events"]
        while events and events[0]["seq"] > 1:
            page = await self.history(stream, events[0]["seq"], 100)
            assert page["type"] == "page" and page["events"], page
            events = page["events"] + events
        return events

    async def close(self):
        self._reader.cancel()
        self.socket.abort()
        await asyncio.wait({self._reader})  # not `await self._reader`: that would swallow one's own cancellation

    def abort(self):
        self.socket.abort()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.close()


def welcomed(answer):
    """Raises `Closed` for a `bye` in place of a welcome."""
    if answer["type"] == "bye":
        raise Closed(answer["code"], answer["message"])
    return answer


async def visitor(port, *, secret=None, token=None, resume=None, connect=None, **members):
    """A session that has been welcomed as a visitor or as a contact."""
    session = await Session.open(port, **(connect or {}))
    if secret is not None:
        members["visitor"] = secret
    if token is not None:
        members["token"] = token
    if resume is not None:
        members["resume"] = resume
    answer = welcomed(await session.hello(**members))
    assert answer["id"] == session.hello_id
    return session


async def agent(port, name="anna", role="agent", *, connect=None, **members):
    """A session that has been welcomed as staff; `anna-7` is called Anna. Consoles send an Origin, tools do not."""
    session = await Session.open(port, **({"origin": None} | (connect or {})))
    answer = await session.hello(token=tokens.token(name, role, name=name.split("-")[0].capitalize()), **members)
    welcomed(answer)
    return session


def ack(frame):
    assert frame["type"] == "ack", frame
    return frame


def err(frame, *codes):
    """An `err` whose code is one of these; a code ending in "." is a prefix."""
    assert frame["type"] == "err", frame
    assert any(frame["code"] == code or code.endswith(".") and frame["code"].startswith(code) for code in codes), frame
    return frame


def texts(events):
    return [event["data"]["text"] for event in events if event["kind"] == "message.posted"]


def without_id(frame):
    return {name: value for name, value in frame.items() if name != "id"}
