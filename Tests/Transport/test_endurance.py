"""Slow, silent and many: what a peer can do by doing little."""

import os
import socket
import ssl
import struct
import subprocess
import time

import pytest
import wire
from wire import CLOSE, PING, PONG, TEXT, Closed, frame


def test_a_peer_that_never_answers_a_close_is_dropped(host):
    ws = host.websocket()
    ws.send(frame(wire.BINARY, b"x"))
    ws.expect_close(1003)
    assert 1 < ws.socket.closed_within(6) < 5
    ws.close()


def test_a_peer_that_talks_on_after_our_close_is_dropped(host):
    ws = host.websocket()
    ws.send(frame(wire.BINARY, b"x"))
    ws.expect_close(1003)
    start = time.monotonic()
    try:
        while time.monotonic() - start < 8:
            ws.send(frame(TEXT, b"and another thing") * 50)
            time.sleep(0.01)
    except OSError:
        pass
    assert time.monotonic() - start < 6
    ws.close()


def test_a_peer_that_does_not_read_stalls_only_itself(host):
    """Without room to answer, the host stops reading: neither side grows."""
    before = host.rss
    slow = [wire.WebSocket(host.connect(receive_buffer=4096)) for _ in range(10)]
    payload = frame(TEXT, b"x" * 60_000)
    for ws in slow:
        ws.socket.raw.settimeout(0.3)
        sent = 0
        try:
            for _ in range(400):
                ws.socket.raw.sendall(payload)
                sent += len(payload)
        except (TimeoutError, OSError):
            pass
        assert sent < 23_000_000, "everything was taken in"
    assert host.rss - before < 16_384
    for ws in slow:
        ws.close()


def test_a_stalled_peer_gets_everything_once_it_reads(host):
    ws = wire.WebSocket(host.connect(receive_buffer=4096))
    texts = [("%04d" % n) * 5_000 for n in range(100)]
    ws.socket.raw.settimeout(None)
    import threading

    sender = threading.Thread(target=lambda: [ws.send_text(t) for t in texts])
    sender.start()
    sender.join(1)
    for text in texts:
        assert ws.receive(10) == ("text", text)
    sender.join(10)
    ws.close()


def test_a_full_queue_closes_4002(start_host):
    host = start_host("--copies", "5000", "--max-message", "65536", "--close-timeout", "2")
    ws = wire.WebSocket(host.connect(receive_buffer=4096))
    before = host.rss
    ws.send_text("y" * 60_000)
    time.sleep(0.5)
    assert host.rss - before < 16_384
    got = ws.expect_close(4002, timeout=10)
    assert got[2] == "too slow"
    ws.close()


def test_a_full_queue_of_a_peer_that_never_reads_is_dropped_in_time(start_host):
    host = start_host("--copies", "5000", "--max-message", "65536", "--close-timeout", "2")
    idle = host.descriptors
    ws = wire.WebSocket(host.connect(receive_buffer=4096))
    ws.send_text("y" * 60_000)
    end = time.monotonic() + 8
    while host.descriptors > idle:
        assert time.monotonic() < end, "the socket is still held"
        os.sched_yield()
    ws.close()


def test_copies_leave_in_order_and_together(start_host):
    host = start_host("--copies", "200")
    ws = host.websocket()
    for n in range(20):
        ws.send_text(str(n))
    for n in range(20):
        for _ in range(200):
            assert ws.receive() == ("text", str(n))
    ws.close()


def test_silent_peers_are_pinged_and_closed_4003(start_host):
    host = start_host("--ping", "1")
    ws = host.websocket()
    assert ws.receive(4)[0] == "ping"
    ws.expect_close(4003, timeout=4)
    ws.close()


def test_peers_that_answer_pings_stay(start_host):
    host = start_host("--ping", "1")
    ws = host.websocket()
    for _ in range(3):
        got = ws.receive(4)
        assert got[0] == "ping"
        ws.send(frame(PONG, got[1]))
    ws.echo("alive")
    ws.close()


def test_a_flood_of_half_open_connections_leaves_room(host):
    before = host.rss
    flood = []
    for _ in range(1500):
        try:
            flood.append(host.connect())
        except OSError:
            break
    ws = host.websocket()
    ws.echo("through")
    ws.close()
    assert host.rss - before < 16_384
    time_limit = time.monotonic() + 8
    left = list(flood)
    while left and time.monotonic() < time_limit:
        left[0].closed_within(max(0.1, time_limit - time.monotonic()))
        left.pop(0).close()
    assert not left


def test_half_open_connections_with_partial_headers_end(host):
    flood = [host.connect() for _ in range(300)]
    for sock in flood:
        sock.send("GET / HTTP/1.1\r\nHo")
    ws = host.websocket()
    ws.echo("through")
    ws.close()
    for sock in flood:
        sock.closed_within(8)
        sock.close()


def test_vanished_peers_leave_no_descriptors(host):
    before = host.descriptors
    for _ in range(300):
        ws = host.websocket()
        ws.send(frame(TEXT, b"half", length=100))
        ws.socket.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        ws.close()
    end = time.monotonic() + 5
    while host.descriptors > before and time.monotonic() < end:
        ws = host.websocket()
        ws.close()
    assert host.descriptors <= before + 2


def test_the_limit_per_address_holds_and_recovers(start_host):
    host = start_host("--per-address", "5")
    five = [host.websocket() for _ in range(5)]
    for ws in five:
        ws.echo("in")
    sixth = host.connect()
    sixth.send(wire.upgrade())
    sixth.closed_within(3)
    assert sixth.buffer == b""
    sixth.close()
    five[0].send(frame(CLOSE, b"\x03\xe8"))
    five[0].expect_close(1000)
    five[0].socket.closed_within(3)
    five[0].close()
    end = time.monotonic() + 5
    while True:
        try:
            again = host.websocket()
            break
        except (Closed, OSError):
            assert time.monotonic() < end
    again.echo("in again")
    for ws in [*five[1:], again]:
        ws.close()


def test_a_stop_says_goodbye_to_everybody(start_host):
    host = start_host("--close-timeout", "2")
    sockets = [host.websocket() for _ in range(20)]
    silent = host.connect()
    host.process.terminate()
    for ws in sockets:
        ws.expect_close(1001)
        ws.finish()
        ws.close()
    host.process.wait(5)
    silent.close()


def test_a_stop_does_not_wait_for_ever(start_host):
    host = start_host("--close-timeout", "1")
    deaf = [host.websocket() for _ in range(5)]
    body = host.connect()
    body.send("PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
    start = time.monotonic()
    host.process.terminate()
    host.process.wait(8)
    assert time.monotonic() - start < 6
    for ws in deaf:
        ws.close()
    body.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "chain.pem")],
        check=True, capture_output=True,
    )
    return folder


def tls_context(certificate, **options):
    context = ssl.create_default_context(cafile=str(certificate / "chain.pem"))
    for name, value in options.items():
        setattr(context, name, value)
    return context


def test_tls_echoes(start_host, certificate):
    host = start_host("--certificate", str(certificate / "chain.pem"), "--key", str(certificate / "key.pem"))
    ws = wire.WebSocket(host.connect(tls=tls_context(certificate)))
    for size in (0, 1, 1000, 16_384, 32_768):
        ws.echo("x" * size)
    ws.close()


def test_tls_offers_http_1_1_only(start_host, certificate):
    host = start_host("--certificate", str(certificate / "chain.pem"), "--key", str(certificate / "key.pem"))
    context = tls_context(certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    sock = host.connect(tls=context)
    assert sock.raw.selected_alpn_protocol() == "http/1.1"
    sock.close()
    context = tls_context(certificate)
    context.set_alpn_protocols(["h2"])
    try:
        sock = host.connect(tls=context)
    except (ssl.SSLError, ConnectionError):
        return
    assert sock.raw.selected_alpn_protocol() != "h2"
    sock.close()


def test_tls_handshakes_left_half_way_end(start_host, certificate):
    host = start_host(
        "--certificate", str(certificate / "chain.pem"), "--key", str(certificate / "key.pem"), "--header-timeout", "2"
    )
    halves = [host.connect() for _ in range(100)]
    for sock in halves:
        sock.send(bytes.fromhex("160301"))
    ws = wire.WebSocket(host.connect(tls=tls_context(certificate)))
    ws.echo("through")
    ws.close()
    for sock in halves:
        sock.closed_within(8)
        sock.close()


def test_plain_http_on_a_tls_port_is_closed(start_host, certificate):
    host = start_host("--certificate", str(certificate / "chain.pem"), "--key", str(certificate / "key.pem"))
    sock = host.connect()
    sock.send(wire.upgrade())
    sock.closed_within(12)
    assert b"101" not in sock.buffer
    sock.close()
