"""Tokens in place of passwords, at Dovecot and at a submission server."""

import pytest

from mailkit import message, until


def section(server, file, mechanism):
    account = server.account("startTLS") if hasattr(server, "account") else dict(server.section)
    account.pop("password", None)
    return {**account, "tokenFile": str(file), "mechanism": mechanism}


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_mail_is_fetched_with_a_token(desks, guarded, tokens, tmp_path, mechanism):
    file = tmp_path / "token"
    file.write_text("ya29.right-token\n")
    tokens.users["ya29.right-token"] = "help"
    guarded.deliver(message(text="By token."))
    desk = desks(mailboxes=[{"name": "support", "address": "help@desk.example",
                             "imap": section(guarded, file, mechanism)}])
    desk.start()
    desk.settled(1)
    assert desk.messages() == ["By token."]
    assert b"right-token" not in desk.log.read_bytes()


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_a_token_that_lapsed_is_not_the_end_a_fresh_one_is_read(desks, guarded, tokens, tmp_path, mechanism):
    file = tmp_path / "token"
    file.write_text("lapsed-token")
    tokens.users["fresh-token"] = "help"
    guarded.deliver(message(text="After renewal."))
    desk = desks(mailboxes=[{"name": "support", "address": "help@desk.example",
                             "imap": section(guarded, file, mechanism)}])
    desk.start()
    until(lambda: b"authentication" in desk.log.read_bytes(), what="the refusal")
    assert desk.mails() == []
    assert b"lapsed-token" not in desk.log.read_bytes()
    file.write_text("fresh-token")
    desk.settled(1, timeout=90)
    assert desk.messages() == ["After renewal."]


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
@pytest.mark.parametrize("security", ["tls", "startTLS"])
def test_mail_is_sent_with_a_token(desks, relays, tmp_path, security, mechanism):
    file = tmp_path / "token"
    file.write_text("right-token")
    relay = relays(security, tokens=["right-token"], mechanism=mechanism.upper())
    desk = desks(smtp=section(relay, file, mechanism))
    desk.start()
    desk.ingest(message())
    until(lambda: relay.taken, what="the mail")
    sender, recipients, body, user, encrypted = relay.taken[0]
    assert recipients == ["rosa@shop.example"] and encrypted and user == "help"
    assert set(relay.logins) == {mechanism.upper()}


def test_a_refused_token_pauses_and_is_not_told(desks, relays, tmp_path):
    file = tmp_path / "token"
    file.write_text("wrong-token")
    relay = relays("tls", tokens=["right-token"], mechanism="XOAUTH2")
    desk = desks(smtp=section(relay, file, "xoauth2"))
    desk.start()
    desk.ingest(message())
    until(lambda: b"sending is paused" in desk.log.read_bytes(), what="the pause")
    assert relay.taken == [] and b"wrong-token" not in desk.log.read_bytes()
    assert [r["state"] for r in desk.outgoing()] == ["composed"]
