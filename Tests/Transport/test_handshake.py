"""RFC 6455 section 4.2.1, every rule that libwebsockets 4.1.6 leaves to its user, and what it does wrong itself."""

import pytest
from wire import KEY, Closed, upgrade


def ask(host, request, timeout=5):
    sock = host.connect()
    try:
        sock.send(request)
        status, headers, body = sock.response(timeout)
        if status != 101:
            sock.closed_within(5)
        return status, headers
    finally:
        sock.close()


def refused(host, request, *statuses):
    """Refused with one of these statuses and closed, or closed at once where None is among them."""
    try:
        status, headers = ask(host, request)
    except Closed:
        assert None in statuses, "closed without an answer"
        return {}
    assert status in statuses, status
    return headers


def test_a_correct_upgrade_is_confirmed(host):
    ws = host.websocket()
    assert ws.headers["upgrade"].lower() == "websocket"
    assert ws.headers["sec-websocket-protocol"] == "echo"
    assert "sec-websocket-extensions" not in ws.headers
    ws.echo("hello")
    ws.close()


def test_extensions_are_never_confirmed(host):
    ws = host.websocket(extra=["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"])
    assert "sec-websocket-extensions" not in ws.headers
    ws.echo("plain")
    ws.close()


@pytest.mark.parametrize("connection", ["upgrade", "keep-alive, Upgrade", "UPGRADE", "Upgrade , keep-alive"])
def test_connection_is_a_list_in_any_case(host, connection):
    assert ask(host, upgrade(Connection=connection))[0] == 101


@pytest.mark.parametrize("version", ["0", "7", "8", "12", "14", "013", "13, 8", "x", "-13", ""])
def test_only_version_13(host, version):
    headers = refused(host, upgrade(Sec_WebSocket_Version=version), 426, 400)
    assert headers.get("sec-websocket-version", "13") == "13"


def test_a_missing_version_is_refused(host):
    headers = refused(host, upgrade(drop=["Sec-WebSocket-Version"]), 426)
    assert headers["sec-websocket-version"] == "13"


def test_two_versions_are_refused(host):
    refused(host, upgrade(extra=["Sec-WebSocket-Version: 8"]), 426, 400)


@pytest.mark.parametrize(
    "key",
    ["", "x", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZR==", "AAAAAAAAAAAAAAAAAAAA", "A" * 24, "!" * 22 + "==",
     "dGhlIHNhbXBsZSBub25jZSB0b28gbG9uZw==", KEY + KEY],
)
def test_a_key_is_16_bytes_in_base64(host, key):
    refused(host, upgrade(Sec_WebSocket_Key=key), 400)


def test_a_missing_key_is_refused(host):
    refused(host, upgrade(drop=["Sec-WebSocket-Key"]), 400)


def test_two_keys_are_refused(host):
    refused(host, upgrade(extra=[f"Sec-WebSocket-Key: {KEY}"]), 400)


@pytest.mark.parametrize("method", ["POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH"])
def test_an_upgrade_is_a_get(host, method):
    sock = host.connect()
    sock.send(upgrade(line=f"{method} / HTTP/1.1"))
    try:
        while b"\r\n" not in sock.buffer:
            sock.fill()
        assert int(sock.buffer.split(b" ")[1]) in (400, 405)
        sock.closed_within(5)
    finally:
        sock.close()


@pytest.mark.parametrize("method", ["TRACE", "BREW", "get", ""])
def test_an_unknown_method_is_not_upgraded(host, method):
    try:
        status, _ = ask(host, upgrade(line=f"{method} / HTTP/1.1"))
    except Closed:
        return
    # `get` is taken for GET by the library; what counts is that nothing worse happens.
    assert status in (400, 403, 405) or method == "get" and status == 101


@pytest.mark.parametrize("version", ["HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "HTTP/3", "HTTP/1.1x", "ICY"])
def test_only_http_1_1_is_upgraded(host, version):
    refused(host, upgrade(line=f"GET / {version}"), 505, 400, None)


def test_a_host_is_needed(host):
    refused(host, upgrade(drop=["Host"]), 400)


def test_two_hosts_are_refused(host):
    refused(host, upgrade(extra=["Host: elsewhere"]), 400)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a@b", "<x>", "a,b"])
def test_a_host_is_a_host(host, name):
    refused(host, upgrade(Host=name), 400)


@pytest.mark.parametrize("connection", ["u", "keep-alive", "upgraded", "close", "", "up grade"])
def test_connection_must_name_upgrade(host, connection):
    refused(host, upgrade(Connection=connection), 400, None)


def test_a_missing_connection_is_refused(host):
    refused(host, upgrade(drop=["Connection"]), 400, None)


@pytest.mark.parametrize(
    "target",
    ["h2c", "TLS/1.0", "websockets", "web socket", "websocket, h2c", "h2c, websocket", pytest.param("x" * 300, id="long")],
)
def test_nothing_but_websocket(host, target):
    # The library itself answers 403 to what it does not know.
    refused(host, upgrade(Upgrade=target), 400, 403, None)


def test_h2c_is_refused(host):
    refused(
        host,
        upgrade(Upgrade="h2c", Connection="Upgrade, HTTP2-Settings", extra=["HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"]),
        400,
        None,
    )


def test_the_http_2_preface_is_refused(host):
    sock = host.connect()
    sock.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]))
    sock.closed_within(5)
    assert not sock.buffer.startswith(b"\x00\x00")
    sock.close()


@pytest.mark.parametrize("target", ["h2c", "foo", "websockets", pytest.param("x" * 200, id="long")])
def test_an_unknown_upgrade_on_a_reused_connection(host, target):
    """CVE-2025-11677: a first request frees what the second's Upgrade pointed at."""
    for _ in range(20):
        sock = host.connect()
        sock.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert sock.response()[0] == 200
        sock.send(upgrade(Upgrade=target))
        try:
            assert sock.response()[0] in (400, 403)
        except Closed:
            pass
        sock.close()


def test_a_websocket_on_a_reused_connection(host):
    sock = host.connect()
    sock.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert sock.response()[0] == 200
    sock.send(upgrade())
    assert sock.response()[0] == 101
    sock.close()


def test_connect_gets_no_tunnel(host):
    sock = host.connect()
    sock.send("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    sock.closed_within(5)
    assert not sock.buffer.startswith(b"HTTP/1.1 2")
    sock.close()


@pytest.mark.parametrize("offer", ["chat", "echoes", "Echo", "chat, superchat"])
def test_a_subprotocol_that_is_not_served(host, offer):
    refused(host, upgrade(Sec_WebSocket_Protocol=offer), 400)


def test_no_subprotocol_is_refused(host):
    refused(host, upgrade(drop=["Sec-WebSocket-Protocol"]), 400)


@pytest.mark.parametrize("offer", ["echo, echo", "ec ho", "echo;x", "echo, \"q\""])
def test_malformed_offers(host, offer):
    refused(host, upgrade(Sec_WebSocket_Protocol=offer), 400)


def test_the_served_one_among_many(host):
    sock = host.connect()
    sock.send(upgrade(Sec_WebSocket_Protocol="chat, echo, other"))
    status, headers, _ = sock.response()
    assert status == 101 and headers["sec-websocket-protocol"] == "echo"
    sock.close()


def test_an_upgrade_with_a_body_is_refused(host):
    refused(host, upgrade(extra=["Content-Length: 5"]) + "hello", 400)
    refused(host, upgrade(extra=["Transfer-Encoding: chunked"]) + "5\r\nhello\r\n0\r\n\r\n", 400)


def test_frames_right_behind_the_handshake_are_read(host):
    from wire import TEXT, WebSocket, frame

    class Eager:
        def __init__(self, sock):
            self.sock = sock
            self.response, self.take = sock.response, sock.take

        def send(self, data):
            self.sock.send(data.encode() + frame(TEXT, b"early"))

    sock = host.connect()
    ws = WebSocket(Eager(sock))
    assert ws.receive() == ("text", "early")
    sock.close()


@pytest.mark.parametrize("path", ["/../etc/passwd", "/%2e%2e/x", "/a/%00b", "/a%0d%0ab", "/\\x", "//", pytest.param("/" + "a" * 3000, id="long")])
def test_strange_paths_harm_nobody(host, path):
    try:
        status, _ = ask(host, upgrade(path=path))
    except Closed:
        return
    assert status in (101, 400, 403, 404, 414, 431, 505)
