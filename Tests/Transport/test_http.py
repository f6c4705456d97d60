"""Plain requests on the same port: what is answered, what is refused, and that no body becomes a request."""

import time

import pytest
from wire import Closed


def get(host, request, timeout=5):
    sock = host.connect()
    sock.send(request)
    try:
        return sock.response(timeout)
    finally:
        sock.close()


def ending(host, request):
    """Everything that comes until the server closes."""
    sock = host.connect()
    sock.send(request)
    sock.closed_within(6)
    sock.close()
    return sock.buffer


def test_a_get_is_answered(host):
    status, headers, body = get(host, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (status, body) == (200, b"echo\n")
    assert headers["x-content-type-options"] == "nosniff"


def test_a_head_has_no_body(host):
    sock = host.connect()
    sock.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    sock.closed_within(5)
    assert sock.buffer.startswith(b"HTTP/1.1 200") and sock.buffer.endswith(b"\r\n\r\n")
    assert b"content-length: 5" in sock.buffer.lower()
    sock.close()


def test_what_is_not_there_is_404(host):
    assert get(host, "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")[0] == 404


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH"])
def test_other_methods_are_405(host, method):
    status, headers, _ = get(host, f"{method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    assert status == 405
    assert headers["allow"] == "GET, HEAD, OPTIONS, PUT"


def test_several_requests_on_one_connection(host):
    sock = host.connect()
    for _ in range(20):
        sock.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert sock.response()[0] == 200
    sock.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    status, headers, _ = sock.response()
    assert status == 200 and headers["connection"] == "close"
    sock.closed_within(3)
    sock.close()


def test_requests_sent_together_are_answered_in_order(host):
    sock = host.connect()
    sock.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /no HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert [sock.response()[0] for _ in range(3)] == [200, 404, 200]
    sock.close()


def test_http_1_0_is_answered_and_closed(host):
    answer = ending(host, "GET / HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("size", [0, 1, 1000, 100_000, 1_048_576])
def test_a_put_is_read_whole(host, size):
    sock = host.connect()
    sock.send(f"PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n")
    sock.send(b"x" * size)
    status, _, body = sock.response()
    assert (status, body) == (201, b"%d\n" % size)
    sock.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert sock.response()[0] == 200
    sock.close()


def test_a_body_over_the_limit_is_413(host):
    answer = ending(host, "PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_put_that_nobody_reads_is_answered_and_closed(host):
    answer = ending(host, "PUT /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
    assert answer.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize("length", ["-1", "+5", "0x5", "5 5", "5,5", "99999999999999999999", "five", "5.0"])
def test_a_length_is_a_number(host, length):
    try:
        answer = ending(host, f"PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\nhello")
    except AssertionError:
        raise
    assert answer == b"" or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 403", b"HTTP/1.1 413"))


def test_two_lengths_are_refused(host):
    answer = ending(host, "PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_a_put_without_a_length_is_411(host):
    answer = ending(host, "PUT /sink HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 411")


def test_a_chunked_body_is_refused(host):
    answer = ending(host, "PUT /sink HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 411")
    assert answer.count(b"HTTP/1.1") == 1


SMUGGLED = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_the_body_of_a_get_is_never_the_next_request(host, method):
    """Request smuggling: 4.1.6 reads the bytes behind the headers as another request."""
    answer = ending(
        host, f"{method} / HTTP/1.1\r\nHost: x\r\nContent-Length: {len(SMUGGLED)}\r\n\r\n{SMUGGLED}"
    )
    assert answer.startswith(b"HTTP/1.1 400") and answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("coding", ["chunked", "gzip, chunked", "identity", "xchunked", "chunked, chunked"])
def test_the_chunked_body_of_a_get_is_never_the_next_request(host, coding):
    size = f"{len(SMUGGLED):x}"
    answer = ending(
        host,
        f"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {coding}\r\n\r\n{size}\r\n{SMUGGLED}\r\n0\r\n\r\n{SMUGGLED}",
    )
    assert b"HTTP/1.1 200" not in answer and answer.count(b"HTTP/1.1") <= 1


def test_length_and_chunked_together_are_refused(host):
    answer = ending(
        host,
        "PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        f"0\r\n\r\n{SMUGGLED}",
    )
    assert b"HTTP/1.1 20" not in answer and answer.count(b"HTTP/1.1") <= 1


def test_what_follows_a_refused_body_is_not_served(host):
    answer = ending(host, f"PUT /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello{SMUGGLED}")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_request_needs_one_host(host):
    assert ending(host, "GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert ending(host, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/a%00b", "/%5c..%5c"])
def test_paths_never_leave_the_root(host, path):
    answer = ending(host, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert not answer.startswith(b"HTTP/1.1 2")


@pytest.mark.parametrize("size", [5_000, 20_000, 200_000])
def test_a_header_block_over_4_kib_is_refused(host, size):
    sock = host.connect()
    try:
        sock.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a" * size + "\r\n\r\n")
    except OSError:
        pass
    try:
        sock.closed_within(6)
    except OSError:
        pass
    assert not sock.buffer.startswith(b"HTTP/1.1 2")
    sock.close()


def test_ten_thousand_short_headers_are_refused(host):
    sock = host.connect()
    try:
        sock.send("GET / HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n" * 10_000)
    except OSError:
        pass
    sock.closed_within(6)
    assert not sock.buffer.startswith(b"HTTP/1.1 2")
    sock.close()


def test_an_expectation_is_refused(host):
    answer = ending(host, "PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 417")


def test_a_header_drip_ends_at_the_deadline(host):
    sock = host.connect()
    start = time.monotonic()
    try:
        sock.send("GET / HTTP/1.1\r\nHost: x\r\n")
        while time.monotonic() - start < 8:
            sock.send("a")
            sock.raw.settimeout(0.1)
            try:
                if not sock.raw.recv(4096):
                    break
            except TimeoutError:
                pass
    except (OSError, Closed):
        pass
    assert 2 < time.monotonic() - start < 5
    sock.close()


def test_a_silent_connection_ends_at_the_deadline(host):
    sock = host.connect()
    assert 2 < sock.closed_within(6) < 5
    sock.close()


def test_a_body_drip_ends_at_the_deadline(host):
    sock = host.connect()
    start = time.monotonic()
    sock.send("PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
    try:
        while time.monotonic() - start < 8:
            sock.send("x")
            sock.raw.settimeout(0.1)
            try:
                if not sock.raw.recv(4096):
                    break
            except TimeoutError:
                pass
    except (OSError, Closed):
        pass
    assert 1 < time.monotonic() - start < 5
    sock.close()


def test_a_body_cut_short_leaves_nothing(host):
    before = host.descriptors
    for _ in range(50):
        sock = host.connect()
        sock.send("PUT /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
        sock.close()
    end = time.monotonic() + 6
    while host.descriptors > before and time.monotonic() < end:
        get(host, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert host.descriptors <= before


def test_garbage_is_no_request(host):
    import random

    source = random.Random(7)
    for _ in range(100):
        sock = host.connect()
        try:
            sock.send(source.randbytes(source.randrange(1, 600)))
        except OSError:
            pass
        sock.close()
    assert get(host, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")[0] == 200


def test_a_tls_hello_on_a_plain_port_is_closed(host):
    sock = host.connect()
    sock.send(bytes.fromhex("16030100a5010000a10303") + bytes(160))
    sock.closed_within(6)
    sock.close()
