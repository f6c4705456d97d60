"""Following, resuming, history: positions without gaps (contract §2, §4, §7, §9)."""

import asyncio

import pytest

from desk_helpers import end_all, staffed
from sportello_client import ack, agent, err, new_id, texts, visitor


async def test_a_visitor_who_comes_back_resumes_without_asking(port):
    customer, staff, ticket = await staffed(port)
    cursor = (await customer.log(ticket.stream))[-1]["seq"]
    epoch = next(f for f in customer.frames if f["type"] == "subscribed")["epoch"]
    await customer.close()
    for text in ("one", "two", "three"):
        ack(await staff.post(ticket.stream, text))
    back = await visitor(
        port, secret=customer.secret, resume=[{"stream": ticket.stream, "epoch": epoch, "since": cursor}]
    )
    (entry,) = back.welcome["streams"]
    assert entry["mode"] == "resumed" and entry["more"] is False and entry["floor"] == 1
    assert [event["seq"] for event in entry["events"]] == list(range(cursor + 1, entry["head"] + 1))
    assert texts(entry["events"]) == ["one", "two", "three"]
    ack(await staff.post(ticket.stream, "four"))
    assert (await back.event("message.posted", text="four"))["seq"] == entry["head"] + 1
    await end_all(back, staff)


async def test_welcome_names_open_tickets_that_were_not_in_resume(port):
    async with await visitor(port) as first:
        one, two = await first.start("one"), await first.start("two")
    async with await visitor(port, secret=first.secret) as back:
        assert {entry["stream"] for entry in back.welcome["streams"]} == {one.stream, two.stream}
        for entry in back.welcome["streams"]:
            assert entry["mode"] == "snapshot" and entry["head"] == entry["events"][-1]["seq"] and entry["epoch"]
            assert isinstance(entry["state"], dict)


async def test_nothing_new_is_an_empty_resume(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        entry = await session.sub(ticket.stream)
        again = await session.sub(ticket.stream, epoch=entry["epoch"], since=entry["head"])
        assert (again["mode"], again["events"], again["more"]) == ("resumed", [], False)
        assert again["head"] == entry["head"] and again["epoch"] == entry["epoch"]


async def test_since_zero_is_a_resume_from_the_start(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        entry = await session.sub(ticket.stream, since=0)
        assert entry["mode"] == "resumed" and entry["events"][0]["seq"] == 1
        assert entry["events"][-1]["seq"] == entry["head"]


async def test_since_beyond_the_head_is_a_snapshot(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        entry = await session.sub(ticket.stream)
        beyond = await session.sub(ticket.stream, epoch=entry["epoch"], since=entry["head"] + 1)
        assert beyond["mode"] == "snapshot" and beyond["events"][-1]["seq"] == entry["head"]


async def test_another_epoch_is_a_snapshot(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        assert (await session.sub(ticket.stream, epoch="another", since=1))["mode"] == "snapshot"


@pytest.mark.parametrize("since", [-1, "1", 1.5, True, [1]])
async def test_a_since_that_is_no_count_is_a_bad_request(port, since):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        err(await session.sub(ticket.stream, since=since), "bad_request")


async def long_ticket(port, count, text="message {}"):
    """A ticket with that many messages, sent without waiting for each answer."""
    session = await visitor(port)
    ticket = await session.start(text.format(0))
    frames = [
        {"type": "send", "id": new_id(), "stream": ticket.stream, "body": {"kind": "text", "text": text.format(n)}}
        for n in range(1, count)
    ]
    for batch in range(0, len(frames), 50):
        for frame in frames[batch : batch + 50]:
            session.send(frame)
        for frame in frames[batch : batch + 50]:
            ack(await session.take(lambda f, id=frame["id"]: f["type"] in ("ack", "err") and f.get("id") == id))
    return session, ticket


async def test_a_snapshot_holds_the_newest_fifty_and_history_the_rest(port):
    session, ticket = await long_ticket(port, 120)
    entry = await session.sub(ticket.stream)
    assert entry["mode"] == "snapshot" and len(entry["events"]) == 50 and entry["more"] is True
    assert entry["events"][-1]["seq"] == entry["head"]
    events = entry["events"]
    while True:
        before = events[0]["seq"]
        page = await session.history(ticket.stream, before, 33)
        assert page["type"] == "page" and page["stream"] == ticket.stream
        expected = list(range(max(1, before - 33), before))
        assert [event["seq"] for event in page["events"]] == expected
        events = page["events"] + events
        assert page["more"] == (expected[0] > 1)
        if not page["more"]:
            break
    assert texts(events) == [f"message {n}" for n in range(120)]
    empty = await session.history(ticket.stream, 1, 10)
    assert (empty["events"], empty["more"]) == ([], False)
    await session.close()


async def test_more_than_five_hundred_behind_is_a_snapshot_and_five_hundred_is_not(port):
    session, ticket = await long_ticket(port, 505)
    entry = await session.sub(ticket.stream)
    head, epoch = entry["head"], entry["epoch"]
    assert (await session.sub(ticket.stream, epoch=epoch, since=head - 501))["mode"] == "snapshot"
    resumed = await session.sub(ticket.stream, epoch=epoch, since=head - 500)
    assert resumed["mode"] == "resumed"
    events = resumed["events"]
    while resumed["more"]:
        resumed = await session.sub(ticket.stream, epoch=epoch, since=events[-1]["seq"])
        events += resumed["events"]
    assert [event["seq"] for event in events] == list(range(head - 499, head + 1))
    await session.close()


async def test_an_entry_of_more_than_200_kib_is_continued_by_sub(port):
    session, ticket = await long_ticket(port, 60, "{} " + "x" * 7000)
    entry = await session.sub(ticket.stream, since=0)
    assert entry["mode"] == "resumed" and entry["more"] is True
    assert len(str(entry["events"]).encode()) < 230 * 1024
    log = await session.log(ticket.stream)
    assert len(texts(log)) == 60 and [event["seq"] for event in log] == list(range(1, len(log) + 1))
    page = await session.history(ticket.stream, entry["head"] + 1, 100)
    assert page["more"] is True and len(str(page["events"]).encode()) < 230 * 1024
    assert page["events"][-1]["seq"] == entry["head"], "a page keeps the greatest below before"
    await session.close()


@pytest.mark.parametrize("limit", [0, 101, -1, "10", None, 2.5])
async def test_a_history_limit_outside_1_to_100_is_a_bad_request(port, limit):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        refusal = err(await session.history(ticket.stream, 2, limit), "bad_request")
        assert refusal["field"] == "limit"


async def test_nothing_falls_between_a_subscription_and_live_events(port):
    customer, writer, ticket = await staffed(port)
    stop = False

    async def write():
        count = 0
        while not stop:
            ack(await writer.post(ticket.stream, f"live {count}"))
            count += 1

    writing = asyncio.create_task(write())
    for _ in range(25):
        reader = await visitor(port, secret=customer.secret, resume=[{"stream": ticket.stream, "since": 0}])
        (entry,) = [e for e in reader.welcome["streams"] if e["stream"] == ticket.stream]
        seen = [event["seq"] for event in entry["events"]]
        await reader.barrier()
        await asyncio.sleep(0.02)
        live = [f["seq"] for f in reader.frames if f["type"] == "event" and f["stream"] == ticket.stream]
        if entry["mode"] == "resumed" and not entry["more"]:
            joined = seen + [seq for seq in live if not seen or seq > seen[-1]]
            assert joined == list(range(1, len(joined) + 1)), (seen[-3:], live[:3])
        await reader.close()
    stop = True
    await writing
    await end_all(customer, writer)


async def test_after_unsub_nothing_comes_and_after_sub_everything(port):
    customer, staff, ticket = await staffed(port)
    reply = ack(await customer.request({"type": "unsub", "stream": ticket.stream}))
    assert "seq" not in reply
    ack(await staff.post(ticket.stream, "unheard"))
    await customer.quiet(lambda f: f["type"] == "event" and f["data"].get("text") == "unheard")
    entry = await customer.sub(ticket.stream, since=1)
    assert "unheard" in texts(entry["events"])
    ack(await staff.post(ticket.stream, "heard"))
    await customer.event("message.posted", text="heard")
    await end_all(customer, staff)


async def test_a_write_to_a_stream_that_is_not_followed_is_still_acknowledged(port):
    customer, staff, ticket = await staffed(port)
    async with await agent(port, "bruno") as other:
        reply = ack(await other.post(ticket.stream, "passing by"))
        assert (await customer.event("message.posted", text="passing by"))["seq"] == reply["seq"]
        await other.quiet(lambda f: f["type"] == "event")
    await end_all(customer, staff)


async def test_c_and_i_count_separately_and_hold_the_same_messages(port):
    customer, staff, ticket = await staffed(port)
    for number in range(5):
        ack(await staff.command("note", {"text": f"note {number}"}, ticket.stream))
        ack(await customer.post(ticket.stream, f"question {number}"))
        ack(await staff.post(ticket.stream, f"answer {number}"))
    public, internal = await staff.log(ticket.stream), await staff.log(ticket.internal)
    for log in (public, internal):
        assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    assert texts(public) == texts(internal)
    assert len(internal) >= len(public) + 5
    assert "note 1" not in str(public) and "note 1" in str(internal)
    await end_all(customer, staff)
