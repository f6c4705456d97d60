"""HTTP/1.1 and WebSocket on one asyncio socket, just enough for a mock desk: no extensions, text frames only."""

import asyncio
import base64
import hashlib
import struct

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Closed(Exception):
    def __init__(self, code=1006):
        super().__init__(code)
        self.code = code


class Request:
    def __init__(self, method, target, headers, body):
        self.method, self.headers, self.body = method, headers, body
        self.path, _, self.query = target.partition("?")


async def read_request(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {}
    for line in lines[1:]:
        if line:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, target, headers, body)


def response(status, body=b"", headers=None):
    reasons = {200: "OK", 201: "Created", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
               410: "Gone", 413: "Content Too Large", 415: "Unsupported Media Type"}
    lines = [f"HTTP/1.1 {status} {reasons[status]}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class WebSocket:
    """The server's end of one connection after its upgrade."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @staticmethod
    async def accept(request, reader, writer, subprotocol):
        key = request.headers["sec-websocket-key"]
        digest = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
        writer.write((
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {digest}\r\nSec-WebSocket-Protocol: {subprotocol}\r\n\r\n").encode())
        await writer.drain()
        return WebSocket(reader, writer)

    async def receive(self):
        message = b""
        while True:
            first, second = await self.reader.readexactly(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack(">H", await self.reader.readexactly(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", await self.reader.readexactly(8))
            mask = await self.reader.readexactly(4)
            data = bytes(byte ^ mask[index % 4] for index, byte in enumerate(await self.reader.readexactly(length)))
            kind = first & 0x0F
            if kind == 8:
                code = struct.unpack(">H", data[:2])[0] if len(data) >= 2 else 1005
                self.frame(8, data[:2])
                raise Closed(code)
            if kind == 9:
                self.frame(10, data)
                continue
            if kind == 10:
                continue
            if kind == 2:
                await self.close(1003)
                raise Closed(1003)
            message += data
            if first & 0x80:
                return message.decode("utf-8")

    def frame(self, kind, data):
        length = len(data)
        head = bytes([0x80 | kind])
        if length < 126:
            head += bytes([length])
        elif length < 65536:
            head += bytes([126]) + struct.pack(">H", length)
        else:
            head += bytes([127]) + struct.pack(">Q", length)
        if not self.writer.is_closing():
            self.writer.write(head + data)

    def send(self, text):
        self.frame(1, text.encode("utf-8"))

    async def close(self, code):
        self.frame(8, struct.pack(">H", code))
        await asyncio.sleep(0)
        self.writer.close()

    def cut(self):
        """As if a cable were pulled."""
        self.writer.transport.abort()
