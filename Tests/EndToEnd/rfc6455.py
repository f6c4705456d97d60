"""RFC 6455 client framing and plain HTTP over raw sockets, so that faults can be injected at any byte."""

import asyncio
import base64
import hashlib
import os
import socket
import struct

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
SUBPROTOCOL = "sportello.chat.v1"
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


class ProtocolError(Exception):
    """The server broke RFC 6455."""


class Refused(Exception):
    """The upgrade was answered by something else than 101."""

    def __init__(self, response):
        super().__init__(f"upgrade refused: {response.status}")
        self.response = response
        self.status = response.status


class Closed(Exception):
    """The connection is over. `code` is 1006 when it ended without a close frame."""

    def __init__(self, code, reason=""):
        super().__init__(f"closed {code} {reason}")
        self.code = code
        self.reason = reason


class Response:
    """An HTTP answer; header names in lower case."""

    def __init__(self, status, headers, body=b""):
        self.status = status
        self.headers = headers
        self.body = body

    def header(self, name, default=""):
        return ", ".join(value for key, value in self.headers if key == name) or default


def encode(opcode, payload=b"", *, fin=True, masked=True, mask=None):
    """One frame as a client sends it."""
    head = bytearray([(0x80 if fin else 0) | opcode])
    flag = 0x80 if masked else 0
    if len(payload) < 126:
        head.append(flag | len(payload))
    elif len(payload) < 65536:
        head.append(flag | 126)
        head += struct.pack(">H", len(payload))
    else:
        head.append(flag | 127)
        head += struct.pack(">Q", len(payload))
    if not masked:
        return bytes(head) + payload
    mask = mask or os.urandom(4)
    key = (mask * (len(payload) // 4 + 1))[: len(payload)]
    body = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(len(payload), "big")
    return bytes(head) + mask + body


def close_payload(code, reason=b""):
    return struct.pack(">H", code) + reason


async def open_stream(port, *, host="127.0.0.1", receive_buffer=None, limit=2**20, source=None):
    """A connected TCP stream; a small `receive_buffer` makes a reader that freezes early."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setblocking(False)
    if receive_buffer:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if source:
        sock.bind((source, 0))
    try:
        await asyncio.get_running_loop().sock_connect(sock, (host, port))
        return await asyncio.open_connection(sock=sock, limit=limit)
    except BaseException:
        sock.close()
        raise


async def read_head(reader):
    """The status line and the headers of an answer."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        raise Closed(1006, "no HTTP answer") from None
    lines = head.decode("latin-1").split("\r\n")
    status = int(lines[0].split(" ")[1])
    headers = []
    for line in lines[1:]:
        if line:
            name, _, value = line.partition(":")
            headers.append((name.strip().lower(), value.strip()))
    return Response(status, headers)


async def read_body(reader, response, *, method="GET"):
    if method == "HEAD" or response.status in (204, 304):
        return response
    length = response.header("content-length")
    if "chunked" in response.header("transfer-encoding"):
        while True:
            size = int((await reader.readline()).split(b";")[0].strip() or b"0", 16)
            if size == 0:
                break
            response.body += await reader.readexactly(size)
            await reader.readline()
    elif length:
        response.body = await reader.readexactly(int(length))
    else:
        response.body = await reader.read(-1)
    return response


async def http(port, method, path, *, headers=(), body=None, timeout=10.0, length=None):
    """One request on its own connection. `length` overrides Content-Length."""
    reader, writer = await open_stream(port)
    try:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
        if body is not None or length is not None:
            lines.append(f"Content-Length: {len(body or b'') if length is None else length}")
        lines += [f"{name}: {value}" for name, value in headers]
        writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")

        async def push():
            try:
                writer.write(body or b"")
                await writer.drain()
            except ConnectionError:
                pass  # the server may answer and close before it took the whole body

        pusher = asyncio.create_task(push())
        try:
            async with asyncio.timeout(timeout):
                response = await read_head(reader)
                while 100 <= response.status < 200:
                    response = await read_head(reader)
                try:
                    return await read_body(reader, response, method=method)
                except (asyncio.IncompleteReadError, ConnectionError):
                    return response
        finally:
            pusher.cancel()
    finally:
        abort(writer)


def abort(writer):
    """RST, not FIN: what a cut cable or a killed process looks like soon after."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass
    writer.transport.abort()


def upgrade_request(port, *, origin=None, protocol=SUBPROTOCOL, path="/v1/chat", headers=(), key=None, version="13"):
    key = key or base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        f"Sec-WebSocket-Version: {version}",
    ]
    if protocol is not None:
        lines.append(f"Sec-WebSocket-Protocol: {protocol}")
    if origin is not None:
        lines.append(f"Origin: {origin}")
    lines += [f"{name}: {value}" for name, value in headers]
    return key, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


class WebSocket:
    """One open socket. Pings of the transport are answered unless `answer_pings` is false."""

    def __init__(self, reader, writer, response):
        self.reader = reader
        self.writer = writer
        self.response = response
        self.answer_pings = True
        self.pings_seen = 0

    @classmethod
    async def connect(cls, port, *, timeout=10.0, receive_buffer=None, limit=2**20, source=None, **request):
        reader, writer = await open_stream(port, receive_buffer=receive_buffer, limit=limit, source=source)
        try:
            key, head = upgrade_request(port, **request)
            writer.write(head)
            async with asyncio.timeout(timeout):
                response = await read_head(reader)
                if response.status != 101:
                    try:
                        await asyncio.wait_for(read_body(reader, response), 2)
                    except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
                        pass
                    raise Refused(response)
            wanted = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
            if response.header("sec-websocket-accept") != wanted:
                raise ProtocolError("wrong Sec-WebSocket-Accept")
            if response.header("sec-websocket-extensions"):
                raise ProtocolError("an extension was negotiated though none was offered")
            return cls(reader, writer, response)
        except BaseException:
            abort(writer)
            raise

    def write(self, data):
        """Raw bytes; half a frame if you like."""
        self.writer.write(data)

    async def send_text(self, text):
        await self.send_frame(TEXT, text if isinstance(text, bytes) else text.encode())

    async def send_frame(self, opcode, payload=b"", **options):
        self.writer.write(encode(opcode, payload, **options))
        await self.writer.drain()

    async def read_frame(self):
        """(fin, opcode, payload); the server must not mask, reserve bits or pad lengths."""
        try:
            first, second = await self.reader.readexactly(2)
            if first & 0x70:
                raise ProtocolError("reserved bits set")
            if second & 0x80:
                raise ProtocolError("the server masked a frame")
            length = second & 0x7F
            if length == 126:
                length = struct.unpack(">H", await self.reader.readexactly(2))[0]
                if length < 126:
                    raise ProtocolError("length not minimal")
            elif length == 127:
                length = struct.unpack(">Q", await self.reader.readexactly(8))[0]
                if length < 65536:
                    raise ProtocolError("length not minimal")
            payload = await self.reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Closed(1006, type(error).__name__) from None
        opcode = first & 0x0F
        if opcode >= 8 and (length > 125 or not first & 0x80):
            raise ProtocolError("broken control frame")
        return bool(first & 0x80), opcode, payload

    async def message(self):
        """The next text message. Raises `Closed`; a close frame is echoed first."""
        parts, started = [], False
        while True:
            fin, opcode, payload = await self.read_frame()
            if opcode == PING:
                self.pings_seen += 1
                if self.answer_pings:
                    self.writer.write(encode(PONG, payload))
            elif opcode == CLOSE:
                code = struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005
                reason = payload[2:].decode()
                try:
                    self.writer.write(encode(CLOSE, payload[:2]))
                except (ConnectionError, RuntimeError):
                    pass
                raise Closed(code, reason)
            elif opcode in (TEXT, CONTINUATION):
                if (opcode == TEXT) == started:
                    raise ProtocolError("broken fragmentation")
                started = True
                parts.append(payload)
                if fin:
                    return b"".join(parts).decode()
            elif opcode == BINARY:
                raise ProtocolError("the server sent a binary frame")
            elif opcode != PONG:
                raise ProtocolError(f"opcode {opcode}")

    def abort(self):
        abort(self.writer)

    async def close(self, code=1000):
        """A polite close; waits a moment for the answer."""
        try:
            self.writer.write(encode(CLOSE, close_payload(code)))
            async with asyncio.timeout(2):
                while True:
                    await self.read_frame()
        except (Closed, ProtocolError, ConnectionError, RuntimeError, TimeoutError):
            pass
        finally:
            self.writer.transport.abort()
