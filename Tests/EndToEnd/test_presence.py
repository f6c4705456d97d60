"""What is not durable, sessions, and the inbox (contract §2, §3, §4)."""

import asyncio
import time

import pytest

import tokens
from desk_helpers import end_all, staffed
from sportello_client import Session, ack, agent, new_id, texts, visitor


async def test_typing_is_ephemeral(port):
    customer, staff, ticket = await staffed(port)
    before = await staff.log(ticket.stream)
    customer.send({"type": "typing", "stream": ticket.stream, "on": True})
    note = await staff.note_of("typing")
    assert note["stream"] == ticket.stream and "seq" not in note
    customer.send({"type": "typing", "stream": ticket.stream, "on": False})
    await staff.note_of("typing")
    staff.send({"type": "typing", "stream": ticket.stream, "on": True})
    await customer.note_of("typing")
    assert await staff.log(ticket.stream) == before
    await end_all(customer, staff)


async def test_read_is_cumulative_and_the_largest_wins(port):
    customer, staff, ticket = await staffed(port)
    for text in ("a", "b", "c"):
        ack(await staff.post(ticket.stream, text))
    log = await staff.log(ticket.stream)
    head = log[-1]["seq"]
    customer.send({"type": "read", "stream": ticket.stream, "seq": head})
    note = await staff.note_of("read")
    assert note["stream"] == ticket.stream and head in [v for v in note["data"].values()]
    customer.send({"type": "read", "stream": ticket.stream, "seq": 1})
    await customer.barrier()
    await staff.quiet(lambda f: f["type"] == "note" and f["kind"] == "read" and 1 in f["data"].values())
    assert await staff.log(ticket.stream) == log, "reading is no event"
    await end_all(customer, staff)


@pytest.mark.parametrize("id", ["abc", None])
async def test_ping_is_answered_by_pong_with_its_id(port, id):
    async with await visitor(port) as session:
        session.send({"type": "ping"} | ({"id": id} if id else {}))
        pong = await session.take(lambda f: f["type"] == "pong")
        assert pong.get("id") == id


async def test_a_fresh_token_of_the_same_identity_is_accepted(port):
    async with await agent(port, "anna") as session:
        ack(await session.request({"type": "auth", "token": tokens.token("anna", "agent", minutes=120)}))
        await session.barrier()


@pytest.mark.parametrize(
    "token",
    [tokens.token("bruno", "agent"), tokens.token("anna", "supervisor"), tokens.tampered("anna", "agent"), "x"],
    ids=["another agent", "another role", "tampered", "nonsense"],
)
async def test_a_token_of_another_identity_is_not(port, token):
    async with await agent(port, "anna") as session:
        session.send({"type": "auth", "id": new_id(), "token": token})
        answer = await session.take(lambda f: f["type"] in ("ack", "err", "bye"))
        assert answer["type"] != "ack", answer


# The inbox


async def test_the_inbox_shows_tickets_with_growing_versions(make_server):
    port = make_server().port  # a desk of its own: the state is the first page only
    staff = await agent(port)
    entry = await staff.sub("w:desk")
    assert entry["type"] == "subscribed" and entry["stream"] == "w:desk" and "state" in entry
    assert "seq" not in entry and "epoch" not in entry
    customer = await visitor(port)
    ticket = await customer.start("see me in the inbox")

    def of_ticket(frame):
        return frame["type"] == "summary" and frame["ticket"] == ticket.id

    first = await staff.take(of_ticket)
    assert first["stream"] == "w:desk" and "seq" not in first and isinstance(first["data"], dict)
    await asyncio.sleep(0.3)
    newest = max(f["version"] for f in staff.frames if of_ticket(f))
    staff.pending = [f for f in staff.pending if not of_ticket(f)]
    ack(await customer.post(ticket.stream, "again"))
    later = await staff.take(of_ticket)
    assert later["version"] > newest
    ack(await staff.request({"type": "unsub", "stream": "w:desk"}))
    staff.pending = []
    ack(await customer.post(ticket.stream, "unseen"))
    await staff.quiet(of_ticket)
    again = await staff.sub("w:desk")
    assert ticket.id in str(again["state"])
    await end_all(customer, staff)


async def test_inbox_query_pages_through_all_tickets(port):
    staff, customer = await agent(port), await visitor(port)
    made = [await customer.start(f"inbox {number}") for number in range(5)]
    seen, after = [], None
    for _ in range(200):
        args = {"filter": {}, "limit": 2} | ({"after": after} if after is not None else {})
        result = ack(await staff.command("inbox.query", args))["result"]
        assert len(result["tickets"]) <= 2
        seen += [str(summary) for summary in result["tickets"]]
        after = result["next"]
        if after is None:
            break
    else:
        raise AssertionError("inbox.query never ended")
    for ticket in made:
        assert sum(ticket.id in summary or ticket.number in summary for summary in seen) == 1
    await end_all(customer, staff)


# Sessions


async def test_frames_are_answered_in_time(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        slowest = 0.0
        for number in range(50):
            before = time.monotonic()
            ack(await session.post(ticket.stream, f"{number}"))
            slowest = max(slowest, time.monotonic() - before)
        assert slowest < 1.0


async def test_events_come_in_order_while_many_write(port):
    customer, staff, ticket = await staffed(port)
    writers = [await agent(port, f"agent{number}") for number in range(4)]

    async def write(session, name):
        for number in range(25):
            ack(await session.post(ticket.stream, f"{name} {number}"))

    await asyncio.gather(*(write(session, index) for index, session in enumerate(writers)), write(customer, "c"))
    await asyncio.sleep(0.3)
    for reader in (customer, staff):
        live = [f["seq"] for f in reader.frames if f["type"] == "event" and f["stream"] == ticket.stream]
        assert live == list(range(live[0], live[0] + len(live)))
    log = await staff.log(ticket.stream)
    assert len(texts(log)) == 126
    for index in [*range(4), "c"]:
        assert [t for t in texts(log) if t.startswith(f"{index} ")] == [f"{index} {n}" for n in range(25)]
    await end_all(customer, staff, *writers)


async def test_two_hellos_with_one_session_object_do_not_share_state(port):
    one, two = await Session.open(port), await Session.open(port)
    await one.hello()
    await two.hello()
    assert one.welcome["you"]["contact"] != two.welcome["you"]["contact"]
    await end_all(one, two)
