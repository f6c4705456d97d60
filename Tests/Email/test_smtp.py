"""Mail that goes to an SMTP server that fails as told."""

import email
import email.policy

import pytest

from mailkit import message, until


def start(desks, sink, **section):
    desk = desks(smtp=sink.section, **section)
    desk.start()
    desk.ingest(message())
    desk.settled(1)
    return desk


def test_the_acknowledgement_arrives(desks, sink):
    start(desks, sink)
    until(lambda: sink.taken, what="the mail")
    sender, recipient, body = sink.taken[0]
    assert sender.startswith("MAIL FROM:<>") and recipient.startswith("RCPT TO:<rosa@shop.example>")
    assert b"\n" not in body.replace(b"\r\n", b"")
    parsed = email.message_from_bytes(body, policy=email.policy.default)
    assert parsed.get_body(("plain",)).get_content().startswith("We have received")
    assert not parsed.defects


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("reply", ["451 4.3.0 later", "421 4.3.2 closing", None])
def test_what_fails_for_now_waits(desks, sink, command, reply):
    # Each try uses up to two connections, and EHLO is repeated as HELO.
    sink.fail[command] = [reply, reply]
    sink.fail["HELO"] = [reply, reply]
    desk = start(desks, sink)
    until(lambda: any(r["state"] == "composed" and r["attempts"] == 1 for r in desk.outgoing()) or sink.taken,
          what="the failed attempt")
    assert all(not r["ambiguous"] for r in desk.outgoing())


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "DATA-END"])
def test_what_is_refused_for_good_is_shown_on_the_ticket(desks, sink, command):
    sink.fail[command] = ["550 5.1.1 no such user"]
    desk = start(desks, sink)
    until(lambda: [r for r in desk.outgoing() if r["state"] == "refused"], what="the refusal")
    assert sink.taken == []


def test_a_line_cut_after_the_final_dot_is_marked(desks, sink):
    sink.fail["DATA-END"] = [None]
    desk = start(desks, sink, onUnknownFate="hold")
    record = until(lambda: [r for r in desk.outgoing() if r["state"] == "held"], what="the mark")[0]
    assert record["ambiguous"] and len(sink.taken) == 1


def test_a_refused_login_pauses(desks, sink):
    sink.fail["AUTH"] = ["535 5.7.8 wrong"] * 10
    desk = desks(smtp={**sink.section, "user": "help", "password": "wrong"})
    desk.start()
    desk.ingest(message(), message(sender="other@shop.example"))
    desk.settled(2)
    until(lambda: b"sending is paused" in desk.log.read_bytes(), what="the pause")
    assert sink.taken == [] and b"wrong" not in desk.log.read_bytes().replace(b"5.7.8 wrong", b"")
