"""The server is killed at every step: nothing is lost, nothing is doubled."""

import random
import time

import pytest

import mailkit
from mailkit import message, until

STEPS = ["greeting", "CAPABILITY", "EXAMINE", "SIZE", "BODY", "after"]


@pytest.mark.kill
@pytest.mark.parametrize("step", STEPS)
def test_killed_while_fetching(desks, step):
    mails = [message(sender=f"p{n % 4}@shop.example", text=f"Mail {n:03}.") for n in range(40)]
    killed = []

    def change(words, answer):
        line = " ".join(words)
        here = {"CAPABILITY": "CAPABILITY" in line, "EXAMINE": "EXAMINE" in line, "SIZE": "RFC822.SIZE" in line,
                "BODY": "BODY.PEEK" in line}.get(step, False)
        if here and not killed:
            killed.append(step)
            desk.kill()
            return None
        return answer

    stub = mailkit.Stub(mails, change)
    desk = desks(mailboxes=[{"name": "support", "address": "help@desk.example",
                             "imap": stub.account(pieceBytes=2048)}])
    # The server fetches as soon as it runs, so it may be dead before it says that it listens.
    desk.start(may_die=True)
    if step in ("greeting", "after"):
        time.sleep(0 if step == "greeting" else 0.3)
        desk.kill()
    else:
        until(lambda: killed and desk.process.poll() is not None, what="the kill")
    desk.start()
    desk.settled(40, timeout=60)
    assert desk.messages() == sorted(f"Mail {n:03}." for n in range(40))
    stub.close()


@pytest.mark.kill
def test_killed_again_and_again_between_fetch_and_commit(desks):
    mails = [message(sender=f"p{n % 7}@shop.example", text=f"Mail {n:03}.") for n in range(150)]
    stub = mailkit.Stub(mails)
    desk = desks(mailboxes=[{"name": "support", "address": "help@desk.example",
                             "imap": stub.account(pieceBytes=2048)}])
    chance = random.Random(5)
    for _ in range(8):
        desk.start()
        time.sleep(chance.uniform(0.02, 0.5))
        desk.kill()
    desk.start()
    desk.settled(150, timeout=90)
    assert desk.messages() == sorted(f"Mail {n:03}." for n in range(150))
    desk.stop()
    assert desk.run("verify") is not None
    stub.close()


@pytest.mark.kill
@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_killed_before_the_mail_was_handed_over_sends_once(desks, sink, command):
    sink.fail[command] = []
    original = sink.next

    def next(word):
        if word == command and not killed:
            killed.append(word)
            desk.kill()
            return None
        return original(word)

    killed = []
    sink.next = next
    desk = desks(smtp=sink.section)
    desk.start()
    desk.ingest(message())
    until(lambda: killed and desk.process.poll() is not None, what="the kill")
    desk.start()
    # The lease of the dead attempt must run out first.
    until(lambda: sink.taken, timeout=90, what="the mail")
    time.sleep(0.5)
    assert len(sink.taken) == 1


@pytest.mark.kill
@pytest.mark.timeout(180)
def test_killed_after_the_final_dot_is_marked_ambiguous(desks, sink):
    sink.hold.clear()
    desk = desks(smtp=sink.section)
    desk.start()
    desk.ingest(message())
    assert sink.reached.wait(20)
    desk.kill()
    sink.hold.set()
    desk.start()
    until(lambda: len(sink.taken) == 2, timeout=90, what="the second sending")
    record = until(lambda: [r for r in desk.outgoing() if r["state"] == "accepted"], what="the end")[0]
    assert record["ambiguous"]
    ids = {line for _, _, body in sink.taken for line in body.split(b"\r\n") if line.startswith(b"Message-ID:")}
    assert len(ids) == 1
