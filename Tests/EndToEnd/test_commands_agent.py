"""What agents may do (contract §5, §6, §9), and the refusals."""

import asyncio

import pytest

from desk_helpers import close, end_all, members, resolve, staffed, strings
from sportello_client import ack, agent, err, new_id, texts, visitor

TOOLS = (("screenshare", ["view"]), ("anydesk", ["view", "control"]))


@pytest.mark.parametrize("state", ["available", "busy", "away", "offline"])
async def test_presence_can_be_set(port, state):
    async with await agent(port, "presence") as session:
        ack(await session.command("presence.set", {"state": state, "reason": "because"}))


async def test_an_unknown_presence_is_a_bad_request(port):
    async with await agent(port, "presence") as session:
        assert "state" in err(await session.command("presence.set", {"state": "asleep"}), "bad_request")["field"]


async def test_the_first_to_claim_wins(port):
    customer = await visitor(port)
    ticket = await customer.start("who takes me")
    agents = [await agent(port, f"claimer{number}") for number in range(4)]
    replies = await asyncio.gather(*(one.command("ticket.claim", {}, ticket.stream) for one in agents))
    won = [reply for reply in replies if reply["type"] == "ack"]
    assert len(won) == 1, replies
    for reply in replies:
        if reply["type"] == "err":
            err(reply, "refused.alreadyClaimed")
    joined = await customer.event("conversation.joined")
    assert joined["data"]["agent"]
    await end_all(customer, *agents)


async def test_a_released_ticket_can_be_claimed_by_another(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.command("ticket.release", {}, ticket.stream))
    async with await agent(port, "bruno") as other:
        ack(await other.command("ticket.claim", {}, ticket.internal))
    await end_all(customer, staff)


async def test_a_ticket_can_be_assigned(port):
    customer, staff, ticket = await staffed(port)
    async with await agent(port, "bruno") as other:
        ack(await other.command("presence.set", {"state": "available"}))
        reply = await staff.command(
            "ticket.assign", {"agent": other.welcome["you"].get("agent", "bruno")}, ticket.stream
        )
        assert reply["type"] == "ack" or err(reply, "refused.", "forbidden", "not_found"), reply
    await end_all(customer, staff)


async def test_a_note_is_never_public(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.command("note", {"text": "hunter2 internal", "mentions": []}, ticket.stream))
    await staff.take(lambda f: f["type"] == "event" and f["stream"] == ticket.internal and "hunter2" in str(f["data"]))
    again = await visitor(port, secret=customer.secret)
    await customer.barrier()
    page = await customer.history(ticket.stream, 1000, 100)
    assert "hunter2" not in str(customer.frames) + str(again.frames) + str(page)
    assert "hunter2" not in str(await customer.log(ticket.stream))
    await end_all(customer, staff, again)


async def test_a_triage_sets_the_severity(port):
    customer, staff, ticket = await staffed(port)
    reply = await staff.command(
        "ticket.triage",
        {"caseType": staff.case_type, "severity": "critical", "impact": "one person", "workaround": "another printer"},
        ticket.stream,
    )
    if reply["type"] == "err":
        assert reply["code"] == "bad_request" and "severity" in reply.get("field", "") or err(reply, "refused.")
        ack(await staff.command("ticket.triage", {"caseType": staff.case_type}, ticket.stream))
    await end_all(customer, staff)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("ticket.wait", {"for": "customer"}),
        ("ticket.defer", {"reason": "vendorFix", "until": "2099-01-01T00:00:00.000Z", "evidence": "seen"}),
    ],
    ids=["wait", "defer"],
)
async def test_waiting_and_deferring_show_in_the_public_status(port, name, args):
    customer, staff, ticket = await staffed(port)
    reply = await staff.command(name, args, ticket.stream)
    if reply["type"] == "err":
        err(reply, "refused.", "bad_request")
        assert reply["code"] != "bad_request" or reply.get("field"), reply
    else:
        await customer.event("ticket.status")
    await end_all(customer, staff)


async def test_a_resolution_and_a_closure_are_public(port):
    customer, staff, ticket = await staffed(port)
    await resolve(staff, ticket)
    resolved = await customer.event("ticket.status", status="resolved")
    assert resolved["data"]["status"] == "resolved", resolved
    await close(staff, ticket)
    statuses = [
        event["data"]["status"] for event in await customer.log(ticket.stream) if event["kind"] == "ticket.status"
    ]
    assert statuses[-1] == "closed"
    err(await staff.command("ticket.resolve", {"outcome": "help", "text": "again"}, ticket.stream), "refused.")
    await end_all(customer, staff)


async def test_a_conversation_is_wrapped_up(port):
    customer, staff, ticket = await staffed(port)
    reply = ack(
        await staff.command(
            "conversation.wrapUp",
            {"kind": "reply", "outcome": "help", "text": "All is well", "nextStep": "none"},
            ticket.stream,
        )
    )
    assert reply["dup"] is False
    await customer.event("conversation.ended")
    await customer.event("rating.invited")
    await end_all(customer, staff)


async def test_a_link_is_public_on_both_tickets_of_one_contact(port):
    customer, staff, ticket = await staffed(port)
    other = await customer.start("related")
    ack(await staff.command("ticket.link", {"to": other.number, "relation": "related"}, ticket.stream))
    linked = await customer.event("ticket.linked", stream=ticket.stream)
    assert str(linked["data"]["number"]) == other.number
    await end_all(customer, staff)


async def test_a_merged_ticket_takes_no_more_messages(port):
    customer, staff, ticket = await staffed(port)
    other = await customer.start("the same again")
    ack(await staff.command("ticket.merge", {"into": ticket.number}, other.stream))
    reply = await customer.post(other.stream, "into the void")
    assert reply["type"] == "ack" or err(reply, "refused.")
    await end_all(customer, staff)


async def test_an_unknown_number_cannot_be_linked_or_merged(port):
    customer, staff, ticket = await staffed(port)
    err(await staff.command("ticket.link", {"to": "123456782", "relation": "related"}, ticket.stream), "not_found")
    err(await staff.command("ticket.merge", {"into": "123456782"}, ticket.stream), "not_found")
    await end_all(customer, staff)


async def test_a_commitment_is_public(port):
    customer, staff, ticket = await staffed(port)
    ack(
        await staff.command(
            "commitment.make", {"promise": "A new toner", "due": "2099-01-02T03:04:05.000Z"}, ticket.stream
        )
    )
    made = await customer.event("commitment.made")
    assert made["data"]["due"] == "2099-01-02T03:04:05.000Z" and made["data"]["promise"] == "A new toner"
    await end_all(customer, staff)


async def test_an_escalation_is_internal(port):
    customer, staff, ticket = await staffed(port)
    ack(
        await staff.command(
            "escalate",
            {"kind": "bug", "description": "plugh crash", "analysis": "null pointer"},
            ticket.stream,
        )
    )
    assert "plugh crash" in str(await staff.log(ticket.internal))
    assert "plugh crash" not in str(await customer.log(ticket.stream))
    await end_all(customer, staff)


async def test_time_is_internal(port):
    customer, staff, ticket = await staffed(port)
    reply = await staff.command("time.add", {"minutes": 15, "role": "engineer", "note": "looked xyzzy"}, ticket.stream)
    if reply["type"] == "err":
        err(reply, "refused.")
    assert "xyzzy" not in str(await customer.log(ticket.stream))
    err(await staff.command("time.add", {"minutes": -15, "role": "engineer"}, ticket.stream), "bad_request", "refused.")
    await end_all(customer, staff)


# Remote sessions


async def proposed(port):
    """A ticket with a remote session proposed; tries the tools that desks allow."""
    customer, staff, ticket = await staffed(port)
    ack(await customer.command("remote.request", {"text": "Please look"}, ticket.stream))
    for tool, scopes in TOOLS:
        reply = await staff.command(
            "remote.propose",
            {"tool": tool, "scopes": scopes, "need": "useful", "purpose": "see the fault"},
            ticket.stream,
        )
        if reply["type"] == "ack":
            event = await customer.event("remote.proposed")
            return customer, staff, ticket, event["data"]["consent"]
        err(reply, "refused.", "bad_request")
    raise AssertionError(f"no tool is allowed: {reply}")


async def test_a_grant_lets_a_session_start_and_a_withdrawal_ends_it_at_once(port):
    customer, staff, ticket, consent = await proposed(port)
    err(await staff.command("remote.start", {"consent": consent}, ticket.stream), "refused.")
    ack(await customer.command("remote.answer", {"consent": consent, "grant": True, "scopes": ["view"]}, ticket.stream))
    granted = await customer.event("remote.granted", consent=consent)
    assert "control" not in strings(granted["data"]), "a narrower set was granted"
    ack(await staff.command("remote.start", {"consent": consent}, ticket.stream))
    await customer.event("remote.started", consent=consent)
    ack(await customer.command("remote.withdraw", {"consent": consent}, ticket.stream))
    await customer.event("remote.withdrawn", consent=consent)
    err(await staff.command("remote.start", {"consent": consent}, ticket.stream), "refused.")
    await end_all(customer, staff)


async def test_a_refusal_keeps_the_session_from_starting(port):
    customer, staff, ticket, consent = await proposed(port)
    ack(await customer.command("remote.answer", {"consent": consent, "grant": False}, ticket.stream))
    await customer.event("remote.refused", consent=consent)
    err(await staff.command("remote.start", {"consent": consent}, ticket.stream), "refused.")
    err(await customer.command("remote.answer", {"consent": consent, "grant": True}, ticket.stream), "refused.")
    await end_all(customer, staff)


async def test_a_grant_cannot_be_wider_than_the_proposal(port):
    customer, staff, ticket, consent = await proposed(port)
    reply = await customer.command(
        "remote.answer", {"consent": consent, "grant": True, "scopes": ["view", "fileTransfer"]}, ticket.stream
    )
    if reply["type"] == "ack":
        granted = await customer.event("remote.granted", consent=consent)
        assert "fileTransfer" not in strings(granted["data"])
    else:
        err(reply, "refused.", "bad_request")
    await end_all(customer, staff)


async def test_an_agent_cannot_answer_for_the_customer(port):
    customer, staff, ticket, consent = await proposed(port)
    err(
        await staff.command("remote.answer", {"consent": consent, "grant": True}, ticket.stream),
        "forbidden",
        "refused.",
    )
    err(await staff.command("remote.start", {"consent": consent}, ticket.stream), "refused.")
    await end_all(customer, staff)


async def test_a_started_session_is_paused_and_ended(port):
    customer, staff, ticket, consent = await proposed(port)
    ack(await customer.command("remote.answer", {"consent": consent, "grant": True}, ticket.stream))
    ack(await staff.command("remote.start", {"consent": consent}, ticket.stream))
    ack(await staff.command("remote.pause", {"consent": consent}, ticket.stream))
    await customer.event("remote.paused", consent=consent)
    ack(await staff.command("remote.end", {"consent": consent}, ticket.stream))
    await customer.event("remote.ended", consent=consent)
    await end_all(customer, staff)


# Off the official channels


async def off_channel(staff, name, **args):
    return await staff.command(f"offChannel.{name}", args)


async def recorded(staff, summary="asked at the coffee machine"):
    reply = await off_channel(staff, "record", channel="phone", contact="Mr Rossi", summary=summary)
    result = ack(reply)["result"]
    note = result.get("note")
    return (note["id"] if isinstance(note, dict) else note), result


@pytest.mark.parametrize("step", ["redirect", "advise"])
async def test_an_unofficial_contact_has_no_number_until_it_is_converted(port, step):
    async with await agent(port, "anna") as staff:
        note, result = await recorded(staff)
        assert note, result
        assert not members(result) & {"ticket", "number"}, result
        later = ack(await off_channel(staff, step, note=note, summary="use the chat", text="use the chat"))
        assert not members(later.get("result") or {}) & {"ticket", "number"}, later
        converted = ack(await off_channel(staff, "convert", note=note, caseType=staff.case_type))
        ticket = converted["result"]["ticket"]
        assert len(str(ticket["number"])) == 9
        log = await staff.log("c:" + ticket["id"])
        assert log[0]["kind"] == "ticket.registered" and str(log[0]["data"]["number"]) == str(ticket["number"])


async def test_a_note_is_converted_once(port):
    async with await agent(port, "anna") as staff:
        note, _ = await recorded(staff)
        id = new_id()
        args = {"note": note, "caseType": staff.case_type}
        first = ack(await staff.command("offChannel.convert", args, id=id))
        again = ack(await staff.command("offChannel.convert", args, id=id))
        assert again["dup"] is True and again["result"] == first["result"]
        err(await staff.command("offChannel.convert", args), "refused.")


async def test_an_unknown_note_is_not_found(port):
    async with await agent(port, "anna") as staff:
        for step in ("redirect", "advise", "convert"):
            err(
                await off_channel(staff, step, note=new_id(), summary="x", text="x", caseType=staff.case_type),
                "not_found",
            )


# Quality control


async def quality_case(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.post(ticket.stream, "I handled it"))
    ack(await customer.command("qualityControl.request", {"text": "not satisfied"}, ticket.stream))
    case = (await customer.event("qualityCase.received"))["data"]["case"]
    return customer, staff, ticket, case


async def test_a_handler_can_neither_acknowledge_nor_close_the_case(port):
    customer, staff, ticket, case = await quality_case(port)
    for name in ("acknowledge", "assign", "review", "close"):
        args = {"case": case, "outcome": "notUpheld", "actions": [], "reviewer": "anna", "text": "no"}
        err(await staff.command(f"qualityCase.{name}", args), "forbidden", "not_found", "refused.")
    assert "qualityCase.closed" not in [event["kind"] for event in await customer.log(ticket.stream)]
    await end_all(customer, staff)


async def test_quality_control_acknowledges_and_the_customer_hears_how_it_ended(port):
    customer, staff, ticket, case = await quality_case(port)
    async with await agent(port, "quinn", "quality") as quality:
        ack(await quality.command("qualityCase.acknowledge", {"case": case}))
        ack(await quality.command("qualityCase.assign", {"case": case, "reviewer": "quinn"}))
        ack(
            await quality.command(
                "qualityCase.review",
                {"case": case, "outcome": "upheld", "text": "it was rude", "actions": ["apologise"]},
            )
        )
        ack(await quality.command("qualityCase.close", {"case": case, "outcome": "upheld", "actions": ["apologise"]}))
        closed = await customer.event("qualityCase.closed")
        assert closed["data"]["case"] == case
        assert "it was rude" not in str(await customer.log(ticket.stream))
    await end_all(customer, staff)


async def test_upheld_without_an_action_is_refused(port):
    customer, staff, ticket, case = await quality_case(port)
    async with await agent(port, "quinn", "quality") as quality:
        ack(await quality.command("qualityCase.acknowledge", {"case": case}))
        ack(await quality.command("qualityCase.assign", {"case": case, "reviewer": "quinn"}))
        err(
            await quality.command("qualityCase.close", {"case": case, "outcome": "upheld", "actions": []}),
            "refused.",
            "bad_request",
        )
    await end_all(customer, staff)


# Shape of agents' requests


NEEDS = [
    ("presence.set", {}, "state", False),
    ("note", {}, "text", True),
    ("ticket.resolve", {"text": "x"}, "outcome", True),
    ("ticket.merge", {}, "into", True),
    ("ticket.link", {"relation": "related"}, "to", True),
    ("commitment.make", {"promise": "x"}, "due", True),
    ("commitment.make", {"due": "2099-01-01T00:00:00.000Z"}, "promise", True),
    ("escalate", {"description": "x"}, "kind", True),
    ("escalate", {"kind": "bug"}, "description", True),
    ("time.add", {"role": "engineer"}, "minutes", True),
    ("remote.propose", {"scopes": ["view"], "need": "x", "purpose": "x"}, "tool", True),
    ("offChannel.record", {"contact": "x", "summary": "x"}, "channel", False),
    ("offChannel.record", {"channel": "phone", "contact": "x"}, "summary", False),
    ("offChannel.convert", {}, "note", False),
    ("qualityCase.acknowledge", {}, "case", False),
]


@pytest.mark.parametrize(("name", "args", "field", "on_ticket"), NEEDS, ids=[f"{n}-{f}" for n, _, f, _ in NEEDS])
async def test_a_command_without_a_needed_member_is_a_bad_request(port, name, args, field, on_ticket):
    customer, staff, ticket = await staffed(port)
    session = staff
    if name.startswith("qualityCase"):
        session = await agent(port, "quinn", "quality")
    refusal = err(await session.command(name, args, ticket.stream if on_ticket else None), "bad_request")
    assert field in refusal.get("field", ""), refusal
    await end_all(customer, staff)


@pytest.mark.parametrize("name", ["ticket.claim", "note", "ticket.close", "commitment.make", "time.add"])
async def test_a_command_on_an_unknown_ticket_is_not_found(port, name):
    args = {
        "text": "x",
        "promise": "x",
        "due": "2099-01-01T00:00:00.000Z",
        "minutes": 1,
        "role": "engineer",
        "outcome": "help",
    }
    async with await agent(port, "anna") as staff:
        err(await staff.command(name, args, "c:" + new_id()), "not_found")
        err(await staff.command(name, args, "i:" + new_id()), "not_found")


async def test_an_agent_may_write_without_claiming(port):
    customer = await visitor(port)
    ticket = await customer.start("anyone")
    async with await agent(port, "passer") as staff:
        reply = await staff.post(ticket.stream, "I can help")
        if reply["type"] == "ack":
            assert "I can help" in texts(await customer.log(ticket.stream))
        else:
            err(reply, "refused.")
    await end_all(customer)
