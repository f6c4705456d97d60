"""Frames, streams and positions (contract §2, §3, §4, §7, §9)."""

import asyncio
import time

import pytest
import tokens
from desk_helpers import end_all, luhn, staffed
from sportello_client import Session, ack, agent, err, new_id, texts, visitor, without_id


# Starting


async def test_a_conversation_starts_with_a_number_and_a_stream(port):
    async with await visitor(port) as session:
        reply = ack(
            await session.command(
                "conversation.start", {"caseType": session.case_type, "text": "Hello", "subject": "Printer"}
            )
        )
        result = reply["result"]
        assert result["stream"] == "c:" + result["ticket"]["id"]
        number = result["ticket"]["number"]
        assert isinstance(number, str) and len(number) == 9 and number.isdigit() and number[0] != "0"
        assert luhn(number)
        assert number not in result["ticket"]["id"], "the stream id is opaque"
        assert reply["stream"] == result["stream"]
        assert reply["dup"] is False
        registered = await session.event("ticket.registered")
        assert registered["seq"] == 1
        assert str(registered["data"]["number"]) == number
        assert registered["data"]["subject"] == "Printer"
        posted = await session.event("message.posted")
        assert posted["data"]["text"] == "Hello"
        assert posted["author"]["id"] == session.welcome["you"]["contact"]
        log = await session.log(result["stream"])
        assert reply["seq"] == log[-1]["seq"] or reply["seq"] in [event["seq"] for event in log]


async def test_a_repeated_start_is_the_same_ticket(port):
    async with await visitor(port) as session:
        id = new_id()
        args = {"caseType": session.case_type, "text": "Hello", "new": True}
        first = ack(await session.command("conversation.start", args, id=id))
        second = ack(await session.command("conversation.start", args, id=id))
        assert second["dup"] is True
        assert (second["result"], second["seq"]) == (first["result"], first["seq"])
        other = await session.command("conversation.start", {**args, "text": "Something else"}, id=id)
        err(other, "id_conflict")


async def test_the_same_start_from_two_connections_at_once_is_one_ticket(port):
    first = await visitor(port)
    second = await visitor(port, secret=first.secret)
    id = new_id()
    args = {"caseType": first.case_type, "text": "Hello", "new": True}
    replies = await asyncio.gather(
        first.command("conversation.start", args, id=id), second.command("conversation.start", args, id=id)
    )
    assert len({ack(reply)["result"]["ticket"]["id"] for reply in replies}) == 1
    assert sorted(reply["dup"] for reply in replies) == [False, True]
    await end_all(first, second)


async def test_a_second_start_of_the_same_case_type_shows_what_is_open(port):
    async with await visitor(port) as session:
        args = {"caseType": session.case_type, "text": "Hello", "subject": "Broken  Printer"}
        first = ack(await session.command("conversation.start", args))["result"]
        again = ack(await session.command("conversation.start", {**args, "subject": "broken printer"}))
        found = again["result"]["existing"]
        assert [(str(entry["number"]), entry["stream"]) for entry in found] == [
            (str(first["ticket"]["number"]), first["stream"])
        ]
        assert found[0]["subject"] == "Broken  Printer"
        assert "ticket" not in again["result"]
        other = ack(await session.command("conversation.start", {**args, "subject": "Scanner"}))
        assert "ticket" in other["result"], "another subject is another matter"
        fresh = ack(await session.command("conversation.start", {**args, "new": True}))
        assert fresh["result"]["ticket"]["id"] != first["ticket"]["id"]


async def test_an_answer_of_existing_is_committed_under_its_id(port):
    async with await visitor(port) as session:
        args = {"caseType": session.case_type, "text": "Hello"}
        ack(await session.command("conversation.start", args))
        id = new_id()
        first = ack(await session.command("conversation.start", args, id=id))
        second = ack(await session.command("conversation.start", args, id=id))
        assert second["dup"] is True and second["result"] == first["result"]


async def test_other_sessions_of_the_contact_are_told_of_a_new_ticket(port):
    first = await visitor(port)
    second = await visitor(port, secret=first.secret)
    ticket = await first.start("Hello")
    told = await second.take(lambda f: f["type"] == "subscribed")
    assert told["stream"] == ticket.stream and "id" not in told
    ack(await first.post(ticket.stream, "and more"))
    assert (await second.event("message.posted", text="and more"))["stream"] == ticket.stream
    await end_all(first, second)


@pytest.mark.parametrize("missing", ["caseType", "text"])
async def test_a_start_without_a_needed_member_is_a_bad_request(port, missing):
    async with await visitor(port) as session:
        args = {"caseType": session.case_type, "text": "Hello"}
        del args[missing]
        refusal = err(await session.command("conversation.start", args), "bad_request")
        assert missing in refusal["field"]


async def test_a_start_of_an_unknown_case_type_is_refused(port):
    async with await visitor(port) as session:
        err(await session.command("conversation.start", {"caseType": "nonsense", "text": "x"}), "bad_request", "refused.")


# Sending


async def test_a_message_is_acknowledged_and_comes_to_everybody_once(port):
    customer, staff, ticket = await staffed(port)
    second = await visitor(port, secret=customer.secret)
    id = new_id()
    reply = ack(await customer.post(ticket.stream, "Is anybody there?", id=id))
    assert reply["stream"] == ticket.stream and reply["dup"] is False
    own = await customer.event("message.posted", text="Is anybody there?")
    twin = await second.event("message.posted", text="Is anybody there?")
    theirs = await staff.event("message.posted", stream=ticket.stream, text="Is anybody there?")
    assert own["seq"] == twin["seq"] == theirs["seq"] == reply["seq"]
    assert own["id"] == twin["id"] == id
    assert "id" not in theirs, "the client's id is shown to sessions of its author only (§9)"
    assert own["ts"] == theirs["ts"] == reply["ts"]
    assert own["author"]["role"] in ("visitor", "contact")
    assert theirs["author"]["id"] == customer.welcome["you"]["contact"]
    answer = ack(await staff.post(ticket.stream, "Yes, Anna."))
    heard = await customer.event("message.posted", text="Yes, Anna.")
    assert heard["seq"] == answer["seq"] and "id" not in heard
    assert heard["author"]["role"] in ("agent", "staff") and heard["author"]["name"] == "Anna"
    await asyncio.sleep(0.2)
    for session in (customer, second, staff):
        seen = [f for f in session.frames if f["type"] == "event" and f["stream"] == ticket.stream
                and f["data"].get("text") == "Is anybody there?"]
        assert len(seen) == 1
    await end_all(customer, second, staff)


async def test_an_agent_writing_to_i_or_c_means_the_same_ticket(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.command("note", {"text": "known since Monday"}, ticket.internal))
    ack(await staff.command("note", {"text": "asked the vendor"}, ticket.stream))
    for text in ("known since Monday", "asked the vendor"):
        await staff.take(
            lambda f: f["type"] == "event" and f["stream"] == ticket.internal and text in str(f["data"])
        )
    await customer.barrier()
    assert "known since Monday" not in str(customer.frames) and "asked the vendor" not in str(customer.frames)
    assert "asked the vendor" not in str([f for f in staff.frames if f.get("stream") == ticket.stream])
    await end_all(customer, staff)


async def test_a_replay_returns_the_first_acknowledgement(port):
    customer, staff, ticket = await staffed(port)
    id = new_id()
    first = ack(await customer.post(ticket.stream, "once", id=id))
    ack(await customer.post(ticket.stream, "later"))
    second = ack(await customer.post(ticket.stream, "once", id=id))
    assert second["dup"] is True
    assert {**without_id(second), "dup": False} == without_id(first)
    assert texts(await staff.log(ticket.stream)).count("once") == 1
    await end_all(customer, staff)


async def test_the_same_id_with_another_content_is_a_conflict(port):
    customer, staff, ticket = await staffed(port)
    id = new_id()
    ack(await customer.post(ticket.stream, "one", id=id))
    err(await customer.post(ticket.stream, "two", id=id), "id_conflict")
    ack(await customer.post(ticket.stream, "one", id=id))
    assert "two" not in texts(await staff.log(ticket.stream))
    await end_all(customer, staff)


async def test_the_scope_of_an_id_is_stream_and_author(port):
    customer, staff, ticket = await staffed(port)
    other = await customer.start("another matter")
    id = new_id()
    assert ack(await customer.post(ticket.stream, "same id", id=id))["dup"] is False
    assert ack(await customer.post(other.stream, "same id, other stream", id=id))["dup"] is False
    assert ack(await staff.post(ticket.stream, "same id, other author", id=id))["dup"] is False
    await end_all(customer, staff)


async def test_a_command_is_as_idempotent_as_a_message(port):
    customer, staff, ticket = await staffed(port)
    id = new_id()
    first = ack(await staff.command("note", {"text": "seen it"}, ticket.stream, id=id))
    second = ack(await staff.command("note", {"text": "seen it"}, ticket.stream, id=id))
    assert second["dup"] is True and second.get("seq") == first.get("seq")
    err(await staff.command("note", {"text": "not it"}, ticket.stream, id=id), "id_conflict")
    assert sum("seen it" in str(event["data"]) for event in await staff.log(ticket.internal)) == 1
    await end_all(customer, staff)


async def test_what_the_client_says_about_author_time_and_role_counts_for_nothing(port):
    customer, staff, ticket = await staffed(port)
    forged = {"id": "agent:anna", "role": "agent", "name": "Anna"}
    reply = ack(
        await customer.post(ticket.stream, "I am the agent", author=forged, ts="2001-01-01T00:00:00.000Z", seq=999)
    )
    event = await staff.event("message.posted", stream=ticket.stream, text="I am the agent")
    assert event["author"]["id"] == customer.welcome["you"]["contact"] and event["author"]["role"] != "agent"
    assert event["seq"] == reply["seq"] < 100 and not event["ts"].startswith("2001")
    await end_all(customer, staff)


@pytest.mark.parametrize(
    "text",
    [
        "plain", " leading and trailing ", "line\nbreak\r\nand\ttab", "è cosi\u0300", "\u202eRTL", "😀👩‍👩‍👧‍👦", "<b>&amp;</b>",
        "\u0000zero", "\u2028\ufeff", "'; drop table events; --", "a" * 8000, "😀" * 7000,
    ],
    ids=["plain", "spaces", "lines", "decomposed", "bidi", "emoji", "html", "nul", "separators", "sql", "long", "wide"],
)
async def test_a_text_is_kept_byte_for_byte(port, text):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        ack(await session.post(ticket.stream, text))
        assert texts(await session.log(ticket.stream))[-1] == text


async def test_a_reply_names_an_earlier_message(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        first = ack(await session.post(ticket.stream, "first"))
        ack(await session.post(ticket.stream, "about the first", replyTo=first["seq"]))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"stream": None}, "stream"), ({"body": None}, "body"), ({"body": {"kind": "text"}}, "text"),
        ({"body": {"kind": "text", "text": 7}}, "text"), ({"body": {"kind": "text", "text": ""}}, "text"),
        ({"body": {"kind": "html", "text": "x"}}, "kind"), ({"body": "x"}, "body"), ({"stream": 7}, "stream"),
        ({"files": "x"}, "files"), ({"files": [7]}, "files"), ({"replyTo": "one"}, "replyTo"),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_a_missing_or_wrong_member_is_a_bad_request_with_its_field(port, change, field):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        frame = {"type": "send", "id": new_id(), "stream": ticket.stream, "body": {"kind": "text", "text": "x"}, **change}
        refusal = err(await session.request({k: v for k, v in frame.items() if v is not None}), "bad_request")
        assert field in refusal.get("field", ""), refusal
        assert (await session.barrier())["type"] == "pong"
        assert texts(await session.log(ticket.stream)) == ["Hello"]


async def test_a_send_without_an_id_is_a_bad_request(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        session.send({"type": "send", "stream": ticket.stream, "body": {"kind": "text", "text": "x"}})
        refusal = await session.take(lambda f: f["type"] == "err")
        assert (err(refusal, "bad_request")["field"], texts(await session.log(ticket.stream))) == ("id", ["Hello"])


async def test_a_frame_without_a_type_is_a_bad_request_or_unknown(port):
    async with await visitor(port) as session:
        err(await session.request({"id": new_id()}), "bad_request", "unknown_type")
        err(await session.request({"id": new_id(), "type": 3}), "bad_request", "unknown_type")
        await session.barrier()


async def test_an_unknown_command_is_refused_and_the_connection_stays(port):
    async with await visitor(port) as session:
        err(await session.command("conversation.explode", {}), "bad_request", "unknown_type", "not_found")
        await session.barrier()


async def test_unknown_members_are_ignored(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        ack(await session.post(ticket.stream, "x", mood="sunny", extra={"deep": [1]}))


# Following and resuming


async def test_a_visitor_who_comes_back_resumes_without_asking(port):
    customer, staff, ticket = await staffed(port)
    cursor = (await customer.log(ticket.stream))[-1]["seq"]
    epoch = next(f for f in customer.frames if f["type"] == "subscribed")["epoch"]
    await customer.close()
    for text in ("one", "two", "three"):
        ack(await staff.post(ticket.stream, text))
    back = await visitor(port, secret=customer.secret, resume=[{"stream": ticket.stream, "epoch": epoch, "since": cursor}])
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


# What is not durable


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


async def test_the_inbox_shows_tickets_with_growing_versions(port):
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
