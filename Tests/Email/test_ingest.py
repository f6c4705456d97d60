"""Mail that is handed in by the command line."""

import json

from mailkit import message


def test_a_mail_becomes_a_ticket_and_twice_is_once(desks):
    desk = desks()
    mail = message(text="Only once.")
    assert " new " in desk.ingest(mail)
    assert " duplicate " in desk.ingest(mail)
    assert desk.messages() == ["Only once."]
    assert [m["state"] for m in desk.mails()] == ["done"]


def test_standard_input_is_a_mail_too(desks):
    desk = desks()
    desk.run("ingest", "-", stdin=message(text="By pipe."))
    assert desk.messages() == ["By pipe."]


def test_the_acknowledgement_names_the_number_and_an_answer_to_it_finds_the_ticket(desks):
    desk = desks()
    desk.ingest(message())
    sent = desk.sent_files()
    number = desk.tickets()[0]["number"]
    assert len(sent) == 1 and f"#{number}" in sent[0]["subject"]
    assert sent[0]["x-envelope-from"] == "<>" and sent[0]["auto-submitted"] == "auto-replied"
    reply_to = sent[0]["reply-to"].addresses[0].addr_spec
    desk.ingest(message(to=reply_to, subject="other words", text="More."))
    assert len(desk.tickets()) == 1
    assert desk.messages() == ["More.", "The printer is silent."]


def test_a_running_server_applies_what_was_handed_in(desks):
    desk = desks()
    desk.start()
    desk.ingest(*[message(sender=f"p{n}@shop.example", text=f"Mail {n}.") for n in range(20)])
    desk.settled(20)
    assert len(desk.messages()) == 20


def test_a_kept_mail_comes_out_as_it_came(desks):
    desk = desks()
    mail = b"\x00rubbish without a header\xff\r\n"
    desk.ingest(mail)
    assert desk.run("mail", "export", "1") == mail
    assert json.loads(desk.run("mail", "show", "1"))["bytes"] == len(mail)
    assert desk.mails()[0]["state"] in ("done", "ignored", "failed")
