"""A clean stop: said, quick, lossless (contract §7 rule 8, §8)."""

import asyncio
import signal
import time

import pytest

import checker
import server as servers
from desk_helpers import end_all, staffed
from durable_client import History
from rfc6455 import http
from sportello_client import Session, ack, texts, visitor
from test_files import PNG, announce, put
from test_kill import Load, judge


async def test_everybody_is_told_and_closed_4000(make_server):
    desk = make_server(servers.generous())
    sessions = [await visitor(desk.port) for _ in range(20)]
    desk.terminate()
    for session in sessions:
        assert await session.closed() == 4000
        bye = session.bye()
        assert bye and bye["code"] == 4000 and bye["retryAfterMs"] >= 0, session.frames[-2:]
    waits = {session.bye()["retryAfterMs"] for session in sessions}
    assert len(waits) > 5, f"retryAfterMs is not jittered: {waits}"
    assert await asyncio.to_thread(desk.wait) == 0


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_an_idle_server_stops_at_once_with_status_0(make_server, signal_number):
    desk = make_server(servers.generous())
    before = time.monotonic()
    desk.process.send_signal(signal_number)
    assert await asyncio.to_thread(desk.wait) == 0
    assert time.monotonic() - before < 5


async def test_sockets_that_read_nothing_do_not_hold_up_the_stop(make_server):
    desk = make_server(servers.generous())
    customer, staff, ticket = await staffed(desk.port)
    frozen = await visitor(desk.port, secret=customer.secret, connect={"receive_buffer": 4096, "limit": 1024})
    frozen.freeze()
    for _ in range(40):
        ack(await staff.post(ticket.stream, "z" * 30000))
    desk.terminate()
    assert await asyncio.to_thread(desk.wait) == 0
    await end_all(customer, staff, frozen)


async def test_a_restart_keeps_everything_and_everybody_resumes(make_server):
    desk = make_server(servers.generous())
    customer, staff, ticket = await staffed(desk.port)
    for number in range(20):
        ack(await customer.post(ticket.stream, f"before {number}"))
    entry = await customer.sub(ticket.stream)
    desk.terminate()
    assert await customer.closed() == 4000
    assert await asyncio.to_thread(desk.wait) == 0
    await asyncio.to_thread(desk.start)
    resume = [{"stream": ticket.stream, "epoch": entry["epoch"], "since": entry["head"] - 3}]
    back = await visitor(desk.port, secret=customer.secret, resume=resume)
    (again,) = back.welcome["streams"]
    assert again["epoch"] == entry["epoch"] and again["mode"] == "resumed"
    assert texts(again["events"]) == ["before 17", "before 18", "before 19"]
    ack(await back.post(ticket.stream, "after"))
    await end_all(customer, staff, back)


async def test_files_and_ids_survive_a_restart(make_server):
    desk = make_server(servers.generous())
    customer, staff, ticket = await staffed(desk.port)
    upload = await announce(customer, ticket)
    assert (await put(desk.port, upload)).status == 201
    reply = ack(
        await customer.post(ticket.stream, "see", files=[upload["file"]], id="11111111-1111-4111-8111-111111111111")
    )
    desk.stop()
    await asyncio.to_thread(desk.start)
    back = await visitor(desk.port, secret=customer.secret)
    again = ack(
        await back.post(ticket.stream, "see", files=[upload["file"]], id="11111111-1111-4111-8111-111111111111")
    )
    assert again["dup"] is True and again["seq"] == reply["seq"]
    event = [e for e in await back.log(ticket.stream) if e["seq"] == reply["seq"]][0]
    assert (await http(desk.port, "GET", event["data"]["files"][0]["url"])).body == PNG
    await end_all(customer, staff, back)


@pytest.mark.timeout(120)
async def test_clean_restarts_under_load_lose_nothing(make_server):
    desk = make_server(servers.generous(connectionsPerVisitor=64))
    history = History()
    load = Load(desk.port, history)
    await load.prepare(3)
    load.begin()
    for _ in range(3):
        await asyncio.sleep(0.5)
        stopped = time.monotonic()
        desk.terminate()
        assert await asyncio.to_thread(desk.wait) == 0
        await asyncio.to_thread(desk.start)
        assert await load.resumed(stopped) <= 5
    await load.finish()
    await judge(desk, load, history)
    assert checker.same_id_same_seq(history.acks) == []


async def test_a_second_server_on_the_same_data_is_refused(make_server):
    desk = make_server(servers.generous())
    other = servers.Server(servers.generous(), folder=desk.folder)
    other.output = desk.folder / "second.log"
    with pytest.raises(RuntimeError):
        other.start(timeout=8)
    assert desk.running()
    session = await visitor(desk.port)
    await session.close()


async def test_a_minted_token_is_accepted(make_server):
    desk = make_server(servers.generous())
    done = desk.token("anna", "supervisor", "--minutes", "5")
    assert done.returncode == 0, done.stderr
    session = await Session.open(desk.port, origin=None)
    welcome = await session.hello(token=done.stdout.strip())
    assert welcome["type"] == "welcome" and welcome["you"]["role"] == "supervisor"
    assert "\n" not in done.stdout.strip(), "the token stands alone on its line"
    await session.close()
