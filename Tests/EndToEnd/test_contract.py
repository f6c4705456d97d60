"""Starting conversations and sending messages: acknowledgements, ids, authors, refusals (contract §4, §7, §9)."""

import asyncio

import pytest

from desk_helpers import end_all, luhn, staffed
from sportello_client import ack, err, new_id, texts, visitor, without_id

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
        assert reply["dup"] is False
        registered = await session.event("ticket.registered")
        assert registered["seq"] == 1
        assert str(registered["data"]["number"]) == number
        assert registered["data"]["subject"] == "Printer"
        posted = await session.event("message.posted")
        assert posted["data"]["text"] == "Hello"
        assert posted["author"]["id"] == session.welcome["you"]["contact"]


async def test_the_acknowledgement_of_a_start_names_the_stream_and_its_last_event(port):
    """§9: `ack` of a `cmd` has `stream` and the `seq` of its last event there, if any."""
    async with await visitor(port) as session:
        reply = ack(await session.command("conversation.start", {"caseType": session.case_type, "text": "Hello"}))
        assert reply.get("stream") == reply["result"]["stream"], reply
        assert reply.get("seq") in [event["seq"] for event in await session.log(reply["result"]["stream"])]


async def test_a_repeated_start_is_the_same_ticket(port):
    async with await visitor(port) as session:
        id = new_id()
        args = {"caseType": session.case_type, "text": "Hello", "new": True}
        first = ack(await session.command("conversation.start", args, id=id))
        second = ack(await session.command("conversation.start", args, id=id))
        assert second["dup"] is True
        assert {**second, "dup": False} == first
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
        err(
            await session.command("conversation.start", {"caseType": "nonsense", "text": "x"}),
            "bad_request",
            "refused.",
        )


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
        seen = [
            f
            for f in session.frames
            if f["type"] == "event" and f["stream"] == ticket.stream and f["data"].get("text") == "Is anybody there?"
        ]
        assert len(seen) == 1
    await end_all(customer, second, staff)


async def test_an_agent_writing_to_i_or_c_means_the_same_ticket(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.command("note", {"text": "known since Monday"}, ticket.internal))
    ack(await staff.command("note", {"text": "asked the vendor"}, ticket.stream))
    for text in ("known since Monday", "asked the vendor"):
        await staff.take(
            lambda f, text=text: f["type"] == "event" and f["stream"] == ticket.internal and text in str(f["data"])
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
        "plain",
        " leading and trailing ",
        "line\nbreak\r\nand\ttab",
        "è cosi\u0300",
        "\u202eRTL",
        "😀👩‍👩‍👧‍👦",
        "<b>&amp;</b>",
        "\u0000zero",
        "\u2028\ufeff",
        "'; drop table events; --",
        "a" * 8000,
        "😀" * 7000,
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
        ({"stream": None}, "stream"),
        ({"body": None}, "body"),
        ({"body": {"kind": "text"}}, "text"),
        ({"body": {"kind": "text", "text": 7}}, "text"),
        ({"body": {"kind": "text", "text": ""}}, "text"),
        ({"body": {"kind": "html", "text": "x"}}, "kind"),
        ({"body": "x"}, "body"),
        ({"stream": 7}, "stream"),
        ({"files": "x"}, "files"),
        ({"files": [7]}, "files"),
        ({"replyTo": "one"}, "replyTo"),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_a_missing_or_wrong_member_is_a_bad_request_with_its_field(port, change, field):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        frame = {
            "type": "send",
            "id": new_id(),
            "stream": ticket.stream,
            "body": {"kind": "text", "text": "x"},
            **change,
        }
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
