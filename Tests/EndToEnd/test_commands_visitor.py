"""What a visitor may do (contract §5, §6, §9), and the refusals."""

import pytest

from desk_helpers import close, end_all, resolve, staffed
from sportello_client import ack, err, new_id, texts, visitor


async def rated(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.post(ticket.stream, "Solved?"))
    ack(await customer.command("conversation.end", {}, ticket.stream))
    return customer, staff, ticket


async def test_leaving_ends_the_conversation_and_invites_a_rating_once(port):
    customer, staff, ticket = await rated(port)
    await customer.event("conversation.ended")
    invited = await customer.event("rating.invited")
    assert invited["data"]["scale"]
    await customer.barrier()
    log = await customer.log(ticket.stream)
    assert [event["kind"] for event in log].count("rating.invited") == 1
    await end_all(customer, staff)


def score_of(scale, *, best=True):
    """A score inside a scale however it is written: {min,max}, [1,5], or a list of levels."""
    if isinstance(scale, dict):
        numbers = [value for value in scale.values() if isinstance(value, int)]
        levels = scale.get("levels") or scale.get("values")
        if levels:
            numbers = [entry["score"] if isinstance(entry, dict) else entry for entry in levels]
        return max(numbers) if best else min(numbers)
    if isinstance(scale, list):
        numbers = [entry["score"] if isinstance(entry, dict) else entry for entry in scale]
        return max(numbers) if best else min(numbers)
    return scale if best else 1


async def test_a_rating_is_given_once_and_amended_within_the_window(port):
    customer, staff, ticket = await rated(port)
    scale = (await customer.event("rating.invited"))["data"]["scale"]
    best, worst = score_of(scale), score_of(scale, best=False)
    ack(await customer.command("rate", {"score": best, "comment": "quick"}, ticket.stream))
    given = await customer.event("rating.given")
    assert (given["data"]["score"], given["data"]["amended"]) == (best, False)
    ack(await customer.command("rate", {"score": worst}, ticket.stream))
    amended = await customer.event("rating.given")
    assert (amended["data"]["score"], amended["data"]["amended"]) == (worst, True)
    await end_all(customer, staff)


async def test_a_repeated_rating_command_is_one_rating(port):
    customer, staff, ticket = await rated(port)
    scale = (await customer.event("rating.invited"))["data"]["scale"]
    id = new_id()
    args = {"score": score_of(scale)}
    first = ack(await customer.command("rate", args, ticket.stream, id=id))
    second = ack(await customer.command("rate", args, ticket.stream, id=id))
    assert second["dup"] is True and second.get("seq") == first.get("seq")
    log = await customer.log(ticket.stream)
    assert [event["kind"] for event in log].count("rating.given") == 1
    await end_all(customer, staff)


@pytest.mark.parametrize("score", [0, -1, 1000, "5", 2.5, None, True])
async def test_a_score_outside_the_scale_is_refused(port, score):
    customer, staff, ticket = await rated(port)
    await customer.event("rating.invited")
    err(await customer.command("rate", {"score": score}, ticket.stream), "bad_request", "refused.")
    assert "rating.given" not in [event["kind"] for event in await customer.log(ticket.stream)]
    await end_all(customer, staff)


async def test_a_rating_without_an_invitation_is_refused(port):
    customer, staff, ticket = await staffed(port)
    err(await customer.command("rate", {"score": 5}, ticket.stream), "refused.notInvited")
    await end_all(customer, staff)


async def test_reopening_within_the_window_keeps_the_number(port):
    customer, staff, ticket = await staffed(port)
    await resolve(staff, ticket)
    await customer.event("ticket.status")
    reply = ack(await customer.command("reopen", {"text": "It burns again"}, ticket.stream))
    await customer.event("ticket.reopened", stream=ticket.stream)
    await customer.event("message.posted", stream=ticket.stream, text="It burns again")
    result = reply.get("result") or {}
    if "ticket" in result:
        assert str(result["ticket"]["number"]) == ticket.number
    await end_all(customer, staff)


async def test_reopening_what_is_open_is_refused(port):
    customer, staff, ticket = await staffed(port)
    err(await customer.command("reopen", {"text": "again"}, ticket.stream), "refused.")
    await end_all(customer, staff)


async def test_a_message_to_a_resolved_ticket_reopens_it_where_the_profile_allows(port):
    customer, staff, ticket = await staffed(port)
    await resolve(staff, ticket)
    reply = await customer.post(ticket.stream, "One more thing")
    if reply["type"] == "err":
        err(reply, "refused.")
    else:
        log = await customer.log(ticket.stream)
        kinds = [event["kind"] for event in log if event["seq"] <= reply["seq"]]
        assert "ticket.reopened" in kinds and kinds[-1] == "message.posted"
    await end_all(customer, staff)


async def closed_ticket(port):
    customer, staff, ticket = await staffed(port)
    await resolve(staff, ticket)
    await close(staff, ticket)
    return customer, staff, ticket


async def test_a_message_to_a_closed_ticket_is_refused(port):
    customer, staff, ticket = await closed_ticket(port)
    err(await customer.post(ticket.stream, "too late"), "refused.closed")
    assert "too late" not in texts(await staff.log(ticket.stream))
    await end_all(customer, staff)


@pytest.mark.parametrize("sign", ["", "#"])
async def test_a_follow_up_of_a_closed_ticket_is_a_new_linked_ticket(port, sign):
    customer, staff, ticket = await closed_ticket(port)
    follow = await customer.start("It is back", continues=sign + ticket.number)
    assert follow.number != ticket.number and follow.stream != ticket.stream
    linked = await customer.event("ticket.linked", stream=follow.stream)
    assert str(linked["data"]["number"]) == ticket.number
    await end_all(customer, staff)


async def test_a_follow_up_of_an_unknown_number_is_not_found(port):
    async with await visitor(port) as session:
        reply = await session.command(
            "conversation.start", {"caseType": session.case_type, "text": "x", "continues": "123456782"}
        )
        err(reply, "not_found")


async def test_quality_control_cannot_be_refused_and_handlers_do_not_see_it(port):
    customer, staff, ticket = await staffed(port)
    ack(
        await customer.command(
            "qualityControl.request", {"text": "He was rude xyzzy", "remedy": "apology"}, ticket.stream
        )
    )
    received = await customer.event("qualityCase.received", stream=ticket.stream)
    assert received["data"]["case"]
    await staff.barrier()
    internal = await staff.log(ticket.internal)
    assert "He was rude xyzzy" not in str(internal), "handlers don't see the case on i: (§9)"
    assert "He was rude xyzzy" not in str(await staff.log(ticket.stream))
    await end_all(customer, staff)


async def test_a_remote_session_may_be_asked_for(port):
    customer, staff, ticket = await staffed(port)
    ack(await customer.command("remote.request", {"text": "Please look at my screen"}, ticket.stream))
    assert "remote.started" not in [event["kind"] for event in await customer.log(ticket.stream)]
    await end_all(customer, staff)


@pytest.mark.parametrize("name", ["remote.answer", "remote.withdraw"])
async def test_an_answer_to_an_unknown_consent_is_not_found(port, name):
    customer, staff, ticket = await staffed(port)
    args = {"consent": new_id()} | ({"grant": True} if name == "remote.answer" else {})
    err(await customer.command(name, args, ticket.stream), "not_found")
    await end_all(customer, staff)


async def test_a_transcript_can_be_asked_for(port):
    customer, staff, ticket = await staffed(port)
    reply = await customer.command("transcript.send", {"email": "me@customer.example"}, ticket.stream)
    assert reply["type"] == "ack" or err(reply, "refused."), reply
    await end_all(customer, staff)


@pytest.mark.parametrize("email", ["", "nobody", "a@b\r\nBcc: all@example.com", 7, None])
async def test_a_transcript_to_no_address_is_refused(port, email):
    customer, staff, ticket = await staffed(port)
    err(await customer.command("transcript.send", {"email": email}, ticket.stream), "bad_request", "refused.")
    await end_all(customer, staff)


async def test_a_severity_can_be_appealed(port):
    customer, staff, ticket = await staffed(port)
    reply = await customer.command("severity.appeal", {"justification": "the whole office stands"}, ticket.stream)
    assert reply["type"] == "ack" or err(reply, "refused."), reply
    await end_all(customer, staff)


async def test_facts_about_oneself_never_merge_contacts(port):
    first, second = await visitor(port), await visitor(port)
    one = await first.start("mine")
    for session in (first, second):
        ack(await session.command("contact.update", {"name": "Eva", "email": "eva@customer.example", "locale": "it"}))
    assert first.welcome["you"]["contact"] != second.welcome["you"]["contact"]
    back = await visitor(port, secret=second.secret)
    assert back.welcome["streams"] == []
    err(await back.sub(one.stream, since=0), "not_found")
    assert (await visitor(port, secret=first.secret)).welcome["you"]["name"] == "Eva"
    await end_all(first, second, back)


NEEDS = [
    ("rate", {}, "score"),
    ("reopen", {}, "text"),
    ("qualityControl.request", {}, "text"),
    ("remote.answer", {"grant": True}, "consent"),
    ("remote.answer", {"consent": "x"}, "grant"),
    ("remote.withdraw", {}, "consent"),
    ("transcript.send", {}, "email"),
    ("severity.appeal", {}, "justification"),
    ("upload.create", {"type": "image/png", "bytes": 10}, "name"),
    ("upload.create", {"name": "a.png", "bytes": 10}, "type"),
    ("upload.create", {"name": "a.png", "type": "image/png"}, "bytes"),
]


@pytest.mark.parametrize(("name", "args", "field"), NEEDS, ids=[f"{n}-{f}" for n, _, f in NEEDS])
async def test_a_command_without_a_needed_member_is_a_bad_request(port, name, args, field):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        refusal = err(await session.command(name, args, ticket.stream), "bad_request")
        assert field in refusal.get("field", ""), refusal


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("conversation.end", {}),
        ("rate", {"score": 5}),
        ("reopen", {"text": "x"}),
        ("qualityControl.request", {"text": "x"}),
        ("remote.request", {"text": "x"}),
        ("severity.appeal", {"justification": "x"}),
        ("transcript.send", {"email": "a@customer.example"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_command_about_a_ticket_needs_its_stream(port, name, args):
    async with await visitor(port) as session:
        refusal = err(await session.command(name, args), "bad_request", "not_found")
        assert refusal["code"] == "not_found" or "stream" in refusal.get("field", "")
