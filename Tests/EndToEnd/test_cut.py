"""A cable cut at every byte: one message, one number, the same order for everybody (contract §7 rule 1)."""

import asyncio
import json

import pytest

import server as servers
from desk_helpers import end_all
from rfc6455 import TEXT, WebSocket, encode
from sportello_client import ORIGIN, ack, agent, new_id, texts, visitor


class Cuts:
    """A visitor with one ticket who is cut off again and again, and a second session that watches."""

    def __init__(self, port, watcher, ticket, secret):
        self.port = port
        self.watcher = watcher
        self.ticket = ticket
        self.secret = secret
        self.expected = []  # texts in the order in which they must stand
        self.seqs = {}

    @classmethod
    async def make(cls, port):
        watcher = await visitor(port)
        ticket = await watcher.start("start")
        cuts = cls(port, watcher, ticket, watcher.secret)
        cuts.expected.append("start")
        return cuts

    def frame(self, text, id):
        value = {"type": "send", "id": id, "stream": self.ticket.stream, "body": {"kind": "text", "text": text}}
        return encode(TEXT, json.dumps(value).encode())

    async def connect(self):
        """A session that has been welcomed, with its raw socket in hand."""
        session = await visitor(self.port, secret=self.secret)
        return session

    async def quiet_socket(self):
        """A welcomed raw socket with nothing left to read, for reading byte by byte."""
        socket = await WebSocket.connect(self.port, origin=ORIGIN)
        hello = {
            "type": "hello",
            "id": new_id(),
            "client": "e2e/1.0",
            "visitor": self.secret,
            "resume": [{"stream": self.ticket.stream, "since": len(self.seqs)}],
        }
        await socket.send_text(json.dumps(hello))
        assert json.loads(await socket.message())["type"] == "welcome"
        await socket.send_text('{"type":"ping","id":"q"}')
        while json.loads(await socket.message())["type"] != "pong":
            pass
        return socket

    async def resend(self, text, id):
        """The same message with the same id on a new connection, as an outbox does."""
        async with await visitor(self.port, secret=self.secret) as session:
            reply = ack(await session.post(self.ticket.stream, text, id=id))
            again = ack(await session.post(self.ticket.stream, text, id=id))
        assert again["dup"] is True and again["seq"] == reply["seq"]
        self.expected.append(text)
        self.seqs[id] = reply["seq"]
        return reply

    async def judge(self):
        log = await self.watcher.log(self.ticket.stream)
        assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
        assert texts(log) == self.expected
        ours = {event["id"]: event["seq"] for event in log if event.get("id") in self.seqs}
        assert ours == self.seqs
        live = [f for f in self.watcher.frames if f["type"] == "event" and f["stream"] == self.ticket.stream]
        assert [event["seq"] for event in live] == [event["seq"] for event in log], (
            "the watcher saw the same, once each"
        )
        async with await agent(self.port, "judge") as staff:
            assert [(e["seq"], e["data"]) for e in await staff.log(self.ticket.stream)] == [
                (e["seq"], e["data"]) for e in log
            ]
            assert texts(await staff.log(self.ticket.internal)) == self.expected


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_cut_at_every_byte_of_a_message_on_its_way(port):
    cuts = await Cuts.make(port)
    length = len(cuts.frame("cut 000", new_id()))
    committed = 0
    for offset in range(length + 1):
        text, id = f"cut {offset:03}", new_id()
        session = await cuts.connect()
        session.socket.write(cuts.frame(text, id)[:offset])
        await session.socket.writer.drain()
        if offset % 2:
            session.socket.abort()
        else:
            session.socket.writer.close()  # FIN instead of RST
        reply = await cuts.resend(text, id)
        await session.close()
        if offset < length:
            assert reply["dup"] is False, f"committed after {offset} of {length} bytes"
        committed += reply["dup"]
    await cuts.judge()
    await cuts.watcher.close()


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_cut_at_every_byte_of_the_acknowledgement_and_the_event(port):
    cuts = await Cuts.make(port)
    probe = await cuts.quiet_socket()
    id = new_id()
    probe.write(cuts.frame("probe", id))
    size, kinds = 0, set()
    while kinds != {"ack", "event"}:
        text = await asyncio.wait_for(probe.message(), 10)
        size += len(text.encode()) + 4
        frame = json.loads(text)
        if frame.get("id") == id:
            kinds.add(frame["type"])
    probe.abort()
    await cuts.resend("probe", id)
    for offset in range(0, size + 1, 3):
        text, id = f"back {offset:04}", new_id()
        socket = await cuts.quiet_socket()
        socket.write(cuts.frame(text, id))
        try:
            seen = await asyncio.wait_for(socket.reader.readexactly(offset), 10)
        except asyncio.IncompleteReadError as error:
            seen = error.partial
        except TimeoutError:
            seen = b""  # the answers were a little shorter than the probe's
        socket.abort()
        reply = await cuts.resend(text, id)
        if id.encode() in seen:
            assert reply["dup"] is True, "it was answered, so it was durable"
    await cuts.judge()
    await cuts.watcher.close()


async def test_two_sessions_that_resend_the_same_message_at_once_make_one(port):
    cuts = await Cuts.make(port)
    for number in range(30):
        one, two = await cuts.connect(), await cuts.connect()
        text, id = f"both {number}", new_id()
        replies = [
            ack(reply)
            for reply in await asyncio.gather(
                one.post(cuts.ticket.stream, text, id=id), two.post(cuts.ticket.stream, text, id=id)
            )
        ]
        assert replies[0]["seq"] == replies[1]["seq"]
        assert sorted(reply["dup"] for reply in replies) == [False, True]
        cuts.expected.append(text)
        cuts.seqs[id] = replies[0]["seq"]
        await end_all(one, two)
    await cuts.judge()
    await cuts.watcher.close()


async def test_a_cut_in_the_middle_of_many_messages_loses_none(port):
    cuts = await Cuts.make(port)
    for round in range(15):
        batch = [(f"round {round} message {number}", new_id()) for number in range(12)]
        session = await cuts.connect()
        whole = b"".join(cuts.frame(text, id) for text, id in batch)
        session.socket.write(whole[: len(whole) * (round + 1) // 16])
        await session.socket.writer.drain()
        session.abort()
        await session.close()
        back = await cuts.connect()
        for text, id in batch:
            reply = ack(await back.post(cuts.ticket.stream, text, id=id))
            cuts.expected.append(text)
            cuts.seqs[id] = reply["seq"]
        await back.close()
    await cuts.judge()
    await cuts.watcher.close()


async def test_a_start_that_was_cut_off_is_one_ticket(port):
    first = await visitor(port)
    args = {"caseType": first.case_type, "text": "only once", "new": True}
    made = set()
    id = new_id()
    frame = encode(TEXT, json.dumps({"type": "cmd", "id": id, "name": "conversation.start", "args": args}).encode())
    for offset in (0, 1, 10, len(frame) // 2, len(frame) - 1, len(frame)):
        session = await visitor(port, secret=first.secret)
        session.socket.write(frame[:offset])
        await session.socket.writer.drain()
        session.abort()
        await session.close()
    async with await visitor(port, secret=first.secret) as session:
        made.add(ack(await session.command("conversation.start", args, id=id))["result"]["ticket"]["id"])
        made.add(ack(await session.command("conversation.start", args, id=id))["result"]["ticket"]["id"])
    async with await visitor(port, secret=first.secret) as session:
        assert ["c:" + one for one in made] == [entry["stream"] for entry in session.welcome["streams"]]
    await first.close()


async def test_resets_in_the_middle_of_everything_do_no_harm(make_server):
    """Sessions that follow each other die while they are written to: closing one must not disturb the others."""
    desk = make_server(servers.generous(connectionsPerVisitor=64))
    cuts = await Cuts.make(desk.port)
    staff = await agent(desk.port, "anna-of-resets")
    await staff.sub(cuts.ticket.stream, since=0)
    await staff.sub(cuts.ticket.internal, since=0)
    sent = {"start"}
    for round in range(40):
        crowd = [await cuts.connect() for _ in range(4)]
        for number, session in enumerate(crowd):
            batch = [(f"{round}-{number}-{position}", new_id()) for position in range(3)]
            sent |= {text for text, _ in batch}
            session.socket.write(b"".join(cuts.frame(text, id) for text, id in batch))
            session.send({"type": "typing", "stream": cuts.ticket.stream, "on": True})
        staff.send({"type": "typing", "stream": cuts.ticket.stream, "on": True})
        for session in crowd[: round % 5]:
            session.abort()
        await asyncio.sleep(0.005 * (round % 3))
        for session in crowd:
            session.abort()
            await session.close()
        ack(await staff.post(cuts.ticket.stream, f"staff {round}"))
        sent.add(f"staff {round}")
    assert desk.running()
    log = await staff.log(cuts.ticket.stream)
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    there = texts(log)
    assert len(there) == len(set(there)) and set(there) <= sent
    for round in range(40):
        for number in range(4):
            mine = [text for text in there if text.startswith(f"{round}-{number}-")]
            assert mine == [f"{round}-{number}-{position}" for position in range(len(mine))], "a prefix, in order"
    live = [f["seq"] for f in staff.frames if f["type"] == "event" and f["stream"] == cuts.ticket.stream]
    assert live == list(range(live[0], live[0] + len(live)))
    await end_all(staff, cuts.watcher)
