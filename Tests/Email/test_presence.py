"""A chat whose answers also go by mail, unless somebody is there to read them."""

import time

from mailkit import until

PROFILE = {"name": "mail", "email": {"awayMinutes": 0}}


def chat(desk, visitor):
    """Leaves an address, starts a chat that an agent takes, and returns its stream."""
    started = visitor.command("conversation.start", {
        "text": "Hello?", "caseType": visitor.welcome["desk"]["caseTypes"][0]["id"], "email": "rosa@shop.example"})
    return started["result"]["stream"]


def answer(desk, stream, text):
    with desk.agent() as staff:
        staff.ask({"type": "cmd", "name": "ticket.claim", "args": {}, "stream": stream})
        return staff.post(stream, text)


def test_who_left_the_chat_gets_the_answer_by_mail(desks):
    desk = desks(profile=PROFILE)
    desk.start()
    with desk.visitor() as visitor:
        stream = chat(desk, visitor)
    answer(desk, stream, "It was the toner.")
    mail = until(desk.sent_files, what="the mail")[0]
    assert mail["to"] == "rosa@shop.example" and "It was the toner." in mail.get_body(("plain",)).get_content()


def test_who_has_read_it_in_the_chat_gets_no_mail(desks):
    desk = desks(profile=PROFILE)
    desk.start()
    with desk.visitor() as visitor:
        stream = chat(desk, visitor)
        answer(desk, stream, "It was the toner.")
        # The visitor has it open: nothing goes, whether it was read already or not.
        time.sleep(1)
        assert desk.sent_files() == []
        visitor.read(stream)
    # Looked at again after a minute.
    until(lambda: [r for r in desk.outgoing() if r["note"] == "read in the webchat"], timeout=90, what="the decision")
    assert desk.sent_files() == []
