"""Bounds: sizes, rates, sockets, slow and silent peers (contract §7 rules 5, 6, 7)."""

import asyncio
import json
import time

import pytest

import server as servers
import tokens
from desk_helpers import end_all, staffed
from rfc6455 import TEXT, Closed, Refused, encode, open_stream, upgrade_request
from sportello_client import ORIGIN, Session, ack, agent, err, new_id, texts, visitor


def padded_ping(size):
    """A valid frame of exactly that many bytes."""
    empty = json.dumps({"type": "ping", "id": "padded", "x": ""})
    return json.dumps({"type": "ping", "id": "padded", "x": "a" * (size - len(empty))})


async def test_a_frame_of_the_limit_passes(port):
    async with await visitor(port) as session:
        text = padded_ping(32768)
        assert len(text) == 32768
        await session.socket.send_text(text)
        await session.take(lambda f: f["type"] == "pong" and f["id"] == "padded")


@pytest.mark.parametrize("size", [32769, 70000, 2_000_000])
async def test_a_frame_too_long_closes_1009(port, size):
    session = await visitor(port)
    try:
        await session.socket.send_text(padded_ping(size))
    except ConnectionError:
        pass
    assert await session.closed() == 1009


async def test_fragments_too_long_together_close_1009(port):
    session = await visitor(port)
    await session.socket.send_frame(1, b'{"type":"ping","x":"', fin=False)
    try:
        for _ in range(40):
            await session.socket.send_frame(0, b"a" * 1000, fin=False)
    except ConnectionError:
        pass
    assert await session.closed() == 1009


async def test_an_agent_may_send_longer_frames(port):
    async with await agent(port) as session:
        await session.socket.send_text(padded_ping(65536))
        await session.take(lambda f: f["type"] == "pong")
        await session.socket.send_text(padded_ping(65537))
        assert await session.closed() == 1009


def nested(depth):
    """A ping whose whole nesting is `depth` levels, the frame itself included."""
    return '{"type":"ping","id":"deep","x":' + "[" * (depth - 1) + "]" * (depth - 1) + "}"


async def test_json_nested_eight_deep_passes(port):
    async with await visitor(port) as session:
        await session.socket.send_text(nested(8))
        await session.take(lambda f: f["type"] == "pong" and f["id"] == "deep")


@pytest.mark.parametrize("depth", [9, 20, 16000])
async def test_json_nested_deeper_closes_4500(port, depth):
    session = await visitor(port)
    await session.socket.send_text(nested(depth))
    assert await session.closed() == 4500
    assert session.bye()["code"] == 4500


async def test_brackets_in_a_string_are_no_nesting(port):
    async with await visitor(port) as session:
        await session.socket.send_text('{"type":"ping","id":"s","x":"[[[[[[[[[[[[\\"[[[[{{{{"}')
        await session.take(lambda f: f["type"] == "pong" and f["id"] == "s")


@pytest.mark.parametrize(
    "text",
    ["[1]", '"x"', "7", "null", "true", "", "{", "{}}", "{'a':1}", '{"type":"ping"} x', "nonsense", '{"a":01}'],
    ids=lambda text: text or "empty",
)
async def test_what_is_no_object_closes_4500(port, text):
    session = await visitor(port)
    await session.socket.send_text(text)
    assert await session.closed() == 4500


async def test_text_is_counted_in_unicode_scalars(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        ack(await session.post(ticket.stream, "😀" * 8000))
        ack(await session.post(ticket.stream, "e\u0301" * 4000))
        err(await session.post(ticket.stream, "a" * 8001), "too_large")
        err(await session.post(ticket.stream, "e\u0301" * 4000 + "a"), "too_large")
        assert [len(text) for text in texts(await session.log(ticket.stream))] == [5, 8000, 8000]


async def test_the_text_of_a_start_is_limited_too(port):
    async with await visitor(port) as session:
        err(
            await session.command("conversation.start", {"caseType": session.case_type, "text": "a" * 8001}),
            "too_large",
        )


async def test_an_agents_text_limit_is_its_own(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.post(ticket.stream, "a" * 32000))
    err(await staff.post(ticket.stream, "a" * 32001), "too_large")
    await end_all(customer, staff)


async def test_too_many_files_are_refused(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        files = [new_id() for _ in range(11)]
        err(await session.post(ticket.stream, "x", files=files), "too_large", "bad_request", "file_rejected")


async def test_too_fast_is_told_when_to_come_back_and_loses_nothing(strict):
    async with await visitor(strict.port) as session:
        ticket = await session.start("Hello")
        replies = []
        for number in range(13):
            replies.append((f"fast {number}", new_id()))
            session.send(
                {
                    "type": "send",
                    "id": replies[-1][1],
                    "stream": ticket.stream,
                    "body": {"kind": "text", "text": replies[-1][0]},
                }
            )
        limited, sent = [], []
        for text, id in replies:
            reply = await session.take(lambda f, id=id: f.get("id") == id and f["type"] in ("ack", "err"))
            if reply["type"] == "ack":
                sent.append(text)
            else:
                err(reply, "rate_limited")
                assert 0 < reply["retryAfterMs"] <= 20000
                limited.append((text, id, reply["retryAfterMs"]))
        assert limited and 7 <= len(sent) <= 11, (len(sent), len(limited))
        assert texts(await session.log(ticket.stream)) == ["Hello", *sent]
        text, id, wait = limited[0]
        await asyncio.sleep(wait / 1000 + 0.1)
        again = ack(await session.post(ticket.stream, text, id=id))
        assert again["dup"] is False


async def test_who_goes_on_too_fast_is_closed_4008(strict):
    session = await visitor(strict.port)
    ticket = await session.start("Hello")
    for number in range(3000):
        if session.close_code is not None:
            break
        try:
            session.send(
                {
                    "type": "send",
                    "id": new_id(),
                    "stream": ticket.stream,
                    "body": {"kind": "text", "text": f"flood {number}"},
                }
            )
            if number % 50 == 49:
                await session.socket.writer.drain()
                await asyncio.sleep(0.01)
        except (ConnectionError, RuntimeError):
            break
    assert await session.closed() == 4008
    again = await visitor(strict.port, secret=session.secret)
    assert len(texts(await again.log(ticket.stream))) < 40
    await again.close()


async def test_one_visitors_flood_does_not_limit_another(strict):
    flooder, other = await visitor(strict.port), await visitor(strict.port)
    ticket = await flooder.start("Hello")
    for number in range(15):
        flooder.send(
            {"type": "send", "id": new_id(), "stream": ticket.stream, "body": {"kind": "text", "text": f"{number}"}}
        )
    own = await other.start("calm")
    ack(await other.post(own.stream, "unhindered"))
    await end_all(flooder, other)


async def test_a_ninth_socket_of_a_visitor_is_closed_itself(strict):
    first = await visitor(strict.port)
    more = [await visitor(strict.port, secret=first.secret) for _ in range(7)]
    ninth = await Session.open(strict.port)
    await ninth.hello(visitor=first.secret)
    assert await ninth.closed() == 4505
    assert ninth.bye()["code"] == 4505
    for session in (first, *more):
        await session.barrier()
    await more[0].close()
    await asyncio.sleep(0.2)
    again = await visitor(strict.port, secret=first.secret)
    await end_all(first, *more[1:], again)


async def test_sockets_per_address_are_limited(make_server):
    own = make_server(servers.generous(connectionsPerAddress=20))
    opened, refused = [], 0
    for _ in range(40):
        try:
            session = await Session.open(own.port)
            answer = await session.hello(timeout=3)
            if answer["type"] == "welcome":
                opened.append(session)
            else:
                refused += 1
        except (Refused, Closed, OSError):
            refused += 1
    assert len(opened) <= 20 and refused >= 20
    await opened[0].barrier()
    for session in opened:
        await session.close()
    await asyncio.sleep(0.3)
    late = await visitor(own.port)
    await late.close()


async def test_a_silent_peer_is_closed_4003_and_an_answering_one_stays(quick):
    alive, silent = await visitor(quick.port), await visitor(quick.port)
    silent.mute()
    before = time.monotonic()
    assert await silent.closed(timeout=8) == 4003
    assert 0.5 < time.monotonic() - before < 5
    await asyncio.sleep(1)
    await alive.barrier()
    assert alive.socket.pings_seen or any(frame["type"] == "ping" for frame in alive.frames)
    await alive.close()


async def test_a_client_that_only_pings_but_never_answers_is_still_judged_by_its_answers(quick):
    """Own pings are traffic; whether they count as life is left open, but a silent connection must not hang."""
    session = await visitor(quick.port)
    session.mute()
    for _ in range(3):
        session.send({"type": "ping"})
        await asyncio.sleep(0.2)
    assert await session.closed(timeout=8) == 4003


@pytest.mark.slow
async def test_a_slow_reader_is_closed_within_bounds_while_others_are_served(make_server):
    desk = make_server(servers.generous(connectionsPerVisitor=64))
    customer, staff, ticket = await staffed(desk.port)
    baseline = desk.rss()
    frozen = [
        await visitor(desk.port, secret=customer.secret, connect={"receive_buffer": 4096, "limit": 1024})
        for _ in range(5)
    ]
    for session in frozen:
        session.freeze()
    slowest = 0.0
    text = "z" * 31000
    for number in range(250):  # 7.5 MB each: far beyond 256 KiB and what the kernel keeps
        before = time.monotonic()
        ack(await staff.post(ticket.stream, f"{number} {text}"))
        slowest = max(slowest, time.monotonic() - before)
    await customer.event("message.posted", text=f"249 {text}")
    grown = desk.rss() - baseline
    assert slowest < 1.0, f"an acknowledgement took {slowest:.2f} s"
    assert grown < 96 * 1024 * 1024, f"{grown / 2**20:.0f} MiB more"
    await asyncio.sleep(6)  # the 5 s that a slow reader has to take its close frame
    for session in frozen:
        session.thaw()
    for session in frozen:
        assert await session.closed(timeout=10) in (4002, 1006)
        received = sum(len(str(frame)) for frame in session.frames)
        assert received < 7_000_000, "it was not cut off"
        seqs = [f["seq"] for f in session.frames if f["type"] == "event" and f["stream"] == ticket.stream]
        assert seqs == list(range(seqs[0], seqs[0] + len(seqs))) if seqs else True
    back = await visitor(desk.port, secret=customer.secret)
    assert len(texts(await back.log(ticket.stream))) == 251, "the log makes it lossless"
    await end_all(customer, staff, back)


async def test_a_slow_reader_that_wakes_in_time_gets_4002(make_server):
    desk = make_server(servers.generous())
    customer, staff, ticket = await staffed(desk.port)
    frozen = await visitor(desk.port, secret=customer.secret, connect={"receive_buffer": 4096, "limit": 1024})
    frozen.freeze()
    for number in range(160):
        ack(await staff.post(ticket.stream, f"{number} " + "z" * 31000))
    frozen.thaw()
    assert await frozen.closed(timeout=10) == 4002
    assert frozen.bye() is None or frozen.bye()["code"] == 4002
    await end_all(customer, staff)


async def test_ephemeral_notes_alone_never_close_a_slow_reader(make_server):
    desk = make_server(servers.generous())
    customer, staff, ticket = await staffed(desk.port)
    frozen = await visitor(desk.port, secret=customer.secret, connect={"receive_buffer": 4096, "limit": 1024})
    frozen.freeze()
    others = [await agent(desk.port, f"typist-{number}") for number in range(20)]
    for round in range(60):
        for other in others:
            other.send({"type": "typing", "stream": ticket.stream, "on": round % 2 == 0})
        await asyncio.sleep(0.05)
    for other in others:
        await other.barrier()
    await end_all(*others)
    frozen.thaw()
    await frozen.barrier()
    assert frozen.close_code is None
    await end_all(customer, staff, frozen)


async def test_a_dripping_handshake_is_cut_off_in_time(quick):
    reader, writer = await open_stream(quick.port)
    _, head = upgrade_request(quick.port, origin=ORIGIN)
    before = time.monotonic()
    ended = asyncio.create_task(reader.read(-1))
    try:
        for byte in head:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.04)
            if ended.done():
                break
    except ConnectionError:
        pass
    try:
        answer = await asyncio.wait_for(ended, 10)
        assert b"101" not in answer[:16]
    except ConnectionError:
        pass
    assert time.monotonic() - before < 8
    writer.transport.abort()


async def test_a_dripping_frame_does_not_hold_up_others(port):
    slow, other = await visitor(port), await visitor(port)
    frame = encode(TEXT, b'{"type":"ping","id":"drip"}')
    for byte in frame:
        slow.socket.write(bytes([byte]))
        await slow.socket.writer.drain()
        before = time.monotonic()
        await other.barrier()
        assert time.monotonic() - before < 1
    await slow.take(lambda f: f["type"] == "pong" and f.get("id") == "drip")
    await end_all(slow, other)


@pytest.mark.slow
async def test_memory_stays_bounded_under_hostile_connections(make_server):
    desk = make_server(servers.config(helloTimeoutMs=3000, requestTimeoutMs=3000))
    steady = await visitor(desk.port)
    baseline, handles = desk.rss(), desk.open_files()
    junk = []
    for _ in range(300):
        junk.append(await open_stream(desk.port))
    for number, (_, writer) in enumerate(junk):
        writer.write(b"GET /v1/chat HTTP/1.1\r\nHost: x\r\nX: " + b"a" * (number * 10))
    half = [await Session.open(desk.port) for _ in range(200)]
    for session in half:
        session.socket.write(b"\x81\xfe\x7f\xff\x00\x00\x00\x00" + b"a" * 20000)  # the start of a long frame
    await steady.barrier()
    assert desk.rss() - baseline < 100 * 1024 * 1024
    for _ in range(40):
        await asyncio.sleep(0.25)
        if desk.open_files() <= handles + 5:
            break
    assert desk.open_files() <= handles + 5, "half connections are still open after their time"
    await steady.barrier()
    for _, writer in junk:
        writer.transport.abort()
    await end_all(steady, *half)


async def test_agents_have_their_own_rate(strict):
    customer = await visitor(strict.port)
    ticket = await customer.start("Hello")
    async with await agent(strict.port) as staff:
        assert staff.welcome["limits"]["sendBurst"] == 100
        for number in range(40):
            ack(await staff.post(ticket.stream, f"{number}"))
    await customer.close()


async def test_a_token_is_not_needed_to_be_welcome_and_a_bad_one_is_not_retried(port):
    for _ in range(5):
        session = await Session.open(port, origin=None)
        await session.hello(token=tokens.unsigned("anna", "agent"))
        assert await session.closed() == 4501
