"""The fixture frames that the published contract shares between languages, sent to the server one by one."""

import base64
import json
import pathlib

import pytest

from rfc6455 import TEXT, encode
from sportello_client import Session, agent, new_id, visitor

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "WebChatProtocolTests" / "Fixtures"
VISITOR_COMMANDS = {
    "conversation.start", "conversation.end", "rate", "reopen", "qualityControl.request", "remote.request",
    "remote.answer", "remote.withdraw", "transcript.send", "upload.create", "severity.appeal", "contact.update",
}  # fmt: skip


def cases(folder, *, sender="client"):
    found = []
    for path in sorted((FOLDER / folder).glob("*.json")):
        content = json.loads(path.read_text())
        if content["from"] == sender:
            found += [pytest.param(case, id=f"{path.stem}: {case['name']}") for case in content["cases"]]
    return found


def wire(case):
    """The exact bytes of a case."""
    if "frame" in case:
        return json.dumps(case["frame"], ensure_ascii=False).encode()
    if "raw" in case:
        return case["raw"].encode()
    if "base64" in case:
        return base64.b64decode(case["base64"])
    made = case["generate"]
    return (made["prefix"] + made["repeat"] * made["times"] + made["suffix"]).encode()


def frame_of(case):
    try:
        value = json.loads(wire(case))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


PROFILE_WORDS = {"caseType", "service", "mode", "type", "reason", "executor"}  # what they may say is the profile's


async def party(port, frame):
    """Who may say this: a visitor, an agent, or nobody yet."""
    if frame.get("type") == "hello":
        return await Session.open(port)
    internal = str(frame.get("stream", "")).startswith(("i:", "w:"))
    staff = frame.get("type") == "cmd" and frame.get("name") not in VISITOR_COMMANDS and frame.get("name")
    return await agent(port, "fixture") if internal or staff else await visitor(port)


@pytest.mark.parametrize("case", cases("valid"))
async def test_a_valid_frame_is_understood(port, case):
    frame = frame_of(case)
    if frame.get("visitor") or frame.get("token") or frame.get("name") == "future.thing":
        pytest.skip("names a secret, a token or a command that this desk does not have")
    session = await party(port, frame)
    session.socket.write(encode(TEXT, wire(case)))
    if frame.get("type") == "hello":
        await session.take(lambda f: f["type"] == "welcome")
    end = new_id()
    session.send({"type": "ping", "id": end})
    await session.take(lambda f: f["type"] == "pong" and f.get("id") == end)
    answers = [f for f in session.frames if f["type"] == "err" and f["code"] in ("bad_request", "unknown_type")]
    answers = [f for f in answers if f.get("field") not in PROFILE_WORDS]  # the desk need not have that word
    assert not answers, answers
    await session.close()


@pytest.mark.parametrize("case", cases("invalid"))
async def test_an_invalid_frame_is_refused_as_the_contract_says(port, case):
    expected = case["expect"]
    session = await party(port, frame_of(case))
    try:
        session.socket.write(encode(TEXT, wire(case)))
        await session.socket.writer.drain()
    except ConnectionError:
        pass
    if "close" in expected:
        assert await session.closed() == expected["close"], session.frames
        return
    answer = await session.take(lambda f: f["type"] in ("err", "welcome", "bye", "ack", "pong"))
    if frame_of(case).get("type") == "hello" and answer["type"] == "bye":
        assert answer["code"] == 4501, answer  # what cannot be read is no hello, and anything else closes 4501 (§3)
        return
    assert (answer["type"], answer.get("code")) == ("err", expected["err"]), answer
    assert expected.get("field", "") in answer.get("field", ""), answer
    await session.close()
