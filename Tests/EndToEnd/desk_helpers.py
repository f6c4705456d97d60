"""Steps that several tests take: a staffed ticket, a resolved one, a closed one."""

from sportello_client import ack, agent, new_id, visitor


async def staffed(port, text="The printer is on fire", *, agent_name=None):
    """A visitor with a ticket and an agent who follows both of its streams and has claimed it."""
    customer = await visitor(port)
    ticket = await customer.start(text)
    staff = await agent(port, agent_name or "anna-" + new_id()[:8])  # agents have a capacity
    for stream in (ticket.stream, ticket.internal):
        entry = await staff.sub(stream, since=0)
        assert entry["type"] == "subscribed", entry
    ack(await staff.command("ticket.claim", {}, ticket.stream))
    return customer, staff, ticket


async def resolve(staff, ticket, text="It was the toner"):
    """Answers and resolves; profiles that want a triage first get one."""
    reply = await staff.command("ticket.resolve", {"outcome": "help", "text": text}, ticket.stream)
    if reply["type"] == "err" and reply["code"].startswith("refused."):
        await staff.command("ticket.triage", {"caseType": staff.case_type, "severity": "nonCritical"}, ticket.stream)
        await staff.command("conversation.wrapUp", {"kind": "reply", "outcome": "help", "text": text}, ticket.stream)
        reply = await staff.command("ticket.resolve", {"outcome": "help", "text": text}, ticket.stream)
    return ack(reply)


async def close(staff, ticket):
    return ack(await staff.command("ticket.close", {"outcome": "help", "text": "done"}, ticket.stream))


async def end_all(*sessions):
    for session in sessions:
        await session.close()


def members(value):
    """Every member name anywhere in a JSON value."""
    if isinstance(value, dict):
        return set(value) | set().union(*(members(part) for part in value.values()), set())
    if isinstance(value, list):
        return set().union(*(members(part) for part in value), set())
    return set()


def strings(value):
    """Every string anywhere in a JSON value."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


def luhn(number):
    """Whether the last of the digits is the check digit."""
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
