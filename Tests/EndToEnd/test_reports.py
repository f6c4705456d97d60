"""A small day over the wire, counted by hand, and what `SupportServer report` says of it beside the running desk."""

import csv
import datetime
import io
import json

import pytest

import server as servers
from desk_helpers import end_all, resolve, staffed
from sportello_client import ack, agent, visitor

REPORTS = [
    "attainment",
    "promises",
    "commitments",
    "handled",
    "reopened",
    "ratings",
    "channels",
    "queue",
    "hours",
    "deflection",
]


async def a_day(port):
    """Six chats: three helped (one reopened and solved again, two rated 5 and 2), a bug, one left alone, one waiting."""
    first, staff, ticket = await staffed(port, "one", agent_name="anna")
    ack(await staff.command("time.add", {"minutes": 7, "role": "support"}, ticket.stream))
    await resolve(staff, ticket)
    ack(await first.command("rate", {"score": 5}, ticket.stream))
    await end_all(first, staff)

    second, staff, ticket = await staffed(port, "two", agent_name="anna")
    await resolve(staff, ticket)
    ack(await second.command("rate", {"score": 2}, ticket.stream))
    ack(await second.command("reopen", {"text": "no"}, ticket.stream))
    ack(await staff.command("ticket.resolve", {"outcome": "help", "text": "now"}, ticket.stream))
    await end_all(second, staff)

    third, staff, ticket = await staffed(port, "three", agent_name="anna")
    await resolve(staff, ticket)
    await end_all(third, staff)

    fourth, staff, ticket = await staffed(port, "four", agent_name="anna")
    ack(await staff.command("ticket.resolve", {"outcome": "bug", "text": "known"}, ticket.stream))
    await end_all(fourth, staff)

    fifth = await visitor(port)
    left = await fifth.start("five")
    ack(await fifth.command("conversation.end", {}, left.stream))
    sixth = await visitor(port)
    await sixth.start("six")
    await end_all(fifth, sixth)

    staff = await agent(port, "anna")
    for number in range(3):
        reply = ack(
            await staff.command("offChannel.record", {"channel": "phone", "contact": "?", "summary": f"call {number}"})
        )
        if number == 2:
            note = reply["result"]["note"] if "note" in reply["result"] else reply["result"]["id"]
            ack(await staff.command("offChannel.convert", {"note": note, "caseType": staff.case_type}))
    await end_all(staff)


@pytest.fixture(scope="module")
def counted():
    import asyncio

    if servers.binary() is None:
        pytest.skip("no SupportServer has been built")
    desk = servers.Server(servers.generous()).start()
    asyncio.run(a_day(desk.port))
    yield desk
    assert desk.stop() == 0
    assert desk.verify().returncode == 0
    desk.dispose()


def days(before=1, after=2):
    """A period around now, whatever the time is: a test that runs over midnight must not fail."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return str(today - datetime.timedelta(days=before)), str(today + datetime.timedelta(days=after))


def report(desk, name, *more, period=None):
    first, last = period or days()
    done = desk.run("report", name, "--from", first, "--to", last, *more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(desk, name, *more, period=None):
    document = json.loads(report(desk, name, "--format", "json", *more, period=period))
    assert document["report"] == name and document["zone"] == "UTC"
    assert (document["from"], document["to"]) == (period or days())
    return document["rows"]


def part(row, **expected):
    assert {key: row[key] for key in expected} == expected


def test_attainment(counted):
    found = rows(counted, "attainment", "--hours", "24", "--hours", "1")
    assert [row["withinOpenHours"] for row in found] == [24, 1, None]
    for row in found:
        part(row, handled=4, fixed=3, total=7, open=3, handledPercent=57.14, fixedPercent=42.85, endedOtherwise=0)


def test_handled(counted):
    found = rows(counted, "handled")
    measures = {row["measure"]: row["tickets"] for row in found if row["measure"] != "outcome"}
    assert measures == {"received": 7, "handled": 4, "fixed": 3, "refused": 0, "merged": 0}
    outcomes = {row["outcome"]: (row["tickets"], row["isSolution"]) for row in found if row["measure"] == "outcome"}
    assert outcomes == {"help": (3, True), "bug": (1, False)}


def test_reopened(counted):
    part(rows(counted, "reopened")[0], caseType=None, resolved=4, reopened=1, reopenedPercent=25.0, reopenings=1)


def test_ratings(counted):
    everybody, anna = rows(counted, "ratings")
    part(everybody, agent=None, answered=2, mean=3.5, goodPercent=50.0, withheld=False)
    assert everybody["asked"] >= 4 and everybody["responsePercent"] == 2 * 10000 // everybody["asked"] / 100
    part(anna, agent="anna", answered=2, mean=3.5)


def test_channels(counted):
    found = {(row["channel"], row["contact"]): row for row in rows(counted, "channels")}
    part(found["webchat", "official"], count=6, percentOfTickets=85.71, converted=0)
    part(found["phone", "official"], count=1, percentOfTickets=14.28, converted=1)
    part(found["phone", "unofficial"], count=3, percentOfTickets=None, converted=1, undecided=2, advised=0)
    assert found[None, "official"]["count"] == 7 and found[None, "unofficial"]["count"] == 3


def test_queue(counted):
    everything = rows(counted, "queue", "--wait-target", "30", "--served", "90")[0]
    assert everything["channel"] is None and everything["openMinutes"] == 3 * 24 * 60
    assert everything["joined"] >= 4 and everything["abandoned"] == 1 and everything["requiredStaff"] == 1
    assert everything["meanWaitSeconds"] <= everything["longestWaitSeconds"]


def test_hours(counted):
    (row,) = rows(counted, "hours")
    part(row, account=None, worked=7, balance=None)


def test_nothing_promised_and_nothing_suggested(counted):
    assert rows(counted, "promises") == []
    part(rows(counted, "commitments")[0], made=0, kept=0, keptPercent=None)
    part(rows(counted, "deflection")[0], shown=0, solved=0, solvedPercent=None)


@pytest.mark.parametrize("name", REPORTS)
def test_formats_agree_and_other_days_are_empty(counted, name):
    found = rows(counted, name)
    table = list(csv.reader(io.StringIO(report(counted, name, "--format", "csv"), newline="")))
    assert len(table) == len(found) + 1
    for line, row in zip(table[1:], found, strict=True):
        assert set(table[0]) == set(row)
        for key, text in zip(table[0], line, strict=True):
            value = row[key]
            if value is None or isinstance(value, str):
                assert text == (value or ""), (key, row)
            elif isinstance(value, bool):
                assert text == str(value).lower(), (key, row)
            else:
                assert float(text) == value, (key, row)
    printed = report(counted, name).splitlines()
    assert printed[0].split() == table[0] and len(printed) == len(table)
    last_year = rows(counted, name, period=("2025-01-01", "2025-02-01"))
    assert not any(
        value
        for row in last_year
        for key, value in row.items()
        if isinstance(value, (int, float)) and key not in ("withinOpenHours", "openMinutes", "bayesianMean")
    )


def test_help_names_every_report(counted):
    done = counted.run("report", "--help")
    for name in REPORTS:
        assert name in done.stdout
    assert "EXAMPLES" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("attainment", "--from", "2026-11-02", "--to", "2026-11-02"),
        ("attainment", "--from", "2026-11-03", "--to", "2026-11-02"),
        ("attainment", "--from", "yesterday", "--to", "2026-11-02"),
        ("everything", "--from", "2026-11-01", "--to", "2026-11-02"),
        ("queue", "--from", "2026-11-01", "--to", "2026-11-02", "--served", "100"),
        ("attainment", "--from", "2026-11-01", "--to", "2026-11-02", "--hours", "0"),
    ],
)
def test_wrong_arguments_are_refused(counted, arguments):
    done = counted.run("report", *arguments)
    assert done.returncode != 0 and done.stdout == "" and done.stderr
