"""A throw-away server with just enough of the contract to try the harness on, before and apart from the real one.

    SUPPORT_SERVER=Tests/EndToEnd/selfcheck/fake_server.py python -m pytest Tests/EndToEnd/test_cut.py

`FAKE_FAULT` makes it wrong on purpose, to see that the tests can fail: `ack-first` (acknowledges before the commit),
`no-dedup`, `skip` (leaves out a live event now and then), `reorder`.
"""

import argparse
import asyncio
import json
import os
import pathlib
import random
import secrets
import signal
import uuid
from datetime import datetime, timezone

import jwt
import websockets
import yaml

FAULT = os.environ.get("FAKE_FAULT", "")


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Desk:
    """The log is one file of JSON lines; the state is what replaying them gives."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "log.jsonl"
        self.logs, self.tickets, self.secrets, self.done = {}, {}, {}, {}
        self.followers, self.late = {}, []
        if self.path.exists():
            for line in self.path.read_text().splitlines():
                try:
                    self.apply(json.loads(line))
                except json.JSONDecodeError:
                    pass
        self.file = open(self.path, "a")

    def apply(self, record):
        kind = record["record"]
        if kind == "secret":
            self.secrets[record["secret"]] = record["contact"]
        elif kind == "commit":
            for ticket in record.get("tickets", []):
                self.tickets[ticket["id"]] = ticket
            for event in record["events"]:
                self.logs.setdefault(event["stream"], []).append(event)
            self.done[tuple(record["key"])] = record["done"]

    def write(self, record):
        self.file.write(json.dumps(record) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())
        self.apply(record)

    def event(self, stream, kind, author, data, id=None, offset=0):
        seq = len(self.logs.get(stream, [])) + 1 + offset
        return {
            "stream": stream,
            "seq": seq,
            "ts": now(),
            "kind": kind,
            "author": author,
            "data": data,
            **({"id": id} if id else {}),
        }


class Connection:
    def __init__(self, desk, socket, config):
        self.desk, self.socket, self.config = desk, socket, config
        self.author = self.contact = self.agent = None

    async def send(self, frame):
        await self.socket.send(json.dumps(frame))

    def show(self, event):
        return {k: v for k, v in event.items() if k != "id" or event["author"]["id"] == self.author["id"]}

    def entry(self, stream, since=None, epoch=None):
        log = self.desk.logs[stream]
        if since is None or since > len(log) or len(log) - since > 500 or epoch not in (None, "e1"):
            events, mode = log[-50:], "snapshot"
        else:
            events, mode = log[since:], "resumed"
        return {
            "stream": stream,
            "epoch": "e1",
            "head": len(log),
            "floor": 1,
            "mode": mode,
            "state": {},
            "events": [self.show(e) for e in events],
            "more": mode == "snapshot" and len(log) > 50,
        }

    def follow(self, stream):
        self.desk.followers.setdefault(stream, set()).add(self)

    def may_read(self, stream):
        if stream not in self.desk.logs:
            return False
        return self.agent or stream.startswith("c:") and self.desk.tickets[stream[2:]]["contact"] == self.contact

    async def run(self):
        hello = json.loads(await self.socket.recv())
        identity = self.config["identity"]
        minted = None
        if "token" in hello:
            claims = jwt.decode(
                hello["token"],
                identity["secret"],
                algorithms=["HS256"],
                audience="sportello",
                issuer=identity["issuer"],
                leeway=60,
            )
            self.agent = claims["role"] != "contact"
            self.contact = claims["sub"]
            self.author = {"id": claims["role"] + ":" + claims["sub"], "role": claims["role"], "name": claims["name"]}
        else:
            if hello.get("visitor"):
                self.contact = self.desk.secrets.get(hello["visitor"])
                if self.contact is None:
                    await self.send({"type": "bye", "code": 4501, "message": "unknown"})
                    return await self.socket.close(4501)
            else:
                minted, self.contact = secrets.token_urlsafe(32), str(uuid.uuid4())
                self.desk.write({"record": "secret", "secret": minted, "contact": self.contact})
            self.author = {"id": self.contact, "role": "visitor", "name": None}
        resume = {entry["stream"]: entry for entry in hello.get("resume", [])}
        streams = [s for s in resume if self.may_read(s)]
        if not self.agent:
            streams = ["c:" + t["id"] for t in self.desk.tickets.values() if t["contact"] == self.contact]
        entries = []
        for stream in streams:
            self.follow(stream)
            position = resume.get(stream, {})
            entries.append(self.entry(stream, position.get("since"), position.get("epoch")))
        await self.send(
            {
                "type": "welcome",
                "id": hello["id"],
                "session": str(uuid.uuid4()),
                "now": now(),
                "pingMs": 25000,
                "you": {"role": self.author["role"], "contact": self.contact, "name": self.author["name"]},
                "tokenExp": None,
                "limits": self.config["webchat"]["limits"]["agent" if self.agent else "visitor"],
                "streams": entries,
                "desk": {
                    "name": "Test desk",
                    "open": True,
                    "opensAt": None,
                    "languages": ["en"],
                    "official": [],
                    "caseTypes": [{"id": "question", "title": "Question"}],
                },
                **({"visitor": minted} if minted else {}),
            }
        )
        async for text in self.socket:
            await self.frame(json.loads(text))

    async def refuse(self, frame, code):
        await self.send({"type": "err", "id": frame.get("id"), "code": code, "message": code})

    async def frame(self, frame):
        kind, stream = frame["type"], frame.get("stream")
        if kind == "ping":
            return await self.send({"type": "pong", **({"id": frame["id"]} if "id" in frame else {})})
        if stream and not self.may_read(stream):
            return await self.refuse(frame, "not_found")
        if kind == "sub":
            self.follow(stream)
            return await self.send(
                {"type": "subscribed", "id": frame["id"], **self.entry(stream, frame.get("since"), frame.get("epoch"))}
            )
        if kind == "history":
            events = [e for e in self.desk.logs[stream] if e["seq"] < frame["before"]]
            return await self.send(
                {
                    "type": "page",
                    "id": frame["id"],
                    "stream": stream,
                    "more": len(events) > frame["limit"],
                    "events": [self.show(e) for e in events[-frame["limit"] :]],
                }
            )
        if kind == "send":
            text = frame["body"]["text"]
            return await self.commit(
                frame, (stream, self.author["id"], frame["id"]), text, [("message.posted", {"text": text})], stream
            )
        if kind == "cmd" and frame["name"] == "conversation.start":
            key = ("start", self.contact, frame["id"])
            number = str(random.randrange(10**8, 10**9))
            ticket = {"id": str(uuid.uuid4()), "number": number, "contact": self.contact}
            events = [
                ("ticket.registered", {"number": number, "caseType": "question", "channel": "webchat"}),
                ("message.posted", {"text": frame["args"]["text"]}),
            ]
            return await self.commit(frame, key, frame["args"], events, "c:" + ticket["id"], ticket)
        if kind == "cmd" and frame["name"] in ("ticket.claim", "note"):
            return await self.commit(frame, (stream, self.author["id"], frame["id"]), frame["args"], [], stream)
        await self.refuse(frame, "unknown_type")

    async def commit(self, frame, key, content, events, stream, ticket=None):
        done = self.desk.done.get(key)
        if done and FAULT != "no-dedup":
            if done["content"] != content:
                return await self.refuse(frame, "id_conflict")
            return await self.send({**done["ack"], "dup": True})
        made = []
        for name in (stream, "i:" + stream[2:]):
            made += [
                self.desk.event(name, kind, self.author, data, frame["id"], offset)
                for offset, (kind, data) in enumerate(events)
            ]
        public = [event for event in made if event["stream"] == stream]
        ack = {"type": "ack", "id": frame["id"], "stream": stream, "ts": now(), "dup": False}
        if public:
            ack |= {"seq": public[-1]["seq"], "ts": public[-1]["ts"]}
        if ticket:
            ack["result"] = {"ticket": {"id": ticket["id"], "number": ticket["number"]}, "stream": stream}
        record = {
            "record": "commit",
            "key": key,
            "done": {"ack": ack, "content": content},
            "events": made,
            "tickets": [ticket] if ticket else [],
        }
        if FAULT == "ack-first":
            await self.send(ack)
            await asyncio.sleep(0.05)
        self.desk.write(record)
        if ticket:
            self.follow(stream)
        for event in made:
            if FAULT == "skip" and random.random() < 0.01:
                continue
            if FAULT == "reorder" and random.random() < 0.02:
                self.desk.late.append(asyncio.create_task(self.fan_out(event, 0.1)))
            else:
                await self.fan_out(event, 0)
        if FAULT != "ack-first":
            await self.send(ack)

    async def fan_out(self, event, delay):
        await asyncio.sleep(delay)
        for other in list(self.desk.followers.get(event["stream"], ())):
            try:
                await other.send({"type": "event", **other.show(event)})
            except websockets.ConnectionClosed:
                self.desk.followers[event["stream"]].discard(other)


async def serve(options, config):
    desk = Desk(options.data)
    sockets = set()

    async def handle(socket):
        sockets.add(socket)
        try:
            await Connection(desk, socket, config).run()
        except websockets.ConnectionClosed:
            pass
        finally:
            sockets.discard(socket)

    host, _, port = options.listen.partition(":")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with websockets.serve(
        handle, host, int(port), subprotocols=["sportello.chat.v1"], compression=None
    ) as server:
        print(f"listening on http://{host}:{server.sockets[0].getsockname()[1]}", flush=True)
        await stop.wait()
        for socket in list(sockets):
            bye = {"type": "bye", "code": 4000, "message": "restart", "retryAfterMs": random.randrange(500)}
            await socket.send(json.dumps(bye))
            await socket.close(4000)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--config", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--listen", default="127.0.0.1:0")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.command == "serve":
        asyncio.run(serve(options, yaml.safe_load(options.config.read_text())))
    elif options.command == "verify":
        print(len(Desk(options.data).logs), "streams")
    elif options.command == "ticket":
        desk = Desk(options.data)
        ticket = next(t for t in desk.tickets.values() if t["number"] == options.words[1])
        print(json.dumps({**ticket, "events": desk.logs["c:" + ticket["id"]]}))


if __name__ == "__main__":
    main()
