"""RFC 6455 sections 5 to 8: frames, fragments, control frames, text, Close."""

import struct
import time

import pytest
from wire import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Closed, frame


def still_serves(host):
    ws = host.websocket()
    ws.echo("still here")
    ws.close()


@pytest.mark.parametrize("size", [0, 1, 124, 125, 126, 127, 1023, 1024, 1025, 2048, 4096, 40000, 65535, 65536])
def test_every_size_to_the_limit_comes_back_whole(host, size):
    ws = host.websocket()
    ws.echo("é" * (size // 2) + "x" * (size % 2))
    ws.close()


@pytest.mark.parametrize("size", [65537, 100_000])
def test_a_message_over_the_limit_closes_1009(host, size):
    ws = host.websocket()
    ws.send(frame(TEXT, b"x" * size))
    ws.expect_close(1009)
    ws.finish()


def test_an_announced_giant_costs_nothing(host):
    """A length of 2^62 must not be allocated for; what arrives of it is limited."""
    before = host.rss
    sockets = []
    for _ in range(50):
        ws = host.websocket()
        ws.send(frame(TEXT, b"x" * 1000, length=1 << 62, form=64))
        sockets.append(ws)
    assert host.rss - before < 8192
    for ws in sockets:
        ws.close()


def test_a_length_with_the_highest_bit_is_refused(host):
    ws = host.websocket()
    ws.send(frame(TEXT, b"", length=(1 << 63) | 5, form=64))
    ws.expect_close(1002, 1009, None)
    ws.close()


def test_a_message_over_the_limit_in_fragments_closes_1009(host):
    ws = host.websocket()
    ws.send(frame(TEXT, b"x" * 30000, final=False))
    for _ in range(3):
        try:
            ws.send(frame(CONTINUATION, b"x" * 30000, final=False))
        except OSError:
            break
    ws.expect_close(1009, None)
    ws.close()


def test_fragments_are_joined(host):
    ws = host.websocket()
    ws.send(frame(TEXT, "né".encode()[:2], final=False))
    ws.send(frame(CONTINUATION, b"", final=False))
    ws.send(frame(CONTINUATION, "né".encode()[2:] + b" ", final=False))
    ws.send(frame(CONTINUATION, b"end"))
    assert ws.receive() == ("text", "né end")
    ws.echo("next")
    ws.close()


def test_a_ping_between_fragments_is_answered_at_once(host):
    ws = host.websocket()
    ws.send(frame(TEXT, b"a", final=False) + frame(PING, b"now"))
    assert ws.receive() == ("pong", b"now")
    ws.send(frame(CONTINUATION, b"b"))
    assert ws.receive() == ("text", "ab")
    ws.close()


def test_a_message_byte_by_byte(host):
    ws = host.websocket()
    for byte in frame(TEXT, "drop by drop ü".encode()):
        ws.send(bytes([byte]))
    assert ws.receive() == ("text", "drop by drop ü")
    ws.close()


def test_many_messages_in_one_segment_come_back_in_order(host):
    ws = host.websocket()
    ws.send(b"".join(frame(TEXT, b"%d" % n) for n in range(500)))
    assert [ws.receive()[1] for _ in range(500)] == [str(n) for n in range(500)]
    ws.close()


@pytest.mark.parametrize("rsv", [1, 2, 4, 7])
def test_reserved_bits_end_it(host, rsv):
    ws = host.websocket()
    ws.send(frame(TEXT, b"x", rsv=rsv))
    ws.expect_close(1002, None)
    ws.close()


@pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
def test_reserved_opcodes_end_it(host, opcode):
    ws = host.websocket()
    ws.send(frame(opcode, b"x"))
    ws.expect_close(1002, None)
    ws.close()


@pytest.mark.parametrize("opcode", [PING, PONG, CLOSE])
def test_control_frames_are_never_fragmented(host, opcode):
    ws = host.websocket()
    ws.send(frame(opcode, b"\x03\xe8", final=False))
    ws.expect_close(1002, None)
    ws.close()


@pytest.mark.parametrize("opcode", [PING, PONG, CLOSE])
def test_control_frames_are_short(host, opcode):
    ws = host.websocket()
    ws.send(frame(opcode, b"\x03\xe8" + b"x" * 124))
    ws.expect_close(1002, None)
    ws.close()


def test_a_continuation_of_nothing_ends_it(host):
    ws = host.websocket()
    ws.send(frame(CONTINUATION, b"x"))
    ws.expect_close(1002, None)
    ws.close()


def test_a_continuation_after_a_whole_message_ends_it(host):
    ws = host.websocket()
    ws.echo("whole")
    ws.send(frame(CONTINUATION, b"x"))
    ws.expect_close(1002, None)
    ws.close()


def test_a_new_message_inside_a_message_ends_it(host):
    ws = host.websocket()
    ws.send(frame(TEXT, b"x", final=False) + frame(TEXT, b"y"))
    ws.expect_close(1002, None)
    ws.close()


@pytest.mark.parametrize("final", [True, False], ids=["whole", "fragment"])
@pytest.mark.parametrize("size", [0, 1, 2000])
def test_a_binary_frame_closes_1003(host, size, final):
    ws = host.websocket()
    ws.send(frame(BINARY, b"\xff" * size, final=final))
    ws.expect_close(1003)
    ws.finish()


BAD_TEXT = [
    b"\xff", b"\x80", b"\xc0\xaf", b"\xc1\x81", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf0\x80\x80\xaf",
    b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"abc\xf0\x9f\x98", b"\xce\xba\xe1\xbd\xb9\xcf\x83\xed\xa0\x80edited",
]


@pytest.mark.parametrize("text", BAD_TEXT)
def test_text_that_is_not_utf_8_closes_1007(host, text):
    ws = host.websocket()
    ws.send(frame(TEXT, text))
    ws.expect_close(1007)
    ws.finish()


@pytest.mark.parametrize("text", BAD_TEXT)
def test_bad_text_split_over_fragments_closes_1007(host, text):
    for split in range(len(text) + 1):
        ws = host.websocket()
        ws.send(frame(TEXT, text[:split], final=False) + frame(CONTINUATION, text[split:]))
        ws.expect_close(1007)
        ws.close()


def test_good_text_split_anywhere_is_kept(host):
    text = "κόσμε 😀 \U0010ffff \ud7ff \ue000 \x00 é"
    raw = text.encode()
    ws = host.websocket()
    for split in range(len(raw) + 1):
        ws.send(frame(TEXT, raw[:split], final=False) + frame(CONTINUATION, raw[split:]))
        assert ws.receive() == ("text", text)
    ws.close()


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999])
def test_a_close_is_answered_with_its_code(host, code):
    ws = host.websocket()
    ws.send(frame(CLOSE, struct.pack("!H", code) + b"bye"))
    assert ws.expect_close(code)[1] == code
    ws.socket.closed_within(3)
    ws.close()


def test_an_empty_close_is_answered_empty(host):
    ws = host.websocket()
    ws.send(frame(CLOSE))
    ws.expect_close(None, 1000)
    ws.socket.closed_within(3)
    ws.close()


@pytest.mark.parametrize("code", [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
def test_a_code_that_must_not_be_sent_is_answered_1002(host, code):
    ws = host.websocket()
    ws.send(frame(CLOSE, struct.pack("!H", code)))
    ws.expect_close(1002, None)
    ws.socket.closed_within(3)
    ws.close()


def test_a_close_of_one_byte_is_answered_1002(host):
    ws = host.websocket()
    ws.send(frame(CLOSE, b"\x03"))
    ws.expect_close(1002, None)
    ws.socket.closed_within(3)
    ws.close()


def test_a_reason_that_is_not_utf_8_is_not_echoed(host):
    ws = host.websocket()
    ws.send(frame(CLOSE, b"\x03\xe8\xff\xfe"))
    ws.expect_close(1007, 1002, None)
    ws.socket.closed_within(3)
    ws.close()


def test_nothing_follows_the_answer_to_a_close(host):
    """4.1.6 calls a writer after Close too; what it writes must not reach the wire."""
    ws = host.websocket()
    ws.send(frame(TEXT, b"a") + frame(CLOSE, b"\x03\xe8") + frame(TEXT, b"b") + frame(PING, b"c"))
    assert ws.receive() == ("text", "a")
    ws.expect_close(1000)
    with pytest.raises(Closed):
        while True:
            ws.receive(3)
            raise AssertionError("a frame after Close")
    ws.close()


def test_a_ping_is_answered_with_its_payload(host):
    ws = host.websocket()
    for payload in (b"", b"x", b"\x00\xff" * 62, b"y" * 125):
        ws.send(frame(PING, payload))
        assert ws.receive() == ("pong", payload)
    ws.close()


def test_pongs_nobody_asked_for_are_borne(host):
    ws = host.websocket()
    for _ in range(20):
        ws.send(frame(PONG, b"unasked"))
    ws.echo("fine")
    ws.close()


def test_a_pong_flood_is_ended(host):
    ws = host.websocket()
    try:
        for _ in range(50):
            ws.send(frame(PONG, b"x" * 100) * 100)
    except OSError:
        pass
    ws.expect_close(1008, None)
    ws.close()


def test_a_ping_flood_starves_nobody_and_is_not_kept(host):
    before = host.rss
    ws = host.websocket()
    ws.socket.raw.settimeout(0.5)
    end = time.monotonic() + 3
    try:
        while time.monotonic() < end:
            ws.socket.raw.send(frame(PING, b"x" * 125) * 200)
    except OSError:
        pass
    assert host.rss - before < 8192
    ws.close()
    still_serves(host)


def test_a_flood_of_empty_fragments_is_ended(host):
    ws = host.websocket()
    try:
        ws.send(frame(TEXT, b"", final=False))
        for _ in range(100):
            ws.send(frame(CONTINUATION, b"", final=False) * 100)
    except OSError:
        pass
    ws.expect_close(1008, None)
    ws.close()


def test_a_flood_of_one_byte_fragments_is_ended(host):
    ws = host.websocket()
    try:
        ws.send(frame(TEXT, b"", final=False))
        for _ in range(100):
            ws.send(frame(CONTINUATION, b"x", final=False) * 100)
    except OSError:
        pass
    ws.expect_close(1008, 1009, None)
    ws.close()


def test_unmasked_frames_harm_nobody(host):
    """The library processes them (it cannot be mended from outside); they must not be worse than masked ones."""
    ws = host.websocket()
    ws.send(frame(TEXT, b"bare", mask=False))
    try:
        assert ws.receive(2) in (("text", "bare"), ("close", 1002, ""))
    except Closed:
        pass
    ws.close()


@pytest.mark.parametrize("form", [16, 64])
def test_lengths_longer_than_needed_harm_nobody(host, form):
    ws = host.websocket()
    ws.send(frame(TEXT, b"five!", form=form))
    try:
        assert ws.receive(2)[0] in ("text", "close")
    except Closed:
        pass
    ws.close()


def test_garbage_harms_nobody(host):
    import random

    source = random.Random(4)
    for _ in range(200):
        ws = host.websocket()
        try:
            ws.send(source.randbytes(source.randrange(1, 400)))
        except OSError:
            pass
        ws.close()
    still_serves(host)
