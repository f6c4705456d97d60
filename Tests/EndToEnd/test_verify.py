"""The log is tamper-evident, a backup is whole, an export is complete (design §1, command line contract)."""

import asyncio
import re
import shutil
import sqlite3

import pytest

import server as servers
from desk_helpers import end_all, staffed
from sportello_client import ack, visitor

MARK = "canary-in-the-coal-mine"


@pytest.fixture(scope="module")
def stopped():
    """A desk with a few tickets, stopped; everything checkpointed into the database file."""
    if servers.binary() is None:
        pytest.skip("no SupportServer has been built")
    desk = servers.Server(servers.generous()).start()
    numbers, texts = [], []

    async def fill():
        for number in range(3):
            customer, staff, ticket = await staffed(desk.port, f"ticket {number} opening")
            texts.append(f"ticket {number} opening")
            for line in range(6):
                text = f"{MARK} {number} {line}"
                ack(await customer.post(ticket.stream, text))
                texts.append(text)
            ack(await staff.command("note", {"text": f"internal {number}"}, ticket.stream))
            texts.append(f"internal {number}")
            numbers.append((ticket.number, ticket.id))
            await end_all(customer, staff)

    asyncio.run(fill())
    assert desk.stop() == 0
    yield desk, numbers, texts
    desk.dispose()


def copy_of(desk, tmp_path):
    """A copy of the data, in one file without a write-ahead log."""
    data = tmp_path / "data"
    shutil.copytree(desk.data, data)
    connection = sqlite3.connect(desk.database(data))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return data


def tables(connection):
    """Table name -> its columns."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    return {
        name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        for name in names
        if not name.startswith("sqlite_")
    }


def drop_triggers(connection):
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def event_table(connection):
    """The table of events: named so, with a sequence column, not the content table."""
    found = []
    for name, columns in tables(connection).items():
        sequence = [c for c in columns if re.fullmatch(r"(?i)seq|sequence|version|number", c)]
        if "event" in name.lower() and sequence:
            found.append((name, sequence[0], columns))
    assert found, f"no table of events among {tables(connection)}"
    return found[0]


def stream_column(columns):
    return next(c for c in columns if re.search(r"(?i)stream|aggregate", c))


def stream_is_text(connection, table, stream):
    return isinstance(connection.execute(f'SELECT "{stream}" FROM "{table}" LIMIT 1').fetchone()[0], str)


def broken(desk, data, numbers):
    """verify fails and names what is broken: a ticket's number or id, or the stream and the place."""
    done = desk.verify(data)
    said = done.stdout + done.stderr
    assert done.returncode == 1, f"verify passed ({done.returncode}):\n{said}"
    assert any(number in said or id in said for number, id in numbers), f"the break is not named:\n{said}"
    assert re.search(r"\d", said)
    return said


def test_a_sound_desk_verifies(stopped):
    desk, _, _ = stopped
    done = desk.verify()
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\d", done.stdout), f"no summary: {done.stdout}"


def test_a_changed_text_is_found(stopped, tmp_path):
    desk, numbers, _ = stopped
    data = copy_of(desk, tmp_path)
    connection = sqlite3.connect(desk.database(data))
    drop_triggers(connection)
    changed = 0
    for name, columns in tables(connection).items():
        for column in columns:
            if "fts" in name.lower():
                continue
            changed += connection.execute(
                f'UPDATE "{name}" SET "{column}" = CASE typeof("{column}") WHEN \'blob\''
                f' THEN CAST(replace(CAST("{column}" AS TEXT), ?, ?) AS BLOB) ELSE replace("{column}", ?, ?) END'
                f' WHERE instr(CAST("{column}" AS TEXT), ?) > 0',
                (f"{MARK} 1 3", "forged in the night", f"{MARK} 1 3", "forged in the night", f"{MARK} 1 3"),
            ).rowcount
    connection.commit()
    connection.close()
    assert changed, "the text of a message was found in no table"
    broken(desk, data, numbers)


def test_a_flipped_byte_in_the_file_is_found(stopped, tmp_path):
    desk, numbers, _ = stopped
    data = copy_of(desk, tmp_path)
    path = desk.database(data)
    content = bytearray(path.read_bytes())
    places = [found.start() for found in re.finditer(f"{MARK} 2 4".encode(), bytes(content))]
    assert places, "the text of a message is not in the database file"
    for place in places:
        content[place + 3] ^= 0x01
    path.write_bytes(content)
    broken(desk, data, numbers)


def test_a_flipped_byte_in_an_event_is_found(stopped, tmp_path):
    desk, numbers, _ = stopped
    data = copy_of(desk, tmp_path)
    connection = sqlite3.connect(desk.database(data))
    drop_triggers(connection)
    table, sequence, columns = event_table(connection)
    stream = stream_column(columns)
    id = numbers[0][1]
    where = f'"{stream}" LIKE ?' if stream_is_text(connection, table, stream) else "? IS NOT NULL"
    rows = connection.execute(f'SELECT * FROM "{table}" WHERE {where}', (f"%{id}%",)).fetchall()
    row = dict(zip(columns, rows[len(rows) // 2], strict=True))
    flipped = 0
    for column, value in row.items():
        if isinstance(value, (bytes, str)) and len(value) > 24 and column != stream:
            raw = bytearray(value.encode() if isinstance(value, str) else value)
            place = next((i for i in range(len(raw) // 2, len(raw)) if chr(raw[i]).isalnum()), len(raw) // 2)
            raw[place] = ord("x") if raw[place] != ord("x") else ord("y")
            new = raw.decode(errors="replace") if isinstance(value, str) else bytes(raw)
            flipped += connection.execute(
                f'UPDATE "{table}" SET "{column}" = ? WHERE "{stream}" = ? AND "{sequence}" = ?',
                (new, row[stream], row[sequence]),
            ).rowcount
            break
    connection.commit()
    connection.close()
    assert flipped
    broken(desk, data, numbers)


@pytest.mark.parametrize("which", ["first", "middle", "last", "tail"])
def test_missing_events_are_found(stopped, tmp_path, which):
    desk, numbers, _ = stopped
    data = copy_of(desk, tmp_path)
    connection = sqlite3.connect(desk.database(data))
    drop_triggers(connection)
    table, sequence, columns = event_table(connection)
    stream = stream_column(columns)
    (key, head), *_ = [
        row
        for row in connection.execute(
            f'SELECT "{stream}", max("{sequence}") FROM "{table}" GROUP BY 1 HAVING count(*) > 6 ORDER BY count(*) DESC'
        )
    ]
    condition = {
        "first": f'"{sequence}" = 1',
        "middle": f'"{sequence}" = {head // 2}',
        "last": f'"{sequence}" = {head}',
        "tail": f'"{sequence}" > {head - 3}',
    }[which]
    gone = connection.execute(f'DELETE FROM "{table}" WHERE "{stream}" = ? AND {condition}', (key,)).rowcount
    connection.commit()
    connection.close()
    assert gone
    broken(desk, data, numbers)


def test_swapped_events_are_found(stopped, tmp_path):
    desk, numbers, _ = stopped
    data = copy_of(desk, tmp_path)
    connection = sqlite3.connect(desk.database(data))
    drop_triggers(connection)
    table, sequence, columns = event_table(connection)
    stream = stream_column(columns)
    (key,) = connection.execute(
        f'SELECT "{stream}" FROM "{table}" GROUP BY 1 ORDER BY count(*) DESC LIMIT 1'
    ).fetchone()
    for old, new in ((3, -1), (4, 3), (-1, 4)):
        connection.execute(
            f'UPDATE "{table}" SET "{sequence}" = ? WHERE "{stream}" = ? AND "{sequence}" = ?', (new, key, old)
        )
    connection.commit()
    connection.close()
    broken(desk, data, numbers)


def run_to(desk, command, target):
    option = desk.output_option(command)
    done = desk.run(command, *(option + [str(target)] if option else [str(target)]))
    return done


def restored(desk, target, tmp_path):
    """The data directory that a backup makes: the directory itself, or a file put in the database's place."""
    if target.is_dir():
        return target
    data = tmp_path / "restored"
    data.mkdir()
    shutil.copy(target, data / desk.database().name)
    return data


def test_a_backup_verifies_and_serves(stopped, tmp_path):
    desk, numbers, texts = stopped
    target = tmp_path / "backup"
    done = run_to(desk, "backup", target)
    assert done.returncode == 0, done.stdout + done.stderr
    data = restored(desk, target, tmp_path)
    verified = desk.verify(data)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    for number, _ in numbers:
        shown = desk.run("ticket", "show", number, "--json", data=data)
        assert shown.returncode == 0 and MARK in shown.stdout, shown.stderr


def test_a_backup_of_a_running_desk_verifies(make_server, tmp_path):
    desk = make_server(servers.generous())

    async def fill():
        customer, staff, ticket = await staffed(desk.port, "hot")
        for number in range(20):
            ack(await customer.post(ticket.stream, f"{MARK} {number}"))
        await end_all(customer, staff)
        return ticket

    ticket = asyncio.run(fill())
    target = tmp_path / "backup"
    done = run_to(desk, "backup", target)
    assert done.returncode == 0, done.stdout + done.stderr
    data = restored(desk, target, tmp_path)
    assert desk.verify(data).returncode == 0
    shown = desk.run("ticket", "show", ticket.number, "--json", data=data)
    assert shown.stdout.count(MARK) >= 20


def test_a_restored_backup_has_another_epoch(make_server, tmp_path):
    """Else a client that knew more than the backup would resume into another history without noticing (§2)."""
    desk = make_server(servers.generous())

    async def before():
        customer, staff, ticket = await staffed(desk.port, "restore me")
        ack(await customer.post(ticket.stream, "in the backup"))
        target = tmp_path / "backup"
        done = await asyncio.to_thread(run_to, desk, "backup", target)
        assert done.returncode == 0, done.stdout + done.stderr
        for number in range(5):
            ack(await customer.post(ticket.stream, f"lost {number}"))
        entry = await customer.sub(ticket.stream)
        await end_all(customer, staff)
        return customer, ticket, entry, target

    async def after(customer, ticket, entry):
        back = await visitor(desk.port, secret=customer.secret)
        for number in range(8):
            ack(await back.post(ticket.stream, f"another history {number}"))
        again = await visitor(
            desk.port,
            secret=customer.secret,
            resume=[{"stream": ticket.stream, "epoch": entry["epoch"], "since": entry["head"]}],
        )
        (now,) = [e for e in again.welcome["streams"] if e["stream"] == ticket.stream]
        assert now["epoch"] != entry["epoch"] and now["mode"] == "snapshot"
        await end_all(back, again)

    customer, ticket, entry, target = asyncio.run(before())
    desk.stop()
    data = restored(desk, target, tmp_path)
    shutil.rmtree(desk.data)
    shutil.copytree(data, desk.data)
    desk.start()
    asyncio.run(after(customer, ticket, entry))


def test_an_export_holds_everything(stopped, tmp_path):
    desk, numbers, texts = stopped
    target = tmp_path / "export"
    option = desk.output_option("export")
    done = desk.run("export", *(option + [str(target)] if option else []))
    assert done.returncode == 0, done.stdout + done.stderr
    if target.is_dir():
        content = "".join(p.read_text(errors="replace") for p in target.rglob("*") if p.is_file())
    else:
        content = target.read_text() if target.exists() else done.stdout
    for number, _ in numbers:
        assert number in content
    for text in texts:
        assert text in content, f"'{text}' is not exported"


def test_tickets_are_listed_and_shown(stopped):
    desk, numbers, texts = stopped
    listed = str(desk.tickets())
    for number, _ in numbers:
        assert number in listed
        assert str(desk.ticket(number)).count(MARK) >= 6
    unknown = desk.run("ticket", "show", "123456782", "--json")
    assert unknown.returncode != 0
