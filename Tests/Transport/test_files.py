"""Files are streamed in pieces, to slow readers too, and never read into memory whole."""

import time

import pytest

SIZE = 24_000_000


@pytest.fixture
def big(tmp_path):
    path = tmp_path / "big.bin"
    path.write_bytes(bytes(range(256)) * (SIZE // 256))
    return path


def test_a_file_arrives_whole_and_the_connection_stays(start_host, big):
    host = start_host("--file", str(big))
    sock = host.connect()
    for _ in range(2):
        sock.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n")
        status, _, body = sock.response(10)
        assert status == 200 and body == big.read_bytes()
    sock.close()


def test_a_file_from_an_offset(start_host, big):
    host = start_host("--file", str(big))
    sock = host.connect()
    sock.send(f"GET /file?{SIZE - 10} HTTP/1.1\r\nHost: x\r\n\r\n")
    assert sock.response()[2] == big.read_bytes()[-10:]
    sock.send(f"GET /file?{SIZE} HTTP/1.1\r\nHost: x\r\n\r\n")
    assert sock.response()[2] == b""
    sock.send(f"GET /file?{SIZE + 1} HTTP/1.1\r\nHost: x\r\n\r\n")
    assert sock.response()[0] == 404
    sock.close()


def test_the_head_of_a_file_has_its_length_only(start_host, big):
    host = start_host("--file", str(big))
    sock = host.connect()
    sock.send("HEAD /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    sock.closed_within(5)
    assert b"content-length: %d\r\n" % SIZE in sock.buffer and sock.buffer.endswith(b"\r\n\r\n")
    sock.close()


def test_a_file_that_is_not_there_is_404(start_host, tmp_path):
    for path in (tmp_path / "none", tmp_path):
        host = start_host("--file", str(path))
        sock = host.connect()
        sock.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n")
        assert sock.response()[0] == 404
        sock.close()


def test_slow_readers_cost_no_memory_and_no_time_of_others(start_host, big):
    host = start_host("--file", str(big))
    before = host.rss
    slow = [host.connect(receive_buffer=4096) for _ in range(20)]
    for sock in slow:
        sock.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n")
    ws = host.websocket()
    for n in range(50):
        start = time.monotonic()
        ws.echo(str(n))
        assert time.monotonic() - start < 1
    assert host.rss - before < 16_384
    for sock in slow:
        sock.close()
    ws.close()
