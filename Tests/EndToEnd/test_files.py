"""Uploads and downloads (contract §5, §9, §10)."""

import re
import struct
import zlib

import pytest

from desk_helpers import end_all, staffed
from rfc6455 import abort, http, open_stream
from sportello_client import ack, err, new_id, visitor


def png(width=4, height=4):
    """A small valid picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\x00" + b"\x10\x20\x30" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PNG = png()


async def announce(session, ticket, *, name="fault.png", type="image/png", size=None):
    reply = await session.command(
        "upload.create", {"name": name, "type": type, "bytes": len(PNG) if size is None else size}, ticket.stream
    )
    return ack(reply)["result"]


def path_of(url):
    return re.sub(r"^https?://[^/]+", "", url)


async def put(port, upload, body=PNG, *, type="image/png", length=None):
    return await http(
        port, "PUT", path_of(upload["url"]), headers=[("Content-Type", type)], body=body, length=length, timeout=5
    )


async def sent_file(port, **announced):
    """A picture in a conversation; the event as the agent got it."""
    customer, staff, ticket = await staffed(port)
    upload = await announce(customer, ticket, **announced)
    assert (await put(port, upload)).status == 201
    ack(await customer.post(ticket.stream, "see here", files=[upload["file"]]))
    event = await staff.event("message.posted", stream=ticket.stream, text="see here")
    return customer, staff, ticket, upload, event


async def test_a_file_is_uploaded_sent_and_downloaded(port):
    customer, staff, ticket, upload, event = await sent_file(port)
    (file,) = event["data"]["files"]
    assert file["name"] == "fault.png" and file["type"] == "image/png"
    assert not file["url"].startswith("http"), "addresses are relative (§9)"
    answer = await http(port, "GET", file["url"])
    assert answer.status == 200 and answer.body == PNG
    own = await customer.event("message.posted", text="see here")
    assert (await http(port, "GET", own["data"]["files"][0]["url"])).body == PNG
    await end_all(customer, staff)


async def test_a_download_is_inert(port):
    customer, staff, ticket, upload, event = await sent_file(port)
    answer = await http(port, "GET", event["data"]["files"][0]["url"])
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("content-disposition").startswith("attachment")
    assert "sandbox" in answer.header("content-security-policy")
    assert answer.header("content-type").startswith("image/png")
    assert "set-cookie" not in dict(answer.headers)
    assert "public" not in answer.header("cache-control")
    await end_all(customer, staff)


@pytest.mark.parametrize(
    "name",
    ['a"b.png', "../../etc/passwd.png", "a\r\nSet-Cookie: x=1.png", "è😀.png", "a" * 300 + ".png", "a;b.png"],
    ids=["quote", "path", "newline", "unicode", "long", "semicolon"],
)
async def test_a_nasty_name_breaks_no_header(port, name):
    customer, staff, ticket = await staffed(port)
    reply = await customer.command(
        "upload.create", {"name": name, "type": "image/png", "bytes": len(PNG)}, ticket.stream
    )
    if reply["type"] == "err":
        err(reply, "bad_request", "file_rejected", "too_large")
    else:
        upload = reply["result"]
        assert (await put(port, upload)).status == 201
        ack(await customer.post(ticket.stream, "x", files=[upload["file"]]))
        event = await staff.event("message.posted", stream=ticket.stream, text="x")
        answer = await http(port, "GET", event["data"]["files"][0]["url"])
        assert answer.status == 200 and "set-cookie" not in dict(answer.headers)
        assert answer.header("content-disposition").startswith("attachment")
        assert not set("/\\") & set(answer.header("content-disposition")) and answer.body == PNG
    await end_all(customer, staff)


async def test_an_upload_ticket_is_used_once(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket)
        assert (await put(port, upload)).status == 201
        assert (await put(port, upload)).status == 410


@pytest.mark.parametrize("size", [len(PNG) - 1, len(PNG) + 1, 1, 5_000_000])
async def test_another_length_than_announced_is_413(port, size):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket, size=size)
        answer = await put(port, upload)
        assert answer.status == 413
        assert (await session.post(ticket.stream, "x", files=[upload["file"]]))["type"] == "err"


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n" + b"x" * 80,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" + b" " * 30,
        b"<!DOCTYPE html><script>alert(1)</script>" + b" " * 50,
        b"MZ" + b"\x00" * 90,
        b"just text " * 9,
        b"\xff\xd8\xff\xe0" + b"\x00" * 80,
    ],
    ids=["pdf", "svg", "html", "exe", "text", "jpeg"],
)
async def test_another_type_than_announced_is_415(port, body):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket, size=len(body))
        assert (await put(port, upload, body)).status == 415
        assert (await session.post(ticket.stream, "x", files=[upload["file"]]))["type"] == "err"


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("a.html", "text/html"),
        ("a.svg", "image/svg+xml"),
        ("a.exe", "application/x-msdownload"),
        ("a.png", "nonsense"),
        ("a.html", "image/png"),
        ("a.png", "text/html"),
    ],
)
async def test_a_type_that_is_not_allowed_is_rejected(port, name, type):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        reply = await session.command("upload.create", {"name": name, "type": type, "bytes": len(PNG)}, ticket.stream)
        if reply["type"] == "ack":
            answer = await put(port, reply["result"], type=type)
            assert answer.status == 415, "neither announced nor uploaded"
        else:
            err(reply, "file_rejected", "bad_request")


@pytest.mark.parametrize("size", [10485761, 0, -1, "10", 2.5, 10**15])
async def test_a_file_too_large_is_refused_when_announced(port, size):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        reply = await session.command(
            "upload.create", {"name": "a.png", "type": "image/png", "bytes": size}, ticket.stream
        )
        err(reply, "too_large", "file_rejected", "bad_request")


async def test_a_large_file_arrives_whole(port):
    picture = png(2, 2)
    padding = 9_000_000
    body = picture[:-12] + struct.pack(">I", padding) + b"tEXt" + b"k\x00" + b"v" * (padding - 2)
    body += struct.pack(">I", zlib.crc32(body[-padding - 4 :])) + picture[-12:]
    customer, staff, ticket = await staffed(port)
    upload = await announce(customer, ticket, size=len(body))
    assert (await put(port, upload, body)).status == 201
    ack(await customer.post(ticket.stream, "big", files=[upload["file"]]))
    event = await staff.event("message.posted", stream=ticket.stream, text="big")
    assert (await http(port, "GET", event["data"]["files"][0]["url"], timeout=30)).body == body
    await end_all(customer, staff)


async def test_files_without_a_good_signature_are_not_found(port):
    customer, staff, ticket, upload, event = await sent_file(port)
    url = event["data"]["files"][0]["url"]
    path, _, query = url.partition("?")
    key = query.split("k=")[1].split("&")[0]
    middle = key[: len(key) // 2] + ("0" if key[len(key) // 2] != "0" else "1") + key[len(key) // 2 + 1 :]
    for wrong in (
        path,
        path + "?k=",
        f"{path}?k={middle}",
        f"{path}?k={key.upper()}",
        f"{path}?k={key[:-4]}",
        f"{path}?k={'0' * len(key)}",
        f"/files/{new_id()}?k={key}",
        f"{path}x?k={key}",
        f"{path}?x={key}",
    ):
        assert (await http(port, "GET", wrong)).status == 404, wrong
    assert (await http(port, "GET", url)).status == 200
    await end_all(customer, staff)


async def test_a_signature_of_one_file_opens_no_other(port):
    one = await sent_file(port)
    two = await sent_file(port)
    first, second = one[4]["data"]["files"][0]["url"], two[4]["data"]["files"][0]["url"]
    mixed = first.split("?")[0] + "?" + second.split("?")[1]
    assert (await http(port, "GET", mixed)).status == 404
    await end_all(*one[:2], *two[:2])


async def test_a_file_of_another_visitor_cannot_be_sent(port):
    victim, thief = await visitor(port), await visitor(port)
    ticket, own = await victim.start("Hello"), await thief.start("Hello")
    upload = await announce(victim, ticket)
    assert (await put(port, upload)).status == 201
    there = await thief.post(own.stream, "mine now", files=[upload["file"]])
    nothing = new_id()
    nowhere = await thief.post(own.stream, "mine now", files=[nothing])
    err(there, "not_found")
    err(nowhere, "not_found")
    assert there["message"].replace(upload["file"], "") == nowhere["message"].replace(nothing, "")
    ack(await victim.post(ticket.stream, "still mine", files=[upload["file"]]))
    await end_all(victim, thief)


async def test_a_file_that_was_only_announced_cannot_be_sent(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket)
        err(await session.post(ticket.stream, "x", files=[upload["file"]]), "not_found", "file_rejected", "refused.")


async def test_an_empty_text_with_a_file_is_a_message(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket)
        assert (await put(port, upload)).status == 201
        ack(await session.post(ticket.stream, "", files=[upload["file"]]))


@pytest.mark.parametrize("path", ["/uploads/", "/uploads/x", "/uploads/" + "A" * 43])
async def test_an_unknown_upload_ticket_is_not_found(port, path):
    assert (await http(port, "PUT", path, body=PNG)).status in (404, 410)


async def test_an_upload_cut_short_can_be_tried_again_or_is_gone(port):
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket)
        _, writer = await open_stream(port)
        head = f"PUT {path_of(upload['url'])} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(PNG)}\r\n\r\n"
        writer.write(head.encode() + PNG[:20])
        await writer.drain()
        abort(writer)
        assert (await session.post(ticket.stream, "x", files=[upload["file"]]))["type"] == "err"
        assert (await put(port, upload)).status in (201, 410)


async def test_old_messages_carry_fresh_addresses(port):
    customer, staff, ticket, upload, event = await sent_file(port)
    page = await staff.history(ticket.stream, event["seq"] + 1, 1)
    (again,) = page["events"]
    assert (await http(port, "GET", again["data"]["files"][0]["url"])).body == PNG
    await end_all(customer, staff)


@pytest.mark.parametrize("method", ["OPTIONS", "PUT"])
@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8080", "http://evil.example", "null", "http://127.0.0.1:8080.evil.example"]
)
async def test_only_pages_of_listed_origins_may_upload(port, origin, method):
    """A widget lives on another origin than the desk; what a browser is allowed follows the list of §1, exactly."""
    async with await visitor(port) as session:
        ticket = await session.start("Hello")
        upload = await announce(session, ticket)
        headers = [("Origin", origin), ("Access-Control-Request-Method", "PUT"), ("Content-Type", "image/png")]
        body = PNG if method == "PUT" else None
        answer = await http(port, method, path_of(upload["url"]), headers=headers, body=body)
        allowed = answer.header("access-control-allow-origin")
        assert allowed in ((origin, "") if origin == "http://127.0.0.1:8080" else ("",)), answer.headers
        assert answer.header("access-control-allow-credentials") == ""
