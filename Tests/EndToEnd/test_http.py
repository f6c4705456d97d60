"""Plain HTTP on the same port (contract §10), and what a careless server would let through."""

import asyncio
import time

import pytest

import server as servers
from rfc6455 import Closed, http, open_stream
from sportello_client import visitor
from test_files import PNG, announce, path_of


async def raw(port, data, *, timeout=5.0):
    """Sends bytes and returns everything until the server closes or says nothing for a while."""
    reader, writer = await open_stream(port)
    answer = b""
    try:
        writer.write(data)
        async with asyncio.timeout(timeout):
            while chunk := await reader.read(65536):
                answer += chunk
    except (ConnectionError, TimeoutError):
        pass
    finally:
        writer.transport.abort()
    return answer


def statuses(answer):
    return [int(part.split(b" ")[0]) for part in answer.split(b"HTTP/1.1 ")[1:] if part[:3].isdigit()]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_health_and_readiness_answer(port, path):
    assert (await http(port, "GET", path)).status == 200


async def test_metrics_are_prometheus_text(port):
    answer = await http(port, "GET", "/metrics")
    assert answer.status == 200 and answer.header("content-type").startswith("text/plain")
    lines = [line for line in answer.body.decode().splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        float(line.rsplit(" ", 1)[1])


async def test_metrics_and_the_demo_page_are_off_unless_configured(make_server):
    desk = make_server(servers.generous(metrics=False, demoPage=False))
    assert (await http(desk.port, "GET", "/metrics")).status == 404
    assert (await http(desk.port, "GET", "/")).status == 404
    assert (await http(desk.port, "GET", "/healthz")).status == 200


async def test_metrics_hold_no_personal_data(port):
    async with await visitor(port) as session:
        ticket = await session.start("my name is Cassandra Quux")
        body = (await http(port, "GET", "/metrics")).body.decode()
        for secret in ("Cassandra", ticket.number, ticket.id, session.secret, session.welcome["you"]["contact"]):
            assert secret not in body


async def test_the_demo_page_is_served(port):
    answer = await http(port, "GET", "/")
    assert answer.status == 200 and "html" in answer.header("content-type")
    assert b"/widget/v1.js" in answer.body


async def test_the_widget_loader_is_small_script(port):
    answer = await http(port, "GET", "/widget/v1.js")
    assert answer.status == 200 and "javascript" in answer.header("content-type")
    assert answer.header("x-content-type-options") == "nosniff"


@pytest.mark.parametrize("path", ["/console/", "/widget/v1.js"])
async def test_static_files_have_a_strict_policy(port, path):
    answer = await http(port, "GET", path)
    assert answer.status == 200
    policy = answer.header("content-security-policy")
    assert policy and "unsafe-inline" not in policy and "unsafe-eval" not in policy and "*" not in policy.split()
    assert "default-src" in policy
    assert answer.header("x-content-type-options") == "nosniff"


async def test_the_console_cannot_be_framed(port):
    assert "frame-ancestors" in (await http(port, "GET", "/console/")).header("content-security-policy")


async def test_a_head_has_no_body(port):
    answer = await raw(port, b"HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert statuses(answer)[0] in (200, 405)
    assert answer.split(b"\r\n\r\n", 1)[1] == b""


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/v1/other",
        "/widget/nothing.js",
        "/console/nothing",
        "/widget/",
        "/widget",
        "/v1",
        "/files",
        "/files/",
        "/uploads",
        "/favicon.ico",
        "/.git/config",
        "/console/.hidden",
        "/widget/v1.js.map",
    ],
)
async def test_anything_else_is_404(port, path):
    assert (
        (await http(port, "GET", path)).status in (404, 405)
        if path == "/uploads"
        else (await http(port, "GET", path)).status == 404
    )


@pytest.mark.parametrize(
    "path",
    [
        "/console/../../../../etc/passwd",
        "/widget/..%2f..%2f..%2fetc/passwd",
        "/widget/%2e%2e/%2e%2e/etc/passwd",
        "/console/....//....//etc/passwd",
        "//etc/passwd",
        "/widget/\\..\\..\\etc\\passwd",
        pytest.param("/console/%00", marks=pytest.mark.xfail(reason="the path ends at NUL: the console page comes")),
        "/console/%zz",
    ],
)
async def test_no_path_leaves_the_static_files(port, path):
    answer = await raw(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert b"root:" not in answer
    assert not statuses(answer) or statuses(answer)[0] in (400, 403, 404), answer[:80]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/healthz"),
        ("DELETE", "/healthz"),
        ("PUT", "/healthz"),
        ("PATCH", "/"),
        ("OPTIONS", "/"),
        ("POST", "/"),
        ("POST", "/v1/chat"),
        ("DELETE", "/files/x"),
        ("POST", "/uploads/x"),
        ("GET", "/uploads/x"),
        ("POST", "/widget/v1.js"),
    ],
)
async def test_other_methods_are_405(port, method, path):
    answer = await http(port, method, path, body=b"" if method in ("POST", "PUT", "PATCH") else None)
    assert answer.status == 405


@pytest.mark.parametrize(
    "method",
    [
        b"TRACE",
        b"FROB",
        pytest.param(b"get", marks=pytest.mark.xfail(reason="libwebsockets reads methods in any case")),
        b"CONNECT",
    ],
)
async def test_a_strange_method_gets_no_content(port, method):
    answer = await raw(port, method + b" /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", timeout=12)
    assert not statuses(answer) or statuses(answer)[0] in (400, 404, 405, 501), answer[:80]


async def test_connect_does_not_leave_a_hanging_socket(quick):
    before = time.monotonic()
    await raw(quick.port, b"CONNECT example.com:80 HTTP/1.1\r\nHost: example.com\r\n\r\n", timeout=8)
    assert time.monotonic() - before < 6


async def test_a_plain_get_of_the_socket_is_no_upgrade(port):
    assert (await http(port, "GET", "/v1/chat")).status in (400, 404, 405, 426)


@pytest.mark.parametrize("shape", ["one long header", "many headers", "long path"])
async def test_a_header_block_over_4_kib_is_431_or_closed(port, shape):
    head = {
        "one long header": b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 6000 + b"\r\n\r\n",
        "many headers": b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
        + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 50) for n in range(120))
        + b"\r\n",
        "long path": b"GET /" + b"a" * 6000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    }[shape]
    answer = await raw(port, head)
    assert not statuses(answer) or statuses(answer)[0] in (431, 414, 400), answer[:80]
    assert (await http(port, "GET", "/healthz")).status == 200


async def test_a_request_that_never_completes_is_closed_in_time(quick):
    for start in (b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n", b"GET"):
        before = time.monotonic()
        reader, writer = await open_stream(quick.port)
        writer.write(start)
        try:
            await asyncio.wait_for(reader.read(-1), 8)
        except ConnectionError:
            pass
        assert time.monotonic() - before < 6
        writer.transport.abort()


async def test_an_upload_that_never_completes_is_closed_in_time(quick):
    async with await visitor(quick.port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket)
        reader, writer = await open_stream(quick.port)
        head = f"PUT {path_of(upload['url'])} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(PNG)}\r\n\r\n"
        writer.write(head.encode() + PNG[:10])
        before = time.monotonic()
        try:
            await asyncio.wait_for(reader.read(-1), 15)
        except ConnectionError:
            pass
        assert time.monotonic() - before < 14
        writer.transport.abort()


async def test_a_body_is_not_the_next_request(port):
    """Request smuggling: the chunked body of a GET must not be answered as a request of its own."""
    inner = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
    chunked = b"GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (
        len(inner),
        inner,
    )
    answer = await raw(port, chunked, timeout=3)
    assert len(statuses(answer)) <= 1, answer
    assert b"# TYPE" not in answer
    sized = b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(inner), inner)
    answer = await raw(port, sized, timeout=3)
    assert len(statuses(answer)) <= 1 and b"# TYPE" not in answer, answer


async def test_two_lengths_are_refused(port):
    answer = await raw(
        port, b"PUT /uploads/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello", timeout=3
    )
    assert not statuses(answer) or 400 <= statuses(answer)[0] < 500


@pytest.mark.parametrize("upgrade", ["frobnicate", "h2c", "websocket, h2c", ""])
async def test_an_unknown_upgrade_on_a_used_connection_does_no_harm(port, upgrade):
    """CVE-2025-11677: a GET first, then an upgrade to something unknown on the same connection."""
    data = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    data += f"GET /v1/chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: {upgrade}\r\n\r\n".encode()
    for _ in range(5):
        answer = await raw(port, data, timeout=1)
        assert 101 not in statuses(answer)
    async with await visitor(port) as session:
        await session.barrier()


@pytest.mark.parametrize(
    "head",
    [
        b"GET /v1/chat HTTP/1.0\r\nHost: x\r\n",
        b"POST /v1/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n",
        b"HEAD /v1/chat HTTP/1.1\r\nHost: x\r\n",
    ],
    ids=["HTTP/1.0", "POST", "HEAD"],
)
async def test_only_a_get_of_http_1_1_is_upgraded(port, head):
    rest = (
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sportello.chat.v1\r\n\r\n"
    )
    answer = await raw(port, head + rest, timeout=2)
    assert 101 not in statuses(answer), answer[:80]


@pytest.mark.parametrize(
    "lines",
    [
        b"Sec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n",
        b"Sec-WebSocket-Version: 13\r\n",
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ],
    ids=["bad key", "no key", "no version"],
)
async def test_a_broken_handshake_is_not_upgraded(port, lines):
    head = (
        b"GET /v1/chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Protocol: sportello.chat.v1\r\n"
    )
    answer = await raw(port, head + lines + b"\r\n", timeout=2)
    assert 101 not in statuses(answer), answer[:80]


async def test_no_answer_tells_the_version_of_the_library(port):
    answer = await http(port, "GET", "/nothing")
    assert "libwebsockets" not in answer.header("server").lower()


async def test_keep_alive_answers_several_requests(port):
    try:
        answer = await raw(
            port,
            b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
            + b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            timeout=3,
        )
    except Closed:
        answer = b""
    assert statuses(answer)[:1] == [200]
