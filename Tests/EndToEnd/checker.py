"""Judges what clients were told against what the streams hold (contract §2, §7, §9). Pure functions on plain values.

Each returns a list of violations in words; an empty list is a pass.
"""

from collections import Counter


def sequence(name, events):
    """A whole log counts 1, 2, 3, … without gaps."""
    numbers = [event["seq"] for event in events]
    if numbers == list(range(1, len(numbers) + 1)):
        return []
    for position, number in enumerate(numbers, 1):
        if number != position:
            return [f"{name}: position {position} holds seq {number}"]
    return []


def messages(events):
    return [event for event in events if event["kind"] == "message.posted"]


def acknowledged(acks, logs):
    """Every acknowledged message is in its stream exactly once, at its seq, with its text."""
    problems, places = [], {}
    for stream, log in logs.items():
        for event in messages(log):
            places.setdefault((stream, event["data"].get("text")), []).append(event["seq"])
    for ack in acks:
        found = places.get((ack.stream, ack.text), [])
        if len(found) != 1:
            problems.append(f"{ack.stream}: '{ack.text}' acknowledged at {ack.seq} is there {len(found)} times")
        elif found[0] != ack.seq:
            problems.append(f"{ack.stream}: '{ack.text}' acknowledged at {ack.seq} is at {found[0]}")
    return problems


def same_id_same_seq(acks):
    """However often an id was acknowledged, it was the same place."""
    places, problems = {}, []
    for ack in acks:
        key = (ack.writer, ack.stream, ack.id)
        if places.setdefault(key, ack.seq) != ack.seq:
            problems.append(f"{key}: acknowledged at {places[key]} and at {ack.seq}")
    return problems


def nothing_invented(attempted, logs):
    """No message is there that nobody sent, none twice. `attempted` maps ids to (writer, stream, text)."""
    sent = {(stream, text) for _, stream, text in attempted.values()}
    problems, seen = [], set()
    for stream, log in logs.items():
        if not stream.startswith("c:"):
            continue
        for event in messages(log):
            key = (stream, event["data"].get("text"))
            if key in seen:
                problems.append(f"{stream}: '{key[1]}' twice, again at {event['seq']}")
            seen.add(key)
            if key not in sent:
                problems.append(f"{stream}: '{key[1]}' at {event['seq']} was sent by nobody")
    return problems


def delivery(reader, stream, events, log):
    """A reader applied events in order, without gaps after its first, each equal to the log's."""
    problems = []
    truth = {event["seq"]: event for event in log}
    previous = None
    for event in events:
        seq = event["seq"]
        if previous is not None and seq != previous + 1:
            problems.append(f"{reader} of {stream}: {seq} after {previous}")
        previous = seq
        there = truth.get(seq)
        if there is None:
            problems.append(f"{reader} of {stream}: saw {seq}, which the log does not hold")
        elif core(there) != core(event):
            problems.append(f"{reader} of {stream}: {seq} differs: {core(event)} against {core(there)}")
    if log and (previous or 0) != log[-1]["seq"]:
        problems.append(f"{reader} of {stream}: stopped at {previous}, the log ends at {log[-1]['seq']}")
    return problems


def core(event):
    """What must be the same for everybody: not `id` (authors only), not addresses of files (made when delivered)."""
    data = {name: value for name, value in event["data"].items() if name not in ("files",)}
    return (event["seq"], event["kind"], event["ts"], event["author"].get("id"), repr(sorted(data.items(), key=str)))


def public_and_internal(stream, public, internal):
    """The messages of `c:` are those of `i:`, in the same order."""
    ours = [(event["author"].get("id"), event["data"].get("text")) for event in messages(public)]
    theirs = [(event["author"].get("id"), event["data"].get("text")) for event in messages(internal)]
    if ours == theirs:
        return []
    for position, (a, b) in enumerate(zip(ours, theirs, strict=False)):
        if a != b:
            return [f"{stream}: message {position} is {a} publicly and {b} internally"]
    return [f"{stream}: {len(ours)} messages publicly, {len(theirs)} internally"]


def order_of_senders(acks):
    """A sender's messages stand in the order in which they were acknowledged one after the other."""
    last, problems = {}, []
    for ack in acks:
        key = (ack.writer, ack.stream)
        if ack.seq < last.get(key, 0):
            problems.append(f"{key}: {ack.seq} acknowledged after {last[key]}")
        last[key] = max(ack.seq, last.get(key, 0))
    return problems


def judge(history, logs):
    """All of it: `logs` maps every `c:` and `i:` stream to its whole log as a fresh reader gets it."""
    problems = list(history.problems)
    for stream, log in logs.items():
        problems += sequence(stream, log)
        if stream.startswith("c:"):
            problems += public_and_internal(stream, log, logs.get("i:" + stream[2:], []))
    problems += acknowledged(history.acks, logs)
    problems += same_id_same_seq(history.acks)
    problems += order_of_senders(history.acks)
    problems += nothing_invented(history.attempted, logs)
    for (reader, stream), events in history.deliveries.items():
        problems += delivery(reader, stream, events, logs.get(stream, []))
    return problems


def strings(value):
    """Every string anywhere in a JSON value, as often as it is there."""
    counts, waiting = Counter(), [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, str):
            counts[part] += 1
    return counts
