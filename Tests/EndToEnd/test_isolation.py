"""Nothing crosses contacts: ids, numbers, files and consents authorise nothing (contract §2, §3, §9)."""

import asyncio

import jwt
import pytest

import tokens
from desk_helpers import end_all, staffed
from sportello_client import Session, ack, agent, err, new_id, texts, visitor, without_id

REFUSALS = ("not_found", "forbidden", "unauthorized")


async def victim_and_thief(port):
    victim, thief = await visitor(port), await visitor(port)
    secret = await victim.start("my account is 4711")
    own = await thief.start("mine")
    return victim, secret, thief, own


def same_refusal(one, other, *names):
    """Two refusals that tell nothing apart, whatever id they name."""
    assert one["type"] == other["type"] == "err", (one, other)
    one, other = without_id(one), without_id(other)
    for name in names:
        one = {k: str(v).replace(name, "*") for k, v in one.items()}
        other = {k: str(v).replace(name, "*") for k, v in other.items()}
    assert one == other


VISITOR_COMMANDS = [
    ("conversation.end", {}),
    ("rate", {"score": 5}),
    ("reopen", {"text": "x"}),
    ("qualityControl.request", {"text": "x"}),
    ("remote.request", {"text": "x"}),
    ("remote.answer", {"consent": "x", "grant": True}),
    ("remote.withdraw", {"consent": "x"}),
    ("transcript.send", {"email": "thief@evil.example"}),
    ("severity.appeal", {"justification": "x"}),
    ("upload.create", {"name": "a.png", "type": "image/png", "bytes": 10}),
]


async def test_anothers_stream_and_a_stream_that_is_not_there_are_the_same_answer(port):
    victim, secret, thief, _ = await victim_and_thief(port)
    nowhere = "c:" + new_id()
    for ask in (
        lambda stream: thief.sub(stream, since=0),
        lambda stream: thief.sub(stream),
        lambda stream: thief.history(stream, 10, 10),
        lambda stream: thief.post(stream, "psst"),
    ):
        there, not_there = await ask(secret.stream), await ask(nowhere)
        err(there, "not_found")
        same_refusal(there, not_there, secret.stream, nowhere)
    assert "4711" not in str(thief.frames)
    assert texts(await victim.log(secret.stream)) == ["my account is 4711"]
    await end_all(victim, thief)


@pytest.mark.parametrize(("name", "args"), VISITOR_COMMANDS, ids=[name for name, _ in VISITOR_COMMANDS])
async def test_no_command_works_on_anothers_ticket(port, name, args):
    victim, secret, thief, _ = await victim_and_thief(port)
    before = await victim.log(secret.stream)
    nowhere = "c:" + new_id()
    there, not_there = await thief.command(name, args, secret.stream), await thief.command(name, args, nowhere)
    err(there, "not_found")
    same_refusal(there, not_there, secret.stream, nowhere)
    assert await victim.log(secret.stream) == before
    await end_all(victim, thief)


async def test_typing_and_read_on_anothers_stream_reach_nobody(port):
    victim, secret, thief, _ = await victim_and_thief(port)
    thief.send({"type": "typing", "stream": secret.stream, "on": True})
    thief.send({"type": "read", "stream": secret.stream, "seq": 1})
    await thief.barrier()
    await victim.quiet(lambda f: f["type"] == "note" and f["kind"] in ("typing", "read"))
    await end_all(victim, thief)


@pytest.mark.parametrize("prefix", ["i:", "I:", "w:desk", "c: ", "a:", ""])
async def test_a_visitor_reads_no_other_stream_of_the_own_ticket(port, prefix):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        stream = prefix if prefix == "w:desk" else prefix + ticket.id
        err(await session.sub(stream), "not_found", "forbidden", "bad_request")
        err(await session.history(stream, 10, 10), "not_found", "forbidden", "bad_request")
        reply = await session.post(stream, "x")
        err(reply, "not_found", "forbidden", "bad_request")


AGENT_COMMANDS = [
    ("presence.set", {"state": "available"}),
    ("ticket.claim", {}),
    ("ticket.assign", {"agent": "anna"}),
    ("ticket.release", {}),
    ("note", {"text": "x"}),
    ("ticket.triage", {"caseType": "question"}),
    ("ticket.wait", {"for": "customer"}),
    ("ticket.defer", {"reason": "x"}),
    ("ticket.refuse", {"reason": "x"}),
    ("conversation.wrapUp", {"kind": "note", "outcome": "help", "text": "x"}),
    ("ticket.resolve", {"outcome": "help", "text": "x"}),
    ("ticket.close", {"outcome": "help", "text": "x"}),
    ("ticket.merge", {"into": "123456782"}),
    ("ticket.link", {"to": "123456782", "relation": "related"}),
    ("commitment.make", {"promise": "x", "due": "2099-01-01T00:00:00.000Z"}),
    ("escalate", {"kind": "bug", "description": "x"}),
    ("time.add", {"minutes": 5, "role": "engineer"}),
    ("remote.propose", {"tool": "x", "scopes": ["view"], "need": "x", "purpose": "x"}),
    ("remote.start", {"consent": "x"}),
    ("remote.end", {"consent": "x"}),
    ("remote.revoke", {"consent": "x"}),
    ("offChannel.record", {"channel": "phone", "contact": "x", "summary": "x"}),
    ("offChannel.convert", {"note": "x"}),
    ("qualityCase.acknowledge", {"case": "x"}),
    ("qualityCase.close", {"case": "x", "outcome": "notUpheld", "actions": []}),
    ("inbox.query", {"filter": {}, "limit": 10}),
]


@pytest.mark.parametrize("kind", ["anonymous", "contact"])
@pytest.mark.parametrize(("name", "args"), AGENT_COMMANDS, ids=[name for name, _ in AGENT_COMMANDS])
async def test_an_agents_command_from_a_visitor_is_refused_without_effect(port, name, args, kind):
    session = await visitor(port, token=tokens.token("carla" + new_id()[:6], "contact") if kind == "contact" else None)
    ticket = await session.start("Hello")
    async with await agent(port, "witness") as witness:
        before = await witness.log(ticket.stream), await witness.log(ticket.internal)
        for stream in (ticket.stream, ticket.internal, None):
            reply = await session.command(name, args, stream)
            # A decoder may find a member wrong before anybody asks who speaks; these commands are surely well formed.
            well_formed = name in ("presence.set", "ticket.claim", "ticket.release", "note", "inbox.query")
            err(reply, *REFUSALS, *([] if well_formed and stream else ["bad_request"]))
            assert "tickets" not in reply
        assert (await witness.log(ticket.stream), await witness.log(ticket.internal)) == before
    await session.close()


async def test_anothers_number_and_an_unknown_number_are_the_same_answer(port):
    victim, secret, thief, _ = await victim_and_thief(port)
    args = {"caseType": thief.case_type, "text": "x", "new": True}
    there = await thief.command("conversation.start", {**args, "continues": secret.number})
    not_there = await thief.command("conversation.start", {**args, "continues": "100000009"})
    err(there, "not_found")
    same_refusal(there, not_there, secret.number, "100000009")
    await end_all(victim, thief)


async def test_a_number_in_a_text_of_a_stranger_links_nothing(port):
    victim, secret, thief, own = await victim_and_thief(port)
    ack(await thief.post(own.stream, f"see #{secret.number}"))
    log = await thief.log(own.stream)
    assert "ticket.linked" not in [event["kind"] for event in log]
    assert secret.id not in str(thief.frames)
    await end_all(victim, thief)


async def test_anothers_events_never_arrive(port):
    victim, secret, thief, _ = await victim_and_thief(port)
    for number in range(10):
        ack(await victim.post(secret.stream, f"confidential {number}"))
    async with await agent(port, "anna") as staff:
        ack(await staff.post(secret.stream, "confidential answer"))
        staff.send({"type": "typing", "stream": secret.stream, "on": True})
        await staff.barrier()
    await asyncio.sleep(0.3)
    assert "confidential" not in str(thief.frames) and secret.id not in str(thief.frames)
    await end_all(victim, thief)


async def test_two_visitors_with_the_same_message_ids_do_not_meet(port):
    victim, secret, thief, own = await victim_and_thief(port)
    id = new_id()
    ack(await victim.post(secret.stream, "victim's words", id=id))
    reply = ack(await thief.post(own.stream, "thief's words", id=id))
    assert reply["dup"] is False and reply["stream"] == own.stream
    start = new_id()
    args = {"caseType": victim.case_type, "text": "x", "new": True}
    one = ack(await victim.command("conversation.start", args, id=start))
    two = ack(await thief.command("conversation.start", args, id=start))
    assert two["dup"] is False and one["result"]["ticket"]["id"] != two["result"]["ticket"]["id"]
    await end_all(victim, thief)


async def test_a_resume_list_of_anothers_streams_shows_nothing(port):
    victim, secret, thief, own = await victim_and_thief(port)
    resume = [{"stream": stream, "epoch": "e1", "since": 0} for stream in (secret.stream, secret.internal, "w:desk")]
    back = await visitor(port, secret=thief.secret, resume=resume)
    assert [entry["stream"] for entry in back.welcome["streams"]] == [own.stream]
    assert "4711" not in str(back.frames)
    await end_all(victim, thief, back)


async def test_an_agents_resume_of_an_unknown_stream_does_no_harm(port):
    async with await agent(port, resume=[{"stream": "c:" + new_id(), "epoch": "e1", "since": 3}]) as staff:
        await staff.barrier()


BAD_TOKENS = {
    "signature of another": lambda: tokens.token("anna", "agent", secret="another secret of thirty-two bytes"),
    "tampered role": lambda: tokens.tampered("anna", "supervisor"),
    "alg none": lambda: tokens.unsigned("anna", "agent"),
    "alg None": lambda: tokens.unsigned("anna", "agent", "None"),
    "alg not configured": lambda: tokens.token("anna", "agent", algorithm="HS512"),
    "wrong audience": lambda: tokens.token("anna", "agent", aud="other"),
    "no audience": lambda: tokens.token("anna", "agent", aud=None),
    "wrong issuer": lambda: tokens.token("anna", "agent", iss="https://evil.example"),
    "no issuer": lambda: tokens.token("anna", "agent", iss=None),
    "no subject": lambda: tokens.token("anna", "agent", sub=None),
    "empty subject": lambda: tokens.token("anna", "agent", sub=""),
    "no role": lambda: tokens.token("anna", None),
    "unknown role": lambda: tokens.token("anna", "root"),
    "role of another case": lambda: tokens.token("anna", "Agent"),
    "no expiry": lambda: tokens.token("anna", "agent", exp=None),
    "lives for days": lambda: tokens.token("anna", "agent", minutes=48 * 60),
    "not yet valid": lambda: tokens.token("anna", "agent", nbf=2**33 // 2),
    "two parts": lambda: tokens.token("anna", "agent").rsplit(".", 1)[0],
    "empty signature": lambda: tokens.token("anna", "agent").rsplit(".", 1)[0] + ".",
    "junk": lambda: "a.b.c",
}


@pytest.mark.parametrize("name", BAD_TOKENS)
async def test_a_bad_token_closes_4501(port, name):
    session = await Session.open(port, origin=None)
    answer = await session.hello(token=BAD_TOKENS[name]())
    assert answer["type"] == "bye" and answer["code"] == 4501, answer
    assert await session.closed() == 4501


@pytest.mark.parametrize("token", ["", "a" * 20000, 7, ["x"]], ids=["empty", "huge", "number", "list"])
async def test_a_token_that_cannot_be_one_is_not_welcomed(port, token):
    session = await Session.open(port, origin=None)
    session.send({"type": "hello", "id": new_id(), "client": "e2e/1.0", "token": token})
    frame = await session.take(lambda f: f["type"] in ("welcome", "bye", "err"))
    assert frame["type"] != "welcome", frame
    await session.close()


async def test_an_expired_token_closes_4001(port):
    session = await Session.open(port, origin=None)
    answer = await session.hello(token=tokens.token("anna", "agent", minutes=-2))
    assert answer["type"] == "bye" and answer["code"] == 4001, answer
    assert await session.closed() == 4001


async def test_a_token_expired_within_the_leeway_is_accepted(port):
    async with await agent(port):
        session = await Session.open(port, origin=None)
        assert (await session.hello(token=tokens.token("anna", "agent", minutes=-0.3)))["type"] == "welcome"
        await session.close()


async def test_an_expired_token_with_a_bad_signature_is_not_called_expired(port):
    session = await Session.open(port, origin=None)
    bad = jwt.encode(
        tokens.claims("anna", "agent", minutes=-10), "another secret of thirty-two bytes", algorithm="HS256"
    )
    assert (await session.hello(token=bad))["code"] == 4501
    assert await session.closed() == 4501


async def test_a_contact_and_an_agent_of_the_same_subject_are_two(port):
    customer = await visitor(port, token=tokens.token("anna", "contact"))
    err(await customer.sub("w:desk"), *REFUSALS)
    err(await customer.command("inbox.query", {"filter": {}, "limit": 5}), *REFUSALS)
    await customer.close()


async def test_an_agents_id_is_not_a_contacts_id(port):
    """A visitor who knows agents' and tickets' ids still speaks only as the visitor."""
    customer, staff, ticket = await staffed(port)
    event = (await customer.log(ticket.stream))[0]
    ack(await staff.post(ticket.stream, "hello from Anna"))
    agents_author = (await customer.event("message.posted", text="hello from Anna"))["author"]["id"]
    ack(await customer.post(ticket.stream, "still me", author={"id": agents_author, "role": "agent"}))
    mine = await staff.event("message.posted", stream=ticket.stream, text="still me")
    assert mine["author"]["id"] != agents_author and event["seq"] == 1
    await end_all(customer, staff)
