"""Raw sockets and hand-made frames: what a client library would refuse to send."""

import base64
import os
import socket
import ssl
import struct
import time

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


class Closed(Exception):
    """The peer closed or reset the connection."""


class Socket:
    """A TCP (or TLS) connection that keeps what it read too much of."""

    def __init__(self, address, port, timeout=10, tls=None, receive_buffer=None):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.raw = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer:
            self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.raw.settimeout(timeout)
        self.raw.connect((address.strip("[]"), port))
        if tls:
            self.raw = tls.wrap_socket(self.raw, server_hostname="localhost")
        else:
            self.raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def send(self, data):
        self.raw.sendall(data if isinstance(data, bytes) else data.encode("latin-1"))

    def fill(self, timeout=5):
        self.raw.settimeout(timeout)
        try:
            data = self.raw.recv(65536)
        except (ConnectionResetError, BrokenPipeError, ssl.SSLError) as error:
            raise Closed(str(error)) from error
        if not data:
            raise Closed("end")
        self.buffer += data

    def take(self, count, timeout=5):
        while len(self.buffer) < count:
            self.fill(timeout)
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def response(self, timeout=5):
        """Reads one response: status, headers (names in lower case), body."""
        while b"\r\n\r\n" not in self.buffer:
            self.fill(timeout)
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers = {}
        for line in lines[1:]:
            name, value = line.split(":", 1)
            headers[name.strip().lower()] = value.strip()
        body = self.take(int(headers.get("content-length", 0)), timeout) if status != 101 else b""
        return status, headers, body

    def closed_within(self, seconds):
        """Reads until the peer closes; how long that took. Fails when it does not."""
        start = time.monotonic()
        while True:
            left = seconds - (time.monotonic() - start)
            assert left > 0, f"still open after {seconds} s"
            try:
                self.fill(left)
            except Closed:
                return time.monotonic() - start
            except TimeoutError:
                raise AssertionError(f"still open after {seconds} s") from None

    def close(self):
        self.raw.close()


def upgrade(path="/", line=None, drop=(), extra=(), **replaced):
    """An upgrade request; `replaced` names headers with _ for -, `drop` leaves some out."""
    headers = {
        "Host": "localhost",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "echo",
    }
    for name, value in replaced.items():
        headers[next((k for k in headers if k.lower().replace("-", "_") == name.lower()), name.replace("_", "-"))] = value
    lines = [line or f"GET {path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items() if name not in drop]
    lines += list(extra)
    return "\r\n".join(lines) + "\r\n\r\n"


def frame(opcode, payload=b"", final=True, rsv=0, mask=True, length=None, form=None):
    """A client frame; `length` lies about it, `form` forces 7, 16 or 64 bits."""
    count = len(payload) if length is None else length
    first = (0x80 if final else 0) | rsv << 4 | opcode
    bit = 0x80 if mask else 0
    if form == 64 or form is None and count > 65535:
        head = struct.pack("!BBQ", first, bit | 127, count)
    elif form == 16 or form is None and count > 125:
        head = struct.pack("!BBH", first, bit | 126, count)
    else:
        head = struct.pack("!BB", first, bit | count)
    if not mask:
        return head + payload
    key = os.urandom(4)
    return head + key + bytes(b ^ key[i & 3] for i, b in enumerate(payload))


TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10


class WebSocket:
    """A client that can send anything and reads what a correct server may send."""

    def __init__(self, sock, **options):
        self.socket = sock
        sock.send(upgrade(**options))
        self.status, self.headers, self.body = sock.response()
        assert self.status == 101, (self.status, self.body)
        assert self.headers["sec-websocket-accept"] == ACCEPT

    def send(self, data):
        self.socket.send(data)

    def send_text(self, text):
        self.socket.send(frame(TEXT, text.encode()))

    def receive(self, timeout=5):
        """The next frame: ("text", str), ("close", code or None, reason), ("ping"|"pong", bytes)."""
        first, second = self.socket.take(2, timeout)
        assert first & 0x80, "the server never fragments"
        assert not first & 0x70, "no extensions"
        assert not second & 0x80, "a server never masks"
        count = second & 0x7F
        if count == 126:
            count = struct.unpack("!H", self.socket.take(2, timeout))[0]
            assert count > 125
        elif count == 127:
            count = struct.unpack("!Q", self.socket.take(8, timeout))[0]
            assert count > 65535
        payload = self.socket.take(count, timeout)
        opcode = first & 0x0F
        if opcode == TEXT:
            return ("text", payload.decode())
        if opcode == CLOSE:
            code = struct.unpack("!H", payload[:2])[0] if payload else None
            return ("close", code, payload[2:].decode())
        return ({PING: "ping", PONG: "pong"}[opcode], payload)

    def echo(self, text, timeout=5):
        self.send_text(text)
        answer = self.receive(timeout)
        assert answer == ("text", text), answer[0]

    def expect_close(self, *codes, timeout=5):
        """Reads to the server's Close frame; None stands for a drop without one."""
        try:
            while True:
                got = self.receive(timeout)
                if got[0] == "close":
                    assert got[1] in codes, got
                    return got
        except Closed:
            assert None in codes, "dropped without a Close frame"
            return None

    def finish(self, timeout=5):
        """Answers the server's Close frame and sees the socket end."""
        try:
            self.socket.send(frame(CLOSE, struct.pack("!H", 1000)))
        except OSError:
            return
        self.socket.closed_within(timeout)

    def close(self):
        self.socket.close()
