"""The commands that look at mail, on a real store."""

import json
import subprocess

import pytest
import yaml

from mailkit import binary, message

COMMANDS = [["ingest"], ["mail"], *(["mail", name] for name in ("list", "show", "replay", "export", "outgoing", "parse"))]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_gives_examples(command):
    done = subprocess.run([binary(), *command, "--help"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "EXAMPLES" in done.stdout and "SupportServer " + command[0] in done.stdout


@pytest.mark.parametrize("command", [["mail", "show", "99"], ["mail", "export", "99"], ["mail", "list", "--state", "lost"]],
                         ids=" ".join)
def test_what_is_not_there_is_said(desks, command):
    desk = desks()
    desk.ingest(message())
    done = subprocess.run([binary(), *command, "--config", str(desk.config)], capture_output=True, text=True, timeout=60)
    assert done.returncode != 0 and command[-1] in done.stderr


def test_a_mail_that_failed_is_shown_and_replayed_to_one_ticket(desks):
    desk = desks(mailboxes=[{"name": "support", "address": "help@desk.example"},
                            {"name": "second", "address": "second@desk.example"}])
    settings = yaml.safe_load(desk.config.read_text())
    desk.start()
    whole = desk.config.read_text()
    desk.stop()
    # Handed in for a mailbox that is gone when it is applied.
    settings["email"]["mailboxes"].pop()
    desk.run("ingest", "--quiet", "-", stdin=message(text="First."))
    add_for_missing_mailbox(desk, settings, whole, message(sender="luca@shop.example", text="Kept."))
    failed = json.loads(desk.run("mail", "list", "--state", "failed", "--json"))
    assert [m["mailbox"] for m in failed] == ["second"] and "second" in failed[0]["error"]
    identifier = str(failed[0]["id"])
    assert json.loads(desk.run("mail", "show", identifier))["tries"] == 1
    assert b"Kept." in desk.run("mail", "export", identifier)
    desk.config.write_text(whole)
    assert b"1 to be applied" in desk.run("mail", "replay")
    desk.ingest(message(text="Third."))
    assert desk.messages() == ["First.", "Kept.", "Third."]
    # What is done is not done again.
    assert b"1 to be applied" in desk.run("mail", "replay", identifier)
    desk.ingest(message(text="Fourth."))
    assert desk.messages() == ["First.", "Fourth.", "Kept.", "Third."]
    assert json.loads(desk.run("mail", "list", "--state", "failed", "--json")) == []


def add_for_missing_mailbox(desk, settings, whole, mail):
    """Keeps a mail while the server with the shorter configuration runs, so that only that one applies it."""
    desk.config.write_text(yaml.safe_dump(settings))
    desk.start()
    desk.config.write_text(whole)
    desk.run("ingest", "--mailbox", "second", "--quiet", "-", stdin=mail)
    desk.settled(2)
    desk.stop()
    desk.config.write_text(yaml.safe_dump(settings))


def test_outgoing_mail_is_listed_with_its_fate(desks):
    desk = desks()
    desk.ingest(message())
    record = desk.outgoing()[0]
    assert (record["reason"], record["recipient"], record["state"]) == ("acknowledgement", "rosa@shop.example", "accepted")
    assert record["automatic"] and not record["ambiguous"] and record["attempts"] == 1


def test_parse_reads_rubbish_too(tmp_path):
    file = tmp_path / "rubbish.eml"
    file.write_bytes(bytes(range(256)) * 10)
    done = subprocess.run([binary(), "mail", "parse", str(file)], capture_output=True, timeout=60)
    assert done.returncode == 0 and json.loads(done.stdout)["attachments"] == []


def test_a_backup_has_the_mail_and_goes_on_where_it_was(desks, tmp_path):
    desk = desks()
    mail = message(text="Before.")
    desk.start()
    desk.ingest(mail)
    desk.settled(1)
    desk.run("backup", "--output", tmp_path / "copy")
    desk.stop()
    reply_to = desk.sent_files()[0]["reply-to"].addresses[0].addr_spec
    settings = yaml.safe_load(desk.config.read_text())
    settings["data"] = str(tmp_path / "copy")
    desk.config.write_text(yaml.safe_dump(settings))
    assert desk.run("mail", "export", "1") == mail
    # The key came along: an answer to what the first desk sent finds its ticket. The mail itself is not new.
    assert " duplicate " in desk.ingest(mail)
    desk.ingest(message(to=reply_to, subject="other words", text="After."))
    assert desk.messages() == ["After.", "Before."] and len(desk.tickets()) == 1
