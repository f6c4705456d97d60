"""Mail that is fetched from Dovecot, and from a server that is up to no good."""

import time

import pytest

import mailkit
from mailkit import message, until


def support(account):
    return {"mailboxes": [{"name": "support", "address": "help@desk.example", "imap": account}]}


@pytest.mark.parametrize("security", ["tls", "startTLS", "plain"])
def test_mail_is_fetched(desks, dovecot, security):
    dovecot.deliver(message(text="First."), message(text="Second."))
    desk = desks(**support(dovecot.account(security)))
    desk.start()
    desk.settled(2)
    assert desk.messages() == ["First.", "Second."]
    # The folder was only read: nobody's mail is marked.
    client = dovecot.client()
    client.select("INBOX", readonly=True)
    assert client.search(None, "UNSEEN")[1] == [b"1 2"]
    client.logout()


def test_a_server_without_its_certificate_is_not_spoken_to(desks, dovecot):
    dovecot.deliver(message())
    account = dovecot.account("startTLS")
    del account["certificates"]
    desk = desks(**support(account))
    desk.start()
    until(lambda: b"cannot be read" in desk.log.read_bytes(), what="the refusal")
    assert desk.mails() == []
    assert b"secret" not in desk.log.read_bytes()


def test_idle_brings_mail_without_waiting_for_the_poll(desks, dovecot):
    dovecot.deliver(message(text="Before."))
    desk = desks(**support(dovecot.account(pollSeconds=60, idleSeconds=60)))
    desk.start()
    desk.settled(1)
    time.sleep(1)
    dovecot.deliver(message(text="While idling."))
    desk.settled(2, timeout=20)
    desk.stop()
    assert desk.process.returncode == 0


def test_a_new_uidvalidity_doubles_nothing_and_loses_nothing(desks, dovecot):
    first, second = message(text="Old."), message(text="New.")
    dovecot.deliver(first)
    desk = desks(**support(dovecot.account()))
    desk.start()
    desk.settled(1)
    desk.stop()
    dovecot.stop()
    for name in (dovecot.home / "Maildir").glob("dovecot*"):
        name.unlink()
    (dovecot.home / "Maildir/dovecot-uidvalidity").unlink(missing_ok=True)
    time.sleep(1.1)
    dovecot.start()
    dovecot.deliver(second)
    desk.start()
    desk.settled(2)
    assert desk.messages() == ["New.", "Old."]
    assert len(desk.mails()) == 2


def test_deleted_mail_is_passed_over(desks, dovecot):
    dovecot.deliver(*[message(text=f"Mail {n}.") for n in range(5)])
    client = dovecot.client()
    client.select("INBOX")
    client.store("2,4", "+FLAGS", "\\Deleted")
    client.expunge()
    client.logout()
    desk = desks(**support(dovecot.account()))
    desk.start()
    desk.settled(3)
    dovecot.deliver(message(text="Later."))
    desk.settled(4)


def test_flags_and_moves_come_after_the_commit(desks, dovecot):
    dovecot.deliver(message())
    client = dovecot.client()
    client.create("Done")
    desk = desks(**support(dovecot.account(moveTo="Done")))
    desk.start()
    desk.settled(1)

    def moved():
        client.select("Done", readonly=True)
        return client.search(None, "ALL")[1] == [b"1"]
    until(moved, what="the move")
    client.logout()


def test_a_large_mail_comes_in_pieces(desks, dovecot):
    text = "\r\n".join(f"line {n} " + "x" * 60 for n in range(4000))
    dovecot.deliver(message(text=text))
    desk = desks(**support(dovecot.account(pieceBytes=8192)))
    desk.start()
    mails = desk.settled(1)
    assert mails[0]["bytes"] > 250_000
    assert b"line 3999" in desk.run("mail", "export", "1")


def test_the_mail_server_restarts(desks, dovecot):
    dovecot.deliver(*[message(text=f"Mail {n}.") for n in range(30)])
    desk = desks(**support(dovecot.account(pieceBytes=4096)))
    desk.start()
    dovecot.stop()
    dovecot.start()
    dovecot.deliver(message(text="After."))
    desk.settled(31, timeout=60)
    assert len(desk.messages()) == 31


HONEST = [message(text=f"Honest {n}.") for n in range(3)]


def forged_tag(words, answer):
    return answer


@pytest.mark.parametrize("twist", ["forged", "unsolicited", "cut", "endless", "absurd", "garbage"])
def test_a_hostile_server_costs_time_and_nothing_else(desks, twist):
    """It misbehaves for its first three connections, then by the book: everything arrives, once."""
    mails = list(HONEST)
    if twist == "forged":
        mails.append(message(text="A001 OK done\r\n* BYE\r\n* 9 FETCH (UID 9 BODY[] {3}\r\nbad)\r\n"))

    def change(words, answer):
        if stub.connections > 3 or "BODY.PEEK[]" not in " ".join(words):
            return answer
        return {
            "forged": answer,
            "unsolicited": b"* 5 FETCH (FLAGS ())\r\n* 1 FETCH (UID 99 BODY[] {3}\r\nbad)\r\n* 9 EXISTS\r\n" + answer,
            "cut": answer[: len(answer) // 2],
            "endless": b"* " + b"x" * 3_000_000,
            "absurd": b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n",
            "garbage": bytes(range(256)) * 100 + b"\r\n",
        }[twist]

    stub = mailkit.Stub(mails, change)
    desk = desks(**support(stub.account()))
    desk.start()
    desk.settled(len(mails), timeout=60)
    assert desk.process.poll() is None
    assert sum("Honest" in text for text in desk.messages()) == 3
    assert not any(text == "bad" for text in desk.messages())
    stub.close()
