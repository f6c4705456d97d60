"""The upgrade, the origin, the first frame and the credentials (contract §1, §3)."""

import asyncio
import time

import pytest

import shapes
import tokens
from rfc6455 import BINARY, CLOSE, Closed, Refused, WebSocket, close_payload, http
from sportello_client import ORIGIN, Session, ack, agent, err, new_id, visitor


async def refused(port, **request):
    with pytest.raises(Refused) as caught:
        await WebSocket.connect(port, **request)
    return caught.value.status


async def ended(session, code, *, bye=True):
    assert await session.closed() == code, session.frames
    if bye:
        assert session.bye() and session.bye()["code"] == code, session.frames


async def test_the_subprotocol_is_echoed(port):
    socket = await WebSocket.connect(port, origin=ORIGIN)
    assert socket.response.header("sec-websocket-protocol") == "sportello.chat.v1"
    socket.abort()


@pytest.mark.parametrize("protocol", [None, "chat", "sportello.chat.v2", "sportello.chat", "SPORTELLO.CHAT.V1"])
async def test_without_the_subprotocol_the_upgrade_is_refused_with_400(port, protocol):
    assert await refused(port, origin=ORIGIN, protocol=protocol) == 400


async def test_the_subprotocol_may_stand_among_others(port):
    socket = await WebSocket.connect(port, origin=ORIGIN, protocol="other, sportello.chat.v1")
    assert socket.response.header("sec-websocket-protocol") == "sportello.chat.v1"
    socket.abort()


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://127.0.0.1:80801",
        "http://127.0.0.1:8080.evil.example",
        "null",
        "http://localhost:8080",
        "http://127.0.0.1:8080/",
    ],
)
async def test_another_origin_is_refused_with_403(port, origin):
    assert await refused(port, origin=origin) == 403


async def test_an_absent_origin_is_accepted(port):
    socket = await WebSocket.connect(port, origin=None)
    socket.abort()


async def test_no_extension_is_negotiated(port):
    socket = await WebSocket.connect(
        port, origin=ORIGIN, headers=[("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")]
    )
    assert socket.response.header("sec-websocket-extensions") == ""
    socket.abort()


async def test_another_websocket_version_is_refused(port):
    assert await refused(port, origin=ORIGIN, version="8") in (400, 426)


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/chat/x", "/v2/chat", "/chat"])
async def test_an_upgrade_elsewhere_is_refused(port, path):
    with pytest.raises((Refused, Closed)) as caught:
        await WebSocket.connect(port, origin=ORIGIN, path=path)
    assert getattr(caught.value, "status", 404) in (400, 404)


async def test_an_h2c_upgrade_is_refused(port):
    with pytest.raises((AssertionError, Closed)):
        answer = await http(
            port,
            "GET",
            "/v1/chat",
            headers=[("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA")],
        )
        assert answer.status == 101, "refused, as it should be"


async def test_a_binary_frame_closes_1003(port):
    session = await visitor(port)
    await session.socket.send_frame(BINARY, b"{}")
    await ended(session, 1003, bye=False)


async def test_invalid_utf8_closes_1007(port):
    session = await visitor(port)
    await session.socket.send_text(b'{"type":"ping","id":"\xff\xfe"}')
    await ended(session, 1007, bye=False)


async def test_a_surrogate_in_utf8_closes_1007(port):
    session = await visitor(port)
    await session.socket.send_text(b'{"type":"ping","id":"\xed\xa0\x80"}')
    await ended(session, 1007, bye=False)


async def test_an_escaped_lone_surrogate_closes_1007(port):
    session = await visitor(port)
    ticket = await session.start()
    text = '{"type":"send","id":"%s","stream":"%s","body":{"kind":"text","text":"a\\ud800b"}}'
    await session.socket.send_text(text % (new_id(), ticket.stream))
    await ended(session, 1007, bye=False)


async def test_a_fragmented_text_frame_is_one_message(port):
    session = await visitor(port)
    whole = b'{"type":"ping","id":"fragmented"}'
    await session.socket.send_frame(1, whole[:7], fin=False)
    await session.socket.send_frame(9, b"in between")
    await session.socket.send_frame(0, whole[7:20], fin=False)
    await session.socket.send_frame(0, whole[20:])
    await session.take(lambda f: f["type"] == "pong" and f.get("id") == "fragmented")
    await session.close()


async def test_a_new_visitor_gets_a_secret_and_no_streams(port):
    session = await visitor(port)
    welcome = session.welcome
    assert welcome["you"]["role"] == "visitor"
    assert len(welcome["visitor"]) >= 32, "256 bits need at least 32 characters"
    assert welcome["streams"] == []
    assert welcome["tokenExp"] is None
    assert welcome["pingMs"] == 25000
    assert welcome["desk"]["name"] == "Test desk"
    assert welcome["desk"]["caseTypes"]
    assert welcome["limits"] == {
        "frameBytes": 32768,
        "textScalars": 8000,
        "filesPerMessage": 10,
        "fileBytes": 10485760,
        "sendBurst": 100000,
        "sendPerSecond": 100000,
    }
    await session.close()


async def test_secrets_and_sessions_differ(port):
    sessions = [await visitor(port) for _ in range(20)]
    assert len({session.secret for session in sessions}) == 20
    assert len({session.welcome["session"] for session in sessions}) == 20
    for session in sessions:
        await session.close()


async def test_a_known_secret_is_the_same_contact_and_no_secret_is_minted(port):
    first = await visitor(port)
    again = await visitor(port, secret=first.secret)
    assert again.welcome["you"]["contact"] == first.welcome["you"]["contact"]
    assert "visitor" not in again.welcome
    await first.close()
    await again.close()


@pytest.mark.parametrize("secret", ["guess", "A" * 43, "0" * 64])
async def test_an_unknown_secret_closes_4501(port, secret):
    session = await Session.open(port)
    await session.hello(visitor=secret)
    await ended(session, 4501)


@pytest.mark.parametrize("secret", ["", 17, ["x"], {"a": 1}, True])
async def test_a_secret_that_is_empty_or_no_string_is_not_a_new_visitor(port, secret):
    session = await Session.open(port)
    session.send({"type": "hello", "id": new_id(), "client": "e2e/1.0", "locale": "en", "visitor": secret})
    frame = await session.take(lambda f: f["type"] in ("welcome", "bye", "err"))
    assert frame["type"] != "welcome", frame


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "ping"},
        {"type": "send", "id": new_id(), "stream": "c:x", "body": {"kind": "text", "text": "x"}},
        {"type": "sub", "id": new_id(), "stream": "w:desk"},
        {"type": "nonsense"},
        {"type": "cmd", "id": new_id(), "name": "conversation.start", "args": {"caseType": "question", "text": "x"}},
    ],
)
async def test_any_frame_before_hello_closes_4501(port, frame):
    session = await Session.open(port)
    session.send(frame)
    await ended(session, 4501)


async def test_without_hello_the_connection_ends_in_time(quick):
    session = await Session.open(quick.port)
    before = time.monotonic()
    assert await session.closed(timeout=4) == 4501
    assert 0.7 < time.monotonic() - before < 3


async def test_a_second_hello_is_refused_and_changes_nothing(port):
    session = await visitor(port)
    contact = session.welcome["you"]["contact"]
    session.send({"type": "hello", "id": new_id(), "client": "e2e/1.0", "token": tokens.token("mallory", "agent")})
    answer = await session.take(lambda f: f["type"] in ("err", "bye", "welcome"))
    assert answer["type"] != "welcome" or answer["you"].get("contact") == contact, answer


async def test_a_contact_token_is_a_contact(port):
    session = await visitor(port, token=tokens.token("carla", "contact", email="carla@customer.example"))
    assert session.welcome["you"]["role"] in ("contact", "visitor")
    assert session.welcome["you"]["name"] == "Carla"
    assert session.welcome["tokenExp"] is not None
    assert "visitor" not in session.welcome
    again = await visitor(port, token=tokens.token("carla", "contact"))
    assert again.welcome["you"]["contact"] == session.welcome["you"]["contact"]
    await session.close()
    await again.close()


async def test_an_agent_token_is_an_agent(port):
    async with await agent(port, "anna") as session:
        assert session.welcome["you"]["role"] == "agent"
        assert session.welcome["you"]["name"] == "Anna"
        assert session.welcome["limits"]["textScalars"] == 32000
        assert shapes.TIME.match(session.welcome["tokenExp"]), "times are RFC 3339 with milliseconds"


@pytest.mark.parametrize("role", ["agent", "supervisor", "quality"])
async def test_staff_is_told_its_role(port, role):
    async with await agent(port, "anna" + role, role) as session:
        assert session.welcome["you"]["role"] == role
        assert session.welcome["streams"] == []


@pytest.mark.slow
async def test_a_session_ends_when_its_token_expires_unless_it_is_renewed(port):
    """`exp` has passed, the leeway of 60 s will have in 20."""
    one, two = await Session.open(port, origin=None), await Session.open(port, origin=None)
    for session in (one, two):
        assert (await session.hello(token=tokens.token("anna", "agent", minutes=-40 / 60)))["type"] == "welcome"
    ack(await two.request({"type": "auth", "token": tokens.token("anna", "agent")}))
    assert await one.closed(timeout=40) == 4001
    assert one.bye()["code"] == 4001
    await asyncio.sleep(3)
    await two.barrier()
    await two.close()


async def test_both_credentials_pass_the_visitors_tickets_to_the_contact(port):
    name = "dora" + new_id()[:8]
    anonymous = await visitor(port)
    ticket = await anonymous.start("before I signed in")
    await anonymous.close()
    both = await visitor(port, secret=anonymous.secret, token=tokens.token(name, "contact"))
    assert ticket.stream in [entry["stream"] for entry in both.welcome["streams"]]
    ack(await both.post(ticket.stream, "after I signed in"))
    await both.close()
    later = await visitor(port, token=tokens.token(name, "contact"))
    assert ticket.stream in [entry["stream"] for entry in later.welcome["streams"]]
    await later.close()


async def test_a_bad_token_beside_a_good_secret_is_not_a_visitor(port):
    first = await visitor(port)
    session = await Session.open(port)
    await session.hello(visitor=first.secret, token="not.a.token")
    await ended(session, 4501)
    await first.close()


async def test_no_cookie_is_set_or_read(port):
    first = await visitor(port)
    socket = await WebSocket.connect(
        port,
        origin=ORIGIN,
        headers=[("Cookie", f"visitor={first.secret}; token={tokens.token('anna', 'agent')}; session=1")],
    )
    assert socket.response.header("set-cookie") == ""
    session = Session(socket, port)
    welcome = await session.hello()
    assert welcome["type"] == "welcome" and welcome["you"]["role"] == "visitor"
    assert welcome["you"]["contact"] != first.welcome["you"]["contact"]
    await session.close()
    await first.close()


async def test_credentials_in_the_address_or_a_header_count_for_nothing(port):
    token = tokens.token("anna", "agent")
    socket = await WebSocket.connect(
        port, origin=ORIGIN, path=f"/v1/chat?token={token}", headers=[("Authorization", f"Bearer {token}")]
    )
    session = Session(socket, port)
    welcome = await session.hello()
    assert welcome["you"]["role"] == "visitor"
    await session.close()


async def test_a_close_frame_is_answered_by_a_close_frame(port):
    session = await visitor(port)
    await session.socket.send_frame(CLOSE, close_payload(1000))
    assert await session.closed() == 1000


@pytest.mark.parametrize("payload", [b"\x03", close_payload(5000), close_payload(1005), close_payload(1000, b"\xff")])
async def test_a_broken_close_frame_is_not_echoed(port, payload):
    session = await visitor(port)
    await session.socket.send_frame(CLOSE, payload)
    assert await session.closed() in (1002, 1007, 1006, -1, 1000)


async def test_unknown_members_of_hello_are_ignored(port):
    session = await visitor(port, theme="dark", nested={"a": [1, 2, {"b": None}]})
    err_or_pong = await session.request({"type": "ping", "extra": True})
    assert err_or_pong["type"] == "pong"
    await session.close()


async def test_an_unknown_type_is_answered_and_the_connection_stays(port):
    session = await visitor(port)
    err(await session.request({"type": "frobnicate"}), "unknown_type")
    assert (await session.barrier())["type"] == "pong"
    await session.close()
