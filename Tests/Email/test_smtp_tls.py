"""Mail that leaves over TLS, and mail that does not leave without it."""

import pytest

from mailkit import certificate, message, until


@pytest.mark.parametrize("security", ["tls", "startTLS"])
@pytest.mark.parametrize("mechanism", ["plain", "login"])
def test_mail_leaves_encrypted(desks, relays, security, mechanism):
    relay = relays(security, mechanism=mechanism.upper())
    desk = desks(smtp={**relay.section, "password": "secret", "mechanism": mechanism})
    desk.start()
    desk.ingest(message(), message(sender="other@shop.example", text="Another."))
    until(lambda: len(relay.taken) == 2, what="both mails")
    assert all(encrypted for *_, encrypted in relay.taken)
    assert sorted(r for _, recipients, *_ in relay.taken for r in recipients) == ["other@shop.example", "rosa@shop.example"]


@pytest.mark.parametrize("security", ["tls", "startTLS"])
def test_a_server_with_another_certificate_gets_nothing(desks, relays, tmp_path, security):
    relay = relays(security)
    (tmp_path / "other").mkdir()
    other, _ = certificate(tmp_path / "other")
    desk = desks(smtp={**relay.section, "password": "secret", "certificates": str(other)})
    desk.start()
    desk.ingest(message())
    until(lambda: [r for r in desk.outgoing() if r["attempts"] == 1 and r["state"] == "composed"], what="the attempt")
    assert relay.taken == [] and relay.logins == []
    assert b"secret" not in desk.log.read_bytes()


def test_a_server_of_another_name_gets_nothing(desks, relays):
    relay = relays("tls")
    desk = desks(smtp={**relay.section, "host": "ip6-localhost", "password": "secret"})
    desk.start()
    desk.ingest(message())
    until(lambda: [r for r in desk.outgoing() if r["attempts"] == 1 and r["state"] == "composed"], what="the attempt")
    assert relay.taken == [] and relay.logins == []


def test_starttls_that_is_not_offered_is_not_done_without(desks, sink):
    desk = desks(smtp={**sink.section, "security": "startTLS", "user": "help", "password": "secret"})
    desk.start()
    desk.ingest(message())
    until(lambda: [r for r in desk.outgoing() if r["attempts"] == 1 and r["state"] == "composed"], what="the attempt")
    assert sink.taken == [] and "AUTH" not in sink.words
