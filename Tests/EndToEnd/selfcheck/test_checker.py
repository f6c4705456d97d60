"""The checker must fail on each thing it is there to find: histories with one sabotage each."""

import copy
import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import checker  # noqa: E402
import shapes  # noqa: E402
from durable_client import Acknowledged, History  # noqa: E402

C, INTERNAL = "c:1", "i:1"


def event(seq, text, author="v", kind="message.posted"):
    return {"seq": seq, "ts": f"t{text}", "kind": kind, "author": {"id": author}, "data": {"text": text}}


def sound():
    """Two messages, one note, two readers."""
    public = [event(1, "a"), event(2, "b", "s"), event(3, "c")]
    internal = [event(1, "a"), event(2, "b", "s"), event(3, "n", "s", "note.added"), event(4, "c")]
    history = History()
    for id, (author, text, seq) in enumerate([("v", "a", 1), ("s", "b", 2), ("v", "c", 3)]):
        history.attempted[str(id)] = (author, C, text)
        history.acks.append(Acknowledged(author, str(id), C, seq, text, False))
    history.deliveries = {("v", C): list(public), ("s", C): public[1:], ("s", INTERNAL): list(internal)}
    return history, {C: public, INTERNAL: internal}


def test_a_sound_history_passes():
    assert checker.judge(*sound()) == []


def lost(history, logs):
    del logs[C][1], logs[INTERNAL][1]


def lost_at_the_end(history, logs):
    logs[C].pop(), logs[INTERNAL].pop()


def twice(history, logs):
    logs[C].append(event(4, "a"))
    logs[INTERNAL].append(event(5, "a"))


def moved(history, logs):
    history.acks[0].seq = 2


def gap(history, logs):
    for item in logs[C][1:]:
        item["seq"] += 1


def invented(history, logs):
    logs[C].append(event(4, "ghost"))
    logs[INTERNAL].append(event(5, "ghost"))


def another_order_inside(history, logs):
    logs[INTERNAL][0]["data"], logs[INTERNAL][1]["data"] = logs[INTERNAL][1]["data"], logs[INTERNAL][0]["data"]


def reader_missed_one(history, logs):
    del history.deliveries[("v", C)][1]


def reader_stopped_early(history, logs):
    history.deliveries[("v", C)].pop()


def reader_saw_another_text(history, logs):
    history.deliveries[("v", C)][1] = event(2, "B", "s")


def acknowledged_at_two_places(history, logs):
    again = copy.copy(history.acks[0])
    again.seq, again.dup = 3, True
    history.acks.append(again)


def a_client_complained(history, logs):
    history.problems.append("gap")


def sender_out_of_order(history, logs):
    history.acks.reverse()


SABOTAGE = [
    lost,
    lost_at_the_end,
    twice,
    moved,
    gap,
    invented,
    another_order_inside,
    reader_missed_one,
    reader_stopped_early,
    reader_saw_another_text,
    acknowledged_at_two_places,
    a_client_complained,
    sender_out_of_order,
]


@pytest.mark.parametrize("sabotage", SABOTAGE, ids=lambda function: function.__name__)
def test_the_checker_finds(sabotage):
    history, logs = copy.deepcopy(sound())
    sabotage(history, logs)
    assert checker.judge(history, logs)


FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "WebChatProtocolTests" / "Fixtures"


def server_frames(folder):
    for path in sorted((FIXTURES / folder).glob("*.json")):
        content = json.loads(path.read_text())
        for case in content["cases"] if content["from"] == "server" else []:
            yield case["name"], case["frame"] if "frame" in case else json.loads(case["raw"])


def deviations(frame):
    """What `shapes` says of one frame; what it has collected from the server stays as it is."""
    before = dict(shapes.OBSERVED), {key: list(samples) for key, samples in shapes.SAMPLES.items()}
    try:
        shapes.OBSERVED.clear()
        shapes.check(frame)
        return list(shapes.OBSERVED)
    finally:
        for collected, kept in zip((shapes.OBSERVED, shapes.SAMPLES), before, strict=True):
            collected.clear()
            collected.update(kept)


def test_shapes_agrees_with_the_fixtures_of_the_published_contract():
    for name, frame in server_frames("valid"):
        if "version 1 lacks" not in name:  # clients skip such kinds; a server of version 1 has no business sending them
            assert not deviations(frame), name
    for name, frame in server_frames("invalid"):
        assert deviations(frame), name


def test_shapes_finds_what_is_wrong_and_passes_what_is_right():
    for frame in (
        {"type": "ack", "id": "x", "ts": "2026-01-01T00:00:00.000Z", "dup": False},
        {"type": "err", "code": "refused.alreadyClaimed", "message": "x"},
    ):
        assert not deviations(frame)
    for frame in (
        {"type": "ack", "id": "x", "ts": "2026-01-01T00:00:00Z", "dup": False},
        {"type": "err", "code": "Nope", "message": "x"},
        {"type": "note", "stream": "c:1", "kind": "typing", "data": {}, "seq": 1},
        {"type": "what"},
    ):
        assert deviations(frame)
